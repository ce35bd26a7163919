"""Datasette on the file, with our pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from db.connection import open_for_reading
from db.queries import QUERIES
from db.schema import SCHEMA
from db.web import hooks
from db.web.guard import LOOPBACK, App
from db.web.site import DATABASE, SITES, Health, Site

SETTINGS = {
    "sql_time_limit_ms": 3000,
    "default_page_size": 50,
    "facet_time_limit_ms": 500,
    "allow_download": False,
    "max_csv_mb": 50,
    "template_debug": False,
}


def make_datasette(path: Path, health: Health, *, hosts: tuple[str, ...] | None = LOOPBACK) -> Datasette:
    """Datasette on the file at `path`, which is only read and may be written by others meanwhile.

    `hosts` are the host names it answers for, None for any. Raises a `db.errors.DatabaseError`.
    """
    open_for_reading(path).close()  # an older file is migrated; what is no file of ours is refused
    if not pm.is_registered(hooks):
        pm.register(hooks, name="tinsach")
    datasette = Datasette([], settings=SETTINGS, metadata=_metadata(path))
    SITES[datasette] = Site(path, health, hosts)
    datasette.add_database(Database(datasette, path=str(path), is_mutable=not _is_shut(path)), name=DATABASE)
    if "_memory" in datasette.databases:
        datasette.remove_database("_memory")
    return datasette


def make_app(path: Path, health: Health, *, hosts: tuple[str, ...] | None = LOOPBACK) -> App:
    """The same as an ASGI application."""
    app: App = make_datasette(path, health, hosts=hosts).app()
    return app


def _is_shut(path: Path) -> bool:
    """Whether nobody can write here: SQLite then has no place for the file it wants beside ours."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _metadata(path: Path) -> dict[str, Any]:
    return {
        "title": f"Tinsach: {path.name}",
        "about": "Tinsach",
        "about_url": "/",
        "databases": {
            DATABASE: {
                "tables": {name: _table(name) for name in SCHEMA} | {"_sqlite_migrations": {"hidden": True}},
                "queries": {query.name: {"title": query.title, "sql": query.sql} for query in QUERIES},
            }
        },
    }


def _table(name: str) -> dict[str, Any]:
    """What Datasette says of a table and its columns."""
    described = {"description": SCHEMA[name].about, "columns": SCHEMA[name].columns}
    return described | ({"sort_desc": "date_published", "facets": ["outlet"]} if name == "articles" else {})

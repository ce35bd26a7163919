"""A slim SQLite file: all of ours except the archived pages and what only they need."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from db.connection import speaking
from db.handover.selection import ARTICLES, ExportTally, Selection
from db.migrations import migrations

CHUNK = 500
PARTS = ("images", "verdicts")
"""Tables whose rows belong to an article."""
NO_PAGE = {"page_id": "NULL"}
NO_RUN = {"run_id": "NULL"}
NO_MACHINE = {"host": "''", "pid": "0"}
"""Whoever gets the file need not know where it was made."""


def write_slim(source: Path, path: Path, selection: Selection, tally: ExportTally, *, name: Path) -> None:
    """Build the file anew at `path`, which is empty, from the file `source`, as it is at this moment.

    It has the tables of docs/schema.md; `pages` and what belongs to pages alone are empty. All URLs,
    runs and checks go along when everything is selected, else only the URLs of the articles that are.
    Raises a `DatabaseError`, which calls the file `name`.
    """
    with closing(Database(sqlite3.connect(path, uri=True, isolation_level=None), execute_plugins=False)) as db:
        with speaking(name):
            db.execute("PRAGMA journal_mode = OFF")  # a file that fails goes away whole
            db.execute("PRAGMA synchronous = OFF")
            migrations.apply(db)
        with speaking(source):
            db.execute("ATTACH ? AS source", (f"{source.absolute().as_uri()}?mode=ro",))
        with speaking(name):
            db.execute("BEGIN")
            _fill(db.conn, selection, tally)
            db.execute("COMMIT")


def _fill(conn: sqlite3.Connection, selection: Selection, tally: ExportTally) -> None:
    conn.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    limit = -1 if selection.limit is None else selection.limit
    conn.execute(
        f"INSERT INTO chosen SELECT id FROM source.articles WHERE {ARTICLES} ORDER BY id LIMIT :limit",
        {**selection.values(), "limit": limit},
    )
    last = 0
    while True:
        query = "SELECT max(id) FROM (SELECT id FROM chosen WHERE id > ? ORDER BY id LIMIT ?)"
        (end,) = conn.execute(query, (last, CHUNK)).fetchone()
        if end is None:
            break
        chunk = f"IN (SELECT id FROM chosen WHERE id > {last} AND id <= {end})"
        count = _copy(conn, "articles", f"id {chunk}", NO_PAGE)
        for part in PARTS:
            _copy(conn, part, f"article_id {chunk}")
        for _ in range(count):
            tally.wrote()
        last = end
    if selection.is_everything:
        _copy(conn, "runs", replaced=NO_MACHINE)
        _copy(conn, "checks")
        _copy(conn, "urls")
    else:
        _copy(conn, "urls", "article_id IN (SELECT id FROM chosen)", NO_RUN)


def _copy(conn: sqlite3.Connection, table: str, where: str = "true", replaced: dict[str, str] | None = None) -> int:
    """Copy the rows of a table; `replaced` gives columns another value, as SQL. Returns how many rows."""
    columns = [row[1] for row in conn.execute(f"PRAGMA main.table_info({table})")]
    values = [(replaced or {}).get(column, column) for column in columns]
    return conn.execute(
        f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM source.{table} WHERE {where}"
    ).rowcount

"""Feeds and sitemaps as they were read last."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, fields

from db.records import SourceState
from db.rows import storable

NAMES = tuple(field.name for field in fields(SourceState))
WRITE = (
    f"INSERT OR REPLACE INTO sources ({', '.join(NAMES)}, read_at) "
    f"VALUES ({', '.join(f':{name}' for name in NAMES)}, :now)"
)


def source_state(conn: sqlite3.Connection, url: str) -> SourceState | None:
    """The row of `url`."""
    row = conn.execute(f"SELECT {', '.join(NAMES)} FROM sources WHERE url = ?", (storable(url),)).fetchone()
    return None if row is None else SourceState(*row)


def write_source(conn: sqlite3.Connection, state: SourceState, now: str) -> None:
    """Write down what was read; the caller holds the transaction."""
    texts = {"url": storable(state.url), "etag": storable(state.etag), "last_modified": storable(state.last_modified)}
    conn.execute(WRITE, asdict(state) | texts | {"now": now})

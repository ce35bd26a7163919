"""Sets of addresses that may grow to millions: they live in a temporary table, not in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from db.connection import speaking

TABLE = (
    "CREATE TEMP TABLE IF NOT EXISTS seen (name TEXT NOT NULL, hash INTEGER NOT NULL, PRIMARY KEY (name, hash)) "
    "WITHOUT ROWID"
)


class Seen:
    """Named sets of texts, of which only hashes are kept; they end with the connection."""

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._conn = conn
        self._path = path
        conn.execute(TABLE)

    def add(self, name: str, texts: Iterable[str]) -> int:
        """Put `texts` into the set `name`; returns how many were not in it."""
        rows = [(name, hash(text)) for text in texts]
        with speaking(self._path):
            self._conn.execute("BEGIN")  # of the temporary file only: it keeps nobody waiting
            try:
                return self._conn.executemany("INSERT OR IGNORE INTO temp.seen VALUES (?, ?)", rows).rowcount
            finally:
                self._conn.execute("COMMIT")

    def has(self, name: str, text: str) -> bool:
        """Whether `text` is in the set `name`."""
        query = "SELECT 1 FROM temp.seen WHERE name = ? AND hash = ?"
        with speaking(self._path):
            return self._conn.execute(query, (name, hash(text))).fetchone() is not None

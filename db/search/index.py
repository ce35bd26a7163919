"""The index of full text: making it anew, and proving that it says what the articles say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from db.migrations import SEARCHED, plain

CHUNK = 2000
"""Articles between two signs of life."""


def rebuild(conn: sqlite3.Connection) -> Iterator[int]:
    """Make the index anew from the articles; yields how many are in it so far. The caller holds the transaction.

    Triggers keep the index right, so this is for a file that something else has damaged.
    """
    conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    columns = ", ".join(SEARCHED)
    last, done = 0, 0
    while True:
        row = conn.execute(
            "SELECT max(id), count(*) FROM (SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?)", (last, CHUNK)
        ).fetchone()
        if row[0] is None:
            break
        conn.execute(
            f"INSERT INTO articles_fts (rowid, {columns}) SELECT id, {plain('articles')} FROM articles "
            "WHERE id > ? AND id <= ?",
            (last, row[0]),
        )
        last, done = row[0], done + row[1]
        yield done
    conn.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")

"""The indexes of full text, made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from db.search.tables import HEADS, SEARCHED, plain

INDEXES = {"articles_fts": SEARCHED, "heads_fts": HEADS}
CHUNK = 2000
"""Articles between two signs of life."""


def rebuild(conn: sqlite3.Connection) -> Iterator[int]:
    """Make the indexes anew from the articles; yields how many are in them so far. The caller holds the transaction.

    Triggers keep them right, so this is for a file that something else has damaged.
    """
    for index in INDEXES:
        conn.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    last, done = 0, 0
    while True:
        row = conn.execute(
            "SELECT max(id), count(*) FROM (SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?)", (last, CHUNK)
        ).fetchone()
        if row[0] is None:
            break
        for index, columns in INDEXES.items():
            conn.execute(
                f"INSERT INTO {index} (rowid, {', '.join(columns)}) "
                f"SELECT id, {plain('articles', columns)} FROM articles WHERE id > ? AND id <= ?",
                (last, row[0]),
            )
        last, done = row[0], done + row[1]
        yield done
    for index in INDEXES:
        conn.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")

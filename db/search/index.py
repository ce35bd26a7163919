"""The indexes of full text, made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from db.search.tables import COUNT_ALL, HEADS, SEARCHED, plain

INDEXES = {"articles_fts": SEARCHED, "heads_fts": HEADS, "spelled_fts": ("headline", "description")}
SPELLED = "spelled_fts"
CHUNK = 2000
"""Articles between two signs of life."""
MERGED = 2000
"""Pages of an index that are written to merge its segments, at the end of a crawl: a tenth of a second."""


def merge(conn: sqlite3.Connection) -> None:
    """Merge what a crawl has added to the indexes with what was there: each question asks every segment.

    SQLite does some of it while it writes. The caller holds the transaction.
    """
    for index in INDEXES:
        conn.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', {MERGED})")


def rebuild(conn: sqlite3.Connection) -> Iterator[int]:
    """Make the indexes, and the numbers by day, anew from the articles; yields how many are in them so far.

    The caller holds the transaction. Triggers keep all of them right, so this is for a file that something else has
    damaged.
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
            names = ", ".join(columns)
            conn.execute(
                f"INSERT INTO {index} (rowid, {names}) "
                f"SELECT id, {names if index == SPELLED else plain('articles', columns)} "
                "FROM articles WHERE id > ? AND id <= ?",
                (last, row[0]),
            )
        last, done = row[0], done + row[1]
        yield done
    for statement in COUNT_ALL:
        conn.execute(statement)
    for index in INDEXES:
        conn.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")

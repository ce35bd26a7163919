"""Stored articles against the seeds they match."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cleaners.article import Article, Cleaner
from db.connection import open_for_reading, speaking
from db.rows import article_of
from seeds.check import SeedIndex, check_article, own_index
from seeds.compare import ArticleCheck


def check_stored(path: Path, index: SeedIndex | None = None) -> list[ArticleCheck]:
    """Compare every article in the file at `path` that matches a seed with that seed.

    The file is only read. Headlines, leads and addresses are looked through first, so that the time
    hardly depends on how long the articles are.

    Raises DatabaseError when the file cannot be read.
    """
    index = index or own_index()
    with closing(open_for_reading(path)) as db, speaking(path):
        columns = "id, url, outlet, headline, description, dateline"
        candidates = []
        for row_id, url, outlet, headline, description, dateline in db.conn.execute(f"SELECT {columns} FROM articles"):
            known = Article(
                cleaner=Cleaner("", ""),
                url=url,
                outlet=outlet,
                headline=headline,
                description=description,
                dateline=dateline,
            )
            if index.candidates(known):
                candidates.append(row_id)
        articles = (_article(db.conn, row_id) for row_id in candidates)
        return [found for found in (check_article(article, index) for article in articles) if found]


def _article(conn: sqlite3.Connection, row_id: int) -> Article:
    cursor = conn.execute("SELECT * FROM articles WHERE id = ?", (row_id,))
    names = [column[0] for column in cursor.description]
    return article_of(conn, dict(zip(names, cursor.fetchone(), strict=True)))

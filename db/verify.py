"""Proving that every stored page can be read and is what was served."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from db.archive import ArchiveReader, BrokenPage
from db.connection import open_for_reading, speaking
from db.errors import DamagedDatabase, DatabaseError

CHUNK = 500

COUNT = "SELECT count(*) FROM pages WHERE :outlet IS NULL OR outlet = :outlet"
NEXT = f"""
SELECT id, url, outlet FROM pages WHERE id > :last AND (:outlet IS NULL OR outlet = :outlet) ORDER BY id LIMIT {CHUNK}
"""
# The numbers of the pages stand in this index too.
BY_INDEX = "SELECT id, url FROM pages INDEXED BY pages_by_url WHERE url > '' ORDER BY url, id"


def count(path: Path, outlet: str | None = None) -> int:
    """How many pages there are to verify in the file at `path`. Raises a `DatabaseError`."""
    with closing(open_for_reading(path)) as db, speaking(path):
        (number,) = db.conn.execute(COUNT, {"outlet": outlet}).fetchone()
        return int(number)


def verify(path: Path, outlet: str | None = None) -> Iterator[tuple[int, BrokenPage | None]]:
    """Read every page of the file at `path`: (pages read so far, the page if it is broken), the oldest first.

    Holds no lock between pages, so that a crawl may go on. Where the disk has spoilt the table itself, the
    pages are found through an index, of all outlets, and those of the spoilt place are named as broken.
    Raises a `DatabaseError` when not even that can be read.
    """
    with closing(open_for_reading(path)) as db:
        reader, last, done = ArchiveReader(db.conn), 0, 0
        try:
            while rows := _next(db.conn, path, last, outlet):
                for page_id, url, name in rows:
                    done += 1
                    yield done, _broken(reader, path, page_id, url, name)
                last = rows[-1][0]
        except DamagedDatabase:
            for page_id, url in _by_index(db.conn, path):
                if page_id > last:
                    done += 1
                    yield done, _broken(reader, path, page_id, url, "")


def _by_index(conn: sqlite3.Connection, path: Path) -> list[tuple[int, str]]:
    with speaking(path):
        return sorted(conn.execute(BY_INDEX).fetchall())


def _next(conn: sqlite3.Connection, path: Path, last: int, outlet: str | None) -> list[tuple[int, str, str]]:
    with speaking(path):
        return conn.execute(NEXT, {"last": last, "outlet": outlet}).fetchall()


def _broken(reader: ArchiveReader, path: Path, page_id: int, url: str, outlet: str) -> BrokenPage | None:
    try:
        with speaking(path):
            reader.page(page_id)
    except DatabaseError as error:
        return BrokenPage(page_id, url, outlet, str(error))
    return None

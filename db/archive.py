"""The pages as served, compressed. All of `articles` can be made again from them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import OrderedDict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.compression import CODEC, Dictionary, ZstdError, decompress, has_checksum
from db.connection import open_for_reading, speaking
from db.errors import DamagedDatabase, DatabaseError
from db.records import FetchedPage
from db.rows import Row, as_json, storable

DICTIONARIES = 12
"""Reference pages kept in memory by one reader; one takes about a megabyte."""

PAGE = """
SELECT url, requested_url, outlet, fetched_at, http_status, headers, sha256, raw_bytes, reference, body
FROM pages WHERE id = ?
"""
LATEST_PAGE = """
SELECT id FROM pages WHERE url = ? OR url = (SELECT moved_to FROM urls WHERE url = ?) ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """A stored page that cannot be read back as it was served, and why."""

    page_id: int
    url: str
    outlet: str
    problem: str


class ArchiveReader:
    """Reads pages; keeps the reference pages it needed last.

    What comes out is compared with its SHA-256; with `by_checksum`, where the page's frame carries a checksum, with
    that and its length instead. That tells a page that the disk has spoilt, in a tenth of the time.
    """

    def __init__(self, conn: sqlite3.Connection, *, by_checksum: bool = False) -> None:
        self._conn = conn
        self._by_checksum = by_checksum
        self._dictionaries: OrderedDict[int, Dictionary] = OrderedDict()

    def page(self, page_id: int) -> FetchedPage:
        """The page as it was served.

        Raises `DatabaseError` when there is no such page, `DamagedDatabase` when it is not what was stored.
        """
        row = self._conn.execute(PAGE, (page_id,)).fetchone()
        if row is None:
            raise DatabaseError(f"there is no page {page_id} in the archive")
        url, requested_url, outlet, fetched_at, http_status, headers, sha256, raw_bytes, reference, stored = row
        name = f"page {page_id} ({url})"
        body = self._unpacked(name, stored, reference)
        if not (self._by_checksum and has_checksum(stored) and len(body) == raw_bytes):
            _compare(name, body, sha256)
        return FetchedPage(
            url=url,
            requested_url=requested_url,
            outlet=outlet,
            fetched_at=fetched_at,
            http_status=http_status,
            headers=tuple((name, value) for name, value in json.loads(headers)),
            body=body,
        )

    def dictionary(self, page_id: int) -> Dictionary:
        """The page with that id, as the dictionary of others. Raises `DamagedDatabase` when it cannot be read."""
        known = self._dictionaries.get(page_id)
        if known is not None:
            self._dictionaries.move_to_end(page_id)
            return known
        row = self._conn.execute("SELECT url, sha256, reference, body FROM pages WHERE id = ?", (page_id,)).fetchone()
        if row is None:
            raise DamagedDatabase(f"page {page_id} is not in the archive")
        url, sha256, reference, stored = row
        if reference is not None:
            raise DamagedDatabase(f"page {page_id} ({url}) is a reference and needs page {reference} itself")
        name = f"page {page_id} ({url})"
        dictionary = Dictionary(self._unpacked(name, stored, None))
        _compare(name, dictionary.body, sha256)
        self._dictionaries[page_id] = dictionary
        if len(self._dictionaries) > DICTIONARIES:
            self._dictionaries.popitem(last=False)
        return dictionary

    def _unpacked(self, name: str, stored: bytes, reference: int | None) -> bytes:
        try:
            return decompress(stored) if reference is None else self.dictionary(reference).decompress(stored)
        except ZstdError as error:
            raise DamagedDatabase(f"{name} cannot be unpacked: {error}") from error
        except DamagedDatabase as error:
            raise DamagedDatabase(f"{name} needs a page that cannot be read: {error}") from error


def _compare(name: str, body: bytes, sha256: str) -> None:
    if hashlib.sha256(body).hexdigest() != sha256:
        raise DamagedDatabase(f"{name} is not what was stored: its SHA-256 differs")


def read_page(conn: sqlite3.Connection, page_id: int) -> FetchedPage:
    """One page as it was served; to read many, an `ArchiveReader` is faster. Raises as `ArchiveReader.page` does."""
    return ArchiveReader(conn).page(page_id)


def latest_page(path: Path, url: str) -> FetchedPage | None:
    """The last page stored for `url` in the file at `path`; an address that moved leads to its target's.

    Raises a `db.errors.DatabaseError`.
    """
    with closing(open_for_reading(path)) as db, speaking(path):
        found = db.conn.execute(LATEST_PAGE, (url, url)).fetchone()
        return read_page(db.conn, found[0]) if found else None


def page_row(page: FetchedPage, *, url: str, run_id: int, sha256: str, stored: bytes) -> Row:
    """The row of `pages`, without its id and its reference; `url` is the address it is filed under."""
    return {
        "url": storable(url),
        "requested_url": storable(page.requested_url),
        "outlet": page.outlet,
        "fetched_at": page.fetched_at,
        "http_status": page.http_status,
        "content_type": storable(page.header("Content-Type")),
        "headers": as_json(page.headers),
        "codec": CODEC,
        "reference": None,
        "raw_bytes": len(page.body),
        "stored_bytes": len(stored),
        "sha256": sha256,
        "run_id": run_id,
        "body": stored,
    }

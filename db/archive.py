"""The pages as served, compressed. All of `articles` can be made again from them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from db.connection import open_for_reading, speaking
from db.errors import DamagedDatabase, DatabaseError
from db.records import FetchedPage
from db.rows import Row, as_json, storable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODEC = "zstd"
CRAWL_LEVEL = 3
"""Fast enough to keep up with any crawl."""

LATEST_PAGE = """
SELECT id FROM pages WHERE url = ? OR url = (SELECT moved_to FROM urls WHERE url = ?) ORDER BY id DESC LIMIT 1
"""


def compress(body: bytes, *, level: int = CRAWL_LEVEL, reference: bytes | None = None) -> bytes:
    """`body` as one zstd frame. `reference` is the body of a similar page, needed again to read it back."""
    return zstd.compress(body, level, zstd_dict=_dictionary(reference))


def decompress(stored: bytes, *, reference: bytes | None = None) -> bytes:
    """What `compress` was given. Raises `zstd.ZstdError` when the bytes or the reference are not the same."""
    return zstd.decompress(stored, _dictionary(reference))


def page_row(page: FetchedPage, *, url: str, run_id: int) -> Row:
    """The row of `pages`, without its id; `url` is the address it is filed under."""
    stored = compress(page.body)
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
        "sha256": hashlib.sha256(page.body).hexdigest(),
        "run_id": run_id,
        "body": stored,
    }


def read_page(conn: sqlite3.Connection, page_id: int) -> FetchedPage:
    """The page as it was served.

    Raises `DatabaseError` when there is no such page, `DamagedDatabase` when it is not what was stored.
    """
    row = conn.execute(
        "SELECT url, requested_url, outlet, fetched_at, http_status, headers, sha256, reference, body "
        "FROM pages WHERE id = ?",
        (page_id,),
    ).fetchone()
    if row is None:
        raise DatabaseError(f"there is no page {page_id} in the archive")
    url, requested_url, outlet, fetched_at, http_status, headers, sha256, reference, stored = row
    try:
        body = decompress(stored, reference=None if reference is None else read_page(conn, reference).body)
    except zstd.ZstdError as error:
        raise DamagedDatabase(f"page {page_id} ({url}) cannot be unpacked: {error}") from error
    if hashlib.sha256(body).hexdigest() != sha256:
        raise DamagedDatabase(f"page {page_id} ({url}) is not what was stored: its SHA-256 differs")
    return FetchedPage(
        url=url,
        requested_url=requested_url,
        outlet=outlet,
        fetched_at=fetched_at,
        http_status=http_status,
        headers=tuple((name, value) for name, value in json.loads(headers)),
        body=body,
    )


def latest_page(path: Path, url: str) -> FetchedPage | None:
    """The last page stored for `url` in the file at `path`; an address that moved leads to its target's.

    Raises a `db.errors.DatabaseError`.
    """
    with closing(open_for_reading(path)) as db, speaking(path):
        found = db.conn.execute(LATEST_PAGE, (url, url)).fetchone()
        return read_page(db.conn, found[0]) if found else None


def _dictionary(reference: bytes | None) -> zstd.ZstdDict | None:
    return None if reference is None else zstd.ZstdDict(reference, is_raw=True)

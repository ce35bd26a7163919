"""Every URL ever seen, its one status, and when it is wanted again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from db.records import Discovery, UrlState
from db.rows import Row, storable

CHUNK = 500
"""Rows read at once; between two chunks no read is open, so that the write-ahead log can be emptied."""

NAMES = tuple(field.name for field in fields(UrlState))
COLUMNS = ", ".join(f"urls.{name}" for name in NAMES)

ADD = """
INSERT INTO urls (url, outlet, status, first_seen_at, last_seen_at, sources, published, modified, headline, run_id)
VALUES (:url, :outlet, 'discovered', :now, :now, json_array(:source), :published, :modified, :headline, :run_id)
ON CONFLICT DO NOTHING
"""
SEEN_AGAIN = """
UPDATE urls SET
    last_seen_at = :now,
    sources = CASE WHEN EXISTS (SELECT 1 FROM json_each(urls.sources) WHERE value = :source) THEN sources
                   ELSE json_insert(sources, '$[#]', :source) END,
    published = coalesce(:published, published),
    modified = coalesce(:modified, modified),
    headline = coalesce(:headline, headline)
WHERE url = :url
"""
# ETag and Last-Modified are kept only of an answer that held the article: those of a challenge page would
# later turn into a "not modified" for an article nobody read.
RECORD = """
INSERT INTO urls (url, outlet, status, reason, tries, next_try_at, first_seen_at, last_seen_at, sources,
    fetched_at, etag, last_modified, moved_to, article_id, run_id)
VALUES (:url, :outlet, :status, :reason, :status NOT IN ('stored', 'unchanged'), :next_try_at, :now, :now,
    json_array('url'), :fetched_at, :etag, :last_modified, :moved_to, :article_id, :run_id)
ON CONFLICT (url) DO UPDATE SET
    status = excluded.status,
    reason = excluded.reason,
    tries = CASE WHEN excluded.tries = 0 THEN 0 ELSE tries + 1 END,
    next_try_at = excluded.next_try_at,
    fetched_at = coalesce(excluded.fetched_at, fetched_at),
    etag = CASE WHEN :has_validators THEN excluded.etag ELSE etag END,
    last_modified = CASE WHEN :has_validators THEN excluded.last_modified ELSE last_modified END,
    moved_to = excluded.moved_to,
    article_id = coalesce(excluded.article_id, article_id),
    run_id = excluded.run_id
"""
WANT_AGAIN = """
UPDATE urls SET next_try_at = min(coalesce(next_try_at, :time), :time) WHERE url = :url AND status <> 'discovered'
"""
IS_DUE = "(urls.next_try_at <= :now OR urls.status = 'discovered' AND urls.next_try_at IS NULL)"


def add_discoveries(conn: sqlite3.Connection, run_id: int, discoveries: list[Discovery], now: str) -> int:
    """Add what is new, merge what is known; returns how many were new. The caller holds the transaction."""
    rows = [_storable(asdict(discovery)) | {"now": now, "run_id": run_id} for discovery in discoveries]
    new = conn.executemany(ADD, rows).rowcount
    conn.executemany(SEEN_AGAIN, rows)
    return new


def want_again(conn: sqlite3.Connection, times: Mapping[str, str]) -> None:
    """Make addresses that came to an outcome due at these times, or earlier. The caller holds the transaction."""
    conn.executemany(WANT_AGAIN, [{"url": storable(url), "time": time} for url, time in times.items()])


def url_that_ends(conn: sqlite3.Connection, outlet: str, ending: str) -> str | None:
    """A URL of `outlet` that ends in `ending`; this walks through all of them."""
    row = conn.execute(
        "SELECT url FROM urls WHERE outlet = ? AND substr(url, ?) = ? LIMIT 1", (outlet, -len(ending), ending)
    ).fetchone()
    return None if row is None else str(row[0])


def published(conn: sqlite3.Connection, url: str) -> str | None:
    """When the article stored under `url` was published, as it says itself."""
    row = conn.execute(
        "SELECT date_published FROM articles WHERE id = (SELECT article_id FROM urls WHERE url = ?)", (storable(url),)
    ).fetchone()
    return None if row is None else row[0]


def url_state(conn: sqlite3.Connection, url: str) -> UrlState | None:
    """The row of `url`."""
    row = conn.execute(f"SELECT {COLUMNS} FROM urls WHERE url = ?", (url,)).fetchone()
    return None if row is None else _state(row)


def url_states(conn: sqlite3.Connection, outlet: str) -> Iterator[UrlState]:
    """All rows of `outlet`, by URL; memory does not grow with their number."""
    # "+": without it SQLite takes the index on the outlet and sorts it anew for every chunk.
    query = f"SELECT {COLUMNS} FROM urls WHERE url > ? AND +outlet = ? ORDER BY url LIMIT {CHUNK}"
    last = ""
    while rows := conn.execute(query, (last, outlet)).fetchall():
        yield from map(_state, rows)
        last = rows[-1][0]


def count_due(conn: sqlite3.Connection, outlet: str, now: str) -> int:
    """How many URLs `outlet` wants fetched at `now`."""
    query = f"SELECT count(*) FROM urls WHERE outlet = :outlet AND {IS_DUE}"
    (number,) = conn.execute(query, {"outlet": outlet, "now": now}).fetchone()
    return int(number)


def due_urls(conn: sqlite3.Connection, outlet: str, now: str, limit: int | None) -> Iterator[UrlState]:
    """What `outlet` wants fetched at `now`: first what never was, then what is wanted again; the newest first.

    The order is settled when the iteration begins, on disk; a URL that is recorded meanwhile is left out.
    """
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS due (position INTEGER PRIMARY KEY, url TEXT NOT NULL)")
    (position,) = conn.execute("SELECT coalesce(max(position), 0) FROM due").fetchone()
    conn.execute(
        f"INSERT INTO due (url) SELECT url FROM urls WHERE outlet = :outlet AND {IS_DUE} "
        "ORDER BY fetched_at IS NOT NULL, coalesce(published, modified, first_seen_at) DESC, url LIMIT :limit",
        {"outlet": outlet, "now": now, "limit": -1 if limit is None else limit},
    )
    (end,) = conn.execute("SELECT coalesce(max(position), 0) FROM due").fetchone()
    query = (
        f"SELECT {COLUMNS} FROM due CROSS JOIN urls USING (url) "
        f"WHERE position > :position AND position <= :end AND {IS_DUE} ORDER BY position"
    )
    begin = position
    while position < end:
        chunk_end = min(position + CHUNK, end)
        yield from map(_state, conn.execute(query, {"position": position, "end": chunk_end, "now": now}).fetchall())
        position = chunk_end
    conn.execute("DELETE FROM due WHERE position > ? AND position <= ?", (begin, end))


def _state(row: tuple[Any, ...]) -> UrlState:
    values = dict(zip(NAMES, row, strict=True))
    return UrlState(**values | {"sources": tuple(json.loads(values["sources"]))})


def _storable(row: Row) -> Row:
    return {name: storable(value) for name, value in row.items()}

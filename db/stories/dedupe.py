"""Keeping the groups of near-duplicates in the file up to date."""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from db.connection import transaction
from db.minhash import algorithm, bands, runs
from db.stories.grouping import candidates, groups, same_stories

AT_ONCE = 500
"""Articles whose signatures are worked out and written together."""
SHORTEST = 30
"""Words; a shorter article (a photo story, a player) says too little to be told from others."""

STALE = """
DELETE FROM signatures WHERE algorithm <> :algorithm OR NOT EXISTS
    (SELECT 1 FROM articles WHERE id = article_id AND content_digest = signatures.content_digest)
"""
GONE_PAIRS = """
DELETE FROM near_duplicates WHERE one NOT IN (SELECT article_id FROM signatures)
    OR other NOT IN (SELECT article_id FROM signatures)
"""
MISSING = """
SELECT id FROM articles
WHERE word_count >= :shortest AND NOT EXISTS (SELECT 1 FROM signatures WHERE article_id = articles.id) ORDER BY id
"""
TEXT = "SELECT id, content_digest, article_body FROM articles WHERE id = ?"
SIGN = "INSERT INTO signatures (article_id, content_digest, algorithm, bands) VALUES (?, ?, ?, ?)"
PAIR = "INSERT OR REPLACE INTO near_duplicates (one, other, similarity) VALUES (?, ?, ?)"
MEMBER = "INSERT INTO story_articles (article_id, story_id, position) VALUES (?, ?, ?)"
BODY = "SELECT article_body FROM articles WHERE id = ?"
FIRST = "SELECT coalesce(date_published, first_stored_at), first_stored_at FROM articles WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Deduped:
    """What a pass did: articles signed, pairs found, and the stories that now stand in several articles."""

    signed: int
    compared: int
    pairs: int
    stories: int
    articles: int


def dedupe(
    conn: sqlite3.Connection, path: Path, *, afresh: bool = False, show: Callable[[], None] = lambda: None
) -> Deduped:
    """Sign what is new or has changed, look for the same stories among all, and write the groups down.

    `afresh`: forget everything first. `show` is called for each article that was signed. Raises a `DatabaseError`,
    or MissingMinHash when the library is not installed.
    """
    name = algorithm()
    with transaction(conn, path):
        if afresh:
            conn.execute("DELETE FROM signatures")
        conn.execute(STALE, {"algorithm": name})
        conn.execute(GONE_PAIRS)
    known = conn.execute("SELECT count(*) FROM signatures").fetchone()[0]
    new = _sign(conn, path, name, show)
    rows = conn.execute("SELECT article_id, bands FROM signatures ORDER BY article_id")
    signatures = {article: _unpacked(packed) for article, packed in rows}
    compared = 0

    def counted(pairs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        nonlocal compared
        for pair in pairs:
            compared += 1
            yield pair

    def runs_of(article: int) -> frozenset[str]:
        return runs(conn.execute(BODY, (article,)).fetchone()[0])

    among = counted(candidates(signatures, frozenset(new) if known else None)) if new else iter(())
    found = [(pair.one, pair.other, pair.similarity) for pair in same_stories(among, runs_of)]
    with transaction(conn, path):
        conn.executemany(PAIR, found)
        stories = _write_groups(conn)
    return Deduped(len(new), compared, len(found), len(stories), sum(map(len, stories)))


def _sign(conn: sqlite3.Connection, path: Path, name: str, show: Callable[[], None]) -> list[int]:
    signed: list[int] = []
    # All ids first: the statement must not see what it causes.
    waiting = iter([article for (article,) in conn.execute(MISSING, {"shortest": SHORTEST}).fetchall()])
    while chunk := list(islice(waiting, AT_ONCE)):
        texts = [conn.execute(TEXT, (article,)).fetchone() for article in chunk]
        packed = [_packed(one) for one in bands([runs(body) for _, _, body in texts])]
        with transaction(conn, path):
            conn.executemany(
                SIGN,
                [(article, digest, name, blob) for (article, digest, _), blob in zip(texts, packed, strict=True)],
            )
        signed += chunk
        for _ in chunk:
            show()
    return signed


def _write_groups(conn: sqlite3.Connection) -> list[list[int]]:
    """All groups anew: they are few beside the articles, and one new article may join two of them."""
    pairs = conn.execute("SELECT one, other FROM near_duplicates").fetchall()
    stories = []
    conn.execute("DELETE FROM story_articles")
    for group in groups(pairs):
        order = sorted(group, key=lambda article: (*_first(conn, article), article))
        stories.append(order)
        conn.executemany(MEMBER, [(article, order[0], place) for place, article in enumerate(order)])
    return stories


def _first(conn: sqlite3.Connection, article: int) -> tuple[str, str]:
    published, stored = conn.execute(FIRST, (article,)).fetchone()
    return (_utc(published), stored)


def _utc(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat()


def _packed(signature: array[int]) -> bytes:
    if sys.byteorder == "big":
        signature = array("I", signature)
        signature.byteswap()
    return signature.tobytes()


def _unpacked(packed: bytes) -> array[int]:
    signature = array("I", packed)
    if sys.byteorder == "big":
        signature.byteswap()
    return signature


@dataclass(frozen=True, slots=True)
class Story:
    """A row of the view `stories`."""

    story_id: int
    outlet: str | None
    headline: str | None
    date_published: str | None
    url: str | None
    articles: int
    outlets: tuple[str | None, ...]
    agency: str | None


SHARED = """
SELECT story_id, outlet, headline, date_published, url, articles, outlets, agency FROM stories
WHERE story_id IN (SELECT story_id FROM story_articles)
    AND (:outlet IS NULL OR EXISTS (SELECT 1 FROM json_each(outlets) WHERE value = :outlet))
ORDER BY articles DESC, story_id LIMIT :limit
"""


def shared_stories(conn: sqlite3.Connection, *, outlet: str | None = None, limit: int = -1) -> list[Story]:
    """The stories that stand in several articles, those in most first; `limit` -1: all."""
    rows = conn.execute(SHARED, {"outlet": outlet, "limit": limit})
    return [
        Story(story_id, first, headline, published, url, articles, tuple(json.loads(outlets)), agency)
        for story_id, first, headline, published, url, articles, outlets, agency in rows
    ]

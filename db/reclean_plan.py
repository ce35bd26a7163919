"""Which stored pages are to be cleaned again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from db.readings import is_current, reading_version

CHUNK = 500
MOVES = 10
"""Addresses an article may have moved through."""

# The article of a page is the one read from it, or the one that stands under the page's address.
NEXT = f"""
SELECT pages.id, pages.url, pages.outlet, urls.status, urls.moved_to,
    articles.id, articles.page_id, articles.layout, articles.cleaner_version, articles.is_fallback,
    readings.version, NOT EXISTS (SELECT 1 FROM pages AS later WHERE later.url = pages.url AND later.id > pages.id)
FROM pages LEFT JOIN urls ON urls.url = pages.url LEFT JOIN readings ON readings.page_id = pages.id
    LEFT JOIN articles ON articles.id = coalesce(
        (SELECT max(id) FROM articles WHERE page_id = pages.id), (SELECT id FROM articles WHERE url = pages.url))
WHERE pages.id > :last AND (:outlet IS NULL OR pages.outlet = :outlet)
    AND (:since IS NULL OR pages.fetched_at >= :since)
ORDER BY pages.id LIMIT {CHUNK}
"""
COUNT = """
SELECT count(*) FROM pages WHERE (:outlet IS NULL OR outlet = :outlet) AND (:since IS NULL OR fetched_at >= :since)
"""
WITHOUT_PAGE = """
SELECT count(*) FROM articles WHERE page_id IS NULL AND (:outlet IS NULL OR outlet = :outlet)
    AND (:since IS NULL OR updated_at >= :since)
"""
TARGET = "SELECT articles.id, urls.moved_to FROM urls LEFT JOIN articles ON articles.url = urls.url WHERE urls.url = ?"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which pages: of one outlet, fetched `since` (ISO 8601, UTC), or `everything` whatever its version."""

    outlet: str | None = None
    since: str | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to clean again.

    `article_id` is the article that was read from it; None: no article has, or it is newer than the article.
    `has_reading`: something was written down of an earlier attempt. `position` counts the pages up to it.
    """

    page_id: int
    article_id: int | None
    has_reading: bool
    position: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    page_id: int
    url: str
    outlet: str
    status: str | None
    moved_to: str | None
    article_id: int | None
    article_page: int | None
    layout: str | None
    version: str | None
    is_fallback: int | None
    reading: str | None
    is_latest: int

    def is_superseded(self, conn: sqlite3.Connection) -> bool:
        """Whether the page is history: its article was read from a later one, moved on, or came without a page."""
        if self.article_id is None:
            return self.status == "moved" and _moved_article(conn, self.moved_to)
        return self.article_page is None or self.article_page > self.page_id

    def is_done(self) -> bool:
        """Whether today's cleaner has read it already."""
        if self.reading == reading_version(self.outlet):
            return True
        if self.article_page != self.page_id or self.version is None or self.layout is None:
            return False
        return is_current(self.outlet, layout=self.layout, version=self.version, is_fallback=bool(self.is_fallback))


def page_tasks(
    conn: sqlite3.Connection, scope: Scope, looked_at: Callable[[int], None] = lambda pages: None
) -> Iterator[PageTask]:
    """The pages to clean again, the oldest first; memory does not grow with their number.

    A page that was answered in place of an article (a challenge) is left alone: it is no news of the article.
    `looked_at` is told how many pages were looked at so far.
    """
    last = position = 0
    values = {"outlet": scope.outlet, "since": scope.since}
    while rows := conn.execute(NEXT, values | {"last": last}).fetchall():
        for row in rows:
            position += 1
            page = _Candidate(*row)
            if page.status == "blocked" and page.is_latest and page.article_page != page.page_id:
                continue
            if page.is_superseded(conn) or (not scope.everything and page.is_done()):
                continue
            own = page.article_id if page.article_page == page.page_id else None
            yield PageTask(page.page_id, own, page.reading is not None, position)
        looked_at(position)
        last = rows[-1][0]


def count_pages(conn: sqlite3.Connection, scope: Scope) -> int:
    """How many pages there are to look at."""
    (number,) = conn.execute(COUNT, {"outlet": scope.outlet, "since": scope.since}).fetchone()
    return int(number)


def count_without_page(conn: sqlite3.Connection, scope: Scope) -> int:
    """How many articles came without a page and can only stay as they are."""
    (number,) = conn.execute(WITHOUT_PAGE, {"outlet": scope.outlet, "since": scope.since}).fetchone()
    return int(number)


def _moved_article(conn: sqlite3.Connection, url: str | None) -> bool:
    """Whether an article stands where `url`, or what it moved to in turn, leads."""
    for _ in range(MOVES):
        row = conn.execute(TARGET, (url,)).fetchone() if url else None
        if row is None:
            return False
        if row[0] is not None:
            return True
        url = row[1]
    return False

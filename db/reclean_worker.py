"""The worker of `tinsach reclean`: reads a page from the file, cleans it, and compares with what is stored.

Most articles stay the same, so that is found out first, and cheaply: rows are made, read and sent only of what differs.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cleaners.article import Article
from cleaners.outlets import OUTLETS
from db.archive import ArchiveReader
from db.changes import Change, changes_between, former_values
from db.connection import open_for_reading, speaking
from db.digest import content_digest
from db.errors import DamagedDatabase, DatabaseError
from db.handover.arriving import never, outcome_of_page
from db.readings import Result, reading_version
from db.reclean_plan import PageTask
from db.records import FetchedPage, Outcome
from db.rows import (
    ARTICLE_COLUMNS,
    ImageRow,
    Row,
    VerdictRow,
    article_of,
    article_row,
    image_rows,
    verdict_rows,
    version_values,
)

KEPT_COLUMNS = frozenset(("url", "outlet", "page_id", "first_stored_at", "updated_at"))
"""Columns that reading a page again does not change."""
VERSION_COLUMNS = frozenset(("cleaner", "cleaner_version", "is_fallback", "dropped", "content_digest", "word_count"))
"""Columns that say nothing a reader sees, or follow from others."""
FORMER_COLUMNS = tuple(
    name for name in ARTICLE_COLUMNS if name not in KEPT_COLUMNS | VERSION_COLUMNS | {"article_body", "published_on"}
)
"""Columns whose values are kept when they change; `article_body` is the text of `blocks`."""

PLACE = "SELECT url, outlet FROM pages WHERE id = ?"
HEAD = "SELECT id, url, content_digest, cleaner, cleaner_version FROM articles WHERE id = ?"
STORED = f"SELECT id, {', '.join(ARTICLE_COLUMNS)} FROM articles WHERE id = ?"
VERDICTS = f"SELECT {', '.join(VerdictRow._fields)} FROM verdicts WHERE article_id = ? ORDER BY position"


# These two are not slotted: ten thousand of them travel between processes, and pickle takes five times as long with
# slots.
@dataclass(frozen=True)
class Stored:
    """The article as it stood when the page was read again. `former` holds what changes, as it was."""

    article_id: int
    content_digest: str
    cleaner: str
    cleaner_version: str
    former: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What came of reading one page again.

    `article` is the row of the article; of one that is `stored`, only its address, its digest, its version and the
    columns that change. `images` and `verdicts` are None where the stored ones stay.
    `article_id` is the article that was read from this page before, `stored` how it stood if there is one
    now as well, `changes` how that differs.
    """

    page_id: int
    article_id: int | None
    url: str
    outlet: str
    version: str
    result: Result
    reason: str | None = None
    article: Row | None = None
    images: list[ImageRow] | None = None
    verdicts: list[VerdictRow] | None = None
    stored: Stored | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether a reader of the stored article would see a difference."""
        return (
            self.stored is not None
            and self.article is not None
            and self.article["content_digest"] != self.stored.content_digest
        )


@contextmanager
def rereading(path: Path) -> Iterator[Callable[[PageTask], Reading | DatabaseError]]:
    """For `db.workers.Workers`: reads pages of the file again. An error of the file itself is a result too."""
    with closing(open_for_reading(path)) as db:
        reader = Rereader(db.conn, path)
        gc.freeze()  # what was imported stays: it need not be looked over again after every few pages

        def read(task: PageTask) -> Reading | DatabaseError:
            try:
                return reader.read(task)
            except DatabaseError as error:
                return error

        yield read


class Rereader:
    """Reads pages of one open file again."""

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._conn = conn
        self._path = path
        self._archive = ArchiveReader(conn, by_checksum=True)

    def read(self, task: PageTask) -> Reading:
        """What today's cleaners make of the page. Raises a `DatabaseError` when the file cannot be read."""
        with speaking(self._path):
            try:
                page = self._archive.page(task.page_id)
            except DamagedDatabase as error:
                url, outlet_name = self._conn.execute(PLACE, (task.page_id,)).fetchone()
                reason = str(error).rpartition(": ")[2] or "cannot be unpacked"
                return without_article(task, url, outlet_name, "damaged", reason)
            outlet = OUTLETS.get(page.outlet)
            if outlet is None:
                return without_article(task, page.url, page.outlet, "unreadable", "unknown outlet")
            outcome = outcome_of_page(page, outlet, never)
            if outcome.article is None:
                return without_article(task, page.url, page.outlet, _result(outcome), outcome.reason)
            return self._compared(task, page, outcome.article)

    def _compared(self, task: PageTask, page: FetchedPage, article: Article) -> Reading:
        head = self._conn.execute(HEAD, (task.article_id,)).fetchone() if task.article_id else None
        if head is None:
            row = article_row(article, url=article.url, stored_at=page.fetched_at) | {"page_id": task.page_id}
            return _reading(task, page, row, images=image_rows(article), verdicts=verdict_rows(article))
        article_id, url, *was = head
        if article.url != url:
            # An article keeps its address: other tables, and other people's links, know it by that.
            article = replace(article, url=url)
        digest = content_digest(article)
        stored = Stored(article_id, *was)
        verdicts: list[VerdictRow] | None = verdict_rows(article)
        if self._conn.execute(VERDICTS, (article_id,)).fetchall() == verdicts:
            verdicts = None
        if digest != stored.content_digest:
            return self._changed(task, page, article, digest, stored, verdicts)
        values = {"url": url, "content_digest": digest} | version_values(article)
        images = None if verdicts is None else image_rows(article)
        return _reading(task, page, values, images=images, verdicts=verdicts, stored=stored)

    def _changed(
        self,
        task: PageTask,
        page: FetchedPage,
        article: Article,
        digest: str,
        stored: Stored,
        verdicts: list[VerdictRow] | None,
    ) -> Reading:
        cursor = self._conn.execute(STORED, (stored.article_id,))
        was = dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
        before = article_of(self._conn, was)
        now = article_row(article, url=article.url, stored_at=page.fetched_at, digest=digest)
        former = former_values(was, now, FORMER_COLUMNS)
        images = None
        if before.images != article.images:
            images = image_rows(article)
            former["images"] = [image.to_dict() for image in before.images]
        sent = {"url", "is_fallback", *(name for name in now if name not in KEPT_COLUMNS and now[name] != was[name])}
        return _reading(
            task,
            page,
            {name: now[name] for name in ARTICLE_COLUMNS if name in sent},
            images=images,
            verdicts=verdicts,
            stored=replace(stored, former=former),
            changes=changes_between(before, article),
        )


def _reading(
    task: PageTask,
    page: FetchedPage,
    article: Row,
    *,
    images: list[ImageRow] | None,
    verdicts: list[VerdictRow] | None,
    stored: Stored | None = None,
    changes: tuple[Change, ...] = (),
) -> Reading:
    return Reading(
        page_id=task.page_id,
        article_id=task.article_id,
        url=page.url,
        outlet=page.outlet,
        version=reading_version(page.outlet),
        result="article",
        article=article,
        images=images,
        verdicts=verdicts,
        stored=stored,
        changes=changes,
    )


def without_article(task: PageTask, url: str, outlet: str, result: Result, reason: str | None) -> Reading:
    """The reading of a page that gave no article."""
    return Reading(
        page_id=task.page_id,
        article_id=task.article_id,
        url=url,
        outlet=outlet,
        version=reading_version(outlet),
        result=result,
        reason=reason,
    )


def _result(outcome: Outcome) -> Result:
    if outcome.status == "failed":
        return "crashed"
    return "unreadable" if outcome.reason == "unreadable" else "no_article"

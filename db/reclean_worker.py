"""The worker of `tinsach reclean`: reads a page from the file, cleans it, and compares with what is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cleaners.article import Article
from cleaners.layout import Outlet
from cleaners.outlets import OUTLETS
from db.archive import ArchiveReader
from db.changes import Change, changes_between, former_values
from db.connection import open_for_reading, speaking
from db.errors import DamagedDatabase, DatabaseError
from db.handover.arriving import never, outcome_of_page
from db.readings import Result, reading_version
from db.reclean_plan import PageTask
from db.records import FetchedPage, Outcome
from db.rows import ARTICLE_COLUMNS, Row, article_of, article_row, image_rows, verdict_rows
from db.workers import HELLO

KEPT_COLUMNS = frozenset(("url", "outlet", "page_id", "first_stored_at", "updated_at"))
"""Columns that reading a page again does not change."""
VERSION_COLUMNS = frozenset(("cleaner", "cleaner_version", "is_fallback", "dropped", "content_digest", "word_count"))
"""Columns that say nothing a reader sees, or follow from others."""
FORMER_COLUMNS = tuple(
    name for name in ARTICLE_COLUMNS if name not in KEPT_COLUMNS | VERSION_COLUMNS | {"article_body", "published_on"}
)
"""Columns whose values are kept when they change; `article_body` is the text of `blocks`."""

SAME_COLUMNS = ("url", "content_digest", "cleaner", "cleaner_version", "is_fallback", "dropped")
"""All that is sent of an article whose text stays the same."""

STORED = f"SELECT id, {', '.join(ARTICLE_COLUMNS)} FROM articles WHERE id = ?"
VERDICTS = (
    "SELECT position, kept, kind, rule, selector, block, text FROM verdicts WHERE article_id = ? ORDER BY position"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The article as it stood when the page was read again. `former` holds what changes, as it was."""

    article_id: int
    content_digest: str
    cleaner: str
    cleaner_version: str
    former: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading one page again.

    `article`, `images` and `verdicts` are rows, `article` with `SAME_COLUMNS` only where its text stays the same;
    `verdicts` is None where the stored ones are the same.
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
    images: list[Row] = field(default_factory=list)
    verdicts: list[Row] | None = None
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


def work(pipe: Connection, path: Path) -> None:
    """Serve one parent process; see `db.workers.Workers`. An error of the file itself is sent for a result."""
    with closing(open_for_reading(path)) as db:
        reader = Rereader(db.conn, path)
        pipe.send(HELLO)
        try:
            while (tasks := pipe.recv()) is not None:
                for task in tasks:
                    try:
                        pipe.send(reader.read(task))
                    except DatabaseError as error:
                        pipe.send(error)
        except (EOFError, BrokenPipeError):  # the parent is gone
            return


class Rereader:
    """Reads pages of one open file again."""

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._conn = conn
        self._path = path
        self._archive = ArchiveReader(conn)

    def read(self, task: PageTask) -> Reading:
        """What today's cleaners make of the page. Raises a `DatabaseError` when the file cannot be read."""
        with speaking(self._path):
            url, outlet_name = self._conn.execute(
                "SELECT url, outlet FROM pages WHERE id = ?", (task.page_id,)
            ).fetchone()
            version = reading_version(outlet_name)
            try:
                page = self._archive.page(task.page_id)
            except DamagedDatabase as error:
                reason = str(error).rpartition(": ")[2] or "cannot be unpacked"
                return without_article(task, url, outlet_name, version, "damaged", reason)
            outlet = OUTLETS.get(outlet_name)
            if outlet is None:
                return without_article(task, url, outlet_name, version, "unreadable", "unknown outlet")
            return self._compared(task, page, version, outlet)

    def _compared(self, task: PageTask, page: FetchedPage, version: str, outlet: Outlet) -> Reading:
        outcome = outcome_of_page(page, outlet, never)
        if outcome.article is None:
            return without_article(task, page.url, page.outlet, version, _result(outcome), outcome.reason)
        row = self._row(task.article_id)
        if row is None:
            return _reading(task, page, version, outcome.article)
        # An article keeps its address: other tables, and other people's links, know it by that.
        article = replace(outcome.article, url=row["url"])
        reading = _reading(task, page, version, article)
        values, verdicts = reading.article or {}, reading.verdicts or []
        former: dict[str, Any] = {}
        changes: tuple[Change, ...] = ()
        if values["content_digest"] != row["content_digest"]:
            old = article_of(self._conn, row)
            changes = changes_between(old, article)
            former = former_values(row, values, FORMER_COLUMNS)
            if old.images != article.images:
                former["images"] = [image.to_dict() for image in old.images]
        else:
            values = {name: values[name] for name in SAME_COLUMNS}
            if self._verdicts(row["id"]) == _as_tuples(verdicts):
                reading = replace(reading, verdicts=None)
        stored = Stored(row["id"], row["content_digest"], row["cleaner"], row["cleaner_version"], former)
        return replace(reading, stored=stored, changes=changes, article=values)

    def _row(self, article_id: int | None) -> Row | None:
        """The article as it stands; None when it is gone, or when there never was one."""
        cursor = self._conn.execute(STORED, (article_id,))
        values = cursor.fetchone()
        return dict(zip((column[0] for column in cursor.description), values, strict=True)) if values else None

    def _verdicts(self, article_id: int) -> list[tuple[Any, ...]]:
        return self._conn.execute(VERDICTS, (article_id,)).fetchall()


def _reading(task: PageTask, page: FetchedPage, version: str, article: Article) -> Reading:
    row = article_row(article, url=article.url, stored_at=page.fetched_at)
    return Reading(
        page_id=task.page_id,
        article_id=task.article_id,
        url=page.url,
        outlet=page.outlet,
        version=version,
        result="article",
        article=row | {"page_id": task.page_id},
        images=image_rows(article),
        verdicts=verdict_rows(article),
    )


def without_article(task: PageTask, url: str, outlet: str, version: str, result: Result, reason: str | None) -> Reading:
    """The reading of a page that gave no article."""
    return Reading(
        page_id=task.page_id,
        article_id=task.article_id,
        url=url,
        outlet=outlet,
        version=version,
        result=result,
        reason=reason,
    )


def _result(outcome: Outcome) -> Result:
    if outcome.status == "failed":
        return "crashed"
    return "unreadable" if outcome.reason == "unreadable" else "no_article"


def _as_tuples(verdicts: Sequence[Row]) -> list[tuple[Any, ...]]:
    names = ("position", "kept", "kind", "rule", "selector", "block", "text")
    return [tuple(verdict[name] for name in names) for verdict in verdicts]

"""What of the file is handed on: filters, and the rows they let through, in chunks that hold no one up."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cleaners.article import Article
from db.archive import ArchiveReader
from db.errors import DamagedDatabase
from db.records import FetchedPage
from db.rows import ARTICLE_COLUMNS, Row, article_of

CHUNK = 100
UNDATED = "no date of publication"
UNREADABLE_ROW = "row cannot be read"
UNREADABLE_PAGE = "page cannot be read"

# datetime() turns any offset into UTC; what is no date becomes NULL and so falls out.
OF_OUTLET = "(:outlet IS NULL OR outlet = :outlet)"
ARTICLES = (
    f"{OF_OUTLET} AND (:since IS NULL OR datetime(date_published) >= datetime(:since)) "
    "AND (:until IS NULL OR datetime(date_published) < datetime(:until))"
)
PAGES = (
    f"{OF_OUTLET} AND (:since IS NULL OR datetime(fetched_at) >= datetime(:since)) "
    "AND (:until IS NULL OR datetime(fetched_at) < datetime(:until))"
)


@dataclass(frozen=True, slots=True)
class Selection:
    """`since` (included) and `until` (excluded) in ISO 8601 with their offset; `limit` counts articles or pages."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = None

    @property
    def is_everything(self) -> bool:
        return self == Selection()

    def values(self) -> Row:
        """As bound to `ARTICLES` and `PAGES`."""
        return {"outlet": self.outlet, "since": self.since, "until": self.until}


@dataclass(slots=True)
class ExportTally:
    """What was written, and what was left out by reason, with an example of each."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    watch: Callable[[int], object] | None = None
    """Told after each thing that was written."""

    def wrote(self) -> None:
        self.written += 1
        if self.watch:
            self.watch(self.written)

    def leave_out(self, reason: str, example: str) -> None:
        self.left_out[reason] += 1
        self.examples.setdefault(reason, example)


def count_articles(conn: sqlite3.Connection, selection: Selection) -> int:
    """How many articles are selected."""
    return _count(conn, f"SELECT count(*) FROM articles WHERE {ARTICLES}", selection)


def count_pages(conn: sqlite3.Connection, selection: Selection) -> int:
    """How many pages are selected."""
    return _count(conn, f"SELECT count(*) FROM pages WHERE {PAGES}", selection)


def selected_articles(conn: sqlite3.Connection, selection: Selection, tally: ExportTally) -> Generator[Article]:
    """The articles, one at a time in the order they were first stored; those that cannot be read are counted."""
    columns = ("id", *ARTICLE_COLUMNS)
    query = f"SELECT {', '.join(columns)} FROM articles WHERE id > :last AND {ARTICLES} ORDER BY id LIMIT :chunk"
    for chunk in _chunks(conn, query, selection):
        for values in chunk:
            row = dict(zip(columns, values, strict=True))
            try:
                article = article_of(conn, row)
            except (ValueError, TypeError, AttributeError):  # another program wrote into the file
                tally.leave_out(UNREADABLE_ROW, f"article {row['id']}")
            else:
                yield article


def selected_pages(conn: sqlite3.Connection, selection: Selection, tally: ExportTally) -> Generator[FetchedPage]:
    """The pages as served, the oldest first; those that cannot be read are counted."""
    archive = ArchiveReader(conn)
    query = f"SELECT id, url FROM pages WHERE id > :last AND {PAGES} ORDER BY id LIMIT :chunk"
    for chunk in _chunks(conn, query, selection):
        for page_id, url in chunk:
            try:
                page = archive.page(page_id)
            except DamagedDatabase as error:
                tally.leave_out(UNREADABLE_PAGE, f"{url}: {error}")
            else:
                yield page


def count_undated(conn: sqlite3.Connection, selection: Selection, tally: ExportTally) -> None:
    """Count the articles that a filter by date leaves out because they have none."""
    if selection.since is None and selection.until is None:
        return
    query = f"FROM articles WHERE {OF_OUTLET} AND datetime(date_published) IS NULL"
    (undated,) = conn.execute(f"SELECT count(*) {query}", selection.values()).fetchone()
    if undated:
        (example,) = conn.execute(f"SELECT coalesce(url, headline, id) {query}", selection.values()).fetchone()
        tally.leave_out(UNDATED, str(example))
        tally.left_out[UNDATED] = undated


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """What is read inside is of one moment."""
    conn.execute("BEGIN")
    try:
        yield
    finally:
        if conn.in_transaction:
            conn.execute("COMMIT")


def _chunks(conn: sqlite3.Connection, query: str, selection: Selection) -> Iterator[list[Any]]:
    """The rows of `query`, whose first column is the id; each chunk, with what is read for it, is of one moment."""
    last, remaining = 0, selection.limit
    while remaining is None or remaining > 0:
        chunk = CHUNK if remaining is None else min(CHUNK, remaining)
        with snapshot(conn):
            rows = conn.execute(query, {**selection.values(), "last": last, "chunk": chunk}).fetchall()
            if not rows:
                return
            yield rows
        last = rows[-1][0]
        remaining = None if remaining is None else remaining - len(rows)


def _count(conn: sqlite3.Connection, query: str, selection: Selection) -> int:
    (count,) = conn.execute(query, selection.values()).fetchone()
    return int(count if selection.limit is None else min(count, selection.limit))

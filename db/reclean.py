"""Cleaning stored pages again: worker processes read, one writer writes, a transaction a batch.

It may be stopped or killed at any time: what is written is written whole, and the next time only the pages are read
that no cleaner of today has read. The text an article had before stands in `article_versions`: the page is kept,
but the cleaner that read it is gone.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from db.connection import open_for_reading, open_for_writing, speaking, transaction
from db.errors import DatabaseError
from db.outcomes import replace_parts, write_article
from db.readings import FORGET, note
from db.reclean_plan import PageTask, Scope, count_pages, count_without_page, page_tasks
from db.reclean_worker import KEPT_COLUMNS, PLACE, Reading, rereading, without_article
from db.records import utc_now
from db.rows import Row, as_json
from db.workers import PATIENCE, Lost, Workers

BATCH = 200
"""Pages a transaction, at most."""
BATCH_SECONDS = 2.0
"""How long a batch waits for more, so that a stop loses little."""

Effect = Literal["new", "renewed", "changed", "same", "superseded", "kept", "none"]
"""What a reading does to the articles: a new one; one read from a later page; another text; only another version;
nothing, for the article has a later page or changed meanwhile; nothing, though the page holds none now; nothing."""

KEEP_VERSION = """
INSERT INTO article_versions
    (article_id, page_id, cleaner, cleaner_version, content_digest, replaced_at, former)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
# What a crawl said of the page's address stands, unless the newest page holds an article after all.
LINK = """
INSERT INTO urls (url, outlet, status, first_seen_at, last_seen_at, sources, fetched_at, article_id)
VALUES (:url, :outlet, 'stored', :now, :now, '["url"]', :fetched_at, :article_id)
ON CONFLICT (url) DO UPDATE SET
    article_id = excluded.article_id,
    status = iif(status IN ('empty', 'not_article', 'failed') AND :is_latest, 'stored', status),
    reason = iif(status IN ('empty', 'not_article', 'failed') AND :is_latest, NULL, reason),
    tries = iif(status IN ('empty', 'not_article', 'failed') AND :is_latest, 0, tries)
"""
LEAD_ON = """
UPDATE urls SET status = 'moved', reason = 'canonical address differs', moved_to = :url, article_id = NULL
WHERE url = :page_url AND status IN ('empty', 'not_article', 'failed')
"""
IS_LATEST = "SELECT NOT EXISTS (SELECT 1 FROM pages WHERE url = ? AND id > ?)"


@dataclass(frozen=True, slots=True)
class Batch:
    """Readings that are written, with their effects; `position` is how many pages were looked at so far."""

    readings: tuple[tuple[Reading, Effect], ...]
    position: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How many pages there are to look at, and how many articles came without a page and stay as they are."""

    pages: int
    without_page: int


def extent(path: Path, scope: Scope) -> Extent:
    """What `scope` means in the file at `path`. Raises a `DatabaseError`."""
    with closing(open_for_reading(path)) as db, speaking(path):
        return Extent(count_pages(db.conn, scope), count_without_page(db.conn, scope))


def reclean(
    path: Path, scope: Scope, *, jobs: int, dry_run: bool = False, patience: float = PATIENCE
) -> Iterator[Batch]:
    """Clean the pages of `scope` again in `jobs` processes; a `Batch` at a time, once it is written.

    With `dry_run` nothing is written, and the effects are what they would be. A page that kills the
    parser, or takes longer than `patience` seconds, costs that page only. Raises a `DatabaseError`.
    """
    workers = Workers(jobs, rereading, (path,), patience=patience)
    opened = open_for_reading(path) if dry_run else open_for_writing(path, create=False)
    with closing(opened) as db, closing(open_for_reading(path)) as planning:
        waiting: list[tuple[PageTask, Reading]] = []
        began = time.monotonic()
        for task, result in workers.ordered(_spoken(page_tasks(planning.conn, scope), path)):
            waiting.append((task, _reading(db.conn, path, task, result)))
            if len(waiting) >= BATCH or time.monotonic() - began >= BATCH_SECONDS:
                yield _written(db.conn, path, waiting, dry_run)
                waiting, began = [], time.monotonic()
        if waiting:
            yield _written(db.conn, path, waiting, dry_run)


def _spoken(tasks: Iterator[PageTask], path: Path) -> Iterator[PageTask]:
    with speaking(path):
        yield from tasks


def _reading(conn: sqlite3.Connection, path: Path, task: PageTask, result: Reading | DatabaseError | Lost) -> Reading:
    if isinstance(result, DatabaseError):
        raise result
    if isinstance(result, Lost):
        with speaking(path):
            url, outlet = conn.execute(PLACE, (task.page_id,)).fetchone()
        return without_article(task, url, outlet, "crashed", result.reason)
    return result


def _written(conn: sqlite3.Connection, path: Path, batch: list[tuple[PageTask, Reading]], dry_run: bool) -> Batch:
    effects: list[tuple[Reading, Effect]] = []
    if dry_run:
        with speaking(path):
            effects = [(reading, _effect(conn, reading)) for _, reading in batch]
    else:
        with transaction(conn, path):
            now = utc_now()
            for task, reading in batch:
                effect = _effect(conn, reading)
                _write(conn, task, reading, effect, now)
                effects.append((reading, effect))
    return Batch(tuple(effects), batch[-1][0].position)


def _effect(conn: sqlite3.Connection, reading: Reading) -> Effect:
    if reading.article is None:
        return "none" if reading.article_id is None else "kept"
    if reading.stored:
        row = conn.execute(
            "SELECT page_id, content_digest FROM articles WHERE id = ?", (reading.stored.article_id,)
        ).fetchone()
        if row != (reading.page_id, reading.stored.content_digest):  # a crawl was here since the worker looked
            return "superseded"
        return "changed" if reading.is_changed else "same"
    row = conn.execute(
        "SELECT page_id, content_digest FROM articles WHERE url = ?", (reading.article["url"],)
    ).fetchone()
    if row is None:
        return "new"
    if row[0] is None or row[0] > reading.page_id:
        return "superseded"
    return "same" if row[1] == reading.article["content_digest"] else "renewed"


def _write(conn: sqlite3.Connection, task: PageTask, reading: Reading, effect: Effect, now: str) -> None:
    if effect in ("new", "renewed"):
        _add(conn, reading, now)
    elif effect == "changed":
        _replace(conn, reading, now)
    elif effect == "same" and reading.stored and reading.article:
        _update(conn, reading.stored.article_id, reading.article)
        replace_parts(conn, reading.stored.article_id, images=reading.images, verdicts=reading.verdicts)
    if _tells_itself(reading, effect):
        if task.has_reading:
            conn.execute(FORGET, (reading.page_id,))
    else:
        note(conn, reading.page_id, reading.version, reading.result, reading.reason, now)


def _tells_itself(reading: Reading, effect: Effect) -> bool:
    """Whether the article's own version says that this page was read by today's cleaner."""
    if reading.article is None or reading.article["is_fallback"] or effect == "superseded":
        return False
    return reading.stored is not None or effect != "same"


def _add(conn: sqlite3.Connection, reading: Reading, now: str) -> None:
    assert reading.article is not None
    article_id = write_article(conn, reading.article, images=reading.images or [], verdicts=reading.verdicts or [])
    url = reading.article["url"]
    (is_latest,) = conn.execute(IS_LATEST, (reading.url, reading.page_id)).fetchone()
    values = {"url": url, "outlet": reading.outlet, "now": now, "article_id": article_id}
    conn.execute(LINK, values | {"fetched_at": reading.article["updated_at"], "is_latest": is_latest})
    if url != reading.url:
        conn.execute(LEAD_ON, {"url": url, "page_url": reading.url})


def _replace(conn: sqlite3.Connection, reading: Reading, now: str) -> None:
    stored = reading.stored
    assert stored is not None
    assert reading.article is not None
    conn.execute(
        KEEP_VERSION,
        (
            stored.article_id,
            reading.page_id,
            stored.cleaner,
            stored.cleaner_version,
            stored.content_digest,
            now,
            as_json(stored.former),
        ),
    )
    _update(conn, stored.article_id, reading.article)
    replace_parts(conn, stored.article_id, images=reading.images, verdicts=reading.verdicts)


def _update(conn: sqlite3.Connection, article_id: int, values: Row) -> None:
    """Only columns that change are named: SQLite renews the index of every column that is."""
    names = (name for name in values if name not in KEPT_COLUMNS)
    conn.execute(
        f"UPDATE articles SET {', '.join(f'{name} = :{name}' for name in names)} WHERE id = :id",
        values | {"id": article_id},
    )

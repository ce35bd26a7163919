"""Packing the archive again at a high level: slow once, small for ever.

Each batch is one transaction and each page is read back before the old bytes go, so that it may be stopped or
killed at any time and goes on where it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from db.archive import ArchiveReader, BrokenPage
from db.compression import CODEC, COMPACT_LEVEL, COMPACTED, Dictionary, compress, decompress
from db.connection import open_for_writing, speaking, transaction
from db.errors import DamagedDatabase
from db.records import utc_now
from db.references import INSERT, NO_ARTICLE, SIZES, Reference, References

BATCH = 64
"""Pages a transaction; the bodies of so many are in memory at once."""

WAITING = f"SELECT count(*) FROM pages WHERE codec = '{CODEC}' AND (:outlet IS NULL OR outlet = :outlet)"
NEXT = f"""
SELECT pages.id, pages.url, pages.outlet, coalesce(articles.layout, '{NO_ARTICLE}'), pages.reference,
    pages.stored_bytes, page_references.page_id IS NOT NULL
        OR EXISTS (SELECT 1 FROM pages AS others WHERE others.reference = pages.id)
FROM pages LEFT JOIN articles ON articles.url = pages.url
    LEFT JOIN page_references ON page_references.page_id = pages.id
WHERE pages.codec = '{CODEC}' AND pages.id > :last AND (:outlet IS NULL OR pages.outlet = :outlet)
ORDER BY pages.id LIMIT {BATCH}
"""
NEIGHBOURS = """
SELECT max(page_id) FROM page_references WHERE outlet = :outlet AND layout = :layout AND page_id < :id
UNION ALL
SELECT min(page_id) FROM page_references WHERE outlet = :outlet AND layout = :layout AND page_id > :id
"""
REPLACE = f"""
UPDATE pages SET body = :body, stored_bytes = :stored_bytes, reference = :reference, codec = '{COMPACTED}'
WHERE id = :id AND codec = '{CODEC}'
"""
KEEP = f"UPDATE pages SET codec = '{COMPACTED}' WHERE id = :id AND codec = '{CODEC}'"


@dataclass(frozen=True, slots=True)
class Compacted:
    """What one batch did: pages looked at, bytes they took before and take now, and those that cannot be read."""

    pages: int
    before: int
    after: int
    broken: tuple[BrokenPage, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    id: int
    url: str
    outlet: str
    layout: str
    reference: int | None
    stored_bytes: int
    serves: bool
    """Whether other pages need it: then it stays alone."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A page to pack, alone or against the best of some others; `becomes` makes it a reference."""

    page: _Page
    body: bytes = field(repr=False)
    dictionaries: tuple[tuple[int, Dictionary], ...]
    becomes: Reference | None = None


def waiting(path: Path, outlet: str | None = None) -> int:
    """How many pages of the file at `path` are stored as the crawl left them. Raises a `DatabaseError`."""
    with closing(open_for_writing(path, create=False)) as db, speaking(path):
        (number,) = db.conn.execute(WAITING, {"outlet": outlet}).fetchone()
        return int(number)


def compact(path: Path, *, outlet: str | None = None, jobs: int = 1, level: int = COMPACT_LEVEL) -> Iterator[Compacted]:
    """Pack all pages again that were not yet, the oldest first; one `Compacted` a batch, once it is written.

    `jobs` threads compress. Pages that were stored without a reference get one. A page that cannot be read
    is left as it is and named. Raises a `DatabaseError` when the file cannot be written: what was
    reported before is done.
    """
    with closing(open_for_writing(path, create=False)) as db, ThreadPoolExecutor(jobs) as threads:
        conn, last = db.conn, 0
        reader, references = ArchiveReader(conn), References(conn)
        while True:
            with speaking(path):
                rows = conn.execute(NEXT, {"last": last, "outlet": outlet}).fetchall()
            pages = [_Page(*row) for row in rows]
            if not pages:
                return
            tasks, broken = _tasks(conn, path, pages, reader, references)
            packed = list(threads.map(lambda task: _packed(task, level), tasks))
            with transaction(conn, path):
                for task, (stored, reference) in zip(tasks, packed, strict=True):
                    _write(conn, task, stored, reference)
            before = sum(task.page.stored_bytes for task in tasks)
            after = sum(min(len(s), t.page.stored_bytes) for t, (s, _) in zip(tasks, packed, strict=True))
            yield Compacted(len(pages), before, after, tuple(broken))
            last = pages[-1].id


def vacuum(path: Path) -> None:
    """Give the space that was won back to the file system; needs as much free space as the file will take."""
    with closing(open_for_writing(path, create=False)) as db, speaking(path):
        db.conn.execute("VACUUM")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _tasks(
    conn: sqlite3.Connection, path: Path, pages: Sequence[_Page], reader: ArchiveReader, references: References
) -> tuple[list[_Task], list[BrokenPage]]:
    tasks, broken = [], []
    for page in pages:
        try:
            with speaking(path):
                tasks.append(_task(conn, page, reader, references))
        except DamagedDatabase as error:
            broken.append(BrokenPage(page.id, page.url, page.outlet, str(error)))
    return tasks, broken


def _task(conn: sqlite3.Connection, page: _Page, reader: ArchiveReader, references: References) -> _Task:
    body = reader.page(page.id).body
    if page.serves:
        return _Task(page, body, ())
    found = {} if page.reference is None else {page.reference: reader.dictionary(page.reference)}
    becomes = None
    if page.reference is None:
        chosen = references.pack(page.outlet, page.layout, body)
        becomes = chosen.becomes
        if becomes:
            becomes.page_id = page.id
        if chosen.reference and chosen.reference.page_id:
            found[chosen.reference.page_id] = chosen.reference.dictionary
    if becomes is None and len(body) in SIZES:
        found |= _neighbours(conn, page, reader)
    return _Task(page, body, tuple(found.items()), becomes)


def _neighbours(conn: sqlite3.Connection, page: _Page, reader: ArchiveReader) -> dict[int, Dictionary]:
    """The references chosen before and after: the first pages of a redesign were packed before it had one."""
    values = {"outlet": page.outlet, "layout": page.layout, "id": page.id}
    found = {}
    for (page_id,) in conn.execute(NEIGHBOURS, values).fetchall():
        if page_id is not None:
            with suppress(DamagedDatabase):  # the page can be read without it
                found[page_id] = reader.dictionary(page_id)
    return found


def _packed(task: _Task, level: int) -> tuple[bytes, int | None]:
    """The bytes to store and the page they need; proven to be readable."""
    if not task.dictionaries:
        stored = compress(task.body, level=level)
        readable, reference = decompress(stored), None
    else:
        candidates = task.dictionaries
        if len(candidates) > 1:
            candidates = tuple(sorted(candidates, key=lambda candidate: len(candidate[1].compress(task.body))))
        reference, dictionary = candidates[0]
        stored = dictionary.compress(task.body, level)
        readable = dictionary.decompress(stored)
    if readable != task.body:
        raise DamagedDatabase(f"page {task.page.id} does not come back from compression; its stored bytes are kept")
    return stored, reference


def _write(conn: sqlite3.Connection, task: _Task, stored: bytes, reference: int | None) -> None:
    if task.becomes:
        conn.execute(INSERT, (task.page.id, task.becomes.outlet, task.becomes.layout, utc_now(), task.becomes.reason))
    if len(stored) < task.page.stored_bytes:
        values = {"id": task.page.id, "body": stored, "stored_bytes": len(stored), "reference": reference}
        conn.execute(REPLACE, values)
    else:
        conn.execute(KEEP, {"id": task.page.id})

"""How long and how large: one file filled with invented pages, and what keeping it costs."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from cleaners.outlets import OUTLETS
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from db.compact import compact, vacuum
from db.handover.arriving import never, outcome_of_page
from db.reclean import reclean
from db.reclean_plan import Scope
from db.records import FetchedPage
from db.store import Store
from db.verify import verify

Show = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to the file: how long it took, and how large the file was then (bytes, with its log)."""

    name: str
    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """Bytes of the file by what they hold; `raw` is what the pages had as served."""

    pages: int
    articles: int
    raw: int
    archive: int
    texts: int
    verdicts: int
    rest: int


def steps(path: Path, number: int, show: Show) -> Iterator[Step]:
    """Fill a new file at `path` with `number` pages, a third for each demo outlet, and look after it."""
    jobs = os.cpu_count() or 1
    yield _timed("fill: clean and store", path, lambda: _fill(path, number, show))
    yield _timed("archive verify", path, lambda: _verify(path, show))
    yield _timed(f"reclean --all, {jobs} workers", path, lambda: _reclean(path, jobs, show))
    yield _timed(f"archive compact, {jobs} threads", path, lambda: _compact(path, jobs, show))
    yield _timed("compact --vacuum", path, lambda: vacuum(path))
    yield _timed("backup", path, lambda: _backup(path, path.with_suffix(".copy")))


def contents(path: Path) -> Contents:
    """What the bytes of the file are for."""
    with closing(sqlite3.connect(path)) as conn:
        (pages, raw) = conn.execute("SELECT count(*), total(raw_bytes) FROM pages").fetchone()
        (articles,) = conn.execute("SELECT count(*) FROM articles").fetchone()
        sizes = dict(conn.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    archive, texts, verdicts = (sizes.pop(name, 0) for name in ("pages", "articles", "verdicts"))
    return Contents(pages, articles, int(raw), archive, texts, verdicts, sum(sizes.values()))


def _timed(name: str, path: Path, work: Callable[[], None]) -> Step:
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    log = path.with_name(path.name + "-wal")
    return Step(name, seconds, path.stat().st_size + (log.stat().st_size if log.exists() else 0))


def _fill(path: Path, number: int, show: Show) -> None:
    share = -(-number // len(PAPERS))
    pages = chain.from_iterable(
        ((name, url, body) for url, body in synthetic_pages(paper, share)) for name, paper in PAPERS.items()
    )
    with Store.open(path) as store:
        run = store.begin_run(list(PAPERS), settings={}, versions={})
        for done, (name, url, body) in enumerate(pages, 1):
            page = FetchedPage(url, url, name, "2026-11-23T10:00:00Z", 200, (("Content-Type", "text/html"),), body)
            store.record(run, outcome_of_page(page, OUTLETS[name], never))
            show("filling", done)


def _verify(path: Path, show: Show) -> None:
    for done, broken in verify(path):
        assert broken is None
        show("verifying", done)


def _reclean(path: Path, jobs: int, show: Show) -> None:
    for batch in reclean(path, Scope(everything=True), jobs=jobs):
        show("cleaning", batch.position)


def _compact(path: Path, jobs: int, show: Show) -> None:
    done = 0
    for step in compact(path, jobs=jobs):
        done += step.pages
        show("compacting", done)


def _backup(path: Path, copy: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target, pages=1000)
    copy.unlink()

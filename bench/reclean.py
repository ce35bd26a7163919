"""Pages a second of `tinsach reclean`, whole path: stored bytes, unpacked, decoded, cleaned, compared, written."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bench.gold import PageGold
from bench.variants import variants
from cleaners.decode import decode
from cleaners.outlets import OUTLETS
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from db.archive import ArchiveReader
from db.handover.arriving import never, outcome_of_page
from db.reclean import reclean
from db.reclean_plan import Scope
from db.records import FetchedPage
from db.store import Store

AIMS = "2 workers at least 1.7 times as fast as 1 (on two free cores); whole path at most 3 times the bare parse"
REAL = "nld.com.vn/"

_STATUS = "/proc/{}/status"


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over all pages. Seconds of wall clock and `cpu` of all processes together, starting them included."""

    workers: int
    pages: int
    seconds: float
    cpu: float
    memory: tuple[float, float]
    """Megabytes of all processes together: after a quarter of the pages, and at most in the last quarter."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A bare parse of all pages, their decoded texts in hand: seconds of wall clock and of CPU."""

    seconds: float
    cpu: float


def fill(path: Path, gold: Sequence[PageGold], number: int) -> str:
    """Put `number` pages into a new file at `path`; returns what they are."""
    real = next((page for page in gold if page.name.startswith(REAL)), None)
    pages = variants(real, number) if real else synthetic_pages(PAPERS["nld"], number)
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        for url, body in pages:
            page = FetchedPage(url, url, "nld", "2026-11-23T10:00:00Z", 200, (("Content-Type", "text/html"),), body)
            store.record(run, outcome_of_page(page, OUTLETS["nld"], never))
    return "variants of the real NLD page" if real else "varied pages of the demo's NLD"


def measure(
    path: Path, workers: int, *, changed: bool = False, show: Callable[[int], None] = lambda done: None
) -> Pass:
    """One pass with `workers` processes. With `changed`, every article gets another text, and its old one is kept."""
    _make_old(path, changed=changed)
    (total,) = _ask(path, "SELECT count(*) FROM pages")
    cpu, began, done = _cpu(), time.perf_counter(), 0
    quarter = last = 0.0
    for batch in reclean(path, Scope(), jobs=workers):
        done += len(batch.readings)
        if done <= max(total // 4, len(batch.readings)):
            quarter = _memory()
        elif done > total * 3 // 4:
            last = max(last, _memory())
        show(done)
    seconds = time.perf_counter() - began
    return Pass(workers, done, seconds, _cpu() - cpu, (quarter, last))


def floor(path: Path) -> Floor:
    """What a bare parse of all pages of the file at `path` takes."""
    seconds = cpu = 0.0
    with closing(sqlite3.connect(path)) as conn:
        reader = ArchiveReader(conn)
        for (page_id,) in conn.execute("SELECT id FROM pages ORDER BY id").fetchall():
            text = decode(reader.page(page_id).body)
            began, worked = time.perf_counter(), time.process_time()
            LexborHTMLParser(text)
            cpu += time.process_time() - worked
            seconds += time.perf_counter() - began
    return Floor(seconds, cpu)


def _make_old(path: Path, *, changed: bool) -> None:
    """As if another version had read the articles: ten digits too, as every version has."""
    with closing(sqlite3.connect(path)) as conn, conn:
        if changed:
            conn.execute("UPDATE articles SET headline = headline || ' cũ', content_digest = 'older'")
        conn.execute("UPDATE articles SET cleaner_version = '0123456789'")


def _ask(path: Path, query: str) -> tuple[int, ...]:
    with closing(sqlite3.connect(path)) as conn:
        row: tuple[int, ...] = conn.execute(query).fetchone()
        return row


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _memory() -> float:
    """Megabytes of this process and its children; 0 where the system has no /proc to ask."""
    pids = [os.getpid(), *(child.pid for child in multiprocessing.active_children() if child.pid)]
    return sum(_resident(Path(_STATUS.format(pid))) for pid in pids)


def _resident(status: Path) -> float:
    try:
        text = status.read_text("ascii", "replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmRSS:")), 0.0)

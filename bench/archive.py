"""Bytes a page: gzip and zstd alone, and the archive as it stands while crawling and once compacted."""

from __future__ import annotations

import gzip
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.gold import PageGold
from bench.variants import redesigned, variants
from cleaners.outlets import OUTLETS
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from db.archive import ArchiveReader
from db.compact import compact
from db.compression import compress
from db.handover.arriving import never, outcome_of_page
from db.records import FetchedPage, Outcome
from db.store import Store

FRAMES = ("nld.com.vn/", "tienphong.vn/")
"""The real pages whose frames are measured."""
AIMS = (
    "real frames: at least 12 times smaller while crawling, 20 times compacted; read back at least 300 pages a second"
)
OWN_NAME = "bench"

Pages = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Mean bytes a page, references included, and how fast all pages are read back and compared."""

    name: str
    pages: int
    raw: float
    gzip: float
    zstd3: float
    zstd19: float
    crawled: float
    compacted: float
    references: int
    read_per_second: float
    compacted_per_second: float


@dataclass(frozen=True, slots=True)
class Redesign:
    """How many times smaller pages were stored: before a redesign, after it until another reference, and after that."""

    name: str
    pages: int
    old: float
    surprised: float
    surprised_pages: int
    new: float


def sets(frames: Sequence[PageGold], number: int, demo_number: int) -> list[tuple[str, Callable[[], Pages]]]:
    """What is measured, by name: `number` variants of each real page, `demo_number` pages of each demo outlet."""
    found: list[tuple[str, Callable[[], Pages]]] = []
    for page in frames:
        name = page.name.partition("/")[0]
        found.append((name, partial(_variants, page, number, False)))
        found.append((f"{name}, other lists", partial(_variants, page, number, True)))
    found += [(f"demo {name}", partial(_synthetic, name, demo_number)) for name in PAPERS]
    return found


def _variants(page: PageGold, number: int, renewed_lists: bool) -> Pages:
    return list(variants(page, number, renewed_lists=renewed_lists))


def _synthetic(name: str, number: int) -> Pages:
    return list(synthetic_pages(PAPERS[name], number))


def measure(name: str, pages: Pages, sample: int = 100) -> Sizes:
    """The sizes of `pages`; gzip and zstd-19 are taken of every so many that there are `sample`."""
    some = [body for _, body in pages[:: max(1, len(pages) // sample)]]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        _store(path, name, pages)
        crawled = _stored(path)
        began = time.perf_counter()
        for step in compact(path):
            assert not step.broken
        compacting = time.perf_counter() - began
        return Sizes(
            name=name,
            pages=len(pages),
            raw=_mean([len(body) for _, body in pages]),
            gzip=_mean([len(gzip.compress(body, 6)) for body in some]),
            zstd3=_mean([len(compress(body)) for _, body in pages]),
            zstd19=_mean([len(compress(body, level=19)) for body in some]),
            crawled=crawled / len(pages),
            compacted=_stored(path) / len(pages),
            references=int(_ask(path, "SELECT count(*) FROM page_references")),
            read_per_second=_read_back(path, pages),
            compacted_per_second=len(pages) / compacting,
        )


def redesign(gold: PageGold, number: int) -> Redesign:
    """The ratio around a redesign in the middle of `number` pages."""
    pages = list(variants(gold, number))
    half = number // 2
    pages[half:] = [(url, redesigned(body)) for url, body in pages[half:]]
    name = gold.name.partition("/")[0]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        _store(path, name, pages)
        renewed = _ask(path, f"SELECT coalesce(min(page_id), {number}) FROM page_references WHERE page_id > {half}")
        ratio = "SELECT total(raw_bytes) / total(stored_bytes) FROM pages WHERE id BETWEEN {} AND {}"
        return Redesign(
            name=name,
            pages=number,
            old=_ask(path, ratio.format(1, half)),
            surprised=_ask(path, ratio.format(half + 1, renewed - 1)),
            surprised_pages=int(renewed) - half - 1,
            new=_ask(path, ratio.format(renewed, number)),
        )


def frames_of(gold: Sequence[PageGold]) -> list[PageGold]:
    """The real pages whose frames are measured, as far as they are there."""
    return [page for page in gold if page.name.startswith(FRAMES)]


def _store(path: Path, name: str, pages: Pages) -> None:
    """Put the pages into a file as a crawl does; of a newspaper that is no outlet, as pages without an article."""
    outlet = OUTLETS.get(name.removeprefix("demo "))
    with Store.open(path) as store:
        run = store.begin_run([OWN_NAME], settings={}, versions={})
        for url, body in pages:
            known = outlet.name if outlet else OWN_NAME
            page = FetchedPage(url, url, known, "2026-11-23T10:00:00Z", 200, (), body)
            store.record(
                run, outcome_of_page(page, outlet, never) if outlet else Outcome(url, known, "empty", page=page)
            )


def _read_back(path: Path, pages: Pages) -> float:
    """Pages read and found equal a second, in the order they came."""
    with closing(sqlite3.connect(path)) as conn:
        ids = dict(conn.execute("SELECT requested_url, id FROM pages"))
        reader = ArchiveReader(conn)
        began = time.perf_counter()
        for url, body in pages:
            assert reader.page(ids[url]).body == body
        return len(pages) / (time.perf_counter() - began)


def _stored(path: Path) -> float:
    return _ask(path, "SELECT sum(stored_bytes) FROM pages")


def _ask(path: Path, query: str) -> float:
    with closing(sqlite3.connect(path)) as conn:
        value: float = conn.execute(query).fetchone()[0]
        return value


def _mean(sizes: Sequence[int]) -> float:
    return sum(sizes) / len(sizes)

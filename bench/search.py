"""How long a reader waits for a page of a large file, beside bare SQL; and what the index costs."""

from __future__ import annotations

import asyncio
import itertools
import random
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import httpx

from bench.many_articles import Language
from cleaners.outlets import OUTLETS
from crawler.cli.serve import health
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from db.connection import open_for_reading
from db.handover.arriving import never, outcome_of_page
from db.records import FetchedPage, Outcome
from db.search.finding import search
from db.search.index import INDEXES
from db.search.query import Filters
from db.store import Store
from db.web.app import make_app
from db.web.article_view import article_view, blocks_of
from db.web.site import Site

POINT = "SELECT * FROM articles WHERE id = ?"
LARGE = ("articles", "urls", "pages", "verdicts", "images")
AIM = "a page's questions take no longer than some bare point queries; no full scan of a large table"

Query = tuple[str, Filters]


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took, in milliseconds: by the clock, and of the processor (its median)."""

    name: str
    p50: float
    p95: float
    cpu: float
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A question that a page asks, as SQLite answers it."""

    page: str
    sql: str
    steps: str

    @property
    def is_full_scan(self) -> bool:
        """Whether a large table, or a whole index of it, is walked through."""
        return any(re.search(rf"SCAN {name}\b(?! VIRTUAL)", self.steps) for name in LARGE)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes: of the texts that are indexed, of the index, of the whole file."""

    text: int
    index: int
    file: int


@dataclass(frozen=True, slots=True)
class WriteCost:
    """Seconds for the same articles: cleaning their pages, and storing them with the index and without."""

    articles: int
    cleaning: float
    storing: float
    without_index: float

    @property
    def share(self) -> float:
        """The index's share of cleaning and storing."""
        return (self.storing - self.without_index) / (self.cleaning + self.storing)

    @property
    def share_of_storing(self) -> float:
        """The index's share of storing alone."""
        return (self.storing - self.without_index) / self.storing


def queries(seed: int = 2) -> dict[str, list[Query]]:
    """What readers may type, by kind: from words of every article to words of a few."""
    language = Language()
    draw = random.Random(seed)
    common, medium, rare = language.syllables[:20], language.syllables[60:400], language.syllables[800:]
    none = Filters()
    return {
        "two words": [(" ".join(draw.choices(medium, k=2)), none) for _ in range(20)],
        "three rare words": [(" ".join(draw.choices(rare, k=3)), none) for _ in range(20)],
        "a word of every article": [(word, none) for word in common],
        "a phrase": [('"' + " ".join(draw.choices(medium, k=2)) + '"', none) for _ in range(20)],
        "a beginning": [(draw.choice(medium)[:3] + "*", none) for _ in range(20)],
        "two words, a month": [
            (" ".join(draw.choices(medium, k=2)), Filters(since="2026-03-01", until="2026-03-31")) for _ in range(20)
        ],
        "two words, outlet and section": [
            (" ".join(draw.choices(medium, k=2)), Filters(outlet="nld", section="Kinh tế", whole_names=True))
            for _ in range(20)
        ],
    }


def point_queries(path: Path, number: int) -> Times:
    """Bare SQL: one article by its key, as a row in Python."""
    with closing(open_for_reading(path)) as db:
        (last,) = db.conn.execute("SELECT max(id) FROM articles").fetchone()
        draw = random.Random(3)
        keys = iter([draw.randint(1, last) for _ in range(number)])
        return _timed("bare point query", lambda: db.conn.execute(POINT, (next(keys),)).fetchone(), number)


def asked(path: Path, rounds: int) -> Iterator[Times]:
    """The questions of each page alone, without HTML and without a server."""
    with closing(open_for_reading(path)) as db:
        conn = db.conn
        (last,) = conn.execute("SELECT max(id) FROM articles").fetchone()
        draw = random.Random(4)
        home = partial(Site(path, health, None).home, conn)
        yield _timed("home: SQL, the file has changed", lambda: Site(path, health, None).home(conn), rounds)
        yield _timed("home: SQL, it has not", home, rounds)
        yield _timed("article: SQL", lambda: article_view(conn, draw.randint(1, last)), rounds)
        yield _timed("explain: SQL", lambda: blocks_of(conn, draw.randint(1, last)), rounds)
        for name, some in queries().items():
            asked_for = partial(_search_next, conn, itertools.cycle(some))
            yield _timed(f"search, {name}: SQL", asked_for, max(rounds, 20))


def _search_next(conn: sqlite3.Connection, some: Iterator[Query]) -> object:
    return search(conn, *next(some), with_facets=True)


def served(path: Path, rounds: int) -> Iterator[Times]:
    """Whole pages, through the server's own code but not through a socket; and Datasette's answer for one row."""
    with closing(open_for_reading(path)) as db:
        (last,) = db.conn.execute("SELECT max(id) FROM articles").fetchone()
    draw = random.Random(5)
    some = itertools.cycle(queries()["two words"])
    paths: dict[str, Callable[[], str]] = {
        "Datasette, one row as JSON": lambda: f"/tinsach/articles/{draw.randint(1, last)}.json",
        "home page": lambda: "/",
        "article page": lambda: f"/article/{draw.randint(1, last)}",
        "search page, two words": lambda: f"/search?q={quote_plus(next(some)[0])}",
    }
    app: Any = make_app(path, health)

    async def measured() -> list[Times]:
        found = []
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as client:
            for name, address in paths.items():
                clock = _Clock()
                for _ in range(rounds + 1):
                    with clock:
                        answer = await client.get(address())
                    assert answer.status_code == 200
                found.append(clock.times(name, skip=1))  # the first one starts Datasette
        return found

    yield from asyncio.run(measured())


def plans(path: Path) -> list[Plan]:
    """Every question that home, search and article pages ask, each once, with its plan."""
    some = queries()
    pages: dict[str, Callable[[sqlite3.Connection], object]] = {
        "home": lambda conn: Site(path, health, None).home(conn),
        "article": lambda conn: article_view(conn, 1),
        "explain": lambda conn: blocks_of(conn, 1),
        "search": lambda conn: search(conn, some["two words"][0][0], with_facets=True),
        "search, filtered": lambda conn: search(
            conn, "nội", Filters(outlet="nld", section="Kinh tế", since="2026-03-01", whole_names=True)
        ),
        "search, newest": lambda conn: search(conn, ""),
    }
    found = []
    with closing(open_for_reading(path)) as db:
        for page, ask in pages.items():
            statements: dict[str, None] = {}
            db.conn.set_trace_callback(statements.setdefault)
            ask(db.conn)
            db.conn.set_trace_callback(None)
            found += [_plan(db.conn, page, sql) for sql in _distinct(statements)]
    return found


def sizes(path: Path) -> Sizes:
    """What the index takes, beside the texts it indexes."""
    with closing(sqlite3.connect(path)) as conn:
        (text,) = conn.execute(
            "SELECT sum(length(CAST(headline AS BLOB)) + length(CAST(description AS BLOB)) "
            "+ length(CAST(article_body AS BLOB))) FROM articles"
        ).fetchone()
        (index,) = conn.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name GLOB '*_fts_*' OR name GLOB '*days*' OR name = 'articles_facts'"
        ).fetchone()
    return Sizes(text, index, path.stat().st_size)


def write_cost(folder: Path, number: int, rounds: int) -> WriteCost:
    """Clean `number` pages of the demo newspapers and store them, with the index's triggers and without, in turns."""
    pages = _pages(number)
    began = time.perf_counter()
    outcomes = [outcome_of_page(page, OUTLETS[page.outlet], never) for page in pages]
    cleaning = time.perf_counter() - began
    with_index, without = [], []
    for place in range(rounds):
        with_index.append(_stored(folder / f"with{place}.db", outcomes, indexed=True))
        without.append(_stored(folder / f"without{place}.db", outcomes, indexed=False))
    return WriteCost(number, cleaning, statistics.median(with_index), statistics.median(without))


def _pages(number: int) -> list[FetchedPage]:
    share = -(-number // len(PAPERS))
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return [
        FetchedPage(url, url, name, "2026-11-23T10:00:00Z", 200, headers, body)
        for name, paper in PAPERS.items()
        for url, body in synthetic_pages(paper, share)
    ][:number]


def _stored(path: Path, outcomes: Sequence[Outcome], *, indexed: bool) -> float:
    with Store.open(path) as store:
        if not indexed:
            for index, trigger in itertools.product((*INDEXES, "days"), ("insert", "update", "delete")):
                store.db.execute(f"DROP TRIGGER {index}_{trigger}")
            store.db.execute("DROP INDEX articles_facts")
        run = store.begin_run(list(PAPERS), settings={}, versions={})
        began = time.perf_counter()
        for outcome in outcomes:
            store.record(run, outcome)
        store.flush()
        return time.perf_counter() - began


class _Clock:
    """Takes the time of one thing after another."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.cpu: list[float] = []

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds.append(time.perf_counter() - self._began[0])
        self.cpu.append(time.process_time() - self._began[1])

    def times(self, name: str, *, skip: int = 0) -> Times:
        ordered = sorted(1000 * second for second in self.seconds[skip:])
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        return Times(name, statistics.median(ordered), p95, 1000 * statistics.median(self.cpu[skip:]), len(ordered))


def _timed(name: str, work: Callable[[], object], rounds: int) -> Times:
    clock = _Clock()
    for _ in range(rounds):
        with clock:
            work()
    return clock.times(name)


def _distinct(statements: dict[str, None]) -> Iterator[str]:
    """Statements that differ in more than their values; FTS5's own are left out."""
    seen = set()
    for sql in statements:
        shape = re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", sql)
        if sql.lstrip().upper().startswith(("SELECT", "WITH")) and "s_fts_" not in sql and shape not in seen:
            seen.add(shape)
            yield " ".join(sql.split())


def _plan(conn: sqlite3.Connection, page: str, sql: str) -> Plan:
    steps = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    return Plan(page, sql, "; ".join(steps))

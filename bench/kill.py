"""Crawls that are killed: what was committed before must be there afterwards, once, and readable.

A file is crawled by one process after the other, each killed with SIGKILL at a random moment, until one comes to
its end; then the file must hold what a crawl that nobody disturbed brings, and a fresh file begins.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.newspaper import PROJECT
from cleaners.errors import TinsachError
from crawler.demo.server import DemoServer, SiteHandler
from db.archive import ArchiveReader
from db.errors import DatabaseError

OUTLET = "nld"
DELAY = 0.03
"""Seconds the demo server takes for an answer: a crawl is then under way for longer than it starts up."""
BATCHES = (1, 2, 3, 5)
"""Outcomes that are written in one transaction: few, so that many moments lie between two of them."""
LOOK = 0.02
"""Seconds between two looks into the file while a crawl goes on."""

Pages = frozenset[tuple[int, str, str]]
"""(id, url, digest) of every page in a file."""


class _Handler(SiteHandler):
    """A client that is killed is no error."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()


class _Server(DemoServer):
    @property
    def handler(self) -> type[SiteHandler]:
        return _Handler


@dataclass(slots=True)
class Tally:
    """What came of all kills; `problems` are lines for a person."""

    kills: int = 0
    kills_after_a_commit: int = 0
    files: int = 0
    pages: int = 0
    lost: int = 0
    doubled: int = 0
    broken: int = 0
    problems: list[str] = field(default_factory=list)
    duration: float = 0.0
    """Seconds that the fastest crawl of a fresh file took that nobody killed: moments are drawn from them."""


def kill(rounds: int, seed: int) -> Iterator[Tally]:
    """Kill `rounds` crawls; the tally after each. Raises TinsachError when no crawl comes to its end."""
    draw = random.Random(seed)
    tally = Tally()
    with _Server(outlets=(OUTLET,), delay=DELAY) as server, tempfile.TemporaryDirectory() as folder:
        origin = server.origin(OUTLET)
        undisturbed = Path(folder) / "undisturbed.db"
        began = time.monotonic()
        _finish(undisturbed, origin)
        tally.duration = time.monotonic() - began
        wanted = _articles(undisturbed)
        while tally.kills < rounds:
            tally.files += 1
            yield from _one_file(Path(folder) / f"{tally.files}.db", origin, wanted, draw, rounds, tally)


def _one_file(
    file: Path, origin: str, wanted: frozenset[str], draw: random.Random, rounds: int, tally: Tally
) -> Iterator[Tally]:
    """Crawls that are killed, until one comes to its end or `rounds` is reached; then one that is not."""
    committed: Pages = frozenset()
    while tally.kills < rounds:
        process = subprocess.Popen(
            _command(file, origin),
            cwd=PROJECT,
            env=os.environ | {"TINSACH_BATCH_SIZE": str(draw.choice(BATCHES))},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        began = time.monotonic()
        deadline = began + draw.uniform(0, tally.duration)
        before = committed
        while process.poll() is None and time.monotonic() < deadline:
            committed = _pages(file) or committed
            time.sleep(LOOK)
        if process.poll() is not None:
            # One that only had to finish what another began says little about how long one takes.
            tally.duration = tally.duration if before else min(tally.duration, time.monotonic() - began)
            break
        process.kill()
        process.wait()
        tally.kills += 1
        tally.kills_after_a_commit += committed != before
        after = _pages(file)
        _count(tally, file, len(committed - after))
        committed = after
        yield tally
    _finish(file, origin)
    _count(tally, file, len(committed - _pages(file)))
    if missing := wanted - _articles(file):
        tally.problems.append(f"{file.name}: {len(missing)} articles never came, such as {min(missing)}")
    tally.pages += len(_pages(file))


def _count(tally: Tally, file: Path, lost: int) -> None:
    doubled, broken = _doubled(file), _broken(file)
    tally.lost += lost
    tally.doubled += doubled
    tally.broken += len(broken)
    if lost or doubled or broken:
        what = "; ".join([f"{lost} pages lost, {doubled} doubled", *broken])
        tally.problems.append(f"kill {tally.kills}, {file.name}: {what}")


def _command(file: Path, origin: str) -> list[str]:
    command = [sys.executable, "-m", "crawler.cli.main", "crawl", OUTLET, "--db", str(file), "--since", "2000-01-01"]
    command += ["--via", f"{OUTLET}={origin}"]
    for setting in ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CRAWL_DELAY_OBEY=False"):
        command += ["-s", setting]
    return command


def _finish(file: Path, origin: str) -> None:
    done = subprocess.run(_command(file, origin), cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise TinsachError(f"a crawl that nobody killed ended with {done.returncode}: {done.stderr.strip()[-300:]}")


def _rows(file: Path, query: str) -> list[tuple[object, ...]]:
    """What `query` gives; nothing where there is no file or no table yet."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            return conn.execute(query).fetchall()
    except sqlite3.OperationalError as error:
        if "unable to open" in str(error) or "no such table" in str(error) or "locked" in str(error):
            return []
        raise


def _pages(file: Path) -> Pages:
    return frozenset(
        (int(str(row[0])), str(row[1]), str(row[2])) for row in _rows(file, "SELECT id, url, sha256 FROM pages")
    )


def _articles(file: Path) -> frozenset[str]:
    return frozenset(str(url) for (url,) in _rows(file, "SELECT url FROM articles"))


def _doubled(file: Path) -> int:
    """Pages that stand in the file twice, and articles that do so under two addresses."""
    pages = _rows(file, "SELECT 1 FROM pages GROUP BY url, sha256 HAVING count(*) > 1")
    articles = _rows(file, "SELECT 1 FROM articles GROUP BY headline, date_published HAVING count(*) > 1")
    return len(pages) + len(articles)


def _broken(file: Path) -> list[str]:
    """What the file contradicts itself in: SQLite's own check, articles without page, pages that cannot be read."""
    found = [f"integrity: {said}" for (said,) in _rows(file, "PRAGMA integrity_check") if said != "ok"]
    found += [f"foreign key: {row}" for row in _rows(file, "PRAGMA foreign_key_check")]
    found += [f"no page: {url}" for (url,) in _rows(file, "SELECT url FROM articles WHERE page_id IS NULL")]
    stored = "SELECT url FROM urls WHERE status IN ('stored', 'unchanged') AND article_id IS NULL"
    found += [f"stored without article: {url}" for (url,) in _rows(file, stored)]
    numbers = [int(str(number)) for (number,) in _rows(file, "SELECT id FROM pages")]
    if numbers:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            reader = ArchiveReader(conn)
            for number in numbers:
                try:
                    reader.page(number)
                except DatabaseError as error:
                    found.append(f"page {number}: {error}")
    return found

"""Crawls that are killed: what was committed before must be there afterwards, once, and readable.

A file is crawled by up to three processes that are killed with SIGKILL and a last one that nobody disturbs; then it
must hold what an undisturbed crawl brings, and a fresh file begins. The moments are spread evenly over the life of
each crawl, which is told by the requests it has sent: a tenth of it is the time before the first one.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.newspaper import PAPER, PART, PROJECT, ROBOTS, LargeNewspaper
from cleaners.errors import TinsachError
from crawler.demo.outlet_site import OutletSite
from crawler.demo.server import SiteHandler, SiteServer
from crawler.demo.site import Request, Response
from db.archive import ArchiveReader
from db.errors import DatabaseError

OUTLET = "nld"
MORE = 40
"""Articles beside the demo's own."""
DELAY = 0.01
"""Seconds the demo server takes for an answer: a crawl is then under way for longer than it starts up."""
BATCHES = (1, 2, 3, 5)
"""Outcomes that are written in one transaction: few, so that many moments lie between two of them."""
LOOK = 0.01
"""Seconds between two looks at a crawl that goes on."""
KILLS_A_FILE = 3
STARTING = 0.1
"""Share of a crawl's life that its start is, up to the first request."""
PARTS = 10

Pages = frozenset[tuple[int, str, str]]
"""(id, url, digest) of every page in a file."""


class _Handler(SiteHandler):
    """A client that is killed is no error."""

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()


class _Newspaper:
    """The demo newspaper with one more sitemap, of `MORE` articles: pages for a crawl to be killed at."""

    def __init__(self) -> None:
        self._demo = OutletSite(PAPER)
        self._more = LargeNewspaper(MORE)
        self.hosts = self._demo.hosts

    def answer(self, request: Request) -> Response:
        answer = self._demo.answer(request)
        if request.path == ROBOTS:
            line = f"\nSitemap: {PAPER.origin}{PART.format(0)}\n"
            return Response(answer.status, {"Content-Type": "text/plain"}, answer.body + line.encode())
        return answer if answer.status != 404 else self._more.answer(request)


class _Server(SiteServer):
    @property
    def handler(self) -> type[SiteHandler]:
        return _Handler


@dataclass(slots=True)
class Tally:
    """What came of all kills; `problems` are lines for a person."""

    kills: int = 0
    kills_after_a_commit: int = 0
    """Kills after the killed crawl itself had committed a page."""
    parts: Counter[int] = field(default_factory=Counter)
    """Kills by the part of the crawl's life they fell into, from 0."""
    files: int = 0
    pages: int = 0
    lost: int = 0
    doubled: int = 0
    broken: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What a crawl brings that nobody kills, and how long it is."""

    articles: frozenset[str]
    lists: int
    """Requests for anything but an article."""
    start: float
    """Seconds before its first request."""


def kill(rounds: int, seed: int) -> Iterator[Tally]:
    """Kill `rounds` crawls; the tally after each. Raises TinsachError when no crawl comes to its end."""
    draw = random.Random(seed)
    tally = Tally()
    with _Server({OUTLET: _Newspaper()}, delay=DELAY) as server, tempfile.TemporaryDirectory() as folder:
        undisturbed = _undisturbed(Path(folder) / "undisturbed.db", server)
        moments = [(place + draw.random()) / rounds for place in range(rounds)]
        draw.shuffle(moments)
        while moments:
            tally.files += 1
            yield from _one_file(Path(folder) / f"{tally.files}.db", server, undisturbed, draw, moments, tally)


def _undisturbed(file: Path, server: _Server) -> Undisturbed:
    server.clear()
    began = time.monotonic()
    process = _start(file, server)
    while process.poll() is None and not server.requests:
        time.sleep(LOOK)
    start = time.monotonic() - began
    if process.wait():
        raise TinsachError(f"a crawl that nobody killed ended with {process.returncode}")
    fetched = _rows(file, "SELECT count(*) FROM urls WHERE status <> 'discovered'")
    articles = _articles(file)
    return Undisturbed(articles, len(server.requests) - int(str(fetched[0][0])), start)


def _one_file(
    file: Path, server: _Server, undisturbed: Undisturbed, draw: random.Random, moments: list[float], tally: Tally
) -> Iterator[Tally]:
    """Some crawls that are killed, at the last of `moments`, which are taken out; then one that is not."""
    before: Pages = frozenset()
    for _ in range(draw.randint(1, KILLS_A_FILE)):
        if not moments:
            break
        committed = _kill_at(moments[-1], file, server, undisturbed, draw)
        if committed is None:
            break
        tally.parts[int(moments.pop() * PARTS)] += 1
        tally.kills += 1
        after = _pages(file)
        tally.kills_after_a_commit += after != before
        _count(tally, file, len((before | committed) - after))
        before = after
        yield tally
    _finish(file, server)
    _count(tally, file, len(before - _pages(file)))
    if missing := undisturbed.articles - _articles(file):
        tally.problems.append(f"{file.name}: {len(missing)} articles never came, such as {min(missing)}")
    tally.pages += len(_pages(file))


def _kill_at(moment: float, file: Path, server: _Server, undisturbed: Undisturbed, draw: random.Random) -> Pages | None:
    """Kill a crawl at `moment` of its life, 0 to 1; what was seen in the file last before. None: it had ended."""
    remaining = len(undisturbed.articles - _articles(file))
    number = int((moment - STARTING) / (1 - STARTING) * (undisturbed.lists + remaining)) + 1
    server.clear()
    committed: Pages = frozenset()
    process = _start(file, server, batch_size=draw.choice(BATCHES))
    deadline = time.monotonic() + undisturbed.start * moment / STARTING
    while process.poll() is None and (
        time.monotonic() < deadline if moment < STARTING else len(server.requests) < number
    ):
        committed = _pages(file) or committed
        time.sleep(LOOK)
    # Anywhere between two requests.
    time.sleep(draw.uniform(0, 2 * DELAY))
    process.kill()
    return committed if process.wait() == -signal.SIGKILL else None


def _count(tally: Tally, file: Path, lost: int) -> None:
    doubled, broken = _doubled(file), _broken(file)
    tally.lost += lost
    tally.doubled += doubled
    tally.broken += len(broken)
    if lost or doubled or broken:
        what = "; ".join([f"{lost} pages lost, {doubled} doubled", *broken])
        tally.problems.append(f"kill {tally.kills}, {file.name}: {what}")


def _start(file: Path, server: _Server, *, batch_size: int = 1) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _command(file, server.origin(OUTLET)),
        cwd=PROJECT,
        env=os.environ | {"TINSACH_BATCH_SIZE": str(batch_size)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _command(file: Path, origin: str) -> list[str]:
    command = [sys.executable, "-m", "crawler.cli.main", "crawl", OUTLET, "--db", str(file), "--since", "2000-01-01"]
    command += ["--via", f"{OUTLET}={origin}"]
    for setting in ("DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", "CRAWL_DELAY_OBEY=False"):
        command += ["-s", setting]
    return command


def _finish(file: Path, server: _Server) -> None:
    command = _command(file, server.origin(OUTLET))
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
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

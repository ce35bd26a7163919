"""Misbehaving newspapers crawled again and again: what is lost, double or broken in the end.

A round is a fresh file and three newspapers that do all of tests/crawler/misbehaving/table.py, while their
own articles and lists fail now and then, too. They are crawled until nothing is missing; then the second day
comes, on which articles change, appear and go, and they are crawled again.

The crawls' clock is simulated: a crawl every two hours, without those at which nothing that is missing would be
asked for. What is not there after two months counts as lost.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.feeds import TODAY
from crawler.demo.papers import PAPERS
from crawler.demo.site import Response
from tests.crawler.misbehaving.crawling import Crawled, add_misbehaviours, crawl, wrong_articles
from tests.crawler.misbehaving.newspaper import Behaviour, MisbehavingNewspaper, Visit
from tests.crawler.misbehaving.server import MisbehavingServer, cut, hang_up
from tests.crawler.misbehaving.table import LIST_PAGE, WALLS, Misbehaviour, says, wire

BEGINNINGS = (datetime(2026, 1, 1, tzinfo=UTC), datetime.fromisoformat(TODAY[2]))
"""When the first crawl of each day is. On the first one our clock is behind the newspapers': whatever changes on
their second day then changes after it was last asked for, as it does in life."""
INTERVAL = timedelta(hours=2)
LOST_AFTER = timedelta(days=60)
"""Time after which what is missing counts as lost: an address that fails three times has to be there by then."""
MOST = 60
"""Crawls of one day after which something is wrong with the soak itself."""
FAILURES = 3
"""Times that one address or list fails, at most."""
MOODY = 0.5
"""Share of the newspapers' own articles and lists that fail at first."""
PAST = "2000-01-01"
SETTLED = frozenset({"stored", "unchanged", "moved"})
MOODS: tuple[Behaviour, ...] = (
    says(500, "lỗi"),
    says(403, "cấm"),
    says(404, "không thấy"),
    says(200),
    says(200, LIST_PAGE),
    says(200, WALLS["cookie wall"]),
    wire(hang_up),
    wire(cut(b"<html><body><h1>Tin</h1>")),
)
"""How something fails that is all right later: as failed, blocked, gone, empty or not_article."""
EXIT_CODES = frozenset({0, 1, 3})


@dataclass(slots=True)
class Tally:
    """What came of all rounds. `memory` is the most a crawl took, in megabytes; `problems` are lines for a person."""

    rounds: int = 0
    crawls: int = 0
    requests: int = 0
    articles: int = 0
    memory: float = 0.0
    first_memory: float = 0.0
    longest: timedelta = timedelta(0)
    """The longest time of the crawls' clock until nothing was missing."""
    exit_codes: Counter[int] = field(default_factory=Counter)
    left: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(misbehaviour, status, reason) that stood in `urls` at the end of a round."""
    wrong: Counter[str] = field(default_factory=Counter)
    """Articles that were lost, double, invented or had lost words."""
    problems: list[str] = field(default_factory=list)


def soak(seconds: float, seed: int, tell: Callable[[Tally], None]) -> Tally:
    """Rounds until `seconds` are over, the last one to its end; `tell` hears of every crawl."""
    tally = Tally()
    deadline = time.monotonic() + seconds
    for number in _until(deadline):
        with tempfile.TemporaryDirectory(prefix="tinsach-soak-") as folder:
            _round(Path(folder), random.Random(f"{seed}/{number}"), tally, lambda: tell(tally))
        tally.rounds += 1
        tally.first_memory = tally.first_memory or tally.memory
    return tally


def _until(deadline: float) -> Iterator[int]:
    number = 0
    while not number or time.monotonic() < deadline:
        yield number
        number += 1


def _round(folder: Path, chance: random.Random, tally: Tally, told: Callable[[], None]) -> None:
    papers = {name: MisbehavingNewspaper(name) for name in PAPERS}
    placed = {url: one for paper in papers.values() for url, one in add_misbehaviours(paper).items()}
    with MisbehavingServer(papers) as server:
        for day, at in enumerate(BEGINNINGS, 1):
            for paper in papers.values():
                if day == 2:
                    paper.site.advance()
                _spread_moods(paper, chance)
            wrong = [f"no crawl of day {day} ended"]
            until = at + LOST_AFTER
            for _ in range(MOST):
                try:
                    crawled = crawl(folder, server, "--since", PAST, at=at)
                except subprocess.TimeoutExpired:
                    tally.problems.append("a crawl did not end")
                    at += INTERVAL
                    continue
                _count(crawled, tally)
                told()
                wrong = wrong_articles(crawled.file, papers.values()) + _unsettled(crawled, placed)
                tally.longest = max(tally.longest, at - BEGINNINGS[day - 1])
                at = max(at + INTERVAL, _next_of_use(crawled, papers.values()) or at)
                if not wrong or at > until:
                    break
            tally.wrong.update(line.split(": ")[1] for line in wrong)
            tally.problems += wrong
        tally.requests += len(server.requests)
    for url, one in placed.items():
        row = crawled.urls[url]
        tally.left[one.name, row["status"], row["reason"] or ""] += 1
    ((articles,),) = crawled.query("SELECT count(*) FROM articles")
    tally.articles += articles


def _next_of_use(crawled: Crawled, papers: Iterable[MisbehavingNewspaper]) -> datetime | None:
    """When something is due that is missing; None: at the next crawl, for all that is known."""
    rows = crawled.urls
    articles = [paper.url(one.path) for paper in papers for one in paper.articles() if one.found_in]
    if any(url not in rows for url in articles) or _has_unread_lists(crawled):
        return None
    missing = [rows[url] for url in articles if rows[url]["status"] not in SETTLED]
    waiting = [row["next_try_at"] for row in missing]
    if not all(waiting):
        return None
    return min(map(datetime.fromisoformat, waiting), default=None)


def _has_unread_lists(crawled: Crawled) -> bool:
    """Whether a list of the newspapers' own could not be read; those that never can begin with /hong/."""
    counts = crawled.run["counts"].values()
    return any(not trouble.startswith("/hong/") for outlet in counts for trouble in outlet["troubles"])


def _count(crawled: Crawled, tally: Tally) -> None:
    tally.crawls += 1
    tally.exit_codes[crawled.exit_code] += 1
    tally.memory = max(tally.memory, crawled.memory)
    if crawled.exit_code not in EXIT_CODES or "Traceback" in crawled.err:
        tally.problems.append(f"exit code {crawled.exit_code}: {(crawled.err.splitlines() or ['no word'])[-1]}")
    for pragma, fine in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
        if crawled.query(f"PRAGMA {pragma}") != fine:
            tally.problems.append(f"{pragma} found something")


def _unsettled(crawled: Crawled, placed: dict[str, Misbehaviour]) -> list[str]:
    """The misbehaving addresses whose status is not the one the table says; unchanged is as good as stored."""
    urls = crawled.urls
    found = []
    for url, one in placed.items():
        row = urls.get(url)
        status = row and ("stored" if row["status"] == "unchanged" else row["status"])
        if row is None or status != one.status or (row["reason"] != one.reason and not one.genuine):
            found.append(f"{url}: unsettled: {one.name} is {row and (row['status'], row['reason'])}")
    return found


def _spread_moods(paper: MisbehavingNewspaper, chance: random.Random) -> None:
    """Some of the own articles and lists fail the next few times they are asked for."""
    own = [article.path for article in DEMO_ARTICLES[paper.paper.name]]
    lists = ["/", "/rss/home.rss", "/sitemap.xml", *paper.section_paths()]
    for path in (*own, *lists):
        if chance.random() < MOODY and not _is_genuine(paper, path):
            behave = chance.choice(MOODS)
            paper.rules[path] = _Mood(behave, chance.randint(1, FAILURES))


def _is_genuine(paper: MisbehavingNewspaper, path: str) -> bool:
    """Whether `path` misbehaves in a way of its own already."""
    rule = paper.rules.get(path)
    return rule is not None and not isinstance(rule, _Mood)


@dataclass(slots=True)
class _Mood:
    """Fails `times`, then is what it should be."""

    behave: Behaviour
    times: int

    def __call__(self, visit: Visit) -> Response:
        if self.times <= 0:
            return visit.genuine
        self.times -= 1
        return self.behave(visit)

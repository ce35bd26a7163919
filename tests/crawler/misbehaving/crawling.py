"""Crawls of misbehaving newspapers, each in a process of its own, and what is in the file afterwards."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.truth import DemoArticle
from db.records import utc
from tests.crawler.misbehaving.newspaper import MisbehavingNewspaper
from tests.crawler.misbehaving.patience import settings_for
from tests.crawler.misbehaving.server import MisbehavingServer
from tests.crawler.misbehaving.table import ARTICLES, SOURCES, Misbehaviour, says

SECONDS = 300
"""After which a crawl counts as one that hangs."""
FILE = "t.db"
PROJECT = Path(__file__).resolve().parents[3]
TIMED_OUT = "timeout"
QUICK = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "CRAWL_DELAY_OBEY": "False",
    "RETRY_ENABLED": "False",
}


@dataclass(frozen=True)
class Crawled:
    """How a crawl ended, and the file it wrote. `memory` is the most that any crawl of ours took, in megabytes."""

    exit_code: int
    out: str
    err: str
    file: Path
    memory: float

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        """What the command printed, by outlet."""
        return {row["outlet"]: row for row in map(json.loads, self.out.splitlines())}

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Asks the file."""
        return query(self.file, sql, *values)

    @property
    def run(self) -> dict[str, Any]:
        """The row of `runs`, its counts read."""
        names = ("started_at", "finished_at", "exit_code", "reason", "counts")
        (row,) = self.query(f"SELECT {', '.join(names)} FROM runs ORDER BY id DESC LIMIT 1")
        values = dict(zip(names, row, strict=True))
        return values | {"counts": json.loads(values["counts"])}

    @property
    def urls(self) -> dict[str, dict[str, Any]]:
        """The rows of `urls`, by URL."""
        names = ("url", "status", "reason", "tries", "next_try_at", "fetched_at", "article_id")
        return {
            row[0]: dict(zip(names, row, strict=True)) for row in self.query(f"SELECT {', '.join(names)} FROM urls")
        }

    @property
    def rested(self) -> datetime:
        """When every address that waits for its next try has waited long enough."""
        ((last,),) = self.query("SELECT max(next_try_at) FROM urls")
        return datetime.fromisoformat(last)


def query(file: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Asks or changes `file`."""
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(sql, values).fetchall()


def crawl(
    folder: Path,
    server: MisbehavingServer,
    *options: str,
    outlets: Iterable[str] | None = None,
    settings: Mapping[str, str] | None = None,
    at: datetime | None = None,
    **variables: str,
) -> Crawled:
    """One `tinsach crawl` of the server's newspapers into t.db in `folder`, as if it were run `at` that time.

    `settings` are Scrapy's, `variables` those of the environment.

    Raises subprocess.TimeoutExpired for a crawl that does not end.
    """
    names = tuple(outlets or server.sites)
    patience = settings_for([place for paper in server.sites.values() for place in paper.hanging])
    program = ["tests.crawler.misbehaving.later", utc(at)] if at else ["crawler.cli.main"]
    command = [sys.executable, "-m", *program, "crawl", *names, "--db", FILE, "--json", *options]
    command += [part for name in names for part in ("--via", f"{name}={server.origin(name)}")]
    command += [
        part for name, value in {**QUICK, **patience, **(settings or {})}.items() for part in ("-s", f"{name}={value}")
    ]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TINSACH_")}
    clean["PYTHONPATH"] = str(PROJECT)
    done = subprocess.run(
        command, cwd=folder, env=clean | variables, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Crawled(done.returncode, done.stdout, done.stderr, folder / FILE, memory)


def add_misbehaviours(paper: MisbehavingNewspaper) -> dict[str, Misbehaviour]:
    """Let `paper` do all that the tables hold; returns the misbehaviours by URL.

    The genuine ones happen to its own articles, one each while there are enough; all others at addresses of their own.
    """
    placed: dict[str, Misbehaviour] = {}
    own = iter(sorted(standing(paper), key=lambda article: article.id))
    for number, one in enumerate(ARTICLES):
        path = next(own).path if one.genuine else paper.path(number)
        paper.rules[path] = one.behave
        placed[paper.url(path)] = one
        if one.reason == TIMED_OUT:
            paper.hang(path)
        if not one.genuine:
            paper.listed.append(path)
    for source in SOURCES:
        paper.rules[source.path] = source.behave
        if source.trouble == TIMED_OUT:
            paper.hang(source.path)
        (paper.feeds if source.kind == "feed" else paper.sitemaps).append(source.path)
    paper.rules["/hong/muc-luc.htm"] = says(200, "<title>Mục lục</title>")
    return placed


def standing(paper: MisbehavingNewspaper) -> list[DemoArticle]:
    """The articles a reader can find in `paper` now, with words in their body."""
    return [
        article
        for article in paper.articles()
        if article.found_in and article.blocks and article.second_day is None and not article.gone
    ]


def wrong_articles(file: Path, papers: Iterable[MisbehavingNewspaper]) -> list[str]:
    """What is lost, double or not as the newspaper wrote it: one line each, none when all is well."""
    found = []
    for paper in papers:
        name = paper.paper.name
        truth = {article.headline: article for article in paper.articles()}
        stored = query(file, "SELECT headline, article_body FROM articles WHERE outlet = ?", name)
        times = Counter(headline for headline, _ in stored)
        found += [f"{name}: double: {headline}" for headline in times if times[headline] > 1]
        bodies = dict(stored)
        for headline, article in truth.items():
            if not article.found_in:
                continue
            if headline not in bodies:
                found.append(f"{name}: lost: {headline}: {_what_is_known(file, paper.url(article.path))}")
            elif any(block.text not in bodies[headline] for block in article.blocks):
                found.append(f"{name}: words lost: {headline}")
        gone = {article.headline for article in DEMO_ARTICLES[name] if article.gone}
        found += [f"{name}: invented: {headline}" for headline in bodies.keys() - truth.keys() - gone]
    return found


def _what_is_known(file: Path, url: str) -> str:
    """The row of `url`, for a person who looks for what became of it."""
    rows = query(file, "SELECT status, reason, tries, next_try_at FROM urls WHERE url = ?", url)
    return "status {}, reason {}, {} tries, next {}".format(*rows[0]) if rows else "never seen"

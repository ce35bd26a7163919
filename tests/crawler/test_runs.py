"""Crawls that are left alone: what a second one asks, who may run, when one ends early, what a newspaper asks for."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.server import DemoServer, SiteServer
from crawler.demo.site import Request, Response
from crawler.manners import IN_A_ROW
from db.store import Store

Query = Callable[[str], list[tuple[Any, ...]]]
UNDER_WAY = 3
"""Requests that may have been sent when an answer is read; these crawls have no delay between two of them."""
LONG_AGO = ("--since", "2000-01-01")


class Altered:
    """Người Lao Động of the demo, but for what `answers` gives for a path; "*" stands for any article."""

    hosts = PAPERS["nld"].hosts

    def __init__(self, **answers: Response) -> None:
        self.site = OutletSite(PAPERS["nld"])
        self.answers = answers
        self.articles = {article.path for article in DEMO_ARTICLES["nld"]}

    def answer(self, request: Request) -> Response:
        path = "*" if request.path in self.articles and "*" in self.answers else request.path
        return self.answers.get(path) or self.site.answer(request)


def asked(server: SiteServer) -> list[tuple[str, int]]:
    return [(request.path, request.status) for request in server.requests]


def articles_asked(server: SiteServer) -> list[int]:
    paths = {article.path for article in DEMO_ARTICLES["nld"]}
    return [status for path, status in asked(server) if path in paths]


def test_feeds_and_sitemaps_that_did_not_change_are_not_sent_again(server: DemoServer, crawl: Any) -> None:
    crawl("nld", server.origin("nld"), "--source", "rss,sitemap")
    server.clear()
    again = crawl("nld", server.origin("nld"), "--source", "rss,sitemap")
    feeds = [status for path, status in asked(server) if path.endswith(".rss")]
    assert feeds
    assert set(feeds) == {304}
    assert again.exit_code == 0, again.err
    assert again.rows["nld"]["unmodified"] >= len(feeds)
    assert articles_asked(server) == []


def test_a_feed_of_which_only_the_newest_was_taken_is_read_again_for_the_rest(
    server: DemoServer, crawl: Any, query: Query
) -> None:
    crawl("nld", server.origin("nld"), "--source", "rss", "--since", "2026-11-12")
    before = len(query("SELECT url FROM urls"))
    crawl("nld", server.origin("nld"), "--source", "rss")
    assert len(query("SELECT url FROM urls")) > before


def test_what_only_one_source_shows_is_counted_for_it(server: DemoServer, crawl: Any) -> None:
    row = crawl("nld", server.origin("nld"), *LONG_AGO).rows["nld"]
    assert set(row["only"]) <= set(row["by_source"])
    assert 0 < sum(row["only"].values()) < row["found"]


def test_until_leaves_alone_what_is_newer(server: DemoServer, crawl: Any, query: Query) -> None:
    row = crawl("nld", server.origin("nld"), *LONG_AGO, "--until", "2026-11-12").rows["nld"]
    dates = [date for (date,) in query("SELECT date_published FROM articles WHERE date_published IS NOT NULL")]
    assert row["newer"] > 0
    assert dates
    assert max(dates) < "2026-11-12"


def test_no_more_pages_are_asked_for_than_max_pages(server: DemoServer, crawl: Any) -> None:
    done = crawl("nld", server.origin("nld"), *LONG_AGO, "--max-pages", "7")
    assert done.exit_code == 0, done.err
    assert done.rows["nld"]["ended"] == "max_pages"
    assert len([path for path, _ in asked(server) if path != "/robots.txt"]) == 7


def test_a_crawl_ends_after_max_minutes_and_the_next_one_goes_on(tmp_path: Path, crawl: Any, query: Query) -> None:
    with DemoServer(outlets=("nld",), delay=0.1) as server:
        done = crawl("nld", server.origin("nld"), *LONG_AGO, "--max-minutes", "0.01")
        assert done.rows["nld"]["ended"] == "closespider_timeout"
        assert done.exit_code in (0, 3)
        server.delay = 0
        assert crawl("nld", server.origin("nld"), *LONG_AGO).rows["nld"]["new"] > 8
    assert query("SELECT url FROM urls WHERE status = 'discovered'") == []


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--max-minutes", "soon"), "--max-minutes takes a number above 0"),
        (("--max-pages", "0"), "--max-pages takes a number from 1 up"),
        (("--until", "tomorrow"), "--until takes a date"),
        (("--since", "2026-02-01", "--until", "2026-01-01"), "has to lie before --until"),
    ],
)
def test_a_budget_or_period_that_cannot_be_is_wrong_usage(
    options: tuple[str, ...], named: str, usage_error: Any
) -> None:
    exit_code, err = usage_error("crawl", "nld", *options)
    assert exit_code == 2
    assert named in err


def test_a_second_crawl_of_an_outlet_into_the_same_file_ends_with_4_and_says_who_holds_it(
    tmp_path: Path, server: DemoServer, crawl: Any, query: Query
) -> None:
    with Store.open(tmp_path / "t.db") as store:
        store.begin_run(["nld"], settings={}, versions={})
        done = crawl("nld", server.origin("nld"))
    assert done.exit_code == 4
    assert done.err.startswith(f"tinsach: nld is held by run 1 (process {os.getpid()} on ")
    assert len(done.err.splitlines()) == 1
    assert server.requests == []


def test_a_crawl_that_was_killed_holds_nothing_and_its_lists_are_read_to_their_end(
    tmp_path: Path, crawl: Any, query: Query, crawl_command: Any
) -> None:
    with DemoServer(outlets=("nld",), delay=0.02) as server:
        command, variables = crawl_command("nld", server.origin("nld"), "--source", "section")
        process = subprocess.Popen(
            command, cwd=tmp_path, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        give_up = time.monotonic() + 30
        while not articles_asked(server) and time.monotonic() < give_up:
            time.sleep(0.01)
        process.kill()
        process.wait()
        server.delay = 0
        lists = {path for path, _ in asked(server) if path.startswith("/timelinelist/")}
        server.clear()
        done = crawl("nld", server.origin("nld"), "--source", "section")
        assert done.exit_code == 0, done.err
        assert {path for path, _ in asked(server) if path.startswith("/timelinelist/")} - lists
    assert query("SELECT exit_code, reason FROM runs") == [(1, "died; run 2 goes on"), (0, None)]


def test_sigterm_finishes_what_is_under_way_and_writes_it_down(
    tmp_path: Path, query: Query, crawl_command: Any
) -> None:
    with DemoServer(outlets=("nld",), delay=0.05) as server:
        command, variables = crawl_command("nld", server.origin("nld"), "--source", "rss")
        process = subprocess.Popen(
            command, cwd=tmp_path, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        give_up = time.monotonic() + 30
        while len(articles_asked(server)) < 2 and time.monotonic() < give_up:
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        answered = len(articles_asked(server))
    assert process.returncode == 0, err
    assert json.loads(out)["ended"] == "shutdown"
    assert query("SELECT count(*) FROM urls WHERE status = 'stored'") == [(answered,)]


def crawl_of(crawl: Any, site: Altered, *options: str) -> tuple[Any, list[tuple[str, int]]]:
    with SiteServer({"nld": site}) as server:
        done = crawl("nld", server.origin("nld"), *options, TINSACH_RETRIES="0", TINSACH_MAX_DELAY="0.01")
        return done, asked(server)


def test_a_newspaper_without_a_readable_robots_txt_is_left_alone_and_the_next_run_tries_again(
    crawl: Any, query: Query
) -> None:
    site = Altered(**{"/robots.txt": Response(503)})
    done, paths = crawl_of(crawl, site)
    assert {path for path, _ in paths} == {"/robots.txt"}
    assert done.exit_code == 3
    assert "nld was left alone: robots.txt answers with http 503" in done.err.splitlines()[-1]
    assert query("SELECT url FROM urls WHERE status = 'disallowed'") == []
    site.answers.clear()
    assert crawl_of(crawl, site)[0].rows["nld"]["new"] > 8


@pytest.mark.parametrize("status", [403, 429])
def test_a_newspaper_that_refuses_us_is_left_alone_and_its_articles_wait(crawl: Any, query: Query, status: int) -> None:
    done, paths = crawl_of(crawl, Altered(**{"*": Response(status)}), "--source", "rss")
    assert done.exit_code == 3
    assert done.err.splitlines()[-1] == f"tinsach: nld was left alone: it refuses us (http {status})"
    assert len([found for _, found in paths if found == status]) <= IN_A_ROW + UNDER_WAY
    statuses = dict(query("SELECT status, count(*) FROM urls GROUP BY status"))
    assert set(statuses) == {"blocked", "discovered"}
    assert query("SELECT count(*) FROM urls WHERE status = 'blocked' AND next_try_at IS NULL") == [(0,)]


def test_challenge_pages_that_say_200_count_as_refusals(crawl: Any, query: Query) -> None:
    wall = Response(200, {"Content-Type": "text/html"}, b'<script src="/cdn-cgi/challenge-platform/x"></script>')
    done, _ = crawl_of(crawl, Altered(**{"*": wall}), "--source", "rss")
    assert "it refuses us (cloudflare)" in done.err.splitlines()[-1]
    assert query("SELECT count(*) FROM articles") == [(0,)]


def test_a_long_retry_after_is_kept_by_later_runs_too(crawl: Any, query: Query) -> None:
    site = Altered(**{"*": Response(429, {"Retry-After": "3600"})})
    done, paths = crawl_of(crawl, site, "--source", "rss")
    assert 1 <= [found for _, found in paths].count(429) <= UNDER_WAY
    assert "nld.com.vn asks for it, until " in done.err
    later, paths = crawl_of(crawl, site)
    assert later.exit_code == 3
    assert paths == []
    assert len(query("SELECT DISTINCT json_extract(counts, '$.nld.until') FROM runs")) == 1


def test_a_large_sitemap_is_taken_in_while_the_crawl_goes_on(tmp_path: Path, crawl: Any, query: Query) -> None:
    urls = "".join(
        f"<url><loc>https://nld.com.vn/tin-so-{n}-1962601{n % 28 + 1:02}{n:09}.htm</loc></url>" for n in range(20_000)
    )
    sitemap = Response(200, {"Content-Type": "text/xml"}, f"<urlset>{urls}</urlset>".encode())
    robots = Response(200, {}, b"User-agent: *\nSitemap: https://nld.com.vn/large.xml\n")
    site = Altered(**{"/robots.txt": robots, "/large.xml": sitemap})
    done, _ = crawl_of(crawl, site, "--source", "sitemap", "--max-pages", "5")
    assert done.rows["nld"]["found"] >= 20_000
    with closing(sqlite3.connect(tmp_path / "t.db")) as file:
        assert file.execute("SELECT count(*) FROM urls").fetchone()[0] >= 20_000


def test_scrapy_crawl_of_a_held_outlet_ends_with_4_in_one_line(tmp_path: Path, scrapy_environment: Any) -> None:
    variables = scrapy_environment(TINSACH_DB=str(tmp_path / "t.db"), TINSACH_NLD_VIA="http://127.0.0.1:9")
    with Store.open(tmp_path / "t.db") as store:
        store.begin_run(["nld"], settings={}, versions={})
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "nld"],
            cwd=Path(__file__).resolve().parents[2],
            env=variables,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].startswith("tinsach: nld is held by run 1 ")
    assert "Traceback" not in done.stderr

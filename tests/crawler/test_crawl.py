"""Whole crawls of a demo newspaper: what the server was asked, what is in the file afterwards."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.server import DemoServer, SiteServer
from crawler.demo.site import Request, Response

Query = Callable[[str], list[tuple[Any, ...]]]
PROJECT = Path(__file__).resolve().parents[2]
LONG_AGO = ("--since", "2000-01-01")


def stored(query: Query) -> set[str]:
    return {url for (url,) in query("SELECT url FROM urls WHERE status IN ('stored', 'unchanged')")}


def committed(file: Path) -> bool:
    """Whether a crawl that goes on has written an article."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT 1 FROM articles").fetchone())
    except sqlite3.OperationalError:  # no file, no tables yet
        return False


def asked_articles(server: SiteServer) -> list[tuple[str, int]]:
    paths = {article.path for article in DEMO_ARTICLES["nld"]}
    return [(request.path, request.status) for request in server.requests if request.path in paths]


def test_a_second_crawl_fetches_only_what_is_new_or_changed(server: DemoServer, crawl: Any, query: Query) -> None:
    first = crawl("nld", server.origin("nld"), *LONG_AGO)
    assert first.exit_code == 0, first.err
    assert first.rows["nld"]["new"] == len(stored(query)) > 8
    server.clear()

    again = crawl("nld", server.origin("nld"), *LONG_AGO)
    assert (again.rows["nld"]["new"], again.rows["nld"]["changed"]) == (0, 0)
    assert asked_articles(server) == []
    server.clear()

    server.advance()
    next_day = crawl("nld", server.origin("nld"), *LONG_AGO)
    row = next_day.rows["nld"]
    assert (row["new"], row["changed"], row["gone"]) == (1, 1, 1)
    assert sorted(status for _, status in asked_articles(server)) == [200, 200, 410]
    (versions,) = query("SELECT count(*) FROM pages GROUP BY url HAVING count(*) > 1")
    assert versions == (2,)
    server.clear()

    revisited = crawl("nld", server.origin("nld"), "--revisit", "--source", "rss")
    statuses = [status for _, status in asked_articles(server)]
    assert statuses.count(200) == 0
    assert statuses.count(304) == revisited.rows["nld"]["unchanged"] > 8


class Forgetful:
    """Người Lao Động of the demo without ETag and Last-Modified; each answer names another server, as the real one."""

    hosts = PAPERS["nld"].hosts

    def __init__(self) -> None:
        self.site = OutletSite(PAPERS["nld"])

    def answer(self, request: Request) -> Response:
        answer = self.site.answer(request)
        kept = {name: value for name, value in answer.headers.items() if name not in ("ETag", "Last-Modified")}
        return replace(answer, headers=kept)


def test_a_page_that_differs_only_in_what_the_cleaner_does_not_read_is_unchanged(crawl: Any, query: Query) -> None:
    pages = "SELECT url, sha256 FROM pages ORDER BY id"
    with SiteServer({"nld": Forgetful()}) as server:
        crawl("nld", server.origin("nld"), "--source", "rss")
        before = query(pages)
        server.clear()
        again = crawl("nld", server.origin("nld"), "--source", "rss", "--revisit").rows["nld"]
        assert {status for _, status in asked_articles(server)} == {200}
        assert len(asked_articles(server)) == again["unchanged"] == again["fetched"] > 8
    assert query(pages) == before


def test_articles_of_every_source_are_found(server: DemoServer, crawl: Any, query: Query) -> None:
    crawl("nld", server.origin("nld"), *LONG_AGO)
    sources = {source for (listed,) in query("SELECT sources FROM urls") for source in json.loads(listed)}
    assert sources == {"rss", "sitemap", "section"}
    seen = {url for (url,) in query("SELECT url FROM urls")}
    first_day = {article for article in DEMO_ARTICLES["nld"] if article.found_in}
    missing = {f"https://nld.com.vn{article.path}" for article in first_day} - seen
    assert len(missing) <= 1  # the one that appears on the second day


def test_what_is_stored_carries_the_newspapers_own_addresses(server: DemoServer, crawl: Any, query: Query) -> None:
    crawl("nld", server.origin("nld"), "--limit", "2", "--source", "rss")
    pages = query("SELECT url, requested_url FROM pages")
    assert len(pages) == 2
    assert all(address.startswith("https://nld.com.vn/") for page in pages for address in page)
    assert {request.host for request in server.requests} == {"nld.com.vn"}


def test_robots_txt_is_asked_first_and_once(server: DemoServer, crawl: Any) -> None:
    crawl("nld", server.origin("nld"), "--limit", "1", "--source", "rss")
    paths = [request.path for request in server.requests]
    assert paths[0] == "/robots.txt"
    assert paths.count("/robots.txt") == 1


def test_every_outcome_of_a_run_is_counted_in_its_row(server: DemoServer, crawl: Any, query: Query) -> None:
    result = crawl("nld", server.origin("nld"), *LONG_AGO).rows["nld"]
    ((counts, exit_code),) = query("SELECT counts, exit_code FROM runs")
    written = json.loads(counts)["nld"]
    assert exit_code == 0
    assert written == {name: result[name] for name in written}
    assert result["fetched"] == sum(result["statuses"].values())
    assert result["words"] > 0
    assert sum(result["dropped"].values()) > 0


def test_without_a_contact_no_newspaper_is_asked(tinsach: Any) -> None:
    done = tinsach("crawl", "nld")
    assert done.exit_code == 2
    assert len(done.err.splitlines()) == 1
    assert "TINSACH_CONTACT" in done.err


def test_a_newspaper_that_does_not_answer_is_one_clear_line_and_exit_1(crawl: Any, query: Query) -> None:
    done = crawl("nld", "http://127.0.0.1:9", "--source", "rss", "-s", "RETRY_ENABLED=False")
    assert done.exit_code == 1
    assert done.err.splitlines()[-1] == "tinsach: no answer from nld: /robots.txt: connection"
    assert "Traceback" not in done.err
    assert query("SELECT exit_code FROM runs") == [(1,)]


def test_nothing_found_needs_a_person(crawl: Any, server: DemoServer) -> None:
    done = crawl("nld", server.origin("nld"), "--since", "2099-01-01", "--source", "rss")
    assert done.exit_code == 3
    assert "no article found at nld" in done.err


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("nope",), "unknown outlet 'nope'"),
        (("nld", "-s", "DOWNLOAD_DELAY"), "-s takes NAME=VALUE"),
        (("nld", "-s", "DOWNLOAD_DELAY=soon"), "DOWNLOAD_DELAY takes a number"),
        (("nld", "--via", "nld"), "--via takes OUTLET=URL"),
        (("nld", "--via", "nld=ftp://127.0.0.1"), "--via needs an origin"),
        (("nld", "--since", "yesterday"), "--since takes a date"),
        (("nld", "--source", "radio"), "--source takes some of"),
        (("nld", "--limit", "0"), "--limit takes a number"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(options: tuple[str, ...], named: str, usage_error: Any) -> None:
    exit_code, err = usage_error("crawl", *options)
    assert exit_code == 2
    assert named in err
    assert len(err.splitlines()) == 1


def test_a_killed_crawl_loses_nothing_committed_and_the_next_one_finishes(
    tmp_path: Path, crawl: Any, query: Query, crawl_command: Any
) -> None:
    with DemoServer(outlets=("nld",), delay=0.02) as server:
        options = ("--source", "rss,sitemap", *LONG_AGO)
        command, variables = crawl_command("nld", server.origin("nld"), *options, TINSACH_BATCH_SIZE="1")
        process = subprocess.Popen(
            command, cwd=tmp_path, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            give_up = time.monotonic() + 30
            while not committed(tmp_path / "t.db") and time.monotonic() < give_up:
                time.sleep(0.01)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert query("PRAGMA integrity_check") == [("ok",)]
        kept = stored(query)
        assert kept
        assert query("SELECT count(*) FROM articles WHERE page_id IS NULL") == [(0,)]
        server.clear()
        finished = crawl("nld", server.origin("nld"), *options)
        assert finished.exit_code == 0
        assert kept < stored(query)
        asked = {f"https://nld.com.vn{path}" for path, _ in asked_articles(server)}
        assert not asked & kept


def test_a_file_that_cannot_grow_ends_the_run_in_one_clear_line(
    tmp_path: Path, server: DemoServer, query: Query, crawl_command: Any
) -> None:
    command, variables = crawl_command("nld", server.origin("nld"), "--source", "rss", TINSACH_BATCH_SIZE="1")
    limited = ["bash", "-c", 'ulimit -f 300; exec "$@"', "-", *command]
    done = subprocess.run(limited, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("tinsach: t.db ")
    assert "Traceback" not in done.stderr
    assert query("PRAGMA integrity_check") == [("ok",)]


def test_an_interrupted_crawl_writes_down_what_it_has(tmp_path: Path, query: Query, crawl_command: Any) -> None:
    with DemoServer(outlets=("nld",), delay=0.05) as server:
        command, variables = crawl_command("nld", server.origin("nld"), "--source", "rss")
        process = subprocess.Popen(
            command, cwd=tmp_path, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        give_up = time.monotonic() + 30
        while len(asked_articles(server)) < 2 and time.monotonic() < give_up:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "stopped by a signal" in err
    ((counts,),) = query("SELECT counts FROM runs WHERE exit_code = 0")
    assert json.loads(counts)["nld"]["fetched"] == len(query("SELECT url FROM urls WHERE status <> 'discovered'")) > 0
    assert json.loads(out)["outlet"] == "nld"


def test_scrapy_crawl_exports_articles_beside_the_store(tmp_path: Path, query: Query, scrapy_environment: Any) -> None:
    with DemoServer(outlets=("nld",)) as server:
        variables = scrapy_environment(
            TINSACH_DB=str(tmp_path / "t.db"), TINSACH_NLD_VIA=server.origin("nld"), TINSACH_DELAY="0"
        )
        command = [sys.executable, "-m", "scrapy", "crawl", "nld", "-a", "limit=2", "-a", "source=rss"]
        command += [
            "-s",
            "AUTOTHROTTLE_ENABLED=False",
            "-s",
            "CRAWL_DELAY_OBEY=False",
            "-o",
            str(tmp_path / "out.jsonl"),
        ]
        done = subprocess.run(
            command, cwd=PROJECT, env=variables, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {item["url"] for item in items} == stored(query)
    assert list(items[0])[:3] == ["url", "outlet", "layout"]
    assert list(items[0])[-2:] == ["cleaner", "warnings"]
    assert not {"page", "body", "outcome"} & items[0].keys()
    assert "\\u" not in (tmp_path / "out.jsonl").read_text(encoding="utf-8")

"""What a person sees of a crawl: on a terminal, in a log, and afterwards."""

from __future__ import annotations

import json
import logging
import os
import pty
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from crawler import progress
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.server import DemoServer, SiteServer
from crawler.demo.site import Request, Response
from crawler.ledger import Ledger
from db.store import Store


def seen_on_a_terminal(command: list[str], folder: Path, variables: dict[str, str]) -> str:
    """What `command` writes to a terminal of 120 columns, its JSON lines left out."""
    terminal, other_end = pty.openpty()
    process = subprocess.Popen(
        command, cwd=folder, env=variables, stdin=other_end, stdout=subprocess.DEVNULL, stderr=other_end
    )
    os.close(other_end)
    written = b""
    with suppress(OSError):  # Linux says so when the last writer is gone
        while chunk := os.read(terminal, 4096):
            written += chunk
    os.close(terminal)
    assert process.wait(timeout=60) == 0
    return written.decode("utf-8")


def test_a_terminal_shows_live_how_far_each_newspaper_is(tmp_path: Path, crawl_command: Any) -> None:
    with DemoServer(outlets=("nld",), delay=0.02) as server:
        command, variables = crawl_command("nld", server.origin("nld"), TERM="xterm", COLUMNS="120")
        seen = seen_on_a_terminal(command, tmp_path, variables)
    table = [line for line in seen.splitlines() if "outlet" in line]
    assert len(table) > 1
    names = ("found", "fetched", "new", "changed", "failed", "MB", "a minute", "left")
    assert all(name in table[0] for name in names)
    assert "summary" not in seen


def test_a_log_has_one_line_a_minute(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "MINUTE", 0.01)
    caplog.set_level(logging.INFO)
    with Store.open(tmp_path / "t.db") as store:
        ledger = Ledger(store, ("nld",), settings={})
        ledger.tallies["nld"].found = 7
        with progress.minute_lines(ledger):
            give_up = time.monotonic() + 30
            while len(caplog.messages) < 2 and time.monotonic() < give_up:
                time.sleep(0.01)
    assert caplog.messages[1].startswith("nld: found 7, fetched 0, ")


def test_a_log_ends_with_one_json_summary(server: DemoServer, crawl: Any) -> None:
    done = crawl("nld", server.origin("nld"), "--source", "rss")
    summaries = [line for line in done.err.splitlines() if line.startswith('{"summary"')]
    assert done.err.splitlines()[-1:] == summaries
    (row,) = json.loads(summaries[0])["summary"]
    assert (row["outlet"], row["ended"], row["new"]) == ("nld", "finished", row["fetched"])


class Without:
    """Người Lao Động of the demo without some of its pages."""

    hosts = PAPERS["nld"].hosts

    def __init__(self, **answers: Response) -> None:
        self.site = OutletSite(PAPERS["nld"])
        self.answers = answers

    def answer(self, request: Request) -> Response:
        return self.answers.get(request.path) or self.site.answer(request)


def crawl_without(crawl: Any, answers: dict[str, Response], *options: str) -> Any:
    with SiteServer({"nld": Without(**answers)}) as server:
        done = crawl("nld", server.origin("nld"), *options, TINSACH_RETRIES="0")
    assert done.exit_code == 0, done.err
    return done


def test_status_says_what_each_source_is_good_for(crawl: Any, tinsach: Any, server: DemoServer) -> None:
    row = crawl("nld", server.origin("nld"), "--since", "2000-01-01").rows["nld"]
    told = [json.loads(line) for line in tinsach("status", "--db", "t.db", "--json").out.splitlines()]
    sources = {line["source"]: line for line in told if line["section"] == "sources"}
    assert {source: line["articles"] for source, line in sources.items()} == row["by_source"]
    assert {source: line["shown by no other"] for source, line in sources.items()} == {
        source: row["only"].get(source, 0) for source in row["by_source"]
    }


def test_status_counts_what_the_last_run_did(crawl: Any, tinsach: Any, server: DemoServer) -> None:
    row = crawl("nld", server.origin("nld")).rows["nld"]
    told = [json.loads(line) for line in tinsach("status", "--db", "t.db", "--json").out.splitlines()]
    (counts,) = [line for line in told if line["section"] == "counts"]
    assert counts["new"] == row["new"] > 0
    assert (counts["found"], counts["failed"], counts["requests"]) == (row["found"], 0, row["requests"])


def test_a_source_that_fails_is_named_by_the_log_and_by_status(crawl: Any, tinsach: Any) -> None:
    done = crawl_without(crawl, {"/rss/home.rss": Response(500)}, "--source", "rss,section")
    assert "https://nld.com.vn/rss/home.rss: http 500, goes on without it" in done.err
    told = [json.loads(line) for line in tinsach("status", "--db", "t.db", "--json").out.splitlines()]
    troubles = [line for line in told if line["section"] == "troubles"]
    assert troubles == [{"section": "troubles", "outlet": "nld", "source": "/rss/home.rss", "why": "http 500"}]


def test_without_a_home_page_the_sections_of_the_outlets_file_are_read(crawl: Any) -> None:
    done = crawl_without(crawl, {"/": Response(500)}, "--source", "section")
    assert done.rows["nld"]["by_source"]["section"] > 0


def test_where_robots_txt_names_no_sitemap_those_of_the_outlets_file_are_read(crawl: Any) -> None:
    silent = Response(200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow:\n")
    done = crawl_without(crawl, {"/robots.txt": silent}, "--source", "sitemap", "--since", "2000-01-01")
    assert done.rows["nld"]["by_source"]["sitemap"] > 3

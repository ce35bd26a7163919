"""`tinsach probe`, as a user calls it: against demo newspapers as they are, and against such as have changed."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.papers import PAPERS
from crawler.demo.server import SiteServer
from crawler.demo.site import Response
from crawler.probe.visit import REQUESTS
from tests.crawler.changed_site import GONE, ChangedSite, text

Probe = Callable[..., Any]


@pytest.fixture
def probe(tinsach: Any) -> Probe:
    """Probes `name` from an origin, without delays."""

    def run(name: str, origin: str, *options: str) -> Any:
        return tinsach("probe", name, "--via", f"{name}={origin}", *options, TINSACH_DELAY="0", COLUMNS="300")

    return run


def served(
    name: str, renamed: Mapping[str, str] | None = None, answers: Mapping[str, Response] | None = None
) -> SiteServer:
    return SiteServer({name: ChangedSite(name, renamed or {}, answers or {})})


@pytest.mark.parametrize("name", list(PAPERS))
def test_a_demo_newspaper_is_confirmed_in_a_few_requests(name: str, probe: Probe, tmp_path: Path) -> None:
    with served(name) as server:
        done = probe(name, server.origin(name))
        requests = server.requests
    assert done.exit_code == 0, done.out + done.err
    assert "All that was asked for is as our files say." in done.out
    assert len(requests) <= REQUESTS
    assert len({(request.host, request.path) for request in requests}) == len(requests)
    assert {request.method for request in requests} == {"GET"}
    assert list(tmp_path.iterdir()) == []


def test_a_renamed_selector_a_missing_feed_and_a_moved_api_host_are_named(probe: Probe) -> None:
    renamed = {"cms-title": "story-heading", "article__title": "x", "article-title": "x"}
    renamed["domainApi: 'https://api."] = "domainApi: 'https://list."
    with served("nhandan", renamed, {"/rss/home.rss": GONE}) as server:
        done = probe("nhandan", server.origin("nhandan"))
    assert done.exit_code == 3
    _, _, changes = done.out.partition("What a person should look at:\n")
    lines = changes.splitlines()
    assert [line for line in lines if 'fields, headline: text("h1.x.story-heading")' in line]
    assert [line for line in lines if 'take "/rss/home.rss" out of feeds' in line]
    assert [line for line in lines if 'own_hosts must hold "list.nhandan.vn"' in line]
    assert len(lines) == 4  # and how to find what a section loads when scrolled


def test_every_line_of_json_says_what_it_is(probe: Probe) -> None:
    with served("nld") as server:
        done = probe("nld", server.origin("nld"), "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert {row["line"] for row in rows} == {"request", "fact", "article"}
    assert {row["outlet"] for row in rows} == {"nld"}
    articles = [row for row in rows if row["line"] == "article"]
    assert {row["sources"]["headline"] for row in articles} == {"h1[data-role=title]"}
    assert all(row["article"]["headline"] for row in articles)


def test_a_newspaper_that_cannot_be_reached_is_one_line_and_exit_code_1(probe: Probe) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        done = probe("nld", f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert done.exit_code == 1
    assert "https://nld.com.vn/ cannot be reached: connection" in done.err.splitlines()[-1]
    assert "Traceback" not in done.err


def test_a_real_newspaper_is_not_asked_by_nobody(tinsach: Any) -> None:
    done = tinsach("probe", "nld")
    assert done.exit_code == 2
    assert "contact" in done.err


def test_robots_txt_that_closes_everything_is_kept(probe: Probe) -> None:
    with served("nld", answers={"/robots.txt": text("User-agent: *\nDisallow: /\n")}) as server:
        done = probe("nld", server.origin("nld"))
        asked = {request.path for request in server.requests}
    assert done.exit_code == 3
    assert asked == {"/robots.txt"}
    assert "robots.txt closes it" in done.out


def test_a_newspaper_out_of_order_is_not_asked_more_often(probe: Probe) -> None:
    class OutOfOrder(ChangedSite):
        def answer(self, request: Any) -> Response:
            return super().answer(request) if request.path == "/robots.txt" else Response(500, {}, b"oh")

    with SiteServer({"nld": OutOfOrder("nld")}) as server:
        done = probe("nld", server.origin("nld"))
        requests = len(server.requests)
    assert done.exit_code == 3
    assert requests <= REQUESTS


def test_the_pages_are_kept_and_read_again_without_a_request(probe: Probe, tinsach: Any, tmp_path: Path) -> None:
    with served("nld") as server:
        done = probe("nld", server.origin("nld"), "--save", "pages")
        requests = len(server.requests)
    assert done.exit_code == 0
    assert len(list((tmp_path / "pages").glob("*.headers.json"))) == requests
    assert f"{requests} answers kept in pages" in done.err
    again = tinsach("probe", "nld", "--saved", "pages", COLUMNS="300")
    assert again.exit_code == 0, again.err
    assert again.out.splitlines()[1:] == done.out.splitlines()[1:]


def test_a_repository_is_refused_before_anything_is_asked(tinsach: Any, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with served("nld") as server:
        done = tinsach("probe", "nld", "--via", f"nld={server.origin('nld')}", "--save", "pages")
        assert server.requests == []
    assert done.exit_code == 2
    assert "keep newspapers' pages outside" in done.err


def test_what_a_page_says_does_not_reach_the_terminal_as_it_is(probe: Probe) -> None:
    with served("nld", {"<h1 ": "<h1 title='\x1b[2J' ", "TTXVN": "\x1b[31mTTXVN"}) as server:
        done = probe("nld", server.origin("nld"))
    assert "\x1b" not in done.out

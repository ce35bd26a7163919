"""Real pages, served again on this machine: third-party data that stands beside the checkout, if at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.replay import ReplaySite
from crawler.demo.server import SiteServer

SHARED = Path(os.environ.get("TINSACH_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
PAGES = SHARED / "pages" / "nld.com.vn"
NUMBER = "196260307071308923"


def test_a_real_section_and_article_are_stored_and_not_fetched_again(
    crawl: Any, query: Callable[[str], list[tuple[Any, ...]]]
) -> None:
    if not PAGES.is_dir():
        pytest.skip("the saved pages of real newspapers are not here; name their folder with $TINSACH_SHARED")
    gold = json.loads((PAGES / "list-kinh-te-2026-03.links.gold.json").read_text(encoding="utf-8"))
    url = next(url for url in gold["article_urls"] if NUMBER in url)
    path = url.removeprefix("https://nld.com.vn")
    site = ReplaySite(
        ("nld.com.vn",),
        {"/kinh-te.htm": PAGES / "list-kinh-te-2026-03.html", path: PAGES / f"article-{NUMBER}.html"},
    )
    with SiteServer({"nld": site}) as server:
        first = crawl("nld", server.origin("nld"), "--source", "section")
        assert first.exit_code == 0, first.err
        assert {found for (found,) in query("SELECT url FROM urls")} == set(gold["article_urls"])
        assert query("SELECT url, status FROM urls WHERE status <> 'gone'") == [(url, "stored")]
        assert query("SELECT url, requested_url FROM pages") == [(url, url)]
        server.clear()
        crawl("nld", server.origin("nld"), "--source", "section")
        assert path not in {request.path for request in server.requests}
        crawl("nld", server.origin("nld"), "--source", "section", "--revisit")
        assert [request.status for request in server.requests if request.path == path] == [304]

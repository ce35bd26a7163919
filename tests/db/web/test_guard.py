"""What every answer says about itself, and who gets none."""

from __future__ import annotations

import csv
import io
import sqlite3
from urllib.parse import quote

import pytest

from db.records import FetchedPage
from db.web.served_page import harmless
from db.web.site import outside

from .conftest import HOSTILE_PAGE, HOSTILE_URL


@pytest.mark.parametrize("path", ["/", "/search?q=a", "/article/1", "/article/3/explain", "/tinsach", "/nothing"])
def test_every_answer_has_a_policy_without_foreign_or_inline_scripts(ask, path):
    policy = ask(path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "base-uri 'none'" in policy


def test_our_pages_have_no_inline_style_either(ask):
    assert "unsafe-inline" not in ask("/article/1").headers["content-security-policy"]


def test_the_framed_page_may_do_nothing(ask):
    found = ask("/article/3/page")
    assert found.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert found.headers["x-content-type-options"] == "nosniff"


def test_another_host_name_gets_no_answer(ask):
    for host in ("evil.example", "evil.example:8001", "127.0.0.1.evil.example", ""):
        assert ask("/", host=host).status == 421
    for host in ("localhost:8001", "127.0.0.1", "[::1]:8001", "LOCALHOST"):
        assert ask("/", host=host).status == 200


def test_a_served_page_loses_what_runs_loads_or_leads_away():
    page = FetchedPage("u", "u", "nld", "2026-11-23T10:00:00Z", 200, (), HOSTILE_PAGE.encode())
    html = harmless(page)
    assert "Chữ của trang" in html
    for sign in ("<script", "<iframe", "<object", "<base", "<link", "http-equiv", "onload", "onerror=\"", "srcset",
                 'href="http', 'src="http', "ping", "formaction"):  # fmt: skip
        assert sign not in html


def test_a_served_page_of_bytes_that_are_no_page_is_told():
    page = FetchedPage("u", "u", "nld", "2026-11-23T10:00:00Z", 200, (), b"%PDF-1.7 <script>")
    assert "PDF" in harmless(page)


def test_a_cell_of_datasettes_csv_that_begins_like_a_formula_is_text(ask, shown):
    with sqlite3.connect(shown) as conn:
        conn.execute("UPDATE articles SET source = '=HYPERLINK(\"http://leak.example\")' WHERE id = 3")
    query = "select source, -5 as minus, '@x' as name, 'a' || char(10) || '=b' as lines from articles where id = 3"
    found = ask(f"/tinsach.csv?sql={quote(query)}")
    assert list(csv.reader(io.StringIO(found.text, newline="")))[1] == [
        "'=HYPERLINK(\"http://leak.example\")", "-5", "'@x", "a\n=b",
    ]  # fmt: skip
    assert "'=HYPERLINK" in ask("/tinsach/articles.csv?_size=max").text


@pytest.mark.parametrize(
    "url",
    [
        HOSTILE_URL,
        "JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "https:",
        "http://[x",
        "",
        None,
    ],
)
def test_only_addresses_of_the_web_become_links(url):
    assert outside(url) is None


def test_an_address_of_the_web_stays_as_it_is():
    assert outside("https://nld.com.vn/a?b=1") == "https://nld.com.vn/a?b=1"

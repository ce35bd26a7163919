"""The newspaper that crawls are measured on, and what a killed crawl is held against."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bench import kill
from bench.newspaper import IN_A_SITEMAP, INDEX, LargeNewspaper
from cleaners import clean
from crawler.demo.site import Request
from crawler.discovery.sitemap import sitemap_entries
from db.store import Store


def get(newspaper: LargeNewspaper, path: str) -> bytes:
    answer = newspaper.answer(Request("GET", "nld.com.vn", path))
    assert answer.status == 200
    return answer.body


def test_its_sitemaps_name_as_many_articles_as_were_asked_for() -> None:
    newspaper = LargeNewspaper(IN_A_SITEMAP + 5)
    parts = [part.url for part in sitemap_entries(get(newspaper, INDEX), url="https://nld.com.vn/")]
    links = {
        link.url
        for part in parts
        for link in sitemap_entries(get(newspaper, part[len("https://nld.com.vn") :]), url=part)
    }
    assert len(links) == newspaper.number


def test_each_of_its_pages_is_an_article_of_its_own() -> None:
    newspaper = LargeNewspaper(30)
    paths = [newspaper.path(place) for place in range(30)]
    urls = {clean(get(newspaper, path), url=f"https://nld.com.vn{path}").url for path in paths}
    assert urls == {f"https://nld.com.vn{path}" for path in paths}


def test_what_it_does_not_have_is_404() -> None:
    newspaper = LargeNewspaper(30)
    missing = LargeNewspaper(31).path(30)
    assert newspaper.answer(Request("GET", "nld.com.vn", missing)).status == 404


def test_a_page_that_stands_in_a_file_twice_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    Store.open(file).close()
    columns = (
        "url, requested_url, outlet, fetched_at, http_status, headers, codec, raw_bytes, stored_bytes, sha256, body"
    )
    with closing(sqlite3.connect(file)) as conn, conn:
        for _ in range(2):
            conn.execute(
                f"INSERT INTO pages ({columns}) VALUES ('u', 'u', 'nld', 't', 200, '[]', 'zstd', 1, 1, 'a', x'00')"
            )
    assert kill._doubled(file) == 1
    assert len(kill._broken(file)) == 2


def test_a_sound_file_has_nothing_to_tell(tmp_path: Path) -> None:
    Store.open(tmp_path / "t.db").close()
    assert kill._broken(tmp_path / "t.db") == []
    assert kill._pages(tmp_path / "none.db") == frozenset()

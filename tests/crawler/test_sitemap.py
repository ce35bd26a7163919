import gzip
from datetime import date

import pytest

from crawler.discovery.link import BrokenSource, Link
from crawler.discovery.sitemap import Child, last_day, sitemap_entries, worth_reading
from crawler.discovery.xml import unpacked

URL = "https://nhandan.vn/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://nhandan.vn/hoi-cho-post1.html </loc>
<news:news><news:publication><news:name>Báo</news:name><news:language>vi</news:language></news:publication>
<news:publication_date>2026-06-23T12:00:01+07:00</news:publication_date>
<news:title>Hội chợ</news:title></news:news></url>
</urlset>"""
MONTH = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://nhandan.vn/</loc><lastmod>2026-09-05T20:39:34+07:00</lastmod></url>
<url><image:image><image:loc>https://cdn.nhandan.vn/a.jpg</image:loc></image:image>
<loc>https://nhandan.vn/mua-gat-post2.html</loc><lastmod>2026-09-05T08:00:00+07:00</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://nhandan.vn/sitemaps/news-2026-9.xml</loc><lastmod>2026-09-05T20:39:34+07:00</lastmod></sitemap>
</sitemapindex>"""


def entries(body: bytes | str) -> list:
    return list(sitemap_entries(body.encode() if isinstance(body, str) else body, url=URL))


def test_a_news_sitemap_gives_publishing_times_and_headlines() -> None:
    link = Link("https://nhandan.vn/hoi-cho-post1.html", "2026-06-23T12:00:01+07:00", None, "Hội chợ")
    assert entries(NEWS) == [link]


def test_lastmod_is_when_a_page_was_changed_not_published() -> None:
    page = entries(MONTH)[1]
    assert (page.published, page.modified) == (None, "2026-09-05T08:00:00+07:00")


def test_the_address_of_a_picture_is_not_the_pages() -> None:
    assert entries(MONTH)[1].url == "https://nhandan.vn/mua-gat-post2.html"


def test_the_title_of_a_picture_is_no_headline() -> None:
    titled = MONTH.replace("</image:image>", "<image:title>Ảnh ruộng lúa</image:title></image:image>")
    assert entries(titled)[1].headline is None


def test_an_index_names_further_sitemaps() -> None:
    assert entries(INDEX) == [Child("https://nhandan.vn/sitemaps/news-2026-9.xml", "2026-09-05T20:39:34+07:00")]


def test_a_packed_sitemap_is_unpacked() -> None:
    assert entries(gzip.compress(NEWS.encode())) == entries(NEWS)


def test_a_gzip_bomb_is_a_broken_source() -> None:
    with pytest.raises(BrokenSource, match="larger than 1,000 bytes"):
        unpacked(gzip.compress(b"0" * 100_000), limit=1_000)


@pytest.mark.parametrize("body", ["<html></html>", "", b"\x1f\x8bkaputt"])
def test_what_is_no_sitemap_is_a_broken_source(body: bytes | str) -> None:
    with pytest.raises(BrokenSource):
        entries(body)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("news-2025-1.xml", date(2025, 1, 31)),
        ("news-2024-02.xml", date(2024, 2, 29)),
        ("sitemaps-2026-11-11-20.xml", date(2026, 11, 20)),
        ("sitemaps-2026-11-21-31.xml", date(2026, 11, 30)),
        ("categories.xml", None),
        ("google-news.xml", None),
    ],
)
def test_a_sitemaps_name_says_which_days_it_covers(name: str, day: date | None) -> None:
    assert last_day(f"https://nhandan.vn/sitemaps/{name}") == day


def child(name: str, modified: str | None = None) -> Child:
    return Child(f"https://nhandan.vn/sitemaps/{name}", modified)


def test_without_a_date_the_newest_month_and_what_has_no_period_is_read() -> None:
    index = [child("news-2026-11.xml"), child("news-2026-10.xml"), child("news-2026-9.xml"), child("daily-news.xml")]
    names = [kept.url.rpartition("/")[2] for kept in worth_reading(index, since=None)]
    assert names == ["daily-news.xml", "news-2026-11.xml", "news-2026-10.xml"]


def test_with_a_date_all_that_is_not_older_is_read() -> None:
    index = [child("news-2026-11.xml"), child("news-2025-1.xml"), child("a.xml", "2024-12-01T00:00:00+07:00")]
    kept = worth_reading(index, since=date(2025, 1, 15))
    assert [one.url.rpartition("/")[2] for one in kept] == ["news-2026-11.xml", "news-2025-1.xml"]

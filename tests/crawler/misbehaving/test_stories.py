"""Misbehaviour that takes more than one address, or more than one crawl."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.demo.outlet_site import HTML, TEXT
from crawler.demo.site import Response
from tests.crawler.misbehaving.conftest import serving
from tests.crawler.misbehaving.crawling import crawl, query, standing, wrong_articles
from tests.crawler.misbehaving.newspaper import Behaviour, MisbehavingNewspaper, Visit
from tests.crawler.misbehaving.server import MisbehavingServer, Wire, hang
from tests.crawler.misbehaving.table import FUTURE, LIST_PAGE, WALLS, answers, says, to_itself, wire

RSS = ("--source", "rss")
LONG_AGO = ("--since", "2000-01-01")
ERROR = says(500, "lỗi")


def at_first(times: int, bad: Behaviour) -> Behaviour:
    """`bad` for the first `times` requests, then as it should be."""
    return lambda visit: bad(visit) if visit.nth <= times else visit.genuine


def asked(server: MisbehavingServer, path: str) -> int:
    return sum(request.path == path for request in server.requests)


def articles_asked(server: MisbehavingServer) -> list[str]:
    return [request.path for request in server.requests if re.search(r"-\d{17,18}\.htm$|-post\d+\.html$", request.path)]


def test_an_article_that_fails_is_asked_for_later_each_time_and_stored_in_the_end(
    tmp_path: Path, nld: MisbehavingNewspaper
) -> None:
    path = standing(nld)[0].path
    nld.rules[path] = at_first(2, ERROR)
    waits = []
    at = None
    with serving(nld) as server:
        for _ in range(2):
            crawled = crawl(tmp_path, server, *RSS, at=at)
            row = crawled.urls[nld.url(path)]
            assert row["status"] == "failed"
            at = datetime.fromisoformat(row["next_try_at"])
            waits.append(at - datetime.fromisoformat(crawled.run["started_at"]))
        row = crawl(tmp_path, server, *RSS, at=at).urls[nld.url(path)]
    assert (row["status"], row["tries"], row["reason"]) == ("stored", 0, None)
    assert waits[1] > 2 * waits[0]


def test_an_address_that_never_works_is_asked_for_ever_more_rarely_and_given_up_after_half_a_year(
    tmp_path: Path, nld: MisbehavingNewspaper
) -> None:
    path = standing(nld)[0].path
    nld.rules[path] = says(200, LIST_PAGE)
    days = []
    at = begin = datetime(2027, 1, 1, tzinfo=UTC)
    with serving(nld) as server:
        row = crawl(tmp_path, server, *RSS, at=at).urls[nld.url(path)]
        while row["next_try_at"]:
            at = datetime.fromisoformat(row["next_try_at"])
            days.append((at - begin).days)
            row = crawl(tmp_path, server, *RSS, at=at).urls[nld.url(path)]
        assert asked(server, path) == len(days) + 1
        server.clear()
        crawl(tmp_path, server, *RSS, at=at + timedelta(days=300))
        assert asked(server, path) == 0
    assert days == [0, 1, 8, 38, 68, 98, 128, 158, 188]


def test_an_address_that_was_given_up_is_asked_again_when_a_source_says_it_changed(
    tmp_path: Path, nld: MisbehavingNewspaper
) -> None:
    (article,) = (one for one in nld.articles() if one.second_day)
    nld.rules[article.path] = says(200, LIST_PAGE)
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *LONG_AGO)
        query(crawled.file, "UPDATE urls SET tries = 9, next_try_at = NULL WHERE url = ?", nld.url(article.path))
        del nld.rules[article.path]
        later = datetime.fromisoformat(crawled.run["started_at"]) + timedelta(days=2)
        server.clear()
        crawl(tmp_path, server, *LONG_AGO, at=later)
        assert asked(server, article.path) == 0
        nld.site.advance()
        crawled = crawl(tmp_path, server, *LONG_AGO, at=later)
    assert crawled.urls[nld.url(article.path)]["status"] == "stored"
    assert wrong_articles(crawled.file, [nld]) == []


def test_a_request_that_fails_once_is_tried_again_in_the_same_run(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    path = standing(nld)[0].path
    nld.rules[path] = at_first(2, ERROR)
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *RSS, settings={"RETRY_ENABLED": "True", "RETRY_TIMES": "2"})
    assert crawled.urls[nld.url(path)]["status"] == "stored"


def spellings(path: str) -> list[str]:
    """One article's address, written in 20 ways."""
    host = "nld.com.vn"
    return [
        *(f"{scheme}://{name}{host}{path}" for scheme in ("https", "http") for name in ("", "www.", "m.")),
        *(f"https://{host}{path}{query}" for query in ("?utm_source=rss", "?fbclid=a&gclid=b", "?zarsrc=30", "?ref=a")),
        *(f"https://{host}{path}{fragment}" for fragment in ("#binh-luan", "#", "?utm_medium=x#a")),
        *(f"https://{host}/{part}{path}" for part in ("kinh-te", "kinh-te/tieu-dung", "print")),
        f"HTTPS://{host.upper()}{path}",
        f"https://{host}:443{path}",
        f"http://{host}:80{path}?from=zalo",
        path,
    ]


def test_twenty_spellings_of_an_address_are_one_article(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    article = standing(nld)[0]
    nld.listed += spellings(article.path)
    assert len(set(nld.listed)) == 20
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *RSS)
        assert [path for path in articles_asked(server) if article.id in path] == [article.path]
    assert crawled.query("SELECT url FROM urls WHERE url LIKE ?", f"%{article.id}%") == [(nld.url(article.path),)]
    assert crawled.query("SELECT count(*) FROM articles WHERE headline = ?", article.headline) == [(1,)]


def test_what_is_stored_stays_whatever_its_address_answers_later(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    later: dict[str, Behaviour] = {
        "not_article": says(200, LIST_PAGE),
        "gone": says(410),
        "blocked": says(200, WALLS["captcha"]),
        "empty": says(200),
        "failed": ERROR,
    }
    some = dict(zip(later, (article.path for article in standing(nld)), strict=False))
    with serving(nld) as server:
        before = crawl(tmp_path, server, *LONG_AGO).query(
            "SELECT url, article_body, page_id FROM articles ORDER BY url"
        )
        nld.rules |= {path: later[status] for status, path in some.items()}
        crawled = crawl(tmp_path, server, *RSS, "--revisit")
    assert {status: crawled.urls[nld.url(path)]["status"] for status, path in some.items()} == {s: s for s in later}
    assert all(crawled.urls[nld.url(path)]["next_try_at"] for path in some.values())
    assert all(crawled.urls[nld.url(path)]["article_id"] for path in some.values())
    assert crawled.query("SELECT url, article_body, page_id FROM articles ORDER BY url") == before
    assert crawled.query("SELECT count(*) FROM articles WHERE page_id NOT IN (SELECT id FROM pages)") == [(0,)]


def from_2099(visit: Visit) -> Response:
    """A newspaper whose clock is wrong: everything dates from 2099."""
    page = visit.genuine
    headers = {name: value for name, value in page.headers.items() if name != "ETag"}
    body = page.body.replace(b"2026-11-", b"2099-11-").replace(b"Nov 2026", b"Nov 2099")
    return replace(page, headers={**headers, "Date": FUTURE, "Last-Modified": FUTURE}, body=body)


def test_dates_in_the_future_neither_hide_articles_nor_call_them_again_and_again(
    tmp_path: Path, nld: MisbehavingNewspaper
) -> None:
    nld.everywhere = from_2099
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *LONG_AGO)
        assert crawled.exit_code == 0
        assert wrong_articles(crawled.file, [nld]) == []
        server.clear()
        crawl(tmp_path, server, *LONG_AGO)
        assert articles_asked(server) == []
        query(crawled.file, "UPDATE urls SET first_seen_at = '2020-01-01T00:00:00Z'")
        crawled = crawl(tmp_path, server, *LONG_AGO, at=crawled.rested)
    tomorrow = datetime.fromisoformat(crawled.run["started_at"]) + timedelta(days=1)
    again = [row["next_try_at"] for row in crawled.urls.values()]
    assert None in again
    assert all(time is None or datetime.fromisoformat(time) > tomorrow for time in again)


def test_robots_txt_that_forbids_everything_in_mid_crawl_is_kept_from_then_on(
    tmp_path: Path, nld: MisbehavingNewspaper
) -> None:
    forbids = says(200, "User-agent: *\nDisallow: /\n", TEXT)
    nld.rules["/robots.txt"] = lambda visit: visit.genuine if visit.nth <= 3 else forbids(visit)
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *RSS, settings={"ROBOTSTXT_MAX_AGE": "0"})
        fetched = articles_asked(server)
    of_status = {(row["status"], row["reason"]) for row in crawled.urls.values()}
    assert of_status == {("stored", None), ("disallowed", "robots.txt")}
    assert sum(row["status"] == "stored" for row in crawled.urls.values()) == len(fetched)
    assert all(row["next_try_at"] for row in crawled.urls.values())


@pytest.mark.parametrize(("robots", "exit_code"), [(says(500), 3), (wire(hang), 1)], ids=["error", "hang"])
def test_without_robots_txt_nothing_is_asked_for_and_nothing_known_is_lost(
    tmp_path: Path, nld: MisbehavingNewspaper, robots: Behaviour, exit_code: int
) -> None:
    with serving(nld) as server:
        known = crawl(tmp_path, server, *RSS).urls
        nld.rules["/robots.txt"] = robots
        nld.hang("/robots.txt")
        server.clear()
        crawled = crawl(tmp_path, server, *RSS, "--revisit")
        assert {request.path for request in server.requests} == {"/robots.txt"}
    assert crawled.exit_code == crawled.run["exit_code"] == exit_code
    assert "robots.txt" in crawled.run["reason"]
    assert {url: row["status"] for url, row in crawled.urls.items()} == {
        url: row["status"] for url, row in known.items()
    }


def test_a_long_retry_after_ends_the_run_and_keeps_the_next_one_away(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    nld.rules |= {article.path: says(429, Retry_After="7200") for article in nld.articles()}
    before = datetime.now(UTC).replace(microsecond=0)
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *RSS, settings={"DOWNLOAD_DELAY": "0.2"})
        (path,) = articles_asked(server)
        server.clear()
        again = crawl(tmp_path, server, *RSS)
        assert server.requests == []
    row = crawled.urls[nld.url(path)]
    assert (crawled.exit_code, row["status"], row["reason"]) == (3, "blocked", "http 429")
    assert datetime.fromisoformat(row["next_try_at"]) >= before + timedelta(hours=2)
    assert again.exit_code == 3
    assert {row["status"] for url, row in again.urls.items() if url != nld.url(path)} == {"discovered"}


@pytest.mark.parametrize("wall", WALLS)
def test_a_bot_wall_before_everything_is_named_and_no_article(
    tmp_path: Path, nld: MisbehavingNewspaper, wall: str
) -> None:
    nld.everywhere = says(200, WALLS[wall])
    with serving(nld) as server:
        crawled = crawl(tmp_path, server)
    assert crawled.exit_code == 3
    assert wall in crawled.run["reason"]
    assert crawled.query("SELECT count(*) FROM articles") == [(0,)]


def test_articles_behind_a_bot_wall_are_blocked_and_come_back(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    wall = "cookie wall"
    walled = {article.path: says(200, WALLS[wall]) for article in nld.articles()}
    nld.rules |= walled
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *RSS)
        assert len(articles_asked(server)) < len(walled)
        for path in walled:
            del nld.rules[path]
        blocked = [row for row in crawled.urls.values() if row["status"] == "blocked"]
        assert {row["reason"] for row in blocked} == {wall}
        assert (crawled.exit_code, wall in crawled.run["reason"]) == (3, True)
        crawled = crawl(tmp_path, server, *LONG_AGO, at=crawled.rested)
    assert crawled.exit_code == 0
    assert wrong_articles(crawled.file, [nld]) == []


def test_a_newspaper_that_hangs_is_left_alone_and_hinders_no_other(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    other = MisbehavingNewspaper("nhandan")
    silent = Wire(200, write=hang)
    nld.everywhere = lambda visit: visit.genuine if visit.request.path == "/robots.txt" else silent
    nld.hang("/*")
    with serving(nld, other) as server:
        crawled = crawl(tmp_path, server, *LONG_AGO)
        assert sum(request.host == "nld.com.vn" for request in server.requests) <= 5
    assert crawled.exit_code == 1
    assert crawled.run["reason"].startswith("no answer from nld:")
    assert wrong_articles(crawled.file, [other]) == []


def test_redirects_in_circles_are_no_silence(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    nld.listed = [nld.path(number) for number in range(15)]
    nld.rules |= dict.fromkeys(nld.listed, to_itself)
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, *LONG_AGO)
    assert (crawled.exit_code, crawled.run["counts"]["nld"]["unanswered"]) == (0, 0)
    assert wrong_articles(crawled.file, [nld]) == []


def list_pages(server: MisbehavingServer) -> Counter[str]:
    """How many pages were loaded, by section."""
    return Counter(r.path.split("/")[2] for r in server.requests if r.path.startswith("/timelinelist/"))


def test_a_list_of_ever_new_articles_ends_at_the_limit_of_pages(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    def endless(visit: Visit) -> Response:
        loaded = re.fullmatch(r"/timelinelist/(\d+)/(\d+)\.htm", visit.request.path)
        if loaded is None:
            return visit.genuine
        link = f"/tin-moi-196{loaded[1]}{int(loaded[2]):08}.htm"
        return Response(200, {"Content-Type": HTML}, f'<li><h3><a href="{link}">Tin mới</a></h3></li>'.encode())

    nld.everywhere = endless
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, "--source", "section", TINSACH_MAX_LIST_PAGES="3")
        loaded = list_pages(server)
    assert crawled.exit_code == 0
    assert loaded
    assert max(loaded.values()) <= 3
    assert {row["status"] for row in crawled.urls.values()} == {"stored", "gone"}


def test_a_list_that_gives_one_page_for_ever_is_read_twice(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    article = standing(nld)[0]
    page = Response(200, {"Content-Type": HTML}, f'<li><h3><a href="{article.path}">Tin</a></h3></li>'.encode())
    same = answers(page)
    nld.everywhere = lambda v: same(v) if v.request.path.startswith("/timelinelist/") else v.genuine
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, "--source", "section", *LONG_AGO)
        loaded = list_pages(server)
    assert crawled.exit_code == 0
    assert set(loaded.values()) == {2}


def test_a_sitemap_of_200000_addresses_is_written_down_whole(tmp_path: Path, nld: MisbehavingNewspaper) -> None:
    count = 200_000
    entries = "".join(f"<url><loc>https://nld.com.vn/t-196261101{n:09}.htm</loc></url>" for n in range(count))
    sitemap = gzip.compress(f"<urlset>{entries}</urlset>".encode(), 1)
    nld.rules["/lon.xml.gz"] = answers(Response(200, {"Content-Type": "application/gzip"}, sitemap))
    nld.sitemaps.append("/lon.xml.gz")
    with serving(nld) as server:
        crawled = crawl(tmp_path, server, "--source", "sitemap", "--limit", "5")
        assert len(articles_asked(server)) == 5
    assert crawled.exit_code == 0
    assert crawled.query("SELECT count(*) FROM urls WHERE url LIKE '%/t-196261101%'") == [(count,)]
    assert crawled.run["counts"]["nld"]["by_source"]["sitemap"] >= count

"""What a spider does when something happens that nobody foresaw."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse
from twisted.python.failure import Failure

from cleaners.outlets import outlet_named
from crawler.arguments import Arguments
from crawler.frontier import Frontier
from crawler.ledger import Ledger
from crawler.spiders.nld import NldSpider
from db.errors import DiskFull
from db.records import Discovery
from db.store import Store

URL = "https://nld.com.vn/cau-tre-196261118071512204.htm"


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[NldSpider]:
    with Store.open(tmp_path / "t.db") as store:
        spider = NldSpider()
        spider.outlet = outlet_named("nld")
        spider.ledger = Ledger(store, ("nld",), settings={})
        spider.ledger.discovered("nld", "rss", [Discovery(URL, "nld", "rss")])
        spider.frontier = Frontier(spider.ledger, spider.outlet)
        spider.arguments = Arguments()
        spider._in_flight = {}
        yield spider


def test_a_page_that_crashes_the_reader_keeps_its_address_and_its_page(spider: NldSpider) -> None:
    (request,) = spider.pump()
    response = HtmlResponse(URL, body=b"<html>", request=request)
    spider._crashed(Failure(RecursionError("too deep")), response)
    state = spider.ledger.store.state(URL)
    assert state is not None
    assert (state.status, state.reason) == ("failed", "reading failed: RecursionError")
    assert spider._in_flight == {}


def test_a_crash_elsewhere_changes_no_status(spider: NldSpider) -> None:
    list(spider.pump())
    spider._crashed(Failure(ValueError()), HtmlResponse("https://nld.com.vn/", request=Request("https://nld.com.vn/")))
    assert spider.ledger.tallies["nld"].fetched == 0


def test_only_so_many_articles_are_under_way(spider: NldSpider) -> None:
    more = [Discovery(URL.replace("512204", f"51{n:04}"), "nld", "rss") for n in range(50)]
    spider.ledger.discovered("nld", "rss", more)
    assert len(list(spider.pump())) == 8


def test_a_file_that_cannot_be_written_ends_the_crawl(spider: NldSpider) -> None:
    spider.ledger.error = DiskFull("t.db cannot grow, the disk is full")
    with pytest.raises(CloseSpider) as closing:
        list(spider.pump())
    assert closing.value.reason == "file"


def test_validators_of_the_last_answer_are_sent_along(spider: NldSpider) -> None:
    spider.ledger.store.db.conn.execute(
        "UPDATE urls SET etag = '\"a\"', last_modified = 'Thu, 12 Nov 2026 07:25:36 GMT'"
    )
    (request,) = spider.pump()
    assert request.headers["If-None-Match"] == b'"a"'
    assert request.headers["If-Modified-Since"] == b"Thu, 12 Nov 2026 07:25:36 GMT"

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.extensions import CrawlDelay
from crawler.manners import JITTER, mean_delay

REQUEST = Request("https://ngaynay.vn/a-post1.html")


def crawler(**settings: Any) -> Any:
    throttle = SimpleNamespace(mindelay=2.0, maxdelay=8.0)
    slot = SimpleNamespace(delay=2.0)
    return SimpleNamespace(
        settings=Settings({"ROBOTSTXT_USER_AGENT": "Tinsach", "DOWNLOAD_DELAY": 2.0, **settings}),
        signals=SignalManager(),
        engine=SimpleNamespace(downloader=SimpleNamespace(per_slot_settings={}, slots={"ngaynay.vn": slot})),
        get_extension=lambda kind: throttle if kind is AutoThrottle else None,
        slot=slot,
        throttle=throttle,
    )


def parse(crawler: Any, robots: str) -> None:
    CrawlDelay.from_crawler(crawler)._robots_parsed(ProtegoRobotParser(robots.encode(), None), REQUEST)


def test_no_random_delay_is_shorter_than_the_crawl_delay_of_robots_txt() -> None:
    own = crawler()
    parse(own, "User-agent: *\nCrawl-delay: 10\n")
    shortest = own.slot.delay * (1 - JITTER)
    assert shortest == pytest.approx(10.0)
    assert own.engine.downloader.per_slot_settings == {"ngaynay.vn": {"delay": own.slot.delay}}


def test_autothrottle_does_not_go_below_the_crawl_delay() -> None:
    own = crawler()
    parse(own, "User-agent: *\nCrawl-delay: 10\n")
    assert (own.throttle.mindelay, own.throttle.maxdelay) == (mean_delay(10.0), mean_delay(10.0))


def test_what_robots_txt_asks_of_us_by_name_goes_before_what_it_asks_of_all() -> None:
    own = crawler()
    parse(own, "User-agent: *\nCrawl-delay: 30\n\nUser-agent: Tinsach\nCrawl-delay: 5\n")
    assert own.slot.delay == mean_delay(5.0)


@pytest.mark.parametrize("robots", ["", "User-agent: *\nCrawl-delay: 1\n", "User-agent: *\nCrawl-delay: soon\n"])
def test_our_own_delay_stays_where_it_is_longer_or_none_is_asked(robots: str) -> None:
    own = crawler()
    parse(own, robots)
    assert own.slot.delay == 2.0


def test_a_server_of_ones_own_may_be_crawled_without_it() -> None:
    with pytest.raises(NotConfigured):
        CrawlDelay.from_crawler(crawler(CRAWL_DELAY_OBEY="False"))

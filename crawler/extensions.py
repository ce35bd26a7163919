"""The Crawl-delay of robots.txt is kept: Scrapy reads it and leaves it to others."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.robotstxt import RobotParser

from crawler.manners import mean_delay

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Sets a host's delay to the Crawl-delay its robots.txt asks for, where that is the longer one."""

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("CRAWL_DELAY_OBEY", True):
            raise NotConfigured
        self._crawler = crawler
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        return cls(crawler)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        settings = self._crawler.settings
        asked = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])
        if asked is None or mean_delay(asked) <= settings.getfloat("DOWNLOAD_DELAY"):
            return
        delay = mean_delay(asked)
        host = urlsplit(request.url).hostname or ""
        downloader = self._crawler.engine.downloader
        downloader.per_slot_settings.setdefault(host, {}).update(delay=delay)
        if slot := downloader.slots.get(host):
            slot.delay = max(slot.delay, delay)
        if throttle := self._crawler.get_extension(AutoThrottle):
            throttle.mindelay = max(throttle.mindelay, delay)
            throttle.maxdelay = max(throttle.maxdelay, delay)
        logger.info("robots.txt of %s asks for %g s between requests: kept", host, asked)

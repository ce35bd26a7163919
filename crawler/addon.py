"""How the settings of Tinsach reach Scrapy, for `tinsach crawl` and `scrapy crawl` alike."""

from __future__ import annotations

from typing import Any

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler import config
from crawler.config import Config, Settings
from crawler.manners import mean_delay

CONFIG = "TINSACH_CONFIG"
"""The Scrapy setting that holds the resolved `Config` of this process."""

SHORTEST = 0.001
"""Seconds of delay at least: with none at all Scrapy (2.19.0) sends several requests to a host at once."""


class TinsachAddon:
    """Turns the settings of `crawler.config` into Scrapy's; `-s NAME=VALUE` still wins over them."""

    def __init__(self, crawler: Crawler) -> None:
        self.outlet = crawler.spidercls.name

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TinsachAddon:
        return cls(crawler)

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        if not isinstance(settings.get(CONFIG), Config):
            settings.set(CONFIG, config.load(), priority="addon")
        _set(settings, settings[CONFIG].common)
        if settings.getbool("SPIDERMON_ENABLED"):
            from crawler.spidermon import set_up  # an extra: only those who turn it on need it

            set_up(settings)

    def update_settings(self, settings: BaseSettings) -> None:
        _set(settings, settings[CONFIG].of(self.outlet))


def _set(settings: BaseSettings, own: Settings) -> None:
    for name, value in scrapy_settings(own).items():
        settings.set(name, value, priority="addon")


def scrapy_settings(own: Settings) -> dict[str, Any]:
    """What `own` settings are called in Scrapy."""
    return {
        "USER_AGENT": own.request_user_agent(),
        "DOWNLOAD_DELAY": mean_delay(max(own.delay, SHORTEST)),
        "AUTOTHROTTLE_START_DELAY": mean_delay(own.delay),
        "AUTOTHROTTLE_MAX_DELAY": own.max_delay,
        "DOWNLOAD_TIMEOUT": own.timeout,
        "DOWNLOAD_MAXSIZE": own.max_page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "RETRY_TIMES": own.retries,
        "REDIRECT_MAX_TIMES": own.max_redirects,
        "CRAWL_DELAY_OBEY": own.crawl_delay,
        "LOG_LEVEL": own.log_level,
    }

"""Little patience with what hangs, and the usual patience with everything else.

A time-out of a second for all would also hit what is only slow: one thread takes all answers, and on a busy machine
a bomb keeps it from the others for longer than that.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.settings import DOWNLOADER_MIDDLEWARES

SHORT = 1.0
"""Seconds that what hangs may take."""
HANGING = "HANGING"
"""The Scrapy setting that names what hangs, as host and path; "*" stands for anything."""


class ShortPatience:
    """A downloader middleware that waits for what `HANGING` names for `SHORT` only."""

    def __init__(self, hanging: list[str]) -> None:
        self._hanging = hanging

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ShortPatience:
        return cls(crawler.settings.getlist(HANGING))

    def process_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        where = f"{address.hostname}{address.path}"
        if any(fnmatchcase(where, pattern) for pattern in self._hanging):
            request.meta["download_timeout"] = SHORT


def settings_for(hanging: list[str]) -> dict[str, str]:
    """The Scrapy settings of a crawl in which `hanging` hangs."""
    if not hanging:
        return {}
    name = f"{ShortPatience.__module__}.{ShortPatience.__qualname__}"
    return {HANGING: ",".join(hanging), "DOWNLOADER_MIDDLEWARES": json.dumps({**DOWNLOADER_MIDDLEWARES, name: 10})}

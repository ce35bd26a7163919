"""Only the newspaper's own hosts are asked, redirects included."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest


class ForeignHost(IgnoreRequest):
    """The request would leave the newspaper; the message names the host."""


class OwnHostsMiddleware:
    """Refuses every host that is not exactly one of the spider's `own_hosts`, and every port but the usual ones.

    As an IgnoreRequest from `process_request` it reaches the request's errback, so the URL gets its status.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OwnHostsMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        own_hosts: frozenset[str] = getattr(self._crawler.spider, "own_hosts", frozenset())
        try:
            parts = urlsplit(request.url)
            usual = parts.port in (None, 80, 443) and parts.username is None
        except ValueError:
            raise ForeignHost(f"not an address: {request.url!r}") from None
        if parts.hostname not in own_hosts or not usual:
            raise ForeignHost(f"not the newspaper's own host: {parts.netloc}")

"""Where a request may go: the newspaper's own hosts only, and not where a redirect leads to what is known."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from cleaners.addresses import canonical_url, is_article_url


class ForeignHost(IgnoreRequest):
    """The request would leave the newspaper; the message names the host."""


class MovedToKnown(IgnoreRequest):
    """A redirect leads to an article that the file or this run has already."""

    def __init__(self, url: str) -> None:
        super().__init__(f"moved to {url}")
        self.url = url


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


class MovedMiddleware:
    """Does not fetch an article a second time because another address redirects to it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> MovedMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if not request.meta.get("redirect_urls") or "state" not in request.cb_kwargs:
            return
        spider: Any = self._crawler.spider
        target = canonical_url(request.url, spider.outlet)
        # A request that is tried again has claimed its target before.
        if target in (request.cb_kwargs["state"].url, request.meta.get("claimed")):
            return
        if is_article_url(target, spider.outlet) and not spider.frontier.claim(target):
            raise MovedToKnown(target)
        request.meta["claimed"] = target
        # They are those of the address that was asked for first: a 304 would not be about this one.
        request.headers.pop("If-None-Match", None)
        request.headers.pop("If-Modified-Since", None)

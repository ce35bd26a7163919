"""robots.txt as RFC 9309 asks: a file that cannot be had forbids everything, and none is kept for long."""

from __future__ import annotations

from time import monotonic
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

MAX_AGE = 3600.0
"""Seconds after which robots.txt is asked for again; the setting ROBOTSTXT_MAX_AGE. The RFC allows a day."""


class RobotsUnreachable(IgnoreRequest):
    """robots.txt could not be had: until it can, nothing of `host` may be asked for.

    `error` is what kept it away, None when the host answered with `reason`.
    """

    def __init__(self, host: str, reason: str, error: BaseException | None = None) -> None:
        super().__init__(f"robots.txt of {host}: {reason}")
        self.host = host
        self.reason = reason
        self.error = error


class ObedientRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's, for which a robots.txt that cannot be had allows everything."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._max_age = crawler.settings.getfloat("ROBOTSTXT_MAX_AGE", MAX_AGE)
        self._asked_at: dict[str, float] = {}
        self._unreachable: dict[str, RobotsUnreachable] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host. Raises RobotsUnreachable."""
        host = urlsplit(request.url).netloc
        now = monotonic()
        # One that is under way now is not asked for again: others wait for it.
        if host in self._asked_at and now - self._asked_at[host] > self._max_age and self._is_known(host):
            del self._parsers[host]
            self._unreachable.pop(host, None)
        if host not in self._parsers:
            self._asked_at[host] = now
        parser = await super().robot_parser(request)
        if host in self._unreachable:
            raise self._unreachable[host]
        return parser

    def _is_known(self, host: str) -> bool:
        parser = self._parsers.get(host)
        return parser is None or hasattr(parser, "allowed")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._unreachable[netloc] = RobotsUnreachable(netloc, f"http {response.status}")
        # Only an answer of 200 holds rules: the text of an error page is none.
        body = response.body if 200 <= response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable[netloc] = RobotsUnreachable(netloc, type(exc).__name__, exc)
        super()._robots_error(exc, netloc)

"""`--via nld=http://127.0.0.1:8000`: another origin answers in the newspaper's place.

Only the connection changes. The request keeps its URL, so that robots.txt, delays and what is stored
are the newspaper's own; the origin sees the newspaper's host in `Host`.
"""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from cleaners.errors import UsageError
from cleaners.outlets import outlet_named
from crawler.addon import CONFIG
from crawler.heads import BoundedHeadFactory


def parse_via(options: tuple[str, ...]) -> dict[str, str]:
    """{outlet: origin} of options such as "nld=http://127.0.0.1:8000". Raises UsageError."""
    found = {}
    for option in options:
        outlet, equals, origin = option.partition("=")
        if not equals:
            raise UsageError(f"--via takes OUTLET=URL, such as nld=http://127.0.0.1:8000, and not {option!r}")
        found[outlet_named(outlet).name] = checked_origin(origin)
    return found


def checked_origin(origin: str) -> str:
    """`origin` as scheme://host:port. Raises UsageError for anything else."""
    try:
        parts = urlsplit(origin)
        whole = parts.scheme in ("http", "https") and parts.hostname and not (parts.path.strip("/") or parts.query)
        netloc = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        whole, netloc = False, None
    if not whole:
        raise UsageError(f"--via needs an origin such as http://127.0.0.1:8000, and not {origin!r}")
    return f"{parts.scheme}://{netloc}"


class ViaDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP handler, which connects to the outlet's `via` origin where one is set."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedHeadFactory
        via = crawler.settings[CONFIG].of(crawler.spidercls.name).via
        self._origin = urlsplit(checked_origin(via)) if via else None

    async def download_request(self, request: Request) -> Response:
        if self._origin is None:
            return await super().download_request(request)
        parts = urlsplit(request.url)
        sent = request.replace(url=urlunsplit(parts._replace(scheme=self._origin.scheme, netloc=self._origin.netloc)))
        sent.headers["Host"] = parts.netloc
        response = await super().download_request(sent)
        request.meta["download_latency"] = sent.meta.get("download_latency")
        return response.replace(url=request.url)

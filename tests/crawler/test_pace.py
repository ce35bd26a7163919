"""How fast a newspaper is asked, seen from the newspaper."""

from __future__ import annotations

import threading
import time
from typing import Any

from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.server import SiteServer
from crawler.demo.site import Request, Response

CRAWL_DELAY = 0.2


class Watching:
    """Người Lao Động of the demo with a Crawl-delay; it takes a moment for an answer and notes who else asks then."""

    hosts = PAPERS["nld"].hosts

    def __init__(self) -> None:
        self.site = OutletSite(PAPERS["nld"])
        self.times: list[float] = []
        self.at_once: list[int] = []
        self._open = 0
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Response:
        with self._lock:
            self._open += 1
            self.at_once.append(self._open)
            self.times.append(time.monotonic())
        time.sleep(0.01)
        answer = self.site.answer(request)
        if request.path == "/robots.txt":
            rules = f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n"
            answer = Response(200, {"Content-Type": "text/plain"}, rules.encode())
        with self._lock:
            self._open -= 1
        return answer


def crawl(tinsach: Any, **variables: str) -> Watching:
    """How a crawl without a delay of our own is seen by the newspaper."""
    site = Watching()
    with SiteServer({"nld": site}) as server:
        options = ["--via", f"nld={server.origin('nld')}", "--db", "t.db", "--max-pages", "12"]
        options += ["-s", "AUTOTHROTTLE_ENABLED=False"]
        done = tinsach("crawl", "nld", *options, TINSACH_DELAY="0", **variables)
    assert done.exit_code == 0, done.err
    assert len(site.times) == 13
    return site


def test_the_crawl_delay_of_robots_txt_lies_between_two_requests(tinsach: Any) -> None:
    times = crawl(tinsach).times
    # Robots.txt comes before its rules are known.
    assert times[-1] - times[1] > 0.9 * CRAWL_DELAY * (len(times) - 2)


def test_a_host_is_asked_for_one_thing_at_a_time(tinsach: Any) -> None:
    assert set(crawl(tinsach, TINSACH_CRAWL_DELAY="false").at_once) == {1}

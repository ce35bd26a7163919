"""What a newspaper asks of us by its answers: slower, later, or not at all."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.asyncio import call_later

from crawler.revisit import asked_wait

SLOWING = frozenset({429, 503})
"""Answers that ask for a slower pace, with or without Retry-After."""
REFUSING = frozenset({403, 429, 503})
"""Answers that count as refusals; challenge pages do, too."""
IN_A_ROW = 5
"""Refusals without another answer between them after which a newspaper is left alone for this run."""
LATELY, TOO_MANY = 40, 24
"""Or that many of the last so many answers."""
PATIENCE = timedelta(minutes=2)
"""The longest Retry-After that is waited for; with a longer one the run ends, and later ones keep away until then."""
LONGEST = timedelta(days=1)
SLOWEST_START = 1.0
"""Seconds of delay after the first answer that asks for a slower pace, at least; it doubles with each further one."""
JITTER = 0.2
"""Random part of a delay, to both sides of its mean; see `mean_delay`."""


class LeftAlone(IgnoreRequest):
    """The request was not sent: the newspaper is left alone."""


def mean_delay(least: float) -> float:
    """The delay whose shortest random form is `least` seconds."""
    return least / (1 - JITTER)


class Breaker:
    """Counts refusals, and opens when there are too many."""

    def __init__(self) -> None:
        self._row = 0
        self._kinds: set[str] = set()
        self._lately: deque[bool] = deque(maxlen=LATELY)

    def saw(self, refused: bool, *, once: str | None = None) -> bool:
        """Take in an answer; True when the newspaper refuses us.

        Refusals in a row that share a name in `once` count as one: a newspaper may have shut all its feeds
        and nothing else.
        """
        if not refused:
            self._row = 0
            self._kinds.clear()
        elif once is None or once not in self._kinds:
            self._row += 1
            self._kinds |= {once} if once else set()
        else:
            return False
        self._lately.append(refused)
        return self._row >= IN_A_ROW or sum(self._lately) >= TOO_MANY


class Manners:
    """Slows a host down that answers 429 or 503, waits as long as Retry-After says, and recovers step by step.

    A Retry-After beyond `PATIENCE` is told to the spider: its `leave_alone(why, until)`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._slowest = crawler.settings.getfloat("AUTOTHROTTLE_MAX_DELAY")
        self._usual: dict[str, float] = {}
        self._stopped = False
        crawler.signals.connect(self._downloaded, signal=signals.response_downloaded)
        crawler.signals.connect(self._reached, signal=signals.request_reached_downloader)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Manners:
        return cls(crawler)

    def _downloaded(self, response: Response, request: Request) -> None:
        host = request.meta.get("download_slot", "")
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is None:
            return
        if response.status in SLOWING:
            header = response.headers.get("Retry-After")
            now = datetime.now(UTC)
            self._slow_down(host, slot, asked_wait(header.decode("latin-1") if header else None, now), now)
        elif host in self._usual and response.status < 400:
            slot.delay = max(slot.delay / 2, self._usual[host])
            if slot.delay == self._usual[host]:
                del self._usual[host]

    def _slow_down(self, host: str, slot: Slot, asked: timedelta, now: datetime) -> None:
        self._usual.setdefault(host, slot.delay)
        # Never below what it is: a Crawl-delay may be longer than our longest.
        slot.delay = max(slot.delay, min(max(2 * slot.delay, SLOWEST_START), self._slowest))
        slot.lastseen = max(slot.lastseen, monotonic() + min(asked, PATIENCE).total_seconds())
        if asked > PATIENCE:
            spider: Any = self._crawler.spider
            spider.leave_alone(f"{host} asks for it", until=now + min(asked, LONGEST))

    def stop_asking(self) -> None:
        """Take back the requests that wait to be sent, and those that come to wait; their errbacks get `LeftAlone`."""
        self._stopped = True
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(LeftAlone("left alone"))

    def _reached(self) -> None:
        if self._stopped:
            # It is put into the queue once this signal is over.
            call_later(0, self.stop_asking)

"""The part of a spider that asks: what requests look like, what answers are counted as, when to stop asking."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.layout import Outlet
from crawler.answers import meaning_of_error
from crawler.arguments import Arguments
from crawler.config import Settings
from crawler.ledger import Ledger, Tally
from crawler.manners import REFUSING, Breaker, Manners
from crawler.robots import RobotsUnreachable
from db.records import utc

SILENCES = 10
"""Requests in a row without an answer after which an outlet is left alone; fewer when it has not answered at all."""
SILENCES_AT_FIRST = 3

Answered = Callable[..., Iterable[Any] | AsyncIterator[Any]]


class AskingSpider(Spider):
    """Asks `outlet` with the settings `own`, and leaves it alone when it does not answer, refuses us, or says so."""

    outlet: Outlet
    own: Settings
    arguments: Arguments
    ledger: Ledger
    own_hosts: frozenset[str]
    _breaker: Breaker
    _silences: int = 0

    @property
    def tally(self) -> Tally:
        """What is counted of this outlet."""
        return self.ledger.tallies[self.name]

    @property
    def now(self) -> datetime:
        """The time of the run's clock."""
        return datetime.fromisoformat(self.ledger.store.now())

    @property
    def spent(self) -> bool:
        """Whether --max-pages is reached."""
        limit = self.arguments.max_pages
        return limit is not None and self.tally.requests >= limit

    def request(
        self,
        url: str,
        callback: Answered,
        errback: Callable[[Failure], Iterable[Any]],
        priority: int,
        details: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Request:
        """A request that Scrapy's filters let pass: what was asked before, we know ourselves."""
        self.tally.requests += 1
        return Request(
            url,
            callback=callback,
            errback=errback,
            priority=priority,
            cb_kwargs=details,
            headers=headers,
            dont_filter=True,
        )

    def answered(self, response: Response, *, wall: str | None = None, kind: str | None = None) -> None:
        """Count an answer; `wall` is the challenge page it is, `kind` the kind of source that was asked for.

        Raises CloseSpider when the newspaper refuses us.
        """
        self.tally.responses += 1
        self.tally.bytes += len(response.body)
        self._silences = 0
        refused = wall is not None or response.status in REFUSING
        if self._breaker.saw(refused, once=kind if response.status not in (429, 503) else None):
            self.leave_alone(f"it refuses us ({wall or f'http {response.status}'})")
        self.keep_away()

    def unanswered(self, error: BaseException) -> None:
        """Count a request without an answer. Raises CloseSpider after too many of them."""
        if isinstance(error, RobotsUnreachable):
            if error.host not in self.outlet.hosts:
                return
            if error.error is None:
                self.leave_alone(f"robots.txt answers with {error.reason}; the next run asks again")
                self.keep_away()
            self._gave_up()
        # A redirect that was not followed was an answer.
        if isinstance(error, IgnoreRequest) or meaning_of_error(error)[0] != "failed":
            self.keep_away()
            return
        self._silences += 1
        self.tally.unanswered += 1
        if self._silences >= (SILENCES if self.tally.responses else SILENCES_AT_FIRST):
            self._gave_up()
        self.keep_away()

    def leave_alone(self, why: str, *, until: datetime | None = None) -> None:
        """Ask no more in this run, and with `until` in none before that time."""
        self.tally.left_alone = self.tally.left_alone or why + (f", until {utc(until)}" if until else "")
        if until:
            self.tally.until = max(self.tally.until or "", utc(until))
        self._stop_asking()

    def keep_away(self) -> None:
        """Raises CloseSpider when the outlet is to be left alone."""
        if self.tally.left_alone:
            raise CloseSpider("refused")

    def trouble(self, url: str, what: str) -> None:
        """Write down that a source could not be read; the crawl goes on without it."""
        troubles = self.tally.troubles
        line = f"{urlsplit(url).path}: {what}"
        if len(troubles) < MAX_TROUBLES and line not in troubles:
            troubles.append(line)
        self.logger.warning("%s: %s, goes on without it", url, what)

    def _gave_up(self) -> None:
        self.tally.gave_up = True
        self._stop_asking()
        raise CloseSpider("no answer")

    def _stop_asking(self) -> None:
        if manners := self.crawler.get_extension(Manners):
            manners.stop_asking()


MAX_TROUBLES = 50
"""Troubles that are written down; all are logged."""

"""The spider that every newspaper shares: find articles, fetch those that are wanted, give each address a status."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.outlets import outlet_named
from crawler.addon import CONFIG
from crawler.arguments import Arguments
from crawler.config import Config
from crawler.frontier import Frontier
from crawler.items import ArticleItem
from crawler.ledger import Ledger
from crawler.manners import Breaker, LeftAlone
from crawler.reading import outcome_of_answer, outcome_of_crash, outcome_of_error
from crawler.robots import RobotsUnreachable
from crawler.spiders.finding import FindingSpider
from crawler.telling.tell import tell
from db.errors import DatabaseError
from db.records import UrlState
from db.store import Store

WINDOW = 8
"""Articles asked for at a time: the rest waits in the file, not in memory."""


class NewspaperSpider(FindingSpider):
    """Base of the outlets' spiders, which hold a `name` and their `places`.

    Arguments (`scrapy crawl nld -a limit=20`): `limit` articles, `since` and `until` dates, `source` of
    rss,sitemap,section, `revisit` to look again at every stored article, `max_minutes`, `max_pages`.
    """

    @classmethod
    def from_crawler(
        cls,
        crawler: Crawler,
        *args: Any,
        ledger: Ledger | None = None,
        arguments: Arguments | None = None,
        **kwargs: Any,
    ) -> Self:
        """`ledger` is the run to write to; without one (`scrapy crawl`) the spider begins and ends its own."""
        arguments = arguments or Arguments.read(**kwargs)
        spider = super().from_crawler(crawler)
        config: Config = crawler.settings[CONFIG]
        spider.outlet = outlet_named(spider.name)
        spider.own = config.of(spider.name)
        spider.arguments = arguments
        spider.sources = arguments.sources or spider.own.sources
        if arguments.max_minutes:
            crawler.settings.set("CLOSESPIDER_TIMEOUT", 60 * arguments.max_minutes, priority="spider")
        # ePi's lists go on at an API host, which the page names.
        spider.own_hosts = frozenset(spider.outlet.hosts) | {f"api.{spider.outlet.hosts[0]}"}
        spider.ledger = ledger or own_ledger(spider.name, config)
        spider._owns_ledger = ledger is None
        spider.frontier = Frontier(
            spider.ledger, spider.outlet, period=arguments.period, limit=arguments.limit, revisit=arguments.revisit
        )
        spider.tally.sources = spider.sources
        spider._breaker = Breaker()
        spider._asked = set()
        spider._in_flight = {}
        crawler.signals.connect(spider._idle, signal=signals.spider_idle)
        crawler.signals.connect(spider._crashed, signal=signals.spider_error)
        crawler.signals.connect(spider._closed, signal=signals.spider_closed)
        return spider

    _owns_ledger: bool
    _in_flight: dict[str, UrlState]

    async def start(self) -> AsyncIterator[Request]:
        """What is known to be wanted, then the sources."""
        if not self.own.contact and not self.own.via:
            self.logger.error("no contact is set; see `tinsach config`")
            raise CloseSpider("no contact")
        self._keep_to_earlier_word()
        for request in await self.find_sitemaps():
            yield request
        for request in self.find():
            yield request

    def pump(self) -> Iterator[Request]:
        """Requests for the articles that are next, as many as may be under way."""
        if self.ledger.error:
            raise CloseSpider("file")
        try:
            while len(self._in_flight) < WINDOW and not self.spent and (state := self.frontier.next()) is not None:
                self._in_flight[state.url] = state
                yield self._article_request(state)
        except DatabaseError as error:
            self.ledger.error = error
            raise CloseSpider("file") from None
        if not self._in_flight and (self.frontier.exhausted or self.spent):
            raise CloseSpider("limit" if self.frontier.exhausted else "max_pages")

    def parse_article(self, response: Response, state: UrlState) -> Iterable[Any]:
        """The answer to a request for an article: an item, or another outcome that is written down at once."""
        outcome = outcome_of_answer(response, state, self.outlet, now=self.now)
        if outcome.status == "stored":
            yield ArticleItem(outcome)
        else:
            self.ledger.record(outcome)
        self._in_flight.pop(state.url, None)
        self.answered(response, wall=outcome.reason if outcome.status == "blocked" else None)
        yield from self.pump()

    def article_failed(self, failure: Failure) -> Iterable[Any]:
        """There was no answer to a request for an article."""
        state: UrlState = failure.request.cb_kwargs["state"]  # type: ignore[attr-defined]
        assert failure.value is not None
        self._in_flight.pop(state.url, None)
        # Nothing was asked: its address waits as before.
        if not isinstance(failure.value, (LeftAlone, RobotsUnreachable)):
            self.ledger.record(outcome_of_error(failure.value, state, now=self.now))
        self.unanswered(failure.value)
        yield from self.pump()

    def _article_request(self, state: UrlState) -> Request:
        headers = {}
        if state.etag:
            headers["If-None-Match"] = state.etag
        if state.last_modified:
            headers["If-Modified-Since"] = state.last_modified
        return self.request(state.url, self.parse_article, self.article_failed, 0, {"state": state}, headers)

    def _keep_to_earlier_word(self) -> None:
        """Raises CloseSpider when the outlet asked an earlier run to stay away for longer."""
        earlier = self.ledger.store.last_run(self.name, before=self.ledger.run_id)
        until = earlier.counts.get(self.name, {}).get("until") if earlier else None
        if until and until > self.ledger.store.now():
            self.leave_alone("it asked for it", until=datetime.fromisoformat(until))
            self.keep_away()

    def _idle(self) -> None:
        """Nothing is under way: go on with what waits in the file."""
        requests = list(self.pump())
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def _crashed(self, failure: Failure, response: Response | Failure) -> None:
        """Reading a page failed for a reason nobody foresaw; Scrapy has logged it, here its address gets a status."""
        if not isinstance(response, Response) or response.request is None:
            return
        state = response.request.cb_kwargs.get("state")
        if isinstance(state, UrlState) and self._in_flight.pop(state.url, None) is not None:
            assert failure.value is not None
            self.ledger.record(outcome_of_crash(failure.value, response, state, self.outlet, now=self.now))

    def _closed(self, reason: str) -> None:
        self.tally.ended = reason
        self.ledger.stopped = self.ledger.stopped or reason == "shutdown"
        if self._owns_ledger:
            exit_code, why = self.ledger.end()
            if exit_code:
                self.logger.error("%s", why)
            tell(self.ledger, self.settings[CONFIG].common, exit_code=exit_code, reason=why)
            self.ledger.store.close()


def own_ledger(outlet: str, config: Config) -> Ledger:
    """The run of a single `scrapy crawl`. Ends the process, in a line, when the file or the outlet cannot be had."""
    try:
        store = Store.open(config.common.db, batch_size=config.common.batch_size)
        return Ledger(store, (outlet,), settings={"command": "scrapy crawl"}, sample=config.common.second_looks)
    except DatabaseError as error:
        sys.stderr.write(f"tinsach: {error}\n")
        raise SystemExit(error.exit_code) from None

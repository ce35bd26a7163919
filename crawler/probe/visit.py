"""The requests of a probe: one after another, through the settings and middlewares of a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from cleaners.errors import TinsachError
from cleaners.outlets import outlet_named
from crawler.addon import CONFIG
from crawler.answers import meaning_of_error
from crawler.config import Config
from crawler.logs import calm_down, no_greeting
from crawler.outlet_table import places_of
from crawler.probe.itinerary import itinerary
from crawler.probe.site import Answer, Ask, Site, trouble_of
from crawler.robots import RobotsUnreachable
from crawler.run import check_contact

REQUESTS = 15
"""Requests of a visit at most: robots.txt of every host, redirects and second tries included."""
RETRIES = 1


@dataclass(frozen=True, slots=True)
class Visit:
    """What a newspaper answered, in the order it was asked; `requests` is how many it saw."""

    site: Site
    answers: tuple[Answer, ...]
    requests: int

    def of(self, *roles: str) -> list[Answer]:
        """The answers to the questions of these roles."""
        return [answer for answer in self.answers if answer.ask.role in roles]


def visit(outlet: str, *, config: Config, all_feeds: bool = False) -> Visit:
    """Ask the newspaper what `itinerary` asks; once in a process, as Scrapy's reactor cannot start again.

    Raises UsageError when nobody could be reached for it, TinsachError when the newspaper cannot be.
    """
    check_contact((outlet,), config)
    site = Site(outlet_named(outlet), places_of(outlet))
    budget = REQUESTS + (len(site.places.feeds) if all_feeds else 0)
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set(CONFIG, config, priority="project")
    # Nothing is written; and a source that fails is an answer, too.
    settings.setdict({"ITEM_PIPELINES": {}, "RETRY_TIMES": RETRIES}, priority="cmdline")
    no_greeting()
    process = AsyncCrawlerProcess(settings)
    calm_down(config.common.log_level)
    spider = type("OutletProbe", (ProbeSpider,), {"name": outlet})  # settings and --via go by the spider's name
    answers: list[Answer] = []
    crawler = process.create_crawler(spider)
    process.crawl(crawler, site=site, questions=itinerary(site, all_feeds=all_feeds), answers=answers, budget=budget)
    process.start()
    if all(answer.status is None for answer in answers):
        why = next((answer.trouble for answer in answers if answer.trouble), "interrupted")
        raise TinsachError(f"{site.places.home} cannot be reached: {why}")
    stats = crawler.stats
    return Visit(site, tuple(answers), stats.get_value("downloader/request_count", 0) if stats else 0)


class ProbeSpider(Spider):
    """Asks one question at a time, until there are no more or `budget` requests were made."""

    site: Site
    questions: Generator[Ask, Answer, None]
    answers: list[Answer]
    budget: int
    _robots: Response | None = None
    """The first answer of all."""

    @property
    def own_hosts(self) -> frozenset[str]:
        """Where requests may go; the crawl's middleware holds it."""
        return self.site.own_hosts

    async def start(self) -> AsyncIterator[Request]:
        """robots.txt comes by way of the middleware that keeps it, so that it is asked for once."""
        ask = next(self.questions)
        self.crawler.signals.connect(self._received, signal=signals.response_received)
        keeper = self.crawler.get_downloader_middleware(RobotsTxtMiddleware)
        answer = Answer(ask, ask.url, trouble="no answer")
        try:
            if keeper is not None:
                await keeper.robot_parser(Request(self.site.places.home))
        except RobotsUnreachable as error:
            answer = Answer(ask, ask.url, trouble=meaning_of_error(error.error)[1] if error.error else error.reason)
        if self._robots is not None:
            answer = _answer(ask, self._robots)
        for request in self._go_on(answer):
            yield request

    def parse(self, response: Response, *, ask: Ask) -> Iterator[Request]:
        """There is an answer."""
        yield from self._go_on(_answer(ask, response))

    def failed(self, failure: Failure) -> Iterator[Request]:
        """There is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        ask: Ask = request.cb_kwargs["ask"]
        assert failure.value is not None
        yield from self._go_on(Answer(ask, ask.url, trouble=meaning_of_error(failure.value)[1]))

    def leave_alone(self, why: str, *, until: datetime) -> None:
        """The newspaper asked for a long pause: the visit ends."""
        self.logger.warning("%s, until %s: the visit ends here", why, until.isoformat(timespec="seconds"))
        self.budget = 0

    def _received(self, response: Response) -> None:
        if self._robots is None:
            self._robots = response

    def _go_on(self, answer: Answer) -> Iterator[Request]:
        self.answers.append(answer)
        try:
            ask = self.questions.send(answer)
        except StopIteration:
            return
        stats = self.crawler.stats
        if stats is not None and stats.get_value("downloader/request_count", 0) < self.budget:
            yield Request(ask.url, self.parse, errback=self.failed, cb_kwargs={"ask": ask}, dont_filter=True)


def _answer(ask: Ask, response: Response) -> Answer:
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    trouble = trouble_of(response.status, response.body)
    if ask.role == "robots" and response.status == 200:
        trouble = None  # an empty one allows everything
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Answer(ask, response.url, response.status, trouble, headers, response.body, now)

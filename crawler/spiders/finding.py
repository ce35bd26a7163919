"""The part of a spider that finds articles: feeds, sitemaps, sections. What it finds goes to the frontier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from cleaners.addresses import article_id
from cleaners.layout import Outlet
from crawler.answers import challenge, meaning_of_error
from crawler.config import Settings
from crawler.discovery.link import BrokenSource, Link
from crawler.discovery.rss import feed_links
from crawler.discovery.scroll import SCROLLING, Scroll, drafted_on
from crawler.discovery.section import article_links, feed_addresses, section_addresses
from crawler.discovery.sitemap import Child, sitemap_entries, worth_reading
from crawler.frontier import Frontier
from crawler.ledger import Ledger
from crawler.revisit import moment
from crawler.spiders.places import Places
from db.errors import DatabaseError

FIRST, NEXT, LATER = 20, 10, -10
"""Priorities around that of articles, 0: feeds and sitemaps, section pages, what they load when scrolled."""
SITEMAP_DEPTH = 3
SILENCES = 10
"""Requests in a row without an answer after which an outlet is left alone; fewer when it has not answered at all."""
SILENCES_AT_FIRST = 3
MAX_SCROLLED = 2000
"""Pages that one section may load with --since; without it the setting max_list_pages holds."""


class FindingSpider(Spider):
    """Finds the articles of `outlet`. A source that cannot be read is a warning, and the crawl goes on."""

    places: ClassVar[Places]
    outlet: Outlet
    own: Settings
    ledger: Ledger
    frontier: Frontier
    sources: tuple[str, ...]
    since: datetime | None
    own_hosts: frozenset[str]
    _asked: set[str]
    _silences: int = 0

    def find(self) -> Iterator[Request]:
        """The first requests, all but those for sitemaps."""
        if "rss" in self.sources:
            yield from self._feeds(self.places.urls(self.places.feeds))
        if {"rss", "section"} & set(self.sources):
            yield from self._ask(self.places.home, self._read_section, FIRST)

    async def find_sitemaps(self) -> list[Request]:
        """The sitemaps of robots.txt, or those of the outlet's own file where it names none."""
        if "sitemap" not in self.sources:
            return []
        robots = self.crawler.get_downloader_middleware(RobotsTxtMiddleware)
        parser: Any = await robots.robot_parser(Request(self.places.home)) if robots else None
        named = [url for url in getattr(getattr(parser, "rp", None), "sitemaps", ()) if _host(url) in self.own_hosts]
        addresses = self.places.urls(self.places.news_sitemaps) + (named or self.places.urls(self.places.sitemaps))
        return [request for url in addresses for request in self._ask(url, self._read_sitemap, FIRST, depth=0)]

    def pump(self) -> Iterator[Request]:
        """Requests for the articles that are next."""
        raise NotImplementedError

    def parse_source(
        self, response: Response, read: Callable[..., Iterable[Request]], **details: Any
    ) -> Iterator[Request]:
        """Take links and further sources from a source's answer, then go on with articles."""
        self.answered(response)
        wall = challenge(response.body)
        if response.status != 200 or wall:
            self._trouble(response.url, wall or f"http {response.status}")
            yield from self._without(response.url)
        else:
            try:
                yield from read(response, **details)
            except BrokenSource as error:
                self._trouble(response.url, str(error))
            except DatabaseError as error:
                self.ledger.error = error
        yield from self.pump()

    def source_failed(self, failure: Failure) -> Iterator[Request]:
        """A source gave no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        self._trouble(request.url, meaning_of_error(failure.value)[1])
        self.unanswered(failure.value)
        yield from self._without(request.url)
        yield from self.pump()

    def answered(self, response: Response) -> None:
        """Count an answer."""
        tally = self.ledger.tallies[self.name]
        tally.responses += 1
        tally.bytes += len(response.body)
        self._silences = 0

    def unanswered(self, error: BaseException) -> None:
        """Count a request without an answer. Raises CloseSpider after too many of them."""
        if meaning_of_error(error)[0] != "failed":
            return
        self._silences += 1
        tally = self.ledger.tallies[self.name]
        tally.unanswered += 1
        if self._silences >= (SILENCES if tally.responses else SILENCES_AT_FIRST):
            tally.gave_up = True
            raise CloseSpider("no answer")

    def _read_feed(self, response: Response) -> Iterable[Request]:
        self.frontier.add(feed_links(response.body, url=response.url), "rss")
        return ()

    def _read_sitemap(self, response: Response, depth: int) -> Iterator[Request]:
        children: list[Child] = []

        def links() -> Iterator[Link]:
            for entry in sitemap_entries(response.body, url=response.url):
                if isinstance(entry, Child):
                    children.append(entry)
                else:
                    yield entry

        self.frontier.add(links(), "sitemap")
        if depth < SITEMAP_DEPTH:
            for child in worth_reading(children, since=self.since.date() if self.since else None):
                yield from self._ask(child.url, self._read_sitemap, FIRST, depth=depth + 1)

    def _read_section(self, response: Response) -> Iterator[Request]:
        """A home page is read like a section; only what it loads when scrolled belongs to no section."""
        if not isinstance(response, TextResponse):
            raise BrokenSource("not a page of text")
        html, url = response.text, response.url
        if "rss" in self.sources:
            yield from self._feeds(feed_addresses(html, url=url))
        if "section" not in self.sources:
            return
        scrolling = SCROLLING[self.outlet.family.name]
        links = article_links(html, url=url, newspaper=self.outlet)
        self.frontier.add(links, "section")
        menu = section_addresses(html, url=url, is_section=scrolling.is_section)
        yield from self._sections(menu or (self.places.section_urls() if url == self.places.home else ()))
        scroll = scrolling.find(html, url)
        if scroll and urlsplit(url).path.strip("/") and self._goes_on(links):
            yield from self._scroll(scroll, scroll.first)

    def _read_scrolled(self, response: Response, scroll: Scroll, page: int, before: int) -> Iterator[Request]:
        text = response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")
        links, more = SCROLLING[self.outlet.family.name].read(text, response.url, self.outlet)
        self.frontier.add(links, "section")
        these = hash(tuple(link.url for link in links))
        # Some lists answer with their last page for ever.
        if more and these != before and self._goes_on(links):
            yield from self._scroll(scroll, page + 1, these)

    def _goes_on(self, links: list[Link]) -> bool:
        """Whether to ask for the page after the one with `links`: until --since is reached, or all is known."""
        return not all(map(self._is_older, links)) if self.since else self.frontier.any_new(links)

    def _without(self, url: str) -> Iterator[Request]:
        """What to ask when `url` could not be read: without the menu, the sections we know of."""
        if url == self.places.home and "section" in self.sources:
            yield from self._sections(self.places.section_urls())

    def _feeds(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in urls:
            yield from self._ask(url, self._read_feed, FIRST)

    def _sections(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in urls:
            # With a limit, the articles of the feeds go first: they may be enough.
            yield from self._ask(url, self._read_section, LATER if self.frontier.limited else NEXT)

    def _scroll(self, scroll: Scroll, page: int, before: int = 0) -> Iterator[Request]:
        if page - scroll.first < (MAX_SCROLLED if self.since else self.own.max_list_pages):
            details = {"scroll": scroll, "page": page, "before": before}
            yield from self._ask(scroll.url(page), self._read_scrolled, LATER, **details)

    def _ask(
        self, url: str, read: Callable[..., Iterable[Request]], priority: int, **details: Any
    ) -> Iterator[Request]:
        """A request for a source of the newspaper's own that this run has not asked for yet."""
        if _host(url) not in self.own_hosts or url in self._asked or self.frontier.exhausted:
            return
        self._asked.add(url)
        yield self.request(url, self.parse_source, self.source_failed, priority, {"read": read, **details})

    def request(
        self,
        url: str,
        callback: Callable[..., Iterable[Any]],
        errback: Callable[[Failure], Iterable[Any]],
        priority: int,
        details: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Request:
        """A request that Scrapy's filters let pass: what was asked before, we know ourselves."""
        self.ledger.tallies[self.name].requests += 1
        return Request(
            url,
            callback=callback,
            errback=errback,
            priority=priority,
            cb_kwargs=details,
            headers=headers,
            dont_filter=True,
        )

    def _is_older(self, link: Link) -> bool:
        if self.since is None:
            return False
        if link.published:
            return moment(link.published) < self.since
        day = drafted_on(article_id(link.url, self.outlet) or "")
        return day is not None and day < self.since.date()

    def _trouble(self, url: str, what: str) -> None:
        self.ledger.tallies[self.name].troubles.append(f"{urlsplit(url).path}: {what}")
        self.logger.warning("%s: %s, goes on without it", url, what)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None

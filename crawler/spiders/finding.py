"""The part of a spider that finds articles: feeds, sitemaps, sections. What it finds goes to the frontier."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.answers import challenge, meaning_of_error
from crawler.discovery.link import BrokenSource, Link
from crawler.discovery.rss import feed_links
from crawler.discovery.scroll import SCROLLING, Scroll
from crawler.discovery.section import article_links, feed_addresses, section_addresses
from crawler.discovery.sitemap import Child, sitemap_entries, worth_reading
from crawler.discovery.xml import MAX_BYTES
from crawler.frontier import Frontier
from crawler.robots import RobotsUnreachable
from crawler.spiders.asking import AskingSpider
from crawler.spiders.places import Places
from db.errors import DatabaseError
from db.records import SourceName, SourceState

FIRST, NEXT, LATER = 20, 10, -10
"""Priorities around that of articles, 0: feeds and sitemaps, section pages, what they load when scrolled."""
SITEMAP_DEPTH = 3
MAX_CHILDREN = 5000
"""Sitemaps that are taken from one index."""
MAX_SOURCES = 100_000
"""Feeds, sitemaps and lists asked for in one run: a site that invents them without end is left after that."""
MAX_SCROLLED = 2000
"""Pages that one section may load with --since; without it the setting max_list_pages holds."""

Found = Iterator[Request | None]
"""Further requests; None between two pieces of work, when others may have their turn."""


class FindingSpider(AskingSpider):
    """Finds the articles of `outlet`. A source that cannot be read is a warning, and the crawl goes on."""

    places: ClassVar[Places]
    frontier: Frontier
    sources: tuple[str, ...]
    _asked: set[int]

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
        try:
            parser: Any = await robots.robot_parser(Request(self.places.home)) if robots else None
        except RobotsUnreachable:
            parser = None  # the requests themselves meet with the same, and have their errbacks
        named = [url for url in getattr(getattr(parser, "rp", None), "sitemaps", ()) if _host(url) in self.own_hosts]
        addresses = self.places.urls(self.places.news_sitemaps) + (named or self.places.urls(self.places.sitemaps))
        return [request for url in addresses for request in self._sitemap(url, depth=0)]

    def pump(self) -> Iterator[Request]:
        """Requests for the articles that are next."""
        raise NotImplementedError

    async def parse_source(
        self, response: Response, read: Callable[..., Found], **details: Any
    ) -> AsyncIterator[Request]:
        """Take links and further sources from a source's answer, then go on with articles."""
        wall = challenge(response.body)
        self.answered(response, wall=wall, kind=read.__name__)
        if response.status == 304:
            self.tally.unmodified += 1
        elif response.status != 200 or wall:
            self.trouble(response.url, wall or f"http {response.status}")
            for request in self._without(response.url):
                yield request
        else:
            try:
                for found in read(response, **details):
                    if found is not None:
                        yield found
                    await asyncio.sleep(0)
            except BrokenSource as error:
                self.trouble(response.url, str(error))
            except DatabaseError as error:
                self.ledger.error = error
        for request in self.pump():
            yield request

    def source_failed(self, failure: Failure) -> Iterator[Request]:
        """A source gave no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        assert failure.value is not None
        asked = request.meta.get("redirect_urls", [request.url])[0]
        if isinstance(failure.value, RobotsUnreachable) and failure.value.error is not None:
            self.trouble(f"https://{failure.value.host}/robots.txt", meaning_of_error(failure.value.error)[1])
        else:
            self.trouble(asked, meaning_of_error(failure.value)[1])
        self.unanswered(failure.value)
        yield from self._without(asked)
        yield from self.pump()

    def _read_feed(self, response: Response) -> Found:
        yield from self._take_in(response, feed_links(response.body, url=response.url), "rss")

    def _read_sitemap(self, response: Response, depth: int) -> Found:
        children: list[Child] = []

        def links() -> Iterator[Link]:
            for entry in sitemap_entries(response.body, url=response.url):
                if not isinstance(entry, Child):
                    yield entry
                elif len(children) < MAX_CHILDREN:
                    children.append(entry)

        yield from self._take_in(response, links(), "sitemap", is_whole=lambda: not children)
        if depth < SITEMAP_DEPTH:
            since, until = self.arguments.period.days()
            for child in worth_reading(children, since=since, until=until):
                yield from self._sitemap(child.url, depth=depth + 1)

    def _take_in(
        self,
        response: Response,
        links: Iterator[Link],
        source: SourceName,
        *,
        is_whole: Callable[[], bool] = lambda: True,
    ) -> Found:
        """Hand `links` on bit by bit; then the source need not be read again until it changes.

        An index of sitemaps is no whole source: when it did not change, what it names may have.
        """
        count = 0
        for taken in self.frontier.take_in(links, source):
            count += taken
            yield None
        etag, modified = (_text(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
        if (etag or modified) and is_whole() and response.request is not None:
            url = response.meta.get("redirect_urls", [response.url])[0]
            scope = self.arguments.period.scope
            self.ledger.store.source_read(SourceState(url, self.name, etag, modified, scope, count))

    def _read_section(self, response: Response) -> Found:
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
            yield from self._scroll(scroll, scroll.first, links)

    def _read_scrolled(self, response: Response, scroll: Scroll, page: int, before: list[Link]) -> Found:
        text = response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")
        links, more = SCROLLING[self.outlet.family.name].read(text, response.url, self.outlet)
        self.frontier.add(links, "section")
        # Some lists answer with their last page for ever. What the page before showed has been fetched
        # meanwhile: where a list gives no dates, the articles do.
        again = [link.url for link in links] == [link.url for link in before]
        if more and not again and self._goes_on(links) and (not before or self._goes_on(before)):
            yield from self._scroll(scroll, page + 1, links)

    def _goes_on(self, links: list[Link]) -> bool:
        """Whether to ask for the page after the one with `links`: until --since is reached, or all is known."""
        if self.arguments.since:
            return not all(map(self.frontier.is_older, links))
        return self.frontier.any_new(links)

    def _without(self, url: str) -> Iterator[Request]:
        """What to ask when `url` could not be read: without the menu, the sections we know of."""
        if url == self.places.home and "section" in self.sources:
            yield from self._sections(self.places.section_urls())

    def _feeds(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in urls:
            yield from self._ask(url, self._read_feed, FIRST, conditional=True)

    def _sitemap(self, url: str, depth: int) -> Iterator[Request]:
        for request in self._ask(url, self._read_sitemap, FIRST, conditional=True, depth=depth):
            # By their specification sitemaps may be larger than any page.
            request.meta["download_maxsize"] = max(MAX_BYTES, self.own.max_page_bytes)
            yield request

    def _sections(self, urls: Iterable[str]) -> Iterator[Request]:
        for url in islice(urls, MAX_CHILDREN):
            # With a limit, the articles of the feeds go first: they may be enough.
            yield from self._ask(url, self._read_section, LATER if self.frontier.limited else NEXT)

    def _scroll(self, scroll: Scroll, page: int, before: list[Link]) -> Iterator[Request]:
        if page - scroll.first < (MAX_SCROLLED if self.arguments.since else self.own.max_list_pages):
            yield from self._ask(scroll.url(page), self._read_scrolled, LATER, scroll=scroll, page=page, before=before)

    def _ask(
        self, url: str, read: Callable[..., Found], priority: int, *, conditional: bool = False, **details: Any
    ) -> Iterator[Request]:
        """A request for a source of the newspaper's own that this run has not asked for yet.

        With `conditional` it is answered without a body when it did not change since all of what is wanted now
        was taken from it.
        """
        if _host(url) not in self.own_hosts or hash(url) in self._asked or len(self._asked) >= MAX_SOURCES:
            return
        if self.frontier.exhausted or self.spent:
            return
        self._asked.add(hash(url))
        headers = {}
        state = self.ledger.store.source(url) if conditional else None
        if state and state.scope in ("", self.arguments.period.scope):
            named = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
            headers = {name: value for name, value in named.items() if value}
        yield self.request(url, self.parse_source, self.source_failed, priority, {"read": read, **details}, headers)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _text(header: bytes | None) -> str | None:
    return header.decode("latin-1") if header else None

"""What a probe asks of a newspaper, and in which order: each question depends on the answers before it.

No request is made here. `itinerary` yields what to ask and is sent the answer; who drives it (the spider, a test)
decides how answers come about.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from datetime import date
from itertools import zip_longest
from typing import TypeVar
from urllib.parse import urljoin

from cleaners.addresses import article_id
from crawler.discovery.link import BrokenSource, Link
from crawler.discovery.sitemap import Child, days_of
from crawler.probe.site import Answer, Ask, Site

SECTIONS = 2
ARTICLES = 3
SITEMAPS = 3

T = TypeVar("T")


def itinerary(site: Site, *, all_feeds: bool = False) -> Generator[Ask, Answer, None]:
    """The questions of one visit; ends early where the home page does not answer.

    Asked are robots.txt, home, one section with what it loads when scrolled, the feed of the home page and of that
    section (`all_feeds`: every feed of the outlet's file), the sitemaps with one part, and three articles.
    """
    places = site.places
    robots = yield Ask("robots", urljoin(places.home, "/robots.txt"))
    home = yield Ask("home", places.home)
    if home.status is None and robots.status is None:
        return
    section = home
    for url in _sections_to_ask(site, home):
        section = yield Ask("section", url)
        if site.links(section):
            break
    listed = [site.links(section) or site.links(home)]
    if scroll := site.scroll(section):
        yield Ask("more", scroll.url(scroll.first))
    for url in _feeds_to_ask(site, home, section, all_feeds):
        answer = yield Ask("feed", url)
        listed.append(_read(site.feed, answer, []))
    asked = _sitemaps_to_ask(site, robots)
    children: list[Child] = []
    for url in asked:
        answer = yield Ask("sitemap", url)
        listed.append(_read(site.listed, answer, []))
        children += _read(site.parts, answer, [])
    if part := _newest(child for child in children if site.is_own(child.url) and child.url not in asked):
        answer = yield Ask("sitemap", part.url)
        listed.append(_read(site.listed, answer, []))
    for url in _articles_to_ask(site, listed):
        yield Ask("article", url)


def _sections_to_ask(site: Site, home: Answer) -> list[str]:
    """Sections of the menu, if possible such whose feed is known; the second for when the first is empty."""
    menu, known = site.sections(home), site.places.section_urls()
    with_feed = [url for url in menu if site.feed_of(url)]
    in_both = [url for url in menu if url in known]
    return list(dict.fromkeys([*with_feed, *in_both, *menu, *known]))[:SECTIONS]


def _feeds_to_ask(site: Site, home: Answer, section: Answer, all_feeds: bool) -> list[str]:
    known = site.places.urls(site.places.feeds)
    own = site.feed_of(section.ask.url)
    wanted = [*known[: None if all_feeds else 1], *([own] if own else [])]
    wanted += [*site.feeds_named(home)[:1], *site.feeds_named(section)[:1]]
    return [url for url in dict.fromkeys(wanted) if site.is_own(url)]


def _sitemaps_to_ask(site: Site, robots: Answer) -> list[str]:
    places = site.places
    named = site.named_sitemaps(robots)
    news = places.urls(places.news_sitemaps)
    return list(dict.fromkeys([*news, *(named or places.urls(places.sitemaps))]))[:SITEMAPS]


def _newest(children: Iterable[Child]) -> Child | None:
    """The sitemap with the newest days in its name; without any, the first one."""
    return max(children, key=lambda child: (days_of(child.url) or (date.min, date.min))[1], default=None)


def _articles_to_ask(site: Site, listed: Iterable[list[Link]]) -> list[str]:
    """Some articles, of every list the first, then of every list the second."""
    by_id: dict[str, str] = {}
    for row in zip_longest(*listed):
        for link in row:
            if link is not None and (number := article_id(link.url, site.outlet)):
                by_id.setdefault(number, link.url)
    return list(by_id.values())[:ARTICLES]


def _read(reads: Callable[[Answer], T], answer: Answer, otherwise: T) -> T:
    try:
        return reads(answer)
    except BrokenSource:
        return otherwise

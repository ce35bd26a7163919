"""Facts about feeds and sitemaps: those of the outlet's file, and those the site names itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from cleaners.addresses import article_id, is_article_url
from crawler.discovery.link import BrokenSource, Link
from crawler.discovery.sitemap import days_of
from crawler.probe.facts import Fact, Verdict, numbered, some
from crawler.probe.site import Answer, Site
from crawler.probe.visit import Visit

DATE = re.compile(rb"<(?:pubDate|published|dc:date)>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)", re.IGNORECASE)
FEW = 2
"""Items of which a feed needs more, before its being the home feed's proves anything."""


def facts_of_feeds(visit: Visit) -> Iterator[Fact]:
    """A fact a feed: its items, the form of its dates, whether it is the one it should be."""
    site = visit.site
    known = site.places.urls(site.places.feeds)
    named = [url for page in visit.of("home", "section") for url in site.feeds_named(page)]
    home_feed: list[str] = []
    for answer in visit.of("feed"):
        fact, urls = _feed(site, answer, named, home_feed)
        yield fact
        home_feed = home_feed or urls
    asked = {answer.ask.url for answer in visit.of("feed")}
    left = [urlsplit(url).path for url in known if url not in asked]
    if left:
        yield Fact("feeds", "unasked", f"{some(left)}: --all-feeds asks for them, too")
    foreign = [url for url in dict.fromkeys(named) if not site.is_own(url)]
    if foreign:
        yield Fact("feeds", "noted", f"the site names {some(foreign)}, which is not its own host and was not asked")
    if not named and any(not page.trouble for page in visit.of("home", "section")):
        change = (
            "crawler/discovery/section.py: feed_addresses reads link[rel=alternate]; see where this site names its own"
        )
        yield Fact("feeds named by pages", "missing", "no page names a feed in its head", change)


def facts_of_sitemaps(visit: Visit) -> Iterator[Fact]:
    """A fact a sitemap, and what became of those in the outlet's file when robots.txt names others."""
    site = visit.site
    named = [url for robots in visit.of("robots") for url in site.named_sitemaps(robots)]
    news = site.places.urls(site.places.news_sitemaps)
    for answer in visit.of("sitemap"):
        yield _sitemap(visit, answer, named, is_news=answer.ask.url in news)
    asked = {answer.ask.url for answer in visit.of("sitemap")}
    for url in site.places.urls(site.places.sitemaps):
        if url not in asked and named:
            yield Fact(f"sitemap {urlsplit(url).path}", "noted", f"not used: robots.txt names {some(named)}")
    left = [url for url in named if url not in asked]
    if left:
        yield Fact("sitemaps", "unasked", some([urlsplit(url).path for url in left]))


def _feed(site: Site, answer: Answer, named: list[str], home_feed: list[str]) -> tuple[Fact, list[str]]:
    path = urlsplit(answer.ask.url).path
    known_feeds = site.places.urls(site.places.feeds)
    known = answer.ask.url in known_feeds
    subject = f"feed {path}"
    file = f"crawler/spiders/{site.outlet.name}.py"
    others = [urlsplit(url).path for url in named if url not in (answer.ask.url, *known_feeds) and site.is_own(url)]
    instead = f'; the site names "{others[0]}"' if others else ""
    try:
        links = site.feed(answer)
    except BrokenSource as error:
        change = (
            f'{file}: take "{path}" out of feeds{instead}' if known else f"the site names {path}, which is of no use"
        )
        return Fact(subject, "contradicted" if known else "noted", str(error), change if known else None), []
    urls = [link.url for link in links]
    own = [url for url in urls if is_article_url(url, site.outlet)]
    if not links:
        return Fact(subject, "contradicted", "a feed without items", f'{file}: take "{path}" out of feeds{instead}'), []
    if len(own) * 2 < len(urls):
        strange = next(url for url in urls if url not in own)
        change = f"cleaners/{site.outlet.name}.py: addresses must know its form"
        return Fact(
            subject, "contradicted", f"{len(own)} of {len(urls)} items are articles; not {strange}", change
        ), urls
    if home_feed and len(urls) > FEW and urls == home_feed:
        change = f'{file}: take "{path}" out of feeds, this system answers so for a wrong zone number{instead}'
        return Fact(subject, "contradicted", "answers with the home feed's items", change), urls
    return _dates(subject, answer, links, own, known), urls


def _dates(subject: str, answer: Answer, links: list[Link], own: list[str], known: bool) -> Fact:
    """A feed that is one: are its dates read?"""
    printed = DATE.search(answer.body)
    form = unescape(printed[1].decode("utf-8", "replace")).strip() if printed else None
    dated = sum(link.published is not None for link in links)
    said = f"{numbered(len(links), 'item')}, {len(own)} of them articles"
    if not known:
        said += "; named by the site, not in our file"
    if form and not dated:
        change = "crawler/discovery/dates.py: iso_date must read this form"
        return Fact(subject, "contradicted", f"{said}; dates such as {form!r} are not read", change)
    if not dated:
        return Fact(subject, "contradicted", f"{said}; no dates", "crawler/discovery/rss.py: where does it say when?")
    return Fact(subject, "confirmed", f"{said}; dates such as {form!r} read as {links[0].published}")


def _sitemap(visit: Visit, answer: Answer, named: list[str], *, is_news: bool) -> Fact:
    site, path = visit.site, urlsplit(answer.ask.url).path
    subject = f"sitemap {path}"
    file = f"crawler/spiders/{site.outlet.name}.py"
    known = answer.ask.url in site.places.urls((*site.places.sitemaps, *site.places.news_sitemaps))
    where = "robots.txt" if answer.ask.url in named else "our file" if known else "an index"
    try:
        links, parts = site.listed(answer), site.parts(answer)
    except BrokenSource as error:
        others = [urlsplit(url).path for url in named if url != answer.ask.url]
        found = [urlsplit(a.ask.url).path for a in visit.of("sitemap") if a is not answer and _has_news(site, a)]
        right = found if is_news else others
        name = "news_sitemaps" if is_news else "sitemaps"
        change = f'{file}: take "{path}" out of {name}' + (f', put "{right[0]}" there' if right else "")
        verdict: Verdict = "contradicted" if known or where == "robots.txt" else "noted"
        return Fact(subject, verdict, f"{error} (named by {where})", change if known else None)
    if parts:
        dated = sum(days_of(part.url) is not None for part in parts)
        said = f"an index of {numbered(len(parts), 'sitemap')}, {dated} of them with a period in the name"
        return Fact(subject, "confirmed", f"{said}; named by {where}")
    own = [link for link in links if article_id(link.url, site.outlet)]
    published = sum(link.published is not None for link in own)
    said = f"{numbered(len(links), 'page')}, {len(own)} of them articles, {published} with a publishing time"
    if is_news and not published:
        change = f'{file}: take "{path}" out of news_sitemaps; as a plain sitemap it may stand in sitemaps'
        return Fact(subject, "contradicted", f"{said}: no news sitemap", change)
    return Fact(subject, "confirmed" if own or not known else "contradicted", f"{said}; named by {where}")


def _has_news(site: Site, answer: Answer) -> bool:
    try:
        return any(link.published for link in site.listed(answer))
    except BrokenSource:
        return False

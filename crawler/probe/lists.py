"""Facts about robots.txt, the home page, a section page and what it loads when scrolled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from crawler.discovery.link import BrokenSource
from crawler.discovery.scroll import Scroll
from crawler.probe.facts import Fact, numbered, some
from crawler.probe.site import Answer, Site
from crawler.probe.visit import Visit
from crawler.settings import ROBOTSTXT_USER_AGENT

API = re.compile(r"""\bdomainApi\s*:\s*["']([^"'\s]+)["']""")
"""Where ePi's pages name the host of their lists."""
ZONE_IN_SCROLL = re.compile(r"/timelinelist/(\d+)/|/morenews-zone-(\d+)-")
ZONE_IN_FEED = re.compile(r"-(\d+)\.rss$")


def facts_of_lists(visit: Visit) -> Iterator[Fact]:
    """The facts, in the order the pages were asked for."""
    site = visit.site
    yield from _robots(visit)
    for home in visit.of("home"):
        yield from _home(site, home)
    sections = visit.of("section")
    for section in sections[:-1]:
        yield Fact(f"section {section.path}", "noted", section.trouble or "lists no articles: the next one was asked")
    for section in sections[-1:]:
        yield from _section(site, section)
        yield from _more(visit, section)


def _robots(visit: Visit) -> Iterator[Fact]:
    answer = visit.of("robots")[0]
    if answer.status is None or answer.status >= 500:
        said = f"{answer.trouble or 'no answer'}: until it can be had, nothing may be asked"
        yield Fact("robots.txt", "missing", said, "ask again later")
        return
    closed = [one.ask.url for one in visit.answers if one.trouble == "robots.txt"]
    if closed:
        change = (
            f'in tinsach.toml, [outlet.{visit.site.outlet.name}]: leave the source out of sources = ["rss", "sitemap", '
            '"section"]; Tinsach keeps to robots.txt'
        )
        yield Fact("robots.txt", "contradicted", f"closes {some(closed)}", change)
    elif answer.trouble:
        yield Fact("robots.txt", "noted", f"{answer.trouble}: nothing is closed, no sitemap is named")
    else:
        rules = Protego.parse(answer.text)
        delay = rules.crawl_delay(ROBOTSTXT_USER_AGENT)
        kept = f"asks for {delay:g} s between requests, which is kept" if delay is not None else "asks for no delay"
        named = numbered(len(list(rules.sitemaps)), "sitemap")
        yield Fact("robots.txt", "confirmed", f"leaves open all that was asked; {kept}; names {named}")


def _home(site: Site, home: Answer) -> Iterator[Fact]:
    subject = f"home {site.places.home}"
    if home.trouble:
        yield Fact(subject, "missing", home.trouble, _about_trouble(home))
        return
    wanted, served = urlsplit(site.places.home).hostname, urlsplit(home.url).hostname
    if served != wanted:
        change = f'cleaners/{site.outlet.name}.py: put "{served}" first in hosts; the same in home of {_spider(site)}'
        yield Fact(subject, "contradicted", f"leads to {home.url}", change)
    if links := site.links(home):
        yield Fact(subject, "confirmed", f"links {numbered(len(links), 'article')}, such as {links[0].url}")
    else:
        yield Fact(subject, "contradicted", _no_links(site, home), _address_form(site))
    menu, known = site.sections(home), site.places.section_urls()
    gone = [urlsplit(url).path for url in known if url not in menu]
    new = [urlsplit(url).path for url in menu if url not in known]
    said = f"{numbered(len(menu), 'section')} in the menu"
    said += f"; not there: {some(gone)}" if gone else ""
    said += f"; not in our file: {some(new)}" if new else ""
    if not menu:
        change = "crawler/discovery/section.py: add to MENU the element that holds the menu's links"
        yield Fact("sections", "contradicted", "no section was recognised in the menu", change)
    elif known and len(gone) == len(known):
        names = ", ".join(f'"{name}"' for name in _names(site, menu)[:15])
        yield Fact("sections", "contradicted", said, f"{_spider(site)}: sections=({names}),")
    else:
        yield Fact("sections", "confirmed", said)


def _section(site: Site, section: Answer) -> Iterator[Fact]:
    subject = f"section {section.path}"
    if section.trouble:
        yield Fact(subject, "missing", section.trouble, _about_trouble(section))
        return
    links = site.links(section)
    if links:
        yield Fact(subject, "confirmed", f"lists {numbered(len(links), 'article')}")
    else:
        yield Fact(subject, "contradicted", _no_links(site, section), _address_form(site))
    if site.outlet.family.name == "epi":
        yield from _api(site, section)
    yield _zone(site, section, site.scroll(section))


def _api(site: Site, section: Answer) -> Iterator[Fact]:
    """The host of ePi's lists: the page names it, and only our own are asked."""
    named = API.search(section.text)
    if named is None:
        yield Fact(
            "API host",
            "contradicted",
            f"{section.path} names none (domainApi)",
            "crawler/discovery/scroll.py: find in the page's scripts where its lists come from, and read it there",
        )
        return
    host = urlsplit(named[1]).hostname or named[1]
    if host in site.own_hosts:
        yield Fact("API host", "confirmed", f"{section.path} names {named[1]}")
    else:
        change = (
            f'crawler/spiders/base.py: own_hosts must hold "{host}", and _epi_find in crawler/discovery/scroll.py must '
            "let it pass, if it is the newspaper's own; until then it is not asked"
        )
        expected = f"https://api.{site.outlet.hosts[0]}"
        yield Fact("API host", "contradicted", f"{section.path} names {named[1]}, not {expected}", change)


def _zone(site: Site, section: Answer, scroll: Scroll | None) -> Fact:
    if scroll is None:
        named = API.search(section.text)
        if named and site.outlet.family.name == "epi" and urlsplit(named[1]).hostname not in site.own_hosts:
            return Fact("zone id", "unasked", "of no use without the API host")
        return Fact(
            "zone id", "contradicted", f"{section.path} does not say its number", _where_zones_are(section, site)
        )
    found = ZONE_IN_SCROLL.search(scroll.pattern)
    zone = next(filter(None, found.groups()), "?") if found else "?"
    feed = site.feed_of(section.ask.url)
    in_feed = ZONE_IN_FEED.search(feed) if feed else None
    if feed and in_feed and in_feed[1] != zone:
        path = urlsplit(feed).path
        change = f'{_spider(site)}: in feeds, "{path}" becomes "{path.removesuffix(f"{in_feed[1]}.rss")}{zone}.rss"'
        return Fact(
            "zone id", "contradicted", f"{section.path} is zone {zone}, our feed {path} says {in_feed[1]}", change
        )
    agrees = f", as in {urlsplit(feed).path}" if feed and in_feed else ""
    return Fact("zone id", "confirmed", f"{section.path} is zone {zone}{agrees}")


def _more(visit: Visit, section: Answer) -> Iterator[Fact]:
    change = (
        f"open {section.ask.url} in a browser, scroll, and see in its network tools what is asked for: the pattern "
        f"stands in crawler/discovery/scroll.py, under {visit.site.outlet.family.name}"
    )
    answers = visit.of("more")
    if not answers and not section.trouble:
        yield Fact("load-more", "missing", "could not be asked: its address was not found on the section page", change)
    known = {link.url for link in visit.site.links(section)}
    for answer in answers:
        subject = f"load-more {urlsplit(answer.ask.url).hostname}{answer.path}"
        try:
            links = visit.site.more(answer)
        except BrokenSource as error:
            yield Fact(subject, "contradicted", str(error), change)
            continue
        if links:
            new = sum(link.url not in known for link in links)
            yield Fact(
                subject, "confirmed", f"{numbered(len(links), 'article')}, {new} of them not on the section page"
            )
        else:
            yield Fact(subject, "contradicted", "no articles in it", change)


def _where_zones_are(section: Answer, site: Site) -> str:
    if site.outlet.family.name == "epi":
        return "crawler/discovery/scroll.py: _EPI_ZONE must read the number of the section from the page's scripts"
    inputs = LexborHTMLParser(section.text).css("input[value]")
    like = [
        f"input#{name}={value}"
        for one in inputs
        if "zone" in (name := one.attributes.get("id") or "").lower()
        and (value := one.attributes.get("value") or "").isdigit()
    ]
    found = f"the page has {some(like)}" if like else "no input of the page is called a zone"
    return f"crawler/discovery/scroll.py: _vccorp_find reads input#hdZoneId; {found}"


def _names(site: Site, menu: list[str]) -> list[str]:
    """The sections of `menu` as `Places.sections` writes them."""
    before, _, after = site.places.section.partition("{}")
    return [urlsplit(url).path.removeprefix(before).removesuffix(after) for url in menu]


def _no_links(site: Site, page: Answer) -> str:
    anchors = LexborHTMLParser(page.text).css("a[href]")
    own = [url for a in anchors if site.is_own(url := urljoin(page.url, a.attributes.get("href") or ""))]
    strange = next((url for url in own if re.search(r"[0-9]{4,}", url)), None)
    return f"none of its {numbered(len(anchors), 'link')} is an article's" + (f", not {strange}" if strange else "")


def _address_form(site: Site) -> str:
    return f"cleaners/{site.outlet.name}.py: addresses must know the form of this newspaper's article addresses"


def _about_trouble(answer: Answer) -> str:
    if answer.trouble == "robots.txt":
        return "robots.txt closes it: ask the newspaper, or leave this source out"
    if answer.trouble and answer.trouble.startswith("a wall"):
        return "the newspaper keeps programs out: ask it for leave, with the contact that is set"
    return f"look at {answer.ask.url} in a browser: does it answer there?"


def _spider(site: Site) -> str:
    return f"crawler/spiders/{site.outlet.name}.py"

"""What a probe knows of a newspaper, and how its answers are read: shared by the plan, the spider and the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from protego import Protego

from cleaners.decode import decode
from cleaners.errors import UnreadablePage
from cleaners.layout import Outlet
from crawler.answers import challenge
from crawler.discovery.link import BrokenSource, Link
from crawler.discovery.rss import feed_links
from crawler.discovery.scroll import SCROLLING, Scroll
from crawler.discovery.section import article_links, feed_addresses, section_addresses
from crawler.discovery.sitemap import Child, sitemap_entries
from crawler.spiders.places import Places

Role = Literal["robots", "home", "section", "more", "feed", "sitemap", "article"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: an address and what it is hoped to be."""

    role: Role
    url: str


@dataclass(frozen=True)  # no slots: the text is kept once it was decoded
class Answer:
    """What came back. `url` is where redirects led; `trouble` says in a few words why there is nothing to read."""

    ask: Ask
    url: str
    status: int | None = None
    trouble: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    asked_at: str = ""
    """When it came, in UTC, as "2026-11-23T10:00:00Z"."""

    @cached_property
    def text(self) -> str:
        """The body as text; empty where it is none."""
        kind = next((value for name, value in self.headers if name.lower() == "content-type"), None)
        try:
            return decode(self.body, kind)
        except UnreadablePage:
            return ""

    @property
    def path(self) -> str:
        """The path that was asked for, with its query."""
        parts = urlsplit(self.ask.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


def trouble_of(status: int, body: bytes) -> str | None:
    """Why an answer cannot be read, seen from outside."""
    if status != 200:
        return f"http {status}"
    if wall := challenge(body):
        return f"a wall against programs ({wall})"
    return None if body.strip() else "an empty answer"


@dataclass(frozen=True, slots=True)
class Site:
    """A newspaper as its files describe it, and the readings of its answers that plan and report share."""

    outlet: Outlet
    places: Places

    @property
    def own_hosts(self) -> frozenset[str]:
        """The hosts that may be asked: ePi's lists go on at an API host."""
        return frozenset(self.outlet.hosts) | {f"api.{self.outlet.hosts[0]}"}

    def is_own(self, url: str) -> bool:
        try:
            return urlsplit(url).hostname in self.own_hosts
        except ValueError:
            return False

    def named_sitemaps(self, robots: Answer) -> list[str]:
        """The sitemaps that robots.txt names, on the newspaper's own hosts."""
        if robots.trouble:
            return []
        return [url for url in dict.fromkeys(Protego.parse(robots.text).sitemaps) if self.is_own(url)]

    def sections(self, home: Answer) -> list[str]:
        """The sections in the home page's menu."""
        is_section = SCROLLING[self.outlet.family.name].is_section
        return [] if home.trouble else section_addresses(home.text, url=home.url, is_section=is_section)

    def links(self, page: Answer) -> list[Link]:
        """The articles that a home or section page links."""
        return [] if page.trouble else article_links(page.text, url=page.url, newspaper=self.outlet)

    def feeds_named(self, page: Answer) -> list[str]:
        """The feeds that a page names in its head, foreign ones too."""
        return [] if page.trouble else feed_addresses(page.text, url=page.url)

    def scroll(self, section: Answer) -> Scroll | None:
        """How the section goes on, where its page says so."""
        return None if section.trouble else SCROLLING[self.outlet.family.name].find(section.text, section.url)

    def feed(self, answer: Answer) -> list[Link]:
        """The items of a feed. Raises BrokenSource."""
        _refuse_trouble(answer)
        return list(feed_links(answer.body, url=answer.url))

    def listed(self, answer: Answer) -> list[Link]:
        """The pages that a sitemap lists. Raises BrokenSource."""
        return [entry for entry in _entries(answer) if isinstance(entry, Link)]

    def parts(self, answer: Answer) -> list[Child]:
        """The further sitemaps that a sitemap names. Raises BrokenSource."""
        return [entry for entry in _entries(answer) if isinstance(entry, Child)]

    def more(self, answer: Answer) -> list[Link]:
        """The articles of a page that a section loads when scrolled. Raises BrokenSource."""
        _refuse_trouble(answer)
        return SCROLLING[self.outlet.family.name].read(answer.text, answer.url, self.outlet)[0]

    def feed_of(self, section: str) -> str | None:
        """The feed that the outlet's file holds for the section at `section`."""
        slug = urlsplit(section).path.strip("/").removesuffix(".htm")
        return next((url for url in self.places.urls(self.places.feeds) if _is_feed_of(url, slug)), None)


def _is_feed_of(feed: str, slug: str) -> bool:
    name = urlsplit(feed).path.removeprefix("/rss/").removesuffix(".rss")
    head, _, number = name.rpartition("-")
    return name == slug or (number.isdigit() and head == slug)


def _entries(answer: Answer) -> list[Link | Child]:
    _refuse_trouble(answer)
    return list(sitemap_entries(answer.body, url=answer.url))


def _refuse_trouble(answer: Answer) -> None:
    if answer.trouble:
        raise BrokenSource(answer.trouble)

"""Section and home pages: the articles they link, their feeds, the sections in the menu."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from cleaners.addresses import canonical_url, is_article_url
from cleaners.layout import Family, Outlet
from cleaners.text import one_line
from crawler.discovery.link import Link

MENU = "header a, nav a, .menu a, .mega-menu a, .header__nav a, .header__mega-menu a, .menu-wrap a"
"""Where VCCorp's and ePi's pages hold the links to their sections."""


def article_links(html: str, *, url: str, newspaper: Outlet | Family) -> list[Link]:
    """The articles linked from the page served at `url`, each once, in the page's order.

    For an outlet only its own articles, in canonical form; for a family every address of that form.
    """
    found: dict[str, Link] = {}
    outlet = newspaper if isinstance(newspaper, Outlet) else None
    for target, text in _anchors(LexborHTMLParser(html), url, "a[href]"):
        if not is_article_url(target, newspaper):
            continue
        address = canonical_url(target, outlet)
        if address not in found or not found[address].headline:
            found[address] = Link(address, headline=text or None)
    return list(found.values())


def feed_addresses(html: str, *, url: str) -> list[str]:
    """The feeds that the page served at `url` names in its head."""
    links = LexborHTMLParser(html).css('link[rel~="alternate"][href]')
    named = [link for link in links if "rss" in _attribute(link, "type") or "atom" in _attribute(link, "type")]
    return list(dict.fromkeys(urljoin(url, _attribute(link, "href")) for link in named))


def section_addresses(html: str, *, url: str, is_section: Callable[[str], bool]) -> list[str]:
    """The sections in the menu of the page served at `url`; `is_section` judges a path."""
    host = urlsplit(url).hostname
    found = []
    for target, _ in _anchors(LexborHTMLParser(html), url, MENU):
        parts = urlsplit(target)
        if parts.hostname == host and is_section(parts.path):
            found.append(parts._replace(query="", fragment="").geturl())
    return list(dict.fromkeys(found))


def _anchors(tree: LexborHTMLParser, url: str, selector: str) -> Iterator[tuple[str, str]]:
    """(absolute address, text) of the links that `selector` finds; what is no web address is left out."""
    base = tree.css_first("base[href]")
    url = urljoin(url, _attribute(base, "href")) if base is not None else url
    for anchor in tree.css(selector):
        href = _SPACE.sub("", _attribute(anchor, "href"))
        try:
            target = urljoin(url, href)
            is_web = bool(href) and urlsplit(target).scheme in ("http", "https")
        except ValueError:  # such as http://[
            continue
        if is_web:
            yield target, one_line(_attribute(anchor, "title") or anchor.text())


def _attribute(node: object, name: str) -> str:
    attributes: dict[str, str | None] = getattr(node, "attributes", {})
    return attributes.get(name) or ""


_SPACE = re.compile(r"[\t\r\n]|^\s+|\s+$")
"""What a browser ignores in an address."""

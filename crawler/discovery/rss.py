"""Feeds: RSS 2.0, and Atom where a newspaper has it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from crawler.discovery.dates import iso_date
from crawler.discovery.link import Link
from crawler.discovery.xml import child_texts, elements, first_of, local_name

_ITEMS = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "rdf", "feed"})


def feed_links(body: bytes, *, url: str) -> Iterator[Link]:
    """The items of the feed served at `url`, in its order; the guid stands in for a missing link.

    Raises BrokenSource, while iterating, for HTML or anything else that is no feed.
    """
    for item in elements(body, _ITEMS, _ROOTS):
        texts = child_texts(item)
        address = texts.get("link") or _atom_link(item) or first_of(texts, "guid", "id")
        if address:
            yield Link(
                url=urljoin(url, address),
                published=iso_date(first_of(texts, "pubdate", "published", "date")),
                modified=iso_date(texts.get("updated")),
                headline=texts.get("title"),
            )


def _atom_link(item: etree._Element) -> str | None:
    hrefs = [c.get("href") for c in item if local_name(c) == "link" and c.get("rel", "alternate") == "alternate"]
    return next((href for href in hrefs if href), None)

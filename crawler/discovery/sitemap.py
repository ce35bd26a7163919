"""Sitemaps: indexes, lists of pages, news sitemaps with headlines and publishing times; packed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from crawler.discovery.dates import iso_date
from crawler.discovery.link import Link
from crawler.discovery.xml import child_text, elements, local_name

_ENTRIES = frozenset({"sitemap", "url"})
_ROOTS = frozenset({"sitemapindex", "urlset"})


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names."""

    url: str
    modified: str | None


def sitemap_entries(body: bytes, *, url: str) -> Iterator[Link | Child]:
    """The pages and the further sitemaps that the sitemap served at `url` names, in its order.

    `lastmod` is when a page was changed, not when it was published; only a news sitemap says that.
    Raises BrokenSource, while iterating, for what is no sitemap.
    """
    for entry in elements(body, _ENTRIES, _ROOTS):
        address = next((c.text.strip() for c in entry if local_name(c) == "loc" and c.text and c.text.strip()), None)
        if address is None:
            continue
        modified = iso_date(child_text(entry, "lastmod"))
        if local_name(entry) == "sitemap":
            yield Child(urljoin(url, address), modified)
        else:
            yield Link(
                url=urljoin(url, address),
                published=iso_date(child_text(entry, "publication_date")),
                modified=modified,
                headline=child_text(entry, "title"),
            )


_MONTH = re.compile(r"(?<!\d)(20\d\d)-(1[0-2]|0?[1-9])(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")


def ends_before(url: str, day: date) -> bool:
    """Whether a sitemap's name says that it ends before `day`: `news-2025-1.xml`, `sitemaps-2025-1-1-5.xml`.

    >>> ends_before("https://bao.example/sitemaps/news-2025-1.xml", date(2025, 2, 1))
    True
    """
    found = _MONTH.search(url)
    if found is None:
        return False
    year, month = int(found[1]), int(found[2])
    last_day = int(found[4] or found[3] or 31)
    return (year, month, last_day) < (day.year, day.month, day.day)

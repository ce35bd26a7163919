"""Sitemaps: indexes, lists of pages, news sitemaps with headlines and publishing times; packed or not."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin

from crawler.discovery.dates import iso_date
from crawler.discovery.link import Link
from crawler.discovery.xml import child_texts, elements, local_name

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
        parts = {local_name(part): part for part in reversed(entry)}
        address = (parts["loc"].text or "").strip() if "loc" in parts else ""
        if not address:
            continue
        modified = iso_date(parts["lastmod"].text) if "lastmod" in parts else None
        if local_name(entry) == "sitemap":
            yield Child(urljoin(url, address), modified)
        else:
            # Pictures have titles, too: only those of the news extension are meant.
            news = child_texts(parts["news"]) if "news" in parts else {}
            published = iso_date(news.get("publication_date"))
            yield Link(urljoin(url, address), published=published, modified=modified, headline=news.get("title"))


_PERIOD = re.compile(r"(?<!\d)(20\d\d)-(1[0-2]|0?[1-9])(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?!\d)")


def days_of(url: str) -> tuple[date, date] | None:
    """The first and last day a sitemap covers, read from its name (`news-2025-1.xml`, `sitemaps-2025-1-1-5.xml`).

    >>> days_of("https://bao.example/sitemaps/news-2025-1.xml")
    (datetime.date(2025, 1, 1), datetime.date(2025, 1, 31))
    """
    found = _PERIOD.search(url)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    length = monthrange(year, month)[1]
    first, last = int(found[3] or 1), int(found[4] or found[3] or length)
    return date(year, month, min(max(first, 1), length)), date(year, month, min(max(last, 1), length))


def last_day(url: str) -> date | None:
    """The last day a sitemap covers, read from its name, or None."""
    covered = days_of(url)
    return covered[1] if covered else None


def worth_reading(
    children: Iterable[Child], *, since: date | None, until: date | None = None, days: int = 31
) -> list[Child]:
    """The sitemaps of an index that can hold what is wanted, newest first.

    With `since` or `until`: what neither its name nor its lastmod says to lie outside. Without: of those with
    days in their name the newest `days`; back-filling is asked for with a date. Those without days always.
    """
    listed = [(child, days_of(child.url)) for child in children]
    if since or until:
        kept = [(child, covered) for child, covered in listed if _touches(child, covered, since, until)]
    else:
        newest = max((covered[1] for _, covered in listed if covered), default=None)
        first = newest - timedelta(days=days) if newest else None
        kept = [(child, covered) for child, covered in listed if not (covered and first and covered[1] < first)]
    return [child for child, _ in sorted(kept, key=lambda pair: pair[1][1] if pair[1] else date.max, reverse=True)]


def _touches(child: Child, covered: tuple[date, date] | None, since: date | None, until: date | None) -> bool:
    if since and child.modified and child.modified[:10] < since.isoformat():
        return False
    return covered is None or not ((since and covered[1] < since) or (until and covered[0] > until))

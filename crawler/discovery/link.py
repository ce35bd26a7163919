"""What a feed, a sitemap or a section page says about one address."""

from __future__ import annotations

from dataclasses import dataclass

from cleaners.errors import TinsachError


@dataclass(frozen=True, slots=True)
class Link:
    """An address as the source writes it (absolute, not yet canonical) and what the source says about it.

    `published` and `modified` are ISO 8601 with offset, None where the source gives none.
    """

    url: str
    published: str | None = None
    modified: str | None = None
    headline: str | None = None


class BrokenSource(TinsachError):
    """A feed, sitemap or list that cannot be read; the crawl goes on without it."""

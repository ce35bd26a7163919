"""Article addresses: which URLs are articles, and the one form that names each."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from cleaners.layout import Addresses, Family, Outlet

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|zarsrc|gidzl|_gl|mc_[ce]id|ref|from|source|zalo\w*", re.IGNORECASE)
"""Query parameters that say where a reader came from."""


def canonical_url(url: str, outlet: Outlet | None) -> str:
    """The one address of what `url` leads to: https, the outlet's first host, no tracking, no fragment.

    An article's print, AMP, mobile and section-path forms fold into one. For another host, or no
    outlet, only tracking parameters and the fragment go. A URL that cannot be read comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return url
    if outlet is None or host not in outlet.hosts:
        return urlunsplit(parts._replace(query=_without_tracking(parts.query), fragment=""))
    found = _match(parts.path, outlet.addresses)
    if found is None:
        return urlunsplit(SplitResult("https", outlet.hosts[0], parts.path or "/", _without_tracking(parts.query), ""))
    return urlunsplit(SplitResult("https", outlet.hosts[0], found[1], "", ""))


def absolute_url(link: str, base: str | None) -> str:
    """Where `link` leads from the page at `base`. A link that cannot be read comes back as it is."""
    try:
        return urljoin(base or "", link)
    except ValueError:
        return link


def host_of(url: str | None) -> str | None:
    """The host in `url`, in lower case; None when there is none, or the URL cannot be read."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def path_of(url: str | None) -> str:
    """The path in `url`; empty when there is none, or the URL cannot be read."""
    try:
        return urlsplit(url).path if url else ""
    except ValueError:
        return ""


def article_id(url: str, outlet: Outlet | Family) -> str | None:
    """The number that names the article `url` leads to, or None when it is no article of that newspaper.

    The host must be the outlet's own; for a family the path alone decides.
    """
    try:
        parts = urlsplit(url)
        if isinstance(outlet, Outlet) and (parts.hostname or "").lower() not in outlet.hosts:
            return None
    except ValueError:
        return None
    found = _match(parts.path, outlet.addresses)
    return found[0] if found else None


def is_article_url(url: str, outlet: Outlet | Family) -> bool:
    """Whether `url` is written as an article's address."""
    return article_id(url, outlet) is not None


def _without_tracking(query: str) -> str:
    if not query:
        return ""
    return urlencode([(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not TRACKING.fullmatch(k)])


def _match(path: str, addresses: Addresses) -> tuple[str, str] | None:
    """The article's id and canonical path, or None."""
    articles, refuse = _compiled(addresses)
    for pattern, canonical in articles:
        found = pattern.fullmatch(path)
        if found:
            if any(r.search(path) for r in refuse):
                return None
            return found["id"], canonical.format(**found.groupdict())
    return None


@lru_cache(maxsize=32)
def _compiled(addresses: Addresses) -> tuple[list[tuple[re.Pattern[str], str]], list[re.Pattern[str]]]:
    articles = [(re.compile(a.path), a.canonical) for a in addresses.articles]
    return articles, [re.compile(r) for r in addresses.refuse]

"""From a page that came from elsewhere to the outcome that is written down, by the rules of a crawl."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from cleaners import clean
from cleaners.addresses import canonical_url, is_article_url
from cleaners.errors import NotAnArticle, UnreadablePage
from cleaners.layout import Outlet
from db.records import FetchedPage, Outcome, UrlStatus

EMPTY = frozenset(("no-body", "empty"))
"""What the cleaners call a page of an article whose text is missing."""

FAULTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""Mistakes of ours that one page brings to light: they must not cost the others. The page is kept, to repeat it."""


class NextTry(Protocol):
    """When a crawl is to look at an address again, UTC. `published` is the article's date, or else when it was read."""

    def __call__(self, status: UrlStatus, published: str) -> str | None: ...


def never(status: UrlStatus, published: str) -> str | None:
    """For files that no crawl goes on with."""
    return None


def outcome_of_page(page: FetchedPage, outlet: Outlet, next_try: NextTry) -> Outcome:
    """The outcome of `page`: an article under the address it gives itself, or why there is none."""
    try:
        article = clean(page.body, url=page.requested_url, outlet=outlet.name, content_type=page.header("Content-Type"))
    except NotAnArticle as error:
        return _without_article(page, "empty" if error.reason in EMPTY else "not_article", error.reason, next_try)
    except UnreadablePage:
        return _without_article(page, "not_article", "unreadable", next_try)
    except FAULTS as error:
        return _without_article(page, "failed", f"reading failed: {type(error).__name__}", next_try)
    if article.cleaner.fallback and not (article.headline and article.date_published):
        # The fallback finds some text in a list, too; an article of these newspapers says what and when.
        return _without_article(page, "not_article", "unread layout", next_try)
    own = article.url if article.url and is_article_url(article.url, outlet) else page.requested_url
    url = canonical_url(own, outlet)
    return Outcome(
        page.url,
        outlet.name,
        "stored",
        page=replace(page, url=url),
        article=replace(article, url=url, outlet=outlet.name),
        next_try_at=next_try("stored", article.date_published or page.fetched_at),
    )


def _without_article(page: FetchedPage, status: UrlStatus, reason: str, next_try: NextTry) -> Outcome:
    again = next_try(status, page.fetched_at)
    return Outcome(page.url, page.outlet, status, reason, page=page, next_try_at=again)

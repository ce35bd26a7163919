"""From a page that came from elsewhere to the outcome that is written down, by the rules of a crawl."""

from __future__ import annotations

from typing import Protocol

from cleaners.layout import Outlet
from db.filing import file_page
from db.records import FetchedPage, Outcome, UrlStatus

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
        filed = file_page(page, outlet)
    except FAULTS as error:
        again = next_try("failed", page.fetched_at)
        reason = f"reading failed: {type(error).__name__}"
        return Outcome(page.url, page.outlet, "failed", reason, page=page, next_try_at=again)
    published = (filed.article.date_published if filed.article else None) or page.fetched_at
    return Outcome(
        page.url,
        outlet.name,
        filed.status,
        filed.reason,
        page=filed.page,
        article=filed.article,
        next_try_at=next_try(filed.status, published),
    )

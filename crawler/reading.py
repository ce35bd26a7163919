"""What came of one address: from the answer, or the error, to the outcome that is written down."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from scrapy.http import Response

from cleaners.addresses import is_article_url
from cleaners.article import Article
from cleaners.layout import Outlet
from crawler.answers import challenge, meaning_of_error, meaning_of_status
from crawler.middlewares import MovedToKnown
from crawler.revisit import moment, next_try
from db.filing import file_page
from db.records import FetchedPage, Outcome, UrlState, UrlStatus

MAX_HEADERS = 64_000
"""Characters of an answer's headers that are kept with its page; a flood of cookies is left out."""


def outcome_of_answer(response: Response, state: UrlState, outlet: Outlet, *, now: datetime) -> Outcome:
    """The outcome of asking for `state.url` when `response` was the answer, after redirects."""
    page = _page(response, state, outlet, now)
    retry_after = page.header("Retry-After")
    if response.status == 304:
        return _outcome(state, "unchanged", "http 304", now, page=page)
    if meaning := meaning_of_status(response):
        return _outcome(state, *meaning, now, retry_after=retry_after)
    if not response.body.strip():
        return _outcome(state, "empty", "empty page", now)
    if not is_article_url(response.url, outlet):
        return _outcome(state, "not_article", f"redirects to {urlsplit(response.url).path}", now, page=page)
    filed = file_page(page, outlet)
    by_its_cleaner = filed.article is not None and not filed.article.cleaner.fallback
    if not by_its_cleaner and (wall := challenge(response.body)):
        return _outcome(state, "blocked", wall, now, page=page, retry_after=retry_after)
    published = filed.article.date_published if filed.article else None
    return _outcome(state, filed.status, filed.reason, now, page=filed.page, article=filed.article, published=published)


def outcome_of_error(error: BaseException, state: UrlState, *, now: datetime) -> Outcome:
    """The outcome of asking for `state.url` when there was no answer."""
    if isinstance(error, MovedToKnown):
        return Outcome(state.url, state.outlet, "moved", "redirect", moved_to=error.url)
    return _outcome(state, *meaning_of_error(error), now)


def outcome_of_crash(
    error: BaseException, response: Response, state: UrlState, outlet: Outlet, *, now: datetime
) -> Outcome:
    """The outcome when reading the page failed for a reason nobody foresaw: the page is kept, so it can be repeated."""
    page = _page(response, state, outlet, now)
    return _outcome(state, "failed", f"reading failed: {type(error).__name__}", now, page=page)


def _outcome(
    state: UrlState,
    status: UrlStatus,
    reason: str | None,
    now: datetime,
    *,
    page: FetchedPage | None = None,
    article: Article | None = None,
    published: str | None = None,
    retry_after: str | None = None,
) -> Outcome:
    # Without a date, or with one still to come, the article is as old as our knowledge of it.
    age = published or state.published
    if age is None or moment(age) > now:
        age = state.first_seen_at
    tries = 0 if state.status in ("discovered", "stored", "unchanged") else state.tries
    shown = (state.first_seen_at, state.last_seen_at)
    again = next_try(status, now=now, published=age, tries=tries, retry_after=retry_after, shown=shown)
    return Outcome(state.url, state.outlet, status, reason, page=page, article=article, next_try_at=again)


def _page(response: Response, state: UrlState, outlet: Outlet, now: datetime) -> FetchedPage:
    headers: list[tuple[str, str]] = []
    room = MAX_HEADERS
    for name, values in response.headers.items():
        for value in values:
            if (size := len(name) + len(value)) <= room:
                room -= size
                headers.append((name.decode("latin-1"), value.decode("latin-1")))
    return FetchedPage(
        url=state.url,
        requested_url=response.url,
        outlet=outlet.name,
        fetched_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        http_status=response.status,
        headers=tuple(headers),
        body=response.body,
    )

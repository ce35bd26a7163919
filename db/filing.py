"""Which article a page holds and under which address it is filed, or why there is none: however the page came in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cleaners import clean
from cleaners.addresses import canonical_url, is_article_url
from cleaners.article import Article
from cleaners.errors import NotAnArticle, UnreadablePage
from cleaners.layout import Outlet
from db.records import FetchedPage, UrlStatus

EMPTY = frozenset(("no-body", "empty"))
"""What the cleaners call a page of an article whose text is missing."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What a page turned out to be. `page` and `article` bear the address they are filed under; without an
    article `status` and `reason` say why, and the page keeps the address it came with.
    """

    status: UrlStatus
    reason: str | None
    page: FetchedPage
    article: Article | None = None


def file_page(page: FetchedPage, outlet: Outlet) -> Filed:
    """Clean `page` of `outlet`. Raises nothing for what a page may hold; mistakes of ours come through."""
    try:
        article = clean(page.body, url=page.requested_url, outlet=outlet.name, content_type=page.header("Content-Type"))
    except NotAnArticle as error:
        return Filed("empty" if error.reason in EMPTY else "not_article", error.reason, page)
    except UnreadablePage:
        return Filed("not_article", "unreadable", page)
    if article.cleaner.fallback and not (article.headline and article.date_published):
        # The fallback finds some text in a list, too; an article of these newspapers says what and when.
        return Filed("not_article", "unread layout", page)
    # An article is filed under the address it gives itself, when that is an article's at this outlet.
    own = article.url if article.url and is_article_url(article.url, outlet) else page.requested_url
    url = canonical_url(own, outlet)
    return Filed("stored", None, replace(page, url=url), replace(article, url=url, outlet=outlet.name))

"""How a page becomes an article: pure functions, text in, `Article` out.

from cleaners import clean
article = clean(html_or_dump, url="https://nld.com.vn/…-196260307071308923.htm")
"""

from __future__ import annotations

from cleaners.article import Article, Block, Cleaner, Image, Verdict
from cleaners.errors import NotAnArticle, TinsachError, UnreadablePage, UsageError

__all__ = [
    "Article",
    "Block",
    "Cleaner",
    "Image",
    "NotAnArticle",
    "TinsachError",
    "UnreadablePage",
    "UsageError",
    "Verdict",
    "clean",
]


def clean(
    source: str | bytes, *, url: str | None = None, outlet: str | None = None, content_type: str | None = None
) -> Article:
    """The article in `source`: a page (HTML) or a dump (a page flattened to plain text), told apart by looking.

    `source` as bytes is decoded, with the charset of the HTTP header `content_type` as a hint. `url`
    is where it came from; `outlet` names the newspaper when the address does not.
    Raises NotAnArticle (with what could be read), UnreadablePage, UsageError (unknown outlet).
    """
    from cleaners.decode import decode, is_plain_page, kind_of
    from cleaners.outlets import outlet_named

    known = outlet_named(outlet) if outlet else None
    raw = source if isinstance(source, bytes) and is_plain_page(source) else None
    if raw is not None:
        from cleaners.page import clean_part

        if (article := clean_part(raw, url, known)) is not None:
            return article
    text = decode(source, content_type) if isinstance(source, bytes) else source
    if kind_of(text) == "page":
        from cleaners.page import clean_page

        return clean_page(text, url, known, whole=raw is not None)
    from cleaners.dump import clean_dump

    return clean_dump(text, known, url)

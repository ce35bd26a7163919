"""Any other page: trafilatura finds the body, our own Vietnamese rules look at its result once more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cleaners.addresses import canonical_url
from cleaners.article import Article, Block, Cleaner, Verdict
from cleaners.bylines import parse_byline, split_dateline
from cleaners.dates import parse_date
from cleaners.errors import NotAnArticle
from cleaners.fields import LINKED_DATA, Sources, declared
from cleaners.layout import Fields, Outlet, attr, ld, meta, text
from cleaners.review import BODY_KINDS, Review
from cleaners.selectors import Question
from cleaners.text import one_line
from cleaners.versions import fallback_version
from cleaners.walk import Item

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]
    from selectolax.lexbor import LexborHTMLParser

HEAD = Fields(
    headline=ld("headline") + meta("og:title") + text("h1", "title"),
    description=meta("og:description", "description") + ld("description"),
    authors=ld("author.name") + meta("article:author", "author"),
    source=(),
    article_section=ld("breadcrumb") + meta("article:section"),
    keywords=meta("article:tag", "news_keywords", "keywords"),
    date_published=ld("datePublished")
    + meta("article:published_time", "datePublished", "pubdate")
    + attr("datetime", "time[datetime]"),
    date_modified=ld("dateModified") + meta("article:modified_time", "dateModified"),
    image=meta("og:image"),
)
"""What any newspaper's page says of itself in its head."""

KIND_OF_TAG = {
    "p": "paragraph",
    "head": "heading",
    "item": "list_item",
    "quote": "quote",
    "cell": "table",
    "ab": "paragraph",
}


def clean_with_fallback(
    html: str, tree: LexborHTMLParser, *, url: str | None, outlet: Outlet | None, warning: str | None = None
) -> Article:
    """The article as trafilatura finds it, marked as fallback. Raises NotAnArticle when it finds none."""
    found = _question().ask(tree)
    sources = Sources(found, found.get(LINKED_DATA, []))
    headline = sources.first("headline", HEAD.headline)
    lead = sources.first("lead", HEAD.description)
    dateline, description = split_dateline(lead, outlet.datelines if outlet else ()) if lead else (None, None)
    own_names = outlet.own_names if outlet else ()
    byline = parse_byline("; ".join(sources.all("byline", HEAD.authors)[0]), own_names)
    keywords, _ = sources.all("keywords", HEAD.keywords)
    sections, section_source = sources.all("section", HEAD.article_section)
    if section_source is not None and section_source.attribute == "content":
        sections = sections[0].split(",")[:1]
    items = _items(html, url)
    review = Review(
        headline=headline, lead=description, authors=byline.authors, own_names=own_names, is_article=lambda href: False
    )
    review.go_over(items)
    blocks = tuple(Block(i.kind, i.text) for i in items if i.kept and i.kind in BODY_KINDS)  # type: ignore[arg-type]
    published = sources.first("date", HEAD.date_published, parse_date)
    article = Article(
        cleaner=Cleaner("trafilatura", fallback_version(), fallback=True),
        url=canonical_url(url, outlet) if url else None,
        outlet=outlet.name if outlet else None,
        layout="fallback",
        headline=headline,
        description=description or None,
        dateline=dateline,
        authors=review.authors,
        source=byline.source or review.source,
        article_section=tuple(section.strip() for section in sections if section.strip()),
        keywords=tuple(dict.fromkeys(w.strip() for value in keywords for w in value.split(",") if w.strip())),
        date_published=published,
        date_modified=sources.first("date", HEAD.date_modified, parse_date),
        blocks=blocks,
        warnings=tuple(
            name
            for name, missing in (
                ("fallback", False),
                ("no-headline", headline),
                ("no-date", published),
                ("no-lead", description),
                ("no-body", blocks),
            )
            if not missing
        )
        + ((warning,) if warning else ()),
        verdicts=tuple(Verdict(i.kept, i.kind, i.rule, i.where, i.text) for i in items),
    )
    if not blocks:
        raise NotAnArticle("no-body", article, f"{url or 'the page'} holds no article text that any reader found")
    return article


@lru_cache(maxsize=1)
def _question() -> Question:
    return Question([*declared(HEAD), LINKED_DATA])


def _items(html: str, url: str | None) -> list[Item]:
    """The body's blocks in reading order, as trafilatura marks them."""
    from trafilatura import bare_extraction  # half a second and 60 MB: only pages of no family pay for it

    try:
        document = bare_extraction(html, url=url, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, RecursionError, AssertionError):
        return []
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    items: list[Item] = []
    _blocks_of(document.body, items)
    return items


def _blocks_of(element: _Element, items: list[Item]) -> None:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        kind = KIND_OF_TAG.get(child.tag)
        if child.tag in ("list", "table", "div", "quote") and any(
            isinstance(inner.tag, str) and inner.tag in KIND_OF_TAG for inner in child
        ):
            _blocks_of(child, items)
        elif child.tag == "row":
            line = " | ".join(filter(None, (one_line("".join(cell.itertext())) for cell in child)))
            if line:
                items.append(Item(True, "table", "trafilatura", "row", line))
        elif child.tag == "table":
            _blocks_of(child, items)
        else:
            line = one_line("".join(child.itertext()))
            if line:
                items.append(Item(True, kind or "paragraph", "trafilatura", child.tag, line))
        tail = one_line(child.tail or "")
        if tail:
            items.append(Item(True, "paragraph", "trafilatura", "tail", tail))

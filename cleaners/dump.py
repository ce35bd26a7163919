"""Cleaning a dump: a page that somebody else already flattened to plain text.

Nothing but lines is left of such a page, so lines are judged by what the site prints on every page
(cleaners.phrases), by their shape, and by how they stand to each other: dump_lines, dump_head, dump_related and
dump_body each do one step. Spacing is no evidence: some flatteners put a blank line around every block, some none.
"""

from __future__ import annotations

from dataclasses import replace

from cleaners.addresses import host_of
from cleaners.article import Article, Cleaner, Verdict
from cleaners.dump_body import Body, read_body
from cleaners.dump_glued import separate
from cleaners.dump_head import Head, read_head
from cleaners.dump_lines import Line, address_in, read_lines
from cleaners.dump_related import drop_related
from cleaners.dump_rhythm import is_only_related
from cleaners.dump_topic import are_strangers, drop_strange_boxes, drop_strangers
from cleaners.dump_words import Vocabulary, vocabulary, vocabulary_of
from cleaners.errors import NotAnArticle, UnreadablePage
from cleaners.layout import Outlet
from cleaners.outlets import OUTLETS, outlet_of_host
from cleaners.own_markdown import read_own_markdown
from cleaners.text import loosely_equal
from cleaners.versions import dump_version

MAX_CHARACTERS = 2_000_000
MAX_LINES = 10_000
"""A page of text is a thousandth of this; more is no page, and must not keep a crawl waiting."""


def clean_dump(text: str, outlet: Outlet | None = None, url: str | None = None) -> Article:
    """The article in a dump. Every non-blank line gets a verdict; `where` is "line N" of `text`, from 1.

    `outlet` says whose page it was; without it the address or the text itself tells, else the phrases of all
    outlets are used. Raises NotAnArticle ("related-only", "no-body") when there is no body, and UnreadablePage
    when the text is empty or far larger than a page.
    """
    _check_size(text)
    url = url or address_in(text)
    own = read_own_markdown(text, Cleaner("dump", dump_version(None)))
    if own is not None:
        return _of_outlet(own, outlet, url)
    outlet = outlet or outlet_of_host(host_of(url)) or guess_outlet_of_dump(text)
    words = vocabulary_of(outlet) if outlet else vocabulary(None)
    lines = read_lines(text, words)
    if not lines:
        raise UnreadablePage("the text is empty: nothing to clean")
    lines, glued = separate(lines, words)
    if is_only_related(lines):
        raise _only_related(lines, outlet, url)
    own_names = _own_names(outlet)
    head = read_head(lines, own_names, words.datelines, url)
    end = drop_related(lines, head.body, signed=head.dateline is not None)
    about = " . ".join(filter(None, (head.headline.text if head.headline else None, head.description)))
    end = drop_strangers(lines, head.body, end, about)
    drop_strange_boxes(lines, head.body, end, about)
    if head.headline is None and not glued and are_strangers(lines[:end]):
        raise _only_related(lines, outlet, url)
    body = read_body(lines, head, end, own_names, short_headings=outlet is not None and outlet.short_headings)
    body.warnings[:0] = ["one-line-dump"] * glued
    article = _article(lines, head, body, outlet, url)
    if not article.blocks:
        if article.headline is None:  # a front page: the names and dates on it are of other articles
            article = replace(article, authors=(), source=None, date_published=None, keywords=(), images=())
        raise NotAnArticle(
            "no-body", article, "the text has no paragraph of an article: only its head or other articles"
        )
    return article


def _only_related(lines: list[Line], outlet: Outlet | None, url: str | None) -> NotAnArticle:
    for line in lines:
        line.settle(line.phrase or "related", "only-other-articles")
    article = _article(lines, Head(0), Body(warnings=["related-only"]), outlet, url)
    return NotAnArticle("related-only", article, "the text holds only titles and leads of other articles")


def _of_outlet(article: Article, outlet: Outlet | None, url: str | None) -> Article:
    """Our own Markdown, read again, with the outlet that was named or that its address tells."""
    url = article.url or url
    outlet = outlet or outlet_of_host(host_of(url))
    cleaner = Cleaner(outlet.name if outlet else "dump", dump_version(outlet))
    missing = {"no-date": article.date_published, "no-headline": article.headline, "no-lead": article.description}
    warnings = tuple(warning for warning, value in missing.items() if value is None)
    return replace(article, url=url, outlet=outlet.name if outlet else None, cleaner=cleaner, warnings=warnings)


def guess_outlet_of_dump(text: str) -> Outlet | None:
    """The outlet whose dateline and phrases a dump shows; None when none or several do alike."""
    lines = read_lines(text[:200_000], vocabulary(None))
    scores = {outlet: _score(lines, outlet) for outlet in OUTLETS.values()}
    ranked = sorted(scores.values(), reverse=True)
    if ranked[0] < 2 or ranked[0] in ranked[1:]:
        return None
    return max(scores, key=lambda outlet: scores[outlet])


def _score(lines: list[Line], outlet: Outlet) -> int:
    own = Vocabulary((outlet.phrases,), outlet.datelines, ())
    return sum(3 * (line.dateline in outlet.datelines) + (own.phrase(line.text) is not None) for line in lines)


def _check_size(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise UnreadablePage(f"the text has {len(text):,} characters: more than {MAX_CHARACTERS:,} is no page of text")
    if text.count("\n") + text.count("\r") > MAX_LINES:
        raise UnreadablePage(f"the text has more than {MAX_LINES:,} lines: that is no page of text")


def _article(lines: list[Line], head: Head, body: Body, outlet: Outlet | None, url: str | None) -> Article:
    own_names = _own_names(outlet)
    warnings = list(body.warnings)
    if "related-only" not in warnings:
        missing = {"no-date": head.date, "no-headline": head.headline, "no-lead": head.description}
        warnings += [warning for warning, value in missing.items() if value is None]
    authors = head.authors or body.authors
    return Article(
        cleaner=Cleaner(outlet.name if outlet else "dump", dump_version(outlet)),
        url=url,
        outlet=outlet.name if outlet else None,
        layout="dump",
        kind="interview" if any(block.kind == "answer" for block in body.blocks) else "article",
        headline=_without_site_name(head.headline.text, own_names) if head.headline else None,
        description=head.description,
        dateline=head.dateline,
        authors=tuple(dict.fromkeys(authors)),
        source=head.source or body.source,
        article_section=head.sections,
        keywords=tuple(dict.fromkeys(body.keywords)),
        date_published=head.date,
        images=tuple(dict.fromkeys(body.images)),
        blocks=tuple(body.blocks),
        warnings=tuple(dict.fromkeys(warnings)),
        verdicts=tuple(
            line.verdict or Verdict(False, "unknown", "none", f"line {line.number}", line.text) for line in lines
        ),
    )


def _own_names(outlet: Outlet | None) -> tuple[str, ...]:
    return outlet.own_names if outlet else tuple(name for known in OUTLETS.values() for name in known.own_names)


def _without_site_name(headline: str, own_names: tuple[str, ...]) -> str:
    """The headline of a dump that begins with the page's title: "A headline - Báo Nhân Dân điện tử"."""
    head, mark, site = max(
        (headline.rpartition(mark) for mark in (" - ", " | ", " – ")), key=lambda parts: len(parts[0])
    )
    return head.rstrip() if mark and any(loosely_equal(site, name) for name in own_names) else headline

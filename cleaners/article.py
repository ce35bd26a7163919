"""The article: what a page becomes. Field names follow schema.org NewsArticle in snake_case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Kind = Literal["article", "photo", "video", "infographic", "longform", "live", "podcast", "interview"]
BlockKind = Literal["paragraph", "heading", "list_item", "quote", "table", "question", "answer"]


WITHOUT_TEXT: frozenset[Kind] = frozenset(("photo", "video", "infographic", "podcast"))
"""Kinds whose story may be told without a line of body text."""


def _words(text: str) -> int:
    """Runs of non-space; where all space is single ordinary spaces, as in every text of ours, it is enough to count
    those."""
    if text.isprintable() and text[:1] != " " != text[-1:] and "  " not in text:
        return text.count(" ") + bool(text)
    return len(text.split())


class Block(NamedTuple):
    """One unit of the body in reading order. `text` is one line of NFC text, never empty."""

    kind: BlockKind
    text: str

    def to_dict(self) -> dict[str, str]:
        return {"kind": self.kind, "text": self.text}


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article; `credit` is the photographer or agency, without "Ảnh:"."""

    url: str | None
    caption: str | None = None
    credit: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        return {"url": self.url, "caption": self.caption, "credit": self.credit}


class Verdict(NamedTuple):
    """What became of one block of the article region, and why.

    `kind` says what the block is: a `BlockKind`, or headline, lead, byline, source, date, section,
    keywords, caption, related, ad, audio, share, menu, footer, comments, paywall, duplicate …
    `kept` is true when it went into the article (body or metadata). `rule` names the rule that
    decided; `where` says where the block stands: a CSS selector, or "line 12" in a dump.
    """

    kept: bool
    kind: str
    rule: str
    where: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        return {"kept": self.kept, "kind": self.kind, "rule": self.rule, "where": self.where, "text": self.text}


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Who read the page: the outlet's cleaner, the family's, or the fallback."""

    name: str
    version: str
    fallback: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "version": self.version, "fallback": self.fallback}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clean article. Dates are ISO 8601 with their offset; lists are in the page's order.

    `url` is the canonical address; `outlet` is None for a newspaper Tinsach does not know;
    `description` is the lead without its dateline; `authors` are names only; `source` is the
    agency the article credits; `article_section` runs from the outermost section inwards.
    `verdicts` tells for every block of the article region what became of it.
    """

    cleaner: Cleaner
    url: str | None = None
    outlet: str | None = None
    layout: str = "standard"
    kind: Kind = "article"
    headline: str | None = None
    description: str | None = None
    dateline: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    article_section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    date_published: str | None = None
    date_modified: str | None = None
    in_language: str = "vi"
    is_accessible_for_free: bool | None = None
    images: tuple[Image, ...] = ()
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = field(default=(), repr=False)

    @property
    def article_body(self) -> str:
        """The blocks' text joined by a blank line; no headline, lead or caption."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def word_count(self) -> int:
        """Syllables as written: runs of non-space in `article_body`."""
        return sum(_words(block.text) for block in self.blocks)

    @property
    def tells_something(self) -> bool:
        """Whether there is an article to keep: a body; or, where pictures, a player or a subscription stand in
        its place, a headline with a lead or a caption.
        """
        if self.blocks:
            return True
        if self.kind not in WITHOUT_TEXT and self.is_accessible_for_free is not False:
            return False
        return bool(self.headline) and bool(self.description or any(image.caption for image in self.images))

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `tinsach clean --format json`; see docs/architecture.md."""
        return {
            "url": self.url,
            "outlet": self.outlet,
            "layout": self.layout,
            "kind": self.kind,
            "headline": self.headline,
            "description": self.description,
            "dateline": self.dateline,
            "authors": list(self.authors),
            "source": self.source,
            "article_section": list(self.article_section),
            "keywords": list(self.keywords),
            "date_published": self.date_published,
            "date_modified": self.date_modified,
            "in_language": self.in_language,
            "is_accessible_for_free": self.is_accessible_for_free,
            "images": [image.to_dict() for image in self.images],
            "blocks": [block.to_dict() for block in self.blocks],
            "article_body": self.article_body,
            "word_count": self.word_count,
            "cleaner": self.cleaner.to_dict(),
            "warnings": list(self.warnings),
        }

"""What a newspaper looks like, declared as data. One engine (cleaners.page, cleaners.dump) runs it.

A `Family` is a content-management system: what its pages share stands there once. An `Outlet` is
one newspaper on a family and holds only what is its own.

Selectors are a small part of CSS, matched in Python while the engine walks a page once:
compounds of tag, `#id`, `.class`, `[attr]`, `[attr=x]`, `[attr^=x]`, `[attr$=x]`, `[attr*=x]`,
joined by blanks (descendant), alternatives by commas.

There is one object of each family and outlet, so they are compared by identity: what is compiled
from them is kept in caches that must not hash a hundred strings at every look.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cleaners.article import Kind

Action = Literal[
    "drop",
    "outside",
    "keep",
    "metadata",
    "photo",
    "caption",
    "byline",
    "credit",
    "heading",
    "quote",
    "list_item",
    "question",
    "answer",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of an element of the article region that matches `selector`.

    `drop`: its text is no part of the article; `kind` says what it is (related, ad, audio …).
    `outside`: walk on inside, but nothing there is body. `keep`: walk on inside, its text is body.
    `metadata`: it says the date, the keywords …, which are read as fields.
    `photo`: pictures that share a caption. `caption`, `byline`, `credit`: goes to the images,
    authors, source. The rest: its text is a block of that kind. Of several rules that fit an
    element the first counts; an outlet's own stand before its family's.
    """

    action: Action
    kind: str
    selector: str


def drop(kind: str, *selectors: str) -> tuple[Rule, ...]:
    """Rules that drop each of `selectors` as `kind`."""
    return tuple(Rule("drop", kind, s) for s in selectors)


def take(action: Action, *selectors: str) -> tuple[Rule, ...]:
    """Rules that take each of `selectors` as `action` says."""
    return tuple(Rule(action, action, s) for s in selectors)


LD = "ld"
"""The selector of a value in the page's NewsArticle JSON-LD."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field's value stands: an element's text, one of its attributes, or a key of the JSON-LD."""

    selector: str
    attribute: str | None = None
    """None: the text. For the selector `LD`: the dotted path in the page's NewsArticle JSON-LD."""


def outside(kind: str, *selectors: str) -> tuple[Rule, ...]:
    """Rules that walk on inside each of `selectors`, where nothing is body."""
    return tuple(Rule("outside", kind, s) for s in selectors)


def field_at(kind: str, *selectors: str) -> tuple[Rule, ...]:
    """Rules that keep each of `selectors` as metadata called `kind`, out of the body."""
    return tuple(Rule("metadata", kind, s) for s in selectors)


def text(*selectors: str) -> tuple[Source, ...]:
    """The text of the first element that has some."""
    return tuple(Source(s) for s in selectors)


def attr(attribute: str, *selectors: str) -> tuple[Source, ...]:
    """`attribute` of the first element that has it."""
    return tuple(Source(s, attribute) for s in selectors)


def meta(*names: str) -> tuple[Source, ...]:
    """The `content` of `<meta property=…>`, `<meta name=…>` or `<meta itemprop=…>`."""
    return tuple(Source(f"meta[{key}={name}]", "content") for name in names for key in ("property", "name", "itemprop"))


def ld(*paths: str) -> tuple[Source, ...]:
    """A value of the page's NewsArticle JSON-LD, such as "author.name"."""
    return tuple(Source(LD, path) for path in paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """For each field of the article its sources, the most trusted first."""

    headline: tuple[Source, ...] = ()
    description: tuple[Source, ...] = ()
    authors: tuple[Source, ...] = ()
    source: tuple[Source, ...] = ()
    article_section: tuple[Source, ...] = ()
    keywords: tuple[Source, ...] = ()
    date_published: tuple[Source, ...] = ()
    date_modified: tuple[Source, ...] = ()
    image: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One kind of page of a family: proved by any element that fits `when`, or by an address path that fits `path`."""

    name: str
    kind: Kind = "article"
    when: str = ""
    path: str = ""
    """A regular expression searched in the path of the page's address."""
    free: bool | None = None
    """False: the page holds a teaser of an article that is for subscribers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Words that announce noise in a page flattened to plain text. Each is a regular expression
    matched against a whole line (one line, NFC, case as given unless the pattern says `(?i)`).
    """

    header: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    related_heading: tuple[str, ...] = ()
    """Announces a list of other articles; everything that belongs to the list goes with it."""
    related_box: tuple[str, ...] = ()
    """Announces a box in mid-article, which may be empty."""
    audio: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    paywall: tuple[str, ...] = ()
    payment: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    ad: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    """Names of the newspaper's sections as its menu prints them: plain words, no patterns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """How an article's address is written.

    `path` is a regular expression for the whole path; its groups `slug` and `id` fill `canonical`.
    """

    path: str
    canonical: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Addresses:
    """The forms an article's address takes, and the paths that look like one and are none."""

    articles: tuple[Address, ...]
    refuse: tuple[str, ...] = ()
    """Regular expressions searched in the path: print editions, event streams, tag pages."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Family:
    """A content-management system and everything its newspapers share."""

    name: str
    signs: str
    """Selectors; an element that fits proves the family."""
    region: str
    """Selectors of the element that holds the article with its headline and what stands around the body."""
    body: str
    """Selectors of the element that holds the body; of several that fit, the one with most text is taken."""
    body_mark: str
    """How the first of these selectors is written in the tag that opens the body."""
    behind: str
    """A regular expression: a tag of what comes behind the region. It must begin with `<`."""
    inputs: tuple[str, ...] = ()
    """The hidden inputs, by id, that say something of the article; they stand behind it, too."""
    fields: Fields
    rules: tuple[Rule, ...]
    layouts: tuple[Layout, ...] = ()
    addresses: Addresses
    phrases: Phrases = field(default_factory=Phrases)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outlet:
    """One newspaper. `hosts` are exact; the first is the canonical one."""

    name: str
    title: str
    family: Family
    hosts: tuple[str, ...]
    datelines: tuple[str, ...] = ()
    """Signatures in front of a lead: NLĐO, Ngày Nay, NDO."""
    own_names: tuple[str, ...] = ()
    """What the newspaper calls itself: never an author."""
    addresses: Addresses
    rules: tuple[Rule, ...] = ()
    layouts: tuple[Layout, ...] = ()
    phrases: Phrases = field(default_factory=Phrases)
    teaser_sections: tuple[str, ...] = ()
    """Sections (paths) whose articles are for subscribers when their body is short."""
    short_headings: bool = False
    """Whether it keeps subheadings to some words and prints captions without a full stop."""
    english_sections: tuple[str, ...] = ()

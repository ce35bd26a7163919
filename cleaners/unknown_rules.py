"""The rules of a page nobody declared: what the names of its elements say, unless that would cost the article."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaners.addresses import host_of
from cleaners.element_words import noise_kind, roles
from cleaners.layout import Rule
from cleaners.look import SelectorIndex
from cleaners.markup import HEADINGS, SILENT, Attributes, is_inline, readable
from cleaners.seen import Box
from cleaners.text import one_line
from cleaners.unknown_site import RULES

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

TOO_MUCH = 0.35
"""Share of the body's text that no box of other articles holds; an element with more is kept, whatever its name."""
LINKS = frozenset(("navigation", "keywords"))
PROSE = 300
"""What is links, or it bears the wrong name; characters from which on that can be told."""
LEADS = 0.25
"""Share of a widget's text in links from which on it is no part of an article."""
CAPTION = 700
BYLINE = 120
"""Characters of the longest caption and byline."""
HEADLINE = 25
"""Characters of the shortest headline."""
BOX = 250
"""Characters beside a picture that are a caption."""
CARD = 700
CARDS = frozenset(("article", "div", "section"))
"""Characters of the largest card that leads to another article, and what cards are made of."""
BOXES = frozenset(("div", "section", "aside"))
LINES = HEADINGS | frozenset(("p", "li", "blockquote", "table"))
ANCHORS = frozenset(("navigation", "keywords"))
"""What the name of a single line does not mean: a heading called "toc-3" is where a table of contents leads."""


class UnknownRules:
    """Rules for one page.

    `used` maps the identity of elements that became a field to the field; `around` holds the identities of the
    body and the elements around it, which no rule touches; `length` is how many characters the body holds;
    `announced` holds the boxes that a line above them names, by their identity; `captions` the lines that only their
    look tells to be captions; `host` is the page's own.
    """

    def __init__(
        self,
        used: Mapping[int, str],
        around: set[int],
        length: int,
        announced: Mapping[int, Box],
        captions: Set[int] = frozenset(),
        host: str | None = None,
    ) -> None:
        self._used = used
        self._announced = announced
        self._captions = captions
        self._host = host
        self._around = around
        self._too_much = max(200, length * TOO_MUCH)

    def rule_of(self, node: LexborNode, tag: str, identity: int) -> Rule | None:
        """The rule `node` falls under, if any."""
        attributes = node.attributes
        if identity in self._used:
            return Rule("byline", self._used[identity], "field")
        if identity in self._around:
            return None
        if (box := self._announced.get(identity)) is not None:
            return Rule("drop", box.kind, "announced")
        if node.mem_id in self._captions:
            return Rule("caption", "caption", "look of captions")
        if found := _same_everywhere().find(node, tag, attributes):
            return None if found[0].action == "drop" and self._is_text(node) else found[0]
        return (
            self._picture(node, tag)
            or self._card(node, tag)
            or (self._named(node, tag, attributes) if attributes else None)
        )

    def _named(self, node: LexborNode, tag: str, attributes: Attributes) -> Rule | None:
        """What the names of an element say of it."""
        named = roles(attributes)
        if "caption" in named and _length(node) <= CAPTION:
            return Rule("caption", "caption", "named caption") if node.css_first("img") is None else None
        if is_inline(tag):
            return None
        if named & {"byline", "source", "date"} and (rule := self._about(node, named)) is not None:
            return rule
        kind = noise_kind(attributes)
        if kind is None or (tag in LINES and kind in ANCHORS) or self._is_text(node):
            return None
        if kind in LINKS and _length(node) >= PROSE and not _leads_on(node):
            return None
        if kind == "widget":  # page builders call every part of an article so
            return Rule("drop", "related", "named widget") if _leads_on(node) else None
        return Rule("drop", kind, f"named {kind}")

    def _about(self, node: LexborNode, named: frozenset[str]) -> Rule | None:
        """An element that names who wrote the article, from where or when; a biography is dropped."""
        length = _length(node)
        if "byline" in named:
            if length <= BYLINE:
                return Rule("byline", "byline", "named byline")
            return None if self._is_text(node) else Rule("drop", "author-box", "named byline")
        if length > BYLINE or not length:
            return None
        if "source" in named:
            return Rule("credit", "source", "named source")
        return None if node.css_first("h2, h3, h4, h5, h6") is not None else Rule("drop", "date", "named date")

    def _picture(self, node: LexborNode, tag: str) -> Rule | None:
        """A box that holds a picture and hardly a line: the picture's caption, or another article's headline."""
        if tag not in BOXES or node.css_first("img") is None or node.css_first("table, figure, h1, li") is not None:
            return None
        length = _length(node)
        if not 0 < length <= BOX or not _begins_with_picture(node):
            return None
        if sum(_length(link) for link in node.css("a")) > 0.6 * length:
            return Rule("drop", "related", "picture and link")
        return Rule("photo", "photo", "picture and a line")

    def _card(self, node: LexborNode, tag: str) -> Rule | None:
        """The card of another article: a small `article` that begins with a link, or a small box that begins with a
        link and holds a heading that is one.
        """
        if tag not in CARDS or not _begins_with_link(node):
            return None
        headed = tag == "article" or any(map(self._leads_to_another, node.css("h2, h3, h4, h5, h6")))
        if headed and _length(node) <= CARD and node.css_first("h1, table") is None:
            return Rule("drop", "related", "card that begins with a link")
        return None

    def _leads_to_another(self, head: LexborNode) -> bool:
        """Whether a heading is nothing but a link to another page of the same newspaper."""
        link = head.css_first("a")
        href = (link.attributes.get("href") or "") if link is not None else ""
        if not href or href.startswith("#") or host_of(href) not in (None, "", self._host):
            return False
        return _length(link or head) >= 0.9 * _length(head) >= HEADLINE

    def _is_text(self, node: LexborNode) -> bool:
        """Whether so much of the body's text stands in `node`, and so little of that in links, that it is text."""
        length = _length(node)
        if length <= self._too_much:
            return False
        return sum(_length(link) for link in node.css("a")) < 0.5 * length


def _leads_on(node: LexborNode) -> bool:
    """Whether so much of the text of `node` is links that it leads to other articles."""
    return sum(_length(link) for link in node.css("a")) >= LEADS * _length(node)


def _begins_with_picture(node: LexborNode) -> bool:
    """Whether a picture stands in front of all text of `node`."""
    for inner in node.traverse(include_text=True):
        if inner.tag == "img":
            return True
        if inner.tag == "-text" and (inner.text_content or "").strip() and inner.parent is not None:
            if inner.parent.tag in SILENT:
                continue
            return False
    return False


def _begins_with_link(node: LexborNode) -> bool:
    """Whether the first picture or text in `node` is a link."""
    for inner in node.traverse(include_text=True):
        if inner.tag == "img" or (inner.tag == "-text" and (inner.text_content or "").strip()):
            while inner.parent is not None and inner.mem_id != node.mem_id and inner.tag != "a":
                inner = inner.parent
            return inner.tag == "a"
    return False


def _length(node: LexborNode) -> int:
    return len(one_line(readable(node)))


@lru_cache(maxsize=1)
def _same_everywhere() -> SelectorIndex[Rule]:
    return SelectorIndex((rule.selector, rule) for rule in RULES)

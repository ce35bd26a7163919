"""HTML elements as a reader sees them: which hold text, which stand in a line, what an element says and shows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
BOLD = frozenset(("b", "strong"))
ITALIC = frozenset(("em", "i", "cite"))
SILENT = frozenset(
    "script style noscript template iframe object embed svg math canvas button input select textarea option "
    "head title meta link base source track param map area dialog menu video audio".split()
)
"""Elements that hold nothing a reader reads as text."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PICTURES = frozenset(("img", "amp-img"))
MAX_DEPTH = 120
"""Deeper nesting is read as flat text: no newspaper nests so deep, hostile pages do."""

Attributes = Mapping[str, str | None]


UNREAD, IN_LINE, BLOCK = 0, 1, 2
"""What an element is to a reader: nothing, a part of a line, a block of its own."""


class _Standing(dict[str | None, int]):
    """Answers by tag, worked out once each; a page that invents tags without end is not remembered."""

    def __missing__(self, tag: str | None) -> int:
        if tag is None or tag in SILENT or tag.startswith(("-", "_", "!")):
            answer = UNREAD
        else:
            answer = IN_LINE if is_inline(tag) else BLOCK
        if len(self) < MANY_TAGS:
            self[tag] = answer
        return answer


MANY_TAGS = 500
standing = _Standing().__getitem__
"""UNREAD (a script, a comment), IN_LINE or BLOCK, by an element's tag."""


def is_read(tag: str | None) -> bool:
    """Whether an element called so holds text for a reader: no script, no comment."""
    return standing(tag) != UNREAD


def is_inline(tag: str) -> bool:
    """Whether it stands in a line of text. What Word writes (o:p, st1:place) does."""
    return tag in INLINE or ":" in tag


def readable(node: LexborNode) -> str:
    """The text of `node` as a reader sees it: blocks and line breaks apart, no scripts; white space as it comes."""
    child = node.first_child
    if child is None:
        return ""
    if child.tag == "-text" and child.next is None:
        return child.text_content or ""
    pieces: list[str] = []
    _gather(node, pieces, 0)
    return "".join(pieces)


def flat_text(node: LexborNode) -> str:
    """The same, blocks not told apart, for any depth."""
    return "".join(
        inner.text_content or ""
        for inner in node.traverse(include_text=True)
        if inner.tag == "-text" and inner.parent is not None and inner.parent.tag not in SILENT
    )


def has_text(node: LexborNode, length: int) -> bool:
    """Whether there are so many characters in `node`, scripts and blanks counted in; no more of it is read."""
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text":
            length -= len(inner.text_content or "")
            if length <= 0:
                return True
    return False


def image_url(attributes: Attributes) -> str | None:
    """Where a picture is, lazily loaded ones too; the largest size it offers."""
    for name in ("data-original", "data-large-src", "data-src", "src"):
        value = (attributes.get(name) or "").strip()
        if value and not value.startswith(("data:", "javascript:")):
            return value
    return None


class Appearance(NamedTuple):
    """How an element's own attributes make it look."""

    hidden: bool = False
    bold: bool = False
    italic: bool = False
    side: str | None = None
    """ "right" or "center", when its text is set so."""


PLAIN = Appearance()
LONG = 200
"""Characters of classes and style that are too many to be worth remembering."""


def appearance(attributes: Attributes) -> Appearance:
    """How an element with these attributes looks."""
    classes, style, align = attributes.get("class") or "", attributes.get("style") or "", attributes.get("align") or ""
    read = _remembered if len(classes) + len(style) + len(align) < LONG else _appearance
    looks = read(classes, style, align)
    return looks._replace(hidden=True) if "hidden" in attributes else looks


def _appearance(classes: str, style: str, align: str) -> Appearance:
    tokens, style = classes.split(), style.replace(" ", "").lower()
    align = style.partition("text-align:")[2] if "text-align" in style else align.lower()
    align = align or next((token[5:] for token in tokens if token in ("text-right", "text-center")), "")
    return Appearance(
        hidden="hidden" in tokens or "d-none" in tokens or "display:none" in style,
        bold="font-weight:bold" in style or "font-weight:700" in style,
        italic="font-style:italic" in style,
        side=next((name for name in ("right", "center") if align.startswith(name)), None),
    )


_remembered = lru_cache(maxsize=2_000)(_appearance)
"""The same; pages write the same few over and over."""


def where(node: LexborNode, tag: str) -> str:
    """A short selector that says which element it is."""
    classes = (node.attributes.get("class") or "").split()
    return f"{tag}.{classes[0]}" if classes else tag


def _gather(node: LexborNode, pieces: list[str], depth: int) -> None:
    child = node.first_child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif stands := standing(tag):
            if depth > MAX_DEPTH:
                pieces.append(flat_text(child))
            elif stands == IN_LINE:
                _gather(child, pieces, depth + 1)
            else:
                pieces.append(" ")
                _gather(child, pieces, depth + 1)
                pieces.append(" ")
        child = child.next

"""Where a page nobody declared prints its headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleaners.fields import Sources
from cleaners.markup import HEADINGS, SILENT, is_inline, readable
from cleaners.survey import ancestors
from cleaners.text import bare_words, one_line
from cleaners.unknown_names import Told, own_names_of
from cleaners.unknown_site import HEAD

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

WORDS = 3
LONGEST = 400
"""Words of the shortest headline; characters of the longest."""
FEW = 4
"""A heading of so few words may share them with a title by chance, as a section's name does."""
SIZED = 200
"""Elements with a size of their own that are looked at where no heading and no title tell the headline."""
LARGE = 14
"""Points from which on a line is larger than text."""
SECTIONS = 2
"""So many further headings of the first level without a name are those of the article's sections."""
MANY = 20_000
MATCHES = 20
"""Pieces of text that are looked at for a headline that stands in no heading of its own; so many of them may say it."""

_size = re.compile(r"font-size\s*:\s*(\d{1,2})(?:\.\d+)?\s*(px|pt)", re.IGNORECASE)
_suffix = re.compile(r"\s+[-–—|»]\s+([^-–—|»]{2,50})$")
_masthead = re.compile(
    r"(?:báo|tạp chí|trang (?:tin|thông tin)|cổng thông tin|đài|cơ quan|tin (?:tức|nhanh))\b", re.IGNORECASE
)
_breaks = re.compile(r"\s+[-–—|»>:•·]\s+|\s*[|»]\s*")


def find_headline(tree: LexborHTMLParser, sources: Sources, url: str | None) -> tuple[LexborNode | None, str | None]:
    """The headline's element and text: an `h1` that says what the head says, another line that says it to the letter,
    else the head's own words.
    """
    own = Told(own_names=own_names_of(sources, url))
    said = [_without_site(value, own) for source in HEAD.headline for value, _ in sources.values(source)]
    titles = [frozenset(bare_words(value)) for value in said]
    heads = [(node, one_line(readable(node))) for node in tree.css("h1")]
    heads = [(node, text) for node, text in heads if len(text.split()) >= WORDS and len(text) <= LONGEST]
    for node, text in heads:
        words = frozenset(bare_words(text))
        if any(len(words & title) >= 0.6 * len(words) for title in titles):
            longer = next((s for s in said if text.endswith(("…", "...")) and s.startswith(text.rstrip(".… "))), None)
            exact = longer or len(text.split()) > FEW or any(words == title for title in titles)
            return (None if exact else _printed(tree, said)) or (node, longer or text)
    if not said and heads:
        return heads[0]
    return _printed(tree, said) or _only(heads, own) or _largest(tree) or (None, said[0] if said else None)


def _only(heads: list[tuple[LexborNode, str]], own: Told) -> tuple[LexborNode, str] | None:
    """The page's one `h1`, though its head says something else: some titles are written for search engines, and some
    are those of another page. A newspaper's name is none, nor is a link home.
    """
    if len(heads) != 1 or len(heads[0][1].split()) <= FEW or own.is_own(heads[0][1]) or _masthead.match(heads[0][1]):
        return None
    node: LexborNode | None = heads[0][0]
    if node is not None and node.css_first("a") is not None:
        return None
    while node is not None and node.tag not in ("a", "nav", "footer"):
        node = node.parent
    return heads[0] if node is None else None


def _without_site(title: str, own: Told) -> str:
    """A page's title without the newspaper's name behind it."""
    found = _suffix.search(title)
    return title[: found.start()] if found and own.is_own(found[1]) else title


def _printed(tree: LexborHTMLParser, said: list[str]) -> tuple[LexborNode, str] | None:
    """A line that is a title of the page or the beginning of one: in a heading if there is any, the longest, the last
    before the text. Links are none: they lead to articles.
    """
    wanted = {words: None for title in said for words in _beginnings(title)}
    best: tuple[tuple[bool, int], LexborNode, str] | None = None
    root = tree.body
    if root is None or not wanted:
        return None
    matches = 0
    for looked, piece in enumerate(root.traverse(include_text=True)):
        if looked > MANY or matches > MATCHES:
            break
        if piece.tag != "-text" or piece.parent is None or piece.parent.tag in SILENT:
            continue
        text = one_line(piece.text_content or "")
        if len(text) > LONGEST or len(text.split()) < WORDS or bare_words(text) not in wanted:
            continue
        matches += 1
        node = _line_of(piece.parent, text)
        if node is None:
            continue
        rank = (node.tag in HEADINGS, len(text))
        if best is None or rank > best[0]:
            best = (rank, node, text)
    return (best[1], best[2]) if best else None


def _largest(tree: LexborHTMLParser) -> tuple[LexborNode, str] | None:
    """The first of the lines set largest, where some are set larger than text is: old pages know no headings."""
    best: tuple[int, LexborNode, str] | None = None
    for node in tree.css("font[size], [style*='font-size']")[:SIZED]:
        size = _points(node)
        if size < LARGE or (best is not None and size <= best[0]):
            continue
        text = one_line(readable(node))
        if len(text.split()) <= FEW or len(text) > LONGEST / 2:
            continue
        line = _line_of(node, text)
        if line is not None and node.css_first("a") is None:
            best = (size, line, text)
    return (best[1], best[2]) if best else None


def _points(node: LexborNode) -> int:
    """How large an element's text is set, in points; 0 when it does not say."""
    size = node.attributes.get("size") or ""
    if node.tag == "font" and size.lstrip("+").isdecimal():
        step = int(size.lstrip("+")) + (3 if size.startswith("+") else 0)
        return {4: 14, 5: 18, 6: 24}.get(step, 36 if step > 6 else 0)
    found = _size.search(node.attributes.get("style") or "")
    if found is None:
        return 0
    return int(found[1]) if found[2].lower() == "pt" else int(found[1]) * 3 // 4


def _beginnings(title: str) -> list[tuple[str, ...]]:
    """The bare words of a title and of what stands in front of each dash or bar in it."""
    ends = [*(found.start() for found in _breaks.finditer(title)), len(title)]
    parts = [bare_words(title[:end]) for end in ends[-5:]]
    return [part for part in parts if len(part) >= WORDS]


def _line_of(node: LexborNode, text: str) -> LexborNode | None:
    """The outermost element around a text that says nothing else; None inside a link."""
    while node.tag != "body" and node.parent is not None:
        if node.tag == "a":
            return None
        above = node.parent
        if not is_inline(node.tag or "") and above.tag not in HEADINGS:
            return node
        if len(above.text()) > 2 * len(text) + 40 or one_line(readable(above)) != text:
            return node if above.tag != "a" else None
        node = above
    return None


def of_other_articles(heads: list[LexborNode], headline: LexborNode | None) -> list[LexborNode]:
    """The headings of the first level that head other articles: links, those in an `article` of their own, and those
    that look as the headline does, unless several do that bear no name: these part the article.
    """
    if headline is None:
        return heads
    around = ancestors(headline)
    named = headline.attributes.get("class")
    apart = [head for head in heads if head.css_first("a") or _in_own_article(head, around)]
    alike = [head for head in heads if head.attributes.get("class") == named]
    return apart + (alike if named or apart or len(alike) < SECTIONS else [])


def _in_own_article(head: LexborNode, around: set[int]) -> bool:
    """Whether a heading stands in an `article` that is not the headline's."""
    node: LexborNode | None = head
    while node is not None and node.tag != "article":
        node = node.parent
    return node is not None and node.mem_id not in around

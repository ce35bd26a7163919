"""What only the shape of a body tells on a page nobody declared: paragraphs parted by line breaks, captions that
differ from the text by their element's class or style alone, a lead that does.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from selectolax.lexbor import create_tag

from cleaners.markup import HEADINGS, PICTURES, appearance, is_inline, is_read, readable
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SENTENCE = 90
"""Characters from which on a line is longer than a line of verse, of an address or of a list."""
MOST = 0.7
"""Share of the lines between line breaks that are that long, and share of the body's text that stands in such lines."""
AGAIN = 8
"""How often a body's text is read for its lines, at most."""
CAPTION = 320
ONLY_CAPTION = 200
"""Characters of the longest caption, and of the longest one that no other caption looks like."""
FEW = 0.35
"""Share of a body's text that captions hold at most; with more, the story is told in what looks like them."""
TEXT = 0.5
"""Share of a body's text that looks alike where any other look tells something."""
LEAD = range(60, 900)
"""Characters of a lead."""
OTHERS = 3
"""So many paragraphs look alike for another one to differ from them."""
CAPTION_TAGS = HEADINGS | frozenset(("p", "div", "center"))
LINES = CAPTION_TAGS | frozenset(("td", "th", "li", "dd", "blockquote", "figcaption", "pre"))
SHOWN = "img, amp-img, video, iframe"
MANY = 2000
"""Elements of a body that are looked at."""

_ends = re.compile(r"[.!?…:;][”\"'’)\]]*$")
_ends_sentence = re.compile(r"[.!?…][”\"'’)\]]*$")
_layout = re.compile(
    r"drop|cap\b|first|align|justify|mso|normal|center|left|right|indent|margin|font|size|style|color|space|start|"
    r"\b\w{1,3}\d*\b",
    re.IGNORECASE,
)
"""Classes of a first paragraph that say how it is set, not what it is."""


def part_lines(body: LexborNode) -> None:
    """Doubles the line breaks that part paragraphs: where the body's text stands in lines longer than a sentence, each
    is one. Two breaks in a row part paragraphs anyway.
    """
    parents = {br.parent.mem_id: br.parent for br in body.css("br")[:MANY] if br.parent is not None}
    if not parents:
        return
    total = len(one_line(readable(body)))
    long: list[list[LexborNode]] = []
    held = read = 0
    for node in parents.values():
        lines = list(_lines(node))
        told = [text for text, _ in lines if text]
        letters = sum(map(len, told))
        read += letters
        if read > AGAIN * total:  # elements nested as no newspaper nests them
            return
        prose = sum(len(text) for text in told if len(text) >= SENTENCE and _ends.search(text))
        if len(told) < 2 or prose < MOST * letters or sum(len(text) >= SENTENCE for text in told) < MOST * len(told):
            continue
        long.append([br for _, br in lines[:-1] if br is not None])
        held += letters
    if held < MOST * total:
        return
    for breaks in long:
        for br in breaks:
            br.insert_after(create_tag("br"))


def _lines(node: LexborNode) -> Iterator[tuple[str, LexborNode | None]]:
    """The lines of text directly in `node`, each with the line break behind it; none when it holds no line break."""
    pieces: list[str] = []
    child = node.first_child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif tag == "br":
            yield one_line("".join(pieces)), child
            pieces.clear()
        elif tag is not None and is_read(tag):
            if is_inline(tag):
                pieces.append(readable(child))
            elif pieces:
                yield one_line("".join(pieces)), None
                pieces.clear()
        child = child.next
    yield one_line("".join(pieces)), None


def captions_by_look(body: LexborNode) -> frozenset[int]:
    """The identities of the lines that are captions because nothing else in the body looks as they do, and each of
    them stands right behind a picture.
    """
    if body.css_first(SHOWN) is None:
        return frozenset()
    looks: dict[tuple[str, str, str], list[tuple[LexborNode, int, bool]]] = defaultdict(list)
    lines = list(_text_lines(body))
    total = sum(length for _, length, _ in lines)
    for node, length, behind in lines[:-1]:  # the last line may be a signature below a picture
        looks[_look(node)].append((node, length, behind))
    if max((sum(length for _, length, _ in alike) for alike in looks.values()), default=0) < TEXT * total:
        return frozenset()
    found: set[int] = set()
    for (tag, named, style), alike in looks.items():
        if not (named or style) or tag not in CAPTION_TAGS or not all(behind for _, _, behind in alike):
            continue
        longest = CAPTION if len(alike) > 1 else ONLY_CAPTION if named else 0
        letters = sum(length for _, length, _ in alike)
        if letters <= FEW * total and all(length <= longest for _, length, _ in alike):
            found.update(node.mem_id for node, _, _ in alike)
    return frozenset(found)


def _look(node: LexborNode) -> tuple[str, str, str]:
    attributes = node.attributes
    return node.tag or "", " ".join(sorted((attributes.get("class") or "").split())), attributes.get("style") or ""


def _text_lines(body: LexborNode) -> Iterator[tuple[LexborNode, int, bool]]:
    """The innermost block elements of a body that hold text, each with its characters and whether it may be a caption:
    a picture stands right before it, or a line that may be one and looks the same.
    """
    pictured = False
    before: tuple[str, str, str] | None = None
    for looked, node in enumerate(body.traverse(include_text=False)):
        if looked > MANY:
            return
        tag = node.tag or ""
        if tag in PICTURES:
            pictured, before = True, None
        elif tag in LINES and not _has_blocks(node) and (length := len(one_line(readable(node)))):
            look = _look(node)
            behind = (pictured or before == look) and node.css_first(SHOWN) is None
            behind = behind and appearance(node.attributes).side != "right"  # so are signatures set
            yield node, length, behind
            before = look if behind else None
            pictured = False


def _has_blocks(node: LexborNode) -> bool:
    """Whether other blocks stand in `node`; in a paragraph none can."""
    if node.tag == "p":
        return False
    return any(
        inner.mem_id != node.mem_id for inner in node.css("p, div, ul, ol, table, figure, h2, h3, h4, blockquote")
    )


def lead_by_look(body: LexborNode, head: int, spans: dict[int, tuple[int, int]]) -> LexborNode | None:
    """The first paragraph, when its class is its own and all the others have another one in common.

    `head` is where the headline ends, `spans` where elements stand; a paragraph above the headline is none.
    """
    lines = (node for node in body.css("p, div")[:MANY] if spans.get(node.mem_id, (0, 0))[0] >= head)
    paragraphs = [
        n for n in lines if n.mem_id != body.mem_id and not _has_blocks(n) and len(one_line(readable(n))) >= LEAD.start
    ]
    if len(paragraphs) <= OTHERS:
        return None
    first, *others = paragraphs
    named = first.attributes.get("class") or ""
    classes = Counter(node.attributes.get("class") or "" for node in others if node.tag == first.tag)
    if not classes or not named or named in classes or _layout.search(named) or classes.most_common(1)[0][1] < OTHERS:
        return None
    text = one_line(readable(first))
    return first if len(text) in LEAD and first.css_first("a, img") is None else None

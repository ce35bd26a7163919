"""What no page may exceed: looked at before parsing, because the parser itself is slow on such pages."""

from __future__ import annotations

import re

from cleaners.errors import UnreadablePage

MAX_CHARACTERS = 5_000_000
"""A page or dump larger than this is refused: the longest real ones have about a million."""
MAX_DEPTH = 2_000
"""Elements open at once. Parsing takes the square of it; a newspaper's page has less than a hundred."""
MAX_TAGS = 150_000
"""Tags, closing ones too. The fullest newspaper page seen has 3,500; ten thousand boxes of links have 120,000."""
MAX_ATTRIBUTES = 10_000
"""Attributes of one element; the parser compares each with all before."""

MANY_TAGS = 15_000
"""A page with fewer tags cannot nest deep enough to matter, and is not looked at."""
SAMPLES, SAMPLE = 32, 32
"""Characters are first counted in so many stretches of such a length: counting all costs a tenth of parsing."""
STRETCH = 256
"""Characters in which an element with very many attributes has more than eight of them."""
STRIDE = 25_000
"""Characters without a "<" that may be one monstrous tag."""

_tag = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_never_deep = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option "
    "tbody thead tfoot colgroup html head body".split()
)
"""Elements without content, and those that the next of their kind closes."""


def refuse_monster(html: str) -> None:
    """Raises UnreadablePage for HTML that would take the parser minutes; costs an ordinary page next to nothing."""
    if len(html) > MAX_CHARACTERS:
        raise UnreadablePage(f"the page has {len(html):,} characters, more than the {MAX_CHARACTERS:,} a page may have")
    if _about(html, "<", 0, len(html)) > MANY_TAGS:
        if html.count("<") > MAX_TAGS:
            raise UnreadablePage(f"the page has more than {MAX_TAGS:,} tags: that is no newspaper's page")
        if _depth(html) > MAX_DEPTH:
            raise UnreadablePage(f"the page nests more than {MAX_DEPTH:,} elements: that is no newspaper's page")
    place = STRIDE
    while place < len(html):
        if html.find("<", place, place + STRIDE) < 0 and len(html[place : place + STRETCH].split()) > 8:
            start, end = _tag_around(html, place)
            if sum(_about(html, blank, start, end) for blank in " \n\t") > MAX_ATTRIBUTES:
                raise UnreadablePage(f"the page has a tag with more than {MAX_ATTRIBUTES:,} attributes")
            place = max(place, end)
        place += STRIDE


def _about(html: str, character: str, start: int, end: int) -> int:
    """About how often `character` stands there."""
    step = (end - start) // SAMPLES
    if step <= SAMPLE:
        return html.count(character, start, end)
    seen = sum(html.count(character, place, place + SAMPLE) for place in range(start, start + step * SAMPLES, step))
    return seen * step // SAMPLE


def _depth(html: str) -> int:
    """The deepest nesting of elements, as the tags say; stops counting beyond MAX_DEPTH."""
    deepest = depth = 0
    for found in _tag.finditer(html):
        closing, name = found.groups()
        if name.lower() in _never_deep:
            continue
        if closing:
            depth = max(depth - 1, 0)
        else:
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                break
    return deepest


def _tag_around(html: str, place: int) -> tuple[int, int]:
    """Where the tag that covers `place` starts and ends; nothing when text covers it."""
    start = html.rfind("<", 0, place)
    end = html.find(">", start)
    if end < 0:
        end = len(html)
    return (start, end) if start >= 0 and end > place else (place, place)

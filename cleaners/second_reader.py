"""A second opinion on a page nobody declared: what trafilatura takes for its body.

It costs many times what our own reading costs, and loses inline text here and there; so it is asked only when our own
finding is in doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cleaners.items import Item
from cleaners.text import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

KIND_OF_TAG = {
    "p": "paragraph",
    "head": "heading",
    "item": "list_item",
    "quote": "quote",
    "cell": "table",
    "ab": "paragraph",
}
NAME = "trafilatura"


def second_reading(html: str, url: str | None) -> list[Item]:
    """The body's blocks in reading order, as trafilatura marks them; none when it finds none."""
    from trafilatura import bare_extraction  # half a second and 60 MB: only a page in doubt pays for it

    try:
        document = bare_extraction(html, url=url, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, RecursionError, AssertionError):
        return []
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    items: list[Item] = []
    _blocks_of(document.body, items)
    return items


def agreement(one: str, other: str) -> float:
    """How far two texts are the same: F1 of their runs of four words, from 0 to 1."""
    ours, theirs = _runs(one), _runs(other)
    size = sum(ours.values()) + sum(theirs.values())
    return 2 * sum((ours & theirs).values()) / size if size else 1.0


def contained(one: str, other: str) -> float:
    """What share of the runs of four words of `one` stands in `other`, from 0 to 1."""
    ours = _runs(one)
    return sum((ours & _runs(other)).values()) / ours.total() if ours else 1.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


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
            line = " | ".join(filter(None, (_text(cell) for cell in child)))
            if line:
                items.append(Item(True, "table", NAME, "row", line))
        elif child.tag == "table":
            _blocks_of(child, items)
        else:
            line = _text(child)
            if line:
                items.append(Item(True, kind or "paragraph", NAME, child.tag, line))
        tail = one_line(child.tail or "")
        if tail:
            items.append(Item(True, "paragraph", NAME, "tail", tail))


def _text(element: _Element) -> str:
    return one_line("".join(str(piece) for piece in element.itertext()))

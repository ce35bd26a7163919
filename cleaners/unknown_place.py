"""Where an article stands among the elements of a page nobody declared, and what stands near it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaners.markup import is_inline
from cleaners.survey import Marked, Survey
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NEAR = 120
"""Elements between an article's end and what still belongs to it: byline, tags."""
SIBLINGS = 50
"""Pieces of a line that are looked at to tell whether it is one."""


class Place:
    """Where the article stands among the page's elements."""

    def __init__(self, seen: Survey, headline: LexborNode | None, body: LexborNode | None, region: LexborNode) -> None:
        self.seen = seen
        spans = seen.spans
        self.region = spans.get(region.mem_id, (0, 0))
        self.body = spans.get(body.mem_id, self.region) if body is not None else self.region
        self.head = spans.get(headline.mem_id, self.region) if headline is not None else self.region
        self._around = {node for node, (start, end) in spans.items() if start <= self.body[0] and self.body[1] <= end}

    def near(self, role: str) -> list[Marked]:
        """The elements of a role that belong to the article, none of them around its body, in order."""
        return [
            marked
            for marked in self.seen.marked.get(role, ())
            if not marked.noisy
            and marked.node.mem_id not in self._around
            and (self.region[0] <= marked.start < self.region[1] or self.body[1] <= marked.start < self.body[1] + NEAR)
            and not (self.body[0] <= marked.start < self.body[1] and _in_a_sentence(marked.node))
        ]


def _in_a_sentence(node: LexborNode) -> bool:
    """Whether `node` is a part of a line of text, not a line of its own."""
    if not is_inline(node.tag or ""):
        return False
    beside = node.parent.first_child if node.parent is not None else None
    letters = looked = 0
    while beside is not None and letters <= 15 and looked < SIBLINGS:
        letters += len(one_line(beside.text_content or "")) if beside.tag == "-text" else 0
        beside, looked = beside.next, looked + 1
    return letters > 15

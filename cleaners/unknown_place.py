"""Where an article stands among the elements of a page nobody declared, and what stands near it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleaners.markup import is_inline
from cleaners.seen import Line, Marked, Survey
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NEAR = 120
"""Elements between an article's end and what still belongs to it: byline, tags."""
CLOSE = 15
"""Elements between a headline and what stands right above or below it."""
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
        self._boxes = _merged(spans[node] for node in seen.announced)
        self._around = {node for node, (start, end) in spans.items() if start <= self.body[0] and self.body[1] <= end}

    def near(self, role: str) -> list[Marked]:
        """The elements of a role that belong to the article, none of them around its body, in order."""
        return [
            marked
            for marked in self.seen.marked.get(role, ())
            if not marked.noisy
            and not self._in_a_box(marked.start)
            and marked.node.mem_id not in self._around
            and (self.region[0] <= marked.start < self.region[1] or self.body[1] <= marked.start < self.body[1] + NEAR)
            and not (self.body[0] <= marked.start < self.body[1] and _in_a_sentence(marked.node))
        ]

    @property
    def flat(self) -> bool:
        """Whether the body is an element around the headline, as on pages that give the article none of its own."""
        return self.body[0] <= self.head[0] < self.body[1]

    @property
    def below(self) -> int:
        """Up to where what stands below the headline belongs to it: to the body, which a lead may precede."""
        if not self.flat:
            return min(self.head[1] + CLOSE, self.body[0])
        text = [start for start in self.seen.paragraphs if start >= self.head[1]]
        return min(self.head[1] + CLOSE, text[1] if len(text) > 1 else self.body[1])

    def below_headline(self, role: str) -> list[Marked]:
        """Those right below the headline in a bar that is named for something else, as share buttons are."""
        return [
            marked
            for marked in self.seen.marked.get(role, ())
            if marked.noisy and self.head[1] <= marked.start <= self.below and marked.node.mem_id not in self._around
        ]

    def lines_below_headline(self) -> list[Line]:
        """The short lines between the headline and the body."""
        return [line for line in self.seen.lines if self.head[1] <= line.start <= self.below]

    def _in_a_box(self, start: int) -> bool:
        """Whether it stands in a box of other articles or of what readers wrote."""
        at = bisect_right(self._boxes, (start, 1 << 60)) - 1
        return at >= 0 and start < self._boxes[at][1]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The outermost of nested spans, in order."""
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not merged or span[0] >= merged[-1][1]:
            merged.append(span)
    return merged


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

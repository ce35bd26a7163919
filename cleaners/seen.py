"""What one look over a page nobody declared found (cleaners.survey)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

TEASER = 250
"""Characters; where less prose than this comes on each linked headline, the headlines' articles are told, not one."""
ITEM = 250
"""Characters of prose from which two paragraphs side by side are a short item."""
ARTICLE = 500
"""Characters of prose from which three paragraphs side by side are an article of their own."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An element that names itself, and where it stands: `start` and `end` count elements in document order."""

    node: LexborNode
    start: int
    end: int
    noisy: bool
    """It stands inside a related box, a share bar, a footer …"""


@dataclass(slots=True)
class Owner:
    """An element with paragraphs directly in it."""

    node: LexborNode
    start: int
    prose: float = 0
    plain: float = 0
    """Its prose, whatever the elements around it are called."""
    paragraphs: int = 0
    linked_lines: int = 0
    beside: int = 0
    """Paragraphs right behind a line that is a link, or that begin with one."""
    behind_link: bool = False
    """The last line was a link."""

    @property
    def worth(self) -> float:
        """The prose of an element; that of a list of other articles, each headline with a line about it, is none."""
        few = self.prose < TEASER * max(self.paragraphs, 2)
        return 0 if self.beside and self.beside >= 0.8 * self.paragraphs and few else self.prose

    @property
    def is_article(self) -> bool:
        """Whether so much of it is prose, and so little of that beside links, that it is more than teasers."""
        return self.prose >= ARTICLE and self.paragraphs >= 3 and 2 * self.beside < self.paragraphs

    @property
    def is_item(self) -> bool:
        """Whether paragraphs stand side by side in it without headlines that are links, as in a short item."""
        return self.prose >= ITEM and self.paragraphs >= 2 and 2 * self.beside < self.paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A short line, where it stands, whether all of it is a link, and whether it stands in a share bar or another box
    named for noise.
    """

    text: str
    start: int
    linked: bool
    noisy: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A box that a line announces, and what it says it holds: "related" or "comments"."""

    node: LexborNode
    kind: str


@dataclass(slots=True)
class Survey:
    """What one look over a page found."""

    marked: dict[str, list[Marked]] = field(default_factory=dict)
    """Elements by role (cleaners.unknown_site.ROLES), and "label" for lines that announce the tags."""
    owners: dict[int, Owner] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """From which element to which, in document order, each block element reaches."""
    links: list[tuple[LexborNode, int]] = field(default_factory=list)
    """Links outside noise, and where they stand."""
    too_deep: bool = False
    """Elements are nested as no newspaper nests them; the deepest were not looked at."""
    dates: list[tuple[str, int]] = field(default_factory=list)
    """Lines outside noise that are nothing but a date, and where they stand."""
    teasers: int = 0
    """Lines that are nothing but a link, as long as a headline."""
    announced: dict[int, Box] = field(default_factory=dict)
    """Boxes that a line announces as other articles or as what readers wrote, by the identity of their element."""
    lines: list[Line] = field(default_factory=list)
    """Short lines, the first MAX_LINES of them."""
    paragraphs: list[int] = field(default_factory=list)
    """Where the first MAX_LINES lines outside noise stand that are too long to be anything but text."""

    def inside(self, marked: Marked, node: LexborNode) -> bool:
        """Whether `marked` stands in `node` (or is it)."""
        start, end = self.spans.get(node.mem_id, (0, 0))
        return start <= marked.start < end

    def prose(self, first: int = 0) -> dict[int, float]:
        """For every element around some prose, how many characters of it stand inside; from `first` on."""
        total: dict[int, float] = {}
        for owner in self.owners.values():
            worth = owner.worth if owner.start >= first else 0
            node: LexborNode | None = owner.node if worth else None
            while node is not None:
                total[node.mem_id] = total.get(node.mem_id, 0) + worth
                node = node.parent
        return total

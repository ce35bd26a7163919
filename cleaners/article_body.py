"""Which element of a page nobody declared holds the article's body.

The element with most prose of its own is where the search starts; it goes up as long as more of the article stands
around it, and to the element editors named as the body where that tells the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleaners.element_words import noise_kind
from cleaners.seen import Survey
from cleaners.survey import ancestors

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MORE = 1.12
"""How much more prose an element must hold than one inside it to be the body in its place."""
MORE_WITH_HEADLINE = 1.6
"""The same for an element that also holds the headline: what is gained there is seldom body."""
WHOLE_PAGE = 2.5
"""The same for the whole page: some old ones have no element around the article."""
SAME = 0.85
"""Share of the prose an element named as the body must hold to be believed."""
WIDER = 1.6
"""How much more than the found prose an element named as the body may hold."""
BEFORE_HEADLINE = 0.5
"""What prose in front of the headline counts."""
NEAR_HEADLINE = 1.5
"""What prose counts more that shares an element with the headline."""
MISNAMED = 600
FAR_MORE = 3
OTHERS = frozenset(("aside", "nav", "footer"))
"""Characters of prose, and how much more than in the body, that no name makes noise; and elements that do."""
PART = 0.1
PARTS = 40
"""Share of the largest part's prose that another part has at least; most parts."""
LEVELS = 4
"""How many elements above the headline are near it."""
NAMED = 1.3
"""What prose counts more in an element named as a body."""
SURE = 0.7
"""Share of the page's prose in one element from which there is no doubt."""


@dataclass(frozen=True, slots=True)
class Body:
    """The element that holds the body, how many characters of prose stand in it, and whether anything speaks
    against it.
    """

    node: LexborNode
    prose: float
    sure: bool


def find_body(seen: Survey, headline: LexborNode | None, other_headlines: Iterable[LexborNode] = ()) -> Body | None:
    """The body's element, or None when there is no prose on the page.

    `other_headlines` are those of further articles on the same page, which scroll in below the first.
    """
    start = _densest(seen, headline)
    if start is None:
        return None
    head = seen.spans.get(headline.mem_id, (0, 0))[0] if headline is not None else 0
    prose = seen.prose(head if seen.owners[start.mem_id].start >= head else 0)
    node = _widened(start, prose, headline, other_headlines)
    named = _named(seen, node, prose, headline)
    body = named or node
    whole = max(prose.values())
    return Body(body, prose[body.mem_id], sure=named is not None or prose[body.mem_id] >= SURE * whole)


def misnamed(seen: Survey, body: Body | None) -> list[LexborNode]:
    """The elements with far more prose than the body has, when only the names of elements around them speak against it:
    some call the frame of a whole page a "sidebar", and some each part of an article a "widget".
    """
    least = max(MISNAMED, FAR_MORE * body.prose if body is not None else 0)
    owners = [owner for owner in seen.owners.values() if 2 * owner.beside < owner.paragraphs]
    largest = max((owner.plain for owner in owners if owner.paragraphs >= 3), default=0)
    if largest < least:
        return []
    parts = sorted((owner for owner in owners if owner.plain >= PART * largest), key=lambda owner: -owner.plain)
    return [owner.node for owner in parts[:PARTS] if not _among_others(owner.node, seen)]


def _among_others(node: LexborNode | None, seen: Survey) -> bool:
    """Whether an element stands among other articles, comments or a page's furniture, by more than a name."""
    while node is not None:
        if node.tag in OTHERS or node.mem_id in seen.announced:
            return True
        if noise_kind(node.attributes) in ("related", "comments"):
            return True
        node = node.parent
    return False


def _densest(seen: Survey, headline: LexborNode | None) -> LexborNode | None:
    """The element with most prose directly in it."""
    around = _above(headline)
    head = seen.spans.get(headline.mem_id, (0, 0))[0] if headline is not None else 0
    named = {marked.node.mem_id for marked in seen.marked.get("body", ())}
    best, most = None, 0.0
    for owner in seen.owners.values():
        score = owner.worth
        if owner.start < head:
            score *= BEFORE_HEADLINE
        if score and _near(owner.node, around):
            score *= NEAR_HEADLINE
        if owner.node.mem_id in named:
            score *= NAMED
        if score > most:
            best, most = owner.node, score
    return best


def _widened(
    node: LexborNode,
    prose: dict[int, float],
    headline: LexborNode | None,
    other_headlines: Iterable[LexborNode],
) -> LexborNode:
    """The element around `node` beyond which there is hardly more prose, or another article."""
    around = ancestors(headline)
    others = {mem_id for other in other_headlines for mem_id in ancestors(other)}
    best = node
    above = node.parent
    while above is not None and above.tag != "html" and (above.mem_id not in others or above.tag == "body"):
        needed = WHOLE_PAGE if above.tag == "body" else MORE_WITH_HEADLINE if above.mem_id in around else MORE
        if prose.get(above.mem_id, 0) >= needed * prose[best.mem_id]:
            best = above
        above = above.parent
    return best


def _named(seen: Survey, node: LexborNode, prose: dict[int, float], headline: LexborNode | None) -> LexborNode | None:
    """The smallest element that is named as the body and holds about the prose that `node` holds."""
    around = ancestors(headline)
    found = prose[node.mem_id]
    start, end = seen.spans.get(node.mem_id, (0, 0))
    best, size = None, 0
    for marked in seen.marked.get("body", ()):
        inside = start <= marked.start and marked.end <= end
        outside = marked.start <= start and end <= marked.end
        held = prose.get(marked.node.mem_id, 0)
        if not (inside or outside) or marked.node.mem_id in around or not SAME * found <= held <= WIDER * found:
            continue
        if best is None or marked.end - marked.start < size:
            best, size = marked.node, marked.end - marked.start
    return best


def _above(headline: LexborNode | None) -> set[int]:
    """The few elements right around the headline, but not the page."""
    found: set[int] = set()
    above = headline.parent if headline is not None else None
    while above is not None and above.tag != "body" and len(found) < LEVELS:
        found.add(above.mem_id)
        above = above.parent
    return found


def _near(node: LexborNode | None, around: set[int]) -> bool:
    while node is not None:
        if node.mem_id in around:
            return True
        node = node.parent
    return False

"""What page it is: the family that printed it, where its body and region stand, its address and its layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cleaners.addresses import article_id, canonical_url, host_of, path_of
from cleaners.fields import Sources
from cleaners.kinds import kind_by_words
from cleaners.layout import LD, Family, Fields, Layout, Outlet, Rule
from cleaners.look import Look
from cleaners.markup import MAX_DEPTH, has_text
from cleaners.outlets import FAMILIES
from cleaners.selectors import parse, quoted

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

STANDARD = Layout(name="standard")
MANY_BODIES = 20
"""Elements that may hold the body; a page with more is broken, and only so many are looked at."""
FAR_OUT = 200
"""Elements around the body that may tell the layout."""
IN_PARTS = frozenset(("live", "interview"))
"""Kinds of page whose introduction and entries may stand in elements of their own."""
SHORT = 300
"""Characters of body; below, another element may hold it, and the article gets a warning."""
CANONICAL = "link[rel=canonical]"


@dataclass(frozen=True, slots=True)
class _Reader:
    """A family with an outlet's additions, compiled."""

    look: Look[Rule]
    """For the rules, and for what fields are read from and layouts are told by."""
    fields: Fields
    body: tuple[str, ...]
    region: frozenset[str]
    layouts: tuple[tuple[str, Layout], ...]
    """With the sign that tells each, in the order they count."""
    paths: tuple[tuple[re.Pattern[str], Layout], ...]


@lru_cache(maxsize=64)
def _reader(family: Family, outlet: Outlet | None) -> _Reader:
    layouts = (*(outlet.layouts if outlet else ()), *family.layouts)
    rules = (*(outlet.rules if outlet else ()), *family.rules)
    signs = tuple((one.source, layout) for layout in layouts if layout.when for one in parse(layout.when))
    fields = (source.selector for name in Fields.__slots__ for source in getattr(family.fields, name))
    wanted = (*(source for source in fields if source != LD), *(sign for sign, _ in signs))
    return _Reader(
        look=Look(((rule.selector, rule) for rule in rules), (*wanted, family.region)),
        fields=family.fields,
        body=tuple(one.source for one in parse(family.body)),
        region=frozenset(one.source for one in parse(family.region)),
        layouts=signs,
        paths=tuple((re.compile(layout.path), layout) for layout in layouts if layout.path),
    )


def family_of(tree: LexborHTMLParser) -> Family | None:
    """The family whose signs the page carries."""
    for family in FAMILIES.values():
        if any(tree.css_first(sign.strip()) is not None for sign in family.signs.split(",")):
            return family
    return None


def canonical_link(tree: LexborHTMLParser) -> str | None:
    link = tree.css_first(CANONICAL)
    return link.attributes.get("href") if link is not None else None


class Recognised:
    """A page as its family sees it, before any of it is read."""

    def __init__(self, tree: LexborHTMLParser, url: str | None, family: Family, outlet: Outlet | None) -> None:
        self.tree = tree
        self.given_url = url
        self.family = family
        self.outlet = outlet
        self.reader = _reader(family, outlet)
        self.warnings: list[str] = []
        self.body, self.has_one_body = self._find_body()
        self.region, self.around = self._find_region()
        self.seen = self.reader.look.at(self.region or self.body or tree.body or tree.root)
        self.has_fields = self._has_fields()
        self.sources = self._sources()
        self.url = self._url()
        self.layout = self._layout()

    def _sources(self) -> Sources:
        """Fields are looked for in the region; on the whole page where it has no headline or no keywords of its own."""
        return Sources(self.tree, self.seen if self.has_fields else None)

    def _has_fields(self) -> bool:
        """Whether the region has a headline and keywords of its own."""
        wanted = self.reader.fields.headline, self.reader.fields.keywords
        return self.region is not None and all(
            any(source.attribute is None and self.seen.elements(source.selector) for source in sources)
            for sources in wanted
        )

    def _url(self) -> str | None:
        """The canonical address: what the page says of itself, when that is the same newspaper's."""
        links = [link.attributes.get("href") or "" for link in self.sources.elements(CANONICAL)]
        said = next((link for link in links if link.startswith(("http://", "https://"))), None)
        if said and self.outlet and host_of(said) not in self.outlet.hosts:
            said = None  # printed on another site too; the reader came for ours
        if said and self.given_url and said != self.given_url and self.outlet:
            ours, theirs = article_id(self.given_url, self.outlet), article_id(said, self.outlet)
            if ours and ours != theirs:  # a template that names one address on every page must not merge articles
                said = None
                self.warnings.append("canonical-of-another")
        url = said or self.given_url
        return canonical_url(url, self.outlet) if url else None

    def _layout(self) -> Layout:
        for sign, layout in self.reader.layouts:
            anywhere = self.region is None or sign.startswith("input")
            if sign in self.around or (anywhere and self.sources.elements(sign)):
                return layout
            if sign in self.seen and self.seen.elements(sign):
                return layout
        path = path_of(self.given_url or self.url or "")
        for pattern, layout in self.reader.paths:
            if pattern.search(path):
                return layout
        sections, _ = self.sources.all("section", self.reader.fields.article_section)
        headline = self.sources.first("headline", self.reader.fields.headline)
        kind = kind_by_words(headline, (name for section in sections for name in section.split(",")))
        return Layout(name=kind, kind=kind) if kind else STANDARD

    def _find_body(self) -> tuple[LexborNode | None, bool]:
        """The element with the body: the one that fits its first selector (and whether there is just one, with a
        text), or of all that fit one the one with most text.
        """
        first = self.tree.css(quoted(self.reader.body[0]))
        if len(first) == 1 and has_text(first[0], SHORT):
            return first[0], True
        return max(self._body_candidates(), key=lambda node: len(node.text()), default=None), False

    def _body_candidates(self) -> list[LexborNode]:
        return self.tree.css(quoted(", ".join(self.reader.body)))[:MANY_BODIES]

    def bodies(self) -> frozenset[int]:
        """The identity of the body; a live blog and an interview may have it in several elements."""
        if self.body is None:
            return frozenset()
        if self.layout.kind in IN_PARTS:
            return frozenset(node.mem_id for node in self._body_candidates())
        return frozenset((self.body.mem_id,))

    def _find_region(self) -> tuple[LexborNode | None, frozenset[str]]:
        """The outermost element that holds the article with what stands around its body, and the selectors that the
        elements around the body fit.
        """
        if self.body is None:
            return self.tree.css_first(quoted(self.family.region)), frozenset()
        region: LexborNode | None = None
        around: set[str] = set()
        above: LexborNode | None = self.body
        for depth in range(FAR_OUT):
            if above is None:
                break
            if above.is_element_node:
                fitting = self.reader.look.fits(above)
                around.update(fitting)
                # Farther out, the walk would not reach down to the body.
                if depth < MAX_DEPTH and not self.reader.region.isdisjoint(fitting):
                    region = above
            above = above.parent
        return region, frozenset(around)

    @property
    def is_told_whole(self) -> bool:
        """Whether all that an article needs is here: the only body, the headline and the keywords in its region, and
        the region's end, which the parser has seen when something stands behind it.
        """
        if not (self.has_one_body and self.has_fields):
            return False
        node = self.region
        while node is not None and node.next is None:
            node = node.parent
        return node is not None

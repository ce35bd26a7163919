"""The small part of CSS that layouts are written in, matched in Python.

A page is asked once, by the parser's own engine, for every element any selector could mean
(`Question`); which selectors an element fits is then a dictionary look-up and a short check
(`SelectorIndex.find`). Matching a hundred rules costs little more than matching one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

T = TypeVar("T")
Attributes = Mapping[str, str | None]

SCARCE = frozenset(("h1", "meta", "link", "input", "body"))
"""Elements of which a page has few, or whose attributes many selectors ask for: one look-up by tag for all."""

FAR = 80
"""Elements farther out are not looked at: no newspaper nests so deep, hostile pages do."""
ENOUGH = 200
"""Elements that fit the first step of one selector; what stands inside more of them is not asked."""

_token = re.compile(r"""([#.]?[\w-]+)|\[\s*([\w-]+)\s*(?:([~^$*]?=)\s*["']?([^\]"']*)["']?\s*)?\]""")


@dataclass(frozen=True, slots=True)
class Compound:
    """One step of a selector: tag, id, classes and attribute tests of a single element."""

    tag: str | None
    id: str | None
    classes: tuple[str, ...]
    tests: tuple[tuple[str, str, str], ...]

    def fits(self, tag: str | None, attributes: Attributes) -> bool:
        if self.tag and tag != self.tag:
            return False
        if self.id and attributes.get("id") != self.id:
            return False
        if self.classes:
            tokens = (attributes.get("class") or "").split()
            for name in self.classes:
                if name not in tokens:
                    return False
        for name, operator, wanted in self.tests:
            value = attributes.get(name)
            if value is None:
                if operator or name not in attributes:
                    return False
            elif operator == "=":
                if value.strip() != wanted:
                    return False
            elif operator == "^=":
                if not value.startswith(wanted):
                    return False
            elif operator == "$=":
                if not value.endswith(wanted):
                    return False
            elif operator == "*=" and wanted not in value:
                return False
        return True

    @property
    def key(self) -> tuple[str, str]:
        """What to look this compound up by, its rarest part: id, class, attribute with value, attribute, tag."""
        if self.id:
            return "id", self.id
        if self.classes:
            return "class", self.classes[-1]
        for name, operator, value in self.tests:
            if operator == "=":
                return name, value
        if self.tests and self.tag in (None, "div", "time"):
            return "attribute", self.tests[0][0]
        return "tag", self.tag or "*"

    @property
    def css(self) -> str:
        """This compound as CSS for the parser's engine, values quoted."""
        tests = "".join(f'[{name}{op}"{value}"]' if op else f"[{name}]" for name, op, value in self.tests)
        return f"{self.tag or ''}{f'#{self.id}' if self.id else ''}{''.join(f'.{c}' for c in self.classes)}{tests}"


@dataclass(frozen=True, slots=True)
class Selector:
    """A chain of compounds, outermost first; the last is the element itself."""

    source: str
    chain: tuple[Compound, ...]

    @property
    def subject(self) -> Compound:
        return self.chain[-1]

    def fits(self, node: LexborNode, tag: str | None, attributes: Attributes) -> bool:
        if not self.chain[-1].fits(tag, attributes):
            return False
        above = node.parent
        far = 0
        for compound in reversed(self.chain[:-1]):
            while above is not None and far < FAR and not compound.fits(above.tag, above.attributes):
                above = above.parent
                far += 1
            if above is None or far == FAR:
                return False
            above = above.parent
        return True


def parse(source: str) -> tuple[Selector, ...]:
    """The selectors of a comma-separated list. Raises ValueError for CSS we do not speak."""
    selectors = []
    for one in source.split(","):
        chain = tuple(_compound(step, source) for step in one.split())
        if not chain:
            raise ValueError(f"empty selector in {source!r}")
        selectors.append(Selector(one.strip(), chain))
    return tuple(selectors)


@lru_cache(maxsize=1024)
def quoted(source: str) -> str:
    """`source` as CSS for the parser's engine, which wants attribute values quoted."""
    return ",".join(" ".join(step.css for step in selector.chain) for selector in parse(source))


def _compound(step: str, source: str) -> Compound:
    tag = id_ = None
    classes: list[str] = []
    tests: list[tuple[str, str, str]] = []
    position = 0
    for found in _token.finditer(step):
        if found.start() != position:
            break
        position = found.end()
        name, attribute, operator, value = found.groups()
        if attribute:
            tests.append((attribute, operator or "", value or ""))
        elif name.startswith("#"):
            id_ = name[1:]
        elif name.startswith("."):
            classes.append(name[1:])
        else:
            tag = name
    if position != len(step):
        raise ValueError(f"cannot read {step!r} in selector {source!r}")
    return Compound(tag, id_, tuple(classes), tuple(tests))


class SelectorIndex(Generic[T]):
    """Selectors with what they stand for; says which ones an element fits, in the order they were given."""

    __slots__ = ("_attributes", "_classes", "_tags", "_values")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._classes: dict[str, list[_Entry[T]]] = {}
        self._attributes: dict[str, list[_Entry[T]]] = {}
        self._values: dict[str, dict[str, list[_Entry[T]]]] = {}
        self._tags: dict[str, list[_Entry[T]]] = {}
        for rank, (source, meaning) in enumerate(entries):
            for selector in parse(source):
                kind, value = selector.subject.key
                shelf = {"class": self._classes, "attribute": self._attributes, "tag": self._tags}.get(kind)
                if shelf is None:
                    shelf = self._values.setdefault(kind, {})
                # What a look-up by class has proved already needs no second look.
                proved = kind == "class" and selector.chain == (Compound(None, None, (value,), ()),)
                shelf.setdefault(value, []).append((rank, None if proved else selector, meaning))

    def find(self, node: LexborNode, tag: str | None, attributes: Attributes) -> list[T]:
        """What the selectors that fit `node` stand for, the first given first."""
        candidates: list[_Entry[T]] = []
        if attributes:
            tokens = attributes.get("class")
            if tokens:
                for token in tokens.split():
                    if token in self._classes:
                        candidates += self._classes[token]
            for name, by_value in self._values.items():
                value = attributes.get(name)
                if value and (value := value.strip()) in by_value:
                    candidates += by_value[value]
            for name, entries in self._attributes.items():
                if name in attributes:
                    candidates += entries
        if tag in self._tags:
            candidates += self._tags[tag]
        if not candidates:
            return NOTHING
        fitting = [
            (rank, meaning)
            for rank, selector, meaning in candidates
            if selector is None or selector.fits(node, tag, attributes)
        ]
        if len(fitting) > 1:
            fitting.sort(key=_rank)
        return [meaning for _, meaning in fitting]


_Entry = tuple[int, Selector | None, T]
NOTHING: list[Any] = []
_rank = itemgetter(0)


class Question:
    """A fixed set of selectors, asked of one page after another.

    One query of the parser's engine finds the outermost step of every selector; what stands inside
    is then asked of that element alone.
    """

    __slots__ = ("_meanings", "_query")

    def __init__(self, sources: Iterable[str]) -> None:
        selectors = list(dict.fromkeys(one for source in sources for one in parse(source)))
        self._query = ",".join(dict.fromkeys(_broad(selector.chain[0]) for selector in selectors))
        self._meanings = SelectorIndex(
            (selector.chain[0].css, (selector.source, " ".join(step.css for step in selector.chain[1:])))
            for selector in selectors
        )

    def ask(self, root: LexborHTMLParser | LexborNode) -> dict[str, list[LexborNode]]:
        """The elements inside `root` that fit, in document order, by selector; those that found nothing are missing."""
        found: dict[str, list[LexborNode]] = {}
        asked: dict[str, int] = {}
        for node in root.css(self._query) if self._query else ():
            self._note(node, found, asked)
        return found

    def ask_upwards(self, node: LexborNode | None, found: dict[str, list[LexborNode]]) -> None:
        """Adds to `found` what `node` itself and the elements around it fit (single steps only)."""
        while node is not None:
            if node.is_element_node:
                for source, inside in self._meanings.find(node, node.tag, node.attributes):
                    if not inside:
                        found.setdefault(source, []).append(node)
            node = node.parent

    def _note(self, node: LexborNode, found: dict[str, list[LexborNode]], asked: dict[str, int]) -> None:
        for source, inside in self._meanings.find(node, node.tag, node.attributes):
            if not inside:
                found.setdefault(source, []).append(node)
                continue
            asked[source] = asked.get(source, 0) + 1
            if asked[source] <= ENOUGH and (matches := node.css(inside)):
                found.setdefault(source, []).extend(matches)


def _broad(compound: Compound) -> str:
    """CSS that finds at least what `compound` fits, as broad as selectors can share and no broader."""
    if compound.tag in SCARCE:
        return compound.tag
    return f".{compound.classes[-1]}" if compound.classes else compound.css

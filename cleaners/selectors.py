"""The small part of CSS that layouts are written in, matched in Python.

A page is asked once, by the parser's own engine, for every element any selector could mean
(`Question`); which selectors an element fits is then a dictionary look-up and a short check
(`SelectorIndex.find`). Matching a hundred rules costs little more than matching one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

T = TypeVar("T")
Attributes = Mapping[str, str | None]

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
        """What to look this compound up by: the rarest of its parts."""
        if self.id:
            return "id", self.id
        if self.classes:
            return "class", self.classes[-1]
        if self.tests and (self.tag in (None, "div") or self.tests[0][0].startswith("data-")):
            return "attribute", self.tests[0][0]
        return "tag", self.tag or "*"

    @property
    def query(self) -> str:
        """The cheapest CSS that finds at least every element this compound fits."""
        if self.tag in ("h1", "h2", "meta", "link", "time", "input", "body"):
            return self.tag
        kind, value = self.key
        return {"id": f"#{value}", "class": f".{value}", "attribute": f"[{value}]", "tag": value}[kind]


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
        for compound in reversed(self.chain[:-1]):
            while above is not None and not compound.fits(above.tag, above.attributes):
                above = above.parent
            if above is None:
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

    __slots__ = ("_attributes", "_classes", "_ids", "_tags")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._ids: dict[str, list[tuple[int, Selector, T]]] = {}
        self._classes: dict[str, list[tuple[int, Selector, T]]] = {}
        self._attributes: dict[str, list[tuple[int, Selector, T]]] = {}
        self._tags: dict[str, list[tuple[int, Selector, T]]] = {}
        by_kind = {"id": self._ids, "class": self._classes, "attribute": self._attributes, "tag": self._tags}
        for rank, (source, meaning) in enumerate(entries):
            for selector in parse(source):
                kind, value = selector.subject.key
                by_kind[kind].setdefault(value, []).append((rank, selector, meaning))

    def find(self, node: LexborNode, tag: str | None, attributes: Attributes) -> list[T]:
        """What the selectors that fit `node` stand for, the first given first."""
        candidates: list[tuple[int, Selector, T]] = []
        if attributes:
            for name, value in attributes.items():
                if name == "class":
                    for token in (value or "").split():
                        if token in self._classes:
                            candidates += self._classes[token]
                elif name == "id":
                    if value in self._ids:
                        candidates += self._ids[value]
                    if "id" in self._attributes:
                        candidates += self._attributes["id"]
                elif name in self._attributes:
                    candidates += self._attributes[name]
        if tag in self._tags:
            candidates += self._tags[tag]
        if not candidates:
            return []
        fitting = [(rank, meaning) for rank, selector, meaning in candidates if selector.fits(node, tag, attributes)]
        if len(fitting) > 1:
            fitting.sort(key=lambda entry: entry[0])
        return [meaning for _, meaning in fitting]


class Question:
    """A fixed set of selectors, asked of one page after another."""

    __slots__ = ("_meanings", "_query")

    def __init__(self, sources: Sequence[str]) -> None:
        selectors = [one for source in dict.fromkeys(sources) for one in parse(source)]
        self._query = ",".join(dict.fromkeys(selector.subject.query for selector in selectors))
        self._meanings = SelectorIndex((selector.source, selector.source) for selector in selectors)

    def ask(self, tree: LexborHTMLParser) -> dict[str, list[LexborNode]]:
        """The elements that fit, in document order, by the selector they fit; those that found nothing are missing."""
        found: dict[str, list[LexborNode]] = {}
        for node in tree.css(self._query):
            for source in self._meanings.find(node, node.tag, node.attributes):
                found.setdefault(source, []).append(node)
        return found

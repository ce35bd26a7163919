"""One look at a part of a page finds what every rule, field and layout asks for.

Which of many selectors an element fits is a dictionary look-up and a short check (`SelectorIndex`), so matching a
hundred of them costs little more than matching one, and one pass (`Look`) serves them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cleaners.selectors import Attributes, Known, Selector, parse, quoted

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

T = TypeVar("T")

REMEMBERED = 4_000
LONG_CLASSES = 200
"""Pairs of tag and classes that an index remembers, and characters of classes too long to be worth it."""


class SelectorIndex(Generic[T]):
    """Selectors with what they stand for; says which ones an element fits, in the order they were given."""

    __slots__ = ("_classes", "_named", "_names", "_prefixes", "_remembered", "_tags", "_told", "_values")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._classes: dict[str, list[_Entry[T]]] = {}
        self._tags: dict[str | None, list[_Entry[T]]] = {}
        self._values: dict[tuple[str, str], list[_Entry[T]]] = {}
        self._named: dict[str, list[_Entry[T]]] = {}
        for rank, (source, meaning) in enumerate(entries):
            for selector in parse(source):
                kind, value = selector.subject.key
                if kind == "class":
                    shelf = self._classes.setdefault(value, [])
                elif kind == "attribute":
                    shelf = self._named.setdefault(value, [])
                elif kind == "tag":
                    shelf = self._tags.setdefault(value, [])
                else:
                    shelf = self._values.setdefault((kind, value), [])
                # A selector that asks for no more than what it is found by needs no second look.
                shelf.append((rank, None if selector.is_told_by_key else selector, meaning))
        self._names = frozenset((*(name for name, _ in self._values), *self._named))
        self._prefixes = {name: _prefixes(entries, name) for name, entries in self._named.items()}
        self._remembered: dict[tuple[str | None, str | None], list[_Entry[T]]] = {}
        self._told: dict[tuple[str | None, str | None], list[T]] = {}

    def find(self, node: LexborNode, tag: str | None, attributes: Attributes, known: Known | None = None) -> list[T]:
        """What the selectors that fit `node` stand for, the first given first. `known` is for asking about many
        elements of one page: what was found out of one helps with the next.
        """
        classes = attributes.get("class") if attributes else None
        entries = self._remembered.get((tag, classes))
        if entries is None:
            entries = self._by_tag_and_class(tag, classes)
        if attributes and not self._names.isdisjoint(attributes):
            entries = entries + self._by_attributes(attributes)
        if not entries:
            return NOTHING
        return _fitting(entries, node, tag, attributes, {} if known is None else known)

    def inside(self, root: LexborNode) -> Iterator[tuple[LexborNode, list[T]]]:
        """The elements of `root`, itself included, that fit any of the selectors, each with what `find` says of it."""
        told, names = self._told, self._names
        known: Known = {}
        for node in root.traverse():
            tag, attributes = node.tag, node.attributes
            # Tag and classes tell all there is to tell of most elements, and that was worked out before.
            meanings = told.get((tag, attributes.get("class") if attributes else None))
            if meanings is None or not names.isdisjoint(attributes):
                meanings = self.find(node, tag, attributes, known)
            if meanings:
                yield node, meanings

    def _by_tag_and_class(self, tag: str | None, classes: str | None) -> list[_Entry[T]]:
        """What tag and classes prove or suggest; pages write the same few over and over, so it is remembered."""
        entries = list(self._tags.get(tag, NOTHING))
        for token in dict.fromkeys((classes or "").split()):
            entries += self._classes.get(token, NOTHING)
        proved: list[_Entry[T]] = []
        for rank, selector, meaning in entries:
            if selector is None or not selector.subject.is_told_by_class:
                proved.append((rank, selector, meaning))
            elif selector.subject.fits(tag, {"class": classes}):
                proved.append((rank, selector if selector.chain[:-1] else None, meaning))
        if len(self._remembered) < REMEMBERED and len(classes or "") < LONG_CLASSES:
            self._remembered[tag, classes] = proved
            if all(selector is None for _, selector, _ in proved):
                self._told[tag, classes] = [meaning for _, _, meaning in sorted(proved, key=_rank)]
        return proved

    def _by_attributes(self, attributes: Attributes) -> list[_Entry[T]]:
        entries: list[_Entry[T]] = []
        for name, value in attributes.items():
            if name in self._names:
                if name in self._named and (value or "").startswith(self._prefixes[name]):
                    entries += self._named[name]
                if value and (found := self._values.get((name, value.strip()))):
                    entries += found
        return entries


_Entry = tuple[int, Selector | None, T]
NOTHING: list[Any] = []
_rank = itemgetter(0)


def _prefixes(entries: list[_Entry[T]], name: str) -> tuple[str, ...]:
    """What the value of the attribute `name` must begin with for any of `entries` to fit; "" is any."""
    wanted = []
    for _, selector, _ in entries:
        tests = selector.subject.tests if selector is not None else ()
        wanted += [value for test, operator, value in tests if test == name and operator == "^="] or [""]
    return tuple(wanted)


def _fitting(
    entries: list[_Entry[T]], node: LexborNode, tag: str | None, attributes: Attributes, known: Known
) -> list[T]:
    fitting = [
        (rank, meaning)
        for rank, selector, meaning in entries
        if selector is None or selector.fits(node, tag, attributes, known)
    ]
    if len(fitting) > 1:
        fitting.sort(key=_rank)
    return [meaning for _, meaning in fitting]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A selector whose elements are wanted, found by its first step; `css` is what the parser's engine then looks
    for, empty where there is no more to it than that step.
    """

    source: str
    css: str


class Seen(Generic[T]):
    """What one look at a page or a part of it, `root`, found.

    `rules` holds the rule of each element that fits one, by the element's identity.
    """

    __slots__ = ("_found", "_root", "_waiting", "rules")

    def __init__(self, root: LexborNode | None) -> None:
        self.rules: dict[int, T] = {}
        self._root = root
        self._found: dict[str, list[LexborNode]] = {}
        self._waiting: dict[str, str] = {}

    def note(self, node: LexborNode, wanted: _Wanted) -> None:
        """Takes down that `node` fits the first step of a selector."""
        if wanted.css:
            self._waiting[wanted.source] = wanted.css
        else:
            self._found.setdefault(wanted.source, []).append(node)

    def __contains__(self, selector: object) -> bool:
        """Whether there is anything that fits the first step of a wanted selector."""
        return selector in self._found or selector in self._waiting

    def elements(self, selector: str) -> list[LexborNode]:
        """The elements that a wanted selector means, in document order."""
        css = self._waiting.pop(selector, None)  # looked for once somebody asks
        if css is not None and self._root is not None:
            self._found[selector] = self._root.css(css)
        return self._found.get(selector, NOTHING)


class Look(Generic[T]):
    """A fixed set of rules and of selectors whose elements are wanted, looked up together in one pass over a page
    or a part of it. Of several rules that fit an element the first counts.
    """

    __slots__ = ("_index",)

    def __init__(self, rules: Iterable[tuple[str, T]], wanted: Iterable[str]) -> None:
        entries: list[tuple[str, T | _Wanted]] = list(rules)
        for selector in {one.source: one for source in wanted for one in parse(source)}.values():
            css = quoted(selector.source) if len(selector.chain) > 1 else ""
            entries.append((selector.chain[0].css, _Wanted(selector.source, css)))
        self._index: SelectorIndex[T | _Wanted] = SelectorIndex(entries)

    def at(self, root: LexborNode | None) -> Seen[T]:
        """What there is in `root`, itself included; nothing in no element."""
        seen: Seen[T] = Seen(root)
        for node, meanings in self._index.inside(root) if root is not None else ():
            for meaning in meanings:
                if isinstance(meaning, _Wanted):
                    seen.note(node, meaning)
                else:
                    seen.rules.setdefault(node.mem_id, meaning)
        return seen

    def fits(self, node: LexborNode) -> list[str]:
        """The wanted selectors (of a single step) that `node` itself fits."""
        meanings = self._index.find(node, node.tag, node.attributes)
        return [one.source for one in meanings if isinstance(one, _Wanted) and not one.css]

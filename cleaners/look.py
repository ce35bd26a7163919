"""One look at a part of a page finds what every rule, field and layout asks for.

Which of many selectors an element fits is a dictionary look-up and a short check (`SelectorIndex`), so matching a
hundred of them costs little more than matching one, and one pass (`Look`) serves them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cleaners.selectors import Attributes, Compound, Known, Selector, parse, quoted

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

T = TypeVar("T")

REMEMBERED = 4_000
LONG_CLASSES = 200
"""Kinds of element that an index remembers, and characters of classes too long to be worth it."""

Kind = tuple[str | None, ...]
"""What selectors may ask of an element alike in many: its tag, its classes, and of the attributes they ask for the name
and as much of the value as they ask for."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What selectors ask of one attribute: to have a value, to begin with something, to be there."""

    values: frozenset[str]
    beginnings: tuple[str, ...]
    """The longest first."""
    is_there: bool

    def of(self, value: str | None) -> str | None:
        """As much of `value` as tells the same to each selector; None where no selector fits."""
        if value is None:
            return "" if self.is_there else None
        if value.strip() in self.values:
            return value
        if self.beginnings and value.startswith(self.beginnings):
            return next(beginning for beginning in self.beginnings if value.startswith(beginning))
        return "" if self.is_there else None


class SelectorIndex(Generic[T]):
    """Selectors with what they stand for; says which ones an element fits, in the order they were given."""

    __slots__ = ("_asked", "_names", "_open", "_shelves", "_told")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._shelves: dict[tuple[str, str | None], list[_Entry[T]]] = {}
        selectors: list[Selector] = []
        for rank, (source, meaning) in enumerate(entries):
            for selector in parse(source):
                selectors.append(selector)
                self._shelves.setdefault(selector.subject.key, []).append((rank, selector, meaning))
        self._asked = _asked(selectors)
        self._names = frozenset(self._asked)
        # What is worked out of a kind of element: all there is to say, or what else to ask each such element.
        self._told: dict[Kind, list[T]] = {}
        self._open: dict[Kind, list[_Entry[T]]] = {}

    def find(self, node: LexborNode, tag: str | None, attributes: Attributes, known: Known | None = None) -> list[T]:
        """What the selectors that fit `node` stand for, the first given first. `known` is for asking about many
        elements of one page: what was found out of one helps with the next.
        """
        kind = self._kind(tag, attributes)
        told = self._told.get(kind)
        return told if told is not None else self._look_at(kind, node, tag, attributes, {} if known is None else known)

    def inside(self, root: LexborNode) -> Iterator[tuple[LexborNode, list[T]]]:
        """The elements of `root`, itself included, that fit any of the selectors, each with what `find` says of it."""
        told, names = self._told, self._names
        known: Known = {}
        for node in root.traverse():
            tag, attributes = node.tag, node.attributes
            if names.isdisjoint(attributes):
                kind: Kind = (tag, attributes.get("class")) if attributes else (tag,)
            else:
                kind = self._kind(tag, attributes)
            # Pages write the same few over and over.
            meanings = told.get(kind)
            if meanings is None:
                meanings = self._look_at(kind, node, tag, attributes, known)
            if meanings:
                yield node, meanings

    def _kind(self, tag: str | None, attributes: Attributes) -> Kind:
        if not attributes:
            return (tag,)
        kind: Kind = (tag, attributes.get("class"))
        for name, value in attributes.items():
            asked = self._asked.get(name)
            if asked is not None and (answer := asked.of(value)) is not None:
                kind += (name, answer)
        return kind

    def _look_at(self, kind: Kind, node: LexborNode, tag: str | None, attributes: Attributes, known: Known) -> list[T]:
        entries = self._open.get(kind)
        if entries is None:
            entries = self._sorted_out(tag, attributes)
            if len(self._open) + len(self._told) < REMEMBERED and len(attributes.get("class") or "") < LONG_CLASSES:
                if all(selector is None for _, selector, _ in entries):
                    self._told[kind] = [meaning for _, _, meaning in entries]
                else:
                    self._open[kind] = entries
        return [
            meaning
            for _, selector, meaning in entries
            if selector is None or selector.fits(node, tag, attributes, known)
        ]

    def _sorted_out(self, tag: str | None, attributes: Attributes) -> list[_Entry[T]]:
        """Of all selectors those that an element of this kind fits, by rank; the chains of some are still to be looked
        at.
        """
        shelves = self._shelves
        entries = list(shelves.get(("tag", tag), NOTHING))
        for token in dict.fromkeys((attributes.get("class") or "").split()):
            entries += shelves.get(("class", token), NOTHING)
        for name, value in attributes.items():
            entries += shelves.get(("attribute", name), NOTHING)
            if name in self._asked:
                entries += shelves.get((name, (value or "").strip()), NOTHING)
        kept: list[_Entry[T]] = []
        for rank, selector, meaning in sorted(entries, key=_rank):
            if selector is None or not self._decides(selector.subject):
                kept.append((rank, selector, meaning))
            elif selector.subject.fits(tag, attributes):
                kept.append((rank, selector if selector.chain[1:] else None, meaning))
        return kept

    def _decides(self, subject: Compound) -> bool:
        """Whether all elements of a kind fit `subject` or none."""
        return all(name in self._names and operator in ("", "=", "^=") for name, operator, _ in subject.tests)


_Entry = tuple[int, Selector | None, T]
NOTHING: list[Any] = []
_rank = itemgetter(0)


def _asked(selectors: Sequence[Selector]) -> dict[str, _Asked]:
    """What `selectors` ask of each attribute that any of them is looked up by."""
    keys = [selector.subject.key for selector in selectors]
    names = {value if kind == "attribute" else kind for kind, value in keys} - {"class", "tag"}
    tests: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
    for subject in (selector.subject for selector in selectors):
        for name, operator, value in (*subject.tests, ("id", "=", subject.id)):
            if name in names and value is not None:
                tests[name].append((operator, value))
    return {
        name: _Asked(
            frozenset(value for operator, value in asked if operator == "="),
            tuple(sorted({value for operator, value in asked if operator == "^="}, key=len, reverse=True)),
            any(operator not in ("=", "^=") for operator, _ in asked),
        )
        for name, asked in tests.items()
    }


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
        self._waiting: dict[str, tuple[str, LexborNode]] = {}

    def note(self, node: LexborNode, wanted: _Wanted) -> None:
        """Takes down that `node` fits the first step of a selector."""
        if wanted.css:
            # Of several such elements one may stand inside another: then all are looked for in one go.
            around = self._root if self._root is not None and wanted.source in self._waiting else node
            self._waiting[wanted.source] = wanted.css, around
        else:
            self._found.setdefault(wanted.source, []).append(node)

    def __contains__(self, selector: object) -> bool:
        """Whether there is anything that fits the first step of a wanted selector."""
        return selector in self._found or selector in self._waiting

    def elements(self, selector: str) -> list[LexborNode]:
        """The elements that a wanted selector means, in document order."""
        waiting = self._waiting.pop(selector, None)  # looked for once somebody asks
        if waiting is not None:
            css, around = waiting
            self._found[selector] = around.css(css)
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

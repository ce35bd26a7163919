"""The small part of CSS that layouts are written in, matched in Python.

Which of many selectors an element fits is a dictionary look-up and a short check (`SelectorIndex`), so one pass
over an article's region (`Look`) finds what every rule, field and layout asks for. Matching a hundred rules costs
little more than matching one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

T = TypeVar("T")
Attributes = Mapping[str, str | None]

FAR = 80
"""Elements farther out are not looked at: no newspaper nests so deep, hostile pages do."""
ENOUGH = 200
"""Elements that fit the first step of one selector; what stands inside more of them is not asked."""
REMEMBERED = 4_000
LONG_CLASSES = 200
"""Pairs of tag and classes that an index remembers, and characters of classes too long to be worth it."""

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
        if self.tag == "meta":  # what names these stands in attributes that many elements have
            return "tag", "meta"
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
    def is_told_by_class(self) -> bool:
        """Whether tag and classes are all it asks for."""
        return not self.id and not self.tests

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

    @property
    def is_told_by_key(self) -> bool:
        """Whether what the subject is looked up by is all there is to it."""
        return len(self.chain) == 1 and self.chain[0] in _bare(self.chain[0].key)

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


def _bare(key: tuple[str, str]) -> tuple[Compound, ...]:
    """The compounds that ask for `key` and nothing else."""
    kind, value = key
    if kind == "id":
        return (Compound(None, value, (), ()),)
    if kind == "class":
        return (Compound(None, None, (value,), ()),)
    if kind == "tag":
        return (Compound(value, None, (), ()),)
    if kind == "attribute":
        return (Compound(None, None, (), ((value, "", ""),)),)
    return (Compound(None, None, (), ((kind, "=", value),)),)


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

    def find(self, node: LexborNode, tag: str | None, attributes: Attributes) -> list[T]:
        """What the selectors that fit `node` stand for, the first given first."""
        classes = attributes.get("class") if attributes else None
        entries = self._remembered.get((tag, classes))
        if entries is None:
            entries = self._by_tag_and_class(tag, classes)
        if attributes and not self._names.isdisjoint(attributes):
            entries = entries + self._by_attributes(attributes)
        return _fitting(entries, node, tag, attributes) if entries else NOTHING

    def inside(self, root: LexborNode) -> Iterator[tuple[LexborNode, list[T]]]:
        """The elements of `root`, itself included, that fit any of the selectors, each with what `find` says of it."""
        told, names = self._told, self._names
        for node in root.traverse():
            tag, attributes = node.tag, node.attributes
            # Tag and classes tell all there is to tell of most elements, and that was worked out before.
            meanings = told.get((tag, attributes.get("class") if attributes else None))
            if meanings is None or not names.isdisjoint(attributes):
                meanings = self.find(node, tag, attributes)
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


def _fitting(entries: list[_Entry[T]], node: LexborNode, tag: str | None, attributes: Attributes) -> list[T]:
    fitting = [
        (rank, meaning)
        for rank, selector, meaning in entries
        if selector is None or selector.fits(node, tag, attributes)
    ]
    if len(fitting) > 1:
        fitting.sort(key=_rank)
    return [meaning for _, meaning in fitting]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A selector whose elements are wanted: what fits its first step is an element, or holds elements `inside`."""

    source: str
    inside: str


class Seen(Generic[T]):
    """What one look at a page or a part of it found.

    `rules` holds the rule of each element that fits one, by the element's identity.
    """

    __slots__ = ("_found", "_outer", "rules")

    def __init__(self) -> None:
        self.rules: dict[int, T] = {}
        self._found: dict[str, list[LexborNode]] = {}
        self._outer: dict[str, tuple[str, list[LexborNode]]] = {}

    def note(self, node: LexborNode, wanted: _Wanted) -> None:
        """Takes down that `node` fits the first step of a selector."""
        if not wanted.inside:
            self._found.setdefault(wanted.source, []).append(node)
        else:
            self._outer.setdefault(wanted.source, (wanted.inside, []))[1].append(node)

    def elements(self, selector: str) -> list[LexborNode]:
        """The elements that a wanted selector means, in document order."""
        if selector in self._outer:  # what stands inside is looked for once somebody asks
            inside, nodes = self._outer.pop(selector)
            self._found[selector] = [match for node in nodes[:ENOUGH] for match in node.css(inside)]
        return self._found.get(selector, NOTHING)


class Look(Generic[T]):
    """A fixed set of rules and of selectors whose elements are wanted, looked up together in one pass over a page
    or a part of it. Of several rules that fit an element the first counts.
    """

    __slots__ = ("_index",)

    def __init__(self, rules: Iterable[tuple[str, T]], wanted: Iterable[str]) -> None:
        entries: list[tuple[str, T | _Wanted]] = list(rules)
        for selector in {one.source: one for source in wanted for one in parse(source)}.values():
            inside = " ".join(step.css for step in selector.chain[1:])
            entries.append((selector.chain[0].css, _Wanted(selector.source, inside)))
        self._index: SelectorIndex[T | _Wanted] = SelectorIndex(entries)

    def at(self, root: LexborNode) -> Seen[T]:
        """What there is in `root`, itself included."""
        seen: Seen[T] = Seen()
        for node, meanings in self._index.inside(root):
            for meaning in meanings:
                if isinstance(meaning, _Wanted):
                    seen.note(node, meaning)
                else:
                    seen.rules.setdefault(node.mem_id, meaning)
        return seen

    def fits(self, node: LexborNode) -> list[str]:
        """The wanted selectors (of a single step) that `node` itself fits."""
        meanings = self._index.find(node, node.tag, node.attributes)
        return [one.source for one in meanings if isinstance(one, _Wanted) and not one.inside]

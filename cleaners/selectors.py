"""The small part of CSS that layouts are written in, matched in Python."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Attributes = Mapping[str, str | None]
Known = dict[tuple[str, int, int], bool]
"""Whether a selector's chain up to one of its steps stands at an element, by its identity, or around it."""

FAR = 80
"""Elements farther out are not looked at: no newspaper nests so deep, hostile pages do."""

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

    def fits(self, node: LexborNode, tag: str | None, attributes: Attributes, known: Known) -> bool:
        """Whether it means `node`. `known` remembers what stands around the elements of one page."""
        if not self.chain[-1].fits(tag, attributes):
            return False
        return len(self.chain) == 1 or self._fits_around(node.parent, len(self.chain) - 2, known)

    def _fits_around(self, above: LexborNode | None, step: int, known: Known) -> bool:
        """Whether the chain up to `step` stands at `above` and around it. What is found out counts for every element
        passed on the way: elements by the hundred thousand may ask for the same.
        """
        compound = self.chain[step]
        passed: list[tuple[str, int, int]] = []
        answer = False
        for _ in range(FAR):
            if above is None:
                break
            key = self.source, step, above.mem_id
            if (told := known.get(key)) is not None:
                answer = told
                break
            passed.append(key)
            if compound.fits(above.tag, above.attributes):
                answer = step == 0 or self._fits_around(above.parent, step - 1, known)
                break
            above = above.parent
        known.update(dict.fromkeys(passed, answer))
        return answer


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

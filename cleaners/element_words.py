"""What an element's name says it is: the words of its class, id and itemprop, looked up in cleaners.unknown_site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cleaners.unknown_site import NOISE, ROLES

NAMING = ("class", "id", "itemprop", "data-role", "data-field", "data-slot")
"""Attributes by which editors name an element."""
MAX_NAME = 400
"""Characters of a name that are read; utility classes fill pages of them."""

_hump = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_between = re.compile(r"[^A-Za-z0-9]+")
_wordpress = re.compile(r"(?<!\S)(?:hentry|type-post|status-publish|single-post)(?!\S)")
_term = re.compile(r"(?<!\S)(?:tag|category|author|series|format|post_format|has)-\S+")
"""What WordPress adds to an article's own name: the tags and sections it is in."""
_utility = re.compile(r"(?<!\S)\S*[\[\]:]\S*|(?<!\S)(?:dt|md|sm|lg|xl|tw|col|row|mt|mb|pt|pb|px|py)-\S+")


def noise_kind(attributes: Mapping[str, str | None]) -> str | None:
    """The kind of noise an element's name announces, such as "related" or "ad"; None when it announces none."""
    return _read(_name(attributes))[0]


def roles(attributes: Mapping[str, str | None]) -> frozenset[str]:
    """What an element's name says it holds: "lead", "byline", "date", "keywords", "caption", "body" …"""
    return _read(_name(attributes))[1]


def _name(attributes: Mapping[str, str | None]) -> str:
    name = " ".join(value for key in NAMING if (value := attributes.get(key)))
    kind = attributes.get("itemtype")
    return f"{name} {kind.rstrip('/').rpartition('/')[2]}" if kind else name


@lru_cache(maxsize=8192)
def _read(name: str) -> tuple[str | None, frozenset[str]]:
    if not name:
        return None, frozenset()
    name = name[:MAX_NAME]
    if _wordpress.search(name):
        name = _term.sub(" ", name)
    words = _between.sub(" ", _hump.sub(" ", _utility.sub(" ", name))).lower()
    noise = next((kind for kind, pattern in _compiled("noise") if pattern.search(words)), None)
    return noise, frozenset(role for role, pattern in _compiled("roles") if pattern.search(words))


@lru_cache(maxsize=2)
def _compiled(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = NOISE if table == "noise" else ROLES
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(patterns)})\b")) for kind, patterns in entries.items())

"""The words lines of a dump are read with: the phrases, sections and datelines of an outlet, a family, or all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from cleaners.layout import Outlet, Phrases
from cleaners.outlets import FAMILIES, OUTLETS
from cleaners.phrases import COMMON_PHRASES, COMMON_SECTIONS
from cleaners.text import bare_words

TAIL = ("comments", "footer", "payment", "paywall")
"""Phrases that stand only below an article."""
BUTTONS = ("share", "audio", "ad")
"""Phrases that stand anywhere and belong to nothing."""
PHRASE_LENGTH = 300
"""Characters; no phrase of a site is longer, so longer lines are not searched for one."""
MENU_LENGTH = 8000
"""Characters of a glued dump that are searched for a menu."""
MENU_GAP, MENU_TOP = 14, 70
"""Words between two section names of a menu ("xem thêm", "icon", names we do not know), and above the first."""

MATCHING_ORDER = (
    "related_box",
    "related_heading",
    "payment",
    "paywall",
    "comments",
    "footer",
    "share",
    "audio",
    "ad",
    "header",
    "menu",
)


class Vocabulary:
    """The phrases, sections and datelines lines are read with: an outlet's and its family's, or all we know."""

    def __init__(self, sources: Iterable[Phrases], datelines: tuple[str, ...], sections: Iterable[str]) -> None:
        sources = tuple(sources)
        self.datelines = datelines
        self._patterns = []
        for kind in MATCHING_ORDER:
            alternatives = [pattern for phrases in sources for pattern in getattr(phrases, kind)]
            if alternatives:
                self._patterns.append((kind, re.compile("|".join(f"(?:{pattern})" for pattern in alternatives))))
        self._sections: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in dict.fromkeys([name for phrases in sources for name in phrases.sections] + list(sections)):
            words = bare_words(name)
            self._sections.setdefault(words[0], []).append((words, name))
        for names in self._sections.values():
            names.sort(key=lambda entry: -len(entry[0]))

    def phrase(self, text: str) -> str | None:
        """The kind of phrase the whole line is, or None."""
        if len(text) > PHRASE_LENGTH:
            return None
        return next((kind for kind, pattern in self._patterns if pattern.fullmatch(text)), None)

    def menu_end(self, text: str) -> int:
        """Where the menu at the top of `text` ends, as a character offset; 0 when it does not begin with one.

        A menu is at least five section names, written in capitals, with few other words between them.
        """
        tokens = list(re.finditer(r"\w+", text[:MENU_LENGTH]))
        words = tuple("".join(bare_words(token[0])) for token in tokens)
        named, end, at = 0, 0, 0
        while at < len(words):
            if at - end > (MENU_GAP if named else MENU_TOP):
                if named >= 5 or at > MENU_TOP:
                    break
                named, end = 0, at  # a button was called as a section is
            for name_words, _ in self._sections.get(words[at], ()):
                if words[at : at + len(name_words)] == name_words and not tokens[at][0][0].islower():
                    at += len(name_words)
                    named, end = named + 1, at
                    break
            else:
                at += 1
        return tokens[end - 1].end() if named >= 5 else 0

    def sections_in(self, text: str) -> tuple[tuple[str, ...], float]:
        """The section names a line is made of, and the share of its words that they cover."""
        if len(text) > PHRASE_LENGTH:
            return (), 0.0
        words = bare_words(text)
        found, covered, at = [], 0, 0
        while at < len(words):
            for name_words, name in self._sections.get(words[at], ()):
                if words[at : at + len(name_words)] == name_words:
                    found.append(name)
                    covered += len(name_words)
                    at += len(name_words)
                    break
            else:
                at += 1
        return tuple(found), covered / len(words) if words else 0.0


@lru_cache(maxsize=16)
def vocabulary(outlet_name: str | None) -> Vocabulary:
    """The vocabulary of an outlet; for None that of all families and outlets together."""
    if outlet_name in OUTLETS:
        outlet = OUTLETS[outlet_name]
        return vocabulary_of(outlet)
    known = (*(family.phrases for family in FAMILIES.values()), *(outlet.phrases for outlet in OUTLETS.values()))
    datelines = tuple(dateline for outlet in OUTLETS.values() for dateline in outlet.datelines)
    return Vocabulary((*known, COMMON_PHRASES), datelines, COMMON_SECTIONS)


def vocabulary_of(outlet: Outlet) -> Vocabulary:
    """The vocabulary of an outlet that need not be registered."""
    return Vocabulary((outlet.phrases, outlet.family.phrases, COMMON_PHRASES), outlet.datelines, COMMON_SECTIONS)

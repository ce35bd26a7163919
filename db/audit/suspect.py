"""A block under suspicion: what leaks and losses have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaners.text import fold

_digits = re.compile(r"\d+")
_spaces = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A block that looks wrongly kept or dropped.

    `score` says how much so, from 0 to 1; `articles` in how many articles it stands, word for word or nearly; `rule`
    and `place` what the cleaner thought of it.
    """

    score: float
    outlet: str
    articles: int
    kind: str
    rule: str
    place: str
    text: str
    article_id: int
    url: str | None


def same(text: str) -> int:
    """The same number for blocks that differ in digits, punctuation, case and marks only."""
    return hash(_spaces.sub(" ", _digits.sub("0", fold.__wrapped__(text))).strip())

"""Two texts word by word: what stays, what goes, what comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Part = tuple[Literal["same", "gone", "come"], str]

LONGEST = 4_000
"""Words of a text that are compared; what is longer is shown as replaced whole."""

_word = re.compile(r"\s*\S+|\s+$")


def word_diff(before: str, after: str) -> Iterator[Part]:
    """The parts of both texts in order; those that stay and come are `after`, those that stay and go are `before`."""
    old, new = _word.findall(before), _word.findall(after)
    if max(len(old), len(new)) > LONGEST:
        yield from _replaced(before, after)
        return
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", "".join(new[j1:j2])
        else:
            yield from _replaced("".join(old[i1:i2]), "".join(new[j1:j2]))


def shortened(parts: Iterator[Part], words: int = 12) -> Iterator[Part]:
    """`parts` with no more than `words` words of what stays on either side of a change."""
    for kind, text in parts:
        found = _word.findall(text)
        if kind == "same" and len(found) > 2 * words:
            yield "same", f"{''.join(found[:words])} …{''.join(found[-words:])}"
        else:
            yield kind, text


def _replaced(before: str, after: str) -> Iterator[Part]:
    if before:
        yield "gone", before
    if after:
        yield "come", after

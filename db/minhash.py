"""MinHash and its bands: what two texts must share to be worth a look at both.

A text is its runs of three syllables. Each gets `BANDS` numbers; of two texts whose runs agree by half, at least one
number is the same in more than nine cases of ten, and of two that agree by a twentieth in one of five thousand.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from cleaners.errors import TinsachError
from cleaners.text import fold

RUN = 3
"""Syllables of a run."""
BANDS, ROWS = 40, 4
SEED = 20261127
_word = re.compile(r"\w+")


class MissingMinHash(TinsachError):
    """The library that works out MinHashes is not installed."""


def runs(text: str) -> frozenset[str]:
    """The runs of three syllables of `text`, folded; of a shorter text all of it."""
    words = _word.findall(fold.__wrapped__(text))
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def bands(sets: Sequence[Iterable[str]], *, number: int = BANDS, rows: int = ROWS) -> list[array[int]]:
    """For each set of runs its `number` band hashes of 32 bits. Raises MissingMinHash."""
    minhash = _library()
    found = []
    for digest in minhash.digests_from_token_sets([list(one) for one in sets], number * rows, SEED):
        hashes = (hash(tuple(digest[at : at + rows])) & 0xFFFFFFFF for at in range(0, number * rows, rows))
        found.append(array("I", hashes))
    return found


def algorithm() -> str:
    """What band hashes can be compared with: those of the same library's version, runs, bands and rows."""
    return f"rensa-{_library().ALGORITHM_VERSION}/{RUN}/{BANDS}x{ROWS}"


def _library() -> Any:
    try:
        from rensa import RMinHash  # type: ignore[import-untyped]
    except ImportError:
        raise MissingMinHash(
            "near-duplicates need rensa, which is not installed: pip install 'tinsach[dedupe]'"
        ) from None
    return RMinHash


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of both is in both, 0 to 1."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller stands in the larger, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0

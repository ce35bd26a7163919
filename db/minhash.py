"""MinHash and its bands: what two texts must share to be worth a look at both.

A text is its runs of three syllables. Each gets `BANDS` numbers; of two texts whose runs agree by half, at least one
number is the same in 24 cases of 25, and of two that agree by a twentieth in one of three thousand.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from cleaners.errors import TinsachError
from cleaners.text import fold

RUN = 3
"""Syllables of a run."""
BANDS, ROWS = 50, 4
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
        raw = struct.pack(f"<{number * rows}I", *digest)
        found.append(array("I", (crc32(raw[at : at + 4 * rows]) for at in range(0, len(raw), 4 * rows))))
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

"""Which articles tell the same story: candidates by their bands, then the texts themselves. Pure."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.minhash import BANDS, contained, jaccard

ALIKE = 0.3
"""From which share of common runs on two articles tell the same story."""
INSIDE = 0.7
"""From which share of the shorter one's runs on it is a shortened copy."""
LONG_ENOUGH = 40
"""Runs of a shorter article that can be told to be a shortened copy."""
CROWD = 200
"""Articles in one band from which on only neighbours are compared: what stands in so many is boilerplate."""
TEXTS = 4096
"""Articles whose runs are kept in memory while texts are compared."""

Signatures = Mapping[int, "array[int]"]
"""Article to its band hashes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that tell the same story; `one` < `other`. `similarity` is the share of common runs, 0 to 1."""

    one: int
    other: int
    similarity: float


def candidates(signatures: Signatures, new: frozenset[int] | None = None) -> Iterator[tuple[int, int]]:
    """Pairs that share a band hash, each once; with `new` only those of which one is new.

    Works through one band after another, so that memory grows with the articles and not with the bands.
    """
    seen: set[tuple[int, int]] = set()
    for band in range(BANDS):
        wanted = {signatures[article][band] for article in new} if new is not None else None
        together: defaultdict[int, list[int]] = defaultdict(list)
        if wanted is None:
            once: dict[int, int] = {}
            for article, signature in signatures.items():
                value = signature[band]
                if value in together:
                    together[value].append(article)
                elif (other := once.setdefault(value, article)) != article:
                    together[value] = [other, article]
        else:
            for article, signature in signatures.items():
                if signature[band] in wanted:
                    together[signature[band]].append(article)
        for articles in together.values():
            for pair in _pairs(articles):
                if pair not in seen and (new is None or pair[0] in new or pair[1] in new):
                    seen.add(pair)
                    yield pair


def _pairs(articles: Sequence[int]) -> Iterator[tuple[int, int]]:
    reach = len(articles) if len(articles) <= CROWD else 2
    for at, one in enumerate(articles):
        for other in articles[at + 1 : at + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def same_stories(pairs: Iterator[tuple[int, int]], runs_of: Callable[[int], frozenset[str]]) -> Iterator[Pair]:
    """Those of the candidates whose texts tell the same story."""
    runs = lru_cache(maxsize=TEXTS)(runs_of)
    for one, other in pairs:
        similarity = likeness(runs(one), runs(other))
        if similarity:
            yield Pair(one, other, round(similarity, 3))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common runs of two texts that tell the same story; 0 where they do not."""
    share = jaccard(one, other)
    if share >= ALIKE:
        return share
    if min(len(one), len(other)) >= LONG_ENOUGH and contained(one, other) >= INSIDE:
        return share
    return 0.0


def groups(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The articles that hang together by `pairs`, each group sorted."""
    root: dict[int, int] = {}

    def find(article: int) -> int:
        while root.setdefault(article, article) != article:
            root[article] = root[root[article]]
            article = root[article]
        return article

    for one, other in pairs:
        root[find(one)] = find(other)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for article in root:
        found[find(article)].append(article)
    return [sorted(group) for group in found.values()]

"""Did it change? Two tests of the newest readings against the ones before, for every number of newest readings.

Both give their evidence in nats (the logarithm of how much likelier the readings are if something changed), so that
one threshold serves both. Shares: the likelihood ratio of two proportions against one. Levels: the squared z of the
Mann-Whitney rank test, halved, which asks nothing of the shape of the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

NEWEST = (5, 7, 10, 12, 15, 20, 25, 30, 40, 60, 80)
"""How many of the newest readings are held against the past, each in turn."""
PAST = 30
"""Readings the past needs before anything is said."""
EVIDENCE = 14.0
"""Nats from which on a change is believed: one in a million by chance. See docs/monitoring.md for how it was set."""


@dataclass(frozen=True, slots=True)
class Shift:
    """The newest `newest` readings differ from those before: shares or medians `usual` and `now`, evidence in nats.

    `size` is the change in the signal's own measure: a difference of shares, or how often a reading of today is
    beyond one of the past, counted from the side it went to.
    """

    newest: int
    usual: float
    now: float
    nats: float
    size: float

    @property
    def rises(self) -> bool:
        return self.now > self.usual


def share_shifts(values: Sequence[float]) -> list[Shift]:
    """What each number of newest readings says, where the past is long enough. `values` are 0 or 1, oldest first."""
    total, number = sum(values), len(values)
    sums = list(accumulate(reversed(values), initial=0.0))
    shifts = []
    for newest in NEWEST:
        before = number - newest
        if before < PAST:
            break
        had, has = total - sums[newest], sums[newest]
        nats = _log(had, before) + _log(has, newest) - _log(total, number)
        usual, now = had / before, has / newest
        shifts.append(Shift(newest, usual, now, nats, abs(now - usual)))
    return shifts


def level_shifts(values: Sequence[float]) -> list[Shift]:
    """The same for numbers; medians are worked out for those with evidence only."""
    number = len(values)
    if number < PAST + NEWEST[0]:
        return []
    ranks, ties = _ranks(values)
    spread = (number + 1) - ties / (number * (number - 1))
    sums = list(accumulate(reversed(ranks), initial=0.0))
    shifts = []
    for newest in NEWEST:
        before = number - newest
        if before < PAST:
            break
        beyond = sums[newest] - newest * (newest + 1) / 2
        variance = newest * before / 12 * spread
        if variance <= 0:
            continue
        z = (beyond - newest * before / 2) / math.sqrt(variance)
        often = beyond / (newest * before)
        usual, now = 0.0, math.copysign(1.0, z)
        if z * z / 2 >= EVIDENCE:
            usual, now = median(values[:before]), median(values[before:])
        shifts.append(Shift(newest, usual, now, z * z / 2, max(often, 1 - often)))
    return shifts


def by_chance(nats: float, looks: int) -> float:
    """How likely such evidence is by chance in `looks` independent looks, at most 1."""
    return min(1.0, looks * math.erfc(math.sqrt(max(nats, 0.0))))


def _log(some: float, of: float) -> float:
    """The log likelihood of `some` of `of` at its own best rate."""
    return sum(part * math.log(part / of) for part in (some, of - some) if part > 0)


def _ranks(values: Sequence[float]) -> tuple[list[float], float]:
    """The rank of each value from 1, equal ones sharing the middle, and the correction for ties."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    ties = 0.0
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2 + 1
        equal = end - start + 1
        ties += equal**3 - equal
        start = end + 1
    return ranks, ties

"""How far a result is from the gold. Text is compared as a reader would, to the letter but for white space.

Nothing of `cleaners` is used here: a measure must not lean on what it measures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from bench.gold import DumpGold, PageGold

COUNTED = frozenset(("leaks", "lost", "leaked", "pages", "dumps"))
"""Figures that are summed up over pages; all others are shares, of which the mean is taken."""

FEWER_IS_BETTER = frozenset(("leaks", "lost", "leaked"))

_invisible = re.compile("[\u200b\u200c\u200d\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one page or dump, or of a group of them. A field the gold does not name has no figure."""

    name: str
    family: str
    kind: str
    figures: Mapping[str, float]

    @property
    def group(self) -> tuple[str, str]:
        return self.family, self.kind


def fold(text: str | None) -> str:
    """`text` in NFC with ordinary blanks, without zero-width characters, white space folded."""
    return " ".join(_invisible.sub("", unicodedata.normalize("NFC", text or "")).split())


def shingles(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of `length` words in `text`; one shorter run when it has fewer."""
    words = re.findall(r"\w+", fold(text).lower())
    if len(words) < length:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def f1(got: str, gold: str) -> float:
    """F1 of the 4-word shingles of two texts, from 0 to 1; two empty texts agree."""
    ours, theirs = shingles(got), shingles(gold)
    if not ours and not theirs:
        return 1.0
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def in_order(got: Sequence[str], gold: Sequence[str]) -> int:
    """How many texts of `gold` come back to the letter and in order: the longest common subsequence."""
    row = [0] * (len(gold) + 1)
    for text in got:
        diagonal = 0
        for column, wanted in enumerate(gold, 1):
            diagonal, row[column] = row[column], diagonal + 1 if text == wanted else max(row[column], row[column - 1])
    return row[-1]


def leaks(body: str, gold: PageGold) -> list[str]:
    """Captions and texts of other articles that stand in `body`."""
    body, wanted = fold(body), fold(" ".join(gold.body))
    free = {fold(text) for text in gold.optional}
    texts = [fold(text) for text in (*gold.absent, *gold.captions)]
    return [text for text in texts if len(text) > 3 and text not in free and text in body and text not in wanted]


def lost(body: str, gold: PageGold) -> list[str]:
    """Blocks of the gold that stand nowhere in `body`."""
    body = fold(body)
    return [text for text in map(fold, gold.body) if text not in body]


def page_score(gold: PageGold, blocks: Sequence[str], fields: Mapping[str, Any]) -> Score:
    """An article's blocks and fields (as in its JSON) against the gold of its page."""
    free = {fold(text) for text in gold.optional}
    want = [fold(text) for text in gold.body]
    have = [text for text in map(fold, blocks) if text not in free]
    body = "\n\n".join(blocks)
    figures = {
        "body_f1": f1(body, "\n".join(want)),
        "blocks": in_order(have, want) / len(want) if want else float(not have),
        "exact": float(have == want),
        "leaks": len(leaks(body, gold)),
        "lost": len(lost(body, gold)),
    }
    figures |= {name: float(_plain(fields.get(name)) == _plain(value)) for name, value in gold.fields.items()}
    return Score(gold.name, gold.family, gold.kind, figures)


def dump_score(gold: DumpGold, blocks: Iterable[str], headline: str | None, lead: str | None) -> Score:
    """An article's blocks, headline and lead against the labelled lines of its dump."""
    want, have = Counter(map(fold, gold.body)), Counter(map(fold, blocks))
    hit = (want & have).total()
    figures = {
        "recall": hit / want.total() if want else 1.0,
        "precision": hit / have.total() if have else 1.0,
        "lost": want.total() - hit,
        "leaked": have.total() - hit,
    }
    if gold.titles:
        figures["headline"] = float(fold(headline) in map(fold, gold.titles))
    if gold.leads:
        figures["lead"] = float(bool(fold(lead)) and any(fold(text).endswith(fold(lead)) for text in gold.leads))
    return Score(gold.name, gold.family, gold.kind, figures)


def by_group(scores: Iterable[Score], count: str) -> list[Score]:
    """One score for each family and kind: sums of what is counted, means of the rest; `count` names their number."""
    groups: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        groups.setdefault(score.group, []).append(score)
    return [
        Score(f"{family}/{kind}", family, kind, {count: len(members), **together(members)})
        for (family, kind), members in sorted(groups.items())
    ]


def together(scores: Sequence[Score]) -> dict[str, float]:
    """The figures of all `scores` as one: sums of what is counted, means over those that have the figure."""
    names = dict.fromkeys(name for score in scores for name in score.figures)
    values = {name: [score.figures[name] for score in scores if name in score.figures] for name in names}
    return {name: sum(found) if name in COUNTED else fmean(found) for name, found in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value) or None
    if isinstance(value, list | tuple):
        return [fold(one) for one in value] or None
    return value

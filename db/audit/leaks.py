"""Boilerplate that slipped through: kept blocks that stand word for word, or nearly, in many articles of an outlet.

Exact repetition is told by hashes, near repetition by MinHash where its library is installed. The same story printed
twice is no boilerplate: an article most of whose blocks stand elsewhere too counts as a copy.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from db.audit.suspect import Suspect, same
from db.minhash import MissingMinHash, bands, jaccard, runs

FEWEST = 3
"""Articles a block must stand in."""
LETTERS = 12
"""Characters of the shortest block that is looked at."""
COPY = 0.5
"""An article more of whose blocks stand elsewhere too is a copy of another."""
COPY_BLOCKS = 3
"""Blocks of the shortest article that can be told to be one."""
ALIKE = 0.5
"""How far runs of syllables agree in blocks that are nearly the same."""
NEAR_BANDS, NEAR_ROWS = 16, 2
NEAR_LETTERS = (30, 400)
"""Characters of blocks that are compared for near repetition."""
SHARED = frozenset(("table", "heading", "question"))
"""Kinds of blocks that articles may well have in common: the head of a table of prices, a heading of a series."""
NEAR_ARTICLES = 10_000
"""Articles, the newest of an outlet, whose blocks are compared so; the rest only word for word."""
AT_ONCE = 5000
"""Blocks whose MinHashes are worked out together."""
CROWD = 60
"""Blocks in one band from which on only so many are compared: what so many share is found all the same."""

ARTICLES = "SELECT id, blocks FROM articles WHERE outlet = ? ORDER BY id"
NEWEST = "SELECT coalesce(min(id), 0) FROM (SELECT id FROM articles WHERE outlet = ? ORDER BY id DESC LIMIT ?)"
WHERE_IT_STANDS = """
SELECT verdicts.kind, verdicts.rule, verdicts.selector, articles.url, json_extract(articles.blocks, :block || '.text')
FROM articles LEFT JOIN verdicts ON verdicts.article_id = articles.id AND verdicts.block = :index
WHERE articles.id = :article
"""

Place = tuple[int, int]
"""Article and index of a block."""


@dataclass(slots=True)
class _Read:
    """The blocks of an outlet: a key for each, by article (0 for one that is too short), how many articles have each
    key, and of the newest articles the texts that can be nearly the same, with their places.
    """

    keys: dict[int, array[int]]
    times: Counter[int]
    texts: dict[int, str]
    places: dict[int, Place]


def leaks(conn: sqlite3.Connection, outlet: str) -> Iterator[Suspect]:
    """The suspects of `outlet`, in no order."""
    read = _read(conn, outlet)
    copies = {article for article, keys in read.keys.items() if _is_copy(keys, read.times)}
    standing: defaultdict[int, list[int]] = defaultdict(list)
    for article, keys in read.keys.items():
        for key in set(keys):
            if key and read.times[key] >= FEWEST:
                standing[key].append(article)
    for key, articles in standing.items():
        number = sum(article not in copies for article in articles)
        number += number < len(articles)  # all copies of a story count as one
        if number >= FEWEST:
            place = (articles[0], read.keys[articles[0]].index(key))
            yield _suspect(conn, outlet, place, number, len(read.keys))
    for group in _nearly_same(read.texts):
        of_group = {read.places[key][0] for key in group}
        number = len(of_group - copies) + bool(of_group & copies)
        if number >= FEWEST:
            yield _suspect(conn, outlet, read.places[group[0]], number, len(read.keys))


def _is_copy(keys: array[int], times: Counter[int]) -> bool:
    told = [key for key in keys if key]
    return len(told) >= COPY_BLOCKS and sum(times[key] > 1 for key in told) > COPY * len(told)


def _read(conn: sqlite3.Connection, outlet: str) -> _Read:
    read = _Read({}, Counter(), {}, {})
    shortest, longest = NEAR_LETTERS
    (newest,) = conn.execute(NEWEST, (outlet, NEAR_ARTICLES)).fetchone()
    for article, blocks in conn.execute(ARTICLES, (outlet,)):
        texts = [block["text"] for block in json.loads(blocks)]
        keys = array("q", (same(text) if len(text) >= LETTERS else 0 for text in texts))
        read.keys[article] = keys
        read.times.update(set(keys) - {0})
        if article < newest:
            continue
        for index, (key, text) in enumerate(zip(keys, texts, strict=True)):
            if shortest <= len(text) <= longest and key not in read.texts:
                read.texts[key], read.places[key] = text, (article, index)
    for key in [key for key in read.texts if read.times[key] >= FEWEST]:  # those are found word for word
        del read.texts[key]
    return read


def _nearly_same(texts: dict[int, str]) -> Iterator[list[int]]:
    """Groups of different blocks that say nearly the same, by their keys, the one that most are alike first."""
    keys = list(texts)
    try:
        signatures = [
            signature
            for at in range(0, len(keys), AT_ONCE)
            for signature in bands(
                [runs(texts[key]) for key in keys[at : at + AT_ONCE]], number=NEAR_BANDS, rows=NEAR_ROWS
            )
        ]
    except MissingMinHash:
        return
    runs_of = lru_cache(maxsize=AT_ONCE)(lambda place: runs(texts[keys[place]]))
    near: defaultdict[int, set[int]] = defaultdict(set)
    for band in range(NEAR_BANDS):
        together: defaultdict[int, list[int]] = defaultdict(list)
        for place, signature in enumerate(signatures):
            together[signature[band]].append(place)
        for places in together.values():
            for at, one in enumerate(places[:CROWD] if len(places) >= FEWEST else ()):
                for other in places[at + 1 : CROWD]:
                    if other not in near[one] and jaccard(runs_of(one), runs_of(other)) >= ALIKE:
                        near[one].add(other)
                        near[other].add(one)
    told: set[int] = set()
    for one in sorted(near, key=lambda place: -len(near[place])):
        if one not in told and len(near[one]) + 1 >= FEWEST:
            told |= near[one] | {one}
            yield [keys[place] for place in (one, *near[one])]


def _suspect(conn: sqlite3.Connection, outlet: str, place: Place, number: int, of: int) -> Suspect:
    article, index = place
    kind, rule, selector, url, text = conn.execute(
        WHERE_IT_STANDS, {"block": f"$[{index}]", "index": index, "article": article}
    ).fetchone()
    words = len(text.split())
    often = number / (number + 3)
    telling = min(1.0, 0.4 + words / 15)  # a short line may well be a heading that articles share
    if kind in SHARED:
        telling *= 0.6
    return Suspect(
        score=round(often * telling, 3),
        outlet=outlet,
        articles=number,
        kind=kind or "",
        rule=rule or "",
        place=selector or "",
        text=text,
        article_id=article,
        url=url,
    )

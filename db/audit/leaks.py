"""Boilerplate that slipped through: kept blocks that stand word for word, or nearly, in many articles of an outlet.

Exact repetition is told by hashes, near repetition by MinHash where its library is installed. The same story printed
twice is no boilerplate: an article most of whose blocks stand elsewhere too counts as a copy.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator

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
CROWD = 60
"""Blocks in one band from which on only so many are compared: what so many share is found all the same."""

ARTICLES = "SELECT id, blocks FROM articles WHERE outlet = ? ORDER BY id"
WHERE_IT_STANDS = """
SELECT verdicts.kind, verdicts.rule, verdicts.selector, articles.url, json_extract(articles.blocks, :block || '.text')
FROM articles LEFT JOIN verdicts ON verdicts.article_id = articles.id AND verdicts.block = :index
WHERE articles.id = :article
"""

Place = tuple[int, int]
"""Article and index of a block."""


def leaks(conn: sqlite3.Connection, outlet: str) -> Iterator[Suspect]:
    """The suspects of `outlet`, in no order."""
    keys, first, lone = _read(conn, outlet)
    times = Counter(key for of_article in keys.values() for key in set(of_article))
    copies = {
        article
        for article, of_article in keys.items()
        if len(of_article) >= COPY_BLOCKS and sum(times[key] > 1 for key in of_article) > COPY * len(of_article)
    }
    standing: defaultdict[int, set[int]] = defaultdict(set)
    for article, of_article in keys.items():
        for key in of_article:
            if times[key] > 1:
                standing[key].add(article)
    groups = [(key, articles) for key, articles in standing.items()]
    groups += _nearly_same(lone, times)
    for key, articles in groups:
        number = len(articles - copies) + bool(articles & copies)
        if number >= FEWEST:
            yield _suspect(conn, outlet, first[key], number, len(keys))


def _read(conn: sqlite3.Connection, outlet: str) -> tuple[dict[int, list[int]], dict[int, Place], dict[int, str]]:
    """The blocks' keys by article, where each key stood first, and the texts that can be nearly the same."""
    keys: dict[int, list[int]] = {}
    first: dict[int, Place] = {}
    texts: dict[int, str] = {}
    shortest, longest = NEAR_LETTERS
    for article, blocks in conn.execute(ARTICLES, (outlet,)):
        of_article = []
        for index, block in enumerate(json.loads(blocks)):
            text = block["text"]
            if len(text) < LETTERS:
                continue
            key = same(text)
            of_article.append(key)
            if key not in first:
                first[key] = (article, index)
                if shortest <= len(text) <= longest:
                    texts[key] = text
        keys[article] = of_article
    return keys, first, texts


def _nearly_same(texts: dict[int, str], times: Counter[int]) -> Iterator[tuple[int, set[int]]]:
    """Groups of different blocks that say nearly the same, by the key of one; negative numbers stand for articles."""
    lone = [key for key in texts if times[key] < FEWEST]
    sets = [runs(texts[key]) for key in lone]
    try:
        signatures = bands(sets, number=NEAR_BANDS, rows=NEAR_ROWS)
    except MissingMinHash:
        return
    together: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, signature in enumerate(signatures):
        for band, value in enumerate(signature):
            together[band, value].append(place)
    near: defaultdict[int, set[int]] = defaultdict(set)
    for places in together.values():
        if len(places) < FEWEST:
            continue
        for at, one in enumerate(places[:CROWD]):
            for other in places[at + 1 : CROWD]:
                if other not in near[one] and jaccard(sets[one], sets[other]) >= ALIKE:
                    near[one].add(other)
                    near[other].add(one)
    told: set[int] = set()
    for one in sorted(near, key=lambda place: -len(near[place])):
        if one not in told and len(near[one]) + 1 >= FEWEST:
            told |= near[one] | {one}
            yield lone[one], {-1 - place for place in near[one] | {one}}


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

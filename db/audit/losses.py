"""Paragraphs that may be lost: dropped blocks whose text stands nowhere else and reads like prose."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator

from db.audit.suspect import Suspect, same
from db.minhash import runs

LETTERS = 80
"""Characters of the shortest dropped block that may be a paragraph."""
LEAST = 0.35
"""How much a dropped block must read like a paragraph."""
EXPECTED = frozenset(("comments", "duplicate", "paywall", "audio", "footer"))
"""What is dropped as these may well be prose, and is none of the article's."""
FUNCTION_WORDS = frozenset(
    "và của là được cho với các những trong không người này đã khi để tại từ có một ra vào theo cũng nhưng thì mà"
    " bị do về đến như còn sẽ đang ở trên sau trước".split()
)
"""Little words that prose is full of and lists of headlines are not."""

TEASER = 0.5
"""A block more of whose runs of syllables stand in headlines and leads is a box of other articles."""

KEPT = "SELECT blocks FROM articles WHERE outlet = ?"
TEASED = """
SELECT headline, description FROM articles UNION ALL SELECT headline, NULL FROM urls WHERE headline IS NOT NULL
"""
DROPPED = """
SELECT verdicts.article_id, verdicts.position, verdicts.kind, verdicts.rule, verdicts.selector, verdicts.text,
    articles.url
FROM verdicts JOIN articles ON articles.id = verdicts.article_id
WHERE articles.outlet = :outlet AND verdicts.kept = 0 AND length(verdicts.text) >= :letters
"""
NEIGHBOURS = """
SELECT sum(position < :position), sum(position > :position) FROM verdicts
WHERE article_id = :article AND block IS NOT NULL AND abs(position - :position) <= 3
"""
_ends = re.compile(r"[.!?…][”\"'’)\]]*$")
_word = re.compile(r"\w+")


def losses(conn: sqlite3.Connection, outlet: str) -> Iterator[Suspect]:
    """The suspects of `outlet`, in no order."""
    rows = conn.execute(DROPPED, {"outlet": outlet, "letters": LETTERS}).fetchall()
    keys = [same(row[5]) for row in rows]
    times = Counter(keys)
    prose = {row[5]: reads_like_prose(row[5]) for row in rows}
    wanted = [(key, row) for key, row in zip(keys, rows, strict=True) if times[key] == 1 and prose[row[5]] >= LEAST]
    if not wanted:
        return
    elsewhere = _kept(conn, outlet, {key for key, _ in wanted})
    wanted = [(key, row) for key, row in wanted if key not in elsewhere]
    teasers = _teasers(conn, [row[5] for _, row in wanted])
    for _, (article, position, kind, rule, selector, text, url) in wanted:
        if text in teasers:
            continue
        before, after = conn.execute(NEIGHBOURS, {"position": position, "article": article}).fetchone()
        between = 1.0 if before and after else 0.7 if before or after else 0.5  # boxes stand at the ends
        score = prose[text] * between * (0.5 if kind in EXPECTED else 1.0)
        yield Suspect(round(score, 3), outlet, 1, kind, rule, selector, text, article, url)


def reads_like_prose(text: str) -> float:
    """How much a text reads like a paragraph, 0 to 1: it ends a sentence, has little words, and is long.

    >>> reads_like_prose("Xem thêm: Chợ nổi họp lại; Giá rau tăng; Cầu mới thông xe; Lễ hội đua ghe") < 0.35
    True
    """
    words = _word.findall(text.lower())
    if not words:
        return 0.0
    little = sum(word in FUNCTION_WORDS for word in words) / len(words)
    capitals = sum(word[:1].isupper() for word in text.split()) / len(text.split())
    length = min(1.0, len(words) / 40)
    ended = 1.0 if _ends.search(text.strip()) else 0.5
    return ended * min(1.0, little / 0.12) * (0.5 + 0.5 * length) * (1.0 if capitals < 0.35 else 0.4)


def _kept(conn: sqlite3.Connection, outlet: str, keys: set[int]) -> set[int]:
    """Those of `keys` that stand in a kept block of any article of the outlet."""
    found = set()
    for (blocks,) in conn.execute(KEPT, (outlet,)):
        for block in json.loads(blocks):
            if len(block["text"]) >= LETTERS and (key := same(block["text"])) in keys:
                found.add(key)
    return found


def _teasers(conn: sqlite3.Connection, texts: list[str]) -> set[str]:
    """Those of `texts` that are made of headlines and leads of other articles, as boxes of related ones are."""
    pieces = {text: runs(text) for text in texts}
    wanted = frozenset().union(*pieces.values()) if pieces else frozenset()
    known: set[str] = set()
    for row in conn.execute(TEASED):
        for text in row:
            if text:
                known |= wanted & runs(text)
    return {text for text, of_text in pieces.items() if len(of_text & known) > TEASER * len(of_text)}

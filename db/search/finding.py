"""Finding articles: from a query to one page of hits with their snippets."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from db.rows import storable
from db.search.query import Filters, Term, expression, terms_of
from db.search.spelling import pattern_of

MOST = 1000
"""Hits that are ranked. Of a word with more, the newest are, and the newest that have it in the headline."""
LOOKED_AT = 200
"""Best hits whose spelling is compared, for a query with diacritics."""
PAGE = 20
FACETS = 12
"""Names listed of a section's or author's facet."""
OPEN, CLOSE = "\x02", "\x03"
"""What stands around a hit: two signs that no stored text holds."""
WEIGHTS = "10, 4, 1, 0, 0, 0"
"""Of the columns of articles_fts, for bm25()."""

Sort = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. In `headline` and `snippet` the hits stand between `OPEN` and `CLOSE`."""

    id: int
    url: str | None
    outlet: str | None
    headline: str
    snippet: str
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    date_published: str | None
    word_count: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `total` counts all of them up to `MOST`; `is_more` when there are more than that.

    `facets` counts them by outlet, section and author, the most frequent first.
    """

    hits: tuple[Hit, ...]
    total: int
    is_more: bool
    facets: dict[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: int
    score: float
    published: str
    place: int
    """0 all words in the headline, 1 in headline and lead, 2 elsewhere."""
    is_scattered: bool = False
    """Whether the words of the query stand apart."""


def search(
    conn: sqlite3.Connection,
    text: str,
    filters: Filters | None = None,
    *,
    sort: Sort = "relevance",
    page: int = 1,
    size: int = PAGE,
    with_facets: bool = False,
) -> Found:
    """Hits for `text` (as `terms_of` reads it) among what `filters` allow: the `page`-th `size` of them, from 1.

    A hit in the headline stands above one in the lead, that above one in the body; words side by side above the
    same words apart; then bm25 decides.
    Of a query with diacritics, articles that spell it so stand before all others. Without words the newest
    articles come first.
    """
    filters = filters or Filters()
    terms = terms_of(text)
    if not terms and text.strip():
        return Found((), 0, False, {})
    candidates, is_more = _candidates(conn, terms, filters)
    if sort == "newest" or not terms:
        candidates.sort(key=lambda one: (one.published, one.id), reverse=True)
    else:
        candidates.sort(key=lambda one: (one.place, one.is_scattered, one.score, -one.id))
        candidates = _as_spelled(conn, terms, candidates, wanted=page * size)
    first = (page - 1) * size
    shown = [one.id for one in candidates[first : first + size]]
    ids = [one.id for one in candidates]
    return Found(
        tuple(_hits(conn, terms, filters, shown)), len(ids), is_more, _facets(conn, ids) if with_facets else {}
    )


def _candidates(conn: sqlite3.Connection, terms: tuple[Term, ...], filters: Filters) -> tuple[list[_Candidate], bool]:
    wanted = expression(terms, filters)
    if not wanted:
        return _newest(conn, filters)
    found = _matching(conn, wanted, filters)
    is_more = len(found) > MOST
    places = dict.fromkeys((key for key, _, _ in found), 2)
    scores = {key: (score, published) for key, score, published in found}
    if terms:
        for place, columns in ((1, "headline description"), (0, "headline")):
            for key, score, published in _matching(conn, expression(terms, filters, columns), filters):
                places[key] = place
                scores.setdefault(key, (score, published))
    together = set(places)
    if len(terms) > 1:
        phrase = (Term(tuple(word for term in terms for word in term.words), is_prefix=terms[-1].is_prefix),)
        together = {key for key, _, _ in _matching(conn, expression(phrase, filters), filters)}
    return [_Candidate(key, *scores[key], place, key not in together) for key, place in places.items()], is_more


def _matching(conn: sqlite3.Connection, wanted: str, filters: Filters) -> list[tuple[int, float, str]]:
    rows = conn.execute(
        f"""
        SELECT articles_fts.rowid, bm25(articles_fts, {WEIGHTS}), coalesce(articles.date_published, '')
        FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid
        WHERE articles_fts MATCH :wanted {_more(filters)} ORDER BY articles_fts.rowid DESC LIMIT {MOST + 1}
        """,
        {"wanted": wanted, **_values(filters)},
    )
    return [(key, score, published) for key, score, published in rows]


def _newest(conn: sqlite3.Connection, filters: Filters) -> tuple[list[_Candidate], bool]:
    rows = conn.execute(
        f"""
        SELECT id, date_published FROM articles WHERE date_published IS NOT NULL {_more(filters)}
        ORDER BY date_published DESC LIMIT {MOST + 1}
        """,
        _values(filters),
    )
    found = [_Candidate(key, 0.0, published, 2) for key, published in rows]
    return found[:MOST], len(found) > MOST


def _more(filters: Filters) -> str:
    """What the index cannot tell, as SQL."""
    conditions = []
    if filters.since:
        conditions.append("articles.date_published >= :since")
    if filters.until:
        # A letter after every digit that may follow: `2026-03-07T…` is before `2026-03-07U`.
        conditions.append("articles.date_published < :until || 'U'")
    if filters.whole_names and filters.section is not None:
        conditions.append(":section IN (SELECT value FROM json_each(articles.article_section))")
    if filters.whole_names and filters.author is not None:
        conditions.append(":author IN (SELECT value FROM json_each(articles.authors))")
    return "".join(f" AND {condition}" for condition in conditions)


def _values(filters: Filters) -> dict[str, str | None]:
    return {
        "since": filters.since,
        "until": filters.until,
        "section": storable(filters.section),
        "author": storable(filters.author),
    }


def _as_spelled(
    conn: sqlite3.Connection, terms: tuple[Term, ...], candidates: list[_Candidate], *, wanted: int
) -> list[_Candidate]:
    """`candidates` with those first that have every term as it was typed, up to `wanted` of them."""
    patterns = [pattern_of(term.spelling, is_prefix=term.is_prefix) for term in terms if term.spelling]
    if not patterns:
        return candidates
    exact: dict[int, _Candidate] = {}
    for one in candidates[:LOOKED_AT]:
        row = conn.execute(
            "SELECT headline, description, article_body FROM articles WHERE id = ?", (one.id,)
        ).fetchone()
        text = "\n".join(filter(None, row)).lower()
        if all(pattern.search(text) for pattern in patterns):
            exact[one.id] = one
            if len(exact) == wanted:
                break
    return [*exact.values(), *(one for one in candidates if one.id not in exact)]


def _hits(conn: sqlite3.Connection, terms: tuple[Term, ...], filters: Filters, keys: Sequence[int]) -> Iterator[Hit]:
    for key in keys:
        if terms:
            row = conn.execute(
                MARKED, {"wanted": expression(terms, filters), "key": key, "terms": len(terms)}
            ).fetchone()
        else:
            row = conn.execute(UNMARKED, (key,)).fetchone()
        headline, snippet, url, outlet, authors, sections, published, words = row
        yield Hit(
            id=key,
            url=url,
            outlet=outlet,
            headline=headline or "",
            snippet=(snippet or "").replace("\n\n", " "),
            authors=tuple(json.loads(authors)),
            sections=tuple(json.loads(sections)),
            date_published=published,
            word_count=words,
        )


_shown = "url, articles.outlet, articles.authors, articles.article_section, date_published, word_count"
_marks = f"'{OPEN}', '{CLOSE}'"
# The lead, when it has as many hits as the query has words; else what is cut from the body, which is dearer to find.
_lead = f"highlight(articles_fts, 1, {_marks})"
MARKED = f"""
SELECT highlight(articles_fts, 0, {_marks}), CASE
    WHEN length({_lead}) - length(replace({_lead}, '{OPEN}', '')) >= :terms THEN {_lead}
    ELSE coalesce(nullif(snippet(articles_fts, 2, {_marks}, '…', 40), ''), {_lead}) END, {_shown}
FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid
WHERE articles_fts MATCH :wanted AND articles_fts.rowid = :key
"""
UNMARKED = f"""
SELECT headline, coalesce(description, substr(article_body, 1, 200)), {_shown} FROM articles WHERE id = ?
"""


def _facets(conn: sqlite3.Connection, keys: list[int]) -> dict[str, list[tuple[str, int]]]:
    counts: dict[str, Counter[str]] = {"outlet": Counter(), "section": Counter(), "author": Counter()}
    rows = conn.execute(
        "SELECT outlet, article_section, authors FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    ).fetchall()
    counts["outlet"].update(outlet for outlet, _, _ in rows if outlet)
    for place, name in ((1, "section"), (2, "author")):
        for names, number in Counter(row[place] for row in rows).items():
            for one in set(json.loads(names)):
                counts[name][one] += number
    return {
        name: sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:FACETS] for name, counted in counts.items()
    }

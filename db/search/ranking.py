"""Which articles match, and in which order, in a time that does not grow with the file."""

from __future__ import annotations

import json
import sqlite3
from typing import Literal

from db.rows import storable
from db.search.query import READ, Filters, Term, expression
from db.search.spelling import pattern_of

MOST = 1000
"""Hits that are ranked. Of a word with more, the newest are, and the newest that have it in headline or lead."""
LOOKED_AT = 200
"""Best hits whose spelling is compared, for a query with diacritics."""
ALL, HEADS = "articles_fts", "heads_fts"
"""The index of everything, and the small one of headlines and leads."""
WEIGHTS = "10, 4, 1, 0, 0, 0"
"""Of the columns of articles_fts, for bm25()."""
SPAN = 30_000
"""Articles of a time of which the first and the last are looked up, so that the index is asked for no others."""

Sort = Literal["relevance", "newest"]
Span = tuple[int, int] | None
"""The lowest and the highest id that may match; None: any."""


def matching(
    conn: sqlite3.Connection, terms: tuple[Term, ...], filters: Filters, sort: Sort, wanted: int
) -> tuple[list[int], bool]:
    """Ids of the articles that match, the best first, and whether there are more than `MOST`.

    `wanted` is how many of them are going to be shown: spelling is compared until there are so many.
    """
    if not terms and not _named(filters):
        return _newest(conn, filters)
    span = _span(conn, filters)
    found = _ids(conn, expression(terms, filters), filters, span)
    is_more = len(found) > MOST
    if sort == "newest" or not terms:
        return _by_date(conn, found[:MOST]), is_more
    ranked = _ranked(conn, terms, filters, span, found)
    return _as_spelled(conn, terms, ranked, wanted), is_more


def _ranked(
    conn: sqlite3.Connection, terms: tuple[Term, ...], filters: Filters, span: Span, found: list[int]
) -> list[int]:
    """By place (headline, then lead, then anywhere), words side by side before words apart, then bm25.

    bm25 counts all articles that have a word: it decides only where not very many match, else the newest come first.
    """
    places = dict.fromkeys(found, 2)
    for place, columns in ((1, "headline description"), (0, "headline")):
        places |= dict.fromkeys(_ids(conn, expression(terms, filters, columns), filters, span, index=HEADS), place)
    is_more = len(found) > MOST
    apart: set[int] = set()
    if len(terms) > 1:
        phrase = (Term(tuple(word for term in terms for word in term.words), is_prefix=terms[-1].is_prefix),)
        columns, index = ("headline", HEADS) if is_more else (READ, ALL)
        apart = places.keys() - set(_ids(conn, expression(phrase, filters, columns), filters, span, index=index))
    scores = {} if is_more else _scores(conn, expression(terms, filters), filters, span)
    return sorted(places, key=lambda key: (places[key], key in apart, scores.get(key, 0.0), -key))


def _ids(conn: sqlite3.Connection, wanted: str, filters: Filters, span: Span, *, index: str = ALL) -> list[int]:
    sql = f"SELECT {index}.rowid FROM {_matches(filters, span, index)} ORDER BY {index}.rowid DESC LIMIT {MOST + 1}"
    return [key for (key,) in conn.execute(sql, {"wanted": wanted, **_values(filters, span)})]


def _scores(conn: sqlite3.Connection, wanted: str, filters: Filters, span: Span) -> dict[int, float]:
    sql = (
        f"SELECT articles_fts.rowid, bm25(articles_fts, {WEIGHTS}) FROM {_matches(filters, span, ALL)} LIMIT {MOST + 1}"
    )
    return dict(conn.execute(sql, {"wanted": wanted, **_values(filters, span)}).fetchall())


def _matches(filters: Filters, span: Span, index: str) -> str:
    more = _more(filters)
    join = f" JOIN articles ON articles.id = {index}.rowid" if more else ""
    within = f" AND {index}.rowid BETWEEN :first AND :last" if span else ""
    return f"{index}{join} WHERE {index} MATCH :wanted{within}{more}"


def _named(filters: Filters) -> bool:
    return not (filters.outlet is None and filters.section is None and filters.author is None)


def _span(conn: sqlite3.Connection, filters: Filters) -> Span:
    """Where the articles of the time lie that is asked for: they were stored in about the order of their dates."""
    if not (filters.since or filters.until):
        return None
    row = conn.execute(
        f"SELECT min(id), max(id), count(*) FROM (SELECT id FROM articles INDEXED BY articles_by_publication "
        f"WHERE date_published IS NOT NULL{_dates(filters)} LIMIT {SPAN})",
        _values(filters, None),
    ).fetchone()
    if row[0] is None:
        return (0, -1)
    return (row[0], row[1]) if row[2] < SPAN else None


def _newest(conn: sqlite3.Connection, filters: Filters) -> tuple[list[int], bool]:
    rows = conn.execute(
        f"SELECT id FROM articles WHERE date_published IS NOT NULL{_dates(filters)} "
        f"ORDER BY date_published DESC LIMIT {MOST + 1}",
        _values(filters, None),
    )
    found = [key for (key,) in rows]
    return found[:MOST], len(found) > MOST


def _by_date(conn: sqlite3.Connection, found: list[int]) -> list[int]:
    rows = conn.execute(
        "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY date_published DESC, id DESC",
        (json.dumps(found),),
    )
    return [key for (key,) in rows]


def _more(filters: Filters) -> str:
    """What the index cannot tell, as SQL."""
    conditions = [_dates(filters)]
    if filters.whole_names and filters.section is not None:
        conditions.append(" AND :section IN (SELECT value FROM json_each(articles.article_section))")
    if filters.whole_names and filters.author is not None:
        conditions.append(" AND :author IN (SELECT value FROM json_each(articles.authors))")
    return "".join(conditions)


def _dates(filters: Filters) -> str:
    since = " AND articles.date_published >= :since" if filters.since else ""
    # A letter after every one that may follow: `2026-03-07T…` is before `2026-03-07U`.
    return since + (" AND articles.date_published < :until || 'U'" if filters.until else "")


def _values(filters: Filters, span: Span) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {"since": filters.since, "until": filters.until}
    values |= {"section": storable(filters.section), "author": storable(filters.author)}
    return values | ({"first": span[0], "last": span[1]} if span else {})


def _as_spelled(conn: sqlite3.Connection, terms: tuple[Term, ...], ranked: list[int], wanted: int) -> list[int]:
    """`ranked` with those first that have every term as it was typed, up to `wanted` of them."""
    patterns = [pattern_of(term.spelling, is_prefix=term.is_prefix) for term in terms if term.spelling]
    if not patterns:
        return ranked
    exact: dict[int, None] = {}
    for key in ranked[:LOOKED_AT]:
        row = conn.execute("SELECT headline, description, article_body FROM articles WHERE id = ?", (key,)).fetchone()
        text = "\n".join(filter(None, row or ())).lower()
        if all(pattern.search(text) for pattern in patterns):
            exact[key] = None
            if len(exact) == wanted:
                break
    return [*exact, *(key for key in ranked if key not in exact)]

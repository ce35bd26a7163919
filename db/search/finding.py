"""Finding articles: from a query to one page of hits with their snippets."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.search.query import Filters, Term, expression, terms_of
from db.search.ranking import Sort, matching

PAGE = 20
FACETS = 12
"""Names listed of a section's or author's facet."""
OPEN, CLOSE = "\x02", "\x03"
"""What stands around a hit: two signs that no stored text holds."""


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
    """One page of hits. `total` counts those that were ranked; `is_more` when there are more.

    `facets` counts them by outlet, section and author, the most frequent first.
    """

    hits: tuple[Hit, ...]
    total: int
    is_more: bool
    facets: dict[str, list[tuple[str, int]]]


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
    same words apart; then bm25 decides, or, of more than `ranking.MOST`, the time they were stored.
    Of a query with diacritics, articles that spell it so stand before all others. Without words the newest
    articles come first.
    """
    filters = filters or Filters()
    terms = terms_of(text)
    if not terms and text.strip():
        return Found((), 0, False, {})
    ids, is_more = matching(conn, terms, filters, sort, wanted=page * size)
    shown = ids[(page - 1) * size : page * size]
    hits = _marked(conn, terms, filters, shown) if terms else _unmarked(conn, shown)
    return Found(tuple(hits), len(ids), is_more, _facets(conn, ids) if with_facets else {})


def _marked(conn: sqlite3.Connection, terms: tuple[Term, ...], filters: Filters, keys: Sequence[int]) -> Iterator[Hit]:
    values = {"wanted": expression(terms, filters), "terms": len(terms)}
    if not any(term.is_prefix for term in terms):
        for key in keys:
            yield from (_hit(*row) for row in conn.execute(f"{MARKED} = :key", values | {"key": key}))
        return
    # Whatever begins so is gathered anew for each question: one question for all of them.
    within = values | {"first": min(keys, default=0), "last": max(keys, default=-1), "keys": json.dumps(keys)}
    rows = conn.execute(f"{MARKED} BETWEEN :first AND :last AND {CHOSEN}", within)
    found = {hit.id: hit for hit in (_hit(*row) for row in rows)}
    yield from (found[key] for key in keys if key in found)


def _unmarked(conn: sqlite3.Connection, keys: Sequence[int]) -> Iterator[Hit]:
    for key in keys:
        yield from (_hit(*row) for row in conn.execute(UNMARKED, (key,)))


def _hit(
    key: int,
    headline: str | None,
    snippet: str | None,
    url: str | None,
    outlet: str | None,
    authors: str,
    sections: str,
    date_published: str | None,
    word_count: int,
) -> Hit:
    return Hit(
        id=key,
        url=url,
        outlet=outlet,
        headline=headline or "",
        snippet=(snippet or "").replace("\n\n", " "),
        authors=tuple(json.loads(authors)),
        sections=tuple(json.loads(sections)),
        date_published=date_published,
        word_count=word_count,
    )


_shown = "url, articles.outlet, articles.authors, articles.article_section, date_published, word_count"
_marks = f"'{OPEN}', '{CLOSE}'"
# The lead, when it has as many hits as the query has words; else what is cut from the body, which is dearer to find.
_lead = f"highlight(articles_fts, 1, {_marks})"
MARKED = f"""
SELECT articles.id, highlight(articles_fts, 0, {_marks}), CASE
    WHEN length({_lead}) - length(replace({_lead}, '{OPEN}', '')) >= :terms THEN {_lead}
    ELSE coalesce(nullif(snippet(articles_fts, 2, {_marks}, '…', 40), ''), {_lead}) END, {_shown}
FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid
WHERE articles_fts MATCH :wanted AND articles_fts.rowid"""
CHOSEN = "+articles_fts.rowid IN (SELECT value FROM json_each(:keys))"
UNMARKED = f"""
SELECT id, headline, coalesce(description, substr(article_body, 1, 200)), {_shown} FROM articles WHERE id = ?
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

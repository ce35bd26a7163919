"""Finding articles: from a query to one page of hits with their snippets."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.search.asking import Row, columns_of
from db.search.marking import Finders, finders, marked, snippet
from db.search.query import Filters, terms_of
from db.search.ranking import COUNTED, MOST, Sort, matching

PAGE = 20
FACETS = 12
"""Names listed of a section's or author's facet."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. In `headline` and `snippet` the hits stand between `marking.OPEN` and `CLOSE`."""

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
    """One page of hits. `total` counts what was found; with `is_more` there is more than that.

    `facets` counts them by outlet, section and author, the most frequent first.
    """

    hits: tuple[Hit, ...]
    total: int
    is_more: bool
    facets: dict[str, list[tuple[str, int]]]
    has_next: bool
    """Whether there is another page."""


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

    Of a query with diacritics, articles that spell it so stand first. A hit in the headline stands above one in the
    lead, that above one in the body; words side by side above the same words apart; then the newest come first.
    Without words the newest articles do.
    """
    filters = filters or Filters()
    terms = terms_of(text)
    if not terms and text.strip():
        return Found((), 0, False, {}, False)
    rows, is_more = matching(conn, terms, filters, sort, wanted=min(page * size, MOST))
    first = (page - 1) * size
    wanted = finders(terms)
    hits = _hits(conn, rows[first : min(first + size, MOST)], wanted)
    total = len(rows) // COUNTED * COUNTED if is_more else len(rows)
    return Found(
        hits=hits,
        total=total,
        is_more=is_more,
        facets=_facets(rows[:total]) if with_facets else {},
        has_next=first + size < min(len(rows), MOST),
    )


def _hits(conn: sqlite3.Connection, rows: Sequence[Row], wanted: Finders) -> tuple[Hit, ...]:
    shown = columns_of(conn, "url, headline, description, word_count", [row.id for row in rows]).fetchall()
    in_body = [
        key
        for key, _, headline, lead, _ in shown
        if not (lead and all(finder.is_in(lead) or finder.is_in(headline or "") for finder in wanted))
    ]
    # Asked for alone: they lie on pages of their own.
    bodies = dict(columns_of(conn, "article_body", in_body).fetchall())
    return tuple(
        Hit(
            id=row.id,
            url=url,
            outlet=row.outlet,
            headline=marked(headline or "", wanted),
            snippet=snippet(bodies[row.id], wanted) if row.id in bodies else marked(lead, wanted),
            authors=_names(row.authors),
            sections=_names(row.sections),
            date_published=row.date_published,
            word_count=word_count,
        )
        for row, (_, url, headline, lead, word_count) in zip(rows, shown, strict=True)
    )


def _facets(rows: Sequence[Row]) -> dict[str, list[tuple[str, int]]]:
    return {
        "outlet": _most_frequent(Counter(row.outlet for row in rows if row.outlet)),
        "section": _most_frequent(Counter(name for row in rows for name in set(_names(row.sections)))),
        "author": _most_frequent(Counter(name for row in rows for name in set(_names(row.authors)))),
    }


def _most_frequent(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:FACETS]


@lru_cache(maxsize=4096)
def _names(array: str) -> tuple[str, ...]:
    """The names of a JSON array."""
    return tuple(json.loads(array))

"""Questions of the indexes: which articles have some words, among what is allowed besides, the newest first.

Each answer brings what a hit is filtered and counted by out of one narrow index; the articles' own rows are long.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from db.search.query import NOTHING, Filters, words_of

ALL, HEADS, SPELLED = "articles_fts", "heads_fts", "spelled_fts"
"""The index of everything; the small ones of headlines and leads, without diacritics and with them."""
WEIGHTS = "10, 4, 1, 0, 0, 0"
"""Of the columns of articles_fts, for bm25()."""

Span = tuple[int, int] | None
"""The lowest and the highest id that may match; None: any."""


class Row(NamedTuple):
    """A hit with what it is filtered and counted by; `sections` and `authors` are JSON arrays."""

    id: int
    outlet: str | None
    sections: str
    authors: str
    date_published: str | None


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions among what `filters` allow, which all lies in `span`."""

    conn: sqlite3.Connection
    filters: Filters
    span: Span
    known: dict[int, Row] = field(default_factory=dict)
    """Hits of which more than the id has been read."""

    @classmethod
    def of(cls, conn: sqlite3.Connection, filters: Filters) -> Asking:
        """Questions among what `filters` allow."""
        return cls(conn, filters, _span(conn, filters))

    @property
    def has_names(self) -> bool:
        """Whether an outlet, a section or an author is asked for."""
        return not (self.filters.outlet is None and self.filters.section is None and self.filters.author is None)

    def matching(self, index: str, wanted: str, limit: int, walked: int = -1) -> list[int]:
        """The ids of the newest `limit` that match, as `rows` has them; by the index alone where that is enough."""
        if not (self.has_names or self.filters.since or self.filters.until):
            sql = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT ?"
            return [key for (key,) in self.conn.execute(sql, (wanted, limit))]
        rows = self.rows(index, wanted, limit, walked)
        self.known.update((row.id, row) for row in rows)
        return [row.id for row in rows]

    def of_ids(self, ids: Iterable[int]) -> list[Row]:
        """The hits `ids`, in their order."""
        ids = list(ids)
        missing = [key for key in ids if key not in self.known]
        found = columns_of(self.conn, FACTS, missing, "articles INDEXED BY articles_facts")
        known = self.known | {row.id: row for row in map(Row._make, found)}
        return [known[key] for key in ids]

    def rows(self, index: str, wanted: str, limit: int, walked: int = -1) -> list[Row]:
        """The newest `limit` that match; with `walked`, of so many at most the names are compared."""
        filters, span = self.filters, self.span
        by_name = self.has_names and (filters.whole_names or index == SPELLED)
        outlet = " AND articles.outlet = :outlet" if by_name and filters.outlet is not None else ""
        sql = (
            f"SELECT {index}.rowid, {FACTS} FROM {index} "
            f"JOIN articles INDEXED BY articles_facts ON articles.id = {index}.rowid "
            f"WHERE {index} MATCH :wanted{_within(index, span)}{_dates(filters)}{outlet} "
            f"ORDER BY {index}.rowid DESC LIMIT :limit"
        )
        values = {"wanted": wanted, "limit": walked if by_name else limit, "outlet": filters.outlet}
        values |= _values(filters, span)
        found = []
        for row in map(Row._make, self.conn.execute(sql, values)):
            if not by_name or _has_names(row, filters):
                found.append(row)
                if len(found) == limit:
                    break
        return found

    def newest(self, limit: int) -> list[Row]:
        """The newest `limit` articles of the time, by their date."""
        rows = self.conn.execute(
            f"SELECT id, {FACTS} FROM articles WHERE date_published IS NOT NULL{_dates(self.filters)} "
            "ORDER BY date_published DESC LIMIT :limit",
            _values(self.filters, None) | {"limit": limit},
        )
        return [Row(*row) for row in rows]

    def ids(self, index: str, wanted: str, span: tuple[int, int]) -> set[int]:
        """Which ids of `span` match."""
        sql = f"SELECT rowid FROM {index} WHERE {index} MATCH :wanted{_within(index, span)}"
        return {key for (key,) in self.conn.execute(sql, {"wanted": wanted, "first": span[0], "last": span[1]})}

    def scores(self, wanted: str) -> dict[int, float]:
        """bm25 of all that match, the best lowest."""
        sql = f"SELECT rowid, bm25(articles_fts, {WEIGHTS}) FROM articles_fts WHERE articles_fts MATCH ?"
        return dict(self.conn.execute(sql, (wanted,)).fetchall())

    def heads(self, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Headline and lead of each article."""
        return {
            key: (headline or "", lead or "")
            for key, headline, lead in columns_of(self.conn, "headline, description", ids)
        }

    def texts(self, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
        """All that is searched of each article, with a word between its parts that no phrase has."""
        wanted = "headline, description, article_body"
        for key, *parts in columns_of(self.conn, wanted, ids):
            yield key, f" {NOTHING} ".join(filter(None, parts))


def columns_of(conn: sqlite3.Connection, columns: str, ids: Sequence[int], table: str = "articles") -> sqlite3.Cursor:
    """The id and `columns` of the articles `ids`, in one statement and their order."""
    sql = f"SELECT articles.id, {columns} FROM json_each(?) AS wanted CROSS JOIN {table} ON articles.id = wanted.value"
    return conn.execute(sql, (json.dumps(ids),))


FACTS = "articles.outlet, articles.article_section, articles.authors, articles.date_published"


def _within(index: str, span: Span) -> str:
    return f" AND {index}.rowid BETWEEN :first AND :last" if span else ""


def _has_names(row: Row, filters: Filters) -> bool:
    return (
        (filters.outlet is None or row.outlet == filters.outlet)
        and (filters.section is None or _has_name(row.sections, filters.section, filters.whole_names))
        and (filters.author is None or _has_name(row.authors, filters.author, filters.whole_names))
    )


@lru_cache(maxsize=4096)
def _has_name(names: str, wanted: str, is_whole: bool) -> bool:
    if is_whole:
        return wanted in json.loads(names)
    return f" {' '.join(words_of(wanted))} " in f" {' '.join(words_of(names))} "


def _span(conn: sqlite3.Connection, filters: Filters) -> Span:
    """Where the articles of the time lie that is asked for: they were stored in about the order of their dates."""
    if not (filters.since or filters.until):
        return None
    first, last = conn.execute(SPAN, {"since": filters.since or "0", "until": filters.until or "U"}).fetchone()
    return (0, -1) if first is None else (first, last)


SPAN = "SELECT min(first_id), max(last_id) FROM days WHERE day BETWEEN :since AND :until"


def _dates(filters: Filters) -> str:
    since = " AND articles.date_published >= :since" if filters.since else ""
    # A letter after every one that may follow: `2026-03-07T…` is before `2026-03-07U`.
    return since + (" AND articles.date_published < :until || 'U'" if filters.until else "")


def _values(filters: Filters, span: Span) -> dict[str, str | int | None]:
    values: dict[str, str | int | None] = {"since": filters.since, "until": filters.until}
    return values | ({"first": span[0], "last": span[1]} if span else {})

"""What a report tells: counts over all articles of the file, or of one outlet."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

MOST_BARS = 92
"""Days that are drawn one by one; a longer time is drawn by months."""
TOP = 20
LENGTHS = (0, 50, 100, 200, 300, 400, 600, 800, 1200, 2000)
"""Syllables at which the columns of the lengths begin."""
FIELDS = {
    "headline": "headline IS NOT NULL",
    "description": "description IS NOT NULL",
    "authors": "authors <> '[]'",
    "date_published": "date_published IS NOT NULL",
    "date_modified": "date_modified IS NOT NULL",
    "article_section": "article_section <> '[]'",
    "keywords": "keywords <> '[]'",
    "source": "source IS NOT NULL",
    "images": "EXISTS (SELECT 1 FROM images WHERE article_id = articles.id)",
    "article_body": "word_count > 0",
    "page": "page_id IS NOT NULL",
}
"""A field, and as SQL whether an article has it."""

Series = dict[str, dict[str, int]]
"""Name to column to number."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """An outlet's articles, and the share (0 to 1) that has each of `FIELDS`, or was read by the fallback."""

    outlet: str
    articles: int
    shares: tuple[float, ...]
    fallback: float


@dataclass(frozen=True, slots=True)
class Contents:
    """All of a report. `times` are days or months without a gap; the lists are the most frequent first."""

    articles: int
    syllables: int
    pages: int
    first_day: str | None
    last_day: str | None
    times: tuple[str, ...]
    over_time: Series
    lengths: Series
    sections: list[tuple[str, int]]
    authors: list[tuple[str, int]]
    keywords: list[tuple[str, int]]
    dropped: list[tuple[str, int]]
    statuses: list[tuple[str, int]]
    coverage: list[Coverage]
    kinds: list[tuple[str, int]]

    @property
    def length_names(self) -> tuple[str, ...]:
        """The columns of `lengths`, the shortest first."""
        return tuple(_range(number) for number in range(len(LENGTHS)))


def read_contents(conn: sqlite3.Connection, outlet: str | None = None) -> Contents:
    """Count it all, of `outlet` only when one is named. This reads every article once or twice."""
    one = (outlet,)
    articles, syllables, first, last = conn.execute(TOTALS, one).fetchone()
    days: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, day, number in conn.execute(DAYS, one):
        days[name][day] = number
    times, over_time = _drawn(days)
    return Contents(
        articles=articles,
        syllables=syllables,
        pages=conn.execute("SELECT count(*) FROM pages WHERE ?1 IS NULL OR outlet = ?1", one).fetchone()[0],
        first_day=first,
        last_day=last,
        times=times,
        over_time=over_time,
        lengths=_lengths(conn, one),
        sections=_top(conn, "articles.article_section", one),
        authors=_top(conn, "articles.authors", one),
        keywords=_top(conn, "articles.keywords", one),
        dropped=conn.execute(DROPPED, one).fetchall(),
        statuses=conn.execute(STATUSES, one).fetchall(),
        coverage=[
            Coverage(name, number, tuple(shares), fallback)
            for name, number, fallback, *shares in conn.execute(COVERAGE, one)
        ],
        kinds=conn.execute(KINDS, one).fetchall(),
    )


OF_OUTLET = "(?1 IS NULL OR outlet = ?1)"
TOTALS = f"""
SELECT count(*), coalesce(sum(word_count), 0), min(published_on), max(published_on) FROM articles WHERE {OF_OUTLET}
"""
DAYS = f"""
SELECT coalesce(outlet, '?'), published_on, count(*) FROM articles
WHERE date(published_on) = published_on AND {OF_OUTLET} GROUP BY 1, 2 ORDER BY 1, 2
"""
LONG = f"SELECT coalesce(outlet, '?'), word_count, count(*) FROM articles WHERE {OF_OUTLET} GROUP BY 1, 2 ORDER BY 1"
DROPPED = f"""
SELECT json_each.key, sum(json_each.value) AS blocks FROM articles, json_each(articles.dropped)
WHERE {OF_OUTLET} GROUP BY 1 ORDER BY blocks DESC, 1 LIMIT {TOP}
"""
STATUSES = f"SELECT status, count(url) AS number FROM urls WHERE {OF_OUTLET} GROUP BY 1 ORDER BY number DESC, 1"
KINDS = f"SELECT kind, count(*) AS number FROM articles WHERE {OF_OUTLET} GROUP BY 1 ORDER BY number DESC, 1"
COVERAGE = f"""
SELECT coalesce(outlet, '?'), count(*), avg(is_fallback), {", ".join(f"avg({test})" for test in FIELDS.values())}
FROM articles WHERE {OF_OUTLET} GROUP BY 1 ORDER BY 1
"""


def _top(conn: sqlite3.Connection, column: str, one: tuple[str | None]) -> list[tuple[str, int]]:
    return conn.execute(
        f"SELECT json_each.value, count(*) AS number FROM articles, json_each({column}) WHERE {OF_OUTLET} "
        f"GROUP BY 1 ORDER BY number DESC, 1 LIMIT {TOP}",
        one,
    ).fetchall()


def _lengths(conn: sqlite3.Connection, one: tuple[str | None]) -> Series:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, syllables, number in conn.execute(LONG, one):
        place = max(n for n, begin in enumerate(LENGTHS) if syllables >= begin)
        found[name][_range(place)] += number
    return {name: dict(counted) for name, counted in found.items()}


def _range(place: int) -> str:
    if place + 1 == len(LENGTHS):
        return f"{LENGTHS[place]}+"
    return f"{LENGTHS[place]}–{LENGTHS[place + 1] - 1}"


def _drawn(days: dict[str, dict[str, int]]) -> tuple[tuple[str, ...], Series]:
    """The columns and numbers of the chart over time: days, or months when there are too many days."""
    named = sorted({day for numbers in days.values() for day in numbers})
    if not named:
        return (), {}
    first, last = date.fromisoformat(named[0]), date.fromisoformat(named[-1])
    if (last - first).days < MOST_BARS:
        every = tuple((first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1))
        return every, dict(days)
    months: Series = {}
    for name, numbers in days.items():
        counted: Counter[str] = Counter()
        for day, number in numbers.items():
            counted[day[:7]] += number
        months[name] = dict(counted)
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    every = tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1))
    # A date in the year 1 is a slip of a page: the months that are drawn are the last ones.
    return every[-10 * 12 :], months

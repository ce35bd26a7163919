"""What is in the file, at a glance."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from db.monitor.alarms import open_alarms
from db.monitor.engine import Alarm

DAYS = 60
"""Days the chart shows, up to the newest article."""
NEWEST = 12


@dataclass(frozen=True, slots=True)
class DayCount:
    """Articles of an outlet on a day; `outlet` empty: newspapers Tinsach does not know."""

    day: str
    outlet: str
    articles: int


@dataclass(frozen=True, slots=True)
class Newest:
    """One of the newest articles."""

    id: int
    outlet: str | None
    headline: str | None
    description: str | None
    date_published: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The home page's contents. `days` run without a gap from the oldest to the newest; `alarms` are open and not
    accepted."""

    days: tuple[str, ...]
    counts: tuple[DayCount, ...]
    outlets: tuple[str, ...]
    newest: tuple[Newest, ...]
    alarms: tuple[Alarm, ...]


def overview(conn: sqlite3.Connection, today: date) -> Overview:
    """The overview of the last `DAYS` days; articles dated after `today` are left out of the chart."""
    row = conn.execute(LAST_DAY, (today.isoformat(),)).fetchone()
    counts: tuple[DayCount, ...] = ()
    days: tuple[str, ...] = ()
    if row is not None:
        end = date.fromisoformat(row[0])
        days = tuple((end - timedelta(days=back)).isoformat() for back in reversed(range(DAYS)))
        counts = tuple(DayCount(*row) for row in conn.execute(COUNTS, (days[0], days[-1])))
    outlets = tuple(name for (name,) in conn.execute(OUTLETS))
    return Overview(
        days=days,
        counts=counts,
        outlets=outlets,
        newest=tuple(Newest(*row) for row in conn.execute(LATEST, (NEWEST,))),
        alarms=tuple(one.alarm for one in open_alarms(conn) if one.accepted_at is None),
    )


def number_of_articles(conn: sqlite3.Connection) -> int:
    """How many articles there are. This walks through an index: remember the answer for a while."""
    count: int = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    return count


LAST_DAY = """
SELECT published_on FROM articles WHERE published_on <= ? AND date(published_on) = published_on
ORDER BY published_on DESC LIMIT 1
"""
COUNTS = """
SELECT published_on, coalesce(outlet, ''), count(*) FROM articles INDEXED BY articles_by_day
WHERE published_on BETWEEN ? AND ? GROUP BY published_on, outlet
"""
# From one outlet to the next in the index, not through all articles.
OUTLETS = """
WITH RECURSIVE each_outlet (outlet) AS (
    SELECT min(outlet) FROM articles
    UNION ALL
    SELECT (SELECT min(outlet) FROM articles WHERE outlet > each_outlet.outlet)
    FROM each_outlet WHERE each_outlet.outlet IS NOT NULL
)
SELECT outlet FROM each_outlet WHERE outlet IS NOT NULL
UNION ALL SELECT '' WHERE EXISTS (SELECT 1 FROM articles WHERE outlet IS NULL)
"""
LATEST = """
SELECT id, outlet, headline, description, date_published FROM articles WHERE date_published IS NOT NULL
ORDER BY date_published DESC LIMIT ?
"""


def by_outlet(counts: tuple[DayCount, ...]) -> dict[str, dict[str, int]]:
    """Articles by outlet and day."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for count in counts:
        found[count.outlet][count.day] = count.articles
    return dict(found)

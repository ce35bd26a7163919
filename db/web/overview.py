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
    """The home page's contents: `articles` counts all of them; `days` run without a gap from the oldest to the newest;
    `alarms` are open and not accepted."""

    articles: int
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
    numbers = dict(conn.execute(BY_OUTLET).fetchall())
    return Overview(
        articles=sum(numbers.values()),
        days=days,
        counts=counts,
        outlets=tuple(numbers),
        newest=tuple(Newest(*row) for row in conn.execute(LATEST, (NEWEST,))),
        alarms=tuple(one.alarm for one in open_alarms(conn) if one.accepted_at is None),
    )


LAST_DAY = """
SELECT day FROM days WHERE day <= ? AND date(day) = day AND articles > 0 ORDER BY day DESC LIMIT 1
"""
COUNTS = """
SELECT day, outlet, articles FROM days WHERE day BETWEEN ? AND ? AND articles > 0
"""
BY_OUTLET = """
SELECT outlet, sum(articles) FROM days WHERE articles > 0 GROUP BY outlet ORDER BY outlet = '', outlet
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

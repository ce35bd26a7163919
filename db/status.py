"""What the file says about the health of the crawls: the questions `tinsach status` asks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from db.connection import open_for_reading, speaking
from db.monitor.alarms import StoredAlarm, open_alarms
from db.processes import Life, life_of
from db.records import RunRecord, UrlStatus
from db.runs import last_run


@dataclass(frozen=True, slots=True)
class StatusCount:
    """How many URLs of an outlet have a status."""

    outlet: str
    status: UrlStatus
    urls: int


@dataclass(frozen=True, slots=True)
class Failure:
    """URLs of an outlet that brought no article for the same reason; `example` is the one asked for last.

    `given_up` of them are not asked for again unless a source says that they changed.
    """

    outlet: str
    status: UrlStatus
    reason: str | None
    urls: int
    given_up: int
    example: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """The articles of an outlet; `outlet` None: newspapers Tinsach does not know."""

    outlet: str | None
    articles: int
    latest_published: str | None
    last_updated: str


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The last comparison with a reference article."""

    seed: str
    outlet: str | None
    result: str
    lost: int
    leaked: int
    checked_at: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Stored pages that gave no article when they were cleaned again; `kept` of them have an earlier one."""

    outlet: str
    result: str
    reason: str | None
    pages: int
    kept: int
    example: str


@dataclass(frozen=True, slots=True)
class Status:
    """All of it, taken at one moment.

    `runs` holds the last run of each outlet, `lives` whether the process of those without an end is still
    there. `new_a_day` counts first stored articles by outlet and day in Vietnam (2026-11-23), the last weeks'. `alarms`
    are those that still hold, accepted ones too.
    """

    runs: dict[str, RunRecord]
    counts: list[StatusCount]
    failures: list[Failure]
    holdings: list[Holdings]
    checks: list[LastCheck]
    unread: list[Unread]
    lives: dict[str, Life]
    new_a_day: dict[str, dict[str, int]]
    alarms: list[StoredAlarm] = field(default_factory=list)


def read_status(path: Path) -> Status:
    """The status of the file at `path`, which may be in use. Raises a `db.errors.DatabaseError`."""
    with closing(open_for_reading(path)) as db, speaking(path):
        conn = db.conn
        conn.execute("BEGIN")  # one moment for all questions, while a crawl writes
        health = read_health(conn)
        return replace(
            health,
            counts=[StatusCount(*row) for row in conn.execute(COUNTS)],
            failures=[Failure(*row[:6]) for row in conn.execute(FAILURES)],
            holdings=[Holdings(*row) for row in conn.execute(HOLDINGS)],
            checks=[LastCheck(*row) for row in conn.execute(CHECKS)],
            unread=[Unread(*row[:6]) for row in conn.execute(UNREAD)],
        )


def read_health(conn: sqlite3.Connection) -> Status:
    """What of the status tells whether crawls are healthy: `runs`, `lives`, `new_a_day`, `alarms`; the rest is empty.

    This looks at the runs and at the articles of the last weeks only, however large the file is.
    """
    runs = _last_runs(conn)
    return Status(
        runs=runs,
        counts=[],
        failures=[],
        holdings=[],
        checks=[],
        unread=[],
        lives={
            outlet: life_of(run.pid, run.host, run.started_at) for outlet, run in runs.items() if run.exit_code is None
        },
        new_a_day=_new_a_day(conn),
        alarms=open_alarms(conn),
    )


COUNTS = "SELECT outlet, status, count(*) FROM urls GROUP BY outlet, status ORDER BY outlet, status"
# The other columns are those of the row with the max(): SQLite promises that for a single max() or min().
FAILURES = """
SELECT outlet, status, reason, count(*) AS urls, sum(next_try_at IS NULL), url, max(coalesce(fetched_at, last_seen_at))
FROM urls WHERE status NOT IN ('discovered', 'stored', 'unchanged', 'moved')
GROUP BY outlet, status, reason ORDER BY outlet, urls DESC, status, reason
"""
HOLDINGS = """
SELECT outlet, count(*), max(date_published), max(updated_at) FROM articles GROUP BY outlet ORDER BY outlet
"""
CHECKS = """
SELECT seed, outlet, result, lost, leaked, checked_at FROM checks
WHERE id IN (SELECT max(id) FROM checks GROUP BY seed) ORDER BY seed
"""
NEW_A_DAY = """
SELECT outlet, day, arrived FROM days WHERE day >= date('now', '-30 days') AND outlet <> '' AND arrived > 0
"""
UNREAD = """
SELECT pages.outlet, result, reason, count(*) AS number, count(articles.id), pages.url, max(pages.id)
FROM readings JOIN pages ON pages.id = readings.page_id LEFT JOIN articles ON articles.page_id = pages.id
WHERE result <> 'article' GROUP BY pages.outlet, result, reason ORDER BY pages.outlet, number DESC, result, reason
"""


def _new_a_day(conn: sqlite3.Connection) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for outlet, day, articles in conn.execute(NEW_A_DAY):
        found.setdefault(outlet, {})[day] = articles
    return found


def _last_runs(conn: sqlite3.Connection) -> dict[str, RunRecord]:
    outlets = conn.execute("SELECT DISTINCT value FROM runs, json_each(runs.outlets) ORDER BY value").fetchall()
    runs = ((outlet, last_run(conn, outlet)) for (outlet,) in outlets)
    return {outlet: run for outlet, run in runs if run is not None}

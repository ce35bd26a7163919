"""The one place where a run meets the monitor: look again at some pages, examine, write the alarms down."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from db.connection import speaking, transaction
from db.monitor.alarms import StoredAlarm, write
from db.monitor.engine import Alarm, Found, examine, quiet_day, silent_sources
from db.monitor.inspection import SAMPLE, inspect_again, inspect_run
from db.monitor.lookalikes import with_lookalikes
from db.monitor.readings import VIETNAM, readings

AGAIN = 100
"""Pages that get another second look, when they were cleaned again since they had one."""
PER_DAY = """
SELECT date(first_stored_at, '+7 hours') AS day, count(*) FROM articles INDEXED BY articles_by_arrival
WHERE outlet = :outlet AND first_stored_at >= strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-70 days')
    AND (date_published IS NULL OR julianday(first_stored_at) - julianday(date_published) < 3) GROUP BY day
"""
"""New articles by day of Vietnam; a back-fill brings old ones, which say nothing of the day."""
CRAWLED = """
SELECT DISTINCT date(started_at, '+7 hours') FROM runs
WHERE started_at >= strftime('%Y-%m-%dT%H:%M:%SZ', :now, '-70 days')
    AND EXISTS (SELECT 1 FROM json_each(runs.outlets) WHERE value = :outlet)
"""
HAULS = """
SELECT started_at, json_extract(counts, :path || '.sources'), json_extract(counts, :path || '.by_source'),
    json_extract(counts, :path || '.unmodified')
FROM runs WHERE exit_code IS NOT NULL AND json_extract(counts, :path || '.ended') = 'finished' ORDER BY id DESC LIMIT 40
"""


def watch(
    conn: sqlite3.Connection,
    path: Path,
    outlets: Sequence[str],
    *,
    now: str,
    run_id: int | None = None,
    sample: int = SAMPLE,
) -> list[StoredAlarm]:
    """Examine `outlets` at `now` (UTC) after the run `run_id`; returns the alarms that are new.

    `sample` pages of each outlet get a second look; 0: none. Raises a `DatabaseError` when the file cannot be read or
    written.
    """
    new: list[StoredAlarm] = []
    for outlet in outlets:
        with speaking(path):
            if sample:
                inspect_again(conn, path, outlet, most=AGAIN, now=now)
            if run_id is not None and sample:
                inspect_run(conn, path, run_id, outlet, sample=sample, now=now)
            found = readings(conn, outlet, now=now)
            raised = examine(outlet, found)
            raised += _of_days_and_runs(conn, outlet, now)
            raised = [with_lookalikes(conn, alarm) for alarm in raised]
        with transaction(conn, path):
            new += write(conn, outlet, raised, found, run_id=run_id, now=now)
    return new


def _of_days_and_runs(conn: sqlite3.Connection, outlet: str, now: str) -> list[Alarm]:
    wanted = {"outlet": outlet, "now": now}
    counted = dict(conn.execute(PER_DAY, wanted).fetchall())
    crawled = [day for (day,) in conn.execute(CRAWLED, wanted)]
    per_day = {date.fromisoformat(day): counted.get(day, 0) for day in crawled}
    quiet = quiet_day(outlet, per_day, datetime.fromisoformat(now).astimezone(VIETNAM).date())
    runs = [_found(*row) for row in conn.execute(HAULS, {"path": f'$."{outlet}"'})]
    return ([quiet] if quiet else []) + silent_sources(outlet, runs[::-1])


def _found(at: str, sources: str | None, by_source: str | None, unmodified: int | None) -> Found:
    shown = json.loads(by_source or "{}")
    return Found(at, {name: shown.get(name, 0) for name in json.loads(sources or "[]")}, skipped=bool(unmodified))

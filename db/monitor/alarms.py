"""Alarms in the file: raised once, kept up to date while they hold, closed when all is as usual again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from db.connection import transaction
from db.errors import DatabaseError
from db.monitor.engine import Alarm
from db.monitor.readings import Reading
from db.monitor.signals import BY_NAME
from db.rows import as_json

ENOUGH = 5
"""Readings since an alarm that tell that all is as usual again."""
COLUMNS = (
    "outlet",
    "layout",
    "signal",
    "subject",
    "says",
    "usual",
    "now",
    "pages",
    "since",
    "sure",
    "examples",
    "advice",
)


@dataclass(frozen=True, slots=True)
class StoredAlarm:
    """A row of `alarms`. `runs` is the first and the last run after which it held."""

    id: int
    alarm: Alarm
    raised_at: str
    runs: tuple[int | None, int | None]
    accepted_at: str | None
    closed_at: str | None


SELECT = f"SELECT id, raised_at, first_run, last_run, accepted_at, closed_at, {', '.join(COLUMNS)} FROM alarms"
INSERT = (
    f"INSERT INTO alarms ({', '.join(COLUMNS)}, first_run, last_run, raised_at) "
    f"VALUES ({', '.join(f':{name}' for name in COLUMNS)}, :run, :run, :at)"
)


def open_alarms(conn: sqlite3.Connection, outlet: str | None = None) -> list[StoredAlarm]:
    """The alarms that still hold, accepted ones too, by outlet; the surest first."""
    rows = conn.execute(
        f"{SELECT} WHERE closed_at IS NULL AND (:outlet IS NULL OR outlet = :outlet) ORDER BY outlet, sure DESC, id",
        {"outlet": outlet},
    )
    return [_stored(row) for row in rows]


def all_alarms(conn: sqlite3.Connection) -> list[StoredAlarm]:
    """Every alarm there ever was, the newest first."""
    return [_stored(row) for row in conn.execute(f"{SELECT} ORDER BY id DESC")]


def accept(conn: sqlite3.Connection, path: Path, alarm_id: int, now: str) -> None:
    """Write down that a person knows of an open alarm, and that it is no longer news. Raises DatabaseError."""
    with transaction(conn, path):
        done = conn.execute(
            "UPDATE alarms SET accepted_at = ? WHERE id = ? AND closed_at IS NULL AND accepted_at IS NULL",
            (now, alarm_id),
        )
        if not done.rowcount:
            raise DatabaseError(f"{path} has no open alarm {alarm_id}; `tinsach alarms` lists them")


def write(
    conn: sqlite3.Connection,
    outlet: str,
    raised: Sequence[Alarm],
    found: Sequence[Reading],
    *,
    run_id: int | None,
    now: str,
) -> list[StoredAlarm]:
    """Bring the alarms of `outlet` up to date; returns those that are new. The caller holds the transaction.

    One that was not raised again stays open until the readings since tell that all is as usual: after some time
    the past that readings are held against is what was once news.
    """
    before = {(one.alarm.layout, one.alarm.signal): one for one in open_alarms(conn, outlet)}
    new = []
    for alarm in raised:
        known = before.pop((alarm.layout, alarm.signal), None)
        values = {name: getattr(alarm, name) for name in COLUMNS} | {"examples": as_json(alarm.examples)}
        if known is None:
            row_id = conn.execute(INSERT, values | {"run": run_id, "at": now}).lastrowid
            assert row_id is not None
            new.append(StoredAlarm(row_id, alarm, now, (run_id, run_id), None, None))
            continue
        values |= {"since": min(alarm.since, known.alarm.since), "run": run_id, "id": known.id}
        sets = ", ".join(f"{name} = :{name}" for name in COLUMNS)
        conn.execute(f"UPDATE alarms SET {sets}, last_run = :run WHERE id = :id", values)
    for known in before.values():
        if _is_over(known.alarm, found):
            conn.execute("UPDATE alarms SET closed_at = ? WHERE id = ?", (now, known.id))
    return new


def _is_over(alarm: Alarm, found: Sequence[Reading]) -> bool:
    signal = BY_NAME.get(alarm.signal)
    if signal is None:  # of whole days and runs: it holds only as long as it is raised
        return True
    subject = alarm.subject.partition("; ")[0]
    name = f"{alarm.signal}|{subject}" if subject else alarm.signal
    of_layout = [one for one in found if not alarm.layout or one.layout == alarm.layout]
    if not any(name in one.facts for one in of_layout):
        return True
    newest = [one.facts[name] for one in of_layout if one.at >= alarm.since and name in one.facts][-2 * ENOUGH :]
    if len(newest) < ENOUGH:
        return False
    now = sum(newest) / len(newest) if signal.test == "share" else median(newest)
    return abs(now - alarm.usual) < abs(now - alarm.now)


def _stored(row: Sequence[object]) -> StoredAlarm:
    alarm_id, raised_at, first, last, accepted_at, closed_at, *values = row
    told = dict(zip(COLUMNS, values, strict=True))
    told["examples"] = tuple(json.loads(str(told["examples"])))
    alarm = Alarm(**told)  # type: ignore[arg-type]  # a STRICT table: its columns have the fields' types
    return StoredAlarm(alarm_id, alarm, raised_at, (first, last), accepted_at, closed_at)  # type: ignore[arg-type]

"""Runs and checks: who crawled what, when, with which settings, and what came of it.

A run that has not ended holds its outlets: another one may not crawl them into the same file.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from db.errors import OutletHeld
from db.processes import life_of
from db.records import RunRecord, SeedCheck
from db.rows import as_json, storable

NAMES = tuple(field.name for field in fields(RunRecord))
COLUMNS = ", ".join(f"runs.{name}" for name in NAMES)
JSON_COLUMNS = ("outlets", "versions", "settings", "counts")


def insert_run(
    conn: sqlite3.Connection,
    outlets: Sequence[str],
    settings: Mapping[str, Any],
    versions: Mapping[str, Any],
    now: str,
    *,
    take_over: bool = False,
) -> int:
    """Begin a run of this process; returns its id. The caller holds the transaction.

    A run whose process is dead is closed, and its outlets go over to this one; with `take_over` also one of
    another machine, of which that cannot be known. Raises `OutletHeld` when a run that may be alive has one.
    """
    dead = []
    for run in _unfinished(conn, outlets):
        life = life_of(run.pid, run.host, run.started_at)
        if life == "alive" and run.pid == os.getpid():
            continue  # ours: nobody else is in the way
        if life == "alive" or (life == "unknown" and not take_over):
            raise OutletHeld(run, outlets, elsewhere=life == "unknown")
        dead.append(run)
    cursor = conn.execute(
        "INSERT INTO runs (outlets, started_at, pid, host, versions, settings) VALUES (?, ?, ?, ?, ?, ?)",
        (as_json(list(outlets)), now, os.getpid(), socket.gethostname(), as_json(versions), as_json(settings)),
    )
    assert cursor.lastrowid is not None
    for run in dead:
        reason = f"died; run {cursor.lastrowid} goes on"
        conn.execute("UPDATE runs SET exit_code = 1, reason = ? WHERE id = ?", (reason, run.id))
    return cursor.lastrowid


def finish_run(
    conn: sqlite3.Connection, run_id: int, exit_code: int, reason: str | None, counts: Mapping[str, Any], now: str
) -> None:
    """Write down how a run ended."""
    conn.execute(
        "UPDATE runs SET finished_at = ?, exit_code = ?, reason = ?, counts = ? WHERE id = ?",
        (now, exit_code, storable(reason), as_json(counts), run_id),
    )


def last_run(conn: sqlite3.Connection, outlet: str, *, before: int | None = None) -> RunRecord | None:
    """The newest run that crawled `outlet`, or the newest before the run `before`."""
    row = conn.execute(
        f"SELECT {COLUMNS} FROM runs WHERE (:before IS NULL OR id < :before) "
        "AND EXISTS (SELECT 1 FROM json_each(runs.outlets) WHERE value = :outlet) ORDER BY id DESC LIMIT 1",
        {"outlet": outlet, "before": before},
    ).fetchone()
    return None if row is None else _run(row)


def last_whole_run(conn: sqlite3.Connection, outlet: str, source: str) -> RunRecord | None:
    """The newest run that came to its own end with `outlet`, and asked `source`."""
    row = conn.execute(
        f"SELECT {COLUMNS} FROM runs WHERE finished_at IS NOT NULL AND "
        "json_extract(counts, :path || '.ended') = 'finished' AND "
        "EXISTS (SELECT 1 FROM json_each(counts, :path || '.sources') WHERE value = :source) "
        "ORDER BY id DESC LIMIT 1",
        {"path": f'$."{outlet}"', "source": source},
    ).fetchone()
    return None if row is None else _run(row)


def only_shown_by(conn: sqlite3.Connection, outlet: str, since: str) -> dict[str, int]:
    """How many of the URLs shown at or after `since` no other source ever showed, by source."""
    query = (
        "SELECT json_extract(sources, '$[0]') AS source, count(*) FROM urls WHERE outlet = ? AND last_seen_at >= ? "
        "AND json_array_length(sources) = 1 AND source <> 'url' GROUP BY source ORDER BY source"
    )
    return dict(conn.execute(query, (outlet, since)).fetchall())


def insert_check(conn: sqlite3.Connection, run_id: int | None, check: SeedCheck, now: str) -> None:
    """Write down one comparison with a reference article."""
    conn.execute(
        "INSERT INTO checks (run_id, seed, outlet, url, result, lost, leaked, detail, checked_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run_id,
            check.seed,
            check.outlet,
            storable(check.url),
            check.result,
            check.lost,
            check.leaked,
            as_json(check.detail),
            now,
        ),
    )


def _unfinished(conn: sqlite3.Connection, outlets: Sequence[str]) -> list[RunRecord]:
    rows = conn.execute(
        f"SELECT {COLUMNS} FROM runs WHERE exit_code IS NULL AND "
        "EXISTS (SELECT 1 FROM json_each(runs.outlets) WHERE value IN (SELECT value FROM json_each(?))) ORDER BY id",
        (as_json(list(outlets)),),
    )
    return [_run(row) for row in rows]


def _run(row: tuple[Any, ...]) -> RunRecord:
    values = dict(zip(NAMES, row, strict=True))
    values |= {name: json.loads(values[name]) for name in JSON_COLUMNS}
    return RunRecord(**values | {"outlets": tuple(values["outlets"])})

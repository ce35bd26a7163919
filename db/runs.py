"""Runs and checks: who crawled what, when, with which settings, and what came of it."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

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
) -> int:
    """Begin a run of this process; returns its id."""
    cursor = conn.execute(
        "INSERT INTO runs (outlets, started_at, pid, host, versions, settings) VALUES (?, ?, ?, ?, ?, ?)",
        (as_json(list(outlets)), now, os.getpid(), socket.gethostname(), as_json(versions), as_json(settings)),
    )
    assert cursor.lastrowid is not None
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
    if row is None:
        return None
    values = dict(zip(NAMES, row, strict=True))
    values |= {name: json.loads(values[name]) for name in JSON_COLUMNS}
    return RunRecord(**values | {"outlets": tuple(values["outlets"])})


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

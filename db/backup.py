"""A copy of the file while it is in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from db.connection import open_for_reading, speaking
from db.errors import DamagedDatabase
from db.handover.new_file import new_file

STEP = 2_000
"""Pages of SQLite copied at once."""


def backup(
    path: Path, copy: Path, *, overwrite: bool = False, show: Callable[[int, int], None] = lambda done, total: None
) -> None:
    """Copy the file at `path` to `copy` as it is at this moment, and read the copy through.

    A crawl may go on meanwhile. `copy` is there whole or not at all; `show` is told how many of how many
    of SQLite's pages are copied. Raises a `TinsachError`.
    """
    with (
        new_file(copy, overwrite=overwrite) as partial,
        closing(open_for_reading(path)) as db,
        speaking(path),
        closing(sqlite3.connect(partial)) as target,
    ):
        # One moment for the whole copy: without it, each commit of a crawl would make it begin again.
        db.conn.execute("BEGIN")
        db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        db.conn.backup(target, pages=STEP, progress=lambda _, left, total: show(total - left, total))
        problems = [problem for (problem,) in target.execute("PRAGMA quick_check(1)")]
        if problems != ["ok"]:
            raise DamagedDatabase(f"{path} is damaged, no copy was made: {problems[0]}; see `tinsach archive rescue`")
        target.execute("PRAGMA journal_mode = DELETE")

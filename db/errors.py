"""What can be wrong with the file. Each message says what, where and what to do, in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleaners.errors import TinsachError

if TYPE_CHECKING:
    from db.records import RunRecord


class DatabaseError(TinsachError):
    """The SQLite file cannot do what was asked.

    `not_written` is how many outcomes were in the batch that failed; the batch is rolled back whole,
    and what was committed before stands.
    """

    def __init__(self, message: str, *, not_written: int = 0) -> None:
        super().__init__(message)
        self.not_written = not_written


class MissingDatabase(DatabaseError):
    """There is no file where one is needed."""


class NotADatabase(DatabaseError):
    """The path holds something else: a folder, a text, another program's SQLite file."""


class NewerDatabase(DatabaseError):
    """The file was made by a newer Tinsach than this one."""


class DatabaseBusy(DatabaseError):
    """Another program held the file for longer than we wait."""


class DiskFull(DatabaseError):
    """No room for what was to be written."""


class ReadOnlyDatabase(DatabaseError):
    """The file or its folder may not be written to."""


class UnopenedDatabase(DatabaseError):
    """The operating system, or a missing right, keeps the file shut."""


class DamagedDatabase(DatabaseError):
    """The file contradicts itself."""


class OutletHeld(DatabaseError):
    """Another run crawls one of the outlets into this file."""

    exit_code = 4

    def __init__(self, run: RunRecord, outlets: Sequence[str], *, elsewhere: bool) -> None:
        held = ", ".join(outlet for outlet in outlets if outlet in run.outlets)
        who = f"{held} is held by run {run.id} (process {run.pid} on {run.host}, since {run.started_at})"
        what = (
            "if it is dead, take over with `tinsach crawl --take-over`"
            if elsewhere
            else "wait for it, or stop it first"
        )
        super().__init__(f"{who}; {what}")
        self.run = run


SPOKEN: dict[int, tuple[type[DatabaseError], str, str]] = {
    sqlite3.SQLITE_NOTADB: (NotADatabase, "is no SQLite file", "name another file with --db"),
    sqlite3.SQLITE_BUSY: (DatabaseBusy, "is held by another program", "wait until it is done, then run again"),
    sqlite3.SQLITE_LOCKED: (DatabaseBusy, "is held by another program", "wait until it is done, then run again"),
    sqlite3.SQLITE_FULL: (DiskFull, "cannot grow, the disk is full", "free some space, then run again"),
    sqlite3.SQLITE_IOERR_SHMSIZE: (DiskFull, "cannot grow, the disk is full", "free some space, then run again"),
    sqlite3.SQLITE_READONLY: (ReadOnlyDatabase, "is read-only", "make it and its folder writable, or copy it"),
    sqlite3.SQLITE_CORRUPT: (DamagedDatabase, "is damaged", "save what is readable with `tinsach archive rescue`"),
    sqlite3.SQLITE_CANTOPEN: (UnopenedDatabase, "cannot be opened", "look at the rights of the file and its folder"),
    sqlite3.SQLITE_IOERR: (DatabaseError, "cannot be read or written", "look at the disk, then run again"),
}
"""For SQLite's result codes: our exception, what is wrong, what to do."""


def spoken(error: sqlite3.Error, path: Path, *, not_written: int = 0) -> DatabaseError:
    """`error` as one of ours. An extended result code that is not in `SPOKEN` is read as its primary one."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    kind, what, advice = SPOKEN.get(code) or SPOKEN.get(code & 0xFF) or (DatabaseError, f"refused: {error}", "")
    message = f"{path} {what}"
    if not_written:
        outcomes = "1 outcome was" if not_written == 1 else f"{not_written} outcomes were"
        message += f"; {outcomes} not written, all that was committed before is kept"
    return kind(f"{message}; {advice}" if advice else message, not_written=not_written)

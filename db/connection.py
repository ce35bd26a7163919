"""Opening the file: what it is, whether it may be migrated, and how long to wait for others."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from sqlite_utils import Database

from db.errors import (
    DatabaseError,
    MissingDatabase,
    NewerDatabase,
    NotADatabase,
    ReadOnlyDatabase,
    UnopenedDatabase,
    spoken,
)
from db.migrations import migration_names, migrations

BUSY_SECONDS = 30.0
"""How long a write waits for another program's write."""
OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables."""


def open_for_writing(path: Path, *, create: bool = True, busy_seconds: float = BUSY_SECONDS) -> Database:
    """The file at `path`, made when missing and `create`, migrated when older.

    Raises `MissingDatabase`, `NotADatabase`, `NewerDatabase`, or another `DatabaseError` when the file
    cannot be read or written.
    """
    _require_file(path, create=create)
    db = _connect(path, "rwc" if create else "rw", busy_seconds)
    try:
        with speaking(path):
            _require_ours(db, path, create=create)
            _use_wal(db.conn, busy_seconds)
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
            if migrations.pending(db):
                with transaction(db.conn, path):
                    # Again, now that nobody else can migrate: two programs may have opened the file at once.
                    _require_ours(db, path, create=create)
                    migrations.apply(db)
    except DatabaseError:
        db.close()
        raise
    return db


def open_for_reading(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """The file at `path`, for queries only; an older file is migrated first. Raises as `open_for_writing` does."""
    _require_file(path, create=False)
    try:
        db = _open_reader(path, "rw", busy_seconds)
    except (UnopenedDatabase, ReadOnlyDatabase):
        # A closed WAL file in a folder that may not be written to: SQLite wants to put its -shm beside it.
        if path.with_name(path.name + "-wal").exists():
            raise
        db = _open_reader(path, "ro&immutable=1", busy_seconds)
    if migrations.pending(db):
        db.close()
        open_for_writing(path, create=False, busy_seconds=busy_seconds).close()
        db = _open_reader(path, "rw", busy_seconds)
    return db


@contextmanager
def transaction(conn: sqlite3.Connection, path: Path, *, not_written: int = 0) -> Iterator[None]:
    """All or nothing. An error of SQLite is raised as ours, naming `not_written` outcomes."""
    try:
        with speaking(path, not_written=not_written):
            conn.execute("BEGIN IMMEDIATE")
            yield
            conn.execute("COMMIT")
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")


@contextmanager
def speaking(path: Path, *, not_written: int = 0) -> Iterator[None]:
    """Raise SQLite's errors as ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise spoken(error, path, not_written=not_written) from error


def _open_reader(path: Path, mode: str, busy_seconds: float) -> Database:
    db = _connect(path, mode, busy_seconds)
    try:
        with speaking(path):
            _require_ours(db, path, create=False)
            db.execute("PRAGMA query_only = ON")
    except DatabaseError:
        db.close()
        raise
    return db


def _use_wal(conn: sqlite3.Connection, busy_seconds: float) -> None:
    # On a file that is not in WAL mode yet, SQLite does not wait here by itself when another program opens it too.
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            conn.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _connect(path: Path, mode: str, busy_seconds: float) -> Database:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise DatabaseError(f"this Python brings SQLite {sqlite3.sqlite_version}; Tinsach needs {needed} or later")
    with speaking(path):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        conn = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)
    return Database(conn, execute_plugins=False)


def _require_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotADatabase(f"{path} is a folder; name a file in it with --db")
    if path.exists():
        if not path.is_file():
            raise NotADatabase(f"{path} is no regular file; name another with --db")
    elif not create:
        raise MissingDatabase(f"{path} does not exist; `tinsach crawl` makes it, or name another file with --db")
    elif not path.parent.is_dir():
        raise MissingDatabase(f"{path} cannot be made, its folder does not exist; make the folder first")


def _require_ours(db: Database, path: Path, *, create: bool) -> None:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    applied = [migration.name for migration in migrations.applied(db)]
    unknown = [name for name in applied if name not in migration_names()]
    if unknown:
        needed = unknown[-1].partition(" ")[0]
        raise NewerDatabase(
            f"{path} was made by a newer Tinsach ({needed}), this is {version('tinsach')}; "
            "update with `pip install --upgrade tinsach`"
        )
    others = [name for name in tables if name != migrations.migrations_table]
    if not applied and others:
        raise NotADatabase(f"{path} is another program's SQLite file (table {others[0]}); name another with --db")
    if not applied and not create:
        raise NotADatabase(f"{path} is an empty SQLite file; `tinsach crawl` fills it, or name another with --db")

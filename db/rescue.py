"""What is still readable of a damaged file, in a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.connection import open_for_writing, speaking, transaction
from db.handover.new_file import new_file

CHUNK = 200
WIDEST_GAP = 5_000_000
"""Row ids that are looked for one by one where the way from row to row is broken."""

TABLES = """
SELECT name, wr FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'
    AND name <> 'days'
ORDER BY name
"""
"""All but what triggers write for the articles that are rescued."""

_Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rescued:
    """A table: the rows that could be read, and whether there was a place that could not."""

    table: str
    rows: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def rescue(path: Path, new: Path, *, overwrite: bool = False) -> list[Rescued]:
    """Copy every row of the file at `path` that can be read to a new file `new`.

    Articles whose page is lost stand without one; pages whose reference is lost are copied all the same, for
    a backup may have it. Raises a `TinsachError`.
    """
    with (
        new_file(new, overwrite=overwrite) as partial,
        speaking(path),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(open_for_writing(partial)) as db,
    ):
        source.text_factory = lambda raw: raw.decode("utf-8", "replace")
        db.conn.execute("PRAGMA foreign_keys = OFF")
        rescued = []
        for table in _tables(db.conn, source):
            with transaction(db.conn, partial):
                rescued.append(_copied(source, db.conn, table))
        db.conn.execute("DELETE FROM page_references WHERE page_id NOT IN (SELECT id FROM pages)")
        db.conn.execute("UPDATE articles SET page_id = NULL WHERE page_id NOT IN (SELECT id FROM pages)")
        db.conn.execute("UPDATE urls SET article_id = NULL WHERE article_id NOT IN (SELECT id FROM articles)")
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.conn.execute("PRAGMA journal_mode = DELETE")
        return rescued


def _tables(new: sqlite3.Connection, old: sqlite3.Connection) -> Iterator[_Table]:
    """The tables of today, with the columns that the old file has too. Indexes and searches make themselves anew."""
    for name, without_rowid in new.execute(TABLES).fetchall():
        columns = new.execute(f"PRAGMA table_info({name})").fetchall()
        there = {column[1] for column in old.execute(f"PRAGMA table_info({name})")}
        key = tuple(column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5])
        if there:
            yield _Table(
                name, tuple(column[1] for column in columns if column[1] in there), key if without_rowid else ("rowid",)
            )


def _copied(source: sqlite3.Connection, target: sqlite3.Connection, table: _Table) -> Rescued:
    marks = ", ".join("?" * len(table.columns))
    insert = f"INSERT OR IGNORE INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})"
    forwards = _Walk(source, table)
    rows = sum(target.execute(insert, row).rowcount for row in forwards)
    if not forwards.came_to_end:
        backwards = _Walk(source, table, backwards=True, until=forwards.last)
        rows += sum(target.execute(insert, row).rowcount for row in backwards)
        rows += sum(target.execute(insert, row).rowcount for row in _between(source, table, forwards, backwards))
    return Rescued(table.name, rows, forwards.came_to_end)


class _Walk:
    """The rows of a table in the order of its key, up to the first place that cannot be read."""

    def __init__(
        self, conn: sqlite3.Connection, table: _Table, *, backwards: bool = False, until: _Key | None = None
    ) -> None:
        self._conn = conn
        self._table = table
        self._backwards = backwards
        self._until = until
        self.last: _Key | None = None
        self.came_to_end = False

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        limit = CHUNK
        while True:
            try:
                rows = self._conn.execute(self._query(limit), self.last or ()).fetchall()
            except sqlite3.DatabaseError:
                if limit == 1:
                    return
                limit = 1
                continue
            for row in rows:
                key, values = row[: len(self._table.key)], row[len(self._table.key) :]
                if self._until is not None and key <= self._until:
                    return
                self.last = key
                yield values
            if not rows:
                self.came_to_end = True
                return

    def _query(self, limit: int) -> str:
        key = ", ".join(self._table.key)
        after = f"WHERE ({key}) {'<' if self._backwards else '>'} ({', '.join('?' * len(self._table.key))})"
        order = ", ".join(f"{name} {'DESC' if self._backwards else 'ASC'}" for name in self._table.key)
        columns = ", ".join((*self._table.key, *self._table.columns))
        return f"SELECT {columns} FROM {self._table.name} {after if self.last else ''} ORDER BY {order} LIMIT {limit}"


def _between(source: sqlite3.Connection, table: _Table, forwards: _Walk, backwards: _Walk) -> Iterator[tuple[Any, ...]]:
    """Rows between the two places where the walks ended, where row ids say what to ask for."""
    if table.key != ("rowid",) or backwards.last is None:
        return
    first = forwards.last[0] + 1 if forwards.last else 1
    query = f"SELECT {', '.join(table.columns)} FROM {table.name} WHERE rowid = ?"
    for number in range(first, min(backwards.last[0], first + WIDEST_GAP)):
        with suppress(sqlite3.DatabaseError):
            yield from source.execute(query, (number,)).fetchall()

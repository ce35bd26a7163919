"""Opening a file: what is made, migrated, refused; each refusal is one line that says what to do."""

import os
import sqlite3
from contextlib import closing

import pytest

from db.connection import open_for_reading
from db.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DatabaseError,
    MissingDatabase,
    NewerDatabase,
    NotADatabase,
    ReadOnlyDatabase,
)
from db.migrations import migration_names
from db.records import Outcome
from db.store import Store


def refusal(kind, path, **options):
    with pytest.raises(kind) as caught:
        Store.open(path, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    assert caught.value.exit_code == 1
    return message


def make(path):
    with Store.open(path) as store:
        return store.begin_run(["nld"], settings={}, versions={})


def test_a_missing_file_is_made(path):
    make(path)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_empty_file_is_filled(path):
    path.touch()
    assert make(path) == 1


def test_a_file_name_with_signs_of_a_uri_is_taken_as_it_is(tmp_path):
    path = tmp_path / "báo 100%?mode=ro#1.db"
    make(path)
    assert path.exists()


def test_closing_leaves_one_file(path):
    make(path)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_all_migrations_are_applied_through_the_migrations_table(path):
    with Store.open(path) as store:
        names = [name for (name,) in store.db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert names == migration_names()


def test_opening_again_keeps_what_is_there(path):
    make(path)
    assert make(path) == 2


def test_a_missing_file_is_not_made_when_it_should_be_there(path):
    assert "does not exist" in refusal(MissingDatabase, path, create=False)
    assert not path.exists()


def test_a_missing_folder_is_named(tmp_path):
    assert "folder does not exist" in refusal(MissingDatabase, tmp_path / "none" / "t.db")


def test_a_folder_is_refused(tmp_path):
    assert "is a folder" in refusal(NotADatabase, tmp_path)


def test_a_device_is_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "no regular file" in refusal(NotADatabase, pipe)


@pytest.mark.parametrize("content", [b"<html>", b"xin ch\xc3\xa0o " * 1000, bytes(5000)])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(path, content):
    path.write_bytes(content)
    assert "is no SQLite file" in refusal(NotADatabase, path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_is(path):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE dogs (name TEXT)")
    before = path.read_bytes()
    assert "another program's SQLite file (table dogs)" in refusal(NotADatabase, path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_refused_with_the_version_it_needs(path):
    make(path)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("INSERT INTO _sqlite_migrations VALUES (99, 'tinsach', '7.2.0 something new', '2030-01-01')")
    message = refusal(NewerDatabase, path)
    assert "made by a newer Tinsach (7.2.0)" in message
    assert "update with" in message


def test_a_file_of_an_older_version_is_migrated(path):
    with closing(sqlite3.connect(path)) as conn, conn:
        # A file made when no migration had come yet: the table that names them and nothing else.
        conn.execute(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
        )
    assert make(path) == 1


def test_a_file_that_another_program_holds_is_named_as_busy(path):
    make(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with Store.open(path, busy_seconds=0.05) as store, pytest.raises(DatabaseBusy, match="another program"):
            store.begin_run(["nld"], settings={}, versions={})


def test_a_batch_that_finds_the_file_busy_says_how_much_was_not_written(path, article):
    run = make(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder, Store.open(path, busy_seconds=0.05) as store:
        store.record(run, Outcome(article.url, "nld", "failed", "dns"))
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy, match="1 outcome was not written") as caught:
            store.flush()
    assert caught.value.not_written == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_read_only_file_is_refused_when_written(path):
    make(path)
    path.chmod(0o444)
    with pytest.raises(ReadOnlyDatabase, match="is read-only"):
        make(path)


def test_a_write_to_what_may_only_be_read_is_refused_in_one_line(store, run, article):
    store.record(run, Outcome(article.url, "nld", "failed", "dns"))
    store.db.execute("PRAGMA query_only = ON")
    with pytest.raises(ReadOnlyDatabase, match=r"is read-only; 1 outcome was not written"):
        store.flush()


def test_a_damaged_file_is_named_as_damaged(path):
    make(path)
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 20] = b"\xff" * (4096 * 19)
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase, match="is damaged"), Store.open(path) as store:
        store.begin_run(["nld"], settings={}, versions={})


def test_an_error_nobody_foresaw_is_one_line_too(store):
    with pytest.raises(DatabaseError, match="refused: FOREIGN KEY constraint failed; 1 outcome"):
        record_with_unknown_run(store)


def record_with_unknown_run(store):
    store.record(99, Outcome("https://nld.com.vn/1.htm", "nld", "failed", "dns"))
    store.flush()


def test_a_reader_cannot_write(path):
    make(path)
    with closing(open_for_reading(path)) as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.conn.execute("DELETE FROM runs")


def test_a_reader_makes_no_file(path):
    with pytest.raises(MissingDatabase):
        open_for_reading(path)
    assert not path.exists()


def test_an_empty_file_is_nothing_to_read(path):
    path.touch()
    with pytest.raises(NotADatabase, match="empty SQLite file"):
        open_for_reading(path)

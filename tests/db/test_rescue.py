"""A copy of a file in use, and what is left of a damaged one."""

import random
import sqlite3
import threading
from contextlib import closing

import pytest

from cleaners.errors import UsageError
from db.backup import backup
from db.errors import DamagedDatabase, NotADatabase
from db.records import Outcome
from db.rescue import rescue
from db.store import Store
from db.verify import verify

PAGE_SIZE = 4096


@pytest.fixture
def filled(path, page_of):
    """A hundred pages of some kilobytes that have nothing in common."""
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        for number in range(100):
            page = page_of(f"https://nld.com.vn/bai-{number}.htm", body=random.Random(number).randbytes(5000))
            store.record(run, Outcome(page.url, "nld", "empty", page=page))
    return path


def ask(path, sql):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchall()


def spoil(path, table):
    """Overwrite one leaf of a table in the file; returns how many rows stood in it."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
        leaves = "SELECT pageno, ncell FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path"
        found = conn.execute(leaves, (table,)).fetchall()
    number, rows = found[len(found) // 2]
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE_SIZE)
        file.write(b"\xee" * PAGE_SIZE)
    return rows


def test_a_backup_holds_all_that_was_committed(filled, tmp_path):
    backup(filled, tmp_path / "copy.db")
    for table in ("pages", "urls", "runs", "page_references"):
        assert ask(tmp_path / "copy.db", f"SELECT * FROM {table}") == ask(filled, f"SELECT * FROM {table}")


def test_a_backup_while_a_crawl_writes_is_the_file_of_one_moment(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("db.backup.STEP", 20)
    writing = threading.Event()

    def crawl():
        with Store.open(filled, batch_size=1) as store:
            run = store.begin_run(["nld"], settings={}, versions={})
            for number in range(200):
                store.record(run, Outcome(f"https://nld.com.vn/{number}.htm", "nld", "failed", "dns"))
                writing.set()

    crawler = threading.Thread(target=crawl)
    crawler.start()
    writing.wait()
    backup(filled, tmp_path / "copy.db")
    crawler.join()
    (urls,) = ask(tmp_path / "copy.db", "SELECT count(*) FROM urls")[0]
    assert 100 < urls <= 300
    assert ask(tmp_path / "copy.db", "PRAGMA integrity_check") == [("ok",)]


def test_a_backup_tells_how_far_it_is(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("db.backup.STEP", 20)
    told = []
    backup(filled, tmp_path / "copy.db", show=lambda done, total: told.append((done, total)))
    assert len(told) > 3
    assert told[-1][0] == told[-1][1]


def test_a_backup_does_not_overwrite_unasked(filled, tmp_path):
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(UsageError, match="exists"):
        backup(filled, tmp_path / "copy.db")
    backup(filled, tmp_path / "copy.db", overwrite=True)
    assert ask(tmp_path / "copy.db", "SELECT count(*) FROM pages") == [(100,)]


def test_a_damaged_file_is_never_copied_over_a_good_backup(filled, tmp_path):
    backup(filled, tmp_path / "copy.db")
    before = (tmp_path / "copy.db").read_bytes()
    spoil(filled, "pages")
    with pytest.raises(DamagedDatabase, match="no copy was made"):
        backup(filled, tmp_path / "copy.db", overwrite=True)
    assert (tmp_path / "copy.db").read_bytes() == before


def test_of_a_sound_file_everything_is_rescued(filled, tmp_path):
    rescued = rescue(filled, tmp_path / "new.db")
    assert all(table.is_whole for table in rescued)
    assert ask(tmp_path / "new.db", "SELECT * FROM pages") == ask(filled, "SELECT * FROM pages")
    assert ask(tmp_path / "new.db", "SELECT * FROM urls") == ask(filled, "SELECT * FROM urls")


def test_of_a_spoilt_table_all_rows_but_those_in_the_spoilt_place_are_rescued(filled, tmp_path):
    lost = spoil(filled, "pages")
    (pages,) = [table for table in rescue(filled, tmp_path / "new.db") if table.table == "pages"]
    assert (pages.rows, pages.is_whole) == (100 - lost, False)
    assert [page for _, page in verify(tmp_path / "new.db") if page] == []


def test_of_a_spoilt_table_without_row_ids_both_ends_are_rescued(filled, tmp_path):
    lost = spoil(filled, "urls")
    (urls,) = [table for table in rescue(filled, tmp_path / "new.db") if table.table == "urls"]
    assert (urls.rows, urls.is_whole) == (100 - lost, False)


def test_the_numbers_by_day_are_those_of_the_rescued_articles(filled, tmp_path):
    with closing(sqlite3.connect(filled)) as conn:
        conn.execute("INSERT INTO days (day, outlet, articles) VALUES ('2020-01-01', 'nld', 7)")
        conn.commit()
    rescue(filled, tmp_path / "new.db")
    counted = "SELECT coalesce(published_on, ''), coalesce(outlet, ''), count(*) FROM articles GROUP BY 1, 2"
    kept = "SELECT day, outlet, articles FROM days WHERE articles ORDER BY 1, 2"
    assert ask(tmp_path / "new.db", kept) == ask(tmp_path / "new.db", counted)


def test_what_was_rescued_is_a_sound_file_that_a_crawl_goes_on_with(filled, tmp_path):
    spoil(filled, "pages")
    rescue(filled, tmp_path / "new.db")
    assert ask(tmp_path / "new.db", "PRAGMA foreign_key_check") == []
    with Store.open(tmp_path / "new.db", create=False) as store:
        store.begin_run(["nld"], settings={}, versions={})


def test_verifying_goes_on_behind_a_place_that_the_disk_spoilt(filled):
    lost = spoil(filled, "pages")
    found = [page for _, page in verify(filled)]
    assert len(found) == 100
    assert len([page for page in found if page]) == lost


def test_a_file_that_is_no_database_cannot_be_rescued(tmp_path):
    (tmp_path / "text.db").write_text("một văn bản dài hơn một trăm ký tự " * 20, "utf-8")
    with pytest.raises(NotADatabase):
        rescue(tmp_path / "text.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()

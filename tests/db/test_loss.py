"""A process that is killed, a disk that is full, several programs at once: what was committed stays."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from db.connection import open_for_reading
from db.errors import DiskFull
from db.records import FetchedPage, Outcome
from db.store import Store

WRITER = """
import sys
from db.records import FetchedPage, Outcome
from db.store import Store

store = Store.open(sys.argv[1], batch_size=5)
run = store.begin_run(["nld"], settings={}, versions={})
for number in range(1_000_000):
    url = f"https://nld.com.vn/{number}.htm"
    page = FetchedPage(url, url, "nld", "2026-11-23T10:00:00Z", 200, (), f"{number}".encode() * 500)
    store.record(run, Outcome(url, "nld", "empty", "no-body", page=page))
    if number % 5 == 4:
        print(number + 1, flush=True)
"""


def page(url, body):
    return FetchedPage(url, url, "nld", "2026-11-23T10:00:00Z", 200, (), body)


def counts(path):
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return tuple(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("pages", "urls"))


@pytest.mark.parametrize("batches", [1, 7, 30])
def test_a_killed_process_leaves_every_committed_batch_and_a_sound_file(path, batches):
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as writer:
        for _ in range(batches):
            committed = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
    pages, urls = counts(path)
    assert pages == urls
    assert pages >= committed
    assert pages % 5 == 0


def test_a_full_disk_rolls_the_batch_back_whole_and_says_how_much_was_lost(path):
    with Store.open(path, batch_size=4) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        (pages,) = store.db.execute("PRAGMA page_count").fetchone()
        store.db.execute(f"PRAGMA max_page_count = {pages + 50}")  # room for two batches of four
        record_pages(store, run, range(8))
        with pytest.raises(DiskFull, match="the disk is full; 4 outcomes were not written") as caught:
            record_pages(store, run, range(8, 12))
    assert caught.value.not_written == 4
    assert counts(path) == (8, 8)


def record_pages(store, run, numbers):
    for number in numbers:
        url = f"https://nld.com.vn/{number}.htm"
        store.record(run, Outcome(url, "nld", "empty", page=page(url, os.urandom(20_000))))


def test_after_a_full_disk_the_store_goes_on_when_there_is_room(path):
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        store.db.execute("PRAGMA max_page_count = 1")
        url = "https://nld.com.vn/1.htm"
        outcome = Outcome(url, "nld", "empty", page=page(url, os.urandom(200_000)))
        store.record(run, outcome)
        with pytest.raises(DiskFull):
            store.flush()
        store.db.execute("PRAGMA max_page_count = 1000000")
        store.record(run, outcome)
    assert counts(path) == (1, 1)


def test_an_interrupted_command_writes_what_it_has(path):
    def interrupted():
        with Store.open(path) as store:
            run = store.begin_run(["nld"], settings={}, versions={})
            store.record(run, Outcome("https://nld.com.vn/1.htm", "nld", "failed", "dns"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert counts(path) == (0, 1)


def test_a_reader_sees_whole_batches_while_a_writer_writes(store, run, path):
    with closing(open_for_reading(path)) as reader:
        for number in range(60):
            store.record(run, Outcome(f"https://nld.com.vn/{number}.htm", "nld", "failed", "dns"))
        assert reader.execute("SELECT count(*) FROM urls").fetchone() == (50,)


def test_two_writers_of_different_outlets_share_a_file(path):
    def crawl(outlet):
        with Store.open(path, batch_size=3) as store:
            run = store.begin_run([outlet], settings={}, versions={})
            for number in range(100):
                store.record(run, Outcome(f"https://{outlet}.example/{number}", outlet, "failed", "dns"))

    writers = [threading.Thread(target=crawl, args=(outlet,)) for outlet in ("nld", "nhandan")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert counts(path) == (0, 200)


def test_many_programs_may_open_a_file_that_is_not_there_yet(path):
    program = "import sys; from db.store import Store; Store.open(sys.argv[1]).close()"
    command = [sys.executable, "-c", program, str(path)]
    started = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(4)]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    assert counts(path) == (0, 0)

"""Packing the archive again: tighter, never unreadable, and on from where it was stopped."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import db.compact
from db.archive import ArchiveReader
from db.archive_stats import archive_stats
from db.compact import compact, waiting
from db.compression import Dictionary
from db.errors import DiskFull
from db.records import Outcome
from db.references import TRIALS
from db.store import Store
from db.verify import verify

COMPACT = """
import sys
from pathlib import Path
import db.compact as module
module.BATCH, module.NEXT = 4, module.NEXT.replace("LIMIT 64", "LIMIT 4")
for step in module.compact(Path(sys.argv[1])):
    print(step.pages, flush=True)
"""


@pytest.fixture
def pages(path, page_of):
    """Forty pages in the file at `path`: twenty of one design, twenty of the next."""
    made = []
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        for number in range(40):
            words = random.Random("new" if number >= 20 else "old")
            frame = "".join(f"<li>Mục {words.getrandbits(64)}</li>" for _ in range(800))
            own = " ".join(random.Random(number).choices(["sông", "núi", "đường", "chợ", "trường", "xã"], k=300))
            page = page_of(f"https://nld.com.vn/bai-{number}.htm", body=f"{frame}<p>{own}</p>".encode())
            store.record(run, Outcome(page.url, "nld", "empty", page=page))
            made.append(page)
    return made


@pytest.fixture
def conn(path, pages) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def all_pages(conn):
    reader = ArchiveReader(conn)
    return [reader.page(page_id) for (page_id,) in conn.execute("SELECT id FROM pages ORDER BY id")]


def test_every_page_comes_back_as_served(path, pages, conn):
    list(compact(path))
    assert all_pages(conn) == pages


def test_the_archive_gets_smaller_by_what_is_reported(path, conn):
    before = conn.execute("SELECT sum(length(body)) FROM pages").fetchone()
    steps = list(compact(path, jobs=2))
    after = conn.execute("SELECT sum(length(body)) FROM pages").fetchone()
    assert (sum(step.before for step in steps), sum(step.after for step in steps)) == (*before, *after)
    assert after < before


def test_sizes_are_kept_true(path, conn):
    list(compact(path))
    assert conn.execute("SELECT count(*) FROM pages WHERE stored_bytes <> length(body)").fetchone() == (0,)


def test_references_stay_alone(path, conn):
    list(compact(path))
    chains = "SELECT count(*) FROM pages JOIN pages AS r ON r.id = pages.reference WHERE r.reference IS NOT NULL"
    assert conn.execute(chains).fetchone() == (0,)


def test_pages_of_a_redesign_that_came_before_its_reference_are_packed_against_it(path, conn):
    (_, new) = [row[0] for row in conn.execute("SELECT page_id FROM page_references ORDER BY page_id")]
    assert conn.execute("SELECT reference FROM pages WHERE id = 21").fetchone() != (new,)
    list(compact(path))
    assert conn.execute("SELECT reference FROM pages WHERE id = 21").fetchone() == (new,)


def test_pages_stored_without_a_reference_get_one(path, pages, conn):
    reader = ArchiveReader(conn)
    for page_id in range(1, 41):
        body = db.compact.compress(reader.page(page_id).body)
        conn.execute(
            "UPDATE pages SET reference = NULL, body = ?, stored_bytes = ? WHERE id = ?", (body, len(body), page_id)
        )
    conn.execute("DELETE FROM page_references")
    list(compact(path))
    (chosen,) = conn.execute("SELECT count(*) FROM page_references").fetchone()
    (alone,) = conn.execute("SELECT count(*) FROM pages WHERE reference IS NULL").fetchone()
    assert chosen == 2
    assert alone <= chosen + TRIALS
    assert all_pages(conn) == pages


def test_what_is_done_is_not_done_again(path, conn):
    list(compact(path))
    assert waiting(path) == 0
    assert list(compact(path)) == []


def test_only_the_named_outlet_is_compacted(path, conn):
    conn.execute("UPDATE pages SET outlet = 'ngaynay' WHERE id = 40")
    assert waiting(path, "ngaynay") == 1
    assert [step.pages for step in compact(path, outlet="ngaynay")] == [1]


@pytest.mark.parametrize("batches", [1, 3])
def test_a_killed_compaction_leaves_every_page_readable_and_is_finished_by_the_next(path, pages, conn, batches):
    command = [sys.executable, "-c", COMPACT, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        for _ in range(batches):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert all_pages(conn) == pages
    assert waiting(path) <= 40 - 4 * batches
    list(compact(path))
    assert waiting(path) == 0
    assert all_pages(conn) == pages


def test_an_interrupted_compaction_keeps_what_it_reported(path, conn, monkeypatch):
    monkeypatch.setattr(db.compact, "NEXT", db.compact.NEXT.replace("LIMIT 64", "LIMIT 10"))
    steps = compact(path)
    next(steps)
    with pytest.raises(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt)
    assert waiting(path) == 30


def test_a_damaged_page_is_named_and_the_rest_goes_on(path, conn):
    conn.execute("UPDATE pages SET body = x'00' WHERE id = 7")
    broken = [page for step in compact(path) for page in step.broken]
    assert [page.page_id for page in broken] == [7]
    assert "page 7 (https://nld.com.vn/bai-6.htm) cannot be unpacked" in broken[0].problem
    assert waiting(path) == 1


def test_pages_of_a_damaged_reference_are_named_and_left_as_they_are(path, conn):
    bodies = conn.execute("SELECT id, body FROM pages WHERE reference = 1").fetchall()
    conn.execute("UPDATE pages SET body = x'00' WHERE id = 1")
    broken = {page.page_id for step in compact(path) for page in step.broken}
    assert broken == {1, *(page_id for page_id, _ in bodies)}
    assert conn.execute("SELECT id, body FROM pages WHERE reference = 1").fetchall() == bodies


def test_a_page_that_does_not_come_back_from_compression_is_never_replaced(path, pages, conn, monkeypatch):
    monkeypatch.setattr(Dictionary, "decompress", lambda self, stored: b"other")
    with pytest.raises(db.compact.DamagedDatabase, match="does not come back"):
        list(compact(path))
    monkeypatch.undo()
    assert all_pages(conn) == pages


def test_a_full_disk_leaves_the_batch_as_it_was(path, pages, conn, monkeypatch):
    real = db.compact.open_for_writing

    def tight(*args, **options):
        opened = real(*args, **options)
        (size,) = opened.execute("PRAGMA page_count").fetchone()
        opened.execute(f"PRAGMA max_page_count = {size}")
        return opened

    # Pages that grow: as if the reference had been a poor one.
    monkeypatch.setattr(db.compact, "open_for_writing", tight)
    monkeypatch.setattr(db.compact, "_packed", lambda task, level: (os.urandom(400_000), None))
    monkeypatch.setattr(
        db.compact,
        "KEEP",
        db.compact.REPLACE.replace(":body", "randomblob(400000)")
        .replace(":stored_bytes", "1")
        .replace(":reference", "NULL"),
    )
    with pytest.raises(DiskFull, match="the disk is full"):
        list(compact(path))
    assert all_pages(conn) == pages


def test_statistics_count_by_outlet_and_month(path, conn):
    conn.execute("UPDATE pages SET fetched_at = '2026-12-01T00:00:00Z' WHERE id > 30")
    found = [(month.outlet, month.month, month.pages, month.references) for month in archive_stats(path)]
    assert found == [("nld", "2026-11", 30, 2), ("nld", "2026-12", 10, 0)]


def test_statistics_tell_the_ratio(path, conn):
    (month,) = archive_stats(path)
    raw, stored = conn.execute("SELECT sum(raw_bytes), sum(length(body)) FROM pages").fetchone()
    assert month.ratio == raw / stored


def test_a_sound_archive_is_verified(path, pages):
    assert list(verify(path)) == [(number, None) for number in range(1, 41)]


def test_verifying_names_a_damaged_page_and_goes_on(path, conn):
    conn.execute("UPDATE pages SET body = x'00' WHERE id = 7")
    found = [page for _, page in verify(path)]
    assert len(found) == 40
    assert [(page.page_id, page.url, page.outlet) for page in found if page] == [
        (7, "https://nld.com.vn/bai-6.htm", "nld")
    ]


def test_verifying_finds_a_page_that_was_exchanged(path, conn):
    conn.execute("UPDATE pages SET sha256 = 'another' WHERE id = 7")
    (broken,) = [page for _, page in verify(path) if page]
    assert "SHA-256 differs" in broken.problem


def test_verifying_names_every_page_whose_reference_is_missing(path, conn):
    needing = {row[0] for row in conn.execute("SELECT id FROM pages WHERE reference = 1")}
    conn.execute("DROP TRIGGER pages_keep_references")
    conn.execute("DELETE FROM pages WHERE id = 1")
    broken = [page for _, page in verify(path) if page]
    assert {page.page_id for page in broken} == needing
    assert all("page 1 is not in the archive" in page.problem for page in broken)


def test_verifying_goes_on_behind_a_row_that_sqlite_cannot_read(path, pages, monkeypatch):
    real = ArchiveReader.page

    def spoilt(self, page_id):
        if page_id == 7:
            error = sqlite3.DatabaseError("database disk image is malformed")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        return real(self, page_id)

    monkeypatch.setattr(ArchiveReader, "page", spoilt)
    broken = [page for _, page in verify(path) if page]
    assert [page.page_id for page in broken] == [7]
    assert "is damaged" in broken[0].problem

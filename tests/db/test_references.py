"""Pages are packed against a page of their kind; which one, and when another takes its place."""

import os
import random
import sqlite3
from dataclasses import replace

import pytest

from db.archive import ArchiveReader, read_page
from db.errors import DamagedDatabase, DiskFull
from db.records import Outcome
from db.store import Store

URL = "https://nld.com.vn/bai-viet-1962603050815{number:05}.htm"


def frame(design):
    draw = random.Random(design)
    return "".join(f'<li class="{design}">{draw.getrandbits(80)}</li>' for _ in range(1500))


def pages_of(page_of, design, numbers, outlet="nld"):
    """Pages with one frame and a text of their own each."""
    for number in numbers:
        own = random.Random(number).randbytes(300).hex()
        yield page_of(URL.format(number=number), body=f"{frame(design)}<p>{own}</p>".encode(), outlet=outlet)


def record(store, run, pages, article=None):
    for page in pages:
        if article is None:
            outcome = Outcome(page.url, page.outlet, "empty", page=page)
        else:
            outcome = Outcome(page.url, page.outlet, "stored", page=page, article=replace(article, url=page.url))
        store.record(run, outcome)
    store.flush()


REFERENCES = "SELECT id, reference FROM pages ORDER BY id"


def test_the_first_page_of_a_layout_is_stored_alone_and_serves_the_others(store, run, page_of, rows):
    record(store, run, pages_of(page_of, "a", range(3)))
    assert rows(REFERENCES) == [(1, None), (2, 1), (3, 1)]


def test_pages_with_a_reference_take_a_fraction_of_those_without(store, run, page_of, rows):
    record(store, run, pages_of(page_of, "a", range(3)))
    (alone, second, third) = [size for (size,) in rows("SELECT stored_bytes FROM pages ORDER BY id")]
    assert max(second, third) < alone / 10


def test_pages_with_a_reference_come_back_as_served(store, run, page_of):
    pages = list(pages_of(page_of, "a", range(3)))
    record(store, run, pages)
    reader = ArchiveReader(store.db.conn)
    assert [reader.page(number) for number in (1, 2, 3)] == pages


def test_each_layout_and_each_outlet_has_its_own_reference(store, run, page_of, article, rows):
    record(store, run, pages_of(page_of, "a", [1, 2]), article)
    record(store, run, pages_of(page_of, "b", [3, 4]), replace(article, layout="video"))
    record(store, run, pages_of(page_of, "c", [5, 6], outlet="nhandan"))
    assert rows("SELECT page_id, outlet, layout FROM page_references ORDER BY page_id") == [
        (1, "nld", "standard"),
        (3, "nld", "video"),
        (5, "nhandan", "no_article"),
    ]


def test_a_later_process_goes_on_with_the_reference_in_the_file(path, page_of):
    for number in (1, 2):
        with Store.open(path) as store:
            run = store.begin_run(["nld"], settings={}, versions={})
            record(store, run, pages_of(page_of, "a", [number]))
            references = store.db.conn.execute(REFERENCES).fetchall()
    assert references == [(1, None), (2, 1)]


def test_a_redesign_brings_a_new_reference_after_a_few_pages(store, run, page_of, rows):
    record(store, run, pages_of(page_of, "old", range(20)))
    record(store, run, pages_of(page_of, "new", range(20, 40)))
    chosen = rows("SELECT page_id FROM page_references ORDER BY page_id")
    assert len(chosen) == 2
    assert chosen[1][0] in range(22, 28)
    assert rows("SELECT DISTINCT reference FROM pages WHERE id > ?", chosen[1][0]) == [chosen[1]]


def test_the_reason_for_a_new_reference_is_written_down(store, run, page_of, rows):
    record(store, run, pages_of(page_of, "old", range(20)))
    record(store, run, pages_of(page_of, "new", range(20, 40)))
    reasons = [reason for (reason,) in rows("SELECT reason FROM page_references ORDER BY page_id")]
    assert reasons[0] == "the first of its layout"
    assert reasons[1].startswith("the one before served ")


def test_pages_before_a_new_reference_keep_the_old_one(store, run, page_of, rows):
    old = list(pages_of(page_of, "old", range(20)))
    record(store, run, old)
    record(store, run, pages_of(page_of, "new", range(20, 40)))
    assert rows("SELECT DISTINCT reference FROM pages WHERE id BETWEEN 2 AND 20") == [(1,)]
    assert read_page(store.db.conn, 20) == old[-1]


def test_an_odd_first_page_does_not_stay_the_reference(store, run, page_of, rows):
    record(store, run, [page_of(URL.format(number=99999), body=random.Random(9).randbytes(5000).hex().encode())])
    record(store, run, pages_of(page_of, "a", range(80)))
    (last,) = rows("SELECT stored_bytes * 5 < raw_bytes FROM pages ORDER BY id DESC LIMIT 1")
    assert last == (1,)


def test_pages_that_never_resemble_each_other_do_not_each_become_a_reference(store, run, page_of, rows):
    for number in range(80):
        body = random.Random(number).randbytes(3000).hex().encode()
        record(store, run, [page_of(URL.format(number=number), body=body)])
    assert rows("SELECT count(*) FROM page_references") == [(1,)]


def test_designs_that_live_side_by_side_keep_a_reference_each(store, run, page_of, rows):
    for number in range(0, 120, 2):
        design = "a" if number % 4 else "b"
        record(store, run, pages_of(page_of, design, range(number, number + 2)))
    assert rows("SELECT count(*) FROM page_references")[0][0] <= 3
    assert rows("SELECT count(*) FROM pages WHERE id > 20 AND stored_bytes * 10 > raw_bytes") == [(0,)]


def test_a_small_page_needs_no_reference(store, run, page_of, rows):
    record(store, run, pages_of(page_of, "a", [1]))
    record(store, run, [page_of(URL.format(number=2), body=b"<p>404</p>")])
    assert rows("SELECT reference FROM pages WHERE id = 2") == [(None,)]


def test_a_reference_of_a_batch_that_was_rolled_back_is_not_used(path, page_of):
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        (size,) = store.db.execute("PRAGMA page_count").fetchone()
        store.db.execute(f"PRAGMA max_page_count = {size + 4}")
        noise = page_of(URL.format(number=1), body=os.urandom(100_000))
        with pytest.raises(DiskFull):
            record(store, run, [noise, *pages_of(page_of, "a", [2])])
        store.db.execute("PRAGMA max_page_count = 1000000")
        record(store, run, pages_of(page_of, "a", [3, 4]))
        assert store.db.conn.execute(REFERENCES).fetchall() == [(1, None), (2, 1)]


def test_after_its_reference_is_spoilt_a_layout_gets_another(path, page_of):
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        record(store, run, pages_of(page_of, "a", [1]))
        store.db.execute("UPDATE pages SET body = x'00' WHERE id = 1")
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        record(store, run, pages_of(page_of, "a", [2, 3]))
        assert store.db.conn.execute(REFERENCES).fetchall() == [(1, None), (2, None), (3, 2)]


def test_a_page_whose_reference_is_gone_is_named_with_it(store, run, page_of):
    record(store, run, pages_of(page_of, "a", [1, 2]))
    store.db.execute("PRAGMA foreign_keys = OFF")
    store.db.execute("DROP TRIGGER pages_keep_references")
    store.db.execute("DELETE FROM pages WHERE id = 1")
    with pytest.raises(DamagedDatabase, match=r"page 2 .* needs a page that cannot be read: page 1 is not in"):
        read_page(store.db.conn, 2)


def test_a_reference_is_kept_even_where_foreign_keys_are_off(store, run, page_of):
    record(store, run, pages_of(page_of, "a", [1, 2]))
    store.db.execute("PRAGMA foreign_keys = OFF")
    with pytest.raises(sqlite3.IntegrityError, match="other pages need this page"):
        store.db.execute("DELETE FROM pages WHERE id = 1")


@pytest.mark.parametrize(
    "chain", ["UPDATE pages SET reference = 2 WHERE id = 3", "UPDATE pages SET reference = 3 WHERE id = 1"]
)
def test_a_page_never_needs_more_than_one_other(store, run, page_of, chain):
    record(store, run, pages_of(page_of, "a", [1, 2, 3]))
    with pytest.raises(sqlite3.IntegrityError, match="must not need a reference itself"):
        store.db.execute(chain)

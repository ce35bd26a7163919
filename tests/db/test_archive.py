"""Pages come back as they were served."""

import hashlib
import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.archive import ArchiveReader, latest_page, read_page
from db.compression import Dictionary, compress, decompress, has_checksum, zstd
from db.errors import DamagedDatabase, DatabaseError
from db.records import Outcome


@pytest.fixture
def filed(store, run, page_of):
    """A stored page."""
    page = page_of(headers=(("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Tên", "giá trị")), body=b"\x00\xff" * 999)
    store.record(run, Outcome(page.url, "nld", "empty", page=page))
    store.flush()
    return page


@given(st.binary())
def test_what_is_compressed_comes_back(body):
    assert decompress(compress(body)) == body


@given(st.binary(), st.binary(min_size=8), st.sampled_from([3, 19]))
def test_what_is_compressed_against_a_page_comes_back_with_it(body, reference, level):
    assert Dictionary(reference).decompress(Dictionary(reference).compress(body, level)) == body


def test_a_page_compressed_against_a_similar_one_is_much_smaller():
    frame = "".join(f'<li class="menu-{n}">Chuyên mục {n * n}</li>' for n in range(3000)).encode()
    assert len(Dictionary(frame + b"two").compress(frame + b"one")) < len(compress(frame + b"one")) / 10


def test_a_reference_of_megabytes_is_in_reach_to_its_first_byte():
    reference = random.Random(1).randbytes(3_900_000)
    assert len(Dictionary(reference).compress(reference, level=19)) < 1_000


def test_a_page_is_read_back_as_it_was_served(store, filed):
    assert read_page(store.db.conn, 1) == filed


def test_sizes_and_hash_are_those_of_the_page(store, filed):
    raw, stored, sha256 = store.db.execute("SELECT raw_bytes, length(body), sha256 FROM pages").fetchone()
    assert raw == len(filed.body)
    assert store.db.execute("SELECT stored_bytes FROM pages").fetchone() == (stored,)
    assert sha256 == hashlib.sha256(filed.body).hexdigest()


def test_a_page_that_needs_a_reference_is_read_with_it(store, run, filed, page_of):
    store.record(run, Outcome(filed.url, "nld", "empty", page=page_of(body=b"second")))
    store.flush()
    packed = Dictionary(filed.body).compress(b"second")
    store.db.conn.execute("UPDATE pages SET body = ?, reference = 1 WHERE id = 2", (packed,))
    assert read_page(store.db.conn, 2).body == b"second"


def test_a_reference_cannot_be_deleted_while_a_page_needs_it(store, run, filed, page_of):
    store.record(run, Outcome(filed.url, "nld", "empty", page=page_of(body=b"second")))
    store.flush()
    store.db.conn.execute("UPDATE pages SET reference = 1 WHERE id = 2")
    with pytest.raises(sqlite3.IntegrityError, match="their reference"):
        store.db.conn.execute("DELETE FROM pages WHERE id = 1")


def test_a_page_that_is_not_there_is_named(store):
    with pytest.raises(DatabaseError, match="no page 7"):
        read_page(store.db.conn, 7)


def test_a_page_whose_bytes_are_spoilt_is_named(store, filed):
    store.db.conn.execute("UPDATE pages SET body = x'00112233'")
    with pytest.raises(DamagedDatabase, match=r"page 1 \(https://nld.com.vn/.*cannot be unpacked"):
        read_page(store.db.conn, 1)


def test_a_page_that_is_not_what_was_stored_is_named(store, filed):
    store.db.conn.execute("UPDATE pages SET body = ?", (compress(b"other"),))
    with pytest.raises(DamagedDatabase, match="SHA-256 differs"):
        read_page(store.db.conn, 1)


@given(st.binary(max_size=400), st.sampled_from([3, 19]))
def test_every_frame_carries_a_checksum(body, level):
    assert has_checksum(compress(body, level=level))
    assert has_checksum(Dictionary(b"a page like it").compress(body, level))


@pytest.mark.parametrize("by_checksum", [False, True])
def test_a_page_of_which_one_bit_is_spoilt_never_comes_back_as_another(store, filed, by_checksum):
    reader = ArchiveReader(store.db.conn, by_checksum=by_checksum)
    (stored,) = store.db.execute("SELECT body FROM pages").fetchone()
    told = 0
    for place in range(8 * len(stored)):
        spoilt = bytearray(stored)
        spoilt[place // 8] ^= 1 << place % 8
        store.db.conn.execute("UPDATE pages SET body = ?", (bytes(spoilt),))
        try:
            assert reader.page(1) == filed
        except DamagedDatabase:
            told += 1
    assert told > 7 * len(stored)  # a few bits of a frame mean nothing


@pytest.mark.parametrize("by_checksum", [False, True])
def test_a_page_whose_reference_is_another_page_now_is_told(store, run, filed, page_of, by_checksum):
    store.record(run, Outcome(filed.url, "nld", "empty", page=page_of(body=filed.body + b"more")))
    store.flush()
    packed = Dictionary(filed.body).compress(filed.body + b"more")
    store.db.conn.execute("UPDATE pages SET body = ?, reference = 1 WHERE id = 2", (packed,))
    other = bytes(len(filed.body))
    values = (compress(other), hashlib.sha256(other).hexdigest())
    store.db.conn.execute("UPDATE pages SET body = ?, sha256 = ? WHERE id = 1", values)
    with pytest.raises(DamagedDatabase, match="page 2"):
        ArchiveReader(store.db.conn, by_checksum=by_checksum).page(2)


def without_checksum(body):
    """A frame as files before the checksum hold it."""
    frame = zstd.compress(body, level=3)
    assert not has_checksum(frame)
    return frame


def test_a_page_of_an_earlier_file_without_a_checksum_is_compared_with_its_hash(store, filed):
    reader = ArchiveReader(store.db.conn, by_checksum=True)
    store.db.conn.execute("UPDATE pages SET body = ?", (without_checksum(filed.body),))
    assert reader.page(1) == filed
    store.db.conn.execute("UPDATE pages SET body = ?", (without_checksum(filed.body[::-1]),))
    with pytest.raises(DamagedDatabase, match="SHA-256 differs"):
        reader.page(1)


def test_a_whole_frame_of_another_length_is_compared_with_the_hash(store, filed):
    store.db.conn.execute("UPDATE pages SET body = ?", (compress(b"other"),))
    with pytest.raises(DamagedDatabase, match="SHA-256 differs"):
        ArchiveReader(store.db.conn, by_checksum=True).page(1)


def test_the_latest_page_of_a_url_is_the_one_fetched_last(store, run, filed, page_of, path):
    store.record(run, Outcome(filed.url, "nld", "empty", page=page_of(body=b"second")))
    store.flush()
    assert latest_page(path, filed.url).body == b"second"


def test_a_url_that_moved_leads_to_the_page_of_its_target(store, run, filed, path):
    store.record(run, Outcome("https://nld.com.vn/cu.htm", "nld", "moved", "http 301", moved_to=filed.url))
    store.flush()
    assert latest_page(path, "https://nld.com.vn/cu.htm") == filed


def test_a_url_without_a_page_has_no_latest_page(store, path):
    assert latest_page(path, "https://nld.com.vn/1.htm") is None

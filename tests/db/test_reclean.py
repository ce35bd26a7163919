"""Cleaning stored pages again: only what needs it, nothing lost, the same rows from nothing."""

import hashlib
import importlib
import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

import db.reclean
from cleaners import clean
from cleaners.outlets import OUTLETS
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request
from db.compression import compress
from db.errors import DiskFull
from db.handover.arriving import never, outcome_of_page
from db.reclean import Extent, extent, reclean
from db.reclean_plan import Scope
from db.reclean_worker import KEPT_COLUMNS
from db.records import FetchedPage
from db.rows import ARTICLE_COLUMNS
from db.status import read_status
from db.store import Store

ROOT = Path(__file__).resolve().parents[2]
RECLEAN = """
import sys
from pathlib import Path
import db.reclean as module
from db.reclean_plan import Scope
if __name__ == "__main__":
    module.BATCH = 3
    for batch in module.reclean(Path(sys.argv[1]), Scope(everything=True), jobs=1):
        print(len(batch.readings), flush=True)
"""
CRASHING = """
import os
from db import reclean_worker

def rereading(path):
    real = reclean_worker.outcome_of_page
    def crash(page, outlet, next_try):
        if b"crash-the-parser" in page.body:
            os.abort()
        return real(page, outlet, next_try)
    reclean_worker.outcome_of_page = crash
    return reclean_worker.rereading(path)
"""


def served(site, path, url, fetched_at):
    body = site.answer(Request("GET", site.paper.host, path)).body
    return FetchedPage(url, url, site.paper.name, fetched_at, 200, (("Content-Type", "text/html"),), body)


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A file with two days of one demo newspaper, as a crawl leaves it."""
    path = tmp_path_factory.mktemp("filled") / "báo.db"
    site = OutletSite(PAPERS["nld"])
    with Store.open(path, clock=lambda: "2026-11-23T12:00:00Z") as store:
        for day in (1, 2):
            run = store.begin_run(["nld"], settings={}, versions={})
            for article in DEMO_ARTICLES["nld"]:
                if (now := article.on(day)) is not None:
                    page = served(site, now.path, site.paper.origin + now.path, f"2026-11-2{day}T10:00:00Z")
                    store.record(run, outcome_of_page(page, OUTLETS["nld"], never))
            store.end_run(run, exit_code=0, counts={})
            site.advance()
    return path


@pytest.fixture
def path(filled, tmp_path):
    copy = tmp_path / "báo.db"
    with closing(sqlite3.connect(filled)) as conn:
        conn.execute("VACUUM INTO ?", (str(copy),))
    return copy


@pytest.fixture
def conn(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened


def effects(path, jobs=1, dry_run=False, patience=60.0, **scope):
    batches = reclean(path, Scope(**scope), jobs=jobs, dry_run=dry_run, patience=patience)
    return [(reading, effect) for batch in batches for reading, effect in batch.readings]


def counted(path, **options):
    return Counter(effect for _, effect in effects(path, **options))


def content(conn):
    tables = ("articles", "images", "verdicts", "urls")
    return {table: conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}


def articles(conn):
    return conn.execute("SELECT count(*) FROM articles").fetchone()[0]


def spoil(conn, number, **values):
    """Make an article look as if an older cleaner had read it."""
    values |= {"cleaner_version": "older", "content_digest": "older"}
    conn.execute(
        f"UPDATE articles SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", (*values.values(), number)
    )


def test_pages_that_todays_cleaner_read_are_left_alone(path):
    assert effects(path) == []


def test_only_articles_of_another_version_are_read_again(path, conn):
    conn.execute("UPDATE articles SET cleaner_version = 'older' WHERE id IN (2, 5)")
    assert {reading.article_id for reading, _ in effects(path)} == {2, 5}


def test_the_version_of_an_article_that_stays_the_same_is_brought_up_to_date(path, conn):
    before = content(conn)
    conn.execute("UPDATE articles SET cleaner_version = 'older'")
    assert set(counted(path)) == {"same"}
    assert content(conn) == before


def test_all_reads_everything_again(path, conn):
    assert counted(path, everything=True) == {"same": articles(conn)}


def test_articles_made_from_nothing_are_the_same_rows_with_the_same_ids(path, conn):
    before = content(conn)
    conn.execute("DELETE FROM articles")
    effects(path, everything=True, jobs=2)
    assert content(conn) == before


def test_a_changed_article_becomes_what_the_page_says(path, conn):
    before = content(conn)
    spoil(conn, 3, headline="Tựa cũ", article_body="Chữ cũ.", blocks='[{"kind": "paragraph", "text": "Chữ cũ."}]')
    assert counted(path) == {"changed": 1}
    assert content(conn) == before


@pytest.mark.parametrize("name", sorted(set(ARTICLE_COLUMNS) - KEPT_COLUMNS - {"content_digest", "cleaner_version"}))
def test_every_column_of_a_changed_article_is_what_the_page_says(path, conn, name):
    before = content(conn)
    (value,) = conn.execute(f"SELECT {name} FROM articles WHERE id = 3").fetchone()
    if name in ("word_count", "is_fallback", "is_accessible_for_free"):
        other = 0 if value else 1
    else:
        other = {"blocks": "[]"}.get(name, '["khác"]')
    spoil(conn, 3, **{name: other})
    assert counted(path) == {"changed": 1}
    assert content(conn) == before


def test_the_earlier_text_is_kept(path, conn):
    spoil(conn, 3, headline="Tựa cũ", blocks='[{"kind": "paragraph", "text": "Chữ cũ."}]')
    effects(path)
    article_id, version, digest, former = conn.execute(
        "SELECT article_id, cleaner_version, content_digest, former FROM article_versions"
    ).fetchone()
    assert (article_id, version, digest) == (3, "older", "older")
    assert json.loads(former) == {"headline": "Tựa cũ", "blocks": '[{"kind": "paragraph", "text": "Chữ cũ."}]'}


def test_what_changed_is_told_by_field(path, conn):
    spoil(conn, 3, headline="Tựa cũ", source="Hãng tin cũ")
    ((reading, _),) = effects(path)
    (headline,) = conn.execute("SELECT headline FROM articles WHERE id = 3").fetchone()
    changes = {change.field: (change.reason, change.before, change.after) for change in reading.changes}
    assert changes["headline"] == ("changed", "Tựa cũ", headline)
    assert changes["source"][1] == "Hãng tin cũ"


def test_a_dry_run_writes_nothing_and_tells_the_same(path, conn):
    spoil(conn, 3, headline="Tựa cũ")
    before = content(conn)
    assert counted(path, dry_run=True) == {"changed": 1}
    assert content(conn) == before
    assert counted(path) == {"changed": 1}


def test_only_the_named_outlet_is_cleaned(path, conn):
    conn.execute("UPDATE articles SET cleaner_version = 'older'")
    assert effects(path, outlet="ngaynay") == []


def test_only_pages_fetched_since_are_cleaned(path, conn):
    later = conn.execute("SELECT id FROM pages WHERE fetched_at >= '2026-11-22'").fetchall()
    found = effects(path, everything=True, since="2026-11-22T00:00:00Z")
    assert [(reading.page_id,) for reading, _ in found] == later


def test_an_article_whose_page_holds_none_now_is_kept_and_marked(path, conn):
    spoil(conn, 3)
    before = conn.execute("SELECT * FROM articles WHERE id = 3").fetchone()
    exchange(conn, 3, b"<html><body><p></p></body></html>")
    ((reading, effect),) = effects(path)
    assert effect == "kept"
    assert conn.execute("SELECT * FROM articles WHERE id = 3").fetchone() == before
    page, result, reason = conn.execute("SELECT page_id, result, reason FROM readings").fetchone()
    assert (page, result, reason) == (reading.page_id, "no_article", reading.reason)
    assert reason


def exchange(conn, article_id, body):
    """Put other bytes into the archive for the page of an article."""
    stored = compress(body)
    conn.execute(
        "UPDATE pages SET body = ?, stored_bytes = ?, raw_bytes = ?, sha256 = ?, reference = NULL "
        "WHERE id = (SELECT page_id FROM articles WHERE id = ?)",
        (stored, len(stored), len(body), hashlib.sha256(body).hexdigest(), article_id),
    )


def test_a_page_that_held_no_article_is_not_tried_again_until_a_cleaner_changes(path, conn):
    spoil(conn, 3)
    exchange(conn, 3, b"<html><body><p></p></body></html>")
    effects(path)
    assert effects(path) == []
    conn.execute("UPDATE readings SET version = 'older'")
    assert counted(path) == {"kept": 1}


def test_status_shows_pages_that_gave_no_article_when_read_again(path, conn):
    spoil(conn, 3)
    exchange(conn, 3, b"<html><body><p></p></body></html>")
    effects(path)
    ((outlet, result, pages, kept),) = [(u.outlet, u.result, u.pages, u.kept) for u in read_status(path).unread]
    assert (outlet, result, pages, kept) == ("nld", "no_article", 1, 1)


def test_a_page_that_held_no_article_gives_one_once_a_cleaner_can_read_it(path, conn):
    url = conn.execute("SELECT url FROM articles WHERE id = 3").fetchone()[0]
    before = conn.execute("SELECT * FROM articles WHERE id = 3").fetchone()
    conn.execute("DELETE FROM articles WHERE id = 3")
    conn.execute("UPDATE urls SET status = 'empty', reason = 'no-body' WHERE url = ?", (url,))
    assert counted(path)["new"] == 1
    assert conn.execute("SELECT status, reason FROM urls WHERE url = ?", (url,)).fetchone() == ("stored", None)
    (after,) = conn.execute("SELECT * FROM articles WHERE url = ?", (url,)).fetchall()
    assert after[1:] == before[1:]


def test_articles_that_came_without_a_page_are_counted_and_left_alone(path, conn):
    conn.execute("UPDATE articles SET page_id = NULL, cleaner_version = 'older' WHERE id = 1")
    pages = conn.execute("SELECT count(*) FROM pages").fetchone()[0]
    assert extent(path, Scope()) == Extent(pages, 1)
    assert effects(path) == []


def test_pages_of_a_moved_address_whose_article_stands_elsewhere_are_history(path, conn):
    old, new = "https://nld.com.vn/cu-196261101000000001.htm", "https://nld.com.vn/moi-196261101000000001.htm"
    page, url = conn.execute("SELECT page_id, url FROM articles WHERE id = 3").fetchone()
    conn.execute("UPDATE pages SET url = ? WHERE id = ?", (old, page))
    conn.execute("UPDATE urls SET status = 'moved', moved_to = ?, article_id = NULL WHERE url = ?", (new, url))
    conn.execute("UPDATE urls SET url = ? WHERE url = ?", (old, url))
    conn.execute("UPDATE articles SET url = ?, page_id = (SELECT max(id) FROM pages) WHERE id = 3", (new,))
    columns = "url, outlet, status, first_seen_at, last_seen_at, sources"
    conn.execute(f"INSERT INTO urls ({columns}) VALUES (?, 'nld', 'stored', '', '', '[]')", (new,))
    assert page not in {reading.page_id for reading, _ in effects(path, everything=True)}


def test_a_challenge_in_place_of_an_article_is_left_alone(path, conn):
    url = conn.execute("SELECT url FROM articles WHERE id = 3").fetchone()[0]
    conn.execute("DELETE FROM articles WHERE id = 3")
    conn.execute("UPDATE urls SET status = 'blocked' WHERE url = ?", (url,))
    assert effects(path) == []


def test_a_page_that_kills_the_parser_costs_that_page_only(path, conn, tmp_path, monkeypatch):
    (tmp_path / "crashing_work.py").write_text(CRASHING, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(db.reclean, "rereading", importlib.import_module("crashing_work").rereading)
    before = content(conn)
    exchange(conn, 3, b"<html>crash-the-parser</html>")
    found = counted(path, everything=True, jobs=2)
    assert found == {"same": articles(conn) - 1, "kept": 1}
    assert conn.execute("SELECT result, reason FROM readings").fetchall() == [
        ("crashed", "the process died of SIGABRT")
    ]
    assert content(conn) == before


def test_a_damaged_page_is_written_down_and_the_rest_goes_on(path, conn):
    page = conn.execute("SELECT page_id FROM articles WHERE id = 3").fetchone()[0]
    needing = conn.execute("SELECT count(*) FROM pages WHERE reference = ?", (page,)).fetchone()[0]
    conn.execute("UPDATE pages SET body = x'00' WHERE id = ?", (page,))
    found = counted(path, everything=True)
    assert found["kept"] == 1 + needing
    assert found["same"] == articles(conn) - found["kept"]
    assert set(conn.execute("SELECT result FROM readings")) == {("damaged",)}


def test_a_page_of_which_one_bit_is_spoilt_is_damaged(path, conn):
    page, body = conn.execute(
        "SELECT pages.id, body FROM pages JOIN articles ON page_id = pages.id WHERE reference IS NOT NULL LIMIT 1"
    ).fetchone()
    spoilt = body[: len(body) // 2] + bytes([body[len(body) // 2] ^ 1]) + body[len(body) // 2 + 1 :]
    conn.execute("UPDATE pages SET body = ? WHERE id = ?", (spoilt, page))
    assert counted(path, everything=True) == {"same": articles(conn) - 1, "kept": 1}
    assert conn.execute("SELECT page_id, result FROM readings").fetchall() == [(page, "damaged")]


def test_verdicts_that_are_gone_come_back(path, conn):
    before = content(conn)
    conn.execute("DELETE FROM verdicts WHERE article_id IN (2, 3)")
    assert counted(path, everything=True) == {"same": articles(conn)}
    assert content(conn) == before


def test_pictures_and_verdicts_of_a_changed_article_are_those_of_the_page(path, conn):
    before = content(conn)
    (number,) = conn.execute("SELECT article_id FROM images GROUP BY 1 HAVING count(*) > 1 LIMIT 1").fetchone()
    spoil(conn, number)
    conn.execute("UPDATE images SET caption = 'Chú thích cũ' WHERE article_id = ? AND position = 1", (number,))
    conn.execute("UPDATE verdicts SET rule = 'older' WHERE article_id = ? AND position = 2", (number,))
    ((reading, effect),) = effects(path)
    assert (effect, [change.field for change in reading.changes]) == ("changed", ["images"])
    assert content(conn) == before
    (former,) = conn.execute("SELECT former FROM article_versions").fetchone()
    assert [image["caption"] for image in json.loads(former)["images"]][1] == "Chú thích cũ"


def test_only_what_differs_travels_to_the_writer(path, conn):
    conn.execute("UPDATE articles SET cleaner_version = 'older' WHERE id = 2")
    spoil(conn, 3, headline="Tựa cũ")
    (same, _), (changed, _) = effects(path)
    assert (same.images, same.verdicts, "headline" in same.article) == (None, None, False)
    assert (changed.images, changed.verdicts) == (None, None)
    assert "headline" in changed.article
    assert "article_body" not in changed.article


@pytest.mark.parametrize("batches", [1, 3])
def test_a_killed_reclean_leaves_whole_articles_and_is_finished_by_the_next(path, conn, batches):
    before = content(conn)
    for number in range(1, articles(conn) + 1):
        spoil(conn, number, headline="Tựa cũ")
    command = [sys.executable, "-c", RECLEAN, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        written = sum(int(process.stdout.readline()) for _ in range(batches))
        process.send_signal(signal.SIGKILL)
    assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    (old,) = conn.execute("SELECT count(*) FROM articles WHERE cleaner_version = 'older'").fetchone()
    assert old <= articles(conn) - written
    assert counted(path) == ({"changed": old} if old else {})
    assert content(conn) == before
    kept = conn.execute("SELECT count(*), count(DISTINCT article_id) FROM article_versions").fetchone()
    assert kept == (articles(conn), articles(conn))


def test_a_full_disk_leaves_the_batch_as_it_was(path, conn, monkeypatch):
    real = db.reclean.open_for_writing

    def tight(*args, **options):
        opened = real(*args, **options)
        (size,) = opened.execute("PRAGMA page_count").fetchone()
        opened.execute(f"PRAGMA max_page_count = {size}")
        return opened

    for number in range(1, articles(conn) + 1):
        spoil(conn, number, headline="Tựa cũ " * 2000)
    before = content(conn)
    monkeypatch.setattr(db.reclean, "open_for_writing", tight)
    with pytest.raises(DiskFull, match="the disk is full"):
        effects(path)
    assert content(conn) == before


def test_an_article_that_a_crawl_changed_meanwhile_is_left_to_the_crawl(path, conn, monkeypatch):
    spoil(conn, 3, headline="Tựa cũ")
    real = db.reclean._effect

    def meanwhile(own, reading):
        own.execute("UPDATE articles SET content_digest = 'another', headline = 'Tựa mới' WHERE id = 3")
        return real(own, reading)

    monkeypatch.setattr(db.reclean, "_effect", meanwhile)
    assert counted(path) == {"superseded": 1}
    assert conn.execute("SELECT headline FROM articles WHERE id = 3").fetchone() == ("Tựa mới",)


def test_workers_and_crawl_apply_the_same_rules(path, conn):
    """A page filed while crawling and one cleaned by hand are the same article."""
    url, body = conn.execute("SELECT url, article_body FROM articles WHERE id = 2").fetchone()
    site = OutletSite(PAPERS["nld"])
    html = site.answer(Request("GET", "nld.com.vn", url.removeprefix("https://nld.com.vn"))).body
    assert clean(html, url=url, outlet="nld").article_body == body

"""The index says what the articles say, whoever writes them; and what it gives back is the original."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace

import pytest
from sqlite_utils import Database

from db.migrations import migrations
from db.search.finding import search
from db.search.index import INDEXES, rebuild
from db.search.marking import CLOSE, OPEN
from db.search.query import MAX_TERMS, terms_of
from db.search.ranking import COUNTED
from db.search.spelling import spelled
from db.store import Store

from .conftest import STORIES, story


def test_a_hit_is_marked_in_the_original_spelling(filled):
    (hit,) = search(filled.db.conn, '"dang cong san"').hits
    assert hit.headline == f"Đại hội {OPEN}Đảng Cộng sản{CLOSE} bàn về thủy lợi"


def test_a_snippet_shows_the_place_in_the_body(filled):
    (hit,) = search(filled.db.conn, "khao co").hits
    assert f"{OPEN}khảo{CLOSE} {OPEN}cổ{CLOSE}" in hit.snippet


def test_facets_count_the_hits(filled):
    facets = search(filled.db.conn, "hoa binh", with_facets=True).facets
    assert facets["outlet"] == [("nld", 2), ("ngaynay", 1)]
    assert facets["section"] == [("Văn hóa", 2), ("Di sản", 1), ("Môi trường", 1)]


def test_an_article_that_changes_is_found_by_its_new_words_only(filled, run, fill, found):
    changed = replace(STORIES[0], headline="Đại hội nghề cá", description="Ba ngày.")
    fill(filled, run, changed)
    assert found("nghe ca") == ["dang"]
    assert found("cong san thuy loi") == []


def test_any_program_that_writes_articles_keeps_the_index(filled, path, found):
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE articles SET headline = 'Đường đê mới' WHERE headline LIKE 'Má %'")
        conn.execute("DELETE FROM articles WHERE headline LIKE 'Ma tr%'")
        conn.commit()
    assert found("duong de") == ["ma", "dang-lua"]
    assert found("ma tran") == []
    _require_sound(filled.db.conn)


def test_a_plain_sqlite_shell_finds_and_marks(filled, path):
    """As docs/search.md says: only `đ` has to be replaced."""
    query = """
        SELECT highlight(articles_fts, 0, '[', ']') FROM articles_fts
        WHERE articles_fts MATCH replace(replace(?, 'đ', 'd'), 'Đ', 'D') ORDER BY rank
    """
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute(query, ('headline : "Đảng Cộng sản"',)).fetchall() == [
            ("Đại hội [Đảng Cộng sản] bàn về thủy lợi",)
        ]


def test_every_vietnamese_letter_is_found_without_its_diacritics(store, run, fill):
    vowels = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    words = [f"q{letter}z" for letter in vowels + vowels.upper()]
    fill(store, run, story("abc", "Chữ", "Cái.", " ".join(words)))
    wanted = {terms_of(word)[0].words[0] for word in words}
    assert wanted == {"qaz", "qez", "qiz", "qoz", "quz", "qyz", "qdz"}
    for word in wanted:
        assert len(search(store.db.conn, word).hits) == 1


def test_an_older_file_is_indexed_when_it_is_opened(path):
    with closing(sqlite3.connect(path)) as conn:
        older = Database(conn, execute_plugins=False)
        migrations.apply(older, stop_before="0.1.0 full text, days, counts")
        _insert(conn, [("u1", "Đại hội Đảng", "2026-11-17T21:00:00+07:00"), ("u2", "Chợ", None)])
        conn.commit()
    with Store.open(path) as store:
        assert [hit.url for hit in search(store.db.conn, "dang").hits] == ["u1"]
        days = store.db.execute("SELECT url, published_on FROM articles ORDER BY url").fetchall()
        assert days == [("u1", "2026-11-17"), ("u2", None)]


def test_a_file_without_spellings_and_numbers_gets_them_when_it_is_opened(path):
    with closing(sqlite3.connect(path)) as conn:
        older = Database(conn, execute_plugins=False)
        migrations.apply(older, stop_before="0.1.0 spelled heads, facts, days")
        _insert(
            conn, [("u1", "Gánh mạ", "2026-11-17T21:00:00+07:00"), ("u2", "Má tôi", None), ("u3", "Ma", "2026-11-17")]
        )
        conn.execute("UPDATE articles SET first_stored_at = '2026-11-17T18:00:00Z', outlet = NULL WHERE url = 'u2'")
        conn.commit()
        before = conn.execute("SELECT * FROM daily_counts").fetchall()
    with Store.open(path) as store:
        assert [hit.url for hit in search(store.db.conn, "mạ").hits] == ["u1", "u3", "u2"]
        assert store.db.execute("SELECT * FROM daily_counts").fetchall() == before == [("2026-11-17", "nld", 2, 2)]
        assert store.db.execute("SELECT * FROM days ORDER BY 1, 2").fetchall() == [
            ("", "", 1, 1, 0, 2, 2),
            ("", "nld", 0, 0, 2, None, None),
            ("2026-11-17", "nld", 2, 2, 0, 1, 3),
            ("2026-11-18", "", 0, 0, 1, None, None),
        ]
        _require_sound(store.db.conn)


def test_the_numbers_by_day_are_right_whoever_writes(filled, run, fill, path):
    fill(filled, run, replace(STORIES[0], date_published="2026-03-06T08:15:00+07:00"))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("UPDATE articles SET date_published = '2026-01-02T00:00:00+07:00' WHERE headline LIKE 'Má %'")
        conn.execute("UPDATE articles SET outlet = NULL, word_count = 7 WHERE headline LIKE 'Chuy%'")
        conn.execute("DELETE FROM articles WHERE headline LIKE 'Ma tr%'")
        conn.commit()
    _require_sound(filled.db.conn)


def test_another_program_need_not_know_of_the_day(store):
    _insert(store.db.conn, [("u1", "Chợ", "2026-11-17T21:00:00+07:00")])
    assert store.db.execute("SELECT published_on FROM articles").fetchone() == ("2026-11-17",)
    store.db.execute("UPDATE articles SET date_published = '2025-01-02T00:00:00+07:00'")
    assert store.db.execute("SELECT day, articles FROM daily_counts").fetchall() == [("2025-01-02", 1)]


def test_an_index_that_was_lost_is_made_anew(filled, found):
    for index in INDEXES:
        filled.db.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    assert found("dang") == []
    assert list(rebuild(filled.db.conn))[-1] == len(STORIES)
    assert "dang" in found("dang cong san")
    _require_sound(filled.db.conn)


def test_the_end_of_a_crawl_merges_what_it_added(store, run, fill):
    for number in range(3):
        fill(store, run, story(f"s{number}", "Chợ", "Hoa.", "Cá."))
    count = "SELECT count(DISTINCT segid) FROM {}_idx"
    before = [store.db.execute(count.format(index)).fetchone()[0] for index in INDEXES]
    store.end_run(run, exit_code=0, counts={})
    after = [store.db.execute(count.format(index)).fetchone()[0] for index in INDEXES]
    assert before == [3, 3, 3]
    assert after == [1, 1, 1]
    assert len(search(store.db.conn, "cho").hits) == 3
    _require_sound(store.db.conn)


def test_a_word_of_every_article_costs_no_more_than_the_hits_that_are_ranked(store):
    dates = (f"2026-01-01T00:00:{n % 60:02}+07:00" for n in range(COUNTED + 300))
    rows = ((f"u{n}", "Chợ hoa" if n else "Chợ cá", when) for n, when in enumerate(dates))
    _insert(store.db.conn, rows)
    found = search(store.db.conn, "cho")
    assert found.is_more
    assert found.total == COUNTED
    assert search(store.db.conn, "cho ca").total == 1


def test_a_text_instead_of_a_question_is_cut_off():
    assert len(terms_of(" ".join(f"chu{n}" for n in range(500)))) == MAX_TERMS


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("khoẻ", "khỏe"), ("THUÝ", "thúy"), ("Đoạ", "đọa"), ("hoè", "hòe")]
)
def test_both_styles_of_tone_marks_spell_one_word(one, other):
    assert spelled(one) == spelled(other)


@pytest.mark.parametrize(("one", "other"), [("quý", "qúy"), ("hoàn", "hòan"), ("múa", "muá")])
def test_what_only_looks_like_it_stays_as_it_is(one, other):
    assert spelled(one) != spelled(other)


def insert(conn: sqlite3.Connection, rows: Iterable[dict[str, str | None]]) -> None:
    """Articles, as a program may write them that knows nothing of us."""
    texts = (
        "layout kind in_language cleaner cleaner_version first_stored_at updated_at content_digest article_body blocks"
    )
    lists = "authors article_section keywords warnings dropped"
    rest: dict[str, object] = dict.fromkeys(texts.split(), "") | dict.fromkeys(lists.split(), "[]")
    rest |= {"outlet": "nld", "word_count": 1, "is_fallback": 0}
    for row in rows:
        values = rest | row
        marks = ", ".join("?" * len(values))
        conn.execute(f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


def _insert(conn: sqlite3.Connection, rows: Iterable[tuple[str, str, str | None]]) -> None:
    """Articles of (url, headline, date_published)."""
    insert(conn, ({"url": url, "headline": headline, "date_published": date} for url, headline, date in rows))


def _require_sound(conn: sqlite3.Connection) -> None:
    """The indexes and the numbers by day against fresh ones of the same articles."""
    for index in INDEXES:
        conn.execute(f"CREATE VIRTUAL TABLE temp.of_{index} USING fts5vocab('main', '{index}', 'instance')")
    queries = [f"SELECT term, doc, col, offset FROM temp.of_{index} ORDER BY 1, 2, 3, 4" for index in INDEXES]
    queries.append(COUNTED_DAYS)
    before = [conn.execute(query).fetchall() for query in queries]
    assert all(before)
    list(rebuild(conn))
    assert [conn.execute(query).fetchall() for query in queries] == before


COUNTED_DAYS = "SELECT day, outlet, articles, words, arrived FROM days WHERE articles OR arrived ORDER BY 1, 2"

"""What is marked is what the index found, in the original spelling."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search.marking import CLOSE, OPEN, WIDTH, finders, finders_as_spelled, marked, snippet
from db.search.query import terms_of

from .conftest import STORIES
from .test_queries import TABLE

SYLLABLES = "hoà hòa hoa Hoá bình Bình Đảng đảng đang dang ơ ở u ứng an ăn ấn khỏe khoẻ 17 11 Covid C D d đ q".split()
texts = st.lists(st.sampled_from([*SYLLABLES, "—", ",", "“", "_", ".\n\n"]), min_size=1, max_size=30).map(" ".join)
typed = st.lists(st.sampled_from([*SYLLABLES, '"hoa binh"', '"dang dang hoa"', "ho*", "an*", "đả*"]), min_size=1).map(
    " ".join
)


def indexed(text: str) -> sqlite3.Connection:
    """An index as ours of one text."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='unicode61 remove_diacritics 2')")
    conn.execute("INSERT INTO t (rowid, x) VALUES (1, ?)", (text.replace("đ", "d").replace("Đ", "D"),))
    return conn


def places(shown: str) -> tuple[str, set[int]]:
    """A marked text without its marks, and the places of the letters between them."""
    text, within, found = "", False, set()
    for sign in shown:
        if sign in (OPEN, CLOSE):
            within = sign == OPEN
        else:
            if within:
                found.add(len(text))
            text += sign
    return text, found


@given(text=texts, query=typed)
def test_each_word_is_found_in_a_text_as_the_index_finds_it(text, query):
    conn = indexed(text)
    for term, finder in zip(terms_of(query), finders(terms_of(query)), strict=True):
        in_index = conn.execute("SELECT count(*) FROM t WHERE t MATCH ?", (term.fts,)).fetchone() == (1,)
        assert finder.is_in(text) == in_index


@given(text=texts, query=typed)
def test_the_same_letters_are_marked_as_fts5_marks(text, query):
    terms = terms_of(query)
    conn = sqlite3.connect(":memory:")
    conn.create_function("plain", 1, lambda x: x.replace("đ", "d").replace("Đ", "D"))
    conn.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    conn.execute("INSERT INTO t VALUES (plain(?))", (text,))
    ours = marked(text, finders(terms))
    assert places(ours)[0] == text
    row = conn.execute(
        f"SELECT highlight(t, 0, '{OPEN}', '{CLOSE}') FROM t WHERE t MATCH ?", (" OR ".join(t.fts for t in terms),)
    ).fetchone()
    theirs = places(row[0])[1] if row else set()
    assert {place for place in places(ours)[1] if text[place].isalnum()} == {
        place for place in theirs if text[place].isalnum()
    }


@given(text=texts, query=typed)
def test_a_snippet_is_a_piece_of_the_text(text, query):
    shown, _ = places(snippet(text * 9, finders(terms_of(query))))
    assert shown.strip("…") in (text * 9).replace("\n\n", " ")
    assert len(shown) <= WIDTH + 2


@pytest.mark.parametrize("query", [query for query, wanted, _ in TABLE if wanted])
def test_whatever_is_found_is_marked_somewhere(query):
    terms = terms_of(query)
    whole = [" ".join((one.headline or "", one.description or "", one.article_body)) for one in STORIES]
    hits = [text for text in whole if all(finder.is_in(text) for finder in finders(terms))]
    assert hits
    for text in hits:
        assert OPEN in marked(text, finders(terms))


def test_a_snippet_shows_where_most_of_the_words_are():
    text = "Hoa nở. " + "Xa xa là núi. " * 40 + "Hoa cúc của người làng được chở về chợ. " + "Sau đó mưa. " * 40
    shown = snippet(text, finders(terms_of("hoa cho")))
    assert f"{OPEN}Hoa{CLOSE} cúc" in shown
    assert f"{OPEN}chợ{CLOSE}" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")


@pytest.mark.parametrize(
    ("query", "text", "is_there"),
    [
        ("hòa", "ngày hoà bình", True),
        ("hoà", "ngày Hòa bình", True),
        ("hoà", "bó hoa", False),
        ("hoa", "hoà", False),
        ('"hòa bình"', "Hoà\nbình", True),
        ('"hòa bình"', "hoà trong bình", False),
        ("đả*", "Đảng", True),
        ("đả*", "đang", False),
    ],
)
def test_a_spelling_is_found_in_either_style_of_tone_marks(query, text, is_there):
    assert all(finder.is_in(text) for finder in finders_as_spelled(terms_of(query))) == is_there


def test_a_snippet_shows_the_place_that_is_spelled_as_it_was_typed():
    text = "Má tôi ở nhà. " + "Trời nắng. " * 60 + "Đồng mạ xanh. " + "Trời mưa. " * 60
    assert f"Đồng {OPEN}mạ{CLOSE} xanh" in snippet(text, finders(terms_of("mạ")))
    assert snippet(text, finders(terms_of("mả"))).startswith(f"{OPEN}Má{CLOSE} tôi")


@pytest.mark.parametrize("text", ["HÒA BÌNH", "Hoà Bình", "ngày hoà bình", "Ngày Hòa  bình"])
def test_a_spelling_is_found_however_it_is_written(text):
    (finder,) = finders_as_spelled(terms_of('"hoà bình"'))
    assert finder.is_in(text)
    assert not finder.is_in("hóa bình, hoa binh")

"""Pages of hits: one after another they are all the hits, each once, however they are asked for."""

from __future__ import annotations

import random
import sqlite3

import pytest

from db.search.finding import Found, search
from db.search.query import Filters
from db.search.ranking import COUNTED, MOST

from .test_index import insert

WORDS = "hoà hòa hoa bình Bình đảng Đang dâng cá cả ca thu thủ đô mạ má làng gốm".split()
NUMBER = 450


@pytest.fixture(scope="module")
def conn(tmp_path_factory) -> sqlite3.Connection:
    from db.store import Store

    with Store.open(tmp_path_factory.mktemp("paging") / "t.db") as store:
        draw = random.Random(1)
        pick = lambda number: " ".join(draw.choices(WORDS, k=number))  # noqa: E731
        insert(
            store.db.conn,
            (
                {
                    "url": f"u{number}",
                    "headline": pick(4),
                    "description": pick(6),
                    "article_body": pick(30),
                    "outlet": draw.choice(["nld", "ngaynay"]),
                    "article_section": draw.choice(['["Xã hội"]', '["Kinh tế"]', '["Văn hóa - Xã hội"]']),
                    "authors": draw.choice(['["Lê Hạnh"]', '["Đỗ Hoà"]', "[]"]),
                    "date_published": f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}T08:00:00+07:00",
                }
                for number in range(NUMBER)
            ),
        )
        yield store.db.conn


QUERIES = [
    "hoa",
    "cá",
    "mạ má",
    "hoa binh",
    "hoà bình",
    '"thu do"',
    '"thủ đô"',
    "tha* hoa",
    "th*",
    "đả*",
    "đảng cá làng",
]
FILTERS = {
    "none": Filters(),
    "section": Filters(section="xa hoi"),
    "whole names": Filters(outlet="nld", section="Xã hội", whole_names=True),
    "author, time": Filters(author="hanh", since="2026-03-01", until="2026-10-15"),
}


@pytest.mark.parametrize("sort", ["relevance", "newest"])
@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("query", [*QUERIES, ""])
def test_no_page_repeats_a_hit_or_loses_one(conn, query, name, sort):
    filters = FILTERS[name]
    shown: list[int] = []
    page, found = 1, None
    while found is None or found.has_next:
        found = search(conn, query, filters, sort=sort, page=page)
        shown += [hit.id for hit in found.hits]
        page += 1
    assert len(shown) == len(set(shown))
    assert set(shown) == {hit.id for hit in _all(conn, query, filters).hits}
    assert not found.is_more
    assert found.total == len(shown)


@pytest.mark.parametrize("query", QUERIES)
def test_the_size_of_a_page_does_not_change_the_order(conn, query):
    whole = [hit.id for hit in _all(conn, query, Filters()).hits]
    for size in (7, 20, 64):
        pages = [search(conn, query, size=size, page=page).hits for page in range(1, 1 + -(-len(whole) // size))]
        assert [hit.id for hits in pages for hit in hits] == whole


def test_what_is_found_is_what_sqlite_finds(conn):
    rows = conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH '\"hoa binh\"'").fetchall()
    assert {hit.id for hit in _all(conn, '"hoa binh"', Filters()).hits} == {key for (key,) in rows}


def test_more_hits_than_are_counted_are_said_to_be_more(conn):
    found = search(conn, "hoa", with_facets=True)
    assert (found.total, found.is_more, found.has_next) == (COUNTED, True, True)
    assert set(dict(found.facets["outlet"])) == {"nld", "ngaynay"}


def test_of_a_spelling_all_heads_come_before_any_other(conn):
    """Not only those among the newest: `mạ` is one of four words that are looked for as `ma`."""
    spelled = conn.execute("SELECT id FROM articles WHERE (headline || ' ') LIKE '%mạ %'").fetchall()
    first = [hit.id for hit in _all(conn, "mạ", Filters()).hits][: len(spelled)]
    assert set(first) == {key for (key,) in spelled}
    assert first == sorted(first, reverse=True)


def test_words_side_by_side_in_a_headline_stand_before_words_apart(conn):
    heads = [hit.headline.replace("\x02", "").replace("\x03", "") for hit in _all(conn, "làng gốm", Filters()).hits]
    beside = ["làng gốm" in head for head in heads]
    assert any(beside)
    assert beside == sorted(beside, reverse=True)


def _all(conn: sqlite3.Connection, query: str, filters: Filters) -> Found:
    return search(conn, query, filters, size=MOST)

"""`python -m bench search` on a small file; and that no page of ours walks through a large table."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from bench.__main__ import bench
from bench.many_articles import Language, fill
from bench.search import plans, point_queries, sizes, write_cost
from db.search.finding import search


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("bench") / "b.db"
    fill(made, 700, lambda done: None)
    return made


def test_the_file_has_as_many_articles_as_asked_for_and_they_are_indexed(path):
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT count(*) FROM articles").fetchone() == (700,)
        assert conn.execute("SELECT count(*) FROM articles_fts_docsize").fetchone() == (700,)
        assert search(conn, Language().syllables[0]).is_more


def test_some_syllables_are_much_more_frequent_than_others():
    words = Language().text(20_000).lower().split()
    counts = sorted((words.count(word) for word in set(words)), reverse=True)
    assert counts[0] > 20 * counts[200]


def test_no_question_of_a_page_walks_through_a_large_table(path):
    assert [plan.sql for plan in plans(path) if plan.is_full_scan] == []


def test_every_page_is_looked_at(path):
    assert {plan.page for plan in plans(path)} == {
        "home", "article", "explain", "search", "search, filtered", "search, newest",
    }  # fmt: skip


def test_the_index_is_smaller_than_the_texts(path):
    size = sizes(path)
    assert 0 < size.index < size.text < size.file


def test_the_same_articles_are_stored_with_the_index_and_without(tmp_path):
    cost = write_cost(tmp_path, 60, 1)
    assert cost.articles == 60
    with closing(sqlite3.connect(tmp_path / "with0.db")) as conn:
        assert conn.execute("SELECT count(*) FROM articles_fts_docsize").fetchone() == (60,)
    with closing(sqlite3.connect(tmp_path / "without0.db")) as conn:
        assert conn.execute("SELECT count(*) FROM articles_fts_docsize").fetchone() == (0,)


def test_point_queries_are_asked_one_by_one(path):
    assert point_queries(path, 40).number == 40


def test_the_command_measures_pages_plans_and_costs():
    done = CliRunner().invoke(bench, ["search", "--number", "500", "--rounds", "20", "--stored", "60", "--json"])
    assert done.exit_code == 0, done.output
    tables = {json.loads(line)["table"] for line in done.stdout.splitlines()}
    assert tables == {"times", "plans", "cost"}

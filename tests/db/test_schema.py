"""The schema page says what the migrations make."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.migrations import migrations
from db.schema import HIDDEN, SCHEMA, markdown
from db.store import Store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "schema.md"


@pytest.fixture
def made(store):
    """Tables and views of a fresh file with their columns."""
    names = store.db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' "
        "AND name NOT LIKE '\\_sqlite%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
    )
    return {
        name: [row[1] for row in store.db.execute(f"PRAGMA table_xinfo({name})") if row[6] not in HIDDEN]
        for (name,) in names.fetchall()
    }


def test_every_table_and_view_is_described(made):
    assert set(made) == set(SCHEMA)


@pytest.mark.parametrize("name", SCHEMA)
def test_every_column_is_described(made, name):
    assert list(SCHEMA[name].columns) == made[name]


def test_the_schema_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == markdown(), "run: python -m db.schema > docs/schema.md"


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT 1 FROM urls WHERE outlet = 'nld' AND status = 'failed' AND next_try_at < 'x'", "urls_by_status"),
        ("SELECT 1 FROM articles WHERE outlet = 'nld' ORDER BY date_published DESC LIMIT 1", "articles_by_date"),
        ("SELECT text FROM blocks WHERE article_id = 1", "SEARCH verdicts"),
        ("SELECT id FROM pages WHERE url = 'x' ORDER BY id DESC LIMIT 1", "pages_by_url"),
        ("SELECT id FROM pages WHERE reference = 1", "pages_by_reference"),
        ("SELECT url FROM urls WHERE article_id = 1", "urls_by_article"),
    ],
)
def test_a_common_question_is_answered_from_an_index(store, query, index):
    plan = " | ".join(row[3] for row in store.db.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert index in plan
    assert "SCAN" not in plan or "USING" in plan
    assert "TEMP B-TREE" not in plan


def test_no_view_counts_rows_by_a_star(store):
    """DuckDB hands a view to SQLite as it understood it, count(*) as count_star(): it then lists no table at all."""
    views = store.db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    assert [name for name, sql in views if "count(*)" in sql.lower()] == []


def test_duckdb_can_count_the_rows_of_every_table(store):
    """Its SQLite scanner asks for the least and the greatest ROWID, and then for the ROWID of each row."""
    tables = [row[1] for row in store.db.execute("PRAGMA main.table_list") if row[2] == "table"]
    for name in [name for name in tables if not name.startswith("sqlite_")]:
        store.db.execute(f'SELECT MIN(ROWID), MAX(ROWID) FROM "{name}"').fetchone()
        store.db.execute(f'SELECT ROWID FROM "{name}"').fetchall()


def test_an_older_file_gets_a_rowid_for_duckdb_and_keeps_its_rows(path):
    with closing(sqlite3.connect(path)) as conn:
        migrations.apply(Database(conn, execute_plugins=False), stop_before="0.1.0 a rowid for DuckDB")
        conn.execute(
            "INSERT INTO urls (url, outlet, status, first_seen_at, last_seen_at, sources) "
            "VALUES ('u1', 'nld', 'discovered', '', '', '[]')"
        )
        conn.commit()
    with Store.open(path) as store:
        assert store.db.execute("SELECT url, rowid FROM urls").fetchall() == [("u1", 0)]
        assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)

"""`tinsach demo` as a new user runs it: one process, a fresh file, no network."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from click.testing import CliRunner

from crawler.cli.main import main
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.papers import PAPERS


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "crawler.cli.main", "demo", "--db", "try.db"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=180, check=False
    )
    return folder / "try.db", done


@pytest.fixture
def rows(demo):
    with closing(sqlite3.connect(demo[0])) as file:
        yield lambda sql, *values: file.execute(sql, values).fetchall()


def test_ends_well_and_shows_a_table_of_both_days(demo):
    _, done = demo
    assert done.returncode == 0, done.stderr
    for word in ("found", "unchanged", "left out", "related", *PAPERS):
        assert word in done.stdout
    assert "Traceback" not in done.stderr


def test_shows_one_page_before_and_after_and_what_to_try_next(demo):
    _, done = demo
    assert "as the page had it" in done.stdout
    assert "✗ related" in done.stdout
    assert "tinsach explain" in done.stdout


def test_stores_every_article_that_a_source_of_today_shows(rows):
    everything = [a for of in DEMO_ARTICLES.values() for a in of]
    of_this_year = {f"https://{PAPERS[a.outlet].host}{a.path}" for a in everything if a.published >= "2026"}
    # Nhân Dân's players have no text and are never asked for; what stands only in sitemaps of past years needs --since.
    players = {url for url in of_this_year if url.startswith("https://nhandan.vn/video-")}
    stored = {url for (url,) in rows("SELECT url FROM articles")}
    assert of_this_year - players - stored == set()
    assert stored <= {f"https://{PAPERS[a.outlet].host}{a.path}" for a in everything}


def test_gives_every_address_one_status_with_a_reason(rows):
    assert rows("SELECT count(*) FROM urls WHERE status IN ('discovered', 'failed', 'blocked')") == [(0,)]
    assert rows("SELECT count(*) FROM urls WHERE status NOT IN ('stored', 'unchanged') AND reason IS NULL") == [(0,)]


def test_finds_what_changed_what_has_gone_and_what_is_new(demo, rows):
    counts = [json.loads(text) for (text,) in rows("SELECT counts FROM runs ORDER BY id")]
    for name in PAPERS:
        second = counts[1][name]
        assert (second["new"], second["changed"], second["statuses"]["gone"]) == (1, 1, 1)
        assert second["unchanged"] >= 9


def test_keeps_the_earlier_page_of_an_article_that_changed(rows):
    twice = rows("SELECT url FROM pages GROUP BY url HAVING count(*) > 1")
    changed = {a.path for of in DEMO_ARTICLES.values() for a in of if a.second_day}
    assert {url.split("/", 3)[3] for (url,) in twice} == {path.lstrip("/") for path in changed}


def test_never_overwrites_a_file_somebody_named(tmp_path):
    mine = tmp_path / "mine.db"
    mine.write_text("precious")
    result = CliRunner().invoke(main, ["demo", "--db", str(mine)])
    assert result.exit_code == 2
    assert "exists" in result.stderr
    assert mine.read_text() == "precious"

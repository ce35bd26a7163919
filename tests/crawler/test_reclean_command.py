"""`tinsach reclean` as a person calls it."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

import crawler.cli.reclean
from cleaners.outlets import OUTLETS
from crawler.cli.main import main
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request
from db.handover.arriving import never, outcome_of_page
from db.records import FetchedPage
from db.store import Store

EVIL = '<script>alert("x")</script>\x1b[31m Tựa cũ'


@pytest.fixture
def path(tmp_path):
    """Four articles; a cleaner of old read the second one badly."""
    made, site = tmp_path / "báo.db", OutletSite(PAPERS["ngaynay"])
    with Store.open(made) as store:
        run = store.begin_run(["ngaynay"], settings={}, versions={})
        for article in [article for article in DEMO_ARTICLES["ngaynay"] if article.on(1) and len(article.blocks) > 3][
            :4
        ]:
            url = site.paper.origin + article.path
            body = site.answer(Request("GET", site.paper.host, article.path)).body
            page = FetchedPage(url, url, "ngaynay", "2026-11-20T10:00:00Z", 200, (), body)
            store.record(run, outcome_of_page(page, OUTLETS["ngaynay"], never))
    change(made, "UPDATE articles SET headline = ?, cleaner_version = 'older', content_digest = 'x' WHERE id = 2", EVIL)
    return made


def change(path, sql, *values):
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(sql, values)


def ask(path, sql):
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(sql).fetchone()


def call(path, *arguments):
    return CliRunner().invoke(main, ["reclean", "--jobs", "1", "--db", str(path), *arguments])


def test_what_changed_is_counted_by_field(path):
    result = call(path)
    assert result.exit_code == 0
    assert "articles with another text" in result.stdout
    assert "headline" in result.stdout


def test_a_second_reclean_has_nothing_to_do(path):
    call(path)
    assert call(path).stdout == "nothing to do: every page was read by the cleaners of today\n"


def test_a_dry_run_changes_nothing(path):
    result = call(path, "--dry-run")
    assert "What would come of it" in result.stdout
    assert ask(path, "SELECT headline FROM articles WHERE id = 2") == (EVIL,)


def test_a_diff_shows_the_words_that_go_and_come(path):
    result = call(path, "--dry-run", "--diff")
    assert "headline: changed" in result.stdout
    assert "[-" in result.stdout
    assert "{+" in result.stdout


def test_page_content_cannot_move_the_terminals_cursor(path):
    assert "\x1b[31m" not in call(path, "--dry-run", "--diff").stdout


def test_a_diff_page_shows_every_change_and_runs_nothing(path, tmp_path):
    call(path, "--dry-run", "--diff-html", str(tmp_path / "diff.html"))
    html = LexborHTMLParser((tmp_path / "diff.html").read_text("utf-8"))
    assert html.css("script") == []
    assert "default-src 'none'" in html.css_first("meta[http-equiv]").attributes["content"]
    assert 'alert("x")' in html.css_first("article").text()
    assert html.css_first("footer").text().startswith("1 articles change")


def test_a_diff_page_that_cannot_be_written_is_wrong_usage(path, tmp_path):
    result = call(path, "--dry-run", "--diff-html", str(tmp_path / "no" / "diff.html"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_json_tells_pages_and_changes(path):
    rows = [json.loads(line) for line in call(path, "--all", "--diff", "--json").stdout.splitlines()]
    pages, *changes = rows
    assert (pages["section"], pages["changed"], pages["same"]) == ("pages", 1, 3)
    headline = next(row for row in changes if row["field"] == "headline")
    assert (headline["articles"], headline["examples"][0]["before"]) == (1, EVIL)


def test_an_article_whose_page_is_spoilt_is_kept_and_the_run_ends_with_3(path):
    change(path, "UPDATE pages SET body = x'00' WHERE id = (SELECT page_id FROM articles WHERE id = 2)")
    result = call(path)
    assert result.exit_code == 3
    assert "kept as they were" in result.stdout
    assert "damaged" in result.stdout
    assert ask(path, "SELECT headline FROM articles WHERE id = 2") == (EVIL,)


def test_status_shows_what_could_not_be_read_again(path):
    change(path, "UPDATE pages SET body = x'00' WHERE id = (SELECT page_id FROM articles WHERE id = 2)")
    call(path)
    result = CliRunner().invoke(main, ["status", "--db", str(path), "--json"])
    (row,) = [row for row in map(json.loads, result.stdout.splitlines()) if row["section"] == "unread"]
    assert (row["outlet"], row["result"], row["pages"], row["kept"]) == ("ngaynay", "damaged", 1, 1)


def test_a_stopped_reclean_says_how_to_go_on(path, monkeypatch):
    def stopped(*args, **options):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(crawler.cli.reclean, "reclean", stopped)
    result = call(path)
    assert result.exit_code == 0
    assert "run the same command again to go on" in result.stderr


def test_outlets_shows_how_many_articles_are_of_an_older_version(path):
    result = CliRunner().invoke(main, ["outlets", "--db", str(path), "--json"])
    rows = {row["outlet"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert (rows["ngaynay"]["articles"], rows["ngaynay"]["older"]) == (4, 1)
    assert (rows["nld"]["articles"], rows["nld"]["older"]) == (0, 0)


@pytest.mark.parametrize("wrong", [["--outlet", "nobody"], ["--since", "yesterday"], ["--jobs", "0"]])
def test_what_makes_no_sense_is_wrong_usage(path, wrong):
    assert call(path, *wrong).exit_code == 2


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    result = call(tmp_path / "nichts.db")
    assert result.exit_code == 1
    assert "does not exist" in result.stderr

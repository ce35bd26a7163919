"""Runs and checks, and what `tinsach status` makes of them."""

import json
import os

import pytest
from click.testing import CliRunner

from crawler.cli.main import main
from db.records import Discovery, Outcome, SeedCheck
from db.status import read_status
from db.store import Store


@pytest.fixture
def filled(path, article, page_of):
    """A file after a crawl of two outlets: one article, three failures, one check."""
    with Store.open(path, clock=lambda: "2026-11-23T12:00:00Z") as store:
        run = store.begin_run(["nld", "ngaynay"], settings={"delay": 2}, versions={"tinsach": "0.1.0"})
        store.discovered(run, [Discovery("https://ngaynay.vn/cho-hoa-post7.html", "ngaynay", "rss")])
        store.record(run, Outcome(article.url, "nld", "stored", page=page_of(), article=article))
        store.record(run, Outcome("https://nld.com.vn/1.htm", "nld", "failed", "http 500"))
        later = "2026-11-23T12:15:00Z"
        store.record(run, Outcome("https://nld.com.vn/2.htm", "nld", "failed", "http 500", next_try_at=later))
        store.record(run, Outcome("https://nld.com.vn/3.htm", "nld", "gone", "http 404\x1b[2J"))
        store.checked(run, SeedCheck("seed-1", "match", outlet="nld", url=article.url))
        store.checked(
            run, SeedCheck("seed-1", "mismatch", lost=2, outlet="nld", url=article.url, detail={"lost": [3, 9]})
        )
        store.end_run(run, exit_code=3, reason="seed mismatch", counts={"nld": {"found": 4, "new": 1, "gone": 0}})
    return path


def status(*arguments):
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, ["status", *map(str, arguments)])


def lines(path, section):
    result = status("--db", path, "--json")
    assert result.exit_code == 0
    return [row for row in map(json.loads, result.stdout.splitlines()) if row["section"] == section]


def test_a_run_says_who_crawled_what_with_which_settings(store, run):
    found = store.last_run("nld")
    assert (found.id, found.outlets, found.settings, found.versions) == (
        run,
        ("nld",),
        {"delay": 2},
        {"tinsach": "0.1.0"},
    )
    assert (found.pid, found.started_at) == (os.getpid(), "2026-11-23T12:00:00Z")


def test_a_run_that_has_not_ended_has_no_exit_code(store, run):
    found = store.last_run("nld")
    assert (found.finished_at, found.exit_code) == (None, None)


def test_ending_a_run_writes_what_was_kept_back(store, run):
    store.record(run, Outcome("https://nld.com.vn/1.htm", "nld", "failed", "dns"))
    store.end_run(run, exit_code=0, counts={"nld": {"failed": 1}})
    assert store.db.execute("SELECT count(*) FROM urls").fetchone() == (1,)
    assert store.last_run("nld").counts == {"nld": {"failed": 1}}


def test_the_last_run_is_that_of_the_outlet(store, run):
    later = store.begin_run(["nhandan"], settings={}, versions={})
    assert store.last_run("nld").id == run
    assert store.last_run("nhandan").id == later
    assert store.last_run("ngaynay") is None


def test_the_run_before_a_run_can_be_asked_for(store, run):
    later = store.begin_run(["nld"], settings={}, versions={})
    assert store.last_run("nld", before=later).id == run
    assert store.last_run("nld", before=run) is None


def test_status_shows_the_last_run_of_each_outlet(filled):
    nld, ngaynay = lines(filled, "runs")[1], lines(filled, "runs")[0]
    assert (nld["outlet"], nld["exit_code"], nld["result"]) == ("nld", 3, "needs a person")
    assert (nld["reason"], nld["counts"]) == ("seed mismatch", {"found": 4, "new": 1, "gone": 0})
    assert (ngaynay["outlet"], ngaynay["counts"]) == ("ngaynay", {})


def test_status_counts_urls_by_status(filled):
    counts = {row["outlet"]: row for row in lines(filled, "urls")}
    assert (counts["nld"]["stored"], counts["nld"]["failed"], counts["nld"]["discovered"]) == (1, 2, 0)
    assert counts["ngaynay"]["discovered"] == 1


def test_status_shows_why_urls_brought_no_article_with_an_example(filled):
    first = lines(filled, "failures")[0]
    assert (first["status"], first["reason"], first["urls"]) == ("failed", "http 500", 2)
    assert first["example"].startswith("https://nld.com.vn/")


def test_status_shows_how_many_of_them_are_not_asked_for_again(filled):
    assert [(row["status"], row["given_up"]) for row in lines(filled, "failures")] == [("failed", 1), ("gone", 1)]


def test_status_shows_how_many_articles_there_are_and_how_new(filled, article):
    assert lines(filled, "articles") == [
        {
            "section": "articles",
            "outlet": "nld",
            "articles": 1,
            "latest_published": article.date_published,
            "last_updated": "2026-11-23T10:00:00Z",
        }
    ]


def test_status_shows_the_last_check_of_each_seed(filled):
    (check,) = lines(filled, "checks")
    assert (check["seed"], check["result"], check["lost"]) == ("seed-1", "mismatch", 2)


def test_status_prints_tables_without_control_characters_of_a_page(filled):
    result = status("--db", filled)
    assert result.exit_code == 0
    assert "Last runs" in result.stdout
    assert "needs a person" in result.stdout
    assert "\x1b" not in result.stdout


def test_status_of_a_run_whose_process_lives_says_that_it_goes_on(store, run, path):
    store.db.execute("UPDATE runs SET started_at = '2999-01-01T00:00:00Z'")
    assert lines(path, "runs")[0]["result"] == "going on"


def test_status_of_a_run_whose_process_is_gone_says_that_it_died(store, run, path):
    store.db.execute("UPDATE runs SET started_at = '2001-01-01T00:00:00Z'")
    assert lines(path, "runs")[0]["result"] == "died"
    assert lines(path, "health")[0]["verdict"] == "died"


def test_status_works_while_a_crawl_writes(store, run, path):
    store.record(run, Outcome("https://nld.com.vn/1.htm", "nld", "failed", "dns"))
    store.flush()
    assert read_status(path).counts[0].urls == 1


def test_status_of_a_missing_file_is_one_line_and_makes_no_file(path):
    result = status("--db", path)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "does not exist" in result.stderr
    assert not path.exists()


def test_status_of_something_else_is_one_line(path):
    path.write_text("không phải cơ sở dữ liệu " * 100)
    result = status("--db", path)
    assert result.exit_code == 1
    assert "is no SQLite file" in result.stderr


def test_status_of_a_file_without_a_run_says_that_it_is_empty(store, path):
    result = status("--db", path)
    assert result.exit_code == 0
    assert "is empty so far" in result.stderr

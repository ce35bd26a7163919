"""`tinsach search` on the demo newspapers."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cleaners.article import Article, Block, Cleaner
from crawler.cli.main import main
from db.records import Outcome
from db.search.index import INDEXES
from db.store import Store


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs `tinsach search` on a file of two articles."""
    monkeypatch.chdir(tmp_path)
    with Store.open("tinsach.db") as store:
        number = store.begin_run(["nld"], settings={}, versions={})
        for name, headline in (("a", "Chợ nổi họp lại [bold]"), ("b", "Đường đê mới")):
            url = f"https://nld.com.vn/{name}-196260305081500001.htm"
            article = Article(
                cleaner=Cleaner("nld", "1"),
                url=url,
                outlet="nld",
                headline=headline,
                authors=("Lê Hạnh",),
                date_published="2026-03-05T08:15:00+07:00",
                blocks=(Block("paragraph", "Ghe hàng \x1b[31m đông từ sáng."),),
            )
            store.record(number, Outcome(url, "nld", "stored", article=article))

    def invoke(*arguments):
        return CliRunner().invoke(main, ["search", *arguments])

    return invoke


def test_words_without_diacritics_find_the_original(run):
    done = run("cho", "noi")
    assert done.exit_code == 0
    assert "Chợ nổi họp lại [bold]" in done.stdout
    assert "Đường đê" not in done.stdout


def test_control_characters_of_a_page_do_not_reach_the_terminal(run):
    assert "\x1b[31m" not in run("cho").stdout


def test_json_lines_hold_the_hits_without_marks(run):
    (row,) = map(json.loads, run("duong", "de", "--json").stdout.splitlines())
    assert row["headline"] == "Đường đê mới"
    assert row["authors"] == ["Lê Hạnh"]


def test_a_filter_alone_is_a_question_too(run):
    assert len(run("--author", "hanh", "--json").stdout.splitlines()) == 2
    assert run("--since", "2026-03-06", "--json").stdout == ""


def test_nothing_found_is_said_and_is_no_error(run):
    done = run("khong", "co")
    assert (done.exit_code, done.stderr) == (0, "nothing found\n")


def test_the_next_page_is_named(run):
    assert "1-1 of 2; next: --page 2" in run("ghe", "--limit", "1").stderr
    assert "there is no page 9" in run("ghe", "--page", "9").stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "what is to be searched for?"),
        (("(*)",), "no letter and no digit"),
        (("a", "--since", "gestern"), "--since takes a day such as 2026-11-01"),
        (("a", "--outlet", "nope"), "nope"),
    ],
)
def test_a_slip_is_one_line_that_says_what_to_do(run, arguments, says):
    done = run(*arguments)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_index_can_be_made_anew(run):
    with Store.open("tinsach.db") as store:
        for index in INDEXES:
            store.db.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    assert run("cho", "--json").stdout == ""
    assert "2 articles are in the index" in run("--rebuild").stderr
    assert len(run("cho", "--json").stdout.splitlines()) == 1

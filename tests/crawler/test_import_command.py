"""`tinsach import`: what is printed, exit codes, and a process that is stopped or killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing

import pytest
from click.testing import CliRunner

from crawler.cli.main import main
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request

SECONDS = 30


@pytest.fixture(scope="module")
def saved():
    """The article pages of `nld` by address."""
    paper, site = PAPERS["nld"], OutletSite(PAPERS["nld"])
    answers = {f"{paper.origin}{a.path}": site.answer(Request("GET", paper.host, a.path)) for a in DEMO_ARTICLES["nld"]}
    return {url: answer.body.decode() for url, answer in answers.items() if answer.status == 200}


@pytest.fixture
def lines(saved):
    return [json.dumps({"url": url, "html": html, "fetched_at": "2026-11-20T03:00:00Z"}) for url, html in saved.items()]


@pytest.fixture
def folder(tmp_path, saved):
    folder = tmp_path / "đã lưu"
    folder.mkdir()
    for number, (url, html) in enumerate(saved.items()):
        (folder / f"{number}.html").write_text(html, "utf-8")
        (folder / f"{number}.html.url").write_text(url, "utf-8")
    return folder


@pytest.fixture
def run(tmp_path, monkeypatch):
    """`tinsach import` in this process, into t.db."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments, stdin=None):
        return CliRunner().invoke(main, ["import", "--db", "t.db", *map(str, arguments)], input=stdin)

    return call


def sections(result):
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [row for row in rows if row["section"] == "in"], [row for row in rows if row["section"] == "skipped"]


def test_a_folder_comes_in_and_is_told_by_newspaper(run, folder, saved, query):
    result = run(folder, "--json")
    assert result.exit_code == 0, result.output
    assert sections(result) == (
        [{"section": "in", "outlet": "nld", "new": len(saved), "changed": 0, "unchanged": 0}],
        [],
    )
    assert query("SELECT count(*) FROM articles") == [(len(saved),)]


def test_a_second_import_changes_nothing(run, folder, saved):
    run(folder)
    came, _ = sections(run(folder, "--json"))
    assert came == [{"section": "in", "outlet": "nld", "new": 0, "changed": 0, "unchanged": len(saved)}]


def test_a_table_says_what_was_left_out_and_why(run, folder):
    (folder / "ảnh.jpg").write_bytes(b"\xff\xd8\xff")
    result = run(folder)
    assert result.exit_code == 0
    assert "Came into t.db" in result.stdout
    assert "name ends in nothing that is read" in result.stdout


def test_lines_come_from_standard_input(run, lines, saved):
    came, _ = sections(run("-", "--json", stdin="\n".join(lines)))
    assert came[0]["new"] == len(saved)


def test_a_broken_line_costs_itself_and_needs_a_person(run, lines, saved):
    result = run("-", "--json", stdin="\n".join(["{", *lines]))
    came, left_out = sections(result)
    assert result.exit_code == 3
    assert came[0]["new"] == len(saved)
    assert left_out[0] | {"reason": ""} == {
        "section": "skipped",
        "reason": "",
        "count": 1,
        "broken": True,
        "examples": ["standard input, line 1"],
    }
    assert result.stderr.splitlines() == ["tinsach: 1 could not be read; the table says which"]


def test_a_name_from_outside_cannot_move_the_terminals_cursor(run, folder):
    (folder / "a\x1b[2J.jpg").write_bytes(b"")
    assert "\x1b" not in run(folder).stdout


def test_only_one_newspaper_may_be_asked_for(run, folder, saved):
    result = run(folder, "--outlet", "nhandan", "--json")
    _, left_out = sections(result)
    assert (left_out[0]["reason"], left_out[0]["count"]) == ("another newspaper", len(saved))
    assert result.exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["không-có.html"], "there is no không-có.html"),
        (["-", "--outlet", "báo-lạ"], "unknown outlet"),
    ],
)
def test_a_wrong_call_is_one_line_and_makes_no_file(run, tmp_path, arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "t.db").exists()


def test_a_young_article_is_looked_at_again_by_the_next_crawl(run, lines, query):
    fresh = [json.loads(lines[0])]
    fresh[0]["html"] = fresh[0]["html"].replace("2026-11-0", "2099-11-0")
    assert run("-", stdin=json.dumps(fresh[0])).exit_code == 0
    assert query("SELECT next_try_at IS NOT NULL FROM urls") == [(1,)]


def _started(tmp_path, command, environment):
    return subprocess.Popen(
        [*command, "import", "--db", "t.db", "-"],
        cwd=tmp_path,
        env=environment(TINSACH_BATCH_SIZE="2"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for_articles(path, count):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if path.exists():
            with closing(sqlite3.connect(path)) as conn:
                try:
                    (found,) = conn.execute("SELECT count(*) FROM articles").fetchone()
                except sqlite3.OperationalError:
                    found = 0
            if found >= count:
                return
        time.sleep(0.02)
    pytest.fail(f"no {count} articles in {SECONDS} seconds")


@pytest.fixture
def half_way(tmp_path, crawl_command, scrapy_environment, lines):
    """An import that has committed four pages and waits for more."""
    command, _ = crawl_command("nld", "")
    process = _started(tmp_path, command[: command.index("crawl")], scrapy_environment)
    process.stdin.write("\n".join(lines[:4]) + "\n")
    process.stdin.flush()
    _wait_for_articles(tmp_path / "t.db", 4)
    yield process
    process.kill()
    process.communicate(timeout=SECONDS)


def test_what_was_committed_survives_a_kill_and_the_next_import_finishes(half_way, run, lines, saved, query):
    half_way.kill()
    half_way.communicate(timeout=SECONDS)
    assert query("SELECT count(*), (SELECT count(*) FROM pages) FROM articles") == [(4, 4)]
    came, _ = sections(run("-", "--json", stdin="\n".join(lines)))
    assert came == [{"section": "in", "outlet": "nld", "new": len(saved) - 4, "changed": 0, "unchanged": 4}]
    assert query("PRAGMA integrity_check") == [("ok",)]


def test_ctrl_c_ends_in_good_order_and_says_how_to_go_on(half_way, query):
    os.kill(half_way.pid, signal.SIGINT)
    out, err = half_way.communicate(timeout=SECONDS)
    assert half_way.returncode == 1
    assert "stopped; the same command goes on from here" in err
    assert "Traceback" not in err
    assert "nld" in out
    assert query("SELECT exit_code, (SELECT count(*) FROM articles) FROM runs") == [(1, 4)]

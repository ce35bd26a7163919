"""`tinsach export`: what is printed, exit codes, and a process that is stopped, killed or out of room."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from cleaners.article import Article, Block, Cleaner
from crawler.cli.main import main

SECONDS = 30
ARTICLES = 600
"""Enough for more than one chunk."""
ROOM = 33_000
"""Bytes of a file: what SQLite needs beside t.db to read it, and no more."""
STOPPED = """
import os, sys
from crawler.cli.counting import Counting
from crawler.cli.main import main

def stop(self, *_):
    self.count += 1
    if self.count == 300:
        os.kill(os.getpid(), int(sys.argv[1]))

Counting.one_more = stop
main(["export", "--db", "t.db", "-o", sys.argv[2]])
"""


def line(number):
    article = Article(
        cleaner=Cleaner("nld", "1"),
        url=f"https://nld.com.vn/ghe-ve-ben-19626030508150{number:04}.htm",
        outlet="nld",
        headline=f"Ghe số {number} về bến",
        date_published=f"2026-03-{number % 28 + 1:02}T08:00:00+07:00" if number else None,
        blocks=tuple(Block("paragraph", f"Đoạn {part} của bài {number}, kể chuyện ghe về bến.") for part in range(20)),
    )
    return json.dumps(article.to_dict())


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A folder with t.db, which holds articles without pages."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "a.jsonl").write_text("\n".join(map(line, range(ARTICLES))), "utf-8")
    result = CliRunner().invoke(main, ["import", "--db", str(folder / "t.db"), str(folder / "a.jsonl")])
    assert result.exit_code == 0, result.output
    return folder / "t.db"


@pytest.fixture
def run(tmp_path, monkeypatch, stored):
    """`tinsach export` in this process and an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["export", "--db", str(stored), *map(str, arguments)])


@pytest.fixture
def child(tmp_path, stored, scrapy_environment):
    """A process of its own beside t.db; returns what it left in the folder."""

    def start(*arguments, **options):
        (tmp_path / "t.db").write_bytes(stored.read_bytes())
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=scrapy_environment(), capture_output=True, text=True, timeout=SECONDS, **options
        )
        return done, sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("t.db"))

    return start


def test_it_says_what_was_written(run, tmp_path):
    result = run("-o", "a.jsonl", "--json")
    assert result.exit_code == 0, result.output
    written = json.loads(result.stdout)
    assert (written["written"], written["format"]) == (ARTICLES, "jsonl")
    assert written["bytes"] == (tmp_path / "a.jsonl").stat().st_size


def test_a_table_names_what_a_filter_by_date_left_out(run):
    result = run("-o", "a.csv", "--since", "2026-01-01")
    assert result.exit_code == 0
    assert "no date of publication" in result.stdout


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (["--since", "2026-03-27"], {"27", "28"}),
        (["--until", "2026-03-02"], {"01", "02"}),
        (["--since", "2026-03-05", "--until", "2026-03-05"], {"05"}),
        (["--since", "2026-03-05T08:00:01+07:00", "--until", "2026-03-06T08:00:00"], set()),
    ],
)
def test_days_are_days_of_vietnam_and_the_last_one_is_included(run, tmp_path, options, days):
    run("-o", "a.jsonl", *options)
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["date_published"][8:10] for line in lines} == days


def test_the_format_may_be_named(run, tmp_path):
    assert run("-o", "bài", "--format", "csv", "--limit", "2").exit_code == 0
    assert (tmp_path / "bài").read_text("utf-8").startswith("url,outlet,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a.xlsx"], "name it with --format"),
        (["-o", "a.jsonl", "--since", "hôm qua"], "--since takes a date"),
        (["-o", "a.jsonl", "--until", "31-12-2026"], "--until takes a date"),
        (["-o", "a.jsonl", "--outlet", "báo-lạ"], "unknown outlet"),
        (["-o", "."], "does not end in a format"),
        (["-o", ".", "--format", "csv"], "is a folder"),
    ],
)
def test_a_wrong_call_is_one_line_and_makes_no_file(run, tmp_path, arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_overwritten_only_by_force(run, tmp_path):
    (tmp_path / "a.jsonl").write_text("cũ", "utf-8")
    assert run("-o", "a.jsonl").exit_code == 2
    assert (tmp_path / "a.jsonl").read_text("utf-8") == "cũ"
    assert run("-o", "a.jsonl", "--force").exit_code == 0
    assert len((tmp_path / "a.jsonl").read_text("utf-8").splitlines()) == ARTICLES


def test_the_file_that_is_read_is_never_the_one_that_is_written(run, stored):
    before = stored.read_bytes()
    result = run("-o", stored, "--force")
    assert result.exit_code == 2
    assert stored.read_bytes() == before


def test_a_file_that_is_missing_is_one_line(run, tmp_path):
    result = run("--db", "không-có.db", "-o", "a.jsonl")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a.sqlite"])
def test_ctrl_c_leaves_nothing(child, name):
    done, left = child("-c", STOPPED, str(int(signal.SIGINT)), name)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert left == []


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet", "a.sqlite"])
def test_a_kill_leaves_nothing_under_the_name_and_the_next_export_is_whole(child, name):
    done, left = child("-c", STOPPED, str(int(signal.SIGKILL)), name)
    assert done.returncode == -signal.SIGKILL
    assert name not in left
    assert all(one.startswith(name) and one.endswith(".partial") for one in left)
    done, left = child("-m", "crawler.cli.main", "export", "--db", "t.db", "-o", name, "--json")
    assert json.loads(done.stdout)["written"] == ARTICLES
    assert name in left


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "a.sqlite"])
def test_no_more_room_is_one_line_and_leaves_nothing(child, name):
    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))

    done, left = child("-m", "crawler.cli.main", "export", "--db", "t.db", "-o", name, preexec_fn=little_room)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert name in done.stderr
    assert left == []

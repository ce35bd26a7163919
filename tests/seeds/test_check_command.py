"""`tinsach check`, as a person calls it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners.article import Article, Block
from crawler.cli import check as command
from crawler.cli.main import main
from db.records import Outcome
from db.store import Store
from seeds import check, stored
from seeds.check import SeedIndex


@pytest.fixture(autouse=True)
def only_the_invented_seed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, index: SeedIndex, article: Article) -> None:
    """One seed, a cleaner that makes no mistake, and a working directory without settings."""
    for module in (check, stored, command):
        monkeypatch.setattr(module, "own_index", lambda: index)
    clean_as(monkeypatch, article)
    monkeypatch.chdir(tmp_path)
    for name in ("TINSACH_SEEDS", "TINSACH_DB", "TINSACH_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TINSACH_SHARED", str(tmp_path))


def clean_as(monkeypatch: pytest.MonkeyPatch, article: Article) -> None:
    monkeypatch.setattr(check, "clean", lambda text, *, outlet: article)


def tinsach_check(*args: str | Path) -> Result:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["check", *map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def store_of(path: Path, article: Article) -> Path:
    url = "https://nld.com.vn/cau-treo-196260302070000001.htm"
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        store.record(run, Outcome(url=url, outlet="nld", status="stored", article=replace(article, url=url)))
        store.end_run(run, exit_code=0, counts={})
    return path


def test_a_folder_of_matching_seeds_ends_with_0(text_path: Path) -> None:
    result = tinsach_check("--seeds", text_path.parent)
    assert result.exit_code == 0
    assert "cau-moi" in result.stdout
    assert "match" in result.stdout


def test_a_mismatch_ends_with_3_and_shows_the_lines(
    monkeypatch: pytest.MonkeyPatch, text_path: Path, article: Article, texts: dict[int, str]
) -> None:
    clean_as(monkeypatch, replace(article, blocks=(*article.blocks[1:], Block("paragraph", texts[24]))))
    result = tinsach_check("--seeds", text_path.parent)
    assert result.exit_code == 3
    assert f"cau-moi: lost line 10 (paragraph): {texts[10][:100]}…\n" in result.stdout
    assert f"cau-moi: leaked line 24 (related_item): {texts[24]}\n" in result.stdout


def test_page_content_cannot_move_the_cursor(
    monkeypatch: pytest.MonkeyPatch, text_path: Path, article: Article
) -> None:
    hostile = Block("paragraph", "Chợ phiên \x1b[2J[bold]họp[/bold]")
    clean_as(monkeypatch, replace(article, blocks=(*article.blocks, hostile)))
    result = tinsach_check(text_path)
    assert "leaked text of no labelled line: Chợ phiên \ufffd[2J[bold]họp[/bold]" in result.stdout


def test_json_lines_hold_numbers_and_no_text(
    monkeypatch: pytest.MonkeyPatch, text_path: Path, article: Article, texts: dict[int, str]
) -> None:
    clean_as(monkeypatch, replace(article, blocks=article.blocks[1:]))
    result = tinsach_check("--seeds", text_path.parent, "--json")
    (row,) = map(json.loads, result.stdout.splitlines())
    assert (row["seed"], row["lines"], row["lost"], row["result"]) == ("cau-moi", 17, 1, "mismatch")
    assert (row["headline"], row["source"], row["detail"]["lost"]) == (True, None, [10])
    assert texts[10] not in result.stdout


def test_without_texts_and_database_there_is_nothing_to_check() -> None:
    result = tinsach_check()
    assert result.exit_code == 1
    assert "not checked: cau-moi.txt" in result.stderr
    assert "The seed texts are not part of the repository" in result.stderr
    assert result.stderr.endswith("a database with --db\n")
    assert result.stdout == ""


def test_the_texts_are_found_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, text_path: Path) -> None:
    monkeypatch.setenv("TINSACH_SEEDS", str(text_path.parent))
    assert tinsach_check().exit_code == 0


def test_the_texts_are_found_where_the_settings_file_says(tmp_path: Path, text_path: Path) -> None:
    (tmp_path / "tinsach.toml").write_text(f"seeds = {json.dumps(str(text_path.parent))}\n", "utf-8")
    assert tinsach_check().exit_code == 0


def test_a_file_that_is_no_seed_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Chợ phiên họp lại", "utf-8")
    result = tinsach_check("other.txt")
    assert (result.exit_code, result.stderr) == (2, "tinsach: other.txt is none of the seeds: cau-moi.txt\n")


def test_a_file_that_is_missing_is_wrong_usage() -> None:
    result = tinsach_check("cau-moi.txt")
    assert result.exit_code == 2
    assert "'cau-moi.txt' does not exist" in result.stderr


def test_a_text_that_was_changed_needs_a_person(tmp_path: Path, text_path: Path) -> None:
    changed = text_path.read_text("utf-8").replace("86 m", "68 m")
    (tmp_path / "cau-moi.txt").write_text(changed, "utf-8")
    result = tinsach_check("cau-moi.txt")
    assert result.exit_code == 3
    assert "cau-moi.txt not checked: not the text that was labelled: line 8 is another" in result.stderr


def test_stored_articles_are_checked_without_the_texts(tmp_path: Path, article: Article) -> None:
    store_of(tmp_path / "tinsach.db", article)
    result = tinsach_check("--json")
    assert result.exit_code == 0
    (row,) = map(json.loads, result.stdout.splitlines())
    assert (row["seed"], row["url"][:19], row["result"]) == ("cau-moi", "https://nld.com.vn/", "match")


def test_a_stored_article_that_is_wrong_ends_with_3(tmp_path: Path, article: Article) -> None:
    db = store_of(tmp_path / "mine.db", replace(article, blocks=article.blocks[1:]))
    assert tinsach_check("--db", db).exit_code == 3


def test_the_results_are_written_into_the_database(tmp_path: Path, article: Article) -> None:
    db = store_of(tmp_path / "mine.db", replace(article, blocks=article.blocks[1:]))
    tinsach_check("--db", db)
    with sqlite3.connect(db) as conn:
        rows = conn.execute("SELECT run_id, seed, result, lost, leaked FROM checks").fetchall()
    assert rows == [(None, "cau-moi", "mismatch", 1, 0)]


def test_a_database_that_is_missing_is_one_clear_line(tmp_path: Path, text_path: Path) -> None:
    result = tinsach_check(text_path, "--db", tmp_path / "none.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("tinsach: ")
    assert "none.db does not exist" in result.stderr

"""`tinsach audit` prints what a person needs to decide, and nothing is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners.article import Article, Block, Cleaner
from crawler.cli.main import main
from db.records import Outcome
from db.store import Store

LINE = "Hãy bấm theo dõi trang của chúng tôi để nhận tin \x1b[31mmới."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        run_id = store.begin_run(["nld"], settings={}, versions={})
        for number in range(5):
            url = f"https://nld.com.vn/bai-{number}.htm"
            blocks = (Block("paragraph", f"Chuyện {chr(97 + number) * 30}."), Block("paragraph", LINE))
            one = Article(cleaner=Cleaner("nld", "1"), url=url, outlet="nld", headline="Tin", blocks=blocks)
            store.record(run_id, Outcome(url, "nld", "stored", article=one))
    return path


def audit(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ("audit", "--db", str(path), *arguments))


def test_a_leak_is_shown_with_text_example_and_proposal(path: Path) -> None:
    result = audit(path)
    assert result.exit_code == 0
    assert "leak 0." in result.stdout
    assert "kept in 5 articles" in result.stdout
    assert "https://nld.com.vn/bai-0.htm" in result.stdout
    assert "cleaners/nld.py" in result.stdout


def test_page_content_moves_no_cursor(path: Path) -> None:
    assert "\x1b" not in audit(path).stdout


def test_json_has_a_line_a_finding(path: Path) -> None:
    (row,) = [json.loads(line) for line in audit(path, "--json").stdout.splitlines()]
    assert (row["what"], row["outlet"], row["articles"], row["text"]) == ("leak", "nld", 5, LINE)


def test_the_audit_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    audit(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("arguments", [("nhandan",), ("--disagreements",)])
def test_where_nothing_looks_wrong_it_says_so(path: Path, arguments: tuple[str, ...]) -> None:
    result = audit(path, *arguments)
    assert (result.exit_code, result.stderr) == (0, "Nothing that looks wrong.\n")


def test_an_unknown_outlet_is_wrong_usage(path: Path) -> None:
    assert audit(path, "xyz").exit_code == 2

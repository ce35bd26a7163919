from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench import floor
from bench import quality as measured
from bench.__main__ import bench
from bench.floor import Floor, Pin, render
from bench.gold import Folders, digest
from cleaners import Article, Block, Cleaner

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(shared: Path, body: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command on the invented gold set, with a floor of its own and a cleaner that reads the page right."""
    blocks = tuple(Block("paragraph", text) for text in body)
    article = Article(cleaner=Cleaner("test", "1"), blocks=blocks, headline="Chợ Bến Thử mở lại")
    monkeypatch.setattr(measured, "clean", lambda source, **_: article)
    monkeypatch.setattr(floor, "FLOOR", tmp_path / "floor.toml")
    monkeypatch.setattr(floor, "read", lambda: floor.parse((tmp_path / "floor.toml").read_text("utf-8"), "floor.toml"))
    monkeypatch.setattr(floor, "before_last_change", lambda: floor.NONE)
    return lambda *arguments: CliRunner().invoke(bench, list(arguments))


def pin(folder: Path, exact: float, gold: str | None = None) -> None:
    pinned = Floor(gold or digest(Folders.found()), {("other", "article"): Pin("thử", {"exact": exact, "leaks": 0})})
    (folder / "floor.toml").write_text(render(pinned), "utf-8")


def test_the_check_passes_at_the_floor(run: Callable[..., Result], tmp_path: Path) -> None:
    pin(tmp_path, 1.0)
    assert run("quality", "--check").exit_code == 0


def test_the_check_fails_below_the_floor_and_says_where(run: Callable[..., Result], tmp_path: Path) -> None:
    pin(tmp_path, 1.0)
    text = (tmp_path / "floor.toml").read_text("utf-8").replace("exact = 1", "exact = 1.5")
    (tmp_path / "floor.toml").write_text(text, "utf-8")
    result = run("quality", "--check")
    assert result.exit_code == 1
    assert "other/article exact is 1, the floor is 1.5" in result.stderr


def test_a_changed_gold_set_needs_a_person(run: Callable[..., Result], tmp_path: Path) -> None:
    pin(tmp_path, 1.0, gold="another")
    result = run("quality", "--check")
    assert result.exit_code == 3
    assert "the gold set changed" in result.stderr


def test_raising_the_floor_writes_what_was_measured(run: Callable[..., Result], tmp_path: Path) -> None:
    pin(tmp_path, 0.5)
    assert run("quality", "--raise-floor").exit_code == 0
    raised = floor.parse((tmp_path / "floor.toml").read_text("utf-8"), "floor.toml")
    assert raised.pins["other", "article"].figures["exact"] == 1.0
    assert raised.pins["epi", "dump"].figures["headline"] == 1.0


def test_json_is_a_line_a_row_that_names_its_table(run: Callable[..., Result], tmp_path: Path) -> None:
    pin(tmp_path, 1.0)
    rows = [json.loads(line) for line in run("quality", "--check", "--json").stdout.splitlines()]
    assert {row["table"] for row in rows} == {"quality", "dumps", "fields"}


def test_the_floor_is_never_checked_on_the_demo(run: Callable[..., Result]) -> None:
    assert run("quality", "--check", "--demo").exit_code == 2


def test_a_short_fuzz_run_counts_its_rounds(run: Callable[..., Result]) -> None:
    result = run("fuzz", "--rounds", "6", "--jobs", "1", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"table": "fuzz", "what": "rounds", "count": 6} in rows
    assert len([row for row in rows if row["table"] == "slowest"]) == 5


def test_speed_is_told_for_each_page_and_for_all_together(run: Callable[..., Result]) -> None:
    result = run("clean", "--rounds", "1", "--peer-rounds", "0", "--json")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    pages = [row for row in rows if row.get("page") == "bao-thu.example/bai-1.html"]
    assert {"selectolax", "tinsach", "ours/bare"} <= pages[0].keys()
    assert [row["tool"] for row in rows if row["table"] == "memory"] in ([], ["selectolax", "tinsach"])
    assert "aim: ours/bare" in result.stderr


def test_without_real_pages_the_demo_is_measured_and_named(nothing_shared: None) -> None:
    result = CliRunner().invoke(bench, ["fuzz", "--rounds", "1", "--jobs", "1"])
    assert "no shared folder with real pages here: measured on the invented pages" in " ".join(result.stderr.split())


def test_without_a_gold_set_the_check_ends_with_one_clear_line(nothing_shared: None) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench", "quality", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 3
    assert run.stderr.startswith("bench: no gold set here")
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", sorted(bench.commands))
def test_a_bench_command_has_help_with_an_example(name: str) -> None:
    assert "python -m bench " in CliRunner().invoke(bench, [name, "--help"]).stdout

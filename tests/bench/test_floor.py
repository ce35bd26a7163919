from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.floor import (
    FLOOR,
    Floor,
    Pin,
    before_last_change,
    below,
    lowered_silently,
    parse,
    raised,
    read,
    render,
    unpinned,
)
from bench.scores import Score
from cleaners.errors import TinsachError

PINNED = Floor("abc", {("epi", "article"): Pin("đo lần đầu", {"exact": 0.75, "leaks": 1})})


def score(exact: float, leaks: int, kind: str = "article") -> Score:
    return Score(f"epi/{kind}", "epi", kind, {"pages": 4, "exact": exact, "leaks": leaks})


def test_figures_at_their_pin_pass() -> None:
    assert below(PINNED, [score(0.75, 1)]) == []


def test_a_share_below_its_pin_is_named() -> None:
    assert below(PINNED, [score(0.7499, 1)]) == ["epi/article exact is 0.7499, the floor is 0.75"]


def test_one_leak_more_than_pinned_is_named() -> None:
    assert below(PINNED, [score(1.0, 2)]) == ["epi/article leaks is 2, the floor is 1"]


def test_a_pinned_group_that_is_gone_is_named() -> None:
    assert below(PINNED, [score(1.0, 0, "video")]) == ["epi/article is pinned and there is none to measure"]


def test_a_pinned_figure_that_is_gone_is_named() -> None:
    only_leaks = Score("epi/article", "epi", "article", {"leaks": 0})
    assert below(PINNED, [only_leaks]) == ["epi/article exact is pinned at 0.75 and was not measured"]


def test_a_group_without_a_pin_is_told() -> None:
    assert unpinned(PINNED, [score(1.0, 0), score(1.0, 0, "video")]) == ["epi/video"]


def test_raising_takes_what_rose_and_leaves_what_fell() -> None:
    pin = raised(PINNED, [score(0.5, 0)], "def", "nay").pins["epi", "article"]
    assert pin == Pin("nay", {"exact": 0.75, "leaks": 0.0})


def test_raising_pins_a_new_group_and_takes_over_the_digest() -> None:
    floor = raised(PINNED, [score(1.0, 0, "video")], "def", "nay")
    assert floor.gold == "def"
    assert floor.pins["epi", "video"] == Pin("nay", {"exact": 1.0, "leaks": 0.0})


def test_raising_leaves_a_pin_that_did_not_rise_as_it_is() -> None:
    assert raised(PINNED, [score(0.75, 1)], "abc", "nay") == PINNED


def test_a_pin_is_never_rounded_to_the_better_side() -> None:
    floor = raised(PINNED, [score(2 / 3, 0, "video")], "abc", "nay")
    assert floor.pins["epi", "video"].figures["exact"] == 0.6666
    assert below(floor, [score(0.75, 1), score(2 / 3, 0, "video")]) == []


def test_lowering_a_pin_without_a_new_reason_is_named() -> None:
    lower = Floor("abc", {("epi", "article"): Pin("đo lần đầu", {"exact": 0.5, "leaks": 1})})
    assert lowered_silently(PINNED, lower) == ["epi/article exact was lowered and its `why` stayed the same"]


def test_lowering_a_pin_with_a_new_reason_passes() -> None:
    lower = Floor("abc", {("epi", "article"): Pin("trang mẫu thứ tư là bài trả phí", {"exact": 0.5, "leaks": 1})})
    assert lowered_silently(PINNED, lower) == []


def test_dropping_a_figure_or_a_group_counts_as_lowering() -> None:
    without = Floor("abc", {("epi", "article"): Pin("đo lần đầu", {"exact": 0.75})})
    assert lowered_silently(PINNED, without) == ["epi/article leaks was lowered and its `why` stayed the same"]
    assert lowered_silently(PINNED, Floor("abc", {})) == ["epi/article has lost its pin"]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    floor = Floor("abc", {("epi", "article"): Pin('nói "rõ" \\ vì sao', {"body_f1": 0.9987, "leaks": 0})})
    (tmp_path / "floor.toml").write_text(render(floor), "utf-8")
    assert read(tmp_path / "floor.toml") == floor


def test_no_file_is_a_floor_without_pins(tmp_path: Path) -> None:
    assert read(tmp_path / "floor.toml") == Floor("", {})


@pytest.mark.parametrize("text", ["gold = ", "[epi.article]\nexact = 1\n", 'gold = "a"\n[epi.article]\nexact = 1\n'])
def test_a_floor_that_cannot_be_read_is_one_clear_line(text: str) -> None:
    with pytest.raises(TinsachError, match=r"floor\.toml.*(no TOML|missing)"):
        parse(text, "floor.toml")


def test_the_floor_of_this_project_can_be_read_and_every_pin_says_why() -> None:
    floor = read(FLOOR)
    assert floor.pins
    assert all(pin.why and pin.figures for pin in floor.pins.values())


@pytest.fixture
def commit(tmp_path: Path) -> Callable[[str], Path]:
    def git(*arguments: str) -> None:
        author = ("-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *author, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def write(digest: str) -> Path:
        path = tmp_path / "floor.toml"
        path.write_text(render(Floor(digest, PINNED.pins)), "utf-8")
        git("add", "floor.toml")
        git("commit", "-q", "-m", digest)
        return path

    git("init", "-q")
    return write


def test_the_floor_before_its_last_commit_is_found(commit: Callable[[str], Path]) -> None:
    commit("one")
    before = before_last_change(commit("two"))
    assert before is not None
    assert before.gold == "one"


def test_an_edit_that_is_not_committed_is_compared_with_the_last_commit(commit: Callable[[str], Path]) -> None:
    commit("one")
    path = commit("two")
    path.write_text(render(Floor("three", {})), "utf-8")
    before = before_last_change(path)
    assert before is not None
    assert before.gold == "two"


def test_without_git_the_floor_before_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "floor.toml"
    path.write_text(render(PINNED), "utf-8")
    assert before_last_change(path) is None

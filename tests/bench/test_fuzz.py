from __future__ import annotations

import json
import multiprocessing
import os
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bench import fuzz
from bench.fuzz import Outcome, Tally, examine, rounds, save
from bench.gold import Page
from bench.mutations import Case
from cleaners import Article, Block, Cleaner, Image, NotAnArticle, UnreadablePage

CASE = Case(3, b"<p>x</p>", None, None, ("bai-1.html", "delete"))
PAGES = [Page("bai-1.html", "<article><p>Chợ Bến Thử mở lại sáng 5-2.</p></article>", None, True)]

forked = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="a replaced function reaches a worker only by fork"
)


def article(*texts: str) -> Article:
    return Article(cleaner=Cleaner("test", "1"), blocks=tuple(Block("paragraph", text) for text in texts))


def answers(monkeypatch: pytest.MonkeyPatch, *results: Article | Exception) -> None:
    """`clean` gives one of `results` after the other, and the last one for ever."""
    left = list(results)

    def clean(*_: object, **__: object) -> Article:
        result = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(result, Exception):
            raise result
        return result

    monkeypatch.setattr(fuzz, "clean", clean)


def test_a_sound_article_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, article("Một câu."))
    outcome = examine(CASE)
    assert (outcome.round, outcome.result, outcome.problem) == (3, "article", None)


def test_no_article_and_no_page_are_answers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, NotAnArticle("no-body", article(), "không có bài"))
    assert (examine(CASE).result, examine(CASE).problem) == ("not-an-article", None)
    answers(monkeypatch, UnreadablePage("trống"))
    assert (examine(CASE).result, examine(CASE).problem) == ("unreadable", None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" ", "empty"),
        ("một\nhai", "not one line of single blanks"),
        ("một\u2028hai", "not one line of single blanks"),
        ("một  hai", "not one line of single blanks"),
        ("Bê\u0301n", "not NFC"),
        ("một\u200bhai", "invisible characters"),
        ("một\x9bhai", "control characters"),
    ],
)
def test_a_block_that_is_not_sound_is_a_problem(monkeypatch: pytest.MonkeyPatch, text: str, fault: str) -> None:
    answers(monkeypatch, article(text))
    assert examine(CASE).problem == f"block: {fault}"


def test_a_caption_that_is_not_sound_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, replace(article("Một câu."), images=(Image(None, "hai\ndòng"),)))
    assert examine(CASE).problem == "field: not one line of single blanks"


def test_an_article_without_blocks_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, article())
    assert examine(CASE).problem == "an article without blocks"


def test_another_answer_to_the_same_page_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, article("Một câu."), article("Câu khác."))
    outcome = examine(CASE)
    assert (outcome.problem, outcome.where) == ("unstable", "blocks")


def test_an_article_and_then_none_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, article("Một câu."), UnreadablePage("trống"))
    assert examine(CASE).problem == "unstable"


@forked
def test_an_exception_ends_its_round_and_not_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, KeyError("thiếu"))
    outcomes = list(rounds(PAGES, 1, iter(range(3)), jobs=1))
    assert [outcome.problem for outcome in outcomes] == ["KeyError"] * 3
    assert "Traceback" in outcomes[0].detail


@forked
def test_a_hang_ends_its_round_and_not_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "clean", lambda *_, **__: time.sleep(60))
    outcomes = list(rounds(PAGES, 1, iter(range(2)), jobs=1, hang=0.1))
    assert [(outcome.round, outcome.problem) for outcome in outcomes] == [(0, "hang"), (1, "hang")]


@forked
def test_a_dead_process_ends_its_round_and_not_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "clean", lambda *_, **__: os._exit(9))
    outcomes = list(rounds(PAGES, 1, iter(range(2)), jobs=1))
    assert [(outcome.problem, outcome.where) for outcome in outcomes] == [("crash", "exit code 9")] * 2


def test_every_round_is_answered_once_whatever_the_number_of_processes() -> None:
    assert sorted(outcome.round for outcome in rounds(PAGES, 1, iter(range(12)), jobs=2)) == list(range(12))


def test_a_run_that_is_left_early_leaves_no_process_behind() -> None:
    before = set(multiprocessing.active_children())
    run = rounds(PAGES, 1, count(), jobs=2)
    next(run)
    run.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) == before


def test_a_tally_counts_and_keeps_the_slowest() -> None:
    tally = Tally(keep_slowest=2)
    for number, seconds in enumerate((0.1, 0.3, 0.2)):
        tally.add(Outcome(number, "article", seconds, "unstable" if number == 1 else None))
    assert (tally.rounds, tally.problems) == (3, {"unstable": 1})
    assert [outcome.round for outcome in tally.slowest] == [1, 2]


def test_a_failing_input_is_saved_with_its_story(tmp_path: Path) -> None:
    save(tmp_path / "failures", CASE, Outcome(3, "article", 0.1, "unstable", "blocks"))
    assert (tmp_path / "failures/3.html").read_bytes() == CASE.data
    story = json.loads((tmp_path / "failures/3.json").read_text("utf-8"))
    assert (story["problem"], story["steps"]) == ("unstable", ["bai-1.html", "delete"])

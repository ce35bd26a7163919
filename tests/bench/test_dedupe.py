"""`python -m bench dedupe` measures quality by pairs, and time and memory in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.__main__ import bench
from bench.stories import CHANGES, labelled_set, speed
from cleaners.errors import TinsachError


def test_the_labelled_set_has_two_stories_a_topic_told_in_every_way() -> None:
    found = labelled_set(5)
    assert len(found) == 5 * 2 * len(CHANGES)
    assert {one.story for one in found} == set(range(10))


def test_stories_of_one_topic_share_sentences_and_are_labelled_apart() -> None:
    found = {one.story: set(one.text.split("\n\n")[:-1]) for one in labelled_set(5) if one.how == "as it came"}
    assert all(found[story] & found[story + 1] for story in range(0, 10, 2))
    assert not found[0] & found[2]


def test_the_command_prints_quality_and_a_row_a_pass() -> None:
    result = CliRunner().invoke(bench, ["dedupe", "--number", "120", "--stories", "10", "--json"])
    assert result.exit_code == 0, result.output
    quality, first, later = (json.loads(line) for line in result.stdout.splitlines())
    assert (quality["table"], quality["articles"]) == ("quality", 120)
    assert (first["pass"], first["articles"]) == ("all", 120)
    assert (later["pass"], later["articles"]) == ("100 more", 220)
    assert first["peak MB"] > 0


def test_a_pass_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.stories.fill", lambda *arguments, **named: None)
    with pytest.raises(TinsachError, match="the pass cannot be measured"):
        speed(tmp_path / "no" / "such.db", 10)

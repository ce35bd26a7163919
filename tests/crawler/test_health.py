"""The one word `tinsach status` has for a newspaper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.health import DAYS, VERDICTS, Health, bar, health_of
from db.processes import Life
from db.records import RunRecord
from db.status import Status

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RUN = RunRecord(
    id=7,
    outlets=("nld",),
    started_at="2026-11-23T09:00:00Z",
    finished_at="2026-11-23T09:20:00Z",
    pid=1,
    host="may-nha",
    versions={},
    settings={},
    counts={},
    exit_code=0,
    reason=None,
)


def health(life: Life = "alive", new: dict[str, int] | None = None, **run: Any) -> Health:
    days = {"nld": {"2026-11-23": 5} if new is None else new}
    status = Status({"nld": replace(RUN, **run)}, [], [], [], [], [], lives={"nld": life}, new_a_day=days, alarms=[])
    (found,) = health_of(status, now=NOW)
    return found


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("healthy", {}),
        ("going on", {"exit_code": None}),
        ("died", {"exit_code": None, "life": "dead"}),
        ("elsewhere", {"exit_code": None, "life": "unknown"}),
        ("failed", {"exit_code": 1}),
        ("look", {"exit_code": 3}),
        ("refused", {"exit_code": 3, "counts": {"nld": {"left_alone": "it refuses us (http 403)"}}}),
        ("stale", {"started_at": "2026-11-19T09:00:00Z"}),
        ("quiet", {"new": {"2026-11-18": 40}}),
        ("healthy", {"new": {}}),
    ],
)
def test_the_verdict_follows_from_the_last_run_and_the_articles(expected: str, changes: dict[str, Any]) -> None:
    assert health(**changes).verdict == expected
    assert expected in VERDICTS


def test_the_bar_has_a_block_a_day_and_ends_today_in_vietnam() -> None:
    found = health(new={"2026-11-23": 8, "2026-11-22": 4, "2026-11-10": 1, "2026-11-09": 99})
    assert (len(found.new), found.new[0], found.new[-1]) == (DAYS, 1, 8)
    assert found.bar == "▁" + "·" * 11 + "▄█"


def test_a_day_with_one_article_among_days_with_hundreds_is_seen() -> None:
    assert bar((1, 0, 900)) == "▁·█"


def test_no_articles_at_all_are_an_empty_bar() -> None:
    assert bar((0, 0)) == "··"

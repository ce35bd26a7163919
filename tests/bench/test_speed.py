from __future__ import annotations

import pytest

from bench import speed
from bench.gold import Page
from bench.speed import BARE, OURS, Timing, Tool, measure, total, totals

PAGES = [
    Page("nld.com.vn/bai.html", "<p>một</p>", None, True),
    Page("bao-khac.example/bai.html", "<p>hai hai</p>", None, False),
]


def test_our_tools_run_in_every_round_and_peers_in_some() -> None:
    calls: list[str] = []
    tools = [Tool(name, lambda html, url, name=name: calls.append(name)) for name in (BARE, OURS, "khac")]
    measure(PAGES, tools, rounds=6, peer_rounds=2)
    assert [calls.count(name) for name in (BARE, OURS, "khac")] == [12, 12, 4]


def test_tools_take_turns_on_each_page() -> None:
    calls: list[tuple[str, str]] = []
    tools = [Tool(name, lambda html, url, name=name: calls.append((name, html))) for name in (BARE, OURS)]
    measure(PAGES, tools, rounds=1, peer_rounds=0)
    assert calls == [(name, page.text) for page in PAGES for name in (BARE, OURS)]


def test_what_is_remembered_is_emptied_before_every_call() -> None:
    order: list[str] = []
    ours = Tool(OURS, lambda html, url: order.append("call"), lambda: order.append("forget"))
    measure(PAGES[:1], [ours], rounds=2, peer_rounds=0)
    assert order == ["forget", "call"] * 2


def test_progress_is_told_after_each_round() -> None:
    done: list[int] = []
    measure(PAGES, [Tool(BARE, lambda html, url: None)], rounds=3, peer_rounds=0, progress=done.append)
    assert done == [1, 2, 3]


def test_a_total_is_the_sum_and_its_ratio_that_of_the_sums() -> None:
    both = total("cả hai", [Timing("a", 10, {BARE: 1.0, OURS: 2.0}), Timing("b", 5, {BARE: 3.0, OURS: 4.0})])
    assert (both.size, both.ratio(OURS, BARE)) == (15, 1.5)


def test_a_ratio_with_what_was_not_measured_is_none() -> None:
    assert Timing("a", 10, {BARE: 1.0}).ratio(OURS, BARE) is None


def test_totals_name_the_pages_with_an_aim_the_known_and_all() -> None:
    timings = [Timing(page.name, len(page.text), {BARE: 1.0}) for page in PAGES]
    assert [(t.name, t.milliseconds[BARE]) for t in totals(timings, PAGES)] == [
        (speed.AIM_PAGES, 1.0), ("known families", 1.0), ("all pages", 2.0)
    ]  # fmt: skip


def test_a_tool_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        speed.tool("no-such-tool")

"""What is an alarm, and what is none: readings in, alarms out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from db.monitor.calendar import kind_of
from db.monitor.drift import by_chance, level_shifts, share_shifts
from db.monitor.engine import Alarm, Found, examine, quiet_day, silent_sources
from db.monitor.readings import Reading, completed

FIRST = datetime(2026, 3, 2, 1, tzinfo=UTC)
FACTS = {"article": 1.0, "fallback": 0.0, "field|headline": 1.0, "field|authors": 1.0, "words": 400.0}


def readings(number: int, *, run: int, day: int, layout: str = "standard", **facts: float) -> list[Reading]:
    """`number` articles of one run, a minute apart."""
    at = FIRST + timedelta(days=day)
    changed = {name.replace("__", "|"): value for name, value in facts.items()}
    return [
        Reading(
            f"https://nld.com.vn/bai-{run}-{place}.htm",
            (at + timedelta(minutes=place)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            run,
            layout,
            FACTS | {"words": 400.0 + 7 * (place % 5)} | changed,
        )
        for place in range(number)
    ]


@pytest.fixture
def past() -> list[Reading]:
    """Ten days of twelve articles."""
    return [one for day in range(10) for one in readings(12, run=day + 1, day=day)]


def signals(alarms: list[Alarm]) -> list[str]:
    return [alarm.signal for alarm in alarms]


def test_a_newspaper_that_stays_as_it_is_gives_no_alarm(past: list[Reading]) -> None:
    assert examine("nld", past) == []


def test_a_field_that_is_missing_all_at_once_gives_an_alarm_with_all_a_person_needs(past: list[Reading]) -> None:
    (alarm,) = examine("nld", past + readings(10, run=11, day=10, field__headline=0.0))
    assert (alarm.outlet, alarm.layout, alarm.signal, alarm.subject) == ("nld", "standard", "field", "headline")
    assert alarm.says == "headline: 0% of the articles have it, usually 100%"
    assert alarm.since == "2026-03-12T01:00:00Z"
    assert alarm.sure > 0.999
    assert len(alarm.examples) == 3
    assert all("/bai-11-" in url for url in alarm.examples)
    assert "tinsach reclean" in alarm.advice


def test_three_changed_pages_are_too_little_evidence(past: list[Reading]) -> None:
    assert examine("nld", past + readings(3, run=11, day=10, field__headline=0.0)) == []


def test_a_first_run_gives_no_alarm_whatever_it_brings() -> None:
    assert examine("nld", readings(100, run=1, day=0) + readings(60, run=1, day=1, field__headline=0.0)) == []


def test_a_second_run_is_held_against_the_first() -> None:
    assert signals(examine("nld", readings(100, run=1, day=0) + readings(20, run=2, day=1, field__headline=0.0))) == [
        "field"
    ]


def test_a_layout_is_held_against_its_own_past(past: list[Reading]) -> None:
    photos = [one for day in range(10) for one in readings(4, run=day + 1, day=day, layout="photo", words=30.0)]
    both = sorted(past + photos, key=lambda one: one.at)
    assert examine("nld", both + readings(12, run=11, day=10, layout="photo", words=30.0)) == []


def test_another_version_of_the_cleaner_is_no_change_of_the_newspaper(past: list[Reading]) -> None:
    mended = [replace(one, version="2") for one in readings(40, run=11, day=10, field__headline=0.0)]
    assert examine("nld", past + mended) == []


def test_a_day_of_short_news_without_authors_is_no_alarm(past: list[Reading]) -> None:
    burst = readings(40, run=11, day=10, words=90.0)
    for place in range(0, 40, 4):
        burst[place].facts["field|authors"] = 1.0
    for place in set(range(40)) - set(range(0, 40, 4)):
        burst[place].facts["field|authors"] = 0.0
    assert examine("nld", past + burst) == []


def test_what_differs_from_day_to_day_must_differ_more_than_that() -> None:
    """A newspaper whose pages name an author on some days and not on others."""
    days = [one for day in range(20) for one in readings(12, run=day + 1, day=day, field__authors=float(day % 2 == 0))]
    assert examine("nld", days + readings(12, run=21, day=20, field__authors=0.0)) == []


def test_half_of_the_pages_on_a_new_layout_are_noticed(past: list[Reading]) -> None:
    mixed = readings(20, run=11, day=10)
    for one in mixed[::2]:
        one.facts["fallback"] = 1.0
    (alarm,) = examine("nld", past + mixed)
    assert (alarm.signal, alarm.layout) == ("fallback", "")
    assert {int(url.split("-")[2].split(".")[0]) % 2 for url in alarm.examples} == {0}, "examples are changed pages"


def test_pages_without_an_article_are_noticed(past: list[Reading]) -> None:
    empty = [Reading(one.url, one.at, 11, None, {"article": 0.0}) for one in readings(6, run=11, day=10)]
    assert signals(examine("nld", past + empty)) == ["article"]


def test_new_articles_that_no_source_showed_are_noticed(past: list[Reading]) -> None:
    for one in past:
        one.facts["unshown"] = 0.0
    assert signals(examine("nld", past + readings(10, run=11, day=10, unshown=1.0))) == ["unshown"]


def test_a_warning_that_is_new_is_noticed(past: list[Reading]) -> None:
    (alarm,) = examine("nld", completed(past + readings(10, run=11, day=10, warning__short__body=1.0)))
    assert (alarm.signal, alarm.subject) == ("warning", "short|body")


def test_link_text_and_disagreement_are_noticed(past: list[Reading]) -> None:
    for place, one in enumerate(past):
        one.facts.update(links=0.01 * (place % 3), agreement=1 - 0.01 * (place % 5))
    found = examine("nld", past + readings(12, run=11, day=10, links=0.3, agreement=0.5))
    assert sorted(signals(found)) == ["agreement", "links"]


def test_a_level_that_moves_by_a_hair_is_no_alarm_however_sure(past: list[Reading]) -> None:
    for place, one in enumerate(past):
        one.facts["agreement"] = 1 - 0.0001 * (place % 5)
    assert examine("nld", past + readings(20, run=11, day=10, agreement=0.99)) == []


def test_texts_that_are_cut_are_noticed(past: list[Reading]) -> None:
    cut = readings(12, run=11, day=10, words=60.0) + readings(12, run=12, day=11, words=60.0)
    (alarm,) = examine("nld", past + cut)
    assert (alarm.signal, alarm.now) == ("words", 60.0)


def test_several_rules_that_died_are_one_alarm(past: list[Reading]) -> None:
    for one in past:
        one.facts.update({"rule|ad: .ads": 1.0, "rule|share: .social": 1.0})
    (alarm,) = examine("nld", completed(past + readings(12, run=11, day=10)))
    assert (alarm.signal, alarm.subject) == ("rule", "ad: .ads; share: .social")


def test_a_rule_that_fired_now_and_then_is_missed_after_two_days(past: list[Reading]) -> None:
    for place, one in enumerate(past):
        one.facts["rule|poll: .poll"] = float(place % 3 == 0)
    day = completed(past + readings(45, run=11, day=10))
    assert examine("nld", day) == [], "one day without a poll is nothing"
    days = completed(past + readings(45, run=11, day=10) + readings(20, run=12, day=11))
    assert signals(examine("nld", days)) == ["rule"]


def test_a_block_that_several_articles_share_counts_as_repeated(past: list[Reading]) -> None:
    def with_block(one: Reading, block: int) -> Reading:
        return Reading(one.url, one.at, one.run_id, one.layout, one.facts, frozenset((block,)))

    own = [with_block(one, place) for place, one in enumerate(past)]
    same = [with_block(one, -1) for one in readings(8, run=11, day=10)]
    assert signals(examine("nld", completed(own + same))) == ["repeats"]


@pytest.mark.parametrize("shifts", [share_shifts, level_shifts])
def test_a_past_of_fewer_than_thirty_readings_says_nothing(shifts: Callable[[list[float]], list[object]]) -> None:
    assert shifts([1.0] * 29 + [0.0] * 5) == []


def test_the_evidence_grows_with_the_pages_that_changed() -> None:
    shifts = share_shifts([1.0] * 200 + [0.0] * 20)
    nats = {shift.newest: shift.nats for shift in shifts}
    assert nats[5] < nats[10] < nats[20]
    assert nats[20] > nats[40], "the split that fits best has most evidence"


def test_a_level_counts_ranks_so_that_one_giant_moves_nothing() -> None:
    usual = [100.0 + place % 9 for place in range(200)]
    assert max(shift.nats for shift in level_shifts([*usual, *usual[:9], 1_000_000.0])) < 4


def test_chance_counts_every_look() -> None:
    assert by_chance(14, 1000) == pytest.approx(1000 * by_chance(14, 1))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 2, 17), "holiday"),
        (date(2026, 2, 14), "holiday"),
        (date(2026, 9, 2), "holiday"),
        (date(2026, 3, 7), "weekend"),
        (date(2026, 3, 9), "weekday"),
    ],
)
def test_weekends_holidays_and_tet_are_days_of_their_own(day: date, kind: str) -> None:
    assert kind_of(day) == kind


def days(number: int, *, weekday: int = 40, weekend: int = 15) -> dict[date, int]:
    """Articles a day from 2 March 2026, a Monday."""
    every = (date(2026, 3, 2) + timedelta(days=place) for place in range(number))
    return {day: (weekend if day.weekday() >= 5 else weekday) + day.day % 3 for day in every}


def test_a_weekday_with_hardly_an_article_gives_an_alarm() -> None:
    alarm = quiet_day("nld", days(30) | {date(2026, 4, 1): 2}, date(2026, 4, 2))
    assert alarm is not None
    assert alarm.says == "2 new articles on 2026-04-01, usually 41 on such a day"


def test_a_weekend_is_held_against_weekends() -> None:
    assert quiet_day("nld", days(34), date(2026, 4, 5)) is None


def test_a_quiet_tet_is_no_alarm() -> None:
    before = {date(2026, 1, 5) + timedelta(days=place): 40 for place in range(43)}
    assert quiet_day("nld", before | {date(2026, 2, 17): 1}, date(2026, 2, 18)) is None


def test_a_day_without_a_crawl_says_nothing() -> None:
    assert quiet_day("nld", days(30), date(2026, 4, 20)) is None


def test_a_source_that_falls_silent_gives_an_alarm() -> None:
    runs = [Found(f"2026-03-0{day}T00:00:00Z", {"rss": 30, "sitemap": 50}) for day in range(1, 8)]
    (alarm,) = silent_sources("nld", [*runs, Found("2026-03-08T00:00:00Z", {"rss": 0, "sitemap": 48})])
    assert (alarm.signal, alarm.subject, alarm.usual) == ("source", "rss", 30)


def test_a_feed_that_did_not_change_is_not_silent() -> None:
    runs = [Found(f"2026-03-0{day}T00:00:00Z", {"rss": 30}) for day in range(1, 8)]
    assert silent_sources("nld", [*runs, Found("2026-03-08T00:00:00Z", {"rss": 0}, skipped=True)]) == []

"""What answers make of our pace, and when a newspaper is left alone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.manners import IN_A_ROW, JITTER, LATELY, TOO_MANY, Breaker, LeftAlone, Manners, mean_delay

HOST = "nld.com.vn"


class Alone:
    """A spider that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, datetime]] = []

    def leave_alone(self, why: str, *, until: datetime) -> None:
        self.told.append((why, until))


@pytest.fixture
def crawler() -> Any:
    slot = Slot(concurrency=1, delay=2.0, jitter=JITTER)
    return SimpleNamespace(
        settings=Settings({"AUTOTHROTTLE_MAX_DELAY": 60.0}),
        signals=SignalManager(),
        engine=SimpleNamespace(downloader=SimpleNamespace(slots={HOST: slot})),
        spider=Alone(),
        slot=slot,
    )


def answer(crawler: Any, *statuses: int, retry_after: str | None = None) -> None:
    headers = {"Retry-After": retry_after} if retry_after else {}
    manners = crawler.__dict__.setdefault("manners", Manners.from_crawler(crawler))
    for status in statuses:
        request = Request(f"https://{HOST}/", meta={"download_slot": HOST})
        manners._downloaded(Response(request.url, status=status, headers=headers), request)


@pytest.mark.parametrize("status", [429, 503])
def test_each_answer_that_asks_for_a_slower_pace_doubles_the_delay(crawler: Any, status: int) -> None:
    answer(crawler, status)
    assert crawler.slot.delay == 4.0
    answer(crawler, status)
    assert crawler.slot.delay == 8.0


def test_the_delay_never_grows_beyond_the_longest(crawler: Any) -> None:
    answer(crawler, *[429] * 20)
    assert crawler.slot.delay == 60.0


def test_without_a_delay_it_begins_with_a_second(crawler: Any) -> None:
    crawler.slot.delay = 0.0
    answer(crawler, 429)
    assert crawler.slot.delay == 1.0


def test_good_answers_bring_the_usual_delay_back_step_by_step(crawler: Any) -> None:
    answer(crawler, 503, 503, 200)
    assert crawler.slot.delay == 4.0
    answer(crawler, 200, 200, 200)
    assert crawler.slot.delay == 2.0


def test_an_error_page_does_not_bring_it_back(crawler: Any) -> None:
    answer(crawler, 503, 500)
    assert crawler.slot.delay == 4.0


def test_retry_after_holds_back_the_next_request_to_the_host_whatever_its_address(crawler: Any) -> None:
    now = monotonic()
    answer(crawler, 429, retry_after="30")
    assert now + 30 <= crawler.slot.lastseen <= monotonic() + 30


def test_a_longer_retry_after_ends_the_run_and_says_until_when(crawler: Any) -> None:
    answer(crawler, 503, retry_after="7200")
    ((why, until),) = crawler.spider.told
    assert why == "nld.com.vn asks for it"
    assert timedelta(hours=1, minutes=59) < until - datetime.now(UTC) <= timedelta(hours=2)


def test_no_newspaper_keeps_us_away_for_longer_than_a_day(crawler: Any) -> None:
    answer(crawler, 429, retry_after="99999999")
    ((_, until),) = crawler.spider.told
    assert until - datetime.now(UTC) <= timedelta(days=1)


def test_no_random_delay_is_shorter_than_the_least() -> None:
    random.seed(1)
    slot = Slot(concurrency=1, delay=mean_delay(2.0), jitter=JITTER)
    delays = [slot.download_delay() for _ in range(500)]
    assert min(delays) >= 2.0
    assert max(delays) > 2.5


def test_what_waits_to_be_sent_is_taken_back(crawler: Any) -> None:
    failures: list[BaseException] = []
    waiting = SimpleNamespace(errback=failures.append)
    crawler.slot.queue.append((Request(f"https://{HOST}/"), waiting))
    Manners.from_crawler(crawler).stop_asking()
    assert not crawler.slot.queue
    assert isinstance(failures[0], LeftAlone)


def test_refusals_in_a_row_open_the_breaker() -> None:
    breaker = Breaker()
    assert [breaker.saw(True) for _ in range(IN_A_ROW)] == [False] * (IN_A_ROW - 1) + [True]


def test_another_answer_between_them_begins_a_new_row() -> None:
    breaker = Breaker()
    answers = [True] * (IN_A_ROW - 1) + [False] + [True] * (IN_A_ROW - 1)
    assert not any(breaker.saw(refused) for refused in answers)


def test_too_many_refusals_among_the_last_answers_open_it_too() -> None:
    breaker = Breaker()
    opened = [breaker.saw(number % 3 != 0) for number in range(LATELY)]
    assert opened.index(True) == TOO_MANY * 3 // 2 - 1


def test_feeds_that_are_all_shut_count_as_one_refusal() -> None:
    breaker = Breaker()
    assert not any(breaker.saw(True, once="_read_feed") for _ in range(20))
    assert not breaker.saw(True, once="_read_section")

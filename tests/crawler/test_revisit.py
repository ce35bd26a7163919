from datetime import UTC, datetime, timedelta

import pytest

from crawler.revisit import AGAIN, next_try

NOW = datetime(2026, 11, 23, 10, 0, 0, tzinfo=UTC)


def wait(status, **known) -> timedelta | None:
    again = next_try(status, now=NOW, **known)
    return datetime.fromisoformat(again) - NOW if again else None


def published(age: timedelta) -> str:
    return (NOW - age).isoformat()


def test_the_older_an_article_the_longer_the_wait() -> None:
    ages = [timedelta(minutes=10), timedelta(hours=5), timedelta(hours=20), timedelta(days=2), timedelta(days=10)]
    waits = [wait("stored", published=published(age)) for age in ages]
    assert None not in waits
    assert waits == sorted(waits)
    assert len(set(waits)) == len(waits)


def test_an_old_article_is_left_in_peace() -> None:
    assert wait("unchanged", published=published(timedelta(days=400))) is None


def test_an_article_dated_in_the_future_is_new() -> None:
    assert wait("stored", published=published(timedelta(days=-2))) == timedelta(minutes=30)


def test_vietnamese_time_and_ours_are_compared_as_moments() -> None:
    assert wait("stored", published="2026-11-23T16:30:00+07:00") == timedelta(minutes=30)


@pytest.mark.parametrize("status", AGAIN)
def test_failures_are_tried_again_ever_more_rarely_and_then_no_more(status) -> None:
    waits = [wait(status, tries=tries) for tries in range(len(AGAIN[status]) + 1)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])


@pytest.mark.parametrize("status", ["moved", "too_large"])
def test_what_will_not_change_is_not_asked_for_again(status) -> None:
    assert wait(status) is None


def test_retry_after_lengthens_the_wait() -> None:
    assert wait("blocked", retry_after="7200") == timedelta(hours=2)
    assert wait("blocked", retry_after="Mon, 23 Nov 2026 15:00:00 GMT") == timedelta(hours=5)


def test_retry_after_never_shortens_the_wait() -> None:
    assert wait("blocked", retry_after="1") == timedelta(hours=1)


@pytest.mark.parametrize("header", ["soon", "-5", "", "99999999999999999999", "Mon, 99 Nov 2026 15:00:00 GMT"])
def test_an_unreadable_or_endless_retry_after_does_no_harm(header) -> None:
    assert timedelta(hours=1) <= wait("blocked", retry_after=header) <= timedelta(days=30)

from datetime import UTC, datetime, timedelta

import pytest

from crawler.revisit import AGAIN, next_try, wanted_again
from db.records import Discovery, UrlState

URL = "https://nld.com.vn/tin-196261118071512204.htm"
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
def test_what_failed_is_tried_again_ever_more_rarely_for_more_than_a_week(status) -> None:
    waits = [wait(status, tries=tries) for tries in range(len(AGAIN[status]))]
    assert waits == sorted(waits)
    assert sum(waits, timedelta(0)) > timedelta(days=7)


def shown(first: timedelta, last: timedelta) -> tuple[str, str]:
    """When sources showed an address, as times before now."""
    return published(first), published(last)


@pytest.mark.parametrize("status", AGAIN)
def test_after_the_last_wait_what_sources_still_show_is_tried_once_a_month(status) -> None:
    known = shown(timedelta(days=60), timedelta(hours=2))
    assert wait(status, tries=len(AGAIN[status]), shown=known) == timedelta(days=30)
    assert wait(status, tries=len(AGAIN[status]) + 2, shown=known) == timedelta(days=30)


@pytest.mark.parametrize("status", AGAIN)
def test_after_the_last_wait_what_no_source_shows_any_more_is_given_up(status) -> None:
    known = shown(timedelta(days=90), timedelta(days=61))
    assert wait(status, tries=len(AGAIN[status]), shown=known) is None
    assert wait(status, tries=len(AGAIN[status])) is None


@pytest.mark.parametrize("status", AGAIN)
def test_after_half_a_year_it_is_given_up_whoever_shows_it(status) -> None:
    known = shown(timedelta(days=181), timedelta(hours=2))
    assert wait(status, tries=len(AGAIN[status]), shown=known) is None


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


def known(status, **values) -> UrlState:
    """An address as the file knows it: asked for last ten days ago."""
    row = dict.fromkeys(UrlState.__slots__) | {"url": URL, "outlet": "nld", "status": status, "sources": ("rss",)}
    seen = {"first_seen_at": "2026-11-01T00:00:00Z", "fetched_at": "2026-11-13T10:00:00Z", "tries": 1}
    return UrlState(**row | seen | values)


def said(**values) -> Discovery:
    return Discovery(URL, "nld", "sitemap", **values)


GIVEN_UP = (*AGAIN, "too_large")


@pytest.mark.parametrize("status", ["stored", "unchanged", "moved", *GIVEN_UP])
def test_a_later_change_brings_an_address_back_at_once(status) -> None:
    state = known(status, modified="2026-11-10T08:00:00+07:00")
    assert wanted_again(state, said(modified="2026-11-10T08:00:01+07:00"), now=NOW) == NOW
    assert wanted_again(state, said(modified="2026-11-10T08:00:00+07:00"), now=NOW) is None


def test_a_first_word_of_a_change_counts_when_it_is_later_than_our_last_request() -> None:
    assert wanted_again(known("not_article"), said(modified="2026-11-13T10:00:01Z"), now=NOW) == NOW
    assert wanted_again(known("not_article"), said(modified="2026-11-13T09:59:59Z"), now=NOW) is None


@pytest.mark.parametrize("status", GIVEN_UP)
def test_a_later_publication_brings_back_what_is_no_article_so_far(status) -> None:
    state = known(status, published="2026-11-01T08:00:00+07:00")
    assert wanted_again(state, said(published="2026-11-20T08:00:00+07:00"), now=NOW) == NOW
    assert wanted_again(known("stored"), said(published="2026-11-20T08:00:00+07:00"), now=NOW) is None


@pytest.mark.parametrize("status", GIVEN_UP)
def test_a_source_that_calls_everything_changed_costs_one_request_a_day(status) -> None:
    state = known(status, modified="2026-11-23T08:00:00Z", fetched_at="2026-11-23T09:00:00Z")
    assert wanted_again(state, said(modified="2026-11-23T09:59:00Z"), now=NOW) == NOW + timedelta(hours=23)


def test_who_refuses_us_is_not_asked_sooner_because_a_page_changed() -> None:
    state = known("blocked", modified="2026-11-10T08:00:00Z", next_try_at="2026-11-25T10:00:00Z")
    assert wanted_again(state, said(modified="2026-11-20T08:00:00Z"), now=NOW) is None


def test_what_was_never_asked_for_waits_its_turn() -> None:
    state = known("discovered", fetched_at=None, modified="2026-11-10T08:00:00Z")
    assert wanted_again(state, said(modified="2026-11-20T08:00:00Z"), now=NOW) is None

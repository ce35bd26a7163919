"""Dates as Vietnamese newspapers print and mark them."""

from __future__ import annotations

import doctest
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaners.dates
from cleaners.dates import VIETNAM, parse_date

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda m: m.replace(microsecond=0))


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2026-03-07T08:06:00+07:00", "2026-03-07T08:06:00+07:00"),
        ("2026-03-07T08:06:00+0700", "2026-03-07T08:06:00+07:00"),
        ("2026-03-07T08:06:00", "2026-03-07T08:06:00+07:00"),
        ("2026-03-07T08:06:00.123", "2026-03-07T08:06:00+07:00"),
        ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:11+07:00"),
        ("2026-03-07T01:06:00Z", "2026-03-07T08:06:00+07:00"),
        ("2026-03-07 08:06", "2026-03-07T08:06:00+07:00"),
        ("07/03/2026 08:06 GMT+7", "2026-03-07T08:06:00+07:00"),
        ("07/03/2026 08:06 (GMT+07:00)", "2026-03-07T08:06:00+07:00"),
        ("Thứ Ba, ngày 14/01/2025 - 06:01", "2025-01-14T06:01:00+07:00"),
        ("Thứ Bảy, 07/03/2026 - 08:06 (GMT+7)", "2026-03-07T08:06:00+07:00"),
        ("04/12/2017 - 07:09", "2017-12-04T07:09:00+07:00"),
        ("07-03-2026 - 00:01 AM", "2026-03-07T00:01:00+07:00"),
        ("07-03-2026 - 15:30 PM", "2026-03-07T15:30:00+07:00"),
        ("08:06 07/03/2026", "2026-03-07T08:06:00+07:00"),
        ("Cập nhật lúc 14:32, Thứ Ba, 11/03/2014 (GMT+7)", "2014-03-11T14:32:00+07:00"),
        ("10 tháng 4 2024", "2024-04-10T00:00:00+07:00"),
        ("Thứ Bảy, 16 tháng 4, 2022", "2022-04-16T00:00:00+07:00"),
        ("6 Tháng Năm, 2024", "2024-05-06T00:00:00+07:00"),
        ("ngày 7 tháng Mười Hai năm 2023 lúc 8h05", "2023-12-07T08:05:00+07:00"),
        ("Thứ hai, 09 Tháng 5 2016 08:12", "2016-05-09T08:12:00+07:00"),
        ("08:06 ngày 07/03/2026", "2026-03-07T08:06:00+07:00"),
        ("8h06 ngày 7-3-2026", "2026-03-07T08:06:00+07:00"),
        ("5-2-2026", "2026-02-05T00:00:00+07:00"),
        ("21/11/2025", "2025-11-21T00:00:00+07:00"),
    ],
)
def test_a_date_is_read_with_its_offset(printed: str, moment: str) -> None:
    assert parse_date(printed) == moment


@pytest.mark.parametrize(
    "printed", ["", None, "hôm qua", "31/02/2026", "2026-13-40T99:00:00", "08:06", "99/99/9999 99:99", "x" * 500]
)
def test_what_names_no_moment_is_no_date(printed: str | None) -> None:
    assert parse_date(printed) is None


@given(MOMENTS)
def test_what_was_written_is_read_again(moment: datetime) -> None:
    written = moment.replace(tzinfo=VIETNAM).isoformat()
    assert parse_date(written) == written


@given(MOMENTS, st.integers(-11, 13))
def test_the_moment_stays_the_same_in_any_zone(moment: datetime, hours: int) -> None:
    elsewhere = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    read = parse_date(elsewhere.isoformat())
    assert read is not None
    assert datetime.fromisoformat(read) == elsewhere


@given(MOMENTS)
def test_the_printed_form_names_the_same_minute(moment: datetime) -> None:
    minute = moment.replace(second=0, tzinfo=VIETNAM).isoformat()
    assert parse_date(f"{moment.day}/{moment.month}/{moment.year} {moment.hour}:{moment.minute:02}") == minute


@given(st.text(max_size=80))
def test_no_text_is_too_odd(text: str) -> None:
    read = parse_date(text)
    assert read is None or datetime.fromisoformat(read).tzinfo is not None


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(cleaners.dates).failed == 0

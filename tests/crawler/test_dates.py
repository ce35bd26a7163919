import pytest

from crawler.discovery.dates import iso_date


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue, 23 Jun 2026 12:00:01 +07:00", "2026-06-23T12:00:01+07:00"),
        ("Fri, 04 Sep 26 00:05:00 +0700", "2026-09-04T00:05:00+07:00"),
        ("Fri, 20 Nov 2026 08:06:00 +07", "2026-11-20T08:06:00+07:00"),
        ("Thu, 05 Mar 2026 01:00:00 GMT", "2026-03-05T08:00:00+07:00"),
        ("Thu, 05 Mar 2026 08:00:00 GMT+7", "2026-03-05T08:00:00+07:00"),
        ("9/5/2026 1:30:00 PM", "2026-09-05T13:30:00+07:00"),
        ("21/11/2026 08:06", "2026-11-21T08:06:00+07:00"),
        ("5-2-2026", "2026-02-05T00:00:00+07:00"),
        ("2026-09-05T20:39:34+07:00", "2026-09-05T20:39:34+07:00"),
        ("2026-09-05T20:39:34+0700", "2026-09-05T20:39:34+07:00"),
        ("2026-09-05T20:39:34", "2026-09-05T20:39:34+07:00"),
        ("2026-09-05T13:39:34Z", "2026-09-05T20:39:34+07:00"),
        ("2026-09-05", "2026-09-05T00:00:00+07:00"),
    ],
)
def test_a_date_is_read_in_every_form_the_sites_write(written: str, meant: str) -> None:
    assert iso_date(written) == meant


@pytest.mark.parametrize("written", [None, "", "  ", "hôm qua", "32/13/2026", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_date_is_none(written: str | None) -> None:
    assert iso_date(written) is None

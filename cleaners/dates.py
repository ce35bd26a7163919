"""Dates as Vietnamese newspapers print them, as ISO 8601 with an offset."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh has had no summer time since before the web."""

_iso = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_printed = re.compile(
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?:\s*(?:[-–|,]|lúc|\s)?\s*(?P<hour>\d{1,2})\s?[:hg]\s?(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[AP]M)?)?"
    r"(?:\s*\(?(?:GMT|UTC)?\s?(?P<zone>[+-]\d{1,2}(?::?\d{2})?)\)?)?",
    re.IGNORECASE,
)
_time_first = re.compile(r"(\d{1,2})\s?[:hg]\s?(\d{2})(?:\s*(?:[-–|,]|ngày))*\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})")


def parse_date(text: str | None) -> str | None:
    """The moment `text` names, as "2026-03-07T08:06:00+07:00"; None when it names none.

    Reads ISO 8601 with or without an offset (`+0700` too) and what the pages print:
    "07/03/2026 08:06 GMT+7", "Thứ Ba, ngày 14/01/2025 - 06:01", "04/12/2017 - 07:09", "5-2-2026",
    "07-03-2026 - 00:01 AM", "08:06 07/03/2026". Without an offset it is Vietnamese time, and so
    is what comes back; a day without an hour is midnight. The day comes first, as everywhere in Vietnam.

    >>> parse_date("Thứ Bảy, 07/03/2026 - 08:06 (GMT+7)")
    '2026-03-07T08:06:00+07:00'
    """
    if not text or len(text) > 400:
        return None
    found = _iso.search(text)
    if found:
        year, month, day, hour, minute, second, zone = found.groups()
        return _moment(year, month, day, hour, minute, second, zone)
    found = _time_first.search(text)
    if found:
        text = f"{found[3]} {found[1]}:{found[2]}"
    found = _printed.search(text)
    if not found:
        return None
    hour = found["hour"]
    if hour is not None and found["half"]:
        # cafef prints "00:01 AM" and "15:30 PM": the mark only counts where the hour needs it
        afternoon = found["half"].upper() == "PM"
        hour = str(int(hour) + 12) if afternoon and int(hour) < 12 else hour
    return _moment(found["year"], found["month"], found["day"], hour, found["minute"], found["second"], found["zone"])


def _moment(
    year: str, month: str, day: str, hour: str | None, minute: str | None, second: str | None, zone: str | None
) -> str | None:
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        return moment.replace(tzinfo=_offset(zone)).astimezone(VIETNAM).isoformat()
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> timezone:
    if not zone:
        return VIETNAM
    if zone in ("Z", "z"):
        return UTC
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if zone[0] == "-" else delta)

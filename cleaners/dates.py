"""Dates as Vietnamese newspapers print them, as ISO 8601 with an offset."""

from __future__ import annotations

import email.utils
import re
from datetime import UTC, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh has had no summer time since before the web."""

_iso = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[T ]|[A-Z]{3,4}|\+07)\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)
_day = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
_hour = r"(?P<hour>\d{1,2})\s?(?::|[hg]|giờ)\s?(?P<minute>\d{1,2})(?::(?P<second>\d{2}))?(?:\s?(?:phút|['’]))?"
_half = r"(?:\s*(?P<half>[AP]M|SA|CH)\b)?"
_zone = r"(?:\s*\(?(?:GMT|UTC)?\s?(?P<zone>[+-]\d{1,2}(?::?\d{2})?)\)?)?"
_printed = re.compile(rf"{_day}(?:\s*(?:[-–|,]|lúc|\s)*\s*{_hour}{_half})?{_zone}", re.IGNORECASE)
_weekday = r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật"
_time_first = re.compile(rf"{_hour}{_half}(?:\s*(?:[-–|,]|ngày|{_weekday}))*\s*{_day}", re.IGNORECASE)
_months = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_in_words = re.compile(
    r"(\d{1,2})\s*(?:tháng|thg\.?|th)\s*(\d{1,2}|mười (?:một|hai)|[^\W\d_]{2,5})\s*(?:,|-|năm)?\s*(\d{4})",
    re.IGNORECASE,
)
_year_first = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_english = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d{2}:\d{2}(?::\d{2})?(?: (?:GMT|UTC|Z|[+-]\d{2}:?\d{2}))?"
)


def parse_date(text: str | None) -> str | None:
    """The moment `text` names, as "2026-03-07T08:06:00+07:00"; None when it names none.

    Reads ISO 8601 with or without an offset (`+0700` too) and what the pages print:
    "07/03/2026 08:06 GMT+7", "Thứ Ba, ngày 14/01/2025 - 06:01", "04/12/2017 - 07:09", "5-2-2026",
    "07-03-2026 - 00:01 AM", "08:06 07/03/2026", "08:06, Thứ Bảy, 07/03/2026", "8 giờ 6 phút ngày 7-3-2026",
    "7 tháng 3 năm 2026", "7 Tháng Ba, 2026 08:06", "6:01 CH" for the evening, and the English form of feeds.
    Without an offset it is Vietnamese time, and so
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
    text = _year_first.sub(r"\3/\2/\1", _in_words.sub(_in_figures, text))
    found = _time_first.search(text) or _printed.search(text)
    if not found:
        found = _english.search(text)
        return _of_feeds(found[0]) if found else None
    part = found.groupdict()
    hour = _of_the_day(part["hour"], part["half"])
    return _moment(part["year"], part["month"], part["day"], hour, part["minute"], part["second"], part.get("zone"))


def _of_the_day(hour: str | None, half: str | None) -> str | None:
    """The hour from 0 to 23. CafeF prints "00:01 AM" and "15:30 PM": the mark counts only where the hour needs it."""
    if hour is None or half is None:
        return hour
    if half.upper() in ("PM", "CH"):
        return str(int(hour) + 12) if int(hour) < 12 else hour
    return "0" if int(hour) == 12 else hour


def _of_feeds(text: str) -> str | None:
    """RFC 822, as feeds print it; some put a colon into the offset, which the standard does not know."""
    text = re.sub(r"([+-]\d{2}):(\d{2})$", r"\1\2", text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    known = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    try:
        return known.astimezone(VIETNAM).isoformat()
    except OverflowError:
        return None


def _in_figures(said: re.Match[str]) -> str:
    """ "7 tháng Ba, 2026" as 7/3/2026; what names no month stays as it is."""
    month = " ".join(said[2].lower().split())
    number = month if month.isdecimal() else _months.get(month)
    return f"{said[1]}/{number}/{said[3]}" if number else said[0]


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

"""Days on which Vietnamese newspapers are quiet: weekends, public holidays, Tết."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

TET: dict[int, date] = {
    2023: date(2023, 1, 22),
    2024: date(2024, 2, 10),
    2025: date(2025, 1, 29),
    2026: date(2026, 2, 17),
    2027: date(2027, 2, 6),
    2028: date(2028, 1, 26),
    2029: date(2029, 2, 13),
    2030: date(2030, 2, 2),
    2031: date(2031, 1, 23),
    2032: date(2032, 2, 11),
    2033: date(2033, 1, 31),
    2034: date(2034, 2, 19),
    2035: date(2035, 2, 8),
}
"""The first day of the lunar year as Vietnam counts it (UTC+7; in 2030 a day before China)."""
BEFORE, AFTER = 3, 7
"""Days around it on which little is published."""
HOLIDAYS = frozenset(((1, 1), (4, 30), (5, 1), (9, 2)))
"""Month and day of the holidays of the solar year."""

Kind = Literal["weekday", "weekend", "holiday"]


def kind_of(day: date) -> Kind:
    """What kind of day `day` is for a newspaper."""
    first = TET.get(day.year)
    if first is not None and first - timedelta(days=BEFORE) <= day <= first + timedelta(days=AFTER):
        return "holiday"
    if (day.month, day.day) in HOLIDAYS:
        return "holiday"
    return "weekend" if day.weekday() >= 5 else "weekday"

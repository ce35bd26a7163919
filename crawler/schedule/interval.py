"""How often: "30min", "2h", "daily", as systemd and cron write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cleaners.errors import UsageError

MINUTES = (5, 6, 10, 12, 15, 20, 30)
"""Minutes that divide an hour evenly; more often than every five minutes nobody's newspaper should be asked."""
HOURS = (1, 2, 3, 4, 6, 8, 12)
"""Hours that divide a day evenly."""
NAMES = {"hourly": "1h", "daily": "24h", "weekly": "168h", "1d": "24h", "1w": "168h", "7d": "168h", "60min": "1h"}
FORM = re.compile(r"([0-9]{1,4})\s*(min|m|h)")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
DAY, WEEK = 24 * 60, 7 * 24 * 60
SPREAD = 10
"""A start is put off by up to this part of the interval, so that not everybody asks at the full hour."""
LONGEST_DELAY = 30 * 60
"""Seconds a start is put off at most."""


@dataclass(frozen=True, slots=True)
class Interval:
    """`minutes` between two starts; those of a day or a week begin at `hour`:`minute`, local time."""

    minutes: int
    hour: int
    minute: int

    @property
    def calendar(self) -> str:
        """As systemd's OnCalendar."""
        if self.minutes < 60:
            return f"*-*-* *:00/{self.minutes}:00"
        if self.minutes < DAY:
            return f"*-*-* 00/{self.minutes // 60}:00:00"
        return f"{'Mon ' if self.minutes == WEEK else ''}*-*-* {self.hour:02}:{self.minute:02}:00"

    @property
    def random_delay(self) -> int:
        """Seconds by which a start may be put off."""
        return min(self.minutes * 60 // SPREAD, LONGEST_DELAY)

    def cron(self, offset: int) -> str:
        """The five fields of a crontab line; `offset` (minutes, any number) moves it off the full hour."""
        if self.minutes < 60:
            first = offset % self.minutes
            return f"{','.join(str(minute) for minute in range(first, 60, self.minutes))} * * * *"
        if self.minutes < DAY:
            hours = "*" if self.minutes == 60 else f"*/{self.minutes // 60}"
            return f"{offset % 60} {hours} * * *"
        return f"{self.minute} {self.hour} * * {'1' if self.minutes == WEEK else '*'}"


def parse_every(every: str, at: str = "05:00") -> Interval:
    """The interval that --every and --at name. Raises UsageError for what does not divide a day evenly.

    >>> parse_every("2h").calendar
    '*-*-* 00/2:00:00'
    """
    clock = CLOCK.fullmatch(at.strip())
    if clock is None:
        raise UsageError(f"--at takes a time of day such as 05:30, and not {at!r}")
    wanted = every.strip().lower()
    form = FORM.fullmatch(NAMES.get(wanted, wanted))
    minutes = int(form[1]) * (60 if form[2] == "h" else 1) if form else 0
    if minutes not in (*MINUTES, *(hours * 60 for hours in HOURS), DAY, WEEK):
        raise UsageError(
            f"--every takes {', '.join(map(str, MINUTES))}min, {', '.join(map(str, HOURS))}h, daily or weekly, "
            f"and not {every!r}"
        )
    return Interval(minutes, int(clock[1]), int(clock[2]))

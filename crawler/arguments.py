"""What a single crawl is told: how much, how far back, from which sources."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from cleaners.errors import UsageError
from crawler.config import SOURCES
from crawler.discovery.dates import VIETNAM
from crawler.discovery.period import Period


@dataclass(frozen=True, slots=True)
class Arguments:
    """`limit` articles an outlet; `since` and `until` with their zones; `sources` empty for those of the settings.

    `max_minutes` and `max_pages` (an outlet, feeds and lists included) end a run early; the next one goes on.
    """

    limit: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    revisit: bool = False
    max_minutes: float | None = None
    max_pages: int | None = None

    @property
    def period(self) -> Period:
        """The stretch of time that is asked for."""
        return Period(self.since, self.until)

    @classmethod
    def read(
        cls,
        *,
        limit: str | int | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
        source: str | None = None,
        revisit: str | bool = False,
        max_minutes: str | float | None = None,
        max_pages: str | int | None = None,
        **unknown: object,
    ) -> Arguments:
        """The arguments as a command line gives them. Raises UsageError."""
        unknown.pop("_job", None)  # Scrapyd's number of the job
        if unknown:
            names = ", ".join(field.name.replace("sources", "source") for field in fields(cls))
            raise UsageError(f"unknown argument {next(iter(unknown))!r}: there are {names}")
        begin = parse_date(since, "--since") if isinstance(since, str) else since
        end = parse_date(until, "--until") if isinstance(until, str) else until
        if begin and end and begin >= end:
            raise UsageError(f"--since {begin.date()} has to lie before --until {end.date()}")
        return cls(
            limit=_whole(limit, "--limit"),
            since=begin,
            until=end,
            sources=parse_sources(source) if source else (),
            revisit=revisit in (True, "1", "true", "True", "yes"),
            max_minutes=_minutes(max_minutes),
            max_pages=_whole(max_pages, "--max-pages"),
        )


def parse_date(text: str, option: str) -> datetime:
    """A day (2026-11-01, midnight in Vietnam) or a moment in ISO 8601. Raises UsageError, naming `option`."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option} takes a date such as 2026-11-01, and not {text!r}") from None
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def parse_sources(text: str) -> tuple[str, ...]:
    """Some of rss,sitemap,section. Raises UsageError."""
    sources = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [source for source in sources if source not in SOURCES]
    if unknown or not sources:
        raise UsageError(f"--source takes some of {','.join(SOURCES)}, and not {unknown[0] if unknown else text!r}")
    return sources


def _whole(value: str | int | None, option: str) -> int | None:
    if value is None:
        return None
    if not str(value).isascii() or not str(value).isdigit() or int(value) < 1:
        raise UsageError(f"{option} takes a number from 1 up, and not {value!r}")
    return int(value)


def _minutes(value: str | float | None) -> float | None:
    if value is None:
        return None
    try:
        minutes = float(value)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < 1e6:
        raise UsageError(f"--max-minutes takes a number above 0, and not {value!r}")
    return minutes

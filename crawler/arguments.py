"""What a single crawl is told: how much, how far back, from which sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cleaners.errors import UsageError
from crawler.config import SOURCES
from crawler.discovery.dates import VIETNAM


@dataclass(frozen=True, slots=True)
class Arguments:
    """`limit` articles an outlet; `since` with its zone; `sources` empty for those of the settings."""

    limit: int | None = None
    since: datetime | None = None
    sources: tuple[str, ...] = ()
    revisit: bool = False

    @classmethod
    def read(
        cls,
        *,
        limit: str | int | None = None,
        since: str | datetime | None = None,
        source: str | None = None,
        revisit: str | bool = False,
        **unknown: object,
    ) -> Arguments:
        """The arguments as a command line gives them. Raises UsageError."""
        if unknown:
            raise UsageError(f"unknown argument {next(iter(unknown))!r}: there are limit, since, source and revisit")
        return cls(
            limit=_limit(limit),
            since=parse_since(since) if isinstance(since, str) else since,
            sources=parse_sources(source) if source else (),
            revisit=revisit in (True, "1", "true", "True", "yes"),
        )


def parse_since(text: str) -> datetime:
    """A day (2026-11-01, midnight in Vietnam) or a moment in ISO 8601. Raises UsageError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--since takes a date such as 2026-11-01, and not {text!r}") from None
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def parse_sources(text: str) -> tuple[str, ...]:
    """Some of rss,sitemap,section. Raises UsageError."""
    sources = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [source for source in sources if source not in SOURCES]
    if unknown or not sources:
        raise UsageError(f"--source takes some of {','.join(SOURCES)}, and not {unknown[0] if unknown else text!r}")
    return sources


def _limit(value: str | int | None) -> int | None:
    if value is None:
        return None
    if not str(value).isascii() or not str(value).isdigit() or int(value) < 1:
        raise UsageError(f"--limit takes a number from 1 up, and not {value!r}")
    return int(value)

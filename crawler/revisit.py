"""When an address is asked for again: often while an article is young, then ever more rarely, then not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from db.records import UrlStatus

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

ARTICLES: tuple[tuple[timedelta, timedelta], ...] = (
    (2 * HOUR, HOUR / 2),
    (6 * HOUR, 2 * HOUR),
    (1 * DAY, 6 * HOUR),
    (3 * DAY, 1 * DAY),
    (14 * DAY, 5 * DAY),
    (90 * DAY, 30 * DAY),
)
"""(an article up to this age, is looked at again after this time); older ones rest until a source says they changed."""

AGAIN: dict[UrlStatus, tuple[timedelta, ...]] = {
    "failed": (HOUR / 4, HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY),
    "blocked": (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY),
    "gone": (DAY, 7 * DAY, 30 * DAY),
    "empty": (2 * HOUR, DAY, 7 * DAY),
    "not_article": (7 * DAY, 30 * DAY),
    "disallowed": (7 * DAY, 30 * DAY, 90 * DAY),
}
"""The waits after the first, second … such answer in a row; after the last one, and for other statuses, never again."""


def next_try(
    status: UrlStatus,
    *,
    now: datetime,
    published: str | None = None,
    tries: int = 0,
    retry_after: str | None = None,
) -> str | None:
    """When to ask again, UTC as in the file, or None for never.

    `published` (ISO 8601) is the article's age; unknown counts as new. `tries` counts the earlier answers
    in a row that were no article. `retry_after` is the server's header; it can only lengthen the wait.
    """
    if status in ("stored", "unchanged"):
        wait = _by_age(now, published)
    else:
        waits = AGAIN.get(status, ())
        wait = waits[tries] if tries < len(waits) else None
    if wait is None:
        return None
    asked = asked_wait(retry_after, now)
    return (now + max(wait, min(asked, 30 * DAY))).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _by_age(now: datetime, published: str | None) -> timedelta | None:
    age = now - moment(published) if published else timedelta(0)
    return next((wait for limit, wait in ARTICLES if age <= limit), None)


def moment(text: str) -> datetime:
    """ISO 8601 as a moment that can be compared, whatever its zone; without one it is UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def asked_wait(header: str | None, now: datetime) -> timedelta:
    """The Retry-After header, seconds or a date, as a wait; zero where it says nothing readable."""
    if not header:
        return timedelta(0)
    if header.strip().isascii() and header.strip().isdigit():
        return timedelta(seconds=min(int(header), 10_000_000))
    try:
        return max(parsedate_to_datetime(header) - now, timedelta(0))
    except (ValueError, TypeError):
        return timedelta(0)

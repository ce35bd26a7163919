"""When an address is asked for again: often at first, then ever more rarely, then when a source says it changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from db.records import Discovery, UrlState, UrlStatus

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FETCHED: frozenset[UrlStatus] = frozenset({"stored", "unchanged"})

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
    "empty": (2 * HOUR, DAY, 7 * DAY, 30 * DAY),
    "not_article": (6 * HOUR, DAY, 7 * DAY, 30 * DAY),
    "disallowed": (7 * DAY, 30 * DAY, 90 * DAY),
}
"""The waits after the first, second … such answer in a row; other statuses are not tried again on their own."""
LISTED = 30 * DAY
"""The wait after the last of them, while sources still show the address …"""
SHOWN = 2 * LISTED
"""… which means that one has shown it within that time …"""
ENOUGH = 180 * DAY
"""… and this is how long after a source showed it first; then it is given up until a source says that it changed."""
NOT_BEFORE = DAY
"""Time since it was asked for last before which a source's word does not bring an address back that failed.

Some sitemaps call everything changed whenever they are read.
"""


def next_try(
    status: UrlStatus,
    *,
    now: datetime,
    published: str | None = None,
    tries: int = 0,
    retry_after: str | None = None,
    shown: tuple[str, str] | None = None,
) -> str | None:
    """When to ask again, UTC as in the file, or None for given up.

    `published` (ISO 8601) is the article's age; unknown counts as new. `tries` counts the earlier answers
    in a row that were no article. `retry_after` is the server's header; it can only lengthen the wait.
    `shown` is when sources showed the address first and last, None when none did.
    """
    wait = _by_age(now, published) if status in FETCHED else _by_tries(status, now, tries, shown)
    if wait is None:
        return None
    asked = asked_wait(retry_after, now)
    return (now + max(wait, min(asked, 30 * DAY))).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def wanted_again(state: UrlState, found: Discovery, *, now: datetime) -> datetime | None:
    """When to ask for a known address because of what a source says of it now; None: when it was to be anyway.

    A source's earlier word counts before our clock: the newspaper's may be another.
    """
    asked = moment(state.fetched_at or state.first_seen_at)
    changed = found.modified is not None and moment(found.modified) > (
        moment(state.modified) if state.modified else asked
    )
    if state.status in FETCHED or state.status == "moved":
        return now if changed else None
    # Who refuses us, and may have said for how long, is not asked sooner because a page changed.
    if state.status == "discovered" or (state.status == "blocked" and state.next_try_at):
        return None
    # Without an article nothing is known but what the sources say: a new date of publication counts, too.
    if found.published and state.published:
        changed = changed or moment(found.published) > moment(state.published)
    return max(now, asked + NOT_BEFORE) if changed else None


def _by_tries(status: UrlStatus, now: datetime, tries: int, shown: tuple[str, str] | None) -> timedelta | None:
    waits = AGAIN.get(status)
    if waits is None:
        return None
    if tries < len(waits):
        return waits[tries]
    if shown is None:
        return None
    first, last = map(moment, shown)
    return LISTED if now - last <= SHOWN and now - first <= ENOUGH else None


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

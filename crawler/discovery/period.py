"""The stretch of time a crawl is asked for: --since and --until."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.discovery.dates import VIETNAM
from crawler.revisit import moment


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on and before `until`, both with their zone; None: without end."""

    since: datetime | None = None
    until: datetime | None = None

    @property
    def scope(self) -> str:
        """The period as a text, empty for all time."""
        bounds = [bound.isoformat() if bound else "" for bound in (self.since, self.until)]
        return "/".join(bounds) if any(bounds) else ""

    def is_older(self, dated: str | None) -> bool:
        """Whether what is `dated` (ISO 8601, publication or a later change) was published before the period."""
        return self.since is not None and dated is not None and moment(dated) < self.since

    def is_newer(self, published: str | None, drafted: date | None = None) -> bool:
        """Whether what was `published` (ISO 8601), or at least `drafted`, at that time comes after the period."""
        if self.until is None:
            return False
        if published is not None:
            return moment(published) >= self.until
        # A draft is older than what became of it.
        return drafted is not None and drafted >= self.until.astimezone(VIETNAM).date()

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day in Vietnam that it touches."""
        since, until = (bound.astimezone(VIETNAM) if bound else None for bound in (self.since, self.until))
        last = (until - timedelta(microseconds=1)).date() if until else None
        return since.date() if since else None, last

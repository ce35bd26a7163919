"""Is it healthy? One word for each newspaper, from its runs and its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crawler.discovery.dates import VIETNAM
from db.records import RunRecord
from db.status import Status

DAYS = 14
"""Days that the bar of new articles shows; the last one is today in Vietnam."""
QUIET_DAYS = 3
"""Days without a new article after which a newspaper that had some before is quiet."""
STALE_AFTER = timedelta(days=3)
"""Time since the last run began after which the crawl seems to have been forgotten."""
BLOCKS = "▁▂▃▄▅▆▇█"
NONE = "·"

VERDICTS: dict[str, str] = {
    "going on": "a crawl holds the newspaper now",
    "died": "the last crawl ended without a word; the next one goes on from there",
    "elsewhere": "a crawl on another machine holds the newspaper, or died there",
    "failed": "the last crawl failed",
    "refused": "the newspaper refuses us, or asked for a pause",
    "look": "the last crawl needs a person",
    "stale": "no crawl for three days",
    "quiet": "crawls go well, and there was no new article for three days",
    "healthy": "all is well",
}
"""Every verdict and what it says."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a newspaper is doing: `verdict` is a key of `VERDICTS`, `new` its new articles a day, today's last."""

    outlet: str
    verdict: str
    run: RunRecord
    new: tuple[int, ...]

    @property
    def bar(self) -> str:
        """`new` as a line of blocks, the highest day full."""
        return bar(self.new)


def health_of(found: Status, *, now: datetime) -> list[Health]:
    """The health of every newspaper that was ever crawled, by name."""
    today = now.astimezone(VIETNAM).date()
    rows = []
    for outlet, run in found.runs.items():
        new = _by_day(found.new_a_day.get(outlet, {}), today)
        rows.append(Health(outlet, _verdict(outlet, run, new, found, now), run, new))
    return rows


def bar(numbers: tuple[int, ...]) -> str:
    """`numbers` as blocks; a day with one article among days with hundreds is still no day without.

    >>> bar((0, 1, 4, 8))
    '·▁▄█'
    """
    most = max(numbers, default=0)
    return "".join(BLOCKS[max(0, -(-number * len(BLOCKS) // most) - 1)] if number else NONE for number in numbers)


def _verdict(outlet: str, run: RunRecord, new: tuple[int, ...], found: Status, now: datetime) -> str:
    if run.exit_code is None:
        return {"alive": "going on", "dead": "died"}.get(found.lives.get(outlet, "unknown"), "elsewhere")
    if run.counts.get(outlet, {}).get("left_alone"):
        return "refused"
    if run.exit_code:
        return "look" if run.exit_code == 3 else "failed"
    if now.astimezone(UTC) - datetime.fromisoformat(run.started_at) > STALE_AFTER:
        return "stale"
    if not any(new[-QUIET_DAYS:]) and any(new):
        return "quiet"
    return "healthy"


def _by_day(counted: Mapping[str, int], today: date) -> tuple[int, ...]:
    days = (today - timedelta(days=back) for back in reversed(range(DAYS)))
    return tuple(counted.get(day.isoformat(), 0) for day in days)

"""How much the archive holds and takes, by newspaper and month."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.compression import COMPACTED
from db.connection import open_for_reading, speaking

BY_MONTH = f"""
SELECT pages.outlet, substr(fetched_at, 1, 7) AS month, count(*), sum(raw_bytes), sum(stored_bytes),
    sum(codec = '{COMPACTED}'), sum(page_references.page_id IS NOT NULL)
FROM pages LEFT JOIN page_references ON page_references.page_id = pages.id
GROUP BY pages.outlet, month ORDER BY pages.outlet, month
"""


@dataclass(frozen=True, slots=True)
class MonthStats:
    """The pages of an outlet fetched in one month ("2026-11"); sizes in bytes."""

    outlet: str
    month: str
    pages: int
    raw: int
    stored: int
    compacted: int
    """Pages that went through `compact`."""
    references: int
    """Pages that are the dictionary of others."""

    @property
    def ratio(self) -> float:
        """Bytes served for a byte stored."""
        return self.raw / self.stored if self.stored else 0.0


def archive_stats(path: Path) -> list[MonthStats]:
    """The pages of the file at `path`, by outlet and month. Raises a `DatabaseError`."""
    with closing(open_for_reading(path)) as db, speaking(path):
        return [MonthStats(*row) for row in db.conn.execute(BY_MONTH)]

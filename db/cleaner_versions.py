"""How many stored articles were written by the cleaners of today, and how many by older ones."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from cleaners.outlets import OUTLETS
from db.connection import open_for_reading, speaking
from db.readings import today

BY_VERSION = """
SELECT outlet, layout, is_fallback, cleaner_version, count(*) FROM articles
WHERE outlet IS NOT NULL GROUP BY outlet, layout, is_fallback, cleaner_version
"""


def stored_articles_by_age(path: Path) -> dict[str, dict[str, int]]:
    """By outlet: {"articles": all, "older": those of another version than today's}. Raises a `DatabaseError`."""
    ages: dict[str, dict[str, int]] = {}
    with closing(open_for_reading(path)) as db, speaking(path):
        for outlet, layout, is_fallback, version, articles in db.conn.execute(BY_VERSION):
            age = ages.setdefault(outlet, {"articles": 0, "older": 0})
            age["articles"] += articles
            if version != today(OUTLETS.get(outlet), layout=layout, is_fallback=bool(is_fallback)):
                age["older"] += articles
    return ages

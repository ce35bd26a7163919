"""Which cleaner would read a page today, and what came of reading it again."""

from __future__ import annotations

import hashlib
import sqlite3
from functools import lru_cache
from typing import Literal

from cleaners.layout import Outlet
from cleaners.outlets import OUTLETS
from cleaners.versions import dump_version, fallback_version, version_of

Result = Literal["article", "no_article", "unreadable", "crashed", "damaged"]
"""What came of reading a page: an article, none, no text at all, a crash of the parser, a page that is spoilt."""

DUMP_LAYOUT = "dump"

NOTE = """
INSERT INTO readings (page_id, version, result, reason, read_at) VALUES (:page_id, :version, :result, :reason, :now)
ON CONFLICT (page_id) DO UPDATE SET
    version = excluded.version, result = excluded.result, reason = excluded.reason, read_at = excluded.read_at
"""
FORGET = "DELETE FROM readings WHERE page_id = ?"


@lru_cache(maxsize=64)
def reading_version(outlet_name: str) -> str:
    """All that has a say in how a page of that outlet is read today, as a digest of ten digits.

    An article's own `cleaner_version` tells only of the cleaner that read it. A page that holds no article, or
    that the fallback read, may be read by another cleaner once that one has changed.
    """
    outlet = OUTLETS.get(outlet_name)
    versions = [fallback_version(), dump_version(outlet)]
    if outlet is not None:
        versions.append(version_of(outlet.family, outlet))
    return hashlib.sha256("+".join(versions).encode()).hexdigest()[:10]


def today(outlet: Outlet | None, *, layout: str, is_fallback: bool) -> str | None:
    """The version of the cleaner that would write such an article today; None: no cleaner of ours."""
    if layout == DUMP_LAYOUT:
        return dump_version(outlet)
    if is_fallback:
        return fallback_version()
    return version_of(outlet.family, outlet) if outlet else None


def is_current(outlet_name: str | None, *, layout: str, version: str, is_fallback: bool) -> bool:
    """Whether today's cleaner wrote the article; False too for one that another cleaner might read today."""
    return not is_fallback and version == today(OUTLETS.get(outlet_name or ""), layout=layout, is_fallback=False)


def note(conn: sqlite3.Connection, page_id: int, version: str, result: Result, reason: str | None, now: str) -> None:
    """Write down what came of reading a page again; the caller holds the transaction."""
    values = {"page_id": page_id, "version": version, "result": result, "reason": reason, "now": now}
    conn.execute(NOTE, values)

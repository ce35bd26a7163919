"""What the audit finds: rows for a person to read, the most telling first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Literal

from db.archive import ArchiveReader
from db.audit.leaks import leaks
from db.audit.losses import losses
from db.audit.proposals import proposal
from db.audit.suspect import Suspect
from db.errors import DatabaseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Suspect):
    """A kept block that looks like boilerplate, or a dropped one that looks like a lost paragraph.

    `proposal` is text to paste, empty until `with_proposals` made it.
    """

    what: Literal["leak", "loss"]
    proposal: str = ""


def audit(conn: sqlite3.Connection, outlet: str | None = None) -> list[Finding]:
    """All findings of the file, or of one outlet, the most telling first. Changes nothing."""
    names = [name for (name,) in conn.execute("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL")]
    found = [
        Finding(what="leak", **asdict(one)) for name in names if outlet in (None, name) for one in leaks(conn, name)
    ]
    found += [
        Finding(what="loss", **asdict(one)) for name in names if outlet in (None, name) for one in losses(conn, name)
    ]
    return sorted(found, key=lambda one: (-one.score, one.outlet, one.text))


def with_proposals(conn: sqlite3.Connection, found: list[Finding]) -> Iterator[Finding]:
    """The findings with a proposed rule each; reads the page of every one."""
    archive = ArchiveReader(conn)
    for one in found:
        row = conn.execute("SELECT page_id FROM articles WHERE id = ?", (one.article_id,)).fetchone()
        try:
            page = archive.page(row[0]) if row and row[0] else None
        except DatabaseError:  # `tinsach archive verify` tells of it
            page = None
        yield replace(one, proposal=proposal(page, one.what, one.outlet, one.kind, one.rule, one.text))

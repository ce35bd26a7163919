"""One stored article with all that tells whether to trust it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from cleaners.addresses import canonical_url, host_of
from cleaners.article import Article
from cleaners.outlets import outlet_of_host
from db.archive import read_page
from db.records import FetchedPage
from db.rows import ARTICLE_COLUMNS, article_of, storable


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The page an article was read from, without its bytes."""

    id: int
    requested_url: str
    fetched_at: str
    http_status: int
    raw_bytes: int
    sha256: str
    run_id: int | None


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the page: `look` is kept (in the body), meta (in the article's metadata) or dropped."""

    look: str
    kind: str
    rule: str
    selector: str
    text: str
    place: int | None
    """Its index among the article's blocks."""


@dataclass(frozen=True, slots=True)
class SeedResult:
    """How the article compares with a reference article."""

    seed: str
    result: str
    lost: int
    leaked: int
    checked_at: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and where it comes from. `dropped` counts blocks left out by kind."""

    id: int
    article: Article
    dropped: dict[str, int]
    page: PageFacts | None
    pages: int
    """Pages stored for its address."""
    versions: int
    """Earlier readings that are kept."""
    checks: tuple[SeedResult, ...]
    updated_at: str

    def to_dict(self) -> dict[str, Any]:
        """As JSON: the article as `tinsach clean --format json` has it, and its provenance."""
        page = self.page
        return self.article.to_dict() | {
            "id": self.id,
            "provenance": {
                "page": {name: getattr(page, name) for name in PageFacts.__slots__} if page else None,
                "pages_of_this_address": self.pages,
                "earlier_readings": self.versions,
                "updated_at": self.updated_at,
                "dropped": self.dropped,
                "checks": [{name: getattr(one, name) for name in SeedResult.__slots__} for one in self.checks],
            },
        }


def article_view(conn: sqlite3.Connection, article_id: int) -> ArticleView | None:
    """The article with that id, or None."""
    cursor = conn.execute(f"SELECT id, {', '.join(ARTICLE_COLUMNS)} FROM articles WHERE id = ?", (article_id,))
    values = cursor.fetchone()
    if values is None:
        return None
    row = dict(zip((column[0] for column in cursor.description), values, strict=True))
    page = conn.execute(PAGE, (row["page_id"],)).fetchone()
    (pages,) = conn.execute("SELECT count(*) FROM pages WHERE url = ?", (row["url"],)).fetchone()
    (versions,) = conn.execute("SELECT count(*) FROM article_versions WHERE article_id = ?", (article_id,)).fetchone()
    return ArticleView(
        id=article_id,
        article=article_of(conn, row),
        dropped=json.loads(row["dropped"]),
        page=PageFacts(*page) if page else None,
        pages=pages,
        versions=versions,
        checks=tuple(SeedResult(*check) for check in conn.execute(CHECKS, (row["url"],))),
        updated_at=row["updated_at"],
    )


def article_of_address(conn: sqlite3.Connection, url: str) -> int | None:
    """The id of the article stored under an address as a reader copies it, wherever it has moved; or None."""
    outlet = outlet_of_host(host_of(url))
    wanted = storable(canonical_url(url, outlet))
    row = conn.execute(ADDRESS, {"url": wanted, "as_typed": storable(url)}).fetchone()
    return None if row is None else row[0]


def blocks_of(conn: sqlite3.Connection, article_id: int) -> tuple[BlockView, ...]:
    """The blocks of the article's page in reading order, as they were read last."""
    return tuple(
        BlockView(
            look="kept" if block is not None else "meta" if kept else "dropped",
            kind=kind,
            rule=rule,
            selector=selector,
            text=text or "",
            place=block,
        )
        for kept, kind, rule, selector, block, text in conn.execute(BLOCKS, (article_id,))
    )


def page_of(conn: sqlite3.Connection, article_id: int) -> FetchedPage | None:
    """The page the article was read from, as served; None when it came without. Raises a `DatabaseError`."""
    row = conn.execute("SELECT page_id FROM articles WHERE id = ?", (article_id,)).fetchone()
    return read_page(conn, row[0]) if row and row[0] is not None else None


PAGE = "SELECT id, requested_url, fetched_at, http_status, raw_bytes, sha256, run_id FROM pages WHERE id = ?"
CHECKS = "SELECT seed, result, lost, leaked, checked_at FROM checks WHERE url = ? ORDER BY id DESC LIMIT 5"
ADDRESS = """
SELECT id FROM articles WHERE url IN (:url, :as_typed, (SELECT moved_to FROM urls WHERE url = :url)) LIMIT 1
"""
BLOCKS = """
SELECT verdicts.kept, blocks.kind, blocks.rule, blocks.selector, verdicts.block, blocks.text
FROM blocks JOIN verdicts ON verdicts.article_id = blocks.article_id AND verdicts.position = blocks.position
WHERE blocks.article_id = ? ORDER BY blocks.position
"""

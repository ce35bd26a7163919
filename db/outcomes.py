"""One outcome as rows, and those rows into the file. The Store batches them."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, field, replace
from typing import TypedDict, get_args

from cleaners.article import Article
from db.archive import page_row
from db.records import Change, Outcome, UrlStatus
from db.references import NO_ARTICLE, Packed, References
from db.rows import ARTICLE_COLUMNS, ImageRow, Row, VerdictRow, article_row, image_rows, storable, verdict_rows
from db.urls import ADD, RECORD

STATUSES = frozenset(get_args(UrlStatus)) - {"discovered"}
NOT_MODIFIED = 304

_PAGE_COLUMNS = (
    "url",
    "requested_url",
    "outlet",
    "fetched_at",
    "http_status",
    "content_type",
    "headers",
    "codec",
    "reference",
    "raw_bytes",
    "stored_bytes",
    "sha256",
    "run_id",
    "body",
)


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"


INSERT_PAGE = _insert("pages", _PAGE_COLUMNS)
WRITE_ARTICLE = (
    _insert("articles", ARTICLE_COLUMNS)
    + " ON CONFLICT (url) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in ARTICLE_COLUMNS if name not in ("url", "first_stored_at"))
    + " RETURNING id"
)
# A moved article keeps its row: otherwise the same article would stand in the file twice.
FOLLOW_MOVE = """
UPDATE articles SET url = :url
WHERE id = (SELECT articles.id FROM urls JOIN articles ON articles.url = urls.url WHERE urls.moved_to = :url LIMIT 1)
    AND NOT EXISTS (SELECT 1 FROM articles WHERE url = :url)
"""
LEAVE_MOVED = """
UPDATE urls SET article_id = NULL
WHERE moved_to = :url AND article_id = (SELECT id FROM articles WHERE url = :url)
"""
INSERT_IMAGE = f"INSERT INTO images (article_id, {', '.join(ImageRow._fields)}) VALUES (?, ?, ?, ?, ?)"
INSERT_VERDICT = f"INSERT INTO verdicts (article_id, {', '.join(VerdictRow._fields)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The rows of one outcome, the page's body already compressed."""

    change: Change
    url: Row
    moved: Row | None = None
    target: Row | None = None
    page: Row | None = None
    packed: Packed | None = None
    """What `page` needs to be read, and what it is to others."""
    page_id: int | None = None
    """The archived page with the same bytes, when `page` need not be written."""
    article: Row | None = None
    images: list[ImageRow] = field(default_factory=list)
    verdicts: list[VerdictRow] = field(default_factory=list)


class _Archived(TypedDict):
    page: Row | None
    packed: Packed | None
    page_id: int | None


def urls_of(outcome: Outcome) -> set[str]:
    """Every URL whose row the outcome may change."""
    filed = outcome.article.url if outcome.article else None
    return {url for url in (outcome.url, outcome.moved_to, filed) if url is not None}


def prepare(conn: sqlite3.Connection, references: References, run_id: int, outcome: Outcome, now: str) -> Prepared:
    """The rows of `outcome`, after a look at what the file holds. Raises `ValueError` for an impossible outcome."""
    article = _article_to_store(outcome)
    url = article.url if article and article.url else outcome.url
    if article is None:
        return Prepared(
            change="none",
            url=_url_row(outcome, run_id, now),
            target=_target_row(outcome, run_id, now),
            **_archived(conn, references, outcome, url, run_id),
        )
    values = article_row(article, url=url, stored_at=outcome.page.fetched_at if outcome.page else now)
    change = _change(conn, (url, outcome.url), values["content_digest"])
    filed = replace(outcome, url=url, status="unchanged" if change == "unchanged" else "stored")
    moved = None
    if url != outcome.url:
        reason = outcome.reason or "canonical address differs"
        moved = _url_row(Outcome(outcome.url, outcome.outlet, "moved", reason, moved_to=url), run_id, now)
    if change == "unchanged":
        return Prepared(change=change, url=_url_row(filed, run_id, now), moved=moved)
    return Prepared(
        change=change,
        url=_url_row(filed, run_id, now),
        moved=moved,
        article=values,
        images=image_rows(article),
        verdicts=verdict_rows(article),
        **_archived(conn, references, outcome, url, run_id),
    )


def write(conn: sqlite3.Connection, references: References, prepared: Prepared) -> None:
    """Put the rows into the file; the caller holds the transaction."""
    if prepared.moved:
        conn.execute(RECORD, prepared.moved)
    if prepared.target:
        conn.execute(ADD, prepared.target)
    page_id = prepared.page_id
    if prepared.page and prepared.packed:
        page_id = _write_page(conn, references, prepared.page, prepared.packed, now=prepared.url["now"])
    article_id = None
    if prepared.article:
        article_id = write_article(
            conn, prepared.article | {"page_id": page_id}, images=prepared.images, verdicts=prepared.verdicts
        )
    conn.execute(RECORD, prepared.url | {"article_id": article_id})


def write_article(conn: sqlite3.Connection, article: Row, *, images: list[ImageRow], verdicts: list[VerdictRow]) -> int:
    """Add or replace the article with that URL; returns its id. The caller holds the transaction."""
    conn.execute(FOLLOW_MOVE, {"url": article["url"]})
    conn.execute(LEAVE_MOVED, {"url": article["url"]})
    (row,) = conn.execute(WRITE_ARTICLE, article).fetchall()
    article_id: int = row[0]
    replace_parts(conn, article_id, images=images, verdicts=verdicts)
    return article_id


def replace_parts(
    conn: sqlite3.Connection, article_id: int, *, images: list[ImageRow] | None, verdicts: list[VerdictRow] | None
) -> None:
    """Replace the pictures and verdicts of an article, those that are not None; the caller holds the transaction."""
    if images is not None:
        conn.execute("DELETE FROM images WHERE article_id = ?", (article_id,))
        conn.executemany(INSERT_IMAGE, [(article_id, *image) for image in images])
    if verdicts is not None:
        conn.execute("DELETE FROM verdicts WHERE article_id = ?", (article_id,))
        conn.executemany(INSERT_VERDICT, [(article_id, *verdict) for verdict in verdicts])


def _write_page(conn: sqlite3.Connection, references: References, page: Row, packed: Packed, now: str) -> int:
    reference = packed.reference.page_id if packed.reference else None
    page_id = conn.execute(INSERT_PAGE, page | {"reference": reference}).lastrowid
    assert page_id is not None
    if packed.becomes:
        references.written(packed.becomes, page_id, now)
    return page_id


def _article_to_store(outcome: Outcome) -> Article | None:
    if outcome.status not in STATUSES:
        raise ValueError(f"{outcome.url}: {outcome.status!r} is no outcome")
    if outcome.status == "moved" and not outcome.moved_to:
        raise ValueError(f"{outcome.url}: moved, but not where to")
    if outcome.status != "stored":
        return None
    article = outcome.article
    if article is None:
        raise ValueError(f"{outcome.url}: stored, but no article")
    if not article.tells_something:
        raise ValueError(f"{outcome.url}: an article without a body is never stored")
    return article


def _change(conn: sqlite3.Connection, urls: tuple[str, ...], digest: str) -> Change:
    for url in urls:
        row = conn.execute("SELECT content_digest FROM articles WHERE url = ?", (storable(url),)).fetchone()
        if row is not None:
            return "unchanged" if row[0] == digest else "changed"
    return "new"


def _archived(conn: sqlite3.Connection, references: References, outcome: Outcome, url: str, run_id: int) -> _Archived:
    """The row of a page that is worth keeping, or the id of the last page of `url` when its bytes are the same."""
    page = outcome.page
    if page is None or page.http_status == NOT_MODIFIED or not page.body:
        return {"page": None, "packed": None, "page_id": None}
    sha256 = hashlib.sha256(page.body).hexdigest()
    last = conn.execute(
        "SELECT id, sha256 FROM pages WHERE url = ? ORDER BY id DESC LIMIT 1", (storable(url),)
    ).fetchone()
    if last is not None and last[1] == sha256:
        return {"page": None, "packed": None, "page_id": last[0]}
    layout = outcome.article.layout if outcome.article else NO_ARTICLE
    packed = references.pack(page.outlet, layout, page.body)
    row = page_row(page, url=url, run_id=run_id, sha256=sha256, stored=packed.stored)
    return {"page": row, "packed": packed, "page_id": None}


def _url_row(outcome: Outcome, run_id: int, now: str) -> Row:
    page = outcome.page
    return {
        "url": storable(outcome.url),
        "outlet": outcome.outlet,
        "status": outcome.status,
        "reason": storable(outcome.reason),
        "next_try_at": outcome.next_try_at,
        "now": now,
        "fetched_at": page.fetched_at if page else now,
        "etag": storable(page.header("ETag")) if page else None,
        "last_modified": storable(page.header("Last-Modified")) if page else None,
        "has_validators": page is not None and outcome.status in ("stored", "unchanged"),
        "moved_to": storable(outcome.moved_to) if outcome.status == "moved" else None,
        "article_id": None,
        "run_id": run_id,
    }


def _target_row(outcome: Outcome, run_id: int, now: str) -> Row | None:
    """Where a moved URL leads is a URL we have seen, even when nobody went there yet."""
    if outcome.status != "moved":
        return None
    return {
        "url": storable(outcome.moved_to),
        "outlet": outcome.outlet,
        "now": now,
        "source": "url",
        "published": None,
        "modified": None,
        "headline": None,
        "run_id": run_id,
    }

"""An article as rows, and rows as an article."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from cleaners.article import Article, Block, BlockKind, Cleaner, Image
from db.digest import content_digest

Row = dict[str, Any]
"""Column to value, as bound to a statement."""


class ImageRow(NamedTuple):
    """A row of `images`, without its `article_id`."""

    position: int
    url: str | None
    caption: str | None
    credit: str | None


class VerdictRow(NamedTuple):
    """A row of `verdicts`, without its `article_id`."""

    position: int
    kept: bool
    kind: str
    rule: str
    selector: str
    block: int | None
    text: str | None


BODY_KINDS = frozenset(get_args(BlockKind))
UNEXPLAINED = "unexplained"
"""The rule of a kept block that no verdict of the cleaner names."""

ARTICLE_COLUMNS = (
    "url",
    "outlet",
    "layout",
    "kind",
    "headline",
    "description",
    "dateline",
    "authors",
    "source",
    "article_section",
    "keywords",
    "date_published",
    "date_modified",
    "in_language",
    "is_accessible_for_free",
    "word_count",
    "cleaner",
    "cleaner_version",
    "is_fallback",
    "warnings",
    "dropped",
    "page_id",
    "first_stored_at",
    "updated_at",
    "content_digest",
    "article_body",
    "blocks",
    "published_on",
)


def article_row(article: Article, *, url: str | None, stored_at: str, digest: str | None = None) -> Row:
    """The row of `articles`, all of `ARTICLE_COLUMNS`; `page_id` is left None. `digest`: of the article, if known."""
    return version_values(article) | {
        "url": storable(url),
        "outlet": article.outlet,
        "layout": article.layout,
        "kind": article.kind,
        "headline": storable(article.headline),
        "description": storable(article.description),
        "dateline": storable(article.dateline),
        "authors": as_json(article.authors),
        "source": storable(article.source),
        "article_section": as_json(article.article_section),
        "keywords": as_json(article.keywords),
        "date_published": storable(article.date_published),
        "date_modified": storable(article.date_modified),
        "in_language": storable(article.in_language),
        "is_accessible_for_free": article.is_accessible_for_free,
        "word_count": article.word_count,
        "warnings": as_json(article.warnings),
        "page_id": None,
        "first_stored_at": stored_at,
        "updated_at": stored_at,
        "content_digest": digest or content_digest(article),
        "article_body": storable(article.article_body),
        "blocks": as_json([block.to_dict() for block in article.blocks]),
        "published_on": storable(article.date_published[:10] if article.date_published else None),
    }


def version_values(article: Article) -> Row:
    """The columns that say which cleaner read the article, and how: they may change where its text does not."""
    return {
        "cleaner": article.cleaner.name,
        "cleaner_version": article.cleaner.version,
        "is_fallback": article.cleaner.fallback,
        "dropped": as_json(Counter(verdict.kind for verdict in article.verdicts if not verdict.kept)),
    }


def image_rows(article: Article) -> list[ImageRow]:
    """The pictures in their order."""
    return [
        ImageRow(position, storable(image.url), storable(image.caption), storable(image.credit))
        for position, image in enumerate(article.images)
    ]


def verdict_rows(article: Article) -> list[VerdictRow]:
    """One row for every block, its text stored once.

    A kept block of the body points into `articles.blocks`; a block of the body that no verdict names
    gets a row of its own at the end, so that the view `blocks` always shows the whole article.
    """
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for index, block in enumerate(article.blocks):
        waiting[block.text].append(index)
    rows: list[VerdictRow] = []
    for verdict in article.verdicts:
        kept, kind, where = verdict.kept, verdict.kind, encodable(verdict.where)
        if kept and kind in BODY_KINDS and waiting[verdict.text]:
            index = waiting[verdict.text].popleft()
            rows.append(VerdictRow(len(rows), True, kind, verdict.rule, where, index, None))
        else:
            rows.append(VerdictRow(len(rows), kept, kind, verdict.rule, where, None, encodable(verdict.text)))
    for index in sorted(index for indexes in waiting.values() for index in indexes):
        rows.append(VerdictRow(len(rows), True, article.blocks[index].kind, UNEXPLAINED, "", index, None))
    return rows


def stored_articles(conn: sqlite3.Connection, *, outlet: str | None = None) -> Iterator[Article]:
    """The articles of the file, one at a time in the order they were first stored; without their verdicts."""
    last = 0
    while True:
        cursor = conn.execute(
            f"SELECT id, {', '.join(ARTICLE_COLUMNS)} FROM articles "
            "WHERE id > :last AND (:outlet IS NULL OR outlet = :outlet) ORDER BY id LIMIT 100",
            {"last": last, "outlet": outlet},
        )
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
        if not rows:
            return
        for row in rows:
            yield article_of(conn, row)
        last = rows[-1]["id"]


def article_of(conn: sqlite3.Connection, row: Row) -> Article:
    """The article of a row of `articles` (with its `id`), without its verdicts."""
    images = conn.execute(
        "SELECT url, caption, credit FROM images WHERE article_id = ? ORDER BY position", (row["id"],)
    )
    free = row["is_accessible_for_free"]
    return Article(
        cleaner=Cleaner(row["cleaner"], row["cleaner_version"], bool(row["is_fallback"])),
        url=row["url"],
        outlet=row["outlet"],
        layout=row["layout"],
        kind=row["kind"],
        headline=row["headline"],
        description=row["description"],
        dateline=row["dateline"],
        authors=tuple(json.loads(row["authors"])),
        source=row["source"],
        article_section=tuple(json.loads(row["article_section"])),
        keywords=tuple(json.loads(row["keywords"])),
        date_published=row["date_published"],
        date_modified=row["date_modified"],
        in_language=row["in_language"],
        is_accessible_for_free=None if free is None else bool(free),
        images=tuple(Image(*values) for values in images),
        blocks=tuple(Block(**block) for block in json.loads(row["blocks"])),
        warnings=tuple(json.loads(row["warnings"])),
    )


def as_json(value: Any) -> str:
    """`value` as JSON with real Vietnamese letters in it, so that a LIKE or a person can read it."""
    return encodable(json.dumps(value, ensure_ascii=False))


def storable(text: str | None) -> str | None:
    """`text` without half surrogate pairs, which a hostile page may bring and SQLite cannot hold."""
    return None if text is None else encodable(text)


def encodable(text: str) -> str:
    """The same for a text that is there."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text

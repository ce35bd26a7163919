"""The columns of CSV and Parquet: those of the table `articles` that a reader wants, with the pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from cleaners.article import Article

ColumnType = Literal["string", "integer", "boolean", "time", "strings", "images", "blocks"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, and how an article's value is had; lists are lists, times ISO 8601."""

    name: str
    kind: ColumnType
    value: Callable[[Article], Any]
    nullable: bool = True


def _plain(name: str, kind: ColumnType = "string", *, nullable: bool = True) -> Column:
    return Column(name, kind, lambda article: getattr(article, name), nullable)


def _list(name: str) -> Column:
    return Column(name, "strings", lambda article: list(getattr(article, name)), nullable=False)


COLUMNS: tuple[Column, ...] = (
    _plain("url"),
    _plain("outlet"),
    _plain("layout", nullable=False),
    _plain("kind", nullable=False),
    _plain("headline"),
    _plain("description"),
    _plain("dateline"),
    _list("authors"),
    _plain("source"),
    _list("article_section"),
    _list("keywords"),
    _plain("date_published", "time"),
    _plain("date_modified", "time"),
    _plain("in_language", nullable=False),
    _plain("is_accessible_for_free", "boolean"),
    Column("images", "images", lambda article: [image.to_dict() for image in article.images], nullable=False),
    Column("blocks", "blocks", lambda article: [block.to_dict() for block in article.blocks], nullable=False),
    _plain("article_body", nullable=False),
    _plain("word_count", "integer", nullable=False),
    Column("cleaner", "string", lambda article: article.cleaner.name, nullable=False),
    Column("cleaner_version", "string", lambda article: article.cleaner.version, nullable=False),
    Column("is_fallback", "boolean", lambda article: article.cleaner.fallback, nullable=False),
    _list("warnings"),
)

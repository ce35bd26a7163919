"""Articles as a Parquet file: typed, packed with zstd, in row groups that can be read one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cleaners.article import Article
from db.handover.columns import COLUMNS, Column
from db.handover.extras import extra
from db.handover.selection import ExportTally
from db.migrations import migration_names

ROW_GROUP = 1000
"""Articles; about five megabytes of text, which is what the writer keeps in memory."""
ZONE = "Asia/Ho_Chi_Minh"
"""A Parquet time is a moment, and one zone to show all of a column in."""
BAD_TIME = "a date that is none, left empty"


def write_parquet(articles: Iterable[Article], path: Path, tally: ExportTally) -> None:
    """All columns of `COLUMNS`. Raises MissingExtra without pyarrow."""
    arrow, parquet = extra("pyarrow"), extra("pyarrow.parquet")
    schema = _schema(arrow)
    with path.open("wb") as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for article in articles:
            rows.append({column.name: _value(column, article, tally) for column in COLUMNS})
            tally.wrote()
            if len(rows) == ROW_GROUP:
                writer.write_table(arrow.Table.from_pylist(rows, schema))
                rows = []
        if rows:
            writer.write_table(arrow.Table.from_pylist(rows, schema))


def _value(column: Column, article: Article, tally: ExportTally) -> Any:
    value = column.value(article)
    if column.kind != "time" or value is None:
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        tally.leave_out(BAD_TIME, f"{article.url}: {column.name} {value}")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(ZONE))


def _schema(arrow: Any) -> Any:
    string = arrow.string()

    def of(*names: str) -> Any:
        return arrow.list_(arrow.struct([(name, string) for name in names]))

    types = {
        "string": string,
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
        "time": arrow.timestamp("us", tz=ZONE),
        "strings": arrow.list_(string),
        "images": of("url", "caption", "credit"),
        "blocks": of("kind", "text"),
    }
    fields = [arrow.field(column.name, types[column.kind], nullable=column.nullable) for column in COLUMNS]
    return arrow.schema(fields, {"tinsach.version": version("tinsach"), "tinsach.schema": migration_names()[-1]})

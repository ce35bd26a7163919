"""Articles as JSON lines and as CSV."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from cleaners.article import Article
from db.handover.columns import COLUMNS, Column
from db.handover.selection import ExportTally

GZIP_LEVEL = 6
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet; an apostrophe in front makes it text."""


def write_json_lines(articles: Iterable[Article], path: Path, tally: ExportTally, *, packed: bool = False) -> None:
    """An article a line, as `Article.to_dict` says; `packed` with gzip."""
    with _text_file(path, packed=packed) as file:
        for article in articles:
            file.write(json.dumps(article.to_dict(), ensure_ascii=False) + "\n")
            tally.wrote()


def write_csv(articles: Iterable[Article], path: Path, tally: ExportTally) -> None:
    """A header line and an article a row; lists are JSON, times ISO 8601, no value an empty cell."""
    with _text_file(path) as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in COLUMNS)
        for article in articles:
            writer.writerow(_cell(column, column.value(article)) for column in COLUMNS)
            tally.wrote()


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.kind in ("strings", "images", "blocks"):
        return json.dumps(value, ensure_ascii=False)
    if column.kind == "boolean":
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


@contextmanager
def _text_file(path: Path, *, packed: bool = False) -> Iterator[TextIO]:
    with path.open("wb") as raw:
        binary: Any = raw
        if packed:  # without a name and a time in it the same articles make the same file
            binary = gzip.GzipFile(fileobj=raw, mode="wb", filename="", compresslevel=GZIP_LEVEL, mtime=0)
        with io.TextIOWrapper(binary, encoding="utf-8", newline="") as text:
            yield text

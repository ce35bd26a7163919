"""Export: the file's articles or pages as one file for other tools, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from cleaners.article import Article
from cleaners.errors import UsageError
from db.connection import open_for_reading, speaking
from db.handover.new_file import new_file
from db.handover.parquet import write_parquet
from db.handover.selection import (
    ExportTally,
    Selection,
    count_articles,
    count_pages,
    count_undated,
    selected_articles,
    selected_pages,
)
from db.handover.slim import write_slim
from db.handover.text_formats import write_csv, write_json_lines
from db.handover.warc_export import write_warc

Format = Literal["jsonl", "jsonl.gz", "csv", "parquet", "warc", "warc.gz", "sqlite"]
FORMATS: tuple[Format, ...] = get_args(Format)
OTHER_ENDINGS: dict[str, Format] = {
    ".db": "sqlite",
    ".sqlite3": "sqlite",
    ".ndjson": "jsonl",
    ".ndjson.gz": "jsonl.gz",
    ".pq": "parquet",
}
OF_PAGES: frozenset[Format] = frozenset(("warc", "warc.gz"))
"""Formats of pages; the others are of articles."""

WRITERS: dict[Format, Callable[[Iterable[Article], Path, ExportTally], None]] = {
    "jsonl": write_json_lines,
    "jsonl.gz": partial(write_json_lines, packed=True),
    "csv": write_csv,
    "parquet": write_parquet,
}
"""For the formats of one article after the other."""


def format_of(path: Path) -> Format:
    """The format that the ending of a name stands for. Raises UsageError with those there are."""
    endings: dict[str, Format] = {f".{form}": form for form in FORMATS} | OTHER_ENDINGS
    name = path.name.lower()
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending):
            return endings[ending]
    raise UsageError(f"{path.name} does not end in a format: name it with --format, one of {', '.join(FORMATS)}")


def export(
    source: Path,
    path: Path,
    form: Format,
    *,
    selection: Selection | None = None,
    overwrite: bool = False,
    tally: ExportTally | None = None,
    expect: Callable[[int], object] | None = None,
) -> ExportTally:
    """Write what `selection` lets through of the file `source` to `path`; returns what was written and what not.

    `expect` is told beforehand how much it will be. `path` comes into being when all is written.
    Raises a `DatabaseError`, MissingExtra, CannotWrite, and UsageError when `path` is there already.
    """
    selection, tally = selection or Selection(), tally or ExportTally()
    with new_file(path, overwrite=overwrite) as unfinished, closing(open_for_reading(source)) as db, speaking(source):
        if path.exists() and path.samefile(source):
            raise UsageError(f"{path} is the file to read from: name another")
        if expect:
            count = count_pages if form in OF_PAGES else count_articles
            expect(count(db.conn, selection))
        if form in OF_PAGES:
            with closing(selected_pages(db.conn, selection, tally)) as pages:
                write_warc(pages, unfinished, tally, packed=form == "warc.gz")
            return tally
        count_undated(db.conn, selection, tally)
        if form == "sqlite":
            write_slim(source, unfinished, selection, tally, name=path)
            return tally
        with closing(selected_articles(db.conn, selection, tally)) as articles:
            WRITERS[form](articles, unfinished, tally)
    return tally

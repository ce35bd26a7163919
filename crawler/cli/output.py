"""What every command shares: the --db and --json options, tables, JSON lines, the error console."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

stderr = Console(stderr=True, highlight=False)
"""For progress and remarks; standard output carries results only."""

db_option = click.option(
    "--db",
    "db_path",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="TINSACH_DB",
    default=None,
    help="The SQLite file.  [default: tinsach.db, or what tinsach.toml says]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON lines instead of a table.")


def print_rows(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, title: str | None = None, as_json: bool = False
) -> None:
    """Print `rows` as a table for a person, or as JSON lines. Page content is data: no markup is read from it."""
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    table = Table(title=title, title_justify="left", header_style="bold")
    numeric: set[str] = set()
    listed = list(rows)
    for column in columns:
        if listed and all(isinstance(row.get(column), (int, float, type(None))) for row in listed):
            numeric.add(column)
        table.add_column(column, justify="right" if column in numeric else "left", overflow="fold")
    for row in listed:
        table.add_row(*(_cell(row.get(column)) for column in columns))
    Console(file=sys.stdout, markup=False, highlight=False).print(table)


def print_lines(title: str, lines: Mapping[str, str | None]) -> None:
    """Print what is too long for a table: a title, and below it each line that is not empty under its name."""
    console = Console(file=sys.stdout, markup=False, highlight=False)
    console.print(printable(title), style="bold")
    for name, text in lines.items():
        if text:
            console.print(f"    {name:<6} {printable(text)}", soft_wrap=True)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return printable(str(value))


def printable(text: str) -> str:
    """`text` without control characters: page content must not move the terminal's cursor."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)

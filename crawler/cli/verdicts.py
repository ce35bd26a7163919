"""How `--explain` shows what became of each block."""

from __future__ import annotations

import json
import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaners import Article
from crawler.cli.output import printable


def print_verdicts(article: Article, *, as_json: bool = False) -> None:
    """Every block of the article region in reading order: kept or dropped, as what, by which rule, where."""
    if as_json:
        for verdict in article.verdicts:
            click.echo(json.dumps(verdict.to_dict(), ensure_ascii=False))
        return
    table = Table(title=printable(article.headline or "(no headline)"), title_justify="left", header_style="bold")
    for column in ("", "as", "rule", "where", "text"):
        table.add_column(
            column, overflow="ellipsis" if column == "text" else "fold", ratio=None if column != "text" else 1
        )
    for verdict in article.verdicts:
        style = "" if verdict.kept else "dim"
        mark = Text("kept", "green") if verdict.kept else Text("dropped", "red")
        cells = (verdict.kind, verdict.rule if verdict.rule != verdict.kind else "", verdict.where, verdict.text)
        table.add_row(mark, *(Text(printable(cell), style) for cell in cells))
    Console(file=sys.stdout, highlight=False).print(table)

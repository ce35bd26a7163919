"""How `--explain` shows what became of each block."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaners import Article, TinsachError, Verdict
from cleaners.explain_html import explain_html
from cleaners.review import BODY_KINDS
from crawler.cli.output import printable, stderr


def print_verdicts(article: Article, *, as_json: bool = False) -> None:
    """Every block of the article region in reading order: kept or dropped, as what, by which rule, where."""
    if as_json:
        for verdict in article.verdicts:
            click.echo(json.dumps(verdict.to_dict(), ensure_ascii=False))
        return
    console = Console(file=sys.stdout, highlight=False)
    table = Table(title=printable(article.headline or "(no headline)"), title_justify="left", header_style="bold")
    table.add_column("verdict, because of", width=26, overflow="fold")
    table.add_column("text", ratio=1, overflow="fold")
    for verdict in article.verdicts:
        colour = "red" if not verdict.kept else "green" if verdict.kind in BODY_KINDS else "blue"
        said = Text(f"{'kept' if verdict.kept else 'dropped'} {verdict.kind}", colour)
        said.append(f"\n{printable(_because(verdict))}", "dim")
        table.add_row(said, Text(printable(verdict.text), "" if verdict.kept else "dim"))
    console.print(table)
    dropped = Counter(verdict.kind for verdict in article.verdicts if not verdict.kept)
    listed = ", ".join(f"{kind} {count}" for kind, count in dropped.most_common())
    kept = sum(verdict.kept for verdict in article.verdicts)
    console.print(f"{kept} blocks kept, {sum(dropped.values())} dropped{f': {listed}' if listed else ''}")


def write_explanation(article: Article, path: Path) -> None:
    """Write the page that shows every block in colour beside the cleaned article."""
    try:
        path.write_text(explain_html(article), "utf-8")
    except OSError as error:
        raise TinsachError(f"{path} cannot be written: {error.strerror or error}") from None
    stderr.print(f"explanation written to {path}", markup=False)


def _because(verdict: Verdict) -> str:
    if verdict.rule == verdict.kind:
        return verdict.where
    return verdict.rule if verdict.rule == verdict.where else f"{verdict.rule} at {verdict.where}"

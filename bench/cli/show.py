"""What the commands share: the gold set they measure on, options, tables, the bar on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import peers
from bench.demo import demo_gold
from bench.gold import Folders
from bench.quality import Gold, load
from crawler.cli.output import print_rows, stderr

Row = Mapping[str, Any]

folder = click.Path(exists=True, file_okay=False, path_type=Path)
pages_option = click.option("--pages", type=folder, help="Pages with their gold.  [default: shared/pages]")
demo_option = click.option(
    "--demo", is_flag=True, help="Measure on the demo outlets' pages; without a shared folder that happens anyway."
)


def gold_of(folders: Folders, demo: bool) -> Gold:
    """The gold set in `folders`, or the demo's where that is asked for or there is nothing else."""
    if folders and not demo:
        return load(folders)
    stderr.print(
        "measured on the invented pages of the demo outlets"
        if demo
        else "no shared folder with real pages here: measured on the invented pages of the demo outlets"
    )
    return demo_gold()


def name_missing_peers() -> None:
    """Says which peers are not measured."""
    for name in peers.missing():
        stderr.print(f"{name} is not installed and not measured: pip install 'tinsach[bench]'", markup=False)


def print_table(rows: Sequence[Row], columns: Sequence[str], title: str, as_json: bool) -> None:
    """A table, or JSON lines; nothing at all for no rows."""
    if rows:
        print_rows(rows, columns, title=title, as_json=as_json)


def rounded(row: Row, digits: int = 4) -> Row:
    """`row` with its fractions shortened."""
    return {name: round(value, digits) if isinstance(value, float) else value for name, value in row.items()}


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error; what it yields takes how many are done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)

"""`python -m bench reclean`."""

from __future__ import annotations

import os
import statistics
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import click

from bench import reclean as measures
from bench.cli.show import demo_option, gold_of, pages_option, print_table, progress, rounded
from bench.gold import Folders
from crawler.cli.output import json_option, stderr

COLUMNS = ("pass", "pages/s", "seconds", "wall/parse", "CPU/parse", "MB at 1/4", "MB at end")


@click.command(epilog="Example: python -m bench reclean --number 400")
@pages_option
@click.option("--number", type=click.IntRange(50), default=2000, show_default=True, help="Pages.")
@click.option(
    "--rounds", type=click.IntRange(1), default=3, show_default=True, help="Passes with 1 and with 2 workers."
)
@demo_option
@json_option
def reclean(pages: Path | None, number: int, rounds: int, demo: bool, as_json: bool) -> None:
    """Pages a second of cleaning stored pages again, beside a bare parse of the same pages in the same run.

    The whole path: read, unpack, prove, decode, clean, compare with what is stored, write. In the last
    pass every article gets another text and its old one is kept. Starting the worker processes
    is part of a pass: with few pages it is a large one.
    """
    gold = () if demo else gold_of(Folders.found(pages), demo).pages
    passes: list[tuple[str, measures.Pass]] = []
    parses: list[measures.Floor] = []
    with tempfile.TemporaryDirectory() as folder, progress("pages", number * (2 * rounds + 1)) as advance:

        def show(before: int, done: int) -> None:
            advance(before + done)

        path = Path(folder) / "bench.db"
        what = measures.fill(path, gold, number)
        for place, workers in enumerate([1, 2] * rounds):
            one = measures.measure(path, workers, show=partial(show, place * number))
            passes.append(("1 worker" if workers == 1 else f"{workers} workers", one))
            parses.append(measures.floor(path))
        changed = measures.measure(path, 2, changed=True, show=partial(show, 2 * rounds * number))
    parse = measures.Floor(statistics.median(p.seconds for p in parses), statistics.median(p.cpu for p in parses))
    rows = [_row(name, one, parse) for name, one in [*passes, ("2, all changed", changed)]]
    print_table(rows, COLUMNS, "Cleaning stored pages again", as_json)
    seconds = {w: statistics.median(one.seconds for _, one in passes if one.workers == w) for w in (1, 2)}
    stderr.print(f"{number} pages: {what}; a bare parse does {number / parse.seconds:.0f} a second", markup=False)
    stderr.print(f"2 workers are {seconds[1] / seconds[2]:.2f} times as fast as 1 (medians)")
    stderr.print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; aim: {measures.AIMS}")


def _row(name: str, one: measures.Pass, parse: measures.Floor) -> dict[str, Any]:
    row: dict[str, Any] = {"table": "reclean", "pass": name, "pages/s": round(one.pages / one.seconds)}
    row |= {"seconds": one.seconds, "wall/parse": one.seconds / parse.seconds}
    row |= {"CPU/parse": one.cpu / parse.cpu, "MB at 1/4": round(one.memory[0]), "MB at end": round(one.memory[1])}
    return dict(rounded(row, 2))

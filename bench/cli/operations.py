"""`python -m bench operations`."""

from __future__ import annotations

import os
import tempfile
from dataclasses import asdict
from pathlib import Path

import click

from bench import operations as measures
from bench.cli.show import print_table, progress, rounded
from crawler.cli.output import json_option, stderr


@click.command(epilog="Example: python -m bench operations --number 10000")
@click.option("--number", type=click.IntRange(100), default=10_000, show_default=True, help="Pages.")
@json_option
def operations(number: int, as_json: bool) -> None:
    """How long it takes to fill, verify, clean again, compact and back up a file, and how large it gets.

    The pages are the demo outlets' with other texts: about 15 KB each, a tenth of a real page. What
    their articles take is true to life; their archive is not, see `python -m bench archive`.
    """
    with tempfile.TemporaryDirectory() as folder, progress("pages", number) as advance:
        path = Path(folder) / "bench.db"
        rows = []
        for step in measures.steps(path, number, lambda what, done: advance(done)):
            row = {"table": "steps", "step": step.name, "seconds": step.seconds, "pages/s": number / step.seconds}
            rows.append(rounded(row | {"file MB": step.size / 1e6}, 1))
        inside = measures.contents(path)
    print_table(rows, ("step", "seconds", "pages/s", "file MB"), f"{number:,} invented pages", as_json)
    parts = [{"table": "contents", "part": name, "MB": round(value / 1e6, 1)} for name, value in asdict(inside).items()]
    print_table(parts[2:], ("part", "MB"), "What the file holds, compacted", as_json)
    stderr.print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")

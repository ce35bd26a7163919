"""`python -m bench dedupe`."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from bench import stories as measures
from bench.cli.show import print_table, rounded
from crawler.cli.output import json_option, stderr
from db.connection import open_for_writing
from db.stories.dedupe import dedupe as deduped

SPEED = ("pass", "articles", "seconds", "ms/new", "compared", "pairs", "stories", "peak MB")


@click.command(epilog="Example: python -m bench dedupe --number 10000 --number 200000")
@click.option(
    "--number", type=click.IntRange(100), multiple=True, default=(10_000,), show_default=True, help="Articles."
)
@click.option("--stories", type=click.IntRange(10), default=150, show_default=True, help="Topics of the labelled set.")
@json_option
def dedupe(number: tuple[int, ...], stories: int, as_json: bool) -> None:
    """How well near-duplicates are found, by pairs of a labelled set, and how fast, with memory.

    The labelled set is invented: of each topic two stories that share names and quotes, each with copies, edited,
    lengthened and shortened ones. Give several numbers to see how time and memory grow.
    """
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        labelled = measures.labelled_set(stories)
        path = Path(folder) / "labelled.db"
        measures.fill(path, [(one.outlet, one.text) for one in labelled])
        with closing(open_for_writing(path)) as db:
            deduped(db.conn, path)
        found = measures.quality(path, labelled)
        for size in sorted(number):
            file = Path(folder) / f"{size}.db"
            for one in measures.speed(file, size):
                rows.append(_row(one))
            file.unlink()
    quality = {"table": "quality", "articles": len(labelled), "pairs": found.found + found.missed}
    quality |= {"precision": found.precision, "recall": found.recall, "missed": found.missed, "wrong": found.wrong}
    print_table([rounded(quality)], tuple(quality)[1:], "Near-duplicates found, by pairs", as_json)
    print_table(rows, SPEED, "How long it takes", as_json)
    for how, missed in sorted(found.missed_by.items(), key=lambda item: -item[1]):
        stderr.print(f"missed {missed}: {how}", markup=False)
    stderr.print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; aim: precision and recall of 0.98")


def _row(one: measures.Pass) -> dict[str, Any]:
    done = one.done
    row: dict[str, Any] = {"table": "speed", "pass": one.what, "articles": one.articles}
    row |= {"seconds": round(one.seconds, 1), "ms/new": round(1000 * one.seconds / max(1, done.signed), 2)}
    row |= {"compared": done.compared, "pairs": done.pairs, "stories": done.stories}
    return row | {"peak MB": round(one.peak)}

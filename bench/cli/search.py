"""`python -m bench search`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import click

from bench import search as measures
from bench.cli.show import print_table, progress, rounded
from bench.many_articles import fill
from crawler.cli.output import json_option, stderr

TIMES = ("what", "p50 ms", "p95 ms", "CPU ms", "p50 / point", "p95 / point", "CPU / point", "times")
PLANS = ("page", "full scan", "question", "plan")


@click.command(epilog="Example: python -m bench search --number 5000")
@click.option("--number", type=click.IntRange(500), default=200_000, show_default=True, help="Articles.")
@click.option("--rounds", type=click.IntRange(20), default=100, show_default=True, help="Times each page is asked for.")
@click.option("--stored", type=click.IntRange(60), default=600, show_default=True, help="Articles stored for the cost.")
@click.option(
    "--db",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file to make, or one that was made before, to measure it again.",
)
@json_option
def search(number: int, rounds: int, stored: int, path: Path | None, as_json: bool) -> None:
    """How long the pages of `tinsach serve` and a search take on a large file, beside bare SQL point queries.

    The articles are invented: syllables of Vietnamese, as unevenly frequent as in a language. 200,000 of them
    take about 3 GB and some minutes to make.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = path or Path(folder) / "bench.db"
        if not made.exists():
            with progress("articles", number) as advance:
                fill(made, number, advance)
        point = measures.point_queries(made, 20 * rounds)
        times = [point, *measures.asked(made, rounds), *measures.served(made, rounds)]
        plans = measures.plans(made)
        size = measures.sizes(made)
        cost = measures.write_cost(Path(folder), stored, 3)
    print_table([_row(one, point) for one in times], TIMES, "Milliseconds, and how many point queries that is", as_json)
    rows = [
        {"table": "plans", "page": one.page, "full scan": "yes" if one.is_full_scan else "", "question": one.sql[:200]}
        | {"plan": one.steps}
        for one in plans
    ]
    print_table(rows, PLANS, "Query plans", as_json)
    costs: dict[str, Any] = {"table": "cost", "text MB": size.text / 1e6, "index MB": size.index / 1e6}
    costs |= {
        "file MB": size.file / 1e6,
        "index / text": size.index / size.text,
        "index / file": size.index / size.file,
    }
    costs |= {"of storing": cost.share_of_storing, "of cleaning and storing": cost.share}
    print_table([rounded(costs, 3)], tuple(costs)[1:], "What the index costs", as_json)
    stderr.print(
        f"{cost.articles} articles: cleaning {cost.cleaning:.2f} s, storing {cost.storing:.2f} s, "
        f"without the index {cost.without_index:.2f} s; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    stderr.print(f"aim: {measures.AIM}")


def _row(one: measures.Times, point: measures.Times) -> dict[str, Any]:
    row = {"table": "times", "what": one.name, "p50 ms": one.p50, "p95 ms": one.p95, "CPU ms": one.cpu}
    ratios = {
        "p50 / point": one.p50 / point.p50,
        "p95 / point": one.p95 / point.p95,
        "CPU / point": one.cpu / point.cpu,
    }
    return dict(rounded(row | ratios | {"times": one.number}, 3))

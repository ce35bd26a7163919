"""`python -m bench fuzz`."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import click

from bench import fuzz as fuzzer
from bench.cli.show import demo_option, gold_of, pages_option, print_table, progress
from bench.gold import Folders
from bench.mutations import case
from bench.pages import everything
from crawler.cli.output import json_option

SHOWN = 20
"""Problems that are printed; all are counted, and saved where a folder is named."""


@click.command(epilog="Example: python -m bench fuzz --rounds 2000 --seed 7 --save failures")
@click.option("--rounds", type=click.IntRange(1), default=20_000, show_default=True)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed breaks the same pages in the same way."
)
@click.option("--first", type=click.IntRange(0), default=0, help="Number of the first round, to repeat one of a run.")
@click.option("--minutes", type=click.FloatRange(0, min_open=True), help="Stop after this time, rounds left or not.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Processes.")
@click.option("--save", type=click.Path(file_okay=False, path_type=Path), help="Folder for failing inputs.")
@pages_option
@demo_option
@json_option
def fuzz(
    rounds: int,
    seed: int,
    first: int,
    minutes: float | None,
    jobs: int,
    save: Path | None,
    pages: Path | None,
    demo: bool,
    as_json: bool,
) -> None:
    """Break pages and dumps at random and clean them; exit with 1 when something goes wrong.

    Wrong is an exception other than NotAnArticle and UnreadablePage, more than five seconds, another
    result for the same input, and a block or field that is empty, not one line, or not NFC.

    \b
    python -m bench fuzz --rounds 1 --first 812 --seed 7 --save failures     round 812 of seed 7 again
    """
    folders = Folders.found(pages)
    material = everything(folders, gold_of(folders, demo))
    tally = fuzzer.Tally()
    with progress("rounds", rounds) as advance:
        for outcome in fuzzer.rounds(material, seed, _numbers(first, rounds, minutes), jobs):
            tally.add(outcome)
            if outcome.problem and save:
                fuzzer.save(save, case(material, seed, outcome.round), outcome)
            advance(tally.rounds)
    how = {o.round: ", ".join(case(material, seed, o.round).steps) for o in (*tally.slowest, *tally.failed[:SHOWN])}
    counts = {"rounds": tally.rounds, **tally.results, **{f"PROBLEM {name}": n for name, n in tally.problems.items()}}
    rows = [{"table": "fuzz", "what": what, "count": count} for what, count in counts.items()]
    print_table(rows, ("what", "count"), f"Fuzzing with seed {seed}", as_json)
    slow = [
        {"table": "slowest", "round": o.round, "seconds": round(o.seconds, 2), "how": how[o.round]}
        for o in tally.slowest
    ]
    print_table(slow, ("round", "seconds", "how"), "The slowest", as_json)
    bad = [
        {"table": "problems", "round": o.round, "problem": o.problem, "where": o.where, "how": how[o.round]}
        for o in tally.failed[:SHOWN]
    ]
    print_table(bad, ("round", "problem", "where", "how"), f"Problems, the first {SHOWN} at most", as_json)
    click.get_current_context().exit(1 if tally.failed else 0)


def _numbers(first: int, rounds: int, minutes: float | None) -> Iterator[int]:
    numbers = range(first, first + rounds)
    if minutes is None:
        return iter(numbers)
    deadline = time.monotonic() + 60 * minutes
    return itertools.takewhile(lambda _: time.monotonic() < deadline, numbers)

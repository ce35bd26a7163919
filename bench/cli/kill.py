"""`python -m bench kill`."""

from __future__ import annotations

import click

from bench import kill as killing
from bench.cli.show import print_table, progress
from crawler.cli.output import json_option, stderr

SHOWN = 20
"""Problems that are printed; all are counted."""


@click.command(epilog="Example: python -m bench kill --rounds 20")
@click.option("--rounds", type=click.IntRange(1), default=200, show_default=True, help="Crawls that are killed.")
@click.option("--seed", type=int, default=1, show_default=True, help="At which moments.")
@json_option
def kill(rounds: int, seed: int, as_json: bool) -> None:
    """Kill crawls of a demo newspaper with SIGKILL, evenly over their lives; exit with 1 when anything is lost.

    After each kill every page that was seen in the file before has to be there, once and readable, and SQLite
    has to call the file sound. The next crawls go on with the same file; the last one, which nobody kills, has to
    leave every article in it.
    """
    tally = killing.Tally()
    with progress("kills", rounds) as advance:
        for tally in killing.kill(rounds, seed):
            advance(tally.kills)
    row = {
        "table": "kill",
        "kills": tally.kills,
        "after a commit": tally.kills_after_a_commit,
        "files": tally.files,
        "pages": tally.pages,
        "lost": tally.lost,
        "doubled": tally.doubled,
        "broken": tally.broken,
    }
    print_table([row], tuple(row)[1:], "Crawls killed at random moments", as_json)
    parts = [
        {"table": "moments", "part of its life": f"{part + 1} of {killing.PARTS}", "kills": tally.parts[part]}
        for part in range(killing.PARTS)
    ]
    print_table(parts, ("part of its life", "kills"), "When", as_json)
    for problem in tally.problems[:SHOWN]:
        stderr.print(problem, markup=False)
    click.get_current_context().exit(1 if tally.problems else 0)

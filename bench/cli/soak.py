"""`python -m bench soak`."""

from __future__ import annotations

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bench import soak as soaking
from bench.cli.show import print_table
from crawler.cli.output import json_option, stderr

SHOWN = 20
"""Problems that are printed; all are counted."""


@click.command(epilog="Example: python -m bench soak --minutes 20")
@click.option("--minutes", type=click.FloatRange(0), default=20, show_default=True, help="Rounds until then.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which addresses fail, and how.")
@json_option
def soak(minutes: float, seed: int, as_json: bool) -> None:
    """Crawl misbehaving newspapers, crawl after crawl; exit with 1 when anything is lost, double or broken.

    All outlets together meet everything in docs/misbehaviour.md at once, and half of their own articles
    and lists fail one to three times. What is in the file in the end is compared with what was printed. The
    crawls' clock is simulated: time passes between two of them as for a crawl every two hours.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True) as bar:
        task = bar.add_task("first crawl")
        tally = soaking.soak(
            60 * minutes,
            seed,
            lambda t: bar.update(
                task, description=f"round {t.rounds + 1}, {t.crawls} crawls, {len(t.problems)} problems"
            ),
        )
    rows = [
        {"table": "left", "misbehaviour": name, "status": status, "reason": reason, "times": times}
        for (name, status, reason), times in sorted(tally.left.items())
    ]
    print_table(rows, ("misbehaviour", "status", "reason", "times"), "What stood in urls after each round", as_json)
    codes = ", ".join(f"{code}: {times}" for code, times in sorted(tally.exit_codes.items()))
    counts: dict[str, object] = {
        "rounds": tally.rounds,
        "crawls": tally.crawls,
        "requests": tally.requests,
        "articles": tally.articles,
        "lost": tally.wrong["lost"] + tally.wrong["words lost"],
        "double": tally.wrong["double"],
        "invented": tally.wrong["invented"],
        "unsettled addresses": tally.wrong["unsettled"],
        "days until all was there, at most": round(tally.longest.total_seconds() / 86_400, 1),
        "problems": len(tally.problems),
        "exit codes": codes,
        "MB after the first round": round(tally.first_memory),
        "MB at most": round(tally.memory),
    }
    print_table(
        [{"table": "soak", "what": what, "count": count} for what, count in counts.items()],
        ("what", "count"),
        "Soak",
        as_json,
    )
    problems = [{"table": "problems", "problem": problem} for problem in tally.problems[:SHOWN]]
    print_table(problems, ("problem",), f"Problems, the first {SHOWN} at most", as_json)
    click.get_current_context().exit(1 if tally.problems else 0)

"""`python -m bench clean`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bench import memory, speed
from bench.cli.show import demo_option, gold_of, name_missing_peers, pages_option, print_table, progress, rounded
from bench.gold import Folders, Page
from bench.pages import gold_pages
from crawler.cli.output import json_option, stderr


@click.command(epilog="Example: python -m bench clean --rounds 20")
@pages_option
@click.option(
    "--rounds", type=click.IntRange(1), default=40, show_default=True, help="Rounds of the parse and of ours."
)
@click.option(
    "--peer-rounds", type=click.IntRange(0), default=5, show_default=True, help="How many of them have peers."
)
@click.option("--warm", is_flag=True, help="Let our cleaning keep what it remembers of earlier rounds, too.")
@demo_option
@json_option
def clean(pages: Path | None, rounds: int, peer_rounds: int, warm: bool, demo: bool, as_json: bool) -> None:
    """CPU time (medians) and memory: a bare parse, our cleaning with all metadata, and the peers.

    All tools get the same decoded text, page by page in turn. What our cleaning remembers of a
    page is emptied before every call, unless --warm; the peers keep what they remember.
    """
    measured = gold_pages(gold_of(Folders.found(pages), demo))
    name_missing_peers()
    names = [name for name in speed.tool_names() if peer_rounds or name in (speed.BARE, speed.OURS)]
    with progress("rounds", rounds) as advance:
        timings = speed.measure(measured, [speed.tool(name, warm) for name in names], rounds, peer_rounds, advance)
    _print_timings("page", timings, "each page", names, as_json)
    _print_timings("pages", speed.totals(timings, measured), "the pages of a set together", names, as_json)
    aimed = [page for page in measured if page.name.startswith(speed.AIM_OUTLETS)]
    for title, some in ((speed.AIM_PAGES, aimed), ("all pages", measured)):
        if some:
            _print_memory(names, some, title, as_json)
    for name, aim in speed.AIMS.items():
        stderr.print(f"aim: {name} {aim}")


def _print_memory(names: Sequence[str], pages: Sequence[Page], title: str, as_json: bool) -> None:
    rows = [
        {"table": "memory", "pages": title, "tool": used.tool, "loaded MB": round(used.loaded), "extra MB": used.extra}
        for used in memory.measure(names, pages)
    ]
    columns = ("tool", "loaded MB", "extra MB")
    print_table(
        [rounded(row, 1) for row in rows], columns, f"Memory once imported, and more at the peak: {title}", as_json
    )


def _print_timings(
    label: str, timings: Sequence[speed.Timing], title: str, names: Sequence[str], as_json: bool
) -> None:
    """Ours beside the bare parse, and beside the peers; as JSON it is one row."""
    rows = [_row(label, timing) for timing in timings]
    ours = (label, "characters", speed.BARE, speed.OURS, "ours/bare")
    print_table(rows, ours, f"CPU milliseconds, {title}", as_json)
    if not as_json and len(names) > 2:
        others = (label, speed.OURS, *names[2:], "trafilatura/ours")
        short = [{**row, label: _short(str(row[label]))} for row in rows]
        print_table(short, others, f"The same beside the peers, {title}", as_json)


def _short(name: str) -> str:
    """A page's outlet and the end of its name, for a narrow column."""
    outlet, slash, path = name.partition("/")
    return f"{outlet} …{path.removesuffix('.html')[-8:]}" if slash else name


def _row(label: str, timing: speed.Timing) -> dict[str, float | str]:
    ratios = {
        "ours/bare": timing.ratio(speed.OURS, speed.BARE),
        "trafilatura/ours": timing.ratio("trafilatura", speed.OURS),
    }
    row = {"table": "speed", label: timing.name, "characters": timing.size, **timing.milliseconds, **ratios}
    return dict(rounded(row, 2))

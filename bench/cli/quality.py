"""`python -m bench quality`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from bench import floor, peers
from bench.cli.show import demo_option, folder, gold_of, name_missing_peers, pages_option, print_table, rounded
from bench.gold import Folders, digest
from bench.quality import Gold, fields_of, load, score_all, side_by_side
from bench.scores import Score
from crawler.cli.output import json_option, stderr

PAGES = ("name", "pages", "body_f1", "blocks", "exact", "leaks", "lost")
DUMPS = ("name", "dumps", "recall", "precision", "lost", "leaked", "headline", "lead")
PEERS = ("tool", "family", "pages", "body_f1", "leaks", "lost", "authors", "day")


@click.command(epilog="Example: python -m bench quality --check")
@pages_option
@click.option("--dumps", type=folder, help="Dumps with their labels.  [default: shared/dumps]")
@click.option("--seeds", type=folder, help="Seeds with their labels.  [default: shared/seeds]")
@click.option("--check", is_flag=True, help="Compare with bench/floor.toml instead of with the peers.")
@click.option("--raise-floor", is_flag=True, help="Write the figures that rose into bench/floor.toml.")
@demo_option
@json_option
def quality(
    pages: Path | None,
    dumps: Path | None,
    seeds: Path | None,
    check: bool,
    raise_floor: bool,
    demo: bool,
    as_json: bool,
) -> None:
    """Score every page and dump of the gold set by family and kind, and the peers on the same pages.

    \b
    body_f1    F1 of runs of four words, article body against gold
    blocks     share of gold blocks that come back to the letter, in order
    exact      share of pages whose blocks are exactly the gold's
    leaks      captions and texts of other articles that stand in the body
    lost       gold blocks that stand nowhere in the body
    authors    share of pages with exactly the gold's authors
    day        share of pages with the gold's day of publication

    --check exits with 1 when a figure is below its floor or a floor was lowered without a new reason,
    with 3 when there is no gold set or it is another than the floor was measured on.
    """
    folders = Folders.found(pages, dumps, seeds)
    pinning = check or raise_floor
    if pinning and demo:
        raise click.UsageError("the floor is pinned on the real pages: leave --demo out")
    gold = load(folders) if pinning else gold_of(folders, demo)
    scores = score_all(gold)
    _print_scores(scores, as_json)
    if not pinning:
        _print_peers(gold, as_json)
    if raise_floor:
        why = f"measured on {datetime.date.today():%Y-%m-%d}"
        floor.FLOOR.write_text(floor.render(floor.raised(floor.read(), scores, digest(folders), why)), "utf-8")
        stderr.print(f"bench/{floor.FLOOR.name} written")
    if check:
        click.get_current_context().exit(_verdict(scores, digest(folders)))


def _print_scores(scores: Sequence[Score], as_json: bool) -> None:
    paged = [score for score in scores if "pages" in score.figures]
    dumped = [score for score in scores if "dumps" in score.figures]
    print_table([_row("quality", score) for score in paged], PAGES, "Pages by family and kind", as_json)
    print_table([_row("dumps", score) for score in dumped], DUMPS, "Dumps by family and kind", as_json)
    fields = [rounded({"table": "fields", **row}) for row in fields_of(paged)]
    columns = ("field", *(score.name for score in paged))
    print_table(fields, columns, "Fields: share of pages with exactly the gold value", as_json)


def _print_peers(gold: Gold, as_json: bool) -> None:
    name_missing_peers()
    versions = {peer.name: peer.version for peer in peers.installed()}
    stderr.print("measured beside us: " + ", ".join(f"{name} {version}" for name, version in versions.items()))
    rows = [
        {"table": "peers", "tool": s.name, "version": versions.get(s.name), "family": s.family, **s.figures}
        for s in side_by_side(gold.pages, peers.installed())
    ]
    print_table([rounded(row) for row in rows], PEERS, "Beside the peers, on the same pages", as_json)


def _row(table: str, score: Score) -> dict[str, float | str]:
    return dict(rounded({"table": table, "name": score.name, **score.figures}))


def _verdict(scores: Sequence[Score], gold: str) -> int:
    """Says what is below the floor, and gives the exit code: 1 below, 3 when the gold set is another one."""
    pinned, before = floor.read(), floor.before_last_change()
    complaints = floor.below(pinned, scores)
    if before is None:
        stderr.print("git cannot tell the floor's last change: whether it was lowered silently is not checked")
    else:
        complaints += floor.lowered_silently(before, pinned)
    for line in complaints:
        stderr.print(f"floor: {line}", markup=False)
    for name in floor.unpinned(pinned, scores):
        stderr.print(f"{name} has no floor yet: python -m bench quality --raise-floor")
    if complaints:
        return 1
    if pinned.gold != gold:
        stderr.print("the gold set changed since the floor was measured: look at the pins in bench/floor.toml, then")
        stderr.print("`python -m bench quality --raise-floor` takes over what rose and the new digest")
        return 3
    stderr.print("no figure is below its floor")
    return 0

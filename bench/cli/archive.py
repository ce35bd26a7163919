"""`python -m bench archive`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bench import archive as measures
from bench.cli.show import demo_option, gold_of, pages_option, print_table, progress, rounded
from bench.gold import Folders
from crawler.cli.output import json_option, stderr

SIZES = ("pages", "number", "raw", "gzip-6", "zstd-3", "zstd-19", "crawled", "compacted")
RATIOS = ("pages", "zstd-19", "crawled", "compacted", "references", "read/s", "compacted/s")
REDESIGN = ("pages", "before", "until renewed", "pages until then", "after")
MOST_REDESIGNED = 300


@click.command(epilog="Example: python -m bench archive --pages-a-frame 200 --pages-a-demo 500")
@pages_option
@click.option(
    "--pages-a-frame", type=click.IntRange(20), default=500, show_default=True, help="Variants of each real page."
)
@click.option(
    "--pages-a-demo", type=click.IntRange(20), default=2000, show_default=True, help="Pages of each demo outlet."
)
@demo_option
@json_option
def archive(pages: Path | None, pages_a_frame: int, pages_a_demo: int, demo: bool, as_json: bool) -> None:
    """Bytes a page: raw, gzip, zstd, and our archive while crawling and compacted; and how fast it is read.

    The pages are made now: the frame of a real page as served, with another article in it each time;
    with "other lists" its lists of other articles are others as well, as if no two pages had been
    fetched on one day. The pages that the others need as reference are counted in.
    """
    frames = [] if demo else measures.frames_of(gold_of(Folders.found(pages), demo).pages)
    sets = measures.sets(frames, pages_a_frame, pages_a_demo)
    sizes, redesigns = [], []
    with progress("sets", len(sets) + len(frames)) as advance:
        for name, make in sets:
            sizes.append(measures.measure(name, make()))
            advance(len(sizes))
        for frame in frames:
            redesigns.append(measures.redesign(frame, min(pages_a_frame, MOST_REDESIGNED)))
            advance(len(sizes) + len(redesigns))
    print_table([_sizes_row(one) for one in sizes], SIZES, "Bytes a page", as_json)
    print_table([_ratios_row(one) for one in sizes], RATIOS, "Times smaller, and pages a second", as_json)
    print_table([_redesign_row(one) for one in redesigns], REDESIGN, "Times smaller around a redesign", as_json)
    stderr.print(f"aim: {measures.AIMS}")


def _sizes_row(one: measures.Sizes) -> dict[str, Any]:
    sizes = {"raw": one.raw, "gzip-6": one.gzip, "zstd-3": one.zstd3, "zstd-19": one.zstd19}
    sizes |= {"crawled": one.crawled, "compacted": one.compacted}
    whole = {name: round(size) for name, size in sizes.items()}
    return {"table": "sizes", "pages": one.name, "number": one.pages, **whole}


def _ratios_row(one: measures.Sizes) -> dict[str, Any]:
    ratios = {"zstd-19": one.raw / one.zstd19, "crawled": one.raw / one.crawled, "compacted": one.raw / one.compacted}
    speeds = {"read/s": round(one.read_per_second), "compacted/s": round(one.compacted_per_second)}
    row = {"table": "ratios", "pages": one.name, **ratios, "references": one.references, **speeds}
    return dict(rounded(row, 1))


def _redesign_row(one: measures.Redesign) -> dict[str, Any]:
    row = {"table": "redesign", "pages": one.name, "before": one.old, "until renewed": one.surprised}
    return dict(rounded(row | {"pages until then": one.surprised_pages, "after": one.new}, 1))

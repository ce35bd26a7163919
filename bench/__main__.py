"""`python -m bench`: quality, speed and robustness, measured beside the peers."""

from __future__ import annotations

import sys

import click

from bench.cli.archive import archive
from bench.cli.clean import clean
from bench.cli.crawl import crawl
from bench.cli.dedupe import dedupe
from bench.cli.fuzz import fuzz
from bench.cli.kill import kill
from bench.cli.operations import operations
from bench.cli.quality import quality
from bench.cli.reclean import reclean
from bench.cli.search import search
from bench.cli.soak import soak
from cleaners.errors import TinsachError
from crawler.cli.output import printable


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    commands=[quality, clean, fuzz, archive, reclean, operations, soak, crawl, kill, dedupe, search],
)
def bench() -> None:
    """Measures Tinsach beside its peers, always in one run.

    Real pages stand in the folder `shared` beside the checkout, or in the one that $TINSACH_SHARED
    names. Where there is none the demo outlets' pages are measured, and the output says so.
    """


def main() -> None:
    """Runs a command; one of our own errors is one line and its exit code."""
    try:
        bench(prog_name="python -m bench")
    except TinsachError as error:
        click.echo(f"bench: {printable(str(error))}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()

"""What a person sees of a crawl while it goes on: a live table on a terminal, a line a minute in a log."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.table import Table

from crawler.ledger import Ledger, Tally

COLUMNS = ("found", "fetched", "new", "changed", "unchanged", "failed")
MINUTE = 60.0
logger = logging.getLogger(__name__)


@contextmanager
def live_table(ledger: Ledger, console: Console) -> Iterator[None]:
    """A table that follows `ledger` on `console` and goes away at the end."""
    with Live(get_renderable=lambda: _table(ledger), console=console, refresh_per_second=4, transient=True):
        yield


@contextmanager
def minute_lines(ledger: Ledger) -> Iterator[None]:
    """A line a minute and outlet in the log."""
    done = threading.Event()

    def write() -> None:
        while not done.wait(MINUTE):
            for outlet, tally in ledger.tallies.items():
                numbers = ", ".join(f"{name} {number:,}" for name, number in _numbers(tally).items())
                logger.info("%s: %s", outlet, numbers)

    thread = threading.Thread(target=write, name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _numbers(tally: Tally) -> dict[str, int]:
    failed = tally.statuses["failed"] + tally.statuses["blocked"]
    unchanged = tally.statuses["unchanged"]
    values = (tally.found, tally.fetched, tally.changes["new"], tally.changes["changed"], unchanged, failed)
    return dict(zip(COLUMNS, values, strict=True))


def _table(ledger: Ledger) -> Table:
    table = Table("outlet")
    for column in (*COLUMNS, "asked", "MB"):
        table.add_column(column, justify="right")
    for outlet, tally in ledger.tallies.items():
        numbers = [f"{number:,}" for number in _numbers(tally).values()]
        table.add_row(outlet, *numbers, f"{tally.requests:,}", f"{tally.bytes / 1e6:.1f}")
    return table

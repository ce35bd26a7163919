"""What a person sees of a crawl while it goes on: a live table on a terminal, a line a minute in a log."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.live import Live
from rich.table import Table

from crawler.ledger import Ledger, Tally

COLUMNS = ("found", "fetched", "new", "changed", "failed")
MINUTE = 60.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an outlet's crawl is. `rate` in articles a minute; `left` in seconds, None when that cannot be said."""

    rate: float
    left: float | None

    @classmethod
    def of(cls, tally: Tally, seconds: float) -> Pace:
        """The pace of what `tally` counted in `seconds`."""
        rate = tally.fetched / seconds if seconds > 0 else 0.0
        left = tally.waiting / rate if rate and tally.ended is None else None
        return cls(60 * rate, left)

    @property
    def left_in_words(self) -> str:
        """Such as "2 h 05 min"."""
        if self.left is None:
            return ""
        minutes = round(self.left / 60)
        return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


@contextmanager
def live_table(ledger: Ledger, console: Console) -> Iterator[None]:
    """A table that follows `ledger` on `console` and goes away at the end."""
    began = time.monotonic()
    with Live(
        get_renderable=lambda: progress_table(ledger, time.monotonic() - began),
        console=console,
        refresh_per_second=4,
        transient=True,
    ):
        yield


@contextmanager
def minute_lines(ledger: Ledger) -> Iterator[None]:
    """A line a minute and outlet in the log."""
    done = threading.Event()
    began = time.monotonic()

    def write() -> None:
        while not done.wait(MINUTE):
            for outlet, tally in ledger.tallies.items():
                logger.info("%s: %s", outlet, progress_line(tally, time.monotonic() - began))

    thread = threading.Thread(target=write, name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def progress_line(tally: Tally, seconds: float) -> str:
    """What was counted after `seconds`, as one line."""
    pace = Pace.of(tally, seconds)
    numbers = ", ".join(f"{name} {number:,}" for name, number in _numbers(tally).items())
    left = f", {pace.left_in_words} left" if pace.left is not None else ""
    return f"{numbers}, {pace.rate:.1f} a minute{left}"


def progress_table(ledger: Ledger, seconds: float) -> Table:
    """What was counted of every outlet after `seconds`."""
    table = Table("outlet")
    for column in (*COLUMNS, "MB", "a minute", "left"):
        table.add_column(column, justify="right")
    for outlet, tally in ledger.tallies.items():
        pace = Pace.of(tally, seconds)
        numbers = [f"{number:,}" for number in _numbers(tally).values()]
        table.add_row(
            outlet, *numbers, f"{tally.bytes / 1e6:.1f}", f"{pace.rate:.1f}", tally.ended or pace.left_in_words
        )
    return table


def _numbers(tally: Tally) -> dict[str, int]:
    failed = tally.statuses["failed"] + tally.statuses["blocked"]
    values = (tally.found, tally.fetched, tally.changes["new"], tally.changes["changed"], failed)
    return dict(zip(COLUMNS, values, strict=True))

"""What a person sees while things are counted: a line that moves on a terminal, now and then a line in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from crawler.cli.output import stderr

SECONDS = 30.0
"""Between two lines where no terminal is."""


class Counting:
    """Counts upwards; `expect` says how far, when somebody knows."""

    def __init__(self, what: str, progress: Progress | None) -> None:
        self.count = 0
        self._what = what
        self._progress = progress
        self._task = progress.add_task(what, total=None) if progress else None
        self._total: int | None = None
        self._said = time.monotonic()

    def expect(self, total: int) -> None:
        self._total = total
        if self._progress and self._task is not None:
            self._progress.update(self._task, total=total)

    def one_more(self, *_: object) -> None:
        self.count += 1
        if self._progress and self._task is not None:
            self._progress.advance(self._task)
        elif time.monotonic() - self._said >= SECONDS:
            self._said = time.monotonic()
            of = "" if self._total is None else f" of {self._total:,}"
            stderr.print(f"{self._what}: {self.count:,}{of}")


@contextmanager
def counting(what: str) -> Iterator[Counting]:
    """A count that is shown on standard error while the block runs."""
    if not stderr.is_terminal:
        yield Counting(what, None)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=stderr, transient=True) as progress:
        yield Counting(what, progress)

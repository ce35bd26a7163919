"""A bar with the time left, on a terminal's standard error; nothing where that is a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from crawler.cli.output import stderr


class Show(Protocol):
    """Takes how many are done, a remark about them, and how many there are when that is another number now."""

    def __call__(self, done: int, remark: str, total: int | None = None) -> None: ...


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[Show]:
    """A bar for `total` of `what`; what it yields moves it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[remark]}", markup=False),
    )
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task(what, total=total, remark="")

        def show(done: int, remark: str, total: int | None = None) -> None:
            bar.update(task, completed=done, remark=remark, total=total)

        yield show

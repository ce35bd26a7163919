"""One page before and after: its blocks as they were served, and the article that came of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleaners.review import BODY_KINDS
from crawler.cli.output import printable

ROWS = 14
"""Blocks shown of a page."""


class SeenBlock(Protocol):
    """A block of a page and what became of it."""

    @property
    def text(self) -> str: ...
    @property
    def kept(self) -> bool: ...
    @property
    def kind(self) -> str: ...


def print_side_by_side(title: str, blocks: Iterable[SeenBlock], head: Iterable[str | None], body: str) -> None:
    """Print the first `blocks` of a page beside its article.

    `head` are the lines above the body, the headline first; `body` is its text, paragraphs a blank line apart.
    """
    table = Table(title=printable(title), title_justify="left")
    table.add_column("as the page had it", ratio=1)
    table.add_column("as it is now", ratio=1)
    before = Text()
    for block in [block for block in blocks if block.text][:ROWS]:
        before.append(printable(_shortened(block.text)))
        if not block.kept:
            before.append(f"  ✗ {block.kind}", "red")
        elif block.kind not in BODY_KINDS:
            before.append(f"  → {block.kind}", "blue")
        before.append("\n")
    after = Text()
    for number, line in enumerate(head):
        after.append(f"{printable(_shortened(line or ''))}\n\n", "" if number else "bold")
    for paragraph in body.split("\n\n")[: ROWS // 3]:
        after.append(f"{printable(_shortened(paragraph))}\n\n")
    table.add_row(before, after)
    Console(file=sys.stdout, highlight=False).print(table)


def _shortened(text: str, characters: int = 150) -> str:
    return text if len(text) <= characters else f"{text[:characters].rsplit(' ', 1)[0]} …"

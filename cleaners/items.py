"""Blocks on their way from the page to the article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Item:
    """A block on its way: what it says, what the walk took it for, and what a second look needs to know."""

    kept: bool
    kind: str
    rule: str
    where: str
    text: str
    bold: bool = False
    """All of it is bold."""
    linked: bool = False
    """All of it is link text."""
    href: str | None = None
    aligned: bool = False
    """Set to the right, as signatures are."""
    centered: bool = False
    italic: bool = False
    """All of it is italic."""
    pictures: tuple[int, ...] = ()
    """Where in `Walk.images` the pictures are that stand right before it and have no caption."""
    pictured: bool = False
    """Its own element begins with the last of these pictures."""
    tail: str = ""
    """What stands after its last line break."""


@dataclass(slots=True)
class Run:
    """Inline text gathered for the block that is being read, with how much of it is bold or linked."""

    pieces: list[str]
    letters: int = 0
    bold: int = 0
    linked: int = 0
    href: str | None = None
    italic: int = 0
    broken: bool = False
    """The last thing seen was a line break."""
    tail_at: int = 0
    """The piece after the last line break; 0: there was none."""
    pictures: tuple[int, ...] = ()
    pictured: bool = False

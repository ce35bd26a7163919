"""CPU time and memory of cleaning, beside a bare parse and the peers, always as a ratio in one run.

Rounds go over all pages and, for each page, over all tools in turn, so that whatever slows the machine
down for a while slows all of them. What counts is the median of a tool's rounds on a page.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time_ns
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.gold import Page
from bench.peers import PEERS, Peer, installed
from cleaners import NotAnArticle, clean
from cleaners.text import fold

BARE = "selectolax"
OURS = "tinsach"

AIM_OUTLETS = ("nld.com.vn/", "tienphong.vn/")
"""How the names of the pages begin that the aims for speed and memory are stated for."""

AIM_PAGES = "nld.com.vn + tienphong.vn"

AIMS = {
    "ours/bare": f"at most 1.8 on {AIM_PAGES}, better 1.3",
    "trafilatura/ours": f"at least 15 on {AIM_PAGES}",
    "extra memory": f"at most 40 MB on {AIM_PAGES}",
}

Call = Callable[[str, str | None], Any]


@dataclass(frozen=True, slots=True)
class Tool:
    """What is timed: `call` takes a page and its address; `forget` empties what it remembers of earlier pages."""

    name: str
    call: Call
    forget: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Median CPU milliseconds of each tool on one page, or on several together; `size` is in characters."""

    name: str
    size: int
    milliseconds: Mapping[str, float]

    def ratio(self, one: str, other: str) -> float | None:
        """How many times as long `one` takes as `other`; None when one of them was not measured."""
        if one not in self.milliseconds or other not in self.milliseconds:
            return None
        return self.milliseconds[one] / self.milliseconds[other]


def tool(name: str, warm: bool = False) -> Tool:
    """The tool called `name`, imported; `warm` leaves ours what it remembers. Raises KeyError for an unknown name."""
    if name == BARE:
        return Tool(BARE, lambda html, url: LexborHTMLParser(html))
    if name == OURS:
        return Tool(OURS, _clean, None if warm else fold.cache_clear)
    peer: Peer = {peer.name: peer for peer in PEERS}[name]
    return Tool(name, peer.load())


def tool_names() -> list[str]:
    """All that can be measured here, the bare parse and ourselves first."""
    return [BARE, OURS, *(peer.name for peer in installed())]


def measure(
    pages: Sequence[Page],
    tools: Sequence[Tool],
    rounds: int,
    peer_rounds: int,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Timing]:
    """The timing of each page. The bare parse and ours run in every round, the peers, which take far longer,
    in `peer_rounds` of them, evenly spread. `progress` is told after each round how many are done.
    """
    spent: dict[tuple[str, str], list[int]] = {}
    step = max(1, rounds // peer_rounds) if peer_rounds else rounds + 1
    for number in range(rounds):
        gc.collect()
        gc.freeze()  # collecting between calls looks at what the call before left, and leaves the caches as they are
        for page in pages:
            for one in tools:
                if one.name in (BARE, OURS) or (number % step == 0 and peer_rounds):
                    spent.setdefault((page.name, one.name), []).append(_nanoseconds(one, page))
        progress(number + 1)
    gc.unfreeze()
    return [
        Timing(
            page.name,
            len(page.text),
            {one.name: median(spent[page.name, one.name]) / 1e6 for one in tools if (page.name, one.name) in spent},
        )
        for page in pages
    ]


def total(name: str, timings: Iterable[Timing]) -> Timing:
    """The sum of several pages' timings, under `name`."""
    listed = list(timings)
    names = dict.fromkeys(tool for timing in listed for tool in timing.milliseconds)
    return Timing(
        name,
        sum(timing.size for timing in listed),
        {tool: sum(timing.milliseconds[tool] for timing in listed) for tool in names},
    )


def totals(timings: Sequence[Timing], pages: Sequence[Page]) -> list[Timing]:
    """The pages that the aims are stated for, those of a known family, and all, as far as there are any."""
    known = {page.name for page in pages if page.known}
    sets = {
        AIM_PAGES: [t for t in timings if t.name.startswith(AIM_OUTLETS)],
        "known families": [t for t in timings if t.name in known],
        "all pages": list(timings),
    }
    return [total(name, members) for name, members in sets.items() if members]


def _nanoseconds(one: Tool, page: Page) -> int:
    if one.forget:  # a crawl never sees the same page twice in a row, so nothing of it may be remembered
        one.forget()
    gc.collect()
    before = process_time_ns()
    one.call(page.text, page.url)
    return process_time_ns() - before


def _clean(html: str, url: str | None) -> object:
    try:
        return clean(html, url=url)
    except NotAnArticle as error:
        return error.article

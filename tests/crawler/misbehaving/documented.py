"""docs/misbehaviour.md, made from the tables.

`python -m tests.crawler.misbehaving.documented > docs/misbehaviour.md` writes it anew.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from crawler.revisit import AGAIN
from tests.crawler.misbehaving.table import ARTICLES, SCENARIOS, SOURCES, Misbehaviour

HEAD = """# A newspaper that misbehaves

What newspapers do to a crawler, and what stands in the file afterwards. `tests/crawler/misbehaving/` holds a
server that does all of it on loopback; its tests read the tables this page is made from, and
`python -m bench soak` lets three newspapers do everything at once, crawl after crawl.

Two things hold throughout: what was stored stays stored, and every address has one status with a reason.

"""
ADDRESSES = """## One address

`again` is when the address is asked for next; it waits longer after every further try. After the last of these waits
it is asked for once a month while sources show it, for half a year; then it is given up. An address that failed, or
was given up, comes back when a source says that it changed since (once a day at most).

"""
LISTS = """
## Feeds and sitemaps

One that cannot be read is told in the log and in `runs.counts` under `troubles`; the crawl goes on without it.

"""
WHOLE = """
## Longer stories

"""


def page() -> str:
    """The whole page."""
    addresses = [
        (one.name, one.what, one.status, one.reason or "", "as any article" if one.genuine else _again(one))
        for one in ARTICLES
    ]
    lists = [(one.name, one.what, one.trouble or "none: what can be read is read") for one in SOURCES]
    return "".join(
        (
            HEAD,
            ADDRESSES,
            _table(("misbehaviour", "what the newspaper does", "status", "reason", "again"), addresses),
            LISTS,
            _table(("misbehaviour", "what the newspaper does", "trouble"), lists),
            WHOLE,
            _table(("story", "what is left"), SCENARIOS),
        )
    )


def _again(one: Misbehaviour) -> str:
    waits = AGAIN.get(one.status)
    return ", ".join(map(_words, waits)) if waits else "when a source says it changed"


def _words(wait: timedelta) -> str:
    minutes = int(wait.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 1440} d" if minutes >= 1440 else f"{minutes // 60} h"


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]] | tuple[tuple[str, ...], ...]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "".join(f"| {' | '.join(cell.replace('<', '&lt;') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(page())

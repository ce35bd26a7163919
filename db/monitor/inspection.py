"""A second look at some pages: which declared source gave each field, how much of the text is links, and whether
trafilatura reads the same body.

It costs many times what cleaning costs, so a run looks at a sample only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from cleaners.article import Article
from cleaners.decode import decode
from cleaners.evidence import evidence
from cleaners.outlets import OUTLETS
from cleaners.second_reader import agreement, second_reading
from cleaners.text import fold, one_line
from db.archive import ArchiveReader
from db.connection import transaction
from db.errors import DamagedDatabase
from db.rows import ARTICLE_COLUMNS, article_of, as_json

SAMPLE = 10
"""Pages of an outlet and a run."""
LARGEST = 1_000_000
"""Characters; a larger page gets no second look: it would take seconds."""
LINK = 12
"""Characters of link text from which on it may be a headline."""

PAGES_OF_RUN = """
SELECT pages.id FROM pages JOIN articles ON articles.page_id = pages.id
WHERE pages.outlet = :outlet AND fetched_at >= (SELECT started_at FROM runs WHERE id = :run) AND run_id = :run
ORDER BY pages.id
"""
ARTICLE = f"SELECT id, {', '.join(ARTICLE_COLUMNS)} FROM articles WHERE page_id = ?"
STALE = """
SELECT inspections.page_id FROM inspections JOIN articles ON articles.page_id = inspections.page_id
WHERE outlet = ? AND version <> cleaner_version ORDER BY inspections.page_id DESC LIMIT ?
"""
LOOKED_AT = """
SELECT 1 FROM inspections JOIN pages ON pages.id = page_id WHERE run_id = ? AND pages.outlet = ? LIMIT 1
"""
WRITE = """
INSERT INTO inspections (page_id, version, inspected_at, selectors, links, agreement, only_ours, only_theirs)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (page_id) DO UPDATE SET version = excluded.version, inspected_at = excluded.inspected_at,
    selectors = excluded.selectors, links = excluded.links, agreement = excluded.agreement,
    only_ours = excluded.only_ours, only_theirs = excluded.only_theirs
"""
"""Of a page that was cleaned again since."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a second look at a page found. `selectors`: field to the declared source that gave it.

    `links` and `agreement` run from 0 to 1; `agreement` is None where either reader found no body. `only_ours` and
    `only_theirs` are the longest blocks the other reading has not.
    """

    selectors: dict[str, str | None]
    links: float
    agreement: float | None
    only_ours: str
    only_theirs: str


def inspect(html: str, article: Article) -> Inspection:
    """The second look at the page `html` that `article` was cleaned from."""
    outlet = OUTLETS.get(article.outlet or "")
    selectors = {one.field: one.source for one in evidence(html, article, outlet)} if outlet else {}
    ours = [block.text for block in article.blocks]
    theirs = [item.text for item in second_reading(html, article.url)] if ours else []
    agreed = agreement("\n".join(ours), "\n".join(theirs)) if theirs else None
    return Inspection(
        selectors=selectors,
        links=_links(html, ours),
        agreement=agreed,
        only_ours=_only(ours, theirs) if theirs else "",
        only_theirs=_only(theirs, ours),
    )


def inspect_run(conn: sqlite3.Connection, path: Path, run_id: int, outlet: str, *, sample: int, now: str) -> int:
    """Inspect up to `sample` pages of an outlet that a run brought, evenly spread; returns how many it were.

    A run that was looked at before is not looked at again.
    """
    if conn.execute(LOOKED_AT, (run_id, outlet)).fetchone():
        return 0
    pages = [page for (page,) in conn.execute(PAGES_OF_RUN, {"run": run_id, "outlet": outlet})]
    step = max(1.0, len(pages) / sample)
    chosen = [pages[int(place * step)] for place in range(min(sample, len(pages)))]
    return _inspect(conn, path, chosen, now)


def inspect_again(conn: sqlite3.Connection, path: Path, outlet: str, *, most: int, now: str) -> int:
    """Inspect again up to `most` pages that were cleaned again since, the newest first; returns how many it were."""
    return _inspect(conn, path, [page for (page,) in conn.execute(STALE, (outlet, most))], now)


def _inspect(conn: sqlite3.Connection, path: Path, pages: Sequence[int], now: str) -> int:
    archive = ArchiveReader(conn)
    found = []
    for page_id in pages:
        rows = conn.execute(ARTICLE, (page_id,))
        names = [column[0] for column in rows.description]
        row = dict(zip(names, rows.fetchone(), strict=True))
        try:
            page = archive.page(page_id)
        except DamagedDatabase:  # `tinsach archive verify` tells of it
            continue
        html = decode(page.body, page.header("Content-Type"))
        if len(html) > LARGEST:
            continue
        found.append((page_id, row["cleaner_version"], inspect(html, article_of(conn, row))))
    if found:
        with transaction(conn, path):
            for page_id, version, one in found:
                told = (as_json(one.selectors), one.links, one.agreement, one.only_ours, one.only_theirs)
                conn.execute(WRITE, (page_id, version, now, *told))
    return len(found)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A page that the site's cleaner and trafilatura read differently."""

    outlet: str
    layout: str
    url: str
    agreement: float | None
    only_ours: str
    only_theirs: str


DISAGREEMENTS = """
SELECT articles.outlet, articles.layout, articles.url, agreement, only_ours, only_theirs
FROM inspections JOIN articles ON articles.page_id = inspections.page_id
WHERE articles.is_fallback = 0 AND word_count > 0 AND (agreement IS NULL OR agreement < :below)
ORDER BY agreement IS NOT NULL, agreement, articles.url
"""


def disagreements(conn: sqlite3.Connection, *, below: float = 0.8) -> Iterator[Disagreement]:
    """The inspected pages on which the two readers agree less than `below`, the least first."""
    return (Disagreement(*row) for row in conn.execute(DISAGREEMENTS, {"below": below}))


def _links(html: str, blocks: list[str]) -> float:
    """The share of the blocks' characters that stands in links as long as a headline."""
    whole = sum(map(len, blocks))
    if not whole:
        return 0.0
    texts = {one_line(node.text()) for node in LexborHTMLParser(html).css("a[href]")}
    texts = {text for text in texts if len(text) >= LINK}
    linked = sum(min(len(block), sum(len(text) for text in texts if text in block)) for block in blocks)
    return linked / whole


def _only(these: list[str], those: list[str]) -> str:
    """The longest of `these` that does not stand among `those`."""
    other = fold(" ".join(those))
    return max((text for text in these if fold(text) not in other), key=len, default="")

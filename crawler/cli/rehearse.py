"""`tinsach rehearse`: would a redesign be noticed? Tried on pages that are changed as newspapers change theirs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from cleaners.decode import decode
from cleaners.errors import UsageError
from cleaners.layout import Outlet
from cleaners.outlets import OUTLETS, outlet_named
from crawler.cli.output import json_option, print_rows, stderr
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from crawler.rehearse.rehearsal import CHANGED, PAGES, WEEKS, Page, unchanged_weeks
from crawler.rehearse.rehearsal import rehearse as rehearsed
from db.archive import ArchiveReader
from db.connection import open_for_reading, speaking

USUAL = 0.85
"""Of the demo pages, the share of the standard layout."""
FEWEST = 40
"""Stored pages of an outlet that a rehearsal needs."""
NEEDS_A_PERSON = 3
STORED = """
SELECT articles.page_id FROM articles JOIN pages ON pages.id = articles.page_id
WHERE articles.outlet = ? AND is_fallback = 0 ORDER BY articles.page_id DESC LIMIT 2000
"""


@click.command()
@click.argument("outlets", nargs=-1, metavar="[OUTLET]...")
@click.option(
    "--db",
    "db_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Take stored pages of this file.  [default: pages made like those of the demo newspapers]",
)
@click.option("--pages", type=click.IntRange(FEWEST), default=PAGES, show_default=True, help="Unchanged pages.")
@click.option("--weeks", type=click.IntRange(0), default=WEEKS, show_default=True, help="Weeks without a change.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed rehearses the same.")
@json_option
@click.pass_context
def rehearse(
    ctx: click.Context,
    outlets: tuple[str, ...],
    db_path: Path | None,
    pages: int,
    weeks: int,
    seed: int,
    as_json: bool,
) -> None:
    """Change pages as newspapers change theirs, and say after how many the monitor notices.

    \b
    tinsach rehearse
    tinsach rehearse nld --db papers.db
    tinsach rehearse nhandan --weeks 0 --json

    Then weeks pass in which nothing changes but the days: quiet weekends, Tết, holidays, a burst of short news. What
    the monitor says of them are false alarms. Nothing is fetched and no file is written. Exit code 3: a redesign was
    not noticed within 20 pages, or there was more than one false alarm for a newspaper.
    """
    names = tuple(dict.fromkeys(outlet_named(name).name for name in outlets)) or tuple(OUTLETS)
    rows: list[dict[str, Any]] = []
    false: list[dict[str, Any]] = []
    for name in names:
        outlet = OUTLETS[name]
        sample = _stored(db_path, outlet, pages, seed) if db_path else _made(name, pages, seed)
        with stderr.status(f"{name}: redesigns of {len(sample)} pages …"):
            notices = list(rehearsed(sample, outlet, seed=seed))
        rows += [{"table": "redesigns", **asdict(notice), "signals": ", ".join(notice.signals)} for notice in notices]
        with stderr.status(f"{name}: {weeks} weeks in which nothing changes …"):
            alarms = unchanged_weeks(sample, outlet, weeks=weeks, seed=seed)
        false += [{"table": "false alarms", **asdict(alarm), "day": alarm.day.isoformat()} for alarm in alarms]
    columns = ("outlet", "redesign", "pages", "signals", "says")
    print_rows(rows, columns, title="Noticed after so many changed pages", as_json=as_json)
    if false or not as_json:
        print_rows(false, ("outlet", "day", "signal", "says"), title=f"False alarms in {weeks} weeks", as_json=as_json)
    missed = [row for row in rows if row["pages"] is None]
    most = max((sum(row["outlet"] == name for row in false) for name in names), default=0)
    stderr.print(
        f"{len(rows) - len(missed)} of {len(rows)} redesigns noticed within {CHANGED} changed pages; "
        f"{len(false)} false alarms",
        markup=False,
    )
    ctx.exit(NEEDS_A_PERSON if missed or most > 1 else 0)


def _made(name: str, number: int, seed: int) -> list[Page]:
    paper = PAPERS[name]
    return [(url, body.decode()) for url, body in synthetic_pages(paper, number, seed=seed, usual=USUAL)]


def _stored(path: Path, outlet: Outlet, number: int, seed: int) -> Sequence[Page]:
    with closing(open_for_reading(path)) as db, speaking(path):
        ids = [page_id for (page_id,) in db.conn.execute(STORED, (outlet.name,))]
        if len(ids) < FEWEST:
            raise UsageError(
                f"{path} has {len(ids)} pages of {outlet.name} and a rehearsal needs {FEWEST}; "
                "crawl more, or leave --db out to rehearse with demo pages"
            )
        chosen = random.Random(seed).sample(ids, min(number, len(ids)))
        archive = ArchiveReader(db.conn)
        pages = [archive.page(page_id) for page_id in chosen]
    return [(page.url, decode(page.body, page.header("Content-Type"))) for page in pages]

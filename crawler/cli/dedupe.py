"""`tinsach dedupe`: the same story in several articles and newspapers."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.counting import counting
from crawler.cli.output import db_option, json_option, print_rows, stderr
from db.connection import open_for_writing, speaking
from db.stories.dedupe import dedupe as deduped
from db.stories.dedupe import shared_stories

COLUMNS = ("articles", "outlets", "agency", "outlet", "date_published", "headline")
ROWS = 20


@click.command()
@click.option("--outlet", metavar="NAME", help="Show only stories that this newspaper has, too.")
@click.option("--limit", type=click.IntRange(1), default=ROWS, show_default=True, metavar="N", help="Stories to print.")
@click.option("--afresh", is_flag=True, help="Compare all articles again, not only those that are new or have changed.")
@db_option
@json_option
def dedupe(outlet: str | None, limit: int, afresh: bool, db_path: Path | None, as_json: bool) -> None:
    """Find articles that tell the same story, within a newspaper and across them: copies, edited or shortened ones.

    \b
    tinsach dedupe
    tinsach dedupe --outlet nld --limit 50
    sqlite3 tinsach.db "select headline, articles, outlets, agency from stories where articles > 1"

    Only articles that are new or have changed since the last time are compared (with all). No article is removed: the
    view `stories` has one row a story with its earliest article, the agency, and the newspapers that have it; the
    table `story_articles` says which article belongs to which. With dedupe = true in tinsach.toml every crawl does
    this at its end. Needs rensa: pip install 'tinsach[dedupe]'.
    """
    path = config.load({"db": db_path}).common.db
    name = outlet_named(outlet).name if outlet else None
    with closing(open_for_writing(path, create=False)) as db, speaking(path):
        with counting("comparing") as count:
            done = deduped(db.conn, path, afresh=afresh, show=count.one_more)
        found = shared_stories(db.conn, outlet=name, limit=limit)
    rows = [asdict(one) for one in found]
    if not as_json:
        rows = [{**row, "outlets": ", ".join(map(str, row["outlets"]))} for row in rows]
    if rows or as_json:
        print_rows(rows, COLUMNS, title="Stories that stand in several articles", as_json=as_json)
    stderr.print(
        f"{done.signed:,} articles were new; {done.articles:,} articles tell {done.stories:,} stories together",
        markup=False,
    )

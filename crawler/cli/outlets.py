"""`tinsach outlets`: which newspapers are supported, and what is known of each."""

from __future__ import annotations

from pathlib import Path

import click

from crawler import config
from crawler.cli.output import db_option, json_option, print_rows
from crawler.outlet_table import outlet_rows
from db.cleaner_versions import stored_articles_by_age

TABLE = ("outlet", "title", "family", "hosts", "feeds", "layouts", "cleaner", "articles", "older")
FEW = 2


@click.command()
@db_option
@json_option
def outlets(db_path: Path | None, as_json: bool) -> None:
    """Show the supported newspapers: hosts, feeds, layouts, version of the cleaner.

    \b
    tinsach outlets
    tinsach outlets --json

    Where there is a file of articles, how many it holds of each newspaper, and how many of them an older version
    of the cleaner wrote: `tinsach reclean` brings those up to date.
    """
    rows = outlet_rows()
    path = config.load({"db": db_path}).common.db
    if db_path or path.exists():
        ages = stored_articles_by_age(path)
        rows = [row | ages.get(row["outlet"], {"articles": 0, "older": 0}) for row in rows]
    if not as_json:
        rows = [{name: _short(value) for name, value in row.items()} for row in rows]
    print_rows(rows, [name for name in TABLE if name in rows[0]], as_json=as_json)


def _short(value: object) -> object:
    """A list as a person reads it in a table: some of it, and how much more there is."""
    if not isinstance(value, list):
        return value
    more = f"\n+{len(value) - FEW} more" if len(value) > FEW + 1 else ""
    return "\n".join(value[:FEW] if more else value) + more

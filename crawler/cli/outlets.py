"""`tinsach outlets`: which newspapers are supported, and what is known of each."""

from __future__ import annotations

import click

from crawler.cli.output import json_option, print_rows
from crawler.outlet_table import outlet_rows

TABLE = ("outlet", "title", "family", "hosts", "feeds", "layouts", "cleaner")
FEW = 2


@click.command()
@json_option
def outlets(as_json: bool) -> None:
    """Show the supported newspapers: hosts, feeds, layouts, version of the cleaner.

    \b
    tinsach outlets
    tinsach outlets --json
    """
    rows = outlet_rows()
    if not as_json:
        rows = [{name: _short(value) for name, value in row.items()} for row in rows]
    print_rows(rows, TABLE, as_json=as_json)


def _short(value: object) -> object:
    """A list as a person reads it in a table: some of it, and how much more there is."""
    if not isinstance(value, list):
        return value
    more = f"\n+{len(value) - FEW} more" if len(value) > FEW + 1 else ""
    return "\n".join(value[:FEW] if more else value) + more

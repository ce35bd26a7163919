"""`tinsach audit`: boilerplate that was kept, paragraphs that were dropped, pages two readers read differently."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.output import db_option, json_option, print_lines, print_rows
from db.audit.findings import Finding, with_proposals
from db.audit.findings import audit as audited
from db.connection import open_for_reading, speaking
from db.monitor.inspection import Disagreement
from db.monitor.inspection import disagreements as disagreed

ROWS = 15
WIDE = 240
"""Characters of a block that are shown."""


@click.command()
@click.argument("outlet", required=False)
@db_option
@click.option("--limit", type=click.IntRange(1), default=ROWS, show_default=True, metavar="N", help="Rows to print.")
@click.option("--disagreements", is_flag=True, help="Pages that trafilatura reads otherwise, from the second looks.")
@json_option
def audit(outlet: str | None, db_path: Path | None, limit: int, disagreements: bool, as_json: bool) -> None:
    """Look across all articles for boilerplate that was kept and paragraphs that were dropped.

    \b
    tinsach audit
    tinsach audit nld --limit 50 --json
    tinsach audit --disagreements

    A kept block that stands in many articles is a leak; a dropped one that stands nowhere else and reads like a
    paragraph may be a loss. The most telling come first, each with a rule to paste; nothing is changed. Leaks that
    differ in some words are found where rensa is installed: pip install 'tinsach[dedupe]'.
    """
    path = config.load({"db": db_path}).common.db
    name = outlet_named(outlet).name if outlet else None
    with closing(open_for_reading(path)) as db, speaking(path):
        if disagreements:
            pages = [one for one in disagreed(db.conn) if name in (None, one.outlet)][:limit]
            rows = [asdict(one) for one in pages]
            shown = [(_heading(one), _pieces(one)) for one in pages]
        else:
            found = list(with_proposals(db.conn, audited(db.conn, name)[:limit]))
            rows = [asdict(one) for one in found]
            shown = [(_title(one), _lines(one)) for one in found]
    if as_json:
        print_rows(rows, (), as_json=True)
    elif not rows:
        click.echo("Nothing that looks wrong.", err=True)
    for number, (title, lines) in enumerate(() if as_json else shown, 1):
        print_lines(f"{number:>2}  {title}", lines)


def _title(one: Finding) -> str:
    articles = f"{one.articles:,} articles" if one.articles != 1 else "one article"
    done = "kept" if one.what == "leak" else "dropped"
    return f"{one.what} {one.score:.2f}  {one.outlet}, {done} in {articles} as {one.kind} by {one.rule}"


def _lines(one: Finding) -> dict[str, str | None]:
    return {"text": _short(one.text), "see": one.url, "rule": one.proposal}


def _heading(one: Disagreement) -> str:
    agreed = "no body by trafilatura" if one.agreement is None else f"agreement {one.agreement:.2f}"
    return f"{one.outlet}, {one.layout}: {agreed}"


def _pieces(one: Disagreement) -> dict[str, str | None]:
    return {"see": one.url, "ours": _short(one.only_ours), "theirs": _short(one.only_theirs)}


def _short(text: str) -> str:
    return text[:WIDE] + " …" if len(text) > WIDE + 40 else text

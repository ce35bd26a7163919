"""`tinsach export`: articles or pages as one file for other tools."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from cleaners.errors import UsageError
from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.counting import counting
from crawler.cli.output import db_option, json_option, print_rows
from crawler.discovery.dates import VIETNAM
from db.handover.exporting import FORMATS, format_of
from db.handover.exporting import export as export_file
from db.handover.selection import UNDATED, ExportTally, Selection

DAY_LENGTH = len("2026-11-01")


@click.command()
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The file to make; its ending says the format.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="The format, when the ending does not say it.")
@click.option("--outlet", help="Only this newspaper's.")
@click.option("--since", metavar="DATE", help="Only what was published on that day or later.")
@click.option("--until", metavar="DATE", help="Only what was published on that day or earlier.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N articles, or pages.")
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@db_option
@json_option
def export(
    path: Path,
    form: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    force: bool,
    db_path: Path | None,
    as_json: bool,
) -> None:
    """Hand articles or pages on, as a file that other programs open.

    \b
    tinsach export -o articles.jsonl.gz
    tinsach export -o nld.parquet --outlet nld --since 2026-01-01
    tinsach export -o articles.csv --until 2026-06-30
    tinsach export -o for-others.sqlite
    tinsach export -o pages.warc.gz

    \b
    jsonl, jsonl.gz   an article a line, as `tinsach clean --format json` prints it
    csv               for spreadsheets; cells that begin like a formula get an apostrophe
    parquet           typed columns (pip install 'tinsach[parquet]')
    sqlite            the whole file without the archived pages
    warc, warc.gz     the archived pages (pip install 'tinsach[warc]'); dates are those of the fetch

    FILE comes into being when all is written: stopped or failed, there is none.
    """
    chosen = format_of(path) if form is None else next(known for known in FORMATS if known == form)
    selection = Selection(
        outlet=outlet_named(outlet).name if outlet else None,
        since=_moment(since, "--since") if since else None,
        until=_moment(until, "--until", end_of_day=True) if until else None,
        limit=limit,
    )
    source = config.load({"db": db_path}).common.db
    with counting("written") as count:
        tally = export_file(
            source,
            path,
            chosen,
            selection=selection,
            overwrite=force,
            tally=ExportTally(watch=count.one_more),
            expect=count.expect,
        )
    _report(tally, path, chosen, as_json=as_json)
    damaged = sum(count for reason, count in tally.left_out.items() if reason != UNDATED)
    if damaged:
        click.echo(f"tinsach: {damaged:,} could not be handed on as stored; the table says which", err=True)
    click.get_current_context().exit(3 if damaged else 0)


def _moment(text: str, option: str, *, end_of_day: bool = False) -> str:
    """A day (of Vietnam) or a moment in ISO 8601, with its offset; the end of a day is the beginning of the next."""
    try:
        moment = datetime.fromisoformat(text)
        if end_of_day and len(text) <= DAY_LENGTH:
            moment += timedelta(days=1)
    except (ValueError, OverflowError):
        raise UsageError(f"{option} takes a date such as 2026-11-01, and not {text!r}") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).isoformat()


def _report(tally: ExportTally, path: Path, form: str, *, as_json: bool) -> None:
    what = "pages" if form.startswith("warc") else "articles"
    written = {"file": str(path), "format": form, "written": tally.written, "bytes": path.stat().st_size}
    left_out = [
        {"reason": reason, "count": count, "such as": tally.examples[reason]}
        for reason, count in tally.left_out.most_common()
    ]
    if as_json:
        print_rows([{"section": "written", "what": what, **written}], (), as_json=True)
        print_rows([{"section": "left out", **row} for row in left_out], (), as_json=True)
        return
    print_rows([{"file": str(path), what: tally.written, "bytes": written["bytes"]}], ("file", what, "bytes"))
    if left_out:
        print_rows(left_out, ("reason", "count", "such as"), title="Left out, and why")

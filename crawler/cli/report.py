"""`tinsach report`: what is in the file, as one page."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from cleaners.errors import TinsachError
from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.output import db_option, json_option, print_rows, stderr
from db.connection import open_for_reading, speaking
from db.report.contents import read_contents
from db.report.page import report_html


@click.command()
@click.option(
    "-o",
    "--output",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    metavar="FILE",
    help="The page to write.",
)
@click.option("--outlet", help="Only this newspaper's.")
@db_option
@json_option
def report(page: Path, outlet: str | None, db_path: Path | None, as_json: bool) -> None:
    """Write one page on what is in the file: articles over time, lengths, sections, authors, keywords, what was left
    out, and how often each field is there.

    \b
    tinsach report -o report.html
    tinsach report --outlet nld -o nld.html
    tinsach report --json

    The page holds its charts itself: it opens anywhere, without a network. With --json the numbers are printed and
    no page is written.
    """
    path = config.load({"db": db_path}).common.db
    name = outlet_named(outlet).name if outlet else None
    with closing(open_for_reading(path)) as db, speaking(path):
        db.conn.execute("BEGIN")
        contents = read_contents(db.conn, name)
    if as_json:
        print_rows([asdict(contents)], (), as_json=True)
        return
    title = f"{path.name}, {name}" if name else path.name
    try:
        page.write_text(report_html(contents, title=title, made_at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"), "utf-8")
    except OSError as error:
        raise TinsachError(f"{page} cannot be written: {error.strerror or error}; name another with -o") from None
    stderr.print(f"{contents.articles:,} articles: {page}", markup=False)

"""`tinsach import`: pages and articles from elsewhere into the file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.counting import counting
from crawler.cli.output import db_option, json_option, print_rows
from crawler.revisit import next_try
from db.handover.importing import ImportTally, import_all, unwanted
from db.handover.places import everything
from db.records import UrlStatus
from db.store import Store

CHANGES = ("new", "changed", "unchanged")


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER|-…")
@click.option("--outlet", help="Only this newspaper's; and the newspaper of texts that do not tell theirs.")
@click.option(
    "--url-pattern",
    metavar="URL",
    help="The address of a saved page, made from {path} below the folder, {name}, or {stem} (without its ending).",
)
@db_option
@json_option
def import_(
    files: tuple[str, ...], outlet: str | None, url_pattern: str | None, db_path: Path | None, as_json: bool
) -> None:
    """Take in pages and articles that somebody else fetched, as a crawl takes in its own.

    \b
    tinsach import saved-pages/
    tinsach import mirror/ --url-pattern 'https://{path}'
    tinsach import crawl-2025.warc.gz --outlet nld
    tinsach import articles.jsonl
    zcat pages.jsonl.gz | tinsach import -

    \b
    HTML files   the address from page.html.url or page.html.json beside it, from
                 --url-pattern, or from the page's canonical link
    WARC files   the answers 200 with HTML (pip install 'tinsach[warc]')
    JSON lines   {"url", "html"}, with "fetched_at" and "headers" if you have them;
                 {"text"}; or what `tinsach export` wrote
    text files   pages flattened to plain text: articles without pages

    What is stored already is not touched: stopped and called again, an import goes on from where it was.
    What could not be taken in is counted with its reason; the exit code is 3 when some of it was broken.
    """
    if outlet:
        outlet = outlet_named(outlet).name
    settings = config.load({"db": db_path}).common
    incoming = everything(
        files,
        sys.stdin.buffer,
        unwanted=unwanted(outlet),
        url_pattern=url_pattern,
        max_bytes=settings.max_page_bytes,
    )
    told = {"command": "import", "files": [Path(name).name for name in files], "outlet": outlet}
    with Store.open(settings.db, batch_size=settings.batch_size) as store, counting("taken in") as count:
        tally = import_all(store, incoming, outlet=outlet, next_try=_next_try, settings=told, watch=count.one_more)
    _report(tally, settings.db, as_json=as_json)
    exit_code, reason = tally.verdict()
    if reason:
        click.echo(f"tinsach: {reason}", err=True)
    click.get_current_context().exit(exit_code)


def _next_try(status: UrlStatus, published: str) -> str | None:
    return next_try(status, now=datetime.now(UTC), published=published)


def _report(tally: ImportTally, path: Path, *, as_json: bool) -> None:
    others = sorted({what for counts in tally.outlets.values() for what in counts} - set(CHANGES))
    came: list[dict[str, Any]] = [
        {"outlet": outlet, **{what: counts[what] for what in (*CHANGES, *others)}}
        for outlet, counts in sorted(tally.outlets.items())
    ]
    skipped: list[dict[str, Any]] = [
        {"reason": name, "count": reason.count, "broken": reason.broken, "examples": reason.examples}
        for name, reason in sorted(tally.skipped.items(), key=lambda item: -item[1].count)
    ]
    if as_json:
        print_rows([{"section": "in", **row} for row in came], (), as_json=True)
        print_rows([{"section": "skipped", **row} for row in skipped], (), as_json=True)
        return
    if came:
        print_rows(came, ("outlet", *CHANGES, *others), title=f"Came into {path}")
    if skipped:
        rows = [{**row, "such as": row["examples"][0]} for row in skipped]
        print_rows(rows, ("reason", "count", "such as"), title="Left out, and why")

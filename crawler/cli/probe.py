"""`tinsach probe`: first contact with a live newspaper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from cleaners.errors import UsageError
from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.output import db_option, json_option, print_rows, printable, stderr
from crawler.cli.side_by_side import print_side_by_side
from crawler.outlet_table import places_of
from crawler.probe.keeping import check_folder, keep_pages, kept_visit
from crawler.probe.pages import Reading
from crawler.probe.report import Report, report_on
from crawler.probe.site import Site
from crawler.probe.visit import Visit, visit
from crawler.via import parse_via


@click.command()
@click.argument("outlet")
@click.option("--all-feeds", is_flag=True, help="Ask for every feed of the outlet's file, not for two of them.")
@click.option(
    "--save",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep the pages there, with their headers; not in a repository.",
)
@click.option(
    "--saved",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Ask nothing: read a visit again that --save kept.",
)
@click.option("--via", multiple=True, metavar="OUTLET=URL", help="Send the outlet's requests to another origin.")
@click.option("--config", "config_file", type=click.Path(dir_okay=False, path_type=Path), help="A settings file.")
@db_option
@json_option
@click.pass_context
def probe(
    ctx: click.Context,
    outlet: str,
    all_feeds: bool,
    folder: Path | None,
    saved: Path | None,
    via: tuple[str, ...],
    config_file: Path | None,
    db_path: Path | None,
    as_json: bool,
) -> None:
    """Ask a live newspaper a few things and compare its answers with what our files say of it.

    At most 15 requests, as politely as a crawl: robots.txt, the home page, a section with what it loads when
    scrolled, feeds, sitemaps, three articles. Nothing is stored. Exit code 0: all is as expected; 3: something
    needs a person, and it says what to change; 1: the newspaper cannot be reached.

    \b
    tinsach probe nhandan
    tinsach probe ngaynay --save ../pages/ngaynay --all-feeds
    tinsach probe ngaynay --saved ../pages/ngaynay
    tinsach probe nld --via nld=http://127.0.0.1:8000 --json
    """
    name = outlet_named(outlet).name
    if folder:
        check_folder(folder)
    if saved and (folder or via or all_feeds):
        raise UsageError("--saved asks nothing: --save, --via and --all-feeds do not go with it")
    if saved:
        found = kept_visit(Site(outlet_named(name), places_of(name)), saved)
    else:
        from_option = ctx.get_parameter_source("db_path") is ParameterSource.COMMANDLINE
        settings = config.load(
            {"db": db_path if from_option else None},
            outlet_options={asked: {"via": origin} for asked, origin in parse_via(via).items()},
            file=config_file,
        )
        found = visit(name, config=settings, all_feeds=all_feeds)
    report = report_on(found)
    if as_json:
        _print_json(found, report)
    else:
        _print_report(found, report)
    if folder:
        kept = keep_pages(found, folder)
        stderr.print(f"{len(kept)} answers kept in {folder}, each with its headers beside it", markup=False)
    ctx.exit(report.exit_code)


def _print_json(found: Visit, report: Report) -> None:
    """A line a request, a fact and an article; `line` says which."""
    rows: list[dict[str, Any]] = [
        {
            "line": "request",
            "role": answer.ask.role,
            "url": answer.ask.url,
            "status": answer.status,
            "trouble": answer.trouble,
            "bytes": len(answer.body),
        }
        for answer in found.answers
    ]
    rows += [{"line": "fact", **fact.to_dict()} for fact in report.facts]
    rows += [_article(reading) for reading in report.readings]
    for row in rows:
        click.echo(json.dumps({"outlet": found.site.outlet.name, **row}, ensure_ascii=False))


def _article(reading: Reading) -> dict[str, Any]:
    return {
        "line": "article",
        "problem": reading.problem,
        "sources": {field.field: field.source for field in reading.fields},
        "article": reading.article.to_dict() if reading.article else None,
    }


def _print_report(found: Visit, report: Report) -> None:
    asked = f"{found.requests} requests" if found.requests else "read from kept pages"
    title = f"{found.site.outlet.title}: {asked}"
    print_rows([fact.to_dict() for fact in report.facts], ("verdict", "subject", "found"), title=title)
    for reading in report.readings:
        article = reading.article
        if article is not None and article.verdicts:
            byline = f"{', '.join(article.authors)} · {article.date_published}"
            head = (article.headline, byline, article.description)
            print_side_by_side(reading.answer.url, article.verdicts, head, article.article_body)
    if not report.changes:
        click.echo("All that was asked for is as our files say." if not report.exit_code else "Something is missing.")
        return
    click.echo("What a person should look at:")
    for change in report.changes:
        click.echo(f"  - {printable(change)}")

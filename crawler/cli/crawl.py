"""`tinsach crawl`: newspapers into the file."""

from __future__ import annotations

import json
from pathlib import Path

import click
from click.core import ParameterSource

from cleaners.outlets import OUTLETS, outlet_named
from crawler import config
from crawler.arguments import Arguments
from crawler.cli.output import db_option, json_option, print_rows, stderr
from crawler.progress import live_table, minute_lines
from crawler.run import checked_scrapy_settings, run_crawl
from crawler.via import parse_via

TABLE = ("outlet", "found", "new", "changed", "unchanged", "gone", "failed", "words", "only")


@click.command()
@click.argument("outlets", nargs=-1, metavar="[OUTLET]...")
@db_option
@click.option("--limit", metavar="N", help="Fetch at most N articles an outlet.")
@click.option("--since", metavar="DATE", help="Leave alone what a source dates earlier; go back that far in lists.")
@click.option("--until", metavar="DATE", help="Leave alone what is dated then or later: with --since, a back-fill.")
@click.option("--source", metavar="NAMES", help="Where to look: some of rss,sitemap,section.")
@click.option("--revisit", is_flag=True, help="Look again at every stored article, also those not yet due.")
@click.option("--max-minutes", metavar="N", help="Stop after that time; the next run goes on.")
@click.option("--max-pages", metavar="N", help="Ask an outlet for at most N pages, feeds and lists included.")
@click.option("--take-over", is_flag=True, help="Crawl what a run on another machine holds; be sure that it is dead.")
@click.option("--via", multiple=True, metavar="OUTLET=URL", help="Send the outlet's requests to another origin.")
@click.option(
    "-s", "scrapy_settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting, as scrapy takes it."
)
@click.option("--config", "config_file", type=click.Path(dir_okay=False, path_type=Path), help="A settings file.")
@json_option
@click.pass_context
def crawl(
    ctx: click.Context,
    outlets: tuple[str, ...],
    db_path: Path | None,
    limit: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
    revisit: bool,
    max_minutes: str | None,
    max_pages: str | None,
    take_over: bool,
    via: tuple[str, ...],
    scrapy_settings: tuple[str, ...],
    config_file: Path | None,
    as_json: bool,
) -> None:
    """Find, fetch, clean and store articles that are new or have changed.

    Without an OUTLET all of them are crawled. What was fetched before is asked for again only when it is due,
    and answered without a body where it did not change.

    \b
    tinsach crawl nld --limit 20
    tinsach crawl --since 2026-11-01 --source rss,sitemap
    tinsach crawl nld --since 2025-01-01 --until 2025-02-01
    tinsach crawl --max-minutes 50
    tinsach crawl nld --via nld=http://127.0.0.1:8000 -s DOWNLOAD_DELAY=0
    """
    names = tuple(dict.fromkeys(outlet_named(name).name for name in outlets)) or tuple(OUTLETS)
    from_option = ctx.get_parameter_source("db_path") is ParameterSource.COMMANDLINE
    settings = config.load(
        {"db": db_path if from_option else None},
        outlet_options={outlet: {"via": origin} for outlet, origin in parse_via(via).items()},
        file=config_file,
    )
    result = run_crawl(
        names,
        config=settings,
        arguments=Arguments.read(
            limit=limit,
            since=since,
            until=until,
            source=source,
            revisit=revisit,
            max_minutes=max_minutes,
            max_pages=max_pages,
        ),
        scrapy_settings=checked_scrapy_settings(scrapy_settings),
        watch=(lambda ledger: live_table(ledger, stderr)) if stderr.is_terminal else minute_lines,
        take_over=take_over,
    )
    if not stderr.is_terminal:
        click.echo(json.dumps({"summary": result.rows()}, ensure_ascii=False), err=True)
    rows = result.rows()
    if not as_json:
        rows = [
            {**row, "only": ", ".join(f"{name} {number:,}" for name, number in row["only"].items())} for row in rows
        ]
    print_rows(rows, TABLE, as_json=as_json)
    if result.reason:
        click.echo(f"tinsach: {result.reason}", err=True)
    ctx.exit(result.exit_code)

"""`tinsach search`: full text, with or without diacritics."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from cleaners.errors import UsageError
from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.output import db_option, json_option, printable, stderr
from crawler.cli.progress_bar import progress_bar
from db.connection import open_for_reading, open_for_writing, speaking, transaction
from db.search.finding import Found, Hit, search
from db.search.index import rebuild
from db.search.marking import CLOSE, OPEN
from db.search.query import Filters, terms_of


@click.command("search")
@click.argument("words", nargs=-1)
@click.option("--outlet", help="Only this newspaper's.")
@click.option("--section", metavar="NAME", help="Only in this section; a part of its name is enough.")
@click.option("--author", metavar="NAME", help="Only by this author; a part of the name is enough.")
@click.option("--since", metavar="DATE", help="Only what was published on that day or later.")
@click.option("--until", metavar="DATE", help="Only what was published on that day or earlier.")
@click.option("--newest", is_flag=True, help="The newest first, not the best.")
@click.option("--limit", type=click.IntRange(1, 200), default=10, show_default=True, help="Hits shown.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="Which page of hits.")
@click.option("--rebuild", "anew", is_flag=True, help="Make the index anew first, from the articles.")
@db_option
@json_option
def search_command(
    words: tuple[str, ...],
    outlet: str | None,
    section: str | None,
    author: str | None,
    since: str | None,
    until: str | None,
    newest: bool,
    limit: int,
    page: int,
    anew: bool,
    db_path: Path | None,
    as_json: bool,
) -> None:
    """Find articles by their words, with or without diacritics.

    \b
    tinsach search dang cong san
    tinsach search '"hoà bình"' --outlet nld --since 2026-01-01
    tinsach search 'thanh*' --section "kinh te" --newest
    tinsach search --author Hạnh --json
    tinsach search --rebuild

    All words must be there, in the headline, the lead or the body. "…" is a phrase, word* the beginning of a
    word; all other signs are text. hoà and hòa are one word; whoever types diacritics gets those who write it so
    first. A hit in the headline stands above one in the lead, that above one in the body.
    """
    path = config.load({"db": db_path}).common.db
    filters = Filters(
        outlet=outlet_named(outlet).name if outlet else None,
        section=section,
        author=author,
        since=_day(since, "--since"),
        until=_day(until, "--until"),
    )
    if anew:
        _rebuild(path)
    text = " ".join(words)
    if not text.strip() and filters == Filters():
        if anew:
            return
        raise UsageError("what is to be searched for? tinsach search dang cong san")
    if text.strip() and not terms_of(text):
        raise UsageError(f"{printable(text)!r} has no letter and no digit to search for")
    with closing(open_for_reading(path)) as db, speaking(path):
        db.conn.execute("BEGIN")
        found = search(db.conn, text, filters, sort="newest" if newest else "relevance", page=page, size=limit)
    if as_json:
        for hit in found.hits:
            click.echo(json.dumps(_as_dict(hit), ensure_ascii=False))
    else:
        _print(found, page, limit)


def _rebuild(path: Path) -> None:
    with closing(open_for_writing(path, create=False)) as db:
        (articles,) = db.conn.execute("SELECT count(*) FROM articles").fetchone()
        with progress_bar("indexing", articles) as show, transaction(db.conn, path):
            for done in rebuild(db.conn):
                show(done, "")
    stderr.print(f"{articles:,} articles are in the index")


def _day(text: str | None, option: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise UsageError(f"{option} takes a day such as 2026-11-01, and not {text!r}") from None


def _as_dict(hit: Hit) -> dict[str, object]:
    row = asdict(hit)
    for name in ("headline", "snippet"):
        row[name] = row[name].replace(OPEN, "").replace(CLOSE, "")
    return row


def _print(found: Found, page: int, size: int) -> None:
    console = Console(file=sys.stdout, highlight=False)
    for hit in found.hits:
        console.print(_marked(hit.headline or "(no headline)", "bold"))
        facts = (hit.date_published and hit.date_published[:10], hit.outlet, ", ".join(hit.sections))
        console.print(Text(printable(" · ".join(filter(None, (*facts, ", ".join(hit.authors))))), "dim"))
        console.print(_marked(hit.snippet, ""))
        if hit.url:
            console.print(Text(printable(hit.url), "dim"), soft_wrap=True)
        console.print()
    if not found.total:
        click.echo("nothing found", err=True)
        return
    first = (page - 1) * size + 1
    last = first + len(found.hits) - 1
    many = f"more than {found.total:,}" if found.is_more else f"{found.total:,}"
    if not found.hits:
        click.echo(f"there is no page {page}: {many} found", err=True)
    else:
        stderr.print(f"{first}-{last} of {many}" + (f"; next: --page {page + 1}" if found.has_next else ""))


def _marked(text: str, style: str) -> Text:
    """`text` with the hits between its marks in colour. Page content is data: no markup is read from it."""
    shown = Text(style=style)
    for piece, is_hit in _pieces(text):
        shown.append(printable(piece), "bold black on yellow" if is_hit else "")
    return shown


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    for place, part in enumerate(text.split(OPEN)):
        hit, _, rest = part.partition(CLOSE) if place else ("", "", part)
        yield hit, True
        yield rest, False

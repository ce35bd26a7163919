"""`tinsach demo`: three small newspapers on this machine, crawled twice, and what came of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from cleaners.errors import TinsachError, UsageError
from crawler.cli.output import print_rows, stderr
from crawler.cli.side_by_side import ROWS, print_side_by_side
from crawler.demo.server import DemoServer
from db.reading import Story, stories

FILE = Path("tinsach-demo.db")
SHOWN_STORY = "nld"
"""The newspaper whose article is shown before and after: its pages carry most noise."""
COLUMNS = ("day", "outlet", "found", "new", "changed", "unchanged", "gone", "failed", "words")


@click.command()
@click.option(
    "--db",
    "db_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help=f"The file to make; it must not be there yet.  [default: {FILE}, made anew]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON lines only.")
def demo(db_path: Path | None, as_json: bool) -> None:
    """Serve three small newspapers on this machine, crawl them into a fresh file, show the result.

    The newspapers have the markup of the real ones and invented articles; nothing leaves the machine.
    They are crawled on two days: on the second one article has changed, one has gone and one is new.

    \b
    tinsach demo
    tinsach demo --db try.db --json
    """
    path = _fresh(db_path)
    days: list[list[dict[str, Any]]] = []
    with _served() as server:
        for day in (1, 2):
            if day == 2:
                server.advance()
            stderr.print(f"Day {day}: crawling {', '.join(server.sites)} on this machine …")
            days.append(_crawl(server, path, again=day == 2))
    rows = [{**row, "day": day} for day, of_day in enumerate(days, 1) for row in of_day]
    if as_json:
        print_rows(rows, (), as_json=True)
        return
    print_rows(rows, COLUMNS, title=f"Two days of three newspapers, in {path}")
    outlets = tuple(row["outlet"] for row in days[0])
    print_rows(_dropped(rows), ("dropped as", *outlets), title="Blocks left out of the articles, by reason")
    story = max((one for one in stories(path, SHOWN_STORY) if one.article_body), key=_noise, default=None)
    if story:
        _show(story)
    _what_next(path, story)


def _fresh(path: Path | None) -> Path:
    """The file to make. A file somebody named is never overwritten; our own of an earlier demo is."""
    if path is not None:
        if path.exists():
            raise UsageError(f"{path} exists and the demo wants a fresh file: name another with --db")
        return path
    for left in (FILE, *(FILE.with_name(FILE.name + ending) for ending in ("-wal", "-shm"))):
        try:
            left.unlink(missing_ok=True)
        except OSError as error:
            raise TinsachError(f"{left} of an earlier demo cannot be removed: {error.strerror or error}") from None
    return FILE


def _served() -> DemoServer:
    try:
        return DemoServer()
    except OSError as error:
        raise TinsachError(f"no port of this machine could be opened for the demo: {error.strerror or error}") from None


def _crawl(server: DemoServer, path: Path, *, again: bool) -> list[dict[str, Any]]:
    """One crawl in a process of its own (Scrapy's reactor starts once in a process); a row an outlet."""
    command = [sys.executable, "-m", "crawler.cli.main", "crawl", "--db", str(path), "--json"]
    command += ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False"]
    for name in server.sites:
        command += ["--via", f"{name}={server.origin(name)}"]
    if again:
        command.append("--revisit")
    # A terminal sees the crawl's progress; in a log its lines would only hide the demo's own.
    log = None if stderr.is_terminal else subprocess.PIPE
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8", check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not rows:
        click.echo(done.stderr or "", err=True, nl=False)
        raise TinsachError(f"the demo's crawl ended with exit code {done.returncode}; what it said stands above")
    return rows


def _dropped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a reason, a column an outlet: how many blocks were dropped on both days."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        for kind, count in row["dropped"].items():
            counts.setdefault(kind, Counter())[row["outlet"]] += count
    return [{"dropped as": kind, **counts[kind]} for kind in sorted(counts, key=lambda k: -counts[k].total())]


def _show(story: Story) -> None:
    """One article as its page showed it, and as it is now."""
    byline = f"{', '.join(story.authors)} · {story.date_published}"
    print_side_by_side(
        f"One page before and after: {story.headline or ''}",
        story.blocks,
        (story.headline, byline, story.description),
        story.article_body,
    )


def _noise(story: Story) -> int:
    """How much of what the table shows was left out: the page that says most in few lines."""
    return sum(bool(block.text) and not block.kept for block in story.blocks[:ROWS])


def _what_next(path: Path, story: Story | None) -> None:
    url = story.url if story else "URL"
    click.echo("What to try next:")
    for command, what in (
        (f"tinsach explain --db {path} {url}", "why each block was kept or dropped"),
        (f"tinsach status --db {path}", "what became of every address"),
        (f"tinsach search --db {path} cho noi", "full text, with or without diacritics"),
        (f"tinsach serve --db {path}", "all of it in a browser (pip install 'tinsach[serve]')"),
        (f'sqlite3 {path} "select headline, word_count from articles"', "the file opens in any tool"),
        ("tinsach clean page.html --explain", "a page of your own"),
        ("tinsach crawl nld --limit 20", "the real newspaper, politely"),
    ):
        click.echo(f"  {command}\n      {what}")

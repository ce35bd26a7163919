"""`tinsach reclean`: stored pages through today's cleaners, and what that changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from cleaners.errors import UsageError
from cleaners.outlets import outlet_named
from crawler import config
from crawler.arguments import Arguments
from crawler.cli.output import db_option, json_option, print_rows, printable, stderr
from crawler.cli.progress_bar import progress_bar
from crawler.diff_html import diff_page
from crawler.word_diff import shortened, word_diff
from db.changes import Change
from db.reclean import Effect, extent, reclean
from db.reclean_plan import Scope
from db.reclean_tally import RecleanTally

NEEDS_A_PERSON = 3
IN_WORDS: dict[Effect, str] = {
    "changed": "articles with another text",
    "same": "articles that stay the same",
    "new": "articles that are new",
    "renewed": "articles read from a later page",
    "kept": "articles kept as they were: their page gives none now",
    "none": "pages without an article",
    "superseded": "pages left alone: their article has a later one",
}
"""What the effects are called, in the order they are shown."""
STYLES = {"same": "", "gone": "red strike", "come": "green"}


@click.command("reclean")
@click.option("--outlet", metavar="NAME", help="Only the pages of this newspaper.")
@click.option("--since", metavar="DATE", help="Only pages fetched since.")
@click.option("--all", "everything", is_flag=True, help="Every page, also those that today's cleaners have read.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Worker processes.  [default: the cores]")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change.")
@click.option("--diff", is_flag=True, help="Show what changes by field and reason, with examples.")
@click.option(
    "--diff-html",
    "html_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every change into this page, for reading in a browser.",
)
@db_option
@json_option
@click.pass_context
def reclean_command(
    ctx: click.Context,
    outlet: str | None,
    since: str | None,
    everything: bool,
    jobs: int | None,
    dry_run: bool,
    diff: bool,
    html_path: Path | None,
    db_path: Path | None,
    as_json: bool,
) -> None:
    """Clean the stored pages again whose cleaner has changed since.

    \b
    tinsach reclean --dry-run --diff                   look first
    tinsach reclean --dry-run --diff-html changes.html
    tinsach reclean                                    then do it
    tinsach reclean --all --outlet nld --since 2026-11-01

    What an article said before stays in the table article_versions. May be stopped at any time (Ctrl-C)
    and goes on from there; a crawl may run meanwhile. An article whose page gives none now is kept.
    Exits 3 when there is one, or a page that cannot be read: `tinsach status` shows them.
    """
    path = config.load({"db": db_path}).common.db
    scope = Scope(outlet_named(outlet).name if outlet else None, _utc(since), everything)
    tally = RecleanTally()
    found = extent(path, scope)
    stopped = False
    with ExitStack() as stack:
        try:
            page = stack.enter_context(diff_page(html_path, tally)) if html_path else None
        except OSError as error:
            raise UsageError(f"{html_path} cannot be written: {error.strerror}") from error
        show = stack.enter_context(progress_bar("cleaning", found.pages))
        try:
            for batch in reclean(path, scope, jobs=jobs or os.cpu_count() or 1, dry_run=dry_run):
                for reading, effect in batch.readings:
                    tally.add(reading, effect)
                    if page and effect == "changed":
                        page.add(reading)
                show(batch.position, f"{tally.effects['changed']:,} changed")
        except KeyboardInterrupt:
            stopped = True
    if as_json:
        print_rows(_json_rows(tally, found.without_page, stopped, diff), (), as_json=True)
    elif tally.effects or not stopped:
        _print(tally, found.without_page, dry_run=dry_run, diff=diff)
    if html_path:
        stderr.print(f"{html_path} shows every change", markup=False)
    if stopped:
        stderr.print("stopped; run the same command again to go on")
    if tally.needs_a_person:
        ctx.exit(NEEDS_A_PERSON)


def _utc(since: str | None) -> str | None:
    begin = Arguments.read(since=since).since
    return begin.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if begin else None


def _print(tally: RecleanTally, without_page: int, *, dry_run: bool, diff: bool) -> None:
    rows = [{"number": tally.effects[name], "what": words} for name, words in IN_WORDS.items() if tally.effects[name]]
    if without_page:
        rows.append({"number": without_page, "what": "articles that came without a page: left as they are"})
    if not rows:
        click.echo("nothing to do: every page was read by the cleaners of today")
        return
    print_rows(rows, ("number", "what"), title="What would come of it" if dry_run else "What came of it")
    unread = [_unread_row(tally, cause) for cause in tally.unread]
    if unread:
        print_rows(unread, ("result", "reason", "pages", "kept"), title="Pages that give no article")
    if tally.fields and not diff:
        fields = [{"field": name, "articles": number} for name, number in tally.fields.most_common()]
        print_rows(fields, ("field", "articles"), title="Articles that change, by field")
    if diff and tally.changes:
        print_rows(_changes(tally), ("field", "reason", "articles"), title="Articles that change, by field and reason")
        _print_examples(tally)


def _print_examples(tally: RecleanTally) -> None:
    console = Console(file=sys.stdout, highlight=False)
    for name, reason, _ in tally.by_field():
        for url, change in tally.examples.get((name, reason), ()):
            console.print(Text(f"\n{name}: {printable(reason)}", "bold"), Text(printable(url), "dim"), sep="\n")
            console.print(_coloured(change))


def _coloured(change: Change) -> Text:
    """The change in colour; without colour, what goes and comes stands in brackets."""
    text = Text()
    for kind, words in shortened(word_diff(change.before or "", change.after or "")):
        shown = printable(words)
        text.append({"same": shown, "gone": f"[-{shown}-]", "come": f"{{+{shown}+}}"}[kind], STYLES[kind])
    return text


def _changes(tally: RecleanTally) -> list[dict[str, Any]]:
    return [{"field": name, "reason": reason, "articles": number} for name, reason, number in tally.by_field()]


def _unread_row(tally: RecleanTally, cause: tuple[Any, str]) -> dict[str, Any]:
    return {"result": cause[0], "reason": cause[1], "pages": tally.unread[cause], "kept": tally.kept[cause]}


def _json_rows(tally: RecleanTally, without_page: int, stopped: bool, diff: bool) -> Iterator[dict[str, Any]]:
    effects: dict[str, int] = {name: tally.effects[name] for name in IN_WORDS}
    yield {"section": "pages", **effects, "without_page": without_page, "stopped": stopped}
    yield from ({"section": "unread", **_unread_row(tally, cause)} for cause in tally.unread)
    for row in _changes(tally):
        some = tally.examples.get((row["field"], row["reason"]), ())
        shown = [{"url": url, "before": change.before, "after": change.after} for url, change in some]
        yield {"section": "changes", **row, **({"examples": shown} if diff else {})}

"""`tinsach alarms`: what the monitor noticed, since when, how sure, and what to do."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from cleaners.outlets import OUTLETS
from crawler import config
from crawler.alarm_words import alarm_row, lines, title
from crawler.cli.output import db_option, json_option, print_lines, print_rows
from db.connection import open_for_reading, open_for_writing, speaking
from db.monitor.alarms import accept, all_alarms, open_alarms
from db.monitor.watch import watch
from db.records import utc_now

NEEDS_A_PERSON = 3


@click.command()
@db_option
@click.option("--all", "everything", is_flag=True, help="Those that are over, too.")
@click.option(
    "--accept", "accepted", type=int, multiple=True, metavar="ID", help="This is how it is now: no longer an alarm."
)
@click.option("--look", is_flag=True, help="Look now, without a crawl: after a rule was mended and `tinsach reclean`.")
@json_option
@click.pass_context
def alarms(
    ctx: click.Context, db_path: Path | None, everything: bool, accepted: tuple[int, ...], look: bool, as_json: bool
) -> None:
    """Say what changed at the newspapers, since when, how sure that is, with examples and what to do.

    \b
    tinsach alarms
    tinsach alarms --look            after `tinsach reclean`
    tinsach alarms --accept 3        the newspaper dropped it, nothing is wrong

    Every crawl looks at its end. An alarm is over when the pages are read as they were before; those that are
    open end a crawl, and this command, with exit code 3 until somebody accepts them.
    """
    path = config.load({"db": db_path}).common.db
    if accepted or look:
        with closing(open_for_writing(path, create=False)) as db:
            for alarm_id in accepted:
                accept(db.conn, path, alarm_id, utc_now())
            if look:
                watch(db.conn, path, tuple(OUTLETS), now=utc_now())
    with closing(open_for_reading(path)) as db, speaking(path):
        found = all_alarms(db.conn) if everything else open_alarms(db.conn)
    if as_json:
        print_rows([alarm_row(one) for one in found], (), as_json=True)
    elif not found:
        click.echo("Nothing changed at the newspapers.", err=True)
    else:
        for one in found:
            print_lines(title(one), lines(one))
    waiting = [one for one in found if one.accepted_at is None and one.closed_at is None]
    ctx.exit(NEEDS_A_PERSON if waiting else 0)

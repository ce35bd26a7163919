"""`tinsach archive`: the stored pages: how much they take, packing them tighter, proving that they can be read."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

import click

from cleaners.outlets import outlet_named
from crawler import config
from crawler.cli.output import db_option, json_option, print_rows, printable
from crawler.cli.progress_bar import progress_bar
from db.archive import BrokenPage
from db.archive_stats import MonthStats, archive_stats
from db.backup import backup
from db.compact import compact, vacuum, waiting
from db.rescue import rescue
from db.verify import count, verify

STATS = ("outlet", "month", "pages", "raw MB", "stored MB", "ratio", "B a page", "tight", "refs")
BROKEN = ("page_id", "outlet", "url", "problem")
NEEDS_A_PERSON = 3

force_option = click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
outlet_option = click.option("--outlet", metavar="NAME", help="Only the pages of this newspaper.")


@click.group()
def archive() -> None:
    """The pages as they were served: how much they take, and whether they can be read.

    \b
    tinsach archive stats
    tinsach archive compact
    tinsach archive verify
    tinsach archive backup copy.db
    """


@archive.command()
@db_option
@json_option
def stats(db_path: Path | None, as_json: bool) -> None:
    """Show pages, bytes served, bytes stored and the ratio, by newspaper and month.

    \b
    tinsach archive stats
    tinsach archive stats --db papers.db --json

    "tight" counts the pages that `tinsach archive compact` has packed, "refs" those that others are packed against.
    """
    months = archive_stats(config.load({"db": db_path}).common.db)
    if as_json:
        print_rows([asdict(month) | {"ratio": month.ratio} for month in months], STATS, as_json=True)
        return
    total = MonthStats("all", "", *(sum(getattr(m, name) for m in months) for name in MonthStats.__slots__[2:]))
    print_rows([_stats_row(month) for month in [*months, total]], STATS)


def _stats_row(month: MonthStats) -> dict[str, object]:
    return {
        "outlet": month.outlet,
        "month": month.month,
        "pages": month.pages,
        "raw MB": round(month.raw / 1e6, 1),
        "stored MB": round(month.stored / 1e6, 1),
        "ratio": round(month.ratio, 1),
        "B a page": round(month.stored / month.pages) if month.pages else 0,
        "tight": month.compacted,
        "refs": month.references,
    }


@archive.command("compact")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Threads that compress.  [default: the cores]")
@click.option("--vacuum", "give_back", is_flag=True, help="Make the file smaller at the end; needs room for a copy.")
@outlet_option
@db_option
@json_option
@click.pass_context
def compact_command(
    ctx: click.Context, jobs: int | None, give_back: bool, outlet: str | None, db_path: Path | None, as_json: bool
) -> None:
    """Pack the stored pages as tight as can be: once, slowly, for good.

    \b
    tinsach archive compact
    tinsach archive compact --outlet nld --jobs 1 --vacuum

    Every page is read back before its old bytes go. May be stopped at any time (Ctrl-C) and goes on from
    there; a crawl may run meanwhile. Without --vacuum the space that was won is used by the next pages,
    and the file keeps its size. Exits 3 when a page cannot be read: see `tinsach archive verify`.
    """
    path = config.load({"db": db_path}).common.db
    name = outlet_named(outlet).name if outlet else None
    pages = before = after = 0
    broken: list[BrokenPage] = []
    stopped = False
    with progress_bar("compacting", waiting(path, name)) as show:
        try:
            for step in compact(path, outlet=name, jobs=jobs or os.cpu_count() or 1):
                pages, before, after = pages + step.pages, before + step.before, after + step.after
                broken += step.broken
                show(pages, f"{_megabytes(before)} to {_megabytes(after)}")
        except KeyboardInterrupt:
            stopped = True
    if give_back and not stopped:
        vacuum(path)
    row = {"pages": pages, "before": before, "after": after, "broken": len(broken), "stopped": stopped}
    if as_json:
        print_rows([row, *(asdict(page) for page in broken)], list(row), as_json=True)
    else:
        click.echo(f"{pages:,} pages compacted: {_megabytes(before)} before, {_megabytes(after)} now")
        if stopped:
            click.echo("stopped; run the same command again to go on")
    _exit_with(ctx, broken, as_json=as_json)


@archive.command("verify")
@outlet_option
@db_option
@json_option
@click.pass_context
def verify_command(ctx: click.Context, outlet: str | None, db_path: Path | None, as_json: bool) -> None:
    """Read every stored page and compare it with its hash.

    \b
    tinsach archive verify
    tinsach archive verify --outlet nld --json

    Names what is broken and exits 3; docs/operations.md says what to do then.
    """
    path = config.load({"db": db_path}).common.db
    name = outlet_named(outlet).name if outlet else None
    broken: list[BrokenPage] = []
    done = 0
    with progress_bar("verifying", count(path, name)) as show:
        for done, page in verify(path, name):
            if page:
                broken.append(page)
            show(done, f"{len(broken)} broken" if broken else "")
    if as_json:
        rows = [{"pages": done, "broken": len(broken)}, *(asdict(page) for page in broken)]
        print_rows(rows, BROKEN, as_json=True)
    else:
        click.echo(f"{done:,} pages read, {len(broken):,} of them broken")
    _exit_with(ctx, broken, as_json=as_json)


@archive.command("backup")
@click.argument("copy", type=click.Path(path_type=Path))
@force_option
@db_option
def backup_command(copy: Path, force: bool, db_path: Path | None) -> None:
    """Copy the file while it is in use, and read the copy through.

    \b
    tinsach archive backup copy.db
    tinsach archive backup --db papers.db /media/disk/papers.db --force

    A crawl may go on meanwhile; the copy is the file of the moment the command began. It takes its name
    when it is whole.
    """
    path = config.load({"db": db_path}).common.db
    with progress_bar("copying", 1) as show:
        backup(path, copy, overwrite=force, show=lambda done, total: show(done, "", total))
    click.echo(f"{printable(str(copy))}: {_megabytes(copy.stat().st_size)}")


@archive.command("rescue")
@click.argument("new", type=click.Path(path_type=Path))
@force_option
@db_option
@json_option
@click.pass_context
def rescue_command(ctx: click.Context, new: Path, force: bool, db_path: Path | None, as_json: bool) -> None:
    """Copy what can be read of a damaged file into a new one.

    \b
    tinsach archive rescue new.db --db damaged.db

    Says for each table how many rows there are now and whether some place could not be read; then it exits
    with 3. `tinsach archive verify --db new.db` and `tinsach reclean --db new.db` go on from there.
    """
    rescued = rescue(config.load({"db": db_path}).common.db, new, overwrite=force)
    words = {True: "all", False: "what could be read"}
    rows = [asdict(table) if as_json else asdict(table) | {"is_whole": words[table.is_whole]} for table in rescued]
    print_rows(rows, ("table", "rows", "is_whole"), as_json=as_json)
    if not all(table.is_whole for table in rescued):
        ctx.exit(NEEDS_A_PERSON)


def _exit_with(ctx: click.Context, broken: list[BrokenPage], *, as_json: bool) -> None:
    if not broken:
        return
    if not as_json:
        print_rows([asdict(page) for page in broken], BROKEN, title="Pages that cannot be read")
    first = broken[0]
    click.echo(f"{len(broken):,} pages cannot be read, the first: {printable(first.problem)}", err=True)
    ctx.exit(NEEDS_A_PERSON)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"

"""`tinsach schedule`: crawls at regular times, by systemd or cron."""

from __future__ import annotations

import getpass
import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from cleaners.errors import TinsachError, UsageError
from cleaners.outlets import outlet_named
from crawler.cli.output import db_option, stderr
from crawler.schedule import systemd
from crawler.schedule.cron import crontab
from crawler.schedule.interval import parse_every
from crawler.schedule.job import Job, make_job


@click.command()
@click.argument("outlets", nargs=-1, metavar="[OUTLET]...")
@click.option("--every", required=True, metavar="TIME", help="30min, 2h, hourly, daily, weekly …")
@click.option(
    "--at", default="05:00", show_default=True, metavar="HH:MM", help="When, for daily and weekly; local time."
)
@click.option("--format", "form", type=click.Choice(("systemd", "cron")), default="systemd", show_default=True)
@click.option("--user", is_flag=True, help="For `systemctl --user`, not for the whole system.")
@click.option("--run-as", metavar="NAME", help="The account that crawls.  [default: yours]")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write files there."
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--config", "config_file", type=click.Path(dir_okay=False, path_type=Path), help="A settings file.")
@db_option
def schedule(
    outlets: tuple[str, ...],
    every: str,
    at: str,
    form: str,
    user: bool,
    run_as: str | None,
    output: Path | None,
    force: bool,
    config_file: Path | None,
    db_path: Path | None,
) -> None:
    """Write what systemd or cron needs to crawl at regular times.

    Without -o it is printed; with it, files are written and what to do next is said. Nothing is installed. The
    crawl runs in the folder of the settings file (without one: in this folder), by this very installation.

    \b
    tinsach schedule nld --every 30min -o units
    tinsach schedule --every daily --at 04:30 --format cron
    """
    if form == "cron" and (user or run_as):
        raise UsageError("--user and --run-as are for --format systemd: a crontab belongs to whoever installs it")
    if user and run_as:
        raise UsageError("--run-as is for the whole system: with --user the crawl is yours")
    interval = parse_every(every, at)
    names = tuple(dict.fromkeys(outlet_named(name).name for name in outlets))
    job = make_job(names, config_file=config_file, db=db_path)
    if form == "cron":
        files = crontab(job, interval)
    else:
        files = systemd.units(job, interval, user=user, run_as=None if user else run_as or getpass.getuser())
        if why_not := systemd.verify(files, user=user):
            stderr.print(f"checked by tinsach alone: {why_not}", markup=False, soft_wrap=True)
    if output:
        _write(files, output, force=force)
    else:
        for name, text in files.items():
            click.echo(f"# {name}\n{text}" if form == "systemd" else text, nl=form == "systemd")
    for name in job.unseen:
        stderr.print(f"${name} is set here, and a scheduled crawl will not see it", markup=False)
    if output:
        for line in _next(job, files, output, form=form, user=user):
            stderr.print(line, markup=False, soft_wrap=True)


def _write(files: Mapping[str, str], folder: Path, *, force: bool) -> None:
    """Write `files` into `folder`: all of them or, where one is there already, none."""
    there = [str(folder / name) for name in files if (folder / name).exists()]
    if there and not force:
        raise UsageError(f"{', '.join(there)} is there already: --force replaces it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise TinsachError(f"{folder} cannot be written to: {error.strerror or error}") from None
    for name in files:
        stderr.print(f"written: {folder / name}", markup=False, soft_wrap=True)


def _next(job: Job, files: Mapping[str, str], folder: Path, *, form: str, user: bool) -> list[str]:
    """What a person does with the files."""
    paths = " ".join(shlex.quote(str(folder / name)) for name in files)
    if form == "cron":
        return ["Next, to add the line to your crontab:", f"  (crontab -l 2>/dev/null; cat {paths}) | crontab -"]
    place = "~/.config/systemd/user/" if user else "/etc/systemd/system/"
    sudo, control = ("", "systemctl --user") if user else ("sudo ", "sudo systemctl")
    return [
        "Next:",
        f"  {sudo}cp {paths} {place}",
        f"  {control} daemon-reload",
        f"  {control} enable --now {job.name}.timer",
        f"  {control} start {job.name}.service    # a first crawl, now",
        f"  journalctl {'--user ' if user else ''}-u {job.name}    # what it said",
        *(["  loginctl enable-linger    # or your timers stop when you log out"] if user else []),
    ]

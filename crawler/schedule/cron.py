"""A crontab line."""

from __future__ import annotations

import shlex
import zlib

from crawler.schedule.interval import Interval
from crawler.schedule.job import Job


def crontab(job: Job, interval: Interval) -> dict[str, str]:
    """The text of a crontab with one line, by file name. What the crawl says goes to a log in its folder."""
    words = shlex.join(job.command)
    settings = f"TINSACH_CONFIG={shlex.quote(str(job.settings))} " if job.settings else ""
    command = f"cd {shlex.quote(str(job.folder))} && {settings}{words} >>{job.name}.log 2>&1"
    # An unescaped percent sign ends the command.
    line = f"{interval.cron(_offset(job))} {command.replace('%', chr(92) + '%')}"
    return {f"{job.name}.cron": f"# Tinsach: crawl {', '.join(job.outlets) or 'all newspapers'}\n{line}\n"}


def _offset(job: Job) -> int:
    """Minutes past the hour: always the same for a job, others for another, so that not all start at once."""
    return zlib.crc32(f"{job.name} {job.folder}".encode())

"""What runs: the command with absolute paths, where it runs and what it may write."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaners.errors import UsageError
from cleaners.outlets import OUTLETS
from crawler.config import FILE_NAME, load
from crawler.run import check_contact

SEEN = frozenset({"TINSACH_CONFIG", "TINSACH_DB"})
"""Variables whose values become part of the job."""


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl as a scheduler starts it. All paths are absolute; `settings` is None where there is no file."""

    name: str
    outlets: tuple[str, ...]
    command: tuple[str, ...]
    folder: Path
    """The working directory."""
    db: Path
    settings: Path | None
    unseen: tuple[str, ...] = ()
    """Variables that are set now and will not be when the scheduler starts it."""


def make_job(outlets: Sequence[str], *, config_file: Path | None, db: Path | None) -> Job:
    """The job that crawls `outlets` (none: all) with the settings of a file, and of nothing else.

    Raises UsageError for what would fail at every start: no contact, a folder that is not there or not writable,
    a path that no unit file can hold.
    """
    settings = _settings_file(config_file)
    config = load({"db": db}, file=settings, environ={})
    check_contact(outlets or tuple(OUTLETS), config)
    folder = settings.parent if settings else Path.cwd()
    file = config.common.db.absolute()
    for path in (folder, file):
        if not str(path).isprintable():
            raise UsageError(f"the path {str(path)!r} cannot stand in a schedule: it holds control characters")
    if not os.access(file.parent, os.W_OK):
        raise UsageError(f"{file.parent} is no folder that can be written to, and {file.name} should stand there")
    return Job(
        name="-".join(("tinsach-crawl", *outlets)),
        outlets=tuple(outlets),
        command=(*program(), "crawl", *outlets, *(("--db", str(file)) if db else ())),
        folder=folder,
        db=file,
        settings=settings,
        unseen=tuple(sorted(name for name in os.environ if name.startswith("TINSACH_") and name not in SEEN)),
    )


def program() -> tuple[str, ...]:
    """How this very installation is called, by absolute path."""
    script = Path(sys.executable).with_name("tinsach")
    if os.access(script, os.X_OK):
        return (str(script),)
    return sys.executable, "-m", "crawler.cli.main"


def _settings_file(named: Path | None) -> Path | None:
    if named is None and os.environ.get("TINSACH_CONFIG"):
        named = Path(os.environ["TINSACH_CONFIG"])
    path = named or Path(FILE_NAME)
    if named and not path.is_file():
        raise UsageError(f"no settings file at {path}")
    return path.absolute() if path.is_file() else None

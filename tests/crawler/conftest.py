"""Crawls run in a process of their own, as users run them: Scrapy's reactor starts once in a process."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from crawler.cli.main import main
from crawler.demo.server import DemoServer

QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "CRAWL_DELAY_OBEY=False")
SECONDS = 60
COMMAND = (sys.executable, "-m", "crawler.cli.main")


@dataclass(frozen=True)
class Crawled:
    """How a command ended."""

    exit_code: int
    out: str
    err: str

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The JSON lines of `tinsach crawl --json`, by outlet."""
        return {row["outlet"]: row for row in map(json.loads, self.out.splitlines())}


Tinsach = Callable[..., Crawled]


def environment(**more: str) -> dict[str, str]:
    """Ours, without the settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TINSACH_")} | more


@pytest.fixture
def scrapy_environment() -> Callable[..., dict[str, str]]:
    """The environment of a command of its own, with some variables of ours."""
    return environment


@pytest.fixture
def tinsach(tmp_path: Path) -> Tinsach:
    """Runs `tinsach` with the given arguments in an empty folder."""

    def run(*arguments: str, **variables: str) -> Crawled:
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=tmp_path,
            env=environment(**variables),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Crawled(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def crawl_command() -> Callable[..., tuple[list[str], dict[str, str]]]:
    """The command and environment of a crawl of `outlet` into t.db from an origin, without delays."""

    def of(outlet: str, origin: str, *options: str, **variables: str) -> tuple[list[str], dict[str, str]]:
        own = ("--db", "t.db", "--json", "--via", f"{outlet}={origin}")
        return [*COMMAND, "crawl", outlet, *own, *QUICK, *options], environment(**variables)

    return of


@pytest.fixture
def crawl(tinsach: Tinsach) -> Callable[..., Crawled]:
    """Crawls `outlet` into t.db from an origin, without delays, and answers in JSON."""

    def run(outlet: str, origin: str, *options: str, **variables: str) -> Crawled:
        own = ("--db", "t.db", "--json", "--via", f"{outlet}={origin}")
        return tinsach("crawl", outlet, *own, *QUICK, *options, **variables)

    return run


@pytest.fixture
def usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Runs `tinsach` in this process, for calls that end before a crawl begins."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, arguments)
        return result.exit_code, result.stderr

    return run


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(outlets=("nld",)) as server:
        yield server


@pytest.fixture
def query(tmp_path: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """Asks t.db."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
            return connection.execute(sql).fetchall()

    return ask

"""`tinsach` at another time: `python -m tests.crawler.misbehaving.later 2026-11-20T05:00:00Z crawl nld …`.

The run's clock says that time at first and goes on from there; only the crawl reads it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial
from importlib import import_module

from crawler.cli.main import main
from crawler.run import run_crawl
from db.records import utc


def _main(time: str, arguments: list[str]) -> None:
    ahead = datetime.fromisoformat(time) - datetime.now(UTC)
    command = import_module("crawler.cli.crawl")
    vars(command)["run_crawl"] = partial(run_crawl, clock=lambda: utc(datetime.now(UTC) + ahead))
    main(arguments)


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2:])

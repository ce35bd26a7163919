"""Runs of a demo newspaper in a file: as it is, and after a redesign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cleaners.outlets import OUTLETS
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages
from db.filing import file_page
from db.records import FetchedPage, Outcome
from db.store import Store

FIRST = datetime(2026, 11, 2, 2, tzinfo=UTC)

Crawled = Callable[..., int]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "báo.db"


@pytest.fixture
def crawled(path: Path) -> Crawled:
    """Stores so many new pages of nld as one run of a day, every page changed by `change`; returns the run's id."""
    pages = synthetic_pages(PAPERS["nld"], 1000, usual=1.0)
    outlet = OUTLETS["nld"]
    days = iter(range(1000))

    def run(number: int, change: Callable[[str], str] = lambda html: html) -> int:
        now = (FIRST + timedelta(days=next(days))).strftime("%Y-%m-%dT%H:%M:%SZ")
        with Store.open(path, clock=lambda: now) as store:
            run_id = store.begin_run(["nld"], settings={}, versions={})
            for url, body in (next(pages) for _ in range(number)):
                page = FetchedPage(url, url, "nld", now, 200, (), change(body.decode()).encode())
                filed = file_page(page, outlet)
                store.record(run_id, Outcome(url, "nld", filed.status, filed.reason, filed.page, filed.article))
            store.end_run(run_id, exit_code=0, counts={})
        return run_id

    return run

"""The demo newspapers' pages as somebody else saved them, and a file that holds them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request
from db.handover.importing import ImportTally, import_all
from db.handover.incoming import Incoming, IncomingPage
from db.store import Store

FETCHED_AT = "2026-11-20T03:00:00Z"


def saved_pages(outlet: str, *, day: int = 1) -> dict[str, bytes]:
    """The article pages of a demo newspaper by address, as served on that day."""
    paper, site = PAPERS[outlet], OutletSite(PAPERS[outlet])
    if day == 2:
        site.advance()
    answers = {
        f"{paper.origin}{article.path}": site.answer(Request("GET", paper.host, article.path))
        for article in DEMO_ARTICLES[outlet]
    }
    return {url: answer.body for url, answer in answers.items() if answer.status == 200}


@pytest.fixture(scope="session")
def pages() -> dict[str, dict[str, bytes]]:
    """By newspaper and address."""
    return {outlet: saved_pages(outlet) for outlet in PAPERS}


@pytest.fixture(scope="session")
def nld(pages: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    return pages["nld"]


@pytest.fixture(scope="session")
def next_day() -> dict[str, bytes]:
    """The pages of `nld` on the day after."""
    return saved_pages("nld", day=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "báo.db"


@pytest.fixture
def take(path: Path) -> Callable[..., ImportTally]:
    """Import what is given into the file at `path`, as one call of the command does."""

    def run(incoming: Iterable[Incoming], *, into: Path = path, **options: Any) -> ImportTally:
        with Store.open(into) as store:
            return import_all(store, incoming, settings={}, **options)

    return run


@pytest.fixture
def query(path: Path) -> Callable[..., list[tuple[Any, ...]]]:
    def ask(sql: str, *values: Any, of: Path = path) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(of)) as conn:
            return conn.execute(sql, values).fetchall()

    return ask


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, pages: dict[str, dict[str, bytes]]) -> Path:
    """A file with all demo articles; look, do not touch."""
    path = tmp_path_factory.mktemp("filled") / "tin.db"
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding-Was", "gzip"))
    incoming = [
        IncomingPage(url, url, body, FETCHED_AT, headers) for saved in pages.values() for url, body in saved.items()
    ]
    with Store.open(path) as store:
        import_all(store, incoming, settings={})
    return path


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    """A copy of `filled` to change."""
    with closing(sqlite3.connect(filled)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(filled, tmp_path / "own.db"))

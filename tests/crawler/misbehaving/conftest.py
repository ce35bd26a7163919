"""Newspapers of which every address misbehaves that the tables name, crawled once for all tests of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from crawler.demo.papers import PAPERS
from tests.crawler.misbehaving.crawling import Crawled, add_misbehaviours, crawl
from tests.crawler.misbehaving.newspaper import MisbehavingNewspaper
from tests.crawler.misbehaving.server import MisbehavingServer
from tests.crawler.misbehaving.table import Misbehaviour


@dataclass(frozen=True)
class Aftermath:
    """One crawl of all newspapers that did everything at once."""

    crawled: Crawled
    papers: dict[str, MisbehavingNewspaper]
    placed: dict[str, dict[str, Misbehaviour]]
    hosts: set[str]
    """The hosts that were asked for."""


@contextmanager
def serving(*papers: MisbehavingNewspaper) -> Iterator[MisbehavingServer]:
    with MisbehavingServer({paper.paper.name: paper for paper in papers}) as server:
        yield server


@pytest.fixture(scope="session")
def aftermath(tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    papers = {name: MisbehavingNewspaper(name) for name in PAPERS}
    placed = {name: add_misbehaviours(paper) for name, paper in papers.items()}
    with serving(*papers.values()) as server:
        crawled = crawl(
            tmp_path_factory.mktemp("aftermath"),
            server,
            "--since",
            "2000-01-01",
            TINSACH_MAX_PAGE_BYTES="2000000",
        )
        hosts = {request.host for request in server.requests}
    return Aftermath(crawled, papers, placed, hosts)


@pytest.fixture
def nld() -> MisbehavingNewspaper:
    """A newspaper that behaves, so far."""
    return MisbehavingNewspaper("nld")

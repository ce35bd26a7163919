"""The demo newspapers as the tests see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.server import DemoServer
from crawler.demo.site import Request

Ask = Callable[[str, str], str]


@pytest.fixture(scope="session")
def sites() -> dict[str, OutletSite]:
    return {name: OutletSite(paper) for name, paper in PAPERS.items()}


@pytest.fixture(scope="session")
def ask(sites: dict[str, OutletSite]) -> Ask:
    """The text under a path of an outlet on the first day; the path may be a whole URL."""

    def text(outlet: str, path: str) -> str:
        host = PAPERS[outlet].host
        response = sites[outlet].answer(Request("GET", host, path.removeprefix(PAPERS[outlet].origin)))
        assert response.status == 200, f"{outlet} {path}: {response.status}"
        return response.body.decode("utf-8")

    return text


@pytest.fixture(scope="session")
def page(ask: Ask) -> Callable[[str, str], LexborHTMLParser]:
    return lambda outlet, path: LexborHTMLParser(ask(outlet, path))


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running

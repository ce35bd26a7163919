"""An invented article, its page, and a Store on a fresh file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cleaners.article import Article, Block, Cleaner, Image, Verdict
from db.records import FetchedPage
from db.store import Store

URL = "https://nld.com.vn/pho-co-mo-them-vuon-hoa-196260305081500001.htm"

ARTICLE = Article(
    cleaner=Cleaner("nld", "2026.1"),
    url=URL,
    outlet="nld",
    headline="Phố cổ mở thêm vườn hoa bên sông",
    description="Khu vườn rộng hai héc-ta đón khách từ sáng 5-3.",
    dateline="NLĐO",
    authors=("Đỗ Thị Hoà",),
    source="TTXVN",
    article_section=("Thời sự", "Đô thị"),
    keywords=("vườn hoa", "phố cổ"),
    date_published="2026-03-05T08:15:00+07:00",
    is_accessible_for_free=True,
    images=(
        Image("https://cdn.example/hoa.jpg", "Luống cúc đầu tiên", "Ngọc Ánh"),
        Image("https://cdn.example/cong.jpg"),
    ),
    blocks=(
        Block("paragraph", "Đường vào vườn lát đá xanh."),
        Block("heading", "Đông khách"),
        Block("paragraph", "Đường vào vườn lát đá xanh."),
    ),
    verdicts=(
        Verdict(True, "headline", "field headline", "h1", "Phố cổ mở thêm vườn hoa bên sông"),
        Verdict(True, "paragraph", "body", "p:1", "Đường vào vườn lát đá xanh."),
        Verdict(False, "related", "box", "div.box", "Xem thêm: Chợ nổi họp lại"),
        Verdict(True, "heading", "body", "h3", "Đông khách"),
        Verdict(True, "paragraph", "body", "p:2", "Đường vào vườn lát đá xanh."),
        Verdict(False, "related", "box", "div.box", "Chợ nổi họp lại"),
        Verdict(False, "ad", "banner", "div.ad", "Quảng cáo"),
    ),
    warnings=("no-modified",),
)


@pytest.fixture
def article() -> Article:
    return ARTICLE


@pytest.fixture
def page_of() -> Callable[..., FetchedPage]:
    """Make the page of a URL: `page_of(url, body=b"…", fetched_at=…, headers=…)`."""

    def make(url: str = URL, **values: Any) -> FetchedPage:
        page = FetchedPage(
            url=url,
            requested_url=url,
            outlet="nld",
            fetched_at="2026-11-23T10:00:00Z",
            http_status=200,
            headers=(("Content-Type", "text/html; charset=utf-8"), ("etag", '"một"')),
            body="<html><p>Đường vào vườn lát đá xanh.</p></html>".encode(),
        )
        return replace(page, **values)

    return make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "báo.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, clock=lambda: "2026-11-23T12:00:00Z") as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    return store.begin_run(["nld"], settings={"delay": 2}, versions={"tinsach": "0.1.0"})


@pytest.fixture
def rows(store: Store) -> Callable[..., list[tuple[Any, ...]]]:
    """What a query gives once all is written."""

    def query(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        store.flush()
        return store.db.conn.execute(sql, values).fetchall()

    return query

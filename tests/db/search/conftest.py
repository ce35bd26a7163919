"""A small invented newspaper to search in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cleaners.article import Article, Block, Cleaner
from db.records import FetchedPage, Outcome
from db.search.finding import search
from db.search.query import Filters
from db.store import Store


def story(name: str, headline: str, lead: str, *body: str, **more: object) -> Article:
    article = Article(
        cleaner=Cleaner("nld", "2026.1"),
        url=f"https://nld.com.vn/{name}-196260305081500001.htm",
        outlet="nld",
        headline=headline,
        description=lead,
        date_published="2026-03-05T08:15:00+07:00",
        blocks=tuple(Block("paragraph", text) for text in body),
    )
    return replace(article, **more)  # type: ignore[arg-type]


STORIES = (
    story(
        "dang",
        "Đại hội Đảng Cộng sản bàn về thủy lợi",
        "Các đại biểu họp tại Hà Nội trong ba ngày.",
        "Hội nghị nghe báo cáo về đê điều, hồ chứa và kênh mương của bảy tỉnh.",
        authors=("Lê Thị Hạnh",),
        article_section=("Thời sự", "Chính trị"),
    ),
    story(
        "hoa-cu",
        "Ngày hoà bình ở làng gốm",
        "Người làng thả đèn trời và uống trà.",
        "Lò nung nghỉ một hôm, trẻ con khoẻ khoắn chạy quanh sân đình.",
        authors=("Trần Văn Đức",),
        article_section=("Văn hóa",),
    ),
    story(
        "hoa-moi",
        "Làng hoa hòa bình sau bão",
        "Vườn cúc dựng lại sau bốn tuần.",
        "Chủ vườn Nguyễn Thúy Quỳnh khỏe lại và ra đồng từ sáng 17-11.",
        authors=("Đỗ Hoà",),
        article_section=("Môi trường",),
        date_published="2026-11-17T21:00:00+07:00",
    ),
    story(
        "binh-hoa",
        "Bình hoa sứ trắng về lại bảo tàng",
        "Chiếc bình được vớt từ lòng sông.",
        "Nhà khảo cổ cho rằng bình hoa được nung ở lò Gò Sành.",
        outlet="ngaynay",
        article_section=("Văn hóa", "Di sản"),
        date_published="2025-12-31T23:30:00+07:00",
    ),
    story(
        "dang-lua",
        "Cánh đồng đang trổ bông",
        "Nông dân dâng hương mừng vụ mùa.",
        "Cả xã cộng sức làm đường. Sản lượng lúa đạt 6,5 tấn mỗi héc-ta, thịt dê C++ không thuộc bài này.",
        outlet="nhandan",
        article_section=("Kinh tế",),
    ),
    story(
        "covid",
        "Trạm y tế trữ vắc-xin Covid-19",
        "Tủ lạnh mới chạy bằng điện mặt trời.",
        'Bác sĩ nói: "không ai bị bỏ lại". Trạm mở cửa 24/7, gọi (028) 3930 để hẹn. AND OR NOT NEAR là chữ cổng.',
        authors=("Phạm Ngọc Ánh", "Lê Hạnh Phúc"),
        article_section=("Sức khỏe",),
    ),
    story(
        "lead",
        "Chuyến phà cuối cùng",
        "Bến phà cổ nhường chỗ cho cây cầu dây văng.",
        "Ông lái đò kể chuyện ba mươi năm.",
        article_section=("Xã hội",),
    ),
    story(
        "headline",
        "Cầu dây văng mới nối hai bờ",
        "Xe máy được đi từ sáng nay.",
        "Hai bên bờ người dân ra xem rất đông.",
        article_section=("Xã hội",),
    ),
    story(
        "body",
        "Một ngày ở bến sông",
        "Chợ họp từ nửa đêm.",
        "Từ chợ nhìn lên là cầu dây văng, bên dưới là ghe hàng. Cầu dây văng sáng đèn, cầu dây văng tắt đèn.",
        article_section=("Xã hội",),
    ),
    story("ma", "Má tôi gánh mạ ra đồng", "Chuyện một vụ lúa.", "Bó mạ xanh, áo má nâu.", authors=("Ma Văn Kháng",)),
    story("mac", "Ma trận phố nhỏ", "Đường đi như mê cung.", "Người lạ hay lạc."),
    story("nfd", "Quý độc giả gửi thư", "Thư tay vẫn tới.", "Bưu tá đạp xe qua Đắk Lắk, Đà Nẵng và Huế."),
)


@pytest.fixture
def fill(page_of: Callable[..., FetchedPage]) -> Callable[..., None]:
    """Stores articles: `fill(store, run, *articles)`."""

    def put(store: Store, run: int, *articles: Article) -> None:
        for article in articles:
            assert article.url
            assert article.outlet
            page = page_of(article.url, body=f"<p>{article.headline}</p>".encode())
            store.record(run, Outcome(article.url, article.outlet, "stored", page=page, article=article))
        store.flush()

    return put


@pytest.fixture
def filled(store: Store, run: int, fill: Callable[..., None]) -> Store:
    """A Store with `STORIES` in it."""
    fill(store, run, *STORIES)
    return store


@pytest.fixture
def found(filled: Store) -> Callable[..., list[str]]:
    """The names of the articles that a search finds, the best first."""

    def find(text: str, *, sort: str = "relevance", **filters: object) -> list[str]:
        hits = search(filled.db.conn, text, Filters(**filters), sort=sort).hits  # type: ignore[arg-type]
        return [Path(hit.url or "").name.rpartition("-")[0] for hit in hits]

    return find

"""Which selector gave a field, and what says the same where none did."""

from __future__ import annotations

from cleaners import clean
from cleaners.evidence import FieldEvidence, evidence
from cleaners.outlets import OUTLETS

PARAGRAPHS = (
    "Sáng sớm, người dân xóm Cồn chèo xuồng ra bãi bồi để gieo lứa dưa đầu tiên của mùa nước rút năm nay.",
    "Bà Hai Thơm nói đất bãi năm nay dày thêm một gang tay, trồng cây gì cũng thấy lên nhanh hơn mọi năm.",
    "Xã đã cắm cọc chia lô cho bốn mươi hộ, mỗi hộ được gieo trên nửa công đất đến cuối tháng giêng tới.",
)
PAGE = """<html><head><meta property="og:title" content="Gieo dưa trên bãi bồi">
<meta property="article:published_time" content="2026-11-05T07:15:00+07:00"></head><body>
<div class="{region}"><h1 class="{headline}">Gieo dưa trên bãi bồi</h1>
<div class="{meta}"><time class="{time}" datetime="2026-11-05T07:15:00+07:00">05/11/2026 07:15</time></div>
<div class="{lead}">Nước vừa rút, bãi bồi xóm Cồn đã xanh mầm dưa.</div>
<div class="{body}">{paragraphs}</div>
<div class="article__author"><span class="name">LÊ THỊ ĐÀO</span></div></div></body></html>"""
NAMES = {
    "region": "article",
    "headline": "cms-title",
    "meta": "article__meta",
    "time": "time",
    "lead": "article__sapo",
    "body": "article__body cms-body",
}


def read(**renamed: str) -> dict[str, FieldEvidence]:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = PAGE.format(**(NAMES | renamed), paragraphs=paragraphs)
    article = clean(html, url="https://ngaynay.vn/gieo-dua-tren-bai-boi-post168001.html", outlet="ngaynay")
    return {found.field: found for found in evidence(html, article, OUTLETS["ngaynay"])}


def test_the_first_selector_that_says_what_the_article_says_is_named() -> None:
    found = read()
    assert found["headline"].source == "h1.cms-title"
    assert found["description"].source == ".article__sapo"
    assert found["authors"].source == ".article__author .name"
    assert found["date_published"].source == ".article__meta time[datetime] @datetime"
    assert found["article_body"].source == ".article__body.cms-body"
    assert not any(field.from_metadata or field.lookalikes for field in found.values() if field.source)


def test_a_field_that_only_metadata_gives_names_the_element_that_says_the_same() -> None:
    found = read(headline="story-heading")["headline"]
    assert found.source == "meta[property=og:title] @content"
    assert found.from_metadata
    assert found.elements_first
    assert found.lookalikes == ("h1.story-heading",)


def test_a_date_is_found_again_by_its_moment_not_by_its_text() -> None:
    found = read(meta="info", time="moment")["date_published"]
    assert found.from_metadata
    assert found.lookalikes == ("time.moment",)


def test_the_innermost_element_with_most_of_the_text_is_proposed_as_body() -> None:
    found = read(region="wrap", body="story-text")["article_body"]
    assert found.source is None
    assert found.lookalikes[0] == "div.story-text"


def test_a_field_the_article_lacks_has_neither_source_nor_lookalikes() -> None:
    found = read()["source"]
    assert (found.value, found.source, found.lookalikes) == (None, None, ())

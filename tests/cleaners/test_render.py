"""An article as text for people: what it says, what it escapes, what cleaning it again makes of it."""

from __future__ import annotations

import pickle
from dataclasses import replace

from cleaners import Article, Block, Cleaner, NotAnArticle, clean
from cleaners.render import MADE_BY, as_markdown, as_text

PARAGRAPHS = (
    "Sáng 12-11, hơn 200 hộ dân thôn Bến Tre được cấp nước sạch sau nhiều tháng chờ đợi, theo ban quản lý trạm bơm.",
    "Trạm bơm mới chạy bằng điện mặt trời, mỗi ngày cho 40 mét khối nước, đủ dùng cho cả thôn trong mùa khô này.",
    "Ông Lâm Văn Sáu, trưởng thôn, nói bà con sẽ góp mỗi hộ 20.000 đồng một tháng để thay màng lọc đúng kỳ hạn.",
)
ARTICLE = Article(
    cleaner=Cleaner("nld", "0"),
    outlet="nld",
    headline="Nước sạch về thôn Bến Tre sau nhiều tháng chờ",
    description="Trạm bơm điện mặt trời đầu tiên của xã đã cấp nước cho hơn 200 hộ dân.",
    dateline="NLĐO",
    blocks=tuple(Block("paragraph", text) for text in PARAGRAPHS),
)


def _cleaned_again(article: Article) -> Article:
    return clean(as_text(article), outlet=article.outlet)


def test_text_holds_headline_lead_and_blocks_with_a_blank_line_between() -> None:
    assert as_text(ARTICLE).split("\n\n") == [ARTICLE.headline, ARTICLE.description, *PARAGRAPHS]


def test_text_cleaned_again_as_a_dump_keeps_every_block() -> None:
    again = _cleaned_again(ARTICLE)
    assert [block.text for block in again.blocks] == list(PARAGRAPHS)
    assert (again.headline, again.description) == (ARTICLE.headline, ARTICLE.description)


def test_a_lead_without_a_headline_before_it_keeps_its_signature() -> None:
    again = _cleaned_again(replace(ARTICLE, headline=None))
    assert [block.text for block in again.blocks] == list(PARAGRAPHS)
    assert (again.description, again.dateline) == (ARTICLE.description, "NLĐO")


def test_markdown_marks_the_headline_and_escapes_what_the_newspaper_wrote() -> None:
    article = replace(
        ARTICLE, headline="Giá *hoa* [tăng](x)", blocks=(Block("heading", "# Chợ"), Block("list_item", "Cúc"))
    )
    lines = as_markdown(article).split("\n\n")
    assert lines[0] == r"# Giá \*hoa\* \[tăng\](x)"
    assert lines[-3:] == [r"## \# Chợ", "- Cúc", MADE_BY]


def test_a_paragraph_that_begins_like_a_list_item_stays_a_paragraph_in_markdown() -> None:
    article = replace(ARTICLE, blocks=(Block("paragraph", "- Phóng viên: Thưa ông?"), Block("paragraph", "1. Mở cửa")))
    assert as_markdown(article).split("\n\n")[-3:-1] == [r"\- Phóng viên: Thưa ông?", r"1\. Mở cửa"]


def test_the_answer_that_there_is_no_article_travels_between_processes() -> None:
    sent = NotAnArticle("list-page", ARTICLE, "trang này chỉ có danh sách")
    came = pickle.loads(pickle.dumps(sent))
    assert (came.reason, str(came), came.article) == (sent.reason, str(sent), sent.article)

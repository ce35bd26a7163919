"""What is no dump, what is hardly one, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.article import Article
from cleaners.dump import MAX_CHARACTERS, MAX_LINES, clean_dump
from cleaners.errors import NotAnArticle, UnreadablePage
from cleaners.outlets import OUTLETS
from cleaners.render import as_text

TITLE = "Bến thuyền cũ mở lại lớp đan lưới cho người trẻ trong làng"
LEAD = "Hai mươi học viên đầu tiên đến bến từ năm giờ sáng để kịp con nước lớn."
FIRST = "Lớp học không thu tiền, mỗi người chỉ cần mang theo một cuộn chỉ và một chiếc ghế thấp."
SECOND = "Người dạy là ba cụ bà đã đan lưới từ thời thuyền còn chèo tay, nay đều ngoài bảy mươi tuổi."
CAPTION = "Các cụ bà chỉ cách thắt mắt lưới cho học viên. (Ảnh: HẢI BÌNH)"
OTHER = "Chợ cá đêm dời sang bờ bắc sau mùa nước nổi năm nay"
OTHER_LEAD = "Chợ họp từ nửa đêm đến rạng sáng, người mua chủ yếu là chủ quán ăn."


def clean(text: str, outlet: str | None = None) -> Article:
    return clean_dump(text, OUTLETS[outlet] if outlet else None)


@pytest.mark.parametrize("text", ["", " \n\t \r\n", "\0\0\0", "\ufeff\u200b\n"])
def test_an_empty_text_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadablePage, match="empty"):
        clean(text)


def test_a_text_far_larger_than_a_page_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="characters"):
        clean("a" * (MAX_CHARACTERS + 1))


def test_a_text_of_far_too_many_lines_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="lines"):
        clean("x\n" * (MAX_LINES + 1))


def test_nul_bytes_and_lone_surrogates_are_no_part_of_the_text() -> None:
    assert clean(f"{TITLE}\n{LEAD}\n\0{FIRST}\ud800\n{SECOND}").article_body == f"{FIRST}\n\n{SECOND}"


def test_a_page_with_only_headline_and_lead_has_no_body() -> None:
    with pytest.raises(NotAnArticle) as raised:
        clean(f"{TITLE}\n{LEAD}", "nhandan")
    assert (raised.value.reason, raised.value.article.headline) == ("no-body", TITLE)


def test_a_video_page_keeps_none_of_its_related_items() -> None:
    with pytest.raises(NotAnArticle) as raised:
        clean("\n\n".join([TITLE, LEAD, "Có thể bạn quan tâm", *[CAPTION, OTHER, OTHER_LEAD] * 3]), "nhandan")
    assert (raised.value.reason, raised.value.article.description) == ("no-body", LEAD)


@pytest.mark.parametrize(
    "lines",
    [
        ["Có thể bạn quan tâm", CAPTION, OTHER, OTHER_LEAD, CAPTION, TITLE, LEAD],
        [TITLE, TITLE, LEAD, OTHER, OTHER, OTHER_LEAD],
        [TITLE, LEAD, OTHER, OTHER_LEAD],
    ],
)
def test_a_page_with_only_related_items_is_no_article(lines: list[str]) -> None:
    with pytest.raises(NotAnArticle) as raised:
        clean("\n".join(lines), "nhandan")
    assert raised.value.reason == "related-only"
    assert raised.value.article.warnings == ("related-only",)
    assert not any(verdict.kept for verdict in raised.value.article.verdicts)


def test_an_article_of_short_headings_with_one_paragraph_each_is_an_article() -> None:
    article = clean("\n".join([TITLE, LEAD, "Chỉ và ghế", FIRST, "Ba cụ bà", SECOND]), "nhandan")
    assert [block.kind for block in article.blocks] == ["heading", "paragraph", "heading", "paragraph"]


def test_an_excerpt_that_breaks_off_in_mid_sentence_keeps_its_last_line() -> None:
    article = clean(f"{TITLE}\n\n{LEAD}\n\n{FIRST}\n\nCác cụ mong sẽ có ")
    assert article.blocks[-1].text == "Các cụ mong sẽ có"
    assert "excerpt" in article.warnings


def test_an_excerpt_that_breaks_off_in_its_first_paragraph_is_an_article() -> None:
    assert clean(f"{TITLE}\n{LEAD}\nLớp học không thu tiền, mỗi người chỉ cần mang").word_count == 10


def test_an_excerpt_after_a_caption_printed_twice_is_no_list_of_other_articles() -> None:
    assert clean("\n".join([TITLE, LEAD, CAPTION, CAPTION, FIRST]), "nhandan").article_body == FIRST


def test_an_excerpt_that_begins_in_the_text_has_no_headline() -> None:
    article = clean(f"{FIRST}\n\n{SECOND}")
    assert (article.headline, article.description, len(article.blocks)) == (None, None, 2)
    assert {"no-headline", "no-lead"} <= set(article.warnings)


def test_a_dump_on_one_line_loses_top_and_foot_and_says_so() -> None:
    body = " ".join([FIRST, SECOND] * 6)
    menu = "Thời sự Chính trị Xã hội Đô thị Quốc tế Lao động xem thêm Kinh tế Kinh doanh"
    article = clean(
        f"date 2026-02-21 HOTLINE: 0900.000.001 - ĐẶT MUA BÁO {menu} {body} Tin liên quan {OTHER} {OTHER_LEAD} "
        "Lên đầu Top Bạn cần đăng nhập để thực hiện chức năng này!",
        "nld",
    )
    assert [block.text for block in article.blocks] == [body]
    assert "one-line-dump" in article.warnings


def test_in_a_dump_on_one_line_the_dateline_shows_where_the_lead_begins() -> None:
    body = " ".join([LEAD, *[FIRST, SECOND] * 6])
    article = clean(
        f"{TITLE} 0:00 / 0:00 0:00 (Ngày Nay) - {body} {OTHER} {OTHER} (Ngày Nay) - {OTHER_LEAD}", "ngaynay"
    )
    assert [block.text for block in article.blocks] == [body]


def test_words_of_sections_in_running_text_are_no_menu() -> None:
    text = "Xã phát triển kinh tế, xã hội, văn hóa, giáo dục, y tế, thể thao và du lịch. " + " ".join(
        [FIRST, SECOND] * 6
    )
    assert clean(text, "nhandan").article_body == text


@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE} - Ảnh 1.",
        "TIN LIÊN QUAN",
        f"Có thể bạn quan tâm\n{FIRST}",
        f"{OTHER}\n{OTHER}\n{FIRST}",
        "(",
        "Chia sẻ",
    ],
)
def test_the_same_lines_a_thousand_times_come_to_an_end(line: str) -> None:
    article = clean("\n".join([TITLE, LEAD, FIRST, *[line] * 1000]), "nld")
    assert article.blocks[0].text == FIRST


LINES = st.sampled_from(
    [
        *(
            TITLE,
            LEAD,
            FIRST,
            SECOND,
            CAPTION,
            OTHER,
            OTHER_LEAD,
            f"(NLĐO) - {LEAD}",
            f"{TITLE} - Ảnh 1.",
            "chi-luoi.jpg",
        ),
        *(
            "Tin liên quan",
            "TIN LIÊN QUAN",
            "Có thể bạn quan tâm",
            "Chia sẻ",
            "0:00 / 0:00",
            "Bình luận (0)",
            "Thời sự",
        ),
        *("Chỉ và ghế", "TRẦN VŨNG", "TTXVN", "21/08/2025 14:22 GMT+7", "- Vì sao lại đan lưới?", "+ Vì làng có bến."),
        *(
            "Từ khóa:",
            "lưới, bến, chỉ",
            "#lưới #bến",
            "Lên đầu Top",
            "• Mới nhất",
            "1",
            "***",
            "Thời sự Chính trị",
            "Ảnh: A",
        ),
    ]
)

OUTLET = st.sampled_from([None, *OUTLETS])


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25), OUTLET)
def test_any_order_of_lines_gives_an_article_or_says_why_not(lines: list[str], outlet: str | None) -> None:
    try:
        article = clean("\n".join(lines), outlet)
    except NotAnArticle as error:
        article = error.article
        assert article.blocks == ()
    assert len(article.verdicts) == len(lines)
    assert {block.text for block in article.blocks} <= set(lines)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_an_article_or_a_clear_error(text: str) -> None:
    try:
        blocks = clean(text).blocks
    except (NotAnArticle, UnreadablePage):
        return
    assert blocks


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES.filter(lambda line: line not in (TITLE, LEAD, FIRST)), max_size=15, unique=True), OUTLET)
def test_the_cleaned_text_of_an_article_is_clean(lines: list[str], outlet: str | None) -> None:
    try:
        article = clean("\n".join([TITLE, LEAD, FIRST, *lines]), outlet)
        again = clean(as_text(article), outlet)
    except NotAnArticle:
        return
    assert [block.text for block in again.blocks] == [block.text for block in article.blocks]

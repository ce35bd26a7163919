"""Dumps of tools that kept the text alone: captions without credits, boxes without headings, tables, feet on top."""

from __future__ import annotations

import unicodedata

import pytest

from cleaners.article import Article
from cleaners.dump import clean_dump
from cleaners.outlets import OUTLETS

HEADLINE = "Đội cứu hộ rừng tràm tập huấn chữa cháy bằng xuồng máy"
LEAD = "Bốn mươi đội viên học cách bơm nước từ kênh lên ngọn tràm trong một tuần giữa mùa khô."
FIRST = "Lớp học mở ngay trên kênh số 7, mỗi xuồng chở ba người, một máy bơm và hai cuộn vòi dài sáu mươi mét."
SECOND = "Người hướng dẫn cho biết gió chướng đổi chiều rất nhanh nên xuồng phải luôn quay mũi về phía lối ra."
THIRD = "Sau buổi học cuối cùng, mỗi đội nhận thêm một bộ đàm và bản đồ các con kênh còn đủ nước."
FOURTH = "Ban quản lý rừng sẽ diễn tập lại vào tháng sau, khi mực nước kênh xuống thấp nhất trong năm."
OTHER = "Người giữ kho muối cuối cùng của làng biển kể chuyện nghề"
OTHER_LEAD = "Ông giữ kho từ năm mười chín tuổi và chưa từng nghỉ một mùa nắng nào."
LONG = "Các đội viên rừng tràm xếp hàng chờ nhận bộ đàm và bản đồ kênh rạch trong buổi bế giảng lớp học (xã Rạch Tràm)"


def clean(*lines: str, outlet: str | None = None) -> Article:
    return clean_dump("\n".join(lines), OUTLETS[outlet] if outlet else None)


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def test_short_lines_side_by_side_are_captions_and_no_headings() -> None:
    article = clean(HEADLINE, LEAD, FIRST, "Ông Tư Xuồng", "Chị Năm Kênh", "Máy bơm mới", SECOND)
    assert texts(article) == (FIRST, SECOND)
    assert [image.caption for image in article.images] == ["Ông Tư Xuồng", "Chị Năm Kênh", "Máy bơm mới"]


def test_a_list_that_a_sentence_announces_is_no_row_of_captions() -> None:
    lines = ("Mỗi xuồng có ba món:", "Máy bơm", "Cuộn vòi", "Bộ đàm")
    assert texts(clean(HEADLINE, LEAD, FIRST, *lines, SECOND)) == (FIRST, *lines, SECOND)


def test_a_heading_over_a_heading_stays() -> None:
    article = clean(HEADLINE, LEAD, FIRST, "Mùa khô năm ấy", "Ông Tư Xuồng", SECOND, THIRD)
    assert texts(article) == (FIRST, "Mùa khô năm ấy", "Ông Tư Xuồng", SECOND, THIRD)


def test_a_long_line_without_full_stop_is_a_caption_where_headings_are_short() -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, LONG, SECOND, outlet="nld")) == (FIRST, SECOND)
    assert texts(clean(HEADLINE, LEAD, FIRST, LONG, SECOND)) == (FIRST, LONG, SECOND)


def test_a_sentence_that_the_printer_broke_is_no_caption() -> None:
    broken = LONG.removesuffix(" (xã Rạch Tràm)")
    lines = (broken, ", rồi ai về nhà nấy.")
    assert texts(clean(HEADLINE, LEAD, FIRST, *lines, SECOND, outlet="nld")) == (FIRST, *lines, SECOND)


@pytest.mark.parametrize("credit", ["ẢNH: LÊ MỘC", "Ảnh Lê Mộc", "LÊ MỘC"])
def test_who_took_the_picture_may_stand_below_the_caption_without_a_colon(credit: str) -> None:
    article = clean(HEADLINE, LEAD, FIRST, "Xuồng chữa cháy trên kênh số 7", credit, SECOND)
    assert texts(article) == (FIRST, SECOND)
    assert article.images[0].credit in ("LÊ MỘC", "Lê Mộc")


@pytest.mark.parametrize(
    "caption", ["Kênh số 7 nhìn từ trên cao - Ảnh chụp màn hình", "Clip đội viên bơm nước lên ngọn tràm"]
)
def test_a_picture_that_nobody_signed_is_told_by_its_words(caption: str) -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, caption, SECOND)) == (FIRST, SECOND)


def test_a_box_that_ends_in_read_on_goes_whole() -> None:
    article = clean(HEADLINE, LEAD, FIRST, SECOND, OTHER, OTHER_LEAD, "Đọc tiếp", "Về trang Chủ đề", "Bình luận (0)")
    assert texts(article) == (FIRST, SECOND)


@pytest.mark.parametrize("line", [f"[VIDEO] {OTHER}", f"[Ảnh] {OTHER}", "https://nld.com.vn/x.htm", "doi@rungtram.vn"])
def test_a_labelled_title_or_an_address_alone_is_no_text(line: str) -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, line, SECOND)) == (FIRST, SECOND)


def test_headlines_right_under_the_lead_are_other_articles() -> None:
    assert texts(clean(HEADLINE, LEAD, OTHER, HEADLINE.replace("tập huấn", "thi đấu"), FIRST, SECOND)) == (
        FIRST,
        SECOND,
    )


def test_a_foot_that_the_printer_set_on_top_does_not_end_the_article() -> None:
    foot = (
        "Báo điện tử của Hội Nông dân Rạch Tràm",
        "Tổng Biên tập: LÊ MỘC",
        "Vui lòng đăng nhập để gửi bình luận",
    )
    assert texts(clean(*foot, FIRST, SECOND, THIRD, FOURTH)) == (FIRST, SECOND, THIRD, FOURTH)


def test_rows_of_cells_are_a_table() -> None:
    rows = ("Đội | Xuồng | Vòi", "Rạch Tràm | 3 | 6", "Kênh Bảy | 2 | 4")
    article = clean(HEADLINE, LEAD, FIRST, *rows)
    assert [block.kind for block in article.blocks] == ["paragraph", "table", "table", "table"]


def test_a_name_of_a_site_in_small_letters_is_no_headline() -> None:
    article = clean("cổng thông tin của rừng tràm miền tây", FIRST, SECOND, THIRD, FOURTH)
    assert (article.headline, texts(article)) == (None, (FIRST, SECOND, THIRD, FOURTH))


def test_line_ends_tabs_and_combining_marks_of_other_systems_change_nothing() -> None:
    text = "\r\n".join(["\t" + HEADLINE, LEAD.replace(" ", "\u00a0", 3), FIRST, unicodedata.normalize("NFD", SECOND)])
    article = clean_dump(text)
    assert (article.headline, article.description, texts(article)) == (HEADLINE, LEAD, (FIRST, SECOND))

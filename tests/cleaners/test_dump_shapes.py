"""Dumps of tools that kept the text alone: captions without credits, boxes without headings, tables, feet on top."""

from __future__ import annotations

import unicodedata

import pytest

from cleaners.article import Article
from cleaners.dump import clean_dump
from cleaners.errors import NotAnArticle
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
SHORTER = "Các đội viên rừng tràm xếp hàng chờ nhận bộ đàm và bản đồ kênh rạch sau giờ học"


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
    assert texts(clean(HEADLINE, LEAD, FIRST, SHORTER, SECOND, outlet="nld")) == (FIRST, SECOND)
    assert texts(clean(HEADLINE, LEAD, FIRST, SHORTER, SECOND)) == (FIRST, SHORTER, SECOND)


def test_a_line_without_full_stop_that_is_longer_than_any_heading_is_a_caption() -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, LONG, SECOND)) == (FIRST, SECOND)


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


MENU = ("1. Thời sự", "Xem thêm", "2. Chuyện bến sông", "3. Giáo dục", "4. Đời sống", "5. Thể thao")


@pytest.mark.parametrize("menu", [MENU, tuple("* " + line[3:] for line in MENU if line[0].isdigit())])
def test_a_list_of_sections_is_a_menu(menu: tuple[str, ...]) -> None:
    article = clean(*menu, HEADLINE, LEAD, FIRST, SECOND, *menu)
    assert (article.headline, texts(article)) == (HEADLINE, (FIRST, SECOND))


def test_a_list_that_a_sentence_announces_is_no_menu() -> None:
    lines = ("Lớp học có các môn:", "1. Thể thao", "2. Giáo dục", "3. Đời sống", "4. Âm nhạc")
    assert texts(clean(HEADLINE, LEAD, FIRST, *lines, SECOND)) == (FIRST, *lines, SECOND)


@pytest.mark.parametrize("bullet", ["•", "*"])
def test_a_list_of_headlines_in_the_text_is_of_other_articles(bullet: str) -> None:
    box = (f"{bullet} {OTHER}", f"{bullet} Chợ nổi họp lại sau ba tháng nước cạn")
    assert texts(clean(HEADLINE, LEAD, FIRST, *box, SECOND)) == (FIRST, SECOND)
    assert texts(clean(HEADLINE, LEAD, FIRST, box[0], SECOND)) == (FIRST, SECOND)


def test_a_list_of_sentences_or_behind_a_colon_is_text() -> None:
    items = ("• Xuồng chở ba người và một máy bơm đã đổ đầy xăng;", "• vòi dài sáu mươi mét.")
    assert texts(clean(HEADLINE, LEAD, FIRST, *items, SECOND)) == (FIRST, *items, SECOND)
    titles = ("Đội nhận ba việc sau:", "• Canh lửa ở chòi cao suốt mùa khô năm nay", "• Vét lại kênh số 7")
    assert texts(clean(HEADLINE, LEAD, FIRST, *titles, SECOND)) == (FIRST, *titles, SECOND)


def test_a_title_over_its_date_is_another_article() -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, "Chợ nổi họp lại sau mùa cạn", "24/07/2025 10:23", SECOND)) == (
        FIRST,
        SECOND,
    )


@pytest.mark.parametrize("line", ["* 720p", "- auto", "• Nữ miền Bắc", "Aa Aa"])
def test_buttons_in_a_list_are_buttons(line: str) -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, line, SECOND)) == (FIRST, SECOND)


def test_the_first_of_several_authors_stands_beside_their_number() -> None:
    article = clean(HEADLINE, "LÊ MỘC và 1 tác giả khác", "LÊ MỘC", "TRẦN BẾN", LEAD, FIRST, SECOND)
    assert (article.headline, article.authors) == (HEADLINE, ("LÊ MỘC", "TRẦN BẾN"))


@pytest.mark.parametrize("line", ["07-03-2026 - 00:01 AM |", "07-03-2026 - 00:01 AM | Thị trường"])
def test_a_bar_may_stand_behind_the_date(line: str) -> None:
    assert clean(HEADLINE, line, LEAD, FIRST, SECOND).date_published == "2026-03-07T00:01:00+07:00"


def test_a_cell_of_its_own_is_a_caption() -> None:
    article = clean(HEADLINE, LEAD, FIRST, "Kênh số 7 trong nắng sớm. |", "Đội viên đẩy xuồng. |", SECOND)
    assert texts(article) == (FIRST, SECOND)
    assert [image.caption for image in article.images] == ["Kênh số 7 trong nắng sớm.", "Đội viên đẩy xuồng."]


def test_a_long_line_without_any_mark_at_its_end_is_a_caption_where_headings_are_short() -> None:
    caption = "Chị Năm Kênh - Trưởng ban quản lý rừng, ông Tư Xuồng - Đội trưởng đội cứu hộ, cùng " + LONG.lower()
    caption = caption.removesuffix(")") + " và các xã lân cận"
    article = clean(HEADLINE, f"(NLĐO) - {LEAD}", FIRST, caption, "Chuyện của kênh", SECOND, outlet="nld")
    assert texts(article) == (FIRST, "Chuyện của kênh", SECOND)


@pytest.mark.parametrize(
    "caption",
    [
        "Ông Tư Xuồng trao học bổng cho con em đội viên",
        "Đại diện ban quản lý tặng hoa đội thắng cuộc",
        "Các đại biểu dâng hương ở đình",
    ],
)
def test_who_hands_what_to_whom_is_told_below_pictures(caption: str) -> None:
    article = clean(HEADLINE, LEAD, FIRST, caption, SECOND)
    assert (texts(article), article.images[0].caption) == ((FIRST, SECOND), caption)


def test_the_button_of_a_menu_on_top_makes_no_list_of_other_articles() -> None:
    menu = ("xem thêm", "An Giang", "Bình Dương", "Cà Mau", "icon 24h qua", "Đăng nhập")
    article = clean(*menu, HEADLINE, "Lê Mộc", LEAD.rstrip("."), FIRST, "Chuyện của kênh", SECOND, outlet="nld")
    assert (article.headline, article.authors) == (HEADLINE, ("Lê Mộc",))
    assert texts(article) == (FIRST, "Chuyện của kênh", SECOND)


def test_an_author_may_have_an_office_in_brackets() -> None:
    byline = "LÊ MỘC (Kỹ sư lâm nghiệp, nguyên Phó trưởng ban quản lý rừng tràm)"
    article = clean(HEADLINE, byline, LEAD, FIRST, SECOND)
    assert (article.headline, article.authors) == (HEADLINE, ("LÊ MỘC",))


def test_a_page_of_a_topic_is_no_article() -> None:
    captions = ("Các đội viên đẩy xuồng ra kênh số 7 trước giờ tập huấn.", "Ông Tư Xuồng bên chiếc máy bơm cũ của ông.")
    items = ("", captions[0], "", HEADLINE, "", LEAD, captions[1], "", OTHER, "", OTHER_LEAD)
    for cut in (items, (*items, captions[0]), (*items, captions[0], "", HEADLINE[:30])):
        with pytest.raises(NotAnArticle) as caught:
            clean("Rừng tràm mùa khô", *cut)
        assert caught.value.reason == "related-only"


def test_an_article_whose_last_line_is_cut_to_a_letter_has_no_author_of_that_name() -> None:
    assert clean(HEADLINE, LEAD, FIRST, SECOND, "L").authors == ()


def test_the_tag_of_a_picture_is_no_text() -> None:
    tag = '<image>data:image/png,"s3://x/1" alt="Rừng tràm - Ảnh {0}. Rừng tràm - Ảnh {0}."</image>'
    article = clean(tag.format(1), "Các đội viên ra kênh từ sáng sớm", FIRST, SECOND, tag.format(2), "Kênh số 7", THIRD)
    assert (article.headline, texts(article)) == (None, (FIRST, SECOND, THIRD))


@pytest.mark.parametrize(
    "caption",
    [
        "Ông Tư Xuồng (thứ 2 từ trái sang).",
        "Chị Năm Kênh và ông Tư Xuồng (bìa phải) - hai đội viên lâu năm nhất của rừng.",
    ],
)
def test_who_stands_where_is_told_below_pictures(caption: str) -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, caption, SECOND)) == (FIRST, SECOND)


def test_a_caption_printed_twice_on_one_line_is_one() -> None:
    caption = 'Ông Tư Xuồng nói: "Rừng còn thì kênh còn".'
    article = clean(HEADLINE, LEAD, FIRST, f"{caption} {caption}", SECOND)
    assert (texts(article), article.images[0].caption) == ((FIRST, SECOND), caption)


def test_below_the_signature_there_is_no_text() -> None:
    article = clean(HEADLINE, LEAD, FIRST, SECOND, "Lê Mộc (Lược dịch từ Báo Rừng)", "ĐỒNG HÀNH CÙNG RỪNG TRÀM")
    assert (texts(article), article.authors) == ((FIRST, SECOND), ("Lê Mộc",))

"""One kind of noise each: an invented article with what a site prints around or inside it."""

from __future__ import annotations

import pytest

from cleaners.article import Article
from cleaners.dump import clean_dump
from cleaners.outlets import OUTLETS

HEADLINE = "Đội cứu hộ rừng tràm tập huấn chữa cháy bằng xuồng máy"
LEAD = "(NLĐO) - Bốn mươi đội viên học cách bơm nước từ kênh lên ngọn tràm trong một tuần giữa mùa khô."
FIRST = "Lớp học mở ngay trên kênh số 7, mỗi xuồng chở ba người, một máy bơm và hai cuộn vòi dài sáu mươi mét."
SECOND = "Người hướng dẫn cho biết gió chướng đổi chiều rất nhanh nên xuồng phải luôn quay mũi về phía lối ra."
THIRD = "Sau buổi học cuối cùng, mỗi đội nhận thêm một bộ đàm và bản đồ các con kênh còn đủ nước."
FOURTH = "Ban quản lý rừng sẽ diễn tập lại vào tháng sau, khi mực nước kênh xuống thấp nhất trong năm."
BODY = (FIRST, SECOND, THIRD, FOURTH)
OTHER = "Người giữ kho muối cuối cùng của làng biển kể chuyện nghề"
OTHER_LEAD = "Ông giữ kho từ năm mười chín tuổi và chưa từng nghỉ một mùa nắng nào."


def clean(*lines: str, outlet: str | None = "nld") -> Article:
    return clean_dump("\n".join(lines), OUTLETS[outlet] if outlet else None)


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def rule_of(article: Article, text: str) -> tuple[str, str]:
    return next((verdict.kind, verdict.rule) for verdict in article.verdicts if verdict.text == text)


def test_the_crawl_date_in_front_of_the_first_line_is_no_part_of_it() -> None:
    article = clean(f" date 2026-03-11 {HEADLINE}", LEAD, *BODY)
    assert (article.headline, article.date_published) == (HEADLINE, None)


def test_todays_date_in_the_header_is_not_the_articles() -> None:
    article = clean("Thứ Hai, 8/6/2026", "Tìm kiếm", "Pháp luật", HEADLINE, "03/06/2026 07:30 GMT+7", LEAD, *BODY)
    assert article.date_published == "2026-06-03T07:30:00+07:00"


def test_dates_of_related_items_are_not_the_articles() -> None:
    article = clean(HEADLINE, LEAD, *BODY, "Tin liên quan", OTHER, "11/10/2025 15:35", outlet="nhandan")
    assert article.date_published is None
    assert "no-date" in article.warnings


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        ("Thời sự Chính trị", ("Thời sự", "Chính trị")),
        ("Văn hóa - Văn nghệ", ("Văn hóa - Văn nghệ",)),
        ("Kinh tế", ("Kinh tế",)),
    ],
)
def test_a_section_is_split_by_the_outlets_own_names(printed: str, path: tuple[str, ...]) -> None:
    assert clean(printed, HEADLINE, LEAD, *BODY).article_section == path


def test_in_a_run_of_section_names_no_section_is_certain() -> None:
    article = clean("Thời sự", "Kinh tế", "Pháp luật", HEADLINE, LEAD, *BODY)
    assert (article.article_section, article.headline) == ((), HEADLINE)


def test_a_menu_in_one_line_is_a_menu_and_no_headline() -> None:
    menu = "Thời sự Quốc tế Lao động Bạn đọc Net Zero Kinh tế Sức khỏe Giáo dục Pháp luật"
    assert rule_of(clean(menu, HEADLINE, LEAD, *BODY), menu) == ("menu", "above-headline")


def test_a_menu_with_bullets_in_front_of_a_long_run_is_skipped() -> None:
    menu = [f"  • {name}" for name in ("Mới nhất", "Chuyện làng", "Góc phố", "Câu chuyện hôm qua của chúng ta")]
    article = clean(*menu, HEADLINE, "Trần Kim Lụa", LEAD, *BODY, outlet=None)
    assert (article.headline, article.authors) == (HEADLINE, ("Trần Kim Lụa",))


def test_a_slogan_above_the_menu_is_not_taken_for_the_lead() -> None:
    slogan = "Tiếng nói của những người sống bằng nghề sông nước từ năm một nghìn chín trăm."
    article = clean(slogan, "Thời sự", "Kinh tế", HEADLINE, LEAD.removeprefix("(NLĐO) - "), *BODY, outlet=None)
    assert (article.headline, texts(article)) == (HEADLINE, BODY)


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("NGÔ THỊ RẠNG", ("NGÔ THỊ RẠNG",), None),
        ("Đ.K.B. (Theo TTXVN)", ("Đ.K.B.",), "TTXVN"),
        ("Bài và ảnh: LÊ MỘC - TRẦN VŨNG", ("LÊ MỘC", "TRẦN VŨNG"), None),
        ("Theo TTXVN", (), "TTXVN"),
    ],
)
def test_a_byline_under_the_headline_gives_authors_and_agency(
    line: str, authors: tuple[str, ...], source: str | None
) -> None:
    article = clean(HEADLINE, line, LEAD, *BODY)
    assert (article.authors, article.source, texts(article)) == (authors, source, BODY)


def test_a_byline_under_the_text_is_taken_when_the_head_has_none() -> None:
    article = clean(HEADLINE, LEAD, *BODY, "VÕ CẨM TÚC", "Có thể bạn quan tâm", OTHER, OTHER_LEAD, outlet="nhandan")
    assert (article.authors, texts(article)) == (("VÕ CẨM TÚC",), BODY)


def test_an_agency_alone_on_its_line_is_the_source() -> None:
    article = clean(HEADLINE, LEAD, *BODY, "(Theo TTXVN)", "Có thể bạn quan tâm", OTHER, OTHER_LEAD, outlet="nhandan")
    assert (article.source, texts(article)) == ("TTXVN", BODY)


def test_a_lead_without_full_stop_is_still_the_lead() -> None:
    lead = '"Xuồng cứu rừng" và "Bếp giữa kênh" đã giúp hàng trăm đội viên bám chốt suốt mùa khô'
    article = clean("Thời sự", HEADLINE, "NGÔ THỊ RẠNG", lead, *BODY)
    assert (article.description, texts(article)) == (lead, BODY)


def test_a_lead_printed_again_as_the_first_paragraph_is_kept_once() -> None:
    assert texts(clean(HEADLINE, LEAD, LEAD.removeprefix("(NLĐO) - "), *BODY)) == BODY


def test_the_headline_printed_again_under_the_lead_is_dropped() -> None:
    article = clean(HEADLINE, LEAD, HEADLINE, *BODY)
    assert texts(article) == BODY
    assert article.verdicts[2].rule == "headline-again"


def test_the_site_name_behind_the_headline_is_cut() -> None:
    assert clean(f"{HEADLINE} - Báo Người Lao Động", LEAD, *BODY).headline == HEADLINE


def test_the_name_of_the_newspaper_inside_a_headline_stays() -> None:
    headline = "Giải chạy của Báo Người Lao Động - Bước chân mùa khô"
    assert clean(headline, LEAD, *BODY).headline == headline


@pytest.mark.parametrize("player", ["0:00 / 0:00", "0:00", "1.25X", "Nữ miền Bắc", "Báo nói"])
def test_an_audio_player_is_dropped_wherever_it_stands(player: str) -> None:
    assert texts(clean(HEADLINE, player, LEAD, FIRST, player, SECOND)) == (FIRST, SECOND)


@pytest.mark.parametrize("button", ["Chia sẻ", "chia sẻ chia sẻ copy link", "Copy link", "Lưu tin"])
def test_share_buttons_are_dropped_wherever_they_stand(button: str) -> None:
    assert texts(clean(HEADLINE, button, LEAD, FIRST, button, SECOND)) == (FIRST, SECOND)


def test_a_caption_printed_twice_is_one_picture_and_no_text() -> None:
    caption = "Đội viên kéo vòi bơm dọc kênh số 7."
    article = clean(HEADLINE, LEAD, FIRST, caption, caption, SECOND, outlet="nhandan")
    assert texts(article) == (FIRST, SECOND)
    assert [image.caption for image in article.images] == [caption]


@pytest.mark.parametrize(
    "caption", ["Xuồng chữa cháy trên kênh. (Ảnh: Lê Mộc/TTXVN)", "Xuồng chữa cháy trên kênh. Ảnh: Lê Mộc/TTXVN"]
)
def test_a_credit_makes_a_line_a_caption(caption: str) -> None:
    article = clean(HEADLINE, LEAD, FIRST, caption, SECOND)
    assert texts(article) == (FIRST, SECOND)
    assert (article.images[0].caption, article.images[0].credit) == ("Xuồng chữa cháy trên kênh.", "Lê Mộc/TTXVN")


def test_a_credit_on_its_own_line_belongs_to_the_caption_above() -> None:
    article = clean(HEADLINE, LEAD, FIRST, "Xuồng chữa cháy trên kênh số 7", "Ảnh: Lê Mộc", SECOND)
    assert texts(article) == (FIRST, SECOND)
    assert [(image.caption, image.credit) for image in article.images] == [("Xuồng chữa cháy trên kênh số 7", "Lê Mộc")]


def test_an_alternative_text_with_an_older_headline_is_dropped_and_the_line_below_is_the_caption() -> None:
    alt = "Đội cứu hộ rừng tràm tập huấn chữa cháy trên xuồng - Ảnh 1."
    article = clean(HEADLINE, LEAD, FIRST, alt, "Đội viên thử máy bơm mới", SECOND)
    assert texts(article) == (FIRST, SECOND)
    assert [image.caption for image in article.images] == ["Đội viên thử máy bơm mới"]


def test_an_alternative_text_without_caption_takes_no_paragraph() -> None:
    alt = f"{HEADLINE} - Ảnh 1."
    assert texts(clean(HEADLINE, LEAD, FIRST, alt, f"{SECOND} {THIRD}")) == (FIRST, f"{SECOND} {THIRD}")


@pytest.mark.parametrize("name", ["xuong-may-7.jpg", "xuồng máy (2).jpg"])
def test_a_file_name_is_dropped_and_the_line_below_is_the_caption(name: str) -> None:
    article = clean(HEADLINE, LEAD, FIRST, name, "Xuồng máy rời bến lúc tờ mờ sáng.", SECOND, outlet="nhandan")
    assert texts(article) == (FIRST, SECOND)
    assert article.images[0].caption == "Xuồng máy rời bến lúc tờ mờ sáng."


def test_a_file_name_glued_to_its_caption_is_cut_off() -> None:
    article = clean(HEADLINE, LEAD, FIRST, "xuong-may-7.jpg Xuồng máy rời bến.", SECOND, outlet="nhandan")
    assert (texts(article), article.images[0].caption) == ((FIRST, SECOND), "Xuồng máy rời bến.")


def test_an_empty_related_box_does_not_end_the_article() -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, "TIN LIÊN QUAN", SECOND)) == (FIRST, SECOND)


def test_a_related_box_takes_its_titles_with_it() -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, "TIN LIÊN QUAN", OTHER, SECOND, THIRD)) == (FIRST, SECOND, THIRD)


def test_a_subheading_after_an_empty_box_stays() -> None:
    article = clean(HEADLINE, LEAD, FIRST, "TIN LIÊN QUAN", "Gió chướng đổi chiều", SECOND, THIRD)
    assert texts(article) == (FIRST, "Gió chướng đổi chiều", SECOND, THIRD)
    assert article.blocks[1].kind == "heading"


def test_a_read_now_box_is_dropped_with_its_picture() -> None:
    box = (f"  • {HEADLINE} - Ảnh 3.", f"{OTHER}ĐỌC NGAY")
    assert texts(clean(HEADLINE, LEAD, FIRST, *box, SECOND)) == (FIRST, SECOND)


@pytest.mark.parametrize("pointer", [f">> {OTHER}", f"Xem thêm: {OTHER}"])
def test_a_pointer_to_another_article_is_dropped(pointer: str) -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, pointer, SECOND, outlet="nhandan")) == (FIRST, SECOND)


def test_headlines_in_a_row_in_mid_text_are_a_box_that_lost_its_heading() -> None:
    titles = (OTHER, "Trạm bơm cũ bên sông thành nơi dạy bơi cho trẻ em")
    assert texts(clean(HEADLINE, LEAD, FIRST, *titles, SECOND)) == (FIRST, SECOND)


def test_a_title_in_the_text_that_the_list_below_prints_again_is_another_articles() -> None:
    unlisted = "Trạm bơm cũ bên sông thành nơi dạy bơi cho trẻ em"
    article = clean(HEADLINE, LEAD, FIRST, OTHER, unlisted, SECOND, "Tin liên quan", OTHER, f"(NLĐO)- {OTHER_LEAD}")
    assert texts(article) == (FIRST, SECOND)


def test_short_lines_that_a_sentence_announces_are_a_list_of_the_article() -> None:
    announced = "Mỗi xuồng phải mang theo đủ những thứ sau đây trước khi rời bến:"
    items = ("Một máy bơm còn đầy bình xăng dự phòng loại nhỏ", "Hai cuộn vòi vải bạt dài sáu mươi mét còn mới")
    assert texts(clean(HEADLINE, LEAD, FIRST, announced, *items, SECOND)) == (FIRST, announced, *items, SECOND)


@pytest.mark.parametrize("heading", ["Có thể bạn quan tâm", "Tin cùng chuyên mục", "Đọc thêm", "Đừng bỏ lỡ"])
def test_a_headed_list_ends_the_article(heading: str) -> None:
    caption = "Kho muối cũ bên bến cá buổi chiều. (Ảnh: Lê Mộc)"
    article = clean(HEADLINE, LEAD, *BODY, heading, caption, OTHER, OTHER_LEAD, caption, OTHER, OTHER_LEAD)
    assert texts(article) == BODY
    assert article.images == ()


def test_a_list_in_mid_text_does_not_end_an_article_that_goes_on() -> None:
    article = clean(HEADLINE, LEAD, OTHER_LEAD, "Có thể bạn quan tâm", OTHER, *BODY)
    assert texts(article) == (OTHER_LEAD, *BODY)


def test_leads_with_a_dateline_below_the_text_begin_a_list_that_nothing_announces() -> None:
    article = clean(HEADLINE, LEAD, *BODY, OTHER, f"(NLĐO) - {OTHER_LEAD}")
    assert texts(article) == BODY
    assert rule_of(article, OTHER) == ("related", "lead-of-another-article")


def test_blank_lines_around_blocks_show_the_caption_that_opens_an_unheaded_list() -> None:
    caption = "Người làng biển gánh muối về kho trong một buổi trưa nắng gắt cuối tháng tư năm ngoái."
    text = "\n\n".join((HEADLINE, LEAD, *BODY, f"{caption}\n{OTHER}\n(NLĐO) - {OTHER_LEAD}"))
    assert texts(clean_dump(text, OUTLETS["nld"])) == BODY


def test_a_dateline_in_the_first_paragraph_instead_of_the_lead_is_no_other_article() -> None:
    article = clean(HEADLINE, LEAD.removeprefix("(NLĐO) - "), f"(NLĐO) - {FIRST}", SECOND, THIRD)
    assert texts(article) == (f"(NLĐO) - {FIRST}", SECOND, THIRD)


def test_items_that_print_their_title_twice_are_a_list_that_nothing_announces() -> None:
    items = [OTHER, OTHER, OTHER_LEAD, "Kho cũ thành thư viện", "Kho cũ thành thư viện", OTHER_LEAD]
    assert texts(clean(HEADLINE, LEAD, *BODY, *items, outlet="ngaynay")) == BODY


def test_captions_titles_and_leads_by_turns_are_a_list_that_nothing_announces() -> None:
    caption = "Kho muối cũ bên bến cá buổi chiều. (Ảnh: Lê Mộc)"
    titles = (
        OTHER,
        "Trạm bơm cũ bên sông thành nơi dạy bơi cho trẻ em",
        "Người thợ rèn cuối phố vẫn nhận sửa cuốc xẻng cho bà con",
    )
    items = [line for title in titles for line in (caption, title, OTHER_LEAD)]
    assert texts(clean(HEADLINE, LEAD, *BODY, *items, outlet="nhandan")) == BODY


def test_pictures_subheadings_and_paragraphs_by_turns_are_the_article() -> None:
    caption = "Xuồng máy ở bến số 7. (Ảnh: Lê Mộc)"
    stops = [line for stop in ("Bến số 7", "Bến số 8", "Chòi canh lửa") for line in (caption, stop, OTHER_LEAD)]
    article = clean(HEADLINE, LEAD, *BODY, *stops, outlet="nhandan")
    assert [block.text for block in article.blocks if block.kind == "heading"] == [
        "Bến số 7",
        "Bến số 8",
        "Chòi canh lửa",
    ]


def test_titles_below_the_text_that_nothing_follows_are_no_subheadings() -> None:
    titles = (OTHER, "Kho cũ thành thư viện", "Ba lại thua cờ")
    assert texts(clean(HEADLINE, LEAD, *BODY, *titles, "Bình luận (0)")) == BODY


def test_tags_below_the_related_list_are_found_and_not_split() -> None:
    tags = "rừng tràm đội cứu hộ rừng, kênh số 7 chữa cháy"
    article = clean(HEADLINE, LEAD, *BODY, "Tin liên quan", OTHER, f"(NLĐO)- {OTHER_LEAD}", tags, "Lên đầu Top")
    assert rule_of(article, tags) == ("keywords", "keywords-glued")
    assert (article.keywords, "keywords-glued" in article.warnings) == ((), True)


def test_tags_with_a_hash_are_split_by_it() -> None:
    article = clean(HEADLINE, LEAD, *BODY, "rừng tràm #kênh số 7 #chữa cháy", "Xem thêm", OTHER, outlet="nhandan")
    assert article.keywords == ("rừng tràm", "kênh số 7", "chữa cháy")


def test_tags_under_their_label_are_split_by_commas() -> None:
    article = clean(HEADLINE, LEAD, *BODY, "Từ khóa:", "rừng tràm, kênh số 7, chữa cháy", "Bình luận (0)")
    assert article.keywords == ("rừng tràm", "kênh số 7", "chữa cháy")


def test_tags_directly_above_the_foot_of_the_page_are_no_text() -> None:
    tags = "rừng tràm đội cứu hộ rừng kênh số 7"
    article = clean(HEADLINE, LEAD, *BODY, tags, "Bình luận (0)")
    assert (texts(article), rule_of(article, tags)) == (BODY, ("keywords", "keywords-glued"))


def test_a_last_sentence_without_full_stop_is_text() -> None:
    last = "“Năm tới chúng tôi sẽ mở thêm lớp cho các xã ven rừng, nếu có đủ xuồng và thầy”, đội trưởng nói thêm"
    assert texts(clean(HEADLINE, LEAD, *BODY, last, "Có thể bạn quan tâm", OTHER, OTHER_LEAD)) == (*BODY, last)


def test_a_subheading_about_cards_is_no_label_of_tags() -> None:
    article = clean(HEADLINE, LEAD, FIRST, "Thẻ xanh: cơ hội cho người giữ rừng", SECOND)
    assert texts(article) == (FIRST, "Thẻ xanh: cơ hội cho người giữ rừng", SECOND)


def test_a_subheading_that_is_also_a_button_stays_over_its_paragraphs() -> None:
    assert texts(clean(HEADLINE, LEAD, FIRST, "Bình luận", SECOND, THIRD, outlet="nhandan"))[1:] == (
        "Bình luận",
        SECOND,
        THIRD,
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Bình luận (0)", "comments"),
        ("Bạn cần đăng nhập để thực hiện chức năng này!", "comments"),
        ("Lên đầu Top", "footer"),
        ("Cơ quan chủ quản: Hội những người đi rừng", "footer"),
        ("© Giấy phép số 1/GP- BTTTT cấp ngày", "footer"),
        ("Thanh toán nhanh và đọc ngay bằng quét Zalo QRcode mà không cần đăng nhập", "payment"),
        ("Chọn phương thức thanh toán", "payment"),
        ("Bạn đã đăng ký và có tài khoản VIP Đăng nhập", "paywall"),
    ],
)
def test_everything_below_the_foot_of_the_page_goes_with_it(line: str, kind: str) -> None:
    article = clean(HEADLINE, LEAD, *BODY, line, "Địa chỉ", "  • Tặng bằng link", "Thông báo", OTHER_LEAD)
    assert texts(article) == BODY
    assert rule_of(article, line)[0] == kind


def test_the_payment_window_does_not_make_an_article_paid() -> None:
    article = clean(HEADLINE, LEAD, *BODY, "Thanh toán và đọc bài viết này", "chỉ với (5000đ)")
    assert article.is_accessible_for_free is None


def test_account_numbers_in_an_appeal_are_part_of_the_article() -> None:
    appeal = ("Mọi giúp đỡ xin gửi về quỹ của đội theo địa chỉ:", "Số tài khoản: 000 111 222", "Ngân hàng Kênh Bảy")
    assert texts(clean(HEADLINE, LEAD, *BODY, *appeal, "Bình luận (0)")) == (*BODY, *appeal)


def test_questions_and_answers_stay_as_they_are_printed() -> None:
    talk = ("- Phóng viên: Vì sao phải học trên xuồng?", "+ Đội trưởng Lê Mộc: Vì xe không vào được rừng.")
    article = clean(HEADLINE, LEAD, FIRST, *talk)
    assert [(block.kind, block.text) for block in article.blocks[1:]] == [("question", talk[0]), ("answer", talk[1])]
    assert article.kind == "interview"


def test_items_with_a_dash_outside_an_interview_are_a_list() -> None:
    items = ("- Kiểm tra xăng trước khi rời bến.", "- Luôn quay mũi xuồng về phía lối ra.")
    article = clean(HEADLINE, LEAD, FIRST, *items)
    assert [block.kind for block in article.blocks] == ["paragraph", "list_item", "list_item"]

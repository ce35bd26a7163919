"""Dumps whose printer kept links, pictures and headings as Markdown: real marks, an invented article."""

from __future__ import annotations

import pytest

from cleaners.article import Article
from cleaners.dump import clean_dump
from cleaners.dump_markdown import is_markdown, read_marked, without_entities
from cleaners.errors import NotAnArticle
from cleaners.outlets import OUTLETS

SITE = "https://nld.com.vn"
HEADLINE = "Đội cứu hộ rừng tràm tập huấn chữa cháy bằng xuồng máy"
LEAD = "Bốn mươi đội viên học cách bơm nước từ kênh lên ngọn tràm trong một tuần giữa mùa khô."
FIRST = "Lớp học mở ngay trên kênh số 7, mỗi xuồng chở ba người, một máy bơm và hai cuộn vòi dài sáu mươi mét."
SECOND = "Người hướng dẫn cho biết gió chướng đổi chiều rất nhanh nên xuồng phải luôn quay mũi về phía lối ra."
THIRD = "Sau buổi học cuối cùng, mỗi đội nhận thêm một bộ đàm và bản đồ các con kênh còn đủ nước."
OTHER = "Người giữ kho muối cuối cùng của làng biển kể chuyện nghề"
OTHER_LEAD = "Ông giữ kho từ năm mười chín tuổi và chưa từng nghỉ một mùa nắng nào."
LINK = f'[{OTHER}]({SITE}/nguoi-giu-kho-muoi-196260101080000001.htm "{OTHER}")'
PICTURE = f"[![{HEADLINE} - Ảnh 1.](https://nld.mediacdn.vn/thumb/xuong.jpg)](https://nld.mediacdn.vn/xuong.jpg)"
TOP = (f'[Pháp luật]({SITE}/phap-luat.htm "Pháp luật")', f"#  {HEADLINE}", "LÊ MỘC ", "20/05/2026 12:42 GMT+7 ")


def clean(*lines: str, outlet: str | None = "nld") -> Article:
    return clean_dump("\n".join(lines), OUTLETS[outlet] if outlet else None)


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def rule_of(article: Article, text: str) -> tuple[str, str]:
    return next((verdict.kind, verdict.rule) for verdict in article.verdicts if verdict.text == text)


def test_the_head_of_a_page_is_read_without_its_marks() -> None:
    article = clean(*TOP, f"##  (NLĐO) - {LEAD}", FIRST, SECOND)
    assert (article.headline, article.authors, article.date_published) == (
        HEADLINE,
        ("LÊ MỘC",),
        "2026-05-20T12:42:00+07:00",
    )
    assert (article.article_section, article.dateline, article.description) == (("Pháp luật",), "NLĐO", LEAD)


def test_links_in_a_sentence_leave_their_words() -> None:
    article = clean(*TOP, LEAD, f"Lớp học mở ngay trên [kênh số 7]({SITE}/kenh.html), ai cũng **đến** được.", SECOND)
    assert texts(article)[0] == "Lớp học mở ngay trên kênh số 7, ai cũng đến được."


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("đọc _Sách xưa_ , rồi **về** .", "đọc Sách xưa, rồi về."),
        ("mùa[nước nổi](https://a.vn/x.html) năm nay", "mùa nước nổi năm nay"),
        ("Ông Tư \\(trái\\) và 3\\.000 con vịt", "Ông Tư (trái) và 3.000 con vịt"),
        ("tệp bao_cao_2026.doc và 5 * 3 * 2", "tệp bao_cao_2026.doc và 5 * 3 * 2"),
        ("**T**rước đây", "Trước đây"),
        ('[ông "Tư"](https://a.vn/x.htm "chuyện ông "Tư" già") kể', 'ông "Tư" kể'),
        ("[một](https://vi.wikipedia.org/wiki/A_(B)) hai", "một hai"),
    ],
)
def test_marks_inside_a_line_change_no_word(printed: str, text: str) -> None:
    marked = read_marked(printed)
    assert marked is not None
    assert marked.text == text


@pytest.mark.parametrize("raw", ["", "   ", "* * *", "---", "| --- | --- |", "[ ](javascript:;)", "##  "])
def test_a_line_of_nothing_but_marks_is_no_line(raw: str) -> None:
    assert read_marked(raw) is None


@pytest.mark.parametrize("text", ["- Ông nghĩ sao?\n+ Tốt.", "#từ khóa #khác", "a_b_c [1] (2)", "**Lưu ý** thôi"])
def test_text_without_marks_is_left_alone(text: str) -> None:
    assert not is_markdown(text)


def test_a_title_that_is_a_link_is_another_articles() -> None:
    article = clean(*TOP, LEAD, FIRST, f"## {LINK}", SECOND, THIRD)
    assert texts(article) == (FIRST, SECOND, THIRD)
    assert rule_of(article, OTHER) == ("related", "link-to-another-page")


def test_one_paragraph_under_a_linked_title_at_the_end_is_its_summary() -> None:
    article = clean(*TOP, LEAD, FIRST, SECOND, f"## {LINK}", OTHER_LEAD, "Bình luận (0)")
    assert texts(article) == (FIRST, SECOND)
    assert rule_of(article, OTHER_LEAD) == ("related", "summary-of-another-article")


def test_behind_a_box_that_is_a_list_the_text_goes_on() -> None:
    box = [f"  * {PICTURE}", f"####  {LINK}[ĐỌC NGAY]({SITE}/x-196260101080000001.htm)", "", ""]
    assert texts(clean(*TOP, LEAD, FIRST, *box, SECOND)) == (FIRST, SECOND)


def test_the_list_below_the_text_is_no_part_of_it() -> None:
    related = ["## ", "Tin liên quan ", f"###  {LINK}", f"(NLĐO) - {OTHER_LEAD}"] * 2
    assert texts(clean(*TOP, LEAD, FIRST, SECOND, *related)) == (FIRST, SECOND)


def test_a_page_of_links_with_summaries_is_no_article() -> None:
    items = [f"## {LINK}", OTHER_LEAD] * 5
    with pytest.raises(NotAnArticle):
        clean(f"# [Báo Người Lao Động]({SITE}/)", *items)


def test_words_behind_a_picture_on_its_line_are_its_caption() -> None:
    article = clean(*TOP, LEAD, FIRST, "![xuong.jpg](https://nld.mediacdn.vn/xuong.jpg) Xuồng máy rời bến.", SECOND)
    assert texts(article) == (FIRST, SECOND)
    assert article.images[0].caption == "Xuồng máy rời bến."


def test_a_menu_of_links_is_a_menu_whatever_its_words() -> None:
    menu = " ".join(f"[{name}](https://bao.vn/{i}.htm)" for i, name in enumerate(("Chợ nổi", "Đờn ca", "Ghe", "Bến")))
    article = clean(menu, f"# {HEADLINE}", LEAD, FIRST, SECOND, outlet=None)
    assert article.headline == HEADLINE
    assert rule_of(article, "Chợ nổi Đờn ca Ghe Bến") == ("menu", "above-headline")


def test_names_of_characters_become_characters() -> None:
    assert without_entities("C&aacute; &amp; t&#244;m&nbsp;kh&ocirc;") == "Cá & tôm\u00a0khô"
    article = clean(HEADLINE, LEAD, FIRST.replace("ô", "&ocirc;"), SECOND)
    assert texts(article) == (FIRST, SECOND)


@pytest.mark.parametrize("text", ["R&D; AT&T", "a & b;", "?a=1&copy=2"])
def test_an_ampersand_that_names_nothing_stays(text: str) -> None:
    assert without_entities(text) == text


@pytest.mark.parametrize("form", ["*** {}:** {}", "**\\* {}:** {}"])
def test_stars_that_authors_type_stay_where_bold_begins(form: str) -> None:
    lines = [form.format(code, FIRST) for code in ("RTM", "KBY", "XCC")]
    article = clean(HEADLINE, LEAD, *lines, SECOND)
    assert texts(article) == (*(f"* {code}: {FIRST}" for code in ("RTM", "KBY", "XCC")), SECOND)


def test_an_icon_printed_as_emphasis_of_nothing_hides_no_button() -> None:
    assert texts(clean(*TOP, LEAD, f"{FIRST} {LINK}", "__ Nữ miền Bắc", SECOND)) == (f"{FIRST} {OTHER}", SECOND)


def test_the_address_of_a_saved_picture_may_have_blanks() -> None:
    picture = "![Xuồng máy - Ảnh 1.](./Đội cứu hộ_files/xuong may.jpg)"
    both = f"{FIRST} {SECOND}"
    assert texts(clean(*TOP, LEAD, FIRST, LINK, picture, both)) == (FIRST, both)

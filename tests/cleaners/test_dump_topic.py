"""Leads of other articles that stand under a text without a heading: invented articles, as printers that keep only
paragraphs leave them.
"""

from __future__ import annotations

import pytest

from cleaners import Article, NotAnArticle, clean

HEADLINE = "Xóm chài cửa Lạch đóng thuyền thúng từ nhựa tái chế"
LEAD = "Mười hai hộ ở xóm chài cửa Lạch gom nhựa trôi dạt, ép thành tấm rồi đóng thuyền thúng thay cho nan tre."
TEXT = (
    "Xưởng đóng thuyền thúng nằm ngay mép nước, cạnh bãi phơi lưới của xóm chài, mỗi tuần xong hai chiếc.",
    "Nhựa trôi dạt được rửa nước ngọt, phơi ba nắng rồi mới đem ép thành tấm dày hai phân.",
    "Ông Lạc, thợ cả của xưởng, kể thuyền thúng nan tre chỉ bền ba mùa biển, còn nhựa ép chưa hỏng chiếc nào.",
    "Mỗi chiếc thuyền thúng tốn chừng chín chục ký nhựa, bằng số xóm chài gom được trong một đợt gió mùa.",
    "Xóm chài định gom thêm nhựa trôi dạt ở hai bãi bên cạnh để xưởng khỏi phải nghỉ vào mùa mưa.",
)
LEADS = (
    "Bảo tàng huyện Đồi Cát vừa nhận hơn trăm hiện vật gốm cổ do gia đình một nhà sưu tầm trao lại.",
    "Giá cà phê nhân xô sáng nay tăng mạnh tại các đại lý vùng cao nguyên.",
    "Đội bóng rổ nữ trường Nguyễn Trãi thắng đậm trong trận mở màn giải học sinh.",
    "Từ tháng tới, xe buýt chạy điện sẽ đón khách trên tuyến nối bến phà với khu công nghệ.",
    "Bệnh viện tuyến tỉnh lần đầu ghép giác mạc thành công cho một cụ bà tám mươi tuổi.",
    "Đợt không khí lạnh cuối mùa khiến vùng núi phía bắc xuống dưới mười độ trong ba đêm liền.",
    "Triển lãm tranh sơn mài của bốn họa sĩ trẻ mở cửa tự do đến hết tuần.",
    "Nhà máy đường đầu tiên của vùng dừng ép sớm hơn mọi năm vì thiếu mía nguyên liệu.",
)


def read(*lines: str) -> Article:
    return clean("\n\n".join(lines), outlet="nld")


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


@pytest.mark.parametrize("count", [6, 8])
def test_leads_that_use_no_word_of_the_text_are_other_articles(count: int) -> None:
    article = read(HEADLINE, LEAD, *TEXT, *LEADS[:count])
    assert texts(article) == TEXT
    rules = {verdict.rule for verdict in article.verdicts if verdict.text in LEADS}
    assert rules == {"nothing-to-do-with-the-text"}


def test_a_few_such_lines_prove_nothing_unless_the_foot_of_the_page_follows() -> None:
    assert texts(read(HEADLINE, LEAD, *TEXT, *LEADS[:3])) == (*TEXT, *LEADS[:3])
    assert texts(read(HEADLINE, LEAD, *TEXT, *LEADS[:3], "Bình luận (0)", "Gửi bình luận")) == TEXT
    assert texts(read(HEADLINE, LEAD, *TEXT, LEADS[0], "Bình luận (0)", "Gửi bình luận")) == (*TEXT, LEADS[0])


def test_a_line_that_names_what_the_headline_names_begins_no_list() -> None:
    own = "Ai muốn học nghề, Cửa Lạch mở lớp vào sáng thứ bảy hằng tuần."
    assert texts(read(HEADLINE, LEAD.replace("cửa Lạch", "Cửa Lạch"), *TEXT, own, *LEADS)) == (*TEXT, own)


def test_paragraphs_under_subheadings_of_their_own_are_the_articles() -> None:
    parts = [part for number, lead in enumerate(LEADS, 1) for part in (f"Chuyện thứ {number} trong ngày", lead)]
    assert texts(read(HEADLINE, LEAD, *TEXT, *parts)) == (*TEXT, *parts)


def test_items_of_a_list_are_the_articles() -> None:
    items = tuple(f"- {lead}" for lead in LEADS)
    assert texts(read(HEADLINE, LEAD, *TEXT, *items)) == (*TEXT, *items)


def test_a_text_of_another_language_is_left_alone() -> None:
    lines = [f"Sentence number {n} about boats, kites, rivers and tax number {n * 7} is here." for n in range(9)]
    assert texts(read(HEADLINE, LEAD, *TEXT, *lines))[-1] == lines[-1]


def test_a_page_of_such_leads_alone_is_no_article() -> None:
    others = (
        "Hai anh em sinh đôi cùng đỗ thủ khoa trường nghề sau bảy năm chăn vịt thuê.",
        "Cầu treo bắc qua suối Hang khánh thành đúng dịp lễ cơm mới của người bản địa.",
        "Một đàn voọc chà vá quay về khu rừng ngập mặn sau khi đường điện được dời đi.",
        "Phim tài liệu về người thợ đúc chuông cuối cùng giành giải khán giả bình chọn.",
    )
    with pytest.raises(NotAnArticle) as caught:
        read(*LEADS, *others)
    assert caught.value.reason == "related-only"


BOX = (
    "Đội bóng rổ nữ trường Nguyễn Trãi thắng đậm trận mở màn",
    "Các cô gái hơn đối thủ ba mươi điểm chỉ sau hai hiệp.",
)
MORE = (
    "Tấm nhựa ép nhẹ hơn nan tre, một người đàn bà cũng vác nổi thuyền thúng lên khỏi mép nước.",
    "Thợ cả của xưởng đã dạy nghề cho bốn thanh niên xóm chài, người trẻ nhất mới mười sáu tuổi.",
    "Nhựa gom trong đợt gió mùa năm nay đủ cho xưởng đóng thuyền thúng đến hết ba mùa biển.",
    "Hai chiếc thuyền thúng đầu tiên vẫn nằm ở bãi phơi lưới cho khách ghé xóm chài xem.",
)


def test_headline_and_lead_in_the_text_that_use_no_word_of_it_are_another_articles() -> None:
    assert texts(read(HEADLINE, LEAD, *TEXT, *BOX, *MORE)) == (*TEXT, *MORE)


def test_a_long_subheading_is_the_articles_when_its_paragraph_speaks_of_the_same() -> None:
    part = (
        "Vì sao thợ cả của xưởng không muốn quay về nghề cũ nữa",
        "Nan tre đắt hơn nhựa trôi dạt, ông Lạc giải thích.",
    )
    assert texts(read(HEADLINE, LEAD, *TEXT, *part, *MORE)) == (*TEXT, *part, *MORE)

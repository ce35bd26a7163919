"""How printers show the head of a page, and what they glue to it: real forms, an invented article."""

from __future__ import annotations

from cleaners import Article, clean

HEADLINE = "Trường làng trên đảo mở thư viện trong thùng tàu cũ"
LEAD = "Thùng tàu hàng trôi dạt được thầy trò đảo Gió sửa thành phòng đọc, có quạt chạy bằng nắng."
TEXT = (
    "Thùng tàu nằm trên bãi từ mùa bão trước, nặng hơn hai tấn, phải mười lăm người mới xê dịch được.",
    "Thầy hiệu trưởng cho biết sách do bạn đọc khắp nơi gửi ra theo chuyến tàu chở nước ngọt.",
    "Mỗi chiều phòng đọc mở hai giờ, học trò lớp lớn trực để ghi tên người mượn.",
    "Đảo có bảy mươi học trò, em xa nhất đi thuyền thúng nửa giờ mới tới lớp.",
)
MENU = (
    "Podcast Cần biết Rao vặt Xin chào, Cài đặt tài khoản Tin đã lưu Thời sự Thế giới Pháp luật Kinh doanh Công nghệ Xe"
)
MORE = "Du lịch Văn hóa Giải trí Thể thao Giáo dục Sức khỏe Bạn đọc Tất cả chuyên mục"


def read(*lines: str) -> Article:
    return clean("\n\n".join(lines))


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def test_the_title_of_the_page_is_no_lead_where_the_headline_follows() -> None:
    article = read(f"# {HEADLINE} - Báo Đảo Gió điện tử", "Giáo dục", HEADLINE, "13/05/2026 09:33", LEAD, *TEXT)
    assert (article.headline, article.description) == (HEADLINE, LEAD)
    assert article.date_published == "2026-05-13T09:33:00+07:00"
    assert texts(article) == TEXT


def test_a_headline_of_the_second_rank_is_found_under_a_label_and_an_icon() -> None:
    icon = "[ ![google-news.png](https://a.vn/google-news.png) ](https://news.google.com/x)"
    article = read(
        "[Giáo dục](https://a.vn/giao-duc)", "Sự kiện nóng:", "0.5 1.0 1.5", icon, f"## {HEADLINE}", LEAD, *TEXT
    )
    assert (article.headline, article.description) == (HEADLINE, LEAD)


def test_a_long_headline_that_asks_is_a_headline() -> None:
    asked = f"{HEADLINE}: thầy trò đảo Gió lấy sách ở đâu và ai trực mỗi chiều khi biển động?"
    article = read(f"# {asked}", LEAD, *TEXT)
    assert (article.headline, article.description) == (asked, LEAD)


def test_other_headlines_of_the_first_rank_are_no_lead() -> None:
    others = ("# Mùa bão năm nay đến sớm hơn mọi năm trên vùng biển phía đông", "# Chợ cá họp lại")
    assert read(f"# {HEADLINE}", *others, LEAD, *TEXT).description == LEAD


def test_menu_and_foot_on_one_line_each_are_no_text() -> None:
    foot = "Đọc tiếp Về trang Chủ đề LÊ MỘC Trở thành người đầu tiên tặng sao cho bài viết 0 0 0 Chia sẻ CHIA SẺ Mail"
    summary = "Đội thuyền chở nước ngọt ra đảo vừa thêm một chuyến mỗi tháng."
    article = read(
        f"# {HEADLINE}", f"{MENU} {MORE}", LEAD, *TEXT, summary, f"{foot} Zalo Tặng sao x1 x5 x10 Hoặc nhập số sao"
    )
    assert texts(article) == TEXT


def test_where_paragraphs_stand_under_the_pictures_none_is_a_caption() -> None:
    pictures = [f"![{HEADLINE} - Ảnh {n}.](https://a.vn/{n}.jpg)" for n in range(1, 5)]
    long = [f"{line} {other}" for line, other in zip(TEXT, reversed(TEXT), strict=True)]
    short = "Sách mới về mỗi quý một lần."
    lines = [part for pair in zip(pictures, [*long[:3], short], strict=True) for part in pair]
    assert texts(read(f"# {HEADLINE}", LEAD, *lines)) == (*long[:3], short)


def test_who_gave_the_picture_is_no_text() -> None:
    assert texts(read(HEADLINE, LEAD, *TEXT[:2], "Công an cung cấp", "Ảnh: Gia đình cung cấp", *TEXT[2:])) == TEXT

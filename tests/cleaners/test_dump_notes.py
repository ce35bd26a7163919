"""What a crawler wrote in front of a dump, and what a page on one line still tells."""

from __future__ import annotations

import pytest

from cleaners.article import Article
from cleaners.dump import clean_dump
from cleaners.dump_preamble import notes_in

HEADLINE = "Đội cứu hộ rừng tràm tập huấn chữa cháy bằng xuồng máy"
LEAD = "Bốn mươi đội viên học cách bơm nước từ kênh lên ngọn tràm trong một tuần giữa mùa khô."
FIRST = "Lớp học mở ngay trên kênh số 7, mỗi xuồng chở ba người, một máy bơm và hai cuộn vòi dài sáu mươi mét."
SECOND = "Người hướng dẫn cho biết gió chướng đổi chiều rất nhanh nên xuồng phải luôn quay mũi về phía lối ra."
URL = "https://nld.com.vn/doi-cuu-ho-rung-tram-196260101080000001.htm"
READER = (f"Title: {HEADLINE}", "", f"URL Source: {URL}", "", "Published Time: 2026-01-01T08:30:00+07:00", "")


def clean(*lines: str) -> Article:
    return clean_dump("\n".join(lines))


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def test_title_address_and_date_of_a_readers_notes_are_the_articles() -> None:
    article = clean(*READER, "Markdown Content:", LEAD, FIRST, SECOND)
    assert (article.headline, article.url, article.outlet) == (HEADLINE, URL, "nld")
    assert (article.date_published, texts(article)) == ("2026-01-01T08:30:00+07:00", (FIRST, SECOND))


@pytest.mark.parametrize(
    "notes",
    [
        ("---", f'title: "{HEADLINE}"', f"url: {URL}", "date_crawled: 2026-06-08", "---"),
        (f"# {HEADLINE}", "", f"**Source:** {URL}", "**Crawled:** 2026-06-08T11:49:29", "", "---"),
        (f"# {HEADLINE}", "", f"URL nguồn: {URL}", "", "Ngày crawl: 2026-06-08T11:49:29+07:00"),
        (f"# url: {URL}", HEADLINE),
    ],
)
def test_notes_of_other_kinds_name_the_newspaper_and_nothing_more(notes: tuple[str, ...]) -> None:
    article = clean(*notes, "", LEAD, FIRST, SECOND)
    assert (article.headline, article.outlet, article.date_published) == (HEADLINE, "nld", None)
    assert (article.description, texts(article)) == (LEAD, (FIRST, SECOND))


def test_without_an_address_there_are_no_notes() -> None:
    assert notes_in([HEADLINE, "Nguồn: TTXVN", "Ngày đăng: 7/3/2026"]) == ({}, None)


def test_a_date_printed_behind_a_name_is_the_articles() -> None:
    article = clean(HEADLINE, LEAD, "Lê Mộc 14/11/2025 14:11", FIRST, SECOND)
    assert (article.authors, article.date_published) == (("Lê Mộc",), "2025-11-14T14:11:00+07:00")
    assert texts(article) == (FIRST, SECOND)


def test_on_one_line_title_author_and_date_are_found_by_the_title_printed_twice() -> None:
    body = " ".join([LEAD, *[FIRST, SECOND] * 8])
    article = clean(
        f"{HEADLINE} Nhận bản tin Đăng xuất Thời sự Chợ nổi Đờn ca Bến ghe Pháp luật {HEADLINE} "
        f"Lê Mộc - 20/05/2026, 15:57 Chia sẻ {body} Bình luận bài viết ( 0 ) Gửi bình luận"
    )
    assert (article.headline, article.authors) == (HEADLINE, ("Lê Mộc",))
    assert article.date_published == "2026-05-20T15:57:00+07:00"
    assert texts(article) == (body,)
    assert {"one-line-dump", "no-lead"} <= set(article.warnings)


def test_on_one_line_the_title_of_the_notes_shows_where_the_head_ends() -> None:
    body = " ".join([FIRST, SECOND] * 8)
    article = clean(
        f"# {HEADLINE}", "", f"- URL: {URL}", "", f"Menu Thời sự Chợ nổi {HEADLINE} 20/05/2026 15:57 {body}"
    )
    assert (article.headline, texts(article)) == (HEADLINE, (body,))


def test_on_one_line_a_name_in_capitals_and_a_weekday_are_no_part_of_the_text() -> None:
    title = "Xóm chài mở lớp dạy đan lưới cho người trẻ"
    text = " ".join(f"Học viên thứ {n} tập thắt mắt lưới trên sân phơi cá trước nhà cụ Sáu." for n in range(1, 16))
    printed = f"{title} - Báo Sông Chủ Nhật, 05:23, 03/05/2026 {title} HÀ TRÀM {text} Viết bình luận Gửi tin"
    article = clean(printed)
    assert (article.headline, article.authors) == (title, ("HÀ TRÀM",))
    assert [block.text for block in article.blocks] == [text]


def test_a_weekday_in_front_of_hour_and_day_is_nobodys_name() -> None:
    article = clean(HEADLINE, "Chủ Nhật, 05:23, 03/05/2026", LEAD, FIRST, SECOND)
    assert (article.authors, article.date_published) == ((), "2026-05-03T05:23:00+07:00")

"""Fields of a page nobody declared: told by where they stand, where nothing names them."""

from __future__ import annotations

import pytest

from cleaners import clean

TITLE = "Hợp tác xã dưa lưới xuất lô hàng đầu tiên"
PROSE = "".join(
    f"<p>Lô hàng thứ {n} gồm hai tấn dưa đã được đóng thùng và đưa ra cảng trong đêm qua.</p>" for n in range(1, 6)
)


def read(above="", below="", *, after="", head="", title=f"<h1>{TITLE}</h1>", printed=f"{TITLE} - Báo Ruộng Mẫu"):
    inside = f"<div>{above}{title}{below}<div>{PROSE}{after}</div></div>"
    html = f"<html><head><title>{printed}</title>{head}</head><body>{inside}</body></html>"
    return clean(html, url="https://ruongmau.example/kinh-te/hop-tac-xa-dua-luoi-1234567.html")


@pytest.mark.parametrize("sign", [" - ", " | ", " &gt; ", " » ", " – "])
def test_a_headline_in_no_heading_is_the_line_that_begins_the_title(sign):
    article = read(
        title=f'<table><tr><td><font size="4"><b>{TITLE}</b></font></td></tr></table>',
        printed=f"{TITLE}{sign}Bao Ruong",
    )
    assert article.headline == TITLE
    assert TITLE not in article.article_body


def test_a_link_that_says_the_title_is_no_headline():
    article = read(above=f'<div><a href="/x-1.html">{TITLE}</a></div>', title=f"<div>{TITLE}</div>")
    assert article.headline == TITLE


def test_a_page_whose_first_heading_is_its_logo_is_headed_by_its_title():
    article = read(above="<h1>Báo điện tử Ruộng Mẫu</h1>", title=f"<p>{TITLE}</p>")
    assert article.headline == TITLE


def test_who_is_named_in_the_line_that_tells_when_wrote_it():
    article = read(below="<div><span>Chu Thị Dưa</span> <span>06/05/2024 07:15</span></div>")
    assert (article.authors, article.date_published) == (("Chu Thị Dưa",), "2024-05-06T07:15:00+07:00")


def test_who_is_named_in_the_line_beside_the_date_wrote_it():
    article = read(below="<div>Chu Thị Dưa</div><div>06/05/2024 07:15</div>")
    assert article.authors == ("Chu Thị Dưa",)


def test_a_name_alone_below_the_headline_wrote_it():
    assert read(below="<div>Chu Thị Dưa</div>").authors == ("Chu Thị Dưa",)


def test_a_link_to_an_authors_page_names_the_author():
    article = read(below='<div><a href="/tac-gia/chu-thi-dua-12.html">Chu Thị Dưa</a></div>')
    assert article.authors == ("Chu Thị Dưa",)


def test_the_section_is_the_link_right_above_the_headline():
    article = read(above='<div><a href="/dau-tu-tai-chinh-d6/">Đầu tư tài chính</a></div>')
    assert article.article_section == ("Đầu tư tài chính",)


def test_a_menu_above_the_headline_is_no_section():
    menu = "".join(f'<li><a href="/muc-{n}.html">Mục {n}</a></li>' for n in range(9))
    assert read(above=f"<ul>{menu}</ul>").article_section == ()


def test_a_breadcrumb_may_be_named_by_its_microdata_alone():
    steps = '<li><a href="/">Trang chủ</a></li><li><a href="/kinh-te">Kinh tế</a></li>'
    article = read(above=f'<ul itemscope itemtype="https://schema.org/BreadcrumbList">{steps}</ul>')
    assert article.article_section == ("Kinh tế",)


def test_a_date_in_a_bar_named_for_sharing_counts_where_it_stands_below_the_headline():
    article = read(below='<div class="author-share-top"><span class="post-time"> - 07/03/2026 08:47</span></div>')
    assert article.date_published == "2026-03-07T08:47:00+07:00"


def test_tags_in_the_last_line_of_the_body_are_told_by_their_addresses():
    article = read(after='<div><a href="/tag/dua-luoi">dưa lưới</a> <a href="/tag/xuat-khau">xuất khẩu</a></div>')
    assert article.keywords == ("dưa lưới", "xuất khẩu")
    assert "xuất khẩu" not in article.article_body


def test_who_did_what_at_the_end_is_no_body_and_who_wrote_is_the_author():
    article = read(after="<p><b>Nội dung:</b> Chu Thị Dưa</p><p><b>Thiết kế:</b> Mai Lan</p>")
    assert article.authors == ("Chu Thị Dưa",)
    assert "Mai Lan" not in article.article_body


@pytest.mark.parametrize("dated", ["", " (17/5)", " (17/05/2024)"])
def test_links_in_a_row_at_the_end_are_other_articles(dated):
    links = "".join(f'<p><a href="/GL/{n}/">Ruộng số {n} gặt sớm hơn lịch</a>{dated}</p>' for n in range(3))
    assert "gặt sớm" not in read(after=links).article_body


def test_sources_of_other_sites_at_the_end_stay():
    links = "".join(f'<p><a href="https://khac.example/{n}">Báo cáo mùa vụ số {n}</a></p>' for n in range(2))
    assert "Báo cáo mùa vụ số 1" in read(after=links).article_body


def test_a_paragraph_between_headline_and_body_is_the_lead_where_none_is_told():
    lead = "Sau hai năm học nghề, bà con Mỹ Hậu đã tự trồng, đóng gói và bán được dưa ra nước ngoài."
    article = read(below=f"<div><b>{lead}</b></div>")
    assert article.description == lead
    assert lead not in article.article_body


def test_an_article_without_any_metadata_is_told_from_a_list_by_its_headline_and_date():
    teasers = "".join(
        f'<li><a href="/tin-{n}-123456.html">Ruộng số {n} gặt sớm hơn lịch mùa vụ</a></li>' for n in range(14)
    )
    clip = "Clip ghi lại cảnh bốc dưa lên xe trong đêm ở cổng hợp tác xã."
    inside = f"<div><h1>{TITLE}</h1><p>06/05/2024 07:15</p><p>{clip}</p></div><ul>{teasers}</ul>"
    html = f"<html><head><title>{TITLE}</title></head><body>{inside}</body></html>"
    assert [block.text for block in clean(html).blocks] == [clip]

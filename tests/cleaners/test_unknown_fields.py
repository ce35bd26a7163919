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


def test_a_headline_set_large_is_told_where_the_title_is_only_the_papers_name():
    article = read(
        title=f'<p><font face="Arial" size="4"><b>{TITLE}</b></font></p>',
        printed="Báo Ruộng Mẫu điện tử",
    )
    assert article.headline == TITLE
    assert TITLE not in article.article_body


def test_the_largest_line_is_the_headline():
    article = read(
        above='<p><span style="font-size: 20px">Chuyên trang nhà nông làm giàu</span></p>',
        title=f'<p><span style="font-size: 22pt">{TITLE}</span></p>',
        printed="Báo Ruộng Mẫu điện tử",
    )
    assert article.headline == TITLE


def test_a_section_in_a_heading_that_shares_words_with_the_title_is_no_headline():
    article = read(
        above="<h1>Tin xuất khẩu</h1>",
        title=f'<div class="title">{TITLE} tin</div>',
        printed=f"{TITLE} tin - Báo Ruộng Mẫu xuất khẩu",
    )
    assert article.headline == f"{TITLE} tin"


@pytest.mark.parametrize("zone", ["+07", "ICT", "T"])
def test_the_head_of_a_system_that_prints_its_zone_where_the_hour_begins_is_read(zone):
    head = f'<meta property="article:published_time" content="2024-08-19{zone}14:05:00">'
    assert read(head=head).date_published == "2024-08-19T14:05:00+07:00"


def test_the_hour_is_what_the_page_prints_where_its_head_tells_only_the_day():
    head = '<meta property="article:published_time" content="2024-08-19">'
    assert read(head=head, below="<div>19/08/2024 14:05</div>").date_published == "2024-08-19T14:05:00+07:00"
    assert read(head=head, below="<div>20/08/2024 14:05</div>").date_published == "2024-08-19T00:00:00+07:00"


def test_a_date_says_its_moment_in_the_time_element_within():
    when = '<div class="field-date"><time datetime="2022-06-05T12:00:00Z">05 Tháng 6 2022</time></div>'
    assert read(below=when).date_published == "2022-06-05T19:00:00+07:00"


def test_how_often_a_page_was_seen_is_no_text():
    article = read(below="<p>19/08/2024 14:05 | 1.204 lượt xem</p>")
    assert "lượt xem" not in article.article_body
    assert article.date_published == "2024-08-19T14:05:00+07:00"


def test_tags_in_a_list_each_named_for_itself_are_all_keywords():
    tags = "".join(f'<li class="tags-list__tag"><a href="/chu-de/{n}">{n}</a></li>' for n in ("dưa lưới", "xuất khẩu"))
    article = read(after=f'<div class="t-content__footer"><ul class="tags-list">{tags}</ul></div>')
    assert article.keywords == ("dưa lưới", "xuất khẩu")


def test_a_section_below_the_article_that_says_so_is_its_section():
    below = '<div class="itemCategory"><span>Được xuất bản trong</span><a href="/nong-thon">Nông thôn</a></div>'
    html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{PROSE}</div>{below}</body></html>"
    assert clean(html, url="https://ruongmau.example/x-1234567.html").article_section == ("Nông thôn",)


def test_a_list_that_labels_who_wrote_names_the_author():
    told = (
        "<li><span>Tác giả, </span><span>Chu Thị Dưa</span></li><li><span>Vai trò, </span><span>Phóng viên</span></li>"
    )
    article = read(below=f"<section><strong>Thông tin bài viết</strong><ul>{told}</ul></section>")
    assert article.authors == ("Chu Thị Dưa",)
    assert "Vai trò" not in article.article_body


def test_a_description_that_a_system_cut_out_of_the_text_takes_no_text_away():
    first = "Lô hàng thứ 1 gồm hai tấn dưa đã được đóng thùng và đưa ra cảng trong đêm qua."
    article = read(head=f'<meta name="description" content="{first}...">')
    assert article.blocks[0].text == first


def test_a_lead_that_runs_on_into_the_article_is_cut_off_it():
    lead = "Sau ba vụ thất bát, hợp tác xã đã có hợp đồng bán dưa sang hai nước láng giềng."
    html = (
        f'<html><head><title>{TITLE}</title><meta name="description" content="{lead}"></head><body><h1>{TITLE}</h1>'
        f"<div><strong>{lead}</strong><br>{PROSE.replace('<p>', '').replace('</p>', '<br>')}</div></body></html>"
    )
    article = clean(html, url="https://ruongmau.example/x-1234567.html")
    assert article.description == lead
    assert article.article_body.startswith("Lô hàng thứ 1")


def test_who_wrote_it_for_another_paper_is_told_by_the_line_that_names_both():
    article = read(after='<p class="nguontin">Theo Chu Thị Dưa <span>(Báo Bờ Xôi)</span></p>')
    assert (article.authors, article.source) == (("Chu Thị Dưa",), "Báo Bờ Xôi")


def test_a_weekday_wrote_nothing():
    below = '<div class="post-author-time">Thứ Ba, ngày 11/02/2025 19:40 PM (GMT+7)</div>'
    article = read(below=below)
    assert (article.authors, article.date_published) == ((), "2025-02-11T19:40:00+07:00")

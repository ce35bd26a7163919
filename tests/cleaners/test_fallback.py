"""The fallback: which element holds the body, who reads it, and what is no article."""

from __future__ import annotations

import sys

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleaners import NotAnArticle, clean
from cleaners.article_body import find_body
from cleaners.element_words import noise_kind, roles
from cleaners.second_reader import agreement
from cleaners.survey import is_date_line, survey
from cleaners.unknown_names import Told, is_person, similar, squeeze
from cleaners.unknown_review import dateline_of
from cleaners.walk import Item

PROSE = (
    "Sáng nay nước sông lên chậm, ghe thuyền neo kín hai bờ và người mua kẻ bán gọi nhau rộn rã.",
    "Theo ban quản lý chợ, số ghe về bến tăng gần gấp đôi so với cùng kỳ năm ngoái.",
    "Bà con cho biết giá cam sành giữ ở mức hai mươi nghìn đồng mỗi ký, bán hết trong buổi sáng.",
    "Tuy vậy, tiền dầu và công chở vẫn cao nên lời lãi chẳng được bao nhiêu, bà Sáu Lành nói.",
)
TEASER = '<li><h3><a href="/tin/ghe-hang-{n}.html">Ghe hàng số {n} cập bến sớm hơn mọi năm trước</a></h3></li>'


def paragraphs(texts=PROSE):
    return "".join(f"<p>{text}</p>" for text in texts)


def page(inside, *, title="Chợ nổi đông khách trở lại sau mùa lũ", head=""):
    return (
        f'<!DOCTYPE html><html lang="vi"><head><title>{title}</title>{head}</head>'
        f"<body><h1>{title}</h1>{inside}</body></html>"
    )


def blocks(html, **options):
    return [block.text for block in clean(html, **options).blocks]


def body_of(html):
    tree = LexborHTMLParser(html)
    headline = tree.css_first("h1")
    found = find_body(survey(tree.root, headline), headline)
    return found.node.attributes.get("id") if found else None


def test_the_element_with_most_paragraphs_of_its_own_is_the_body():
    assert body_of(page(f'<div id="a"><p>{PROSE[0]}</p></div><div id="b">{paragraphs()}</div>')) == "b"


def test_a_body_in_two_halves_is_the_element_around_both():
    halves = f"<div>{paragraphs(PROSE[:2])}</div><ins></ins><div>{paragraphs(PROSE[2:])}</div>"
    assert body_of(page(f'<div id="both">{halves}</div>')) == "both"


def test_paragraphs_each_in_an_element_of_their_own_are_one_body():
    apart = "".join(f"<div><div>{text}</div></div>" for text in PROSE)
    assert body_of(page(f'<div id="all">{apart}</div>')) == "all"


def test_text_between_empty_paragraphs_is_prose():
    assert body_of(page(f'<div id="bare">{"<p></p>".join(PROSE)}</div>')) == "bare"


def test_an_element_named_as_the_body_is_preferred_to_the_one_inside_it():
    html = page(f'<div id="named" itemprop="articleBody"><h2>Ghe về</h2><div>{paragraphs()}</div></div>')
    assert body_of(html) == "named"


def test_readers_comments_are_no_body_however_long():
    comments = f'<div class="comment-list" id="comments">{paragraphs(PROSE * 3)}</div>'
    assert body_of(page(f'<div id="text">{paragraphs()}</div>{comments}')) == "text"


def test_a_list_of_headlines_each_with_a_line_about_it_is_no_prose():
    about = "Ghe hàng số {n} chở đầy khóm và dưa, vừa cập bến đã có thương lái chờ mua hết trong buổi sáng."
    rows = "".join(f'<div><h3><a href="/{n}">{PROSE[1]}</a></h3><p>{about.format(n=n)}</p></div>' for n in range(12))
    assert body_of(page(f'<div id="list">{rows}</div><div id="text">{paragraphs()}</div>')) == "text"


def test_a_wrapper_of_the_headline_is_no_noise_whatever_its_name():
    html = f'<body><div class="sidebar-1"><h1>Chợ nổi đông khách trở lại</h1><div id="text">{paragraphs()}</div></div>'
    assert body_of(html) == "text"


def test_a_page_of_links_has_no_body():
    assert body_of(page("<ul>" + "".join(TEASER.format(n=n) for n in range(20)) + "</ul>")) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tin-lien-quan", "related"),
        ("boxTinLienQuan", "related"),
        ("listNewsInContent", "related"),
        ("art-relates", "related"),
        ("ads_middle", "ad"),
        ("adsbygoogle", "ad"),
        ("quang-cao-1", "ad"),
        ("share-social", "share"),
        ("comment-list", "comments"),
        ("ez-toc-container", "navigation"),
        ("tag-list", "keywords"),
        ("sidebar-right", "furniture"),
        ("tts-player", "audio"),
        ("article-content", None),
        ("loads", None),
        ("heading", None),
    ],
)
def test_the_words_of_a_name_tell_what_is_noise(name, kind):
    assert noise_kind({"class": name}) == kind


def test_utility_classes_say_nothing():
    assert roles({"class": "dt-text-common-sapo [&>*:not(:last-child)]:mb-6"}) == frozenset()


def test_an_element_may_be_named_by_its_itemprop():
    assert "body" in roles({"itemprop": "articleBody"})


@pytest.mark.parametrize("name", ["related", "share", "comments", "banner"])
def test_a_noisy_name_on_the_whole_body_costs_no_text(name):
    assert blocks(page(f'<div class="content"><div class="{name}">{paragraphs()}</div></div>')) == list(PROSE)


def test_a_heading_that_a_table_of_contents_leads_to_is_kept():
    html = page(
        f'<div class="content">{paragraphs(PROSE[:2])}<h2 id="toc-1">Giá cam sành</h2>{paragraphs(PROSE[2:])}</div>'
    )
    assert blocks(html) == [*PROSE[:2], "Giá cam sành", *PROSE[2:]]


def test_a_link_in_a_sentence_keeps_its_text_whatever_its_class():
    linked = PROSE[0].replace("nước sông", '<a class="tag-item related" href="/tag/song">nước sông</a>')
    assert blocks(page(f'<div class="content"><p>{linked}</p>{paragraphs(PROSE[1:])}</div>')) == list(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "Mời bạn đọc xem thêm video tại kênh của báo.",
        "Xem thêm:",
        "Tin liên quan",
        "Theo dõi Báo Mẫu trên Google News",
        "..>>",
        "Thứ Ba, 15:02, 01/12/2026",
    ],
)
def test_lines_in_which_the_newspaper_speaks_of_itself_are_dropped(line):
    assert blocks(page(f'<div class="content">{paragraphs()}<p>{line}</p></div>')) == list(PROSE)


def test_a_line_that_only_links_to_another_article_is_dropped():
    link = '<p><a href="/kinh-te/gia-cam-sanh-tang-tro-lai-10245.html">Giá cam sành tăng trở lại</a></p>'
    html = page(f'<div class="content">{paragraphs(PROSE[:2])}{link}{paragraphs(PROSE[2:])}</div>')
    assert blocks(html, url="https://mau.example/xa-hoi/cho-noi-dong-khach-tro-lai-10250.html") == list(PROSE)


@pytest.mark.parametrize(
    ("signature", "authors"),
    [
        ('<p style="text-align:right"><strong>Lê Hạnh</strong></p>', ("Lê Hạnh",)),
        ("<p><b>L.H.</b></p>", ("L.H.",)),
        ("<p>Minh Anh</p>", ("Minh Anh",)),
        ("<p>Bài và ảnh: Minh Anh</p>", ("Minh Anh",)),
    ],
)
def test_a_signature_under_the_text_is_the_author_and_no_paragraph(signature, authors):
    article = clean(page(f'<div class="content">{paragraphs()}{signature}</div>'))
    assert article.authors == authors
    assert [block.text for block in article.blocks] == list(PROSE)


def test_an_agency_under_the_text_is_the_source():
    article = clean(page(f'<div class="content">{paragraphs()}<p>(Theo TTXVN)</p></div>'))
    assert article.source == "TTXVN"
    assert article.authors == ()


def test_the_site_is_not_an_author():
    head = '<meta name="author" content="Báo Mẫu"><meta property="og:site_name" content="Báo điện tử Mẫu">'
    assert clean(page(f"<div>{paragraphs()}</div>", head=head)).authors == ()


def test_an_author_named_on_the_page_goes_before_one_in_its_head():
    head = '<meta name="author" content="Trần Văn Biên">'
    assert clean(page(f'<div class="author">Lê Hạnh</div><div>{paragraphs()}</div>', head=head)).authors == ("Lê Hạnh",)


def test_the_headline_on_the_page_goes_before_a_longer_title_for_search_engines():
    head = '<meta property="og:title" content="Chợ nổi đông khách trở lại sau mùa lũ, giá cam sành hôm nay">'
    assert clean(page(f"<div>{paragraphs()}</div>", head=head)).headline == "Chợ nổi đông khách trở lại sau mùa lũ"


def test_a_heading_with_the_newspapers_name_is_no_headline():
    head = '<meta property="og:title" content="Chợ nổi đông khách trở lại sau mùa lũ">'
    html = f"<head>{head}</head><body><h1>Báo Mẫu - Tin nhanh mỗi ngày</h1><div>{paragraphs()}</div>"
    assert clean(html).headline == "Chợ nổi đông khách trở lại sau mùa lũ"


def test_seconds_are_taken_from_whichever_source_knows_them():
    head = (
        '<script type="application/ld+json">{"@type":"Article","datePublished":"2026-03-07T08:01:00+07:00"}</script>'
        '<meta property="article:published_time" content="2026-03-07T08:01:53+07:00">'
    )
    assert clean(page(f"<div>{paragraphs()}</div>", head=head)).date_published == "2026-03-07T08:01:53+07:00"


def test_an_address_in_the_page_goes_before_the_one_it_was_fetched_from():
    head = '<link rel="canonical" href="https://mau.example/cho-noi-10250.html">'
    html = page(f"<div>{paragraphs()}</div>", head=head)
    assert (
        clean(html, url="https://mau.example/cho-noi-10250.html?utm_source=x").url
        == "https://mau.example/cho-noi-10250.html"
    )


def test_a_canonical_link_to_the_home_page_is_not_believed():
    html = page(f"<div>{paragraphs()}</div>", head='<link rel="canonical" href="https://mau.example/">')
    assert clean(html, url="https://mau.example/cho-noi-10250.html").url == "https://mau.example/cho-noi-10250.html"


def test_a_page_in_english_is_english():
    english = ["The floating market is busy again after the flood season, traders said on Monday morning."] * 4
    texts = [f"{text} Part {n} of the report." for n, text in enumerate(english)]
    assert clean(page(f"<div>{paragraphs(texts)}</div>", title="Floating market is busy again")).in_language == "en"


def test_a_list_of_articles_is_no_article():
    html = page("<ul>" + "".join(TEASER.format(n=n) for n in range(30)) + "</ul>", title="Tin mới nhất về chợ nổi")
    with pytest.raises(NotAnArticle) as raised:
        clean(html)
    assert raised.value.reason == "list-page"
    assert raised.value.article.blocks == ()


@pytest.mark.parametrize(
    "text",
    [
        "Just a moment... Checking your browser before accessing mau.example.",
        "Trang bạn tìm kiếm không tồn tại hoặc đã bị xóa. Vui lòng quay lại trang chủ để đọc các tin khác.",
        "Vui lòng bật JavaScript để tiếp tục truy cập trang này, sau đó tải lại trang trên trình duyệt của bạn.",
        "",
    ],
)
def test_what_is_served_in_an_articles_place_is_no_article(text):
    with pytest.raises(NotAnArticle) as raised:
        clean(f"<html><head><title>mau.example</title></head><body><div><p>{text}</p></div></body></html>")
    assert raised.value.reason == "no-body"


def test_a_short_article_is_one_with_a_warning():
    assert "short-body" in clean(page(f'<div class="content">{paragraphs(PROSE[:2])}</div>')).warnings


def test_a_page_that_leaves_no_doubt_costs_no_second_reader(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # importing it would fail
    assert blocks(page(f'<div class="content">{paragraphs()}</div>')) == list(PROSE)


def test_two_readings_agree_by_their_runs_of_words():
    assert agreement("một hai ba bốn năm", "một hai ba bốn năm") == 1.0
    assert agreement("một hai ba bốn năm", "sáu bảy tám chín mười") == 0.0
    assert 0 < agreement("một hai ba bốn năm sáu", "một hai ba bốn năm bảy") < 1


@pytest.mark.parametrize("name", ["Lê Thị Hạnh", "L.H.", "NAM DƯƠNG", "Y Moan", "Thạch Rền"])
def test_a_name_is_a_persons(name):
    assert is_person(name)


@pytest.mark.parametrize("name", ["H", "Xem thêm bài viết", "admin", "Tòa soạn", "12 giờ trước", "mau.example"])
def test_other_words_are_nobody(name):
    assert not is_person(name)


@pytest.mark.parametrize(
    ("lead", "dateline", "rest"),
    [
        ("(Dân trí) - Giá cam tăng.", "Dân trí", "Giá cam tăng."),
        ("(HBM) - Giá cam tăng.", "HBM", "Giá cam tăng."),
        ("MAUTV - Giá cam tăng.", "MAUTV", "Giá cam tăng."),
        ("MAU Giá cam tăng.", "MAU", "Giá cam tăng."),
        ("TP.HCM - Giá cam tăng.", None, "TP.HCM - Giá cam tăng."),
        ("(Ảnh minh họa) Giá cam tăng.", None, "(Ảnh minh họa) Giá cam tăng."),
    ],
)
def test_a_newspapers_signature_is_taken_off_the_lead(lead, dateline, rest):
    assert dateline_of(lead, Told(own_names=frozenset((squeeze("Mau"),)))) == (dateline, rest)


def test_a_description_cut_short_is_similar_to_its_lead():
    assert similar(
        "Giá cam sành tăng trở lại sau ba tuần liên tiếp...", "Giá cam sành tăng trở lại sau ba tuần liên tiếp giảm."
    )
    assert not similar("Giá cam sành tăng trở lại", "Ghe hàng về bến nhiều gấp đôi năm ngoái")


@pytest.mark.parametrize("line", ["Thứ Bảy, 26/09/2026 - 09:12", "Cập nhật lúc 08:45 12/08/2026 (GMT+7)", "2026-05-03"])
def test_a_line_that_only_tells_when_is_a_date_line(line):
    assert is_date_line(line)


def test_a_sentence_with_a_date_is_no_date_line():
    assert not is_date_line("Hội chợ mở cửa ngày 12/08/2026.")


def test_a_box_with_a_picture_and_a_line_is_a_picture_with_its_caption():
    box = '<div><div><img src="/ghe.jpg"></div><div>Ghe hàng neo ở bến từ sáng sớm</div></div>'
    article = clean(page(f'<div class="content">{paragraphs(PROSE[:2])}{box}{paragraphs(PROSE[2:])}</div>'))
    assert [block.text for block in article.blocks] == list(PROSE)
    assert [image.caption for image in article.images] == ["Ghe hàng neo ở bến từ sáng sớm"]


def test_a_box_with_a_picture_and_a_link_is_another_article():
    box = '<div><img src="/ghe.jpg"><a href="/tin/ghe-hang-ve-ben-som-hon-1.html">Ghe hàng về bến sớm hơn</a></div>'
    assert blocks(page(f'<div class="content">{paragraphs()}{box}</div>')) == list(PROSE)


def test_a_date_that_heads_a_part_of_the_story_is_kept():
    html = page(
        f'<div class="content">{paragraphs(PROSE[:1])}<h3>12/08/2026</h3>{paragraphs(PROSE[1:] + PROSE[:1])}</div>'
    )
    assert "12/08/2026" in [verdict.text for verdict in clean(html).verdicts if verdict.kept]


def test_the_rest_of_a_teaser_goes_with_its_headline():
    link = 'href="/tin/ghe-hang-ve-ben-som-hon-10245.html"'
    teaser = (
        f"<div><a {link}>Ghe hàng về bến sớm hơn</a></div><div><a {link}>Bà con mừng vì được giá ngay đầu vụ.</a></div>"
    )
    html = page(f'<div class="content">{paragraphs(PROSE[:2])}{teaser}{paragraphs(PROSE[2:])}</div>')
    assert blocks(html, url="https://mau.example/tin/cho-noi-dong-khach-10250.html") == list(PROSE)


def test_links_printed_under_the_lead_are_no_part_of_it():
    link = '<ul><li><a href="/a-1.html">Ghe hàng về bến sớm hơn mọi năm</a></li></ul>'
    lead = f'<div class="sapo"><p>{PROSE[0]}</p>{link}</div>'
    assert clean(page(f'{lead}<div class="content">{paragraphs(PROSE[1:])}</div>')).description == PROSE[0]


def doubtful_page():
    """Two columns of prose, and nothing tells which is the article."""
    other = paragraphs([text.replace("chợ", "bến").replace("giá", "tiền").replace("Sáng", "Chiều") for text in PROSE])
    return f"<body><div><div>{paragraphs()}</div></div><div><div>{other}</div></div></body>"


def second_reader_says(monkeypatch, texts):
    items = [Item(True, "paragraph", "trafilatura", "p", text) for text in texts]
    monkeypatch.setattr("cleaners.fallback.second_reading", lambda html, url: items)


def test_a_second_reader_that_agrees_changes_nothing(monkeypatch):
    second_reader_says(monkeypatch, PROSE)
    article = clean(doubtful_page())
    assert (article.cleaner.name, [block.text for block in article.blocks]) == ("generic", list(PROSE))
    assert "extractors-disagree" not in article.warnings


def test_a_second_reader_that_reads_another_text_is_a_warning(monkeypatch):
    second_reader_says(monkeypatch, [text[::-1] for text in PROSE])
    article = clean(doubtful_page())
    assert (article.cleaner.name, [block.text for block in article.blocks]) == ("generic", list(PROSE))
    assert "extractors-disagree" in article.warnings


def test_a_second_reader_that_finds_far_more_is_believed(monkeypatch):
    more = [f"{text} Đoạn {n}." for n in range(5) for text in PROSE]
    second_reader_says(monkeypatch, more)
    article = clean(doubtful_page())
    assert (article.cleaner.name, [block.text for block in article.blocks]) == ("trafilatura", more)


@pytest.mark.parametrize("key", ["class", "id"])
def test_a_page_without_a_single_name_is_still_read(key):
    html = page(f"<div><div>{paragraphs()}</div></div><div><p>© 2026 Báo Mẫu</p></div>")
    assert key not in html
    assert blocks(html) == list(PROSE)


def test_a_place_stamped_on_the_lead_is_no_part_of_it():
    head = f'<meta name="description" content="{PROSE[0]}">'
    lead = f'<p class="description"><span class="location-stamp">Cần Thơ</span>{PROSE[0]}</p>'
    article = clean(page(f'{lead}<div class="content">{paragraphs(PROSE[1:])}</div>', head=head))
    assert article.description == PROSE[0]


def test_one_common_name_does_not_make_a_page_of_a_known_family():
    article = clean(page(f'<div class="article__body">{paragraphs()}</div>'))
    assert (article.cleaner.name, article.cleaner.fallback) == ("generic", True)

"""Each field of the article, from each place where a page says it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cleaners import Article, clean

Reader = Callable[..., Article]
Page = Callable[..., str]


def linked_data(**article: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle"} | article
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


# -- headline and lead ------------------------------------------------------------------------------------------------


def test_the_headline_is_the_one_on_the_page_not_the_one_for_search_engines(nld: Reader) -> None:
    assert nld(head='<meta property="og:title" content="Chợ nổi SEO">').headline == "Chợ nổi đông khách trở lại"


def test_a_line_break_in_a_headline_is_a_blank(nhandan: Reader) -> None:
    assert nhandan(headline="Làng gốm<br>bên sông").headline == "Làng gốm bên sông"


def test_without_an_h1_the_head_has_the_headline(epi_page: Page) -> None:
    page = epi_page().replace("<h1 ", "<div ").replace("</h1>", "</div>")
    page = page.replace('class="article__title cms-title "', "")
    assert clean(page).headline == "Làng gốm bên sông vào vụ mới"


def test_the_lead_loses_its_dateline_and_nothing_else(nld: Reader) -> None:
    article = nld(lead="(NLĐO) – Ghe hàng - và người - về bến.")
    assert (article.dateline, article.description) == ("NLĐO", "Ghe hàng - và người - về bến.")


def test_a_lead_may_be_bare_text(epi_page: Page) -> None:
    page = epi_page().replace("<p>Những lò nung đỏ lửa trở lại sau mùa mưa dài.</p>", "NDO - Lò đỏ <b>lửa</b>.")
    article = clean(page)
    assert (article.dateline, article.description) == ("NDO", "Lò đỏ lửa.")


def test_a_lead_inside_the_body_is_the_lead_and_no_paragraph(nld_page: Page) -> None:
    sapo = '<h2 class="detail-sapo" data-role="sapo">{}</h2>'
    page = nld_page(lead="x").replace(sapo.format("x"), "")
    page = page.replace('<div data-check-position="body_start">', sapo.format("Ghe về.") + "<div>")
    article = clean(page)
    assert (article.description, len(article.blocks)) == ("Ghe về.", 1)


def test_a_page_without_a_lead_says_so(epi_page: Page) -> None:
    article = clean(epi_page(lead=""))
    assert article.description is None
    assert "no-lead" in article.warnings


# -- authors and source -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "meta",
    [
        '<div class="author"><span class="thumb"> </span> Lê Hạnh </div>',
        '<div class="author"><div class="author-info"><a class="name" href="/tac-gia">Lê Hạnh</a></div></div>',
        '<div class="author"><a class="cms-author" href="/tac-gia">Lê Hạnh</a></div>',
        '<span class="author cms-author">Lê Hạnh</span>',
    ],
)
def test_an_epi_byline_stands_above_the_article(nhandan: Reader, meta: str) -> None:
    assert nhandan(meta=meta).authors == ("Lê Hạnh",)


def test_an_epi_byline_may_stand_in_the_footer(nhandan: Reader) -> None:
    footer = '<div class="article__author"><span class="name">Lê Hạnh</span></div>'
    assert nhandan(meta="", footer=footer).authors == ("Lê Hạnh",)


def test_an_epi_byline_may_stand_in_the_json_ld_only(nhandan: Reader) -> None:
    assert nhandan(meta="", head=linked_data(author={"@type": "Person", "name": "LÊ HẠNH"})).authors == ("LÊ HẠNH",)


def test_the_constant_author_of_the_head_is_nobody(nld: Reader, nhandan: Reader) -> None:
    assert nld(author="").authors == ()
    assert nhandan(meta="").authors == ()


@pytest.mark.parametrize(
    "author",
    ["Minh Khôi", "MINH KHÔI ", "Bài và ảnh: Minh Khôi", "Minh Khôi (Từ Doha)", "Minh Khôi minhkhoi@nld.com.vn"],
)
def test_an_nld_byline_is_a_name_only(nld: Reader, author: str) -> None:
    assert [name.title() for name in nld(author=author).authors] == ["Minh Khôi"]


def test_an_older_nld_byline_has_no_inner_element(nld_page: Page) -> None:
    page = nld_page().replace('<p class="name" data-role="author">Minh Khôi </p>', "Minh Khôi")
    assert clean(page).authors == ("Minh Khôi",)


def test_whom_a_byline_follows_wrote_it_where_another_element_names_the_paper(nld_page: Page) -> None:
    by = '<div class="content_source"><p class="author">Theo Minh Khôi</p><p data-field="source"> Sóng Biển</p></div>'
    article = clean(nld_page().replace('<p class="name" data-role="author">Minh Khôi </p>', by))
    assert (article.authors, article.source) == (("Minh Khôi",), "Sóng Biển")


@pytest.mark.parametrize("class_", ["cms-source", "article__source"])
def test_an_epi_source_has_an_element_of_its_own(nhandan: Reader, class_: str) -> None:
    assert nhandan(footer=f'<div class="{class_}">Theo TTXVN</div>').source == "TTXVN"


def test_an_agency_in_the_byline_is_the_source(nld: Reader) -> None:
    article = nld(author="Minh Khôi (Theo Reuters)")
    assert (article.authors, article.source) == (("Minh Khôi",), "Reuters")


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meta", "head"),
    [
        ('<time class="time" datetime="2026-03-07T08:06:00+07:00">07/03/2026 08:06</time>', ""),
        ('<time class="article__time" datetime="2026-03-07T08:06:00+0700" data-time="1">x</time>', ""),
        ('<meta class="cms-date" itemprop="datePublished" content="2026-03-07T08:06:00+07:00">', ""),
        ("", '<meta property="article:published_time" content="2026-03-07T08:06:00+0700">'),
        ("", linked_data(datePublished="2026-03-07T01:06:00Z")),
        ('<time class="time">Thứ Bảy, ngày 07/03/2026 - 08:06</time>', ""),
    ],
)
def test_an_epi_date_is_read_from_wherever_it_stands(nhandan: Reader, meta: str, head: str) -> None:
    assert nhandan(meta=meta, head=head).date_published == "2026-03-07T08:06:00+07:00"


def test_the_time_of_another_story_is_not_the_articles(nhandan: Reader) -> None:
    outer = (
        '<header><time>Thứ Hai, 23/11/2026</time><article class="story">'
        '<time datetime="2026-01-01T00:00:00+07:00"></time></article></header>'
    )
    assert nhandan(outer=outer).date_published == "2026-03-07T08:06:00+07:00"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<meta property="article:published_time" content="2026-03-07T08:06:00+07:00" />', ""),
        ("2026-03-07T08:06:00+07:00", "2026-03-07T08:06:00&#x2B;07:00"),
        ("2026-03-07T08:06:00+07:00", "2026-03-07T08:06:00"),
        ('<time data-role="publishdate" datetime="2026-03-07T08:06:00+07:00">', '<div data-role="publishdate">'),
    ],
)
def test_an_nld_date_is_read_from_wherever_it_stands(nld_page: Page, old: str, new: str) -> None:
    assert clean(nld_page().replace(old, new)).date_published == "2026-03-07T08:06:00+07:00"


def test_nlds_hidden_inputs_are_the_last_resort(nld_page: Page) -> None:
    page = nld_page(published="", modified="").replace("07/03/2026 08:06 GMT+7", "")
    page = page.replace('<div class="configHidden">', "<div><input id='distributionDate' value='2026-03-07T08:06:00'/>")
    assert clean(page).date_published == "2026-03-07T08:06:00+07:00"


def test_the_number_of_an_nld_article_is_no_date(nld_page: Page) -> None:
    article = clean(nld_page(published="", modified="").replace("07/03/2026 08:06 GMT+7", ""))
    assert article.date_published is None
    assert "no-date" in article.warnings


def test_the_modified_time_keeps_its_seconds(nld: Reader) -> None:
    assert nld().date_modified == "2026-03-07T09:10:11+07:00"


def test_a_modified_time_before_publication_is_none(nld: Reader) -> None:
    assert nld(modified="2026-03-06T22:53:19+07:00").date_modified is None


# -- section, keywords, language --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ('<div class="breadcrumb"><h2 class="main"><a href="/kinhte/">Kinh tế</a></h2></div>', ("Kinh tế",)),
        (
            '<ul class="breadcrumbs"><li class="main-cate"><a href="/kinhte/">Kinh tế</a></li><li class="cate">'
            '<a href="/a/">Nông nghiệp</a></li><li class="cate"><a href="/b/">Thị trường</a></li></ul>',
            ("Kinh tế",),
        ),
    ],
)
def test_an_epi_section_is_the_breadcrumb(nhandan: Reader, section: str, names: tuple[str, ...]) -> None:
    assert nhandan(section=section).article_section == names


def test_an_epi_section_may_stand_in_the_head_only(nhandan: Reader) -> None:
    head = '<meta property="article:section" content="Chính trị,Truyền thống">'
    assert nhandan(section="", head=head).article_section == ("Chính trị",)


def test_nlds_sections_run_from_the_outermost_inwards(nld: Reader) -> None:
    sections = (
        '<a href="/thoi-su.htm" data-role="cate-name" class="category-name_ac">Thời sự </a>'
        '<a href="/thoi-su/xa-hoi.htm" data-role="cate-name" class="category-name_ac"> Xã hội</a>'
    )
    assert nld(sections=sections).article_section == ("Thời sự", "Xã hội")


def test_keywords_lose_their_sign_and_keep_their_commas(nhandan: Reader) -> None:
    footer = (
        '<div class="article__tag"><a href="/1">#gốm, sứ</a><a href="/2"> đất nung </a><a href="/1">gốm, sứ</a></div>'
    )
    assert nhandan(footer=footer).keywords == ("gốm, sứ", "đất nung")


def test_keywords_of_the_head_are_split_where_no_tags_are_shown(nhandan: Reader) -> None:
    head = '<meta property="article:tag" content="gốm, đất nung">'
    assert nhandan(footer="", head=head).keywords == ("gốm", "đất nung")


def test_nlds_keywords_are_the_tags_under_the_article(nld: Reader) -> None:
    assert nld(head='<meta name="keywords" content="a, b">').keywords == ("chợ nổi", "miền Tây")


def test_nlds_english_zone_is_english(nld: Reader) -> None:
    link = '<a href="/nguoi-lao-dong-news.htm" data-role="cate-name">News</a>'
    assert (nld(sections=link).in_language, nld().in_language) == ("en", "vi")


def test_the_hidden_zone_alone_tells_the_english_zone(nld_page: Page) -> None:
    page = nld_page(sections="").replace("value='kinh-te'", "value='nguoi-lao-dong-news'")
    assert clean(page).in_language == "en"


# -- address ----------------------------------------------------------------------------------------------------------


def test_the_address_is_the_one_the_page_calls_canonical(nld_page: Page) -> None:
    article = clean(nld_page(), url="https://m.nld.com.vn/print/cho-noi-196260301080000123.htm?utm_source=x")
    assert article.url == "https://nld.com.vn/cho-noi-dong-khach-tro-lai-196260301080000123.htm"


def test_the_short_form_of_og_url_is_not_used(epi_page: Page) -> None:
    page = epi_page(head='<meta property="og:url" content="https://nhandan.vn/post-900001.html">')
    assert clean(page).url == "https://nhandan.vn/lang-gom-ben-song-vao-vu-moi-post900001.html"


def test_a_canonical_address_of_another_site_does_not_count(nld_page: Page) -> None:
    page = nld_page(url="https://bao-khac.vn/cho-noi-1.htm")
    ours = "https://nld.com.vn/cho-noi-196260301080000123.htm"
    assert clean(page, url=ours).url == ours


def test_the_outlet_is_known_from_the_page_alone(nld_page: Page, epi_page: Page) -> None:
    assert (clean(nld_page()).outlet, clean(epi_page()).outlet) == ("nld", "nhandan")


def test_a_newspaper_nobody_declared_is_read_by_its_family(epi_page: Page, nld_page: Page) -> None:
    epi = clean(epi_page(url="https://bao-la.vn/lang-gom-post1.html"))
    vccorp = clean(nld_page(url="https://bao-khac.vn/cho-noi-20260307075519174.htm"))
    assert (epi.outlet, epi.cleaner.name, epi.cleaner.fallback) == (None, "epi", False)
    assert (vccorp.outlet, vccorp.cleaner.name, vccorp.cleaner.fallback) == (None, "vccorp", False)
    assert epi.url == "https://bao-la.vn/lang-gom-post1.html"


@pytest.mark.parametrize(
    ("family", "markup"),
    [
        ("epi", '<div class="article__body zce-content-body cms-body" itemprop="articleBody"><p>{}</p></div>'),
        ("epi", '<div class="article__body cms-body"><p>{}</p></div>'),
        ("vccorp", '<div class="detail-content afcbc-body" data-role="content"><p>{}</p></div>'),
        ("vccorp", '<div data-role="content" class="detail-content contentOuter"><p>{}</p></div>'),
    ],
)
def test_the_family_is_recognised_from_the_body_element_alone(family: str, markup: str) -> None:
    prose = "Nước sông lên chậm, ghe thuyền neo kín hai bờ và người mua kẻ bán gọi nhau rộn rã."
    article = clean(markup.format(prose))
    assert (article.cleaner.name, [b.text for b in article.blocks]) == (family, [prose])


# -- pictures ---------------------------------------------------------------------------------------------------------


def test_a_picture_is_its_largest_address_made_whole(nhandan: Reader) -> None:
    figure = '<figure><img src="/nho.jpg" data-src="/vua.jpg" data-large-src="//cdn.nhandan.vn/to.jpg"></figure>'
    assert [i.url for i in nhandan(figure + "<p>Đoạn.</p>").images] == ["https://cdn.nhandan.vn/to.jpg"]


def test_alternative_text_and_file_names_are_no_captions(nhandan: Reader) -> None:
    figure = '<figure><img src="/a.jpg" alt="lo-gom-1.jpg" title="x"><figcaption>lo-gom-1.jpg</figcaption></figure>'
    assert nhandan(figure + "<p>Đoạn.</p>").images[0].caption is None


def test_the_editor_may_name_the_photographer_in_an_attribute(nld: Reader) -> None:
    image = nld('<img src="/a.jpg" data-author="Minh Khôi"><p>Đoạn văn thứ nhất.</p>').images[0]
    assert image.credit == "Minh Khôi"

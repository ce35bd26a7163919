"""Each kind of page of both families: recognised by looking at it, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaners import Article, NotAnArticle, clean
from cleaners.kinds import kind_by_words

Reader = Callable[..., Article]
Page = Callable[..., str]

SHORT = "<p>Nước lên, bến đông.</p>"


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


# -- ePi: Nhân Dân, Ngày Nay -----------------------------------------------------------------------------------------


def test_an_ordinary_article_is_an_article(nhandan: Reader) -> None:
    article = nhandan()
    assert (article.kind, article.layout, article.outlet, article.cleaner.fallback) == (
        "article",
        "standard",
        "nhandan",
        False,
    )


@pytest.mark.parametrize(
    ("body_class", "kind"),
    [
        ("detail-page", "article"),
        ("normal-page", "article"),
        ("lens-page", "photo"),
        ("longform-page", "longform"),
        ("emagazine-page", "longform"),
        ("infographic-page", "infographic"),
        ("video-page", "video"),
        ("podcast-page", "podcast"),
        ("live-page", "live"),
    ],
)
def test_an_epi_page_says_its_kind_in_a_class(nhandan: Reader, body_class: str, kind: str) -> None:
    assert nhandan(body_class=body_class).kind == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("video-mo-lo-dau-mua-post900001.html", "video"),
        ("infographic-nghe-gom-qua-cac-doi-post900001.html", "infographic"),
        ("podcast/chuyen-lang-gom-post900001.html", "podcast"),
        ("video-game-va-lang-gom-post900001.html", "article"),
        ("anh-thu-lo-gom-post900001.html", "article"),
    ],
)
def test_an_epi_address_may_say_the_kind(nhandan: Reader, path: str, kind: str) -> None:
    assert nhandan(url=f"https://nhandan.vn/{path}").kind == kind


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("[Ảnh] Mùa nước nổi", "photo"),
        ("(Infographic) Nghề gốm qua các đời", "infographic"),
        ("INFOGRAPHIC: Nghề gốm qua các đời", "infographic"),
        ("[Video] Mở lò đầu mùa", "video"),
        ("[eMagazine] Giữ lửa", "longform"),
        ("TRỰC TIẾP: Lễ hội làng gốm", "live"),
        ("Ảnh đẹp mùa nước nổi", None),
        ("[Góc nhìn] Giữ lửa", None),
        ("Trực tiếp về làng xem mở lò", None),
        (None, None),
    ],
)
def test_the_mark_before_a_headline_says_the_kind(headline: str | None, kind: str | None) -> None:
    assert kind_by_words(headline, ["Văn hóa"]) == kind


@pytest.mark.parametrize(("section", "kind"), [("Ảnh", "photo"), ("Infographic", "infographic"), ("Văn hóa", None)])
def test_a_section_of_one_kind_says_it(section: str, kind: str | None) -> None:
    assert kind_by_words("Mùa nước nổi", ["Xã hội", section]) == kind


def test_a_photo_story_keeps_its_text_and_gives_one_caption_to_the_pictures_of_a_group(nhandan: Reader) -> None:
    article = nhandan(
        f'{SHORT}<div class="layout-image-2"><figure><img class="cms-photo" src="data:image/gif;base64,R0" '
        'data-src="/a.jpg"></figure>\ufeff<figure><img data-src="/b.jpg"></figure>\ufeff'
        "<figcaption> Hai mẻ gốm mới. (Ảnh: LÊ HẠNH) </figcaption></div><p>Gốm nguội dần.</p>",
        body_class="lens-page",
    )
    assert texts(article) == ["Nước lên, bến đông.", "Gốm nguội dần."]
    assert [(i.url, i.caption, i.credit) for i in article.images] == [
        ("https://nhandan.vn/a.jpg", "Hai mẻ gốm mới.", "LÊ HẠNH"),
        ("https://nhandan.vn/b.jpg", "Hai mẻ gốm mới.", "LÊ HẠNH"),
    ]


def test_a_photo_story_without_text_is_kept_with_a_warning(nhandan: Reader) -> None:
    figure = '<figure><img data-src="/{0}.jpg"><figcaption>Mẻ gốm thứ {0}.</figcaption></figure>'
    article = nhandan("".join(figure.format(n) for n in (1, 2, 3)), body_class="lens-page")
    assert (article.blocks, len(article.images), article.kind) == ((), 3, "photo")
    assert "no-body" in article.warnings


def test_an_infographic_is_its_lead_and_picture(nhandan: Reader) -> None:
    article = nhandan('<figure><img data-src="/info.png"></figure>', body_class="infographic-page")
    assert (article.kind, article.description) == ("infographic", "Những lò nung đỏ lửa trở lại sau mùa mưa dài.")
    assert [i.url for i in article.images] == ["https://nhandan.vn/info.png"]
    assert "no-body" in article.warnings


def test_a_videos_player_is_no_text_and_its_caption_is_kept(nhandan: Reader) -> None:
    article = nhandan(
        '<figure class="video"><div id="player-wrapper-1"><div>00:00/00:22</div><span>720p</span></div>'
        "<figcaption>VIDEO: Mở lò nung đầu mùa.</figcaption></figure>" + SHORT,
        body_class="video-page",
    )
    assert texts(article) == ["Nước lên, bến đông."]
    assert any(v.kind == "caption" and v.text == "VIDEO: Mở lò nung đầu mùa." for v in article.verdicts)


def test_a_longform_keeps_the_text_of_its_divs_and_sections(nhandan: Reader) -> None:
    article = nhandan(
        '<div class="chapter-breadcrumb"><div class="style-heading">Chương 1</div></div>'
        '<div class="cms-text">Lò thứ nhất.</div>'
        '<table class="picture full-width"><tbody><tr><td><img src="/a.jpg"></td></tr><tr>'
        '<td class="caption">Bến sông.</td></tr>'
        '</tbody></table><section><div class="cms-text"><h3>Đất</h3><p>Lò thứ hai.</p></div></section>'
        '<div class="related-news space-box"><div class="box-heading">Tin liên quan</div>'
        '<a href="/x-post1.html">Tin khác</a></div>'
        '<table class="video"><tbody><tr><td><video></video></td></tr></tbody></table>'
        '<div class="cms-text">Lò cuối cùng.</div>',
        body_class="longform-page",
    )
    assert (article.kind, texts(article)) == ("longform", ["Lò thứ nhất.", "Đất", "Lò thứ hai.", "Lò cuối cùng."])


LIVE = """<div class="live-zone"><div class="timeline-index-wrap"><div class="timeline-index">
<div class="box-content">
<a class="item" href="#1">09:15 Khai hội</a></div></div></div><div class="live-content">
<p class="article__alert alert alert-info">Lễ hội diễn ra trong hai ngày.</p>
<div class="article__live summary"><p class="text">Tóm tắt: đông vui.</p><div class="video">
<video class="video-bg"></video>
<span class="video-caption">Khai hội</span></div></div>
<div class="article__live is-first"><p class="timestr">10:30</p><p class="blockcap">Đua ghe</p>
<p class="text">Ghe xóm Hạ về nhất.</p>
<p class="image"><img src="/ghe.jpg"></p></div>
<div class="article__live"><p class="timestr">09:15</p><p class="text">Trống hội nổi lên.</p></div>
<div class="article__author"><span>Lê Hạnh</span></div><div class="article__source"><span>TTXVN</span></div></div>
</div>"""


@pytest.mark.parametrize("inside", [True, False])
def test_a_live_blog_keeps_every_entry_in_order_without_its_time(epi_page: Page, nhandan: Reader, inside: bool) -> None:
    article = nhandan(f"<p>Hội làng bắt đầu.</p>{LIVE}") if inside else nhandan("<p>Hội làng bắt đầu.</p>", after=LIVE)
    assert article.kind == "live"
    assert texts(article) == [
        "Hội làng bắt đầu.",
        "Lễ hội diễn ra trong hai ngày.",
        "Tóm tắt: đông vui.",
        "Đua ghe",
        "Ghe xóm Hạ về nhất.",
        "Trống hội nổi lên.",
    ]
    assert article.source == "TTXVN"


INTERVIEW = """<div class="interview-zone"><div class="interview-heading">Giao lưu trực tuyến</div>
<div class="interview-intro">
<div class="inteview-invitors"><h3 class="title">Khách mời</h3><ul><li>Nghệ nhân Tư Gốm</li></ul></div>
<div class="inteview-interaction"><h3 class="title">Gửi câu hỏi</h3><form><div class="form-row"><input></div>
</form></div></div>
<div class="interview-content">
<div class="article__inteview"><time>09:00</time><div class="q"><div class="author">Bạn đọc Minh</div>
<p class="text">Lò này có từ bao giờ?</p></div>
<div class="a"><div class="author">Nghệ nhân Tư Gốm</div><div class="text">Từ đời ông nội tôi.</div>
<p class="image"><img src="/a.jpg"></p></div></div>
<div class="article__inteview"><time>09:05</time><div class="q"><div class="author">Bạn đọc An</div>
<p class="text">Ai nối nghề?</p></div>
<div class="a"><div class="author">Nghệ nhân Tư Gốm</div><div class="text"><p>Con gái tôi.</p><p>Cháu tôi nữa.</p>
</div></div></div>
<div class="article__author"><span>Lê Hạnh</span></div></div></div>"""


def test_an_interviews_questions_and_answers_are_blocks_of_their_kind(nhandan: Reader) -> None:
    article = nhandan(f'<div class="cms-text">Sáng nay, nghệ nhân trả lời bạn đọc.</div>{INTERVIEW}')
    assert article.kind == "interview"
    told = [(b.kind, b.text) for b in article.blocks if b.kind in ("question", "answer")]
    assert told == [
        ("question", "Lò này có từ bao giờ?"),
        ("answer", "Từ đời ông nội tôi."),
        ("question", "Ai nối nghề?"),
        ("answer", "Con gái tôi."),
        ("answer", "Cháu tôi nữa."),
    ]
    assert texts(article)[0] == "Sáng nay, nghệ nhân trả lời bạn đọc."
    assert "09:00" not in article.article_body
    assert "Gửi câu hỏi" not in article.article_body


def test_ngay_nays_page_of_2017_is_read(ngaynay: Reader) -> None:
    page = """<html><head><link rel="canonical" href="https://ngaynay.vn/lang-gom-post60001.html"></head><body>
<div id="main-content-container" class="main-content"><section class="main-article"><div class="breadcrumb">
<a href="/">Trang chủ</a>
<a class="current" href="/the-gioi/">Thế giới</a></div><h1 class="article-title cms-title">Làng gốm bên sông</h1>
<div class="meta-info"><span class="author cms-author">Lê Hạnh</span> <time>04/12/2017 - 07:09</time></div>
<div class="summary cms-desc">(Ngày Nay) - Lò đỏ lửa trở lại.</div>
<div class="article-avatar cms-body"><img class="cms-photo" src="/a.jpg"><p>Bến sông buổi sớm.</p></div>
<div class="article-content"><div class="content cms-body">
<p>Nước lên, bến đông, người bán kẻ mua chen chân từ tờ mờ sáng.</p>
<p>Chợ tan khi nắng lên.</p></div></div></section></div></body></html>"""
    article = clean(page)
    assert (article.outlet, article.headline, article.description, article.dateline) == (
        "ngaynay",
        "Làng gốm bên sông",
        "Lò đỏ lửa trở lại.",
        "Ngày Nay",
    )
    assert article.authors == ("Lê Hạnh",)
    assert article.date_published == "2017-12-04T07:09:00+07:00"
    assert article.article_section == ("Thế giới",)
    assert texts(article) == [
        "Nước lên, bến đông, người bán kẻ mua chen chân từ tờ mờ sáng.",
        "Chợ tan khi nắng lên.",
    ]


def test_ngay_nays_page_of_2019_is_read() -> None:
    page = """<html><head><link rel="canonical" href="https://ngaynay.vn/lang-gom-post90001.html"></head><body>
<article class="article-wrap"><header class="article__header"><h2 class="article__title--sub">Nghề cũ</h2>
<h1 class="article__title">Làng gốm bên sông</h1><div class="article__meta"><div class="date">
<time>04/12/2019 - 07:09</time></div>
<div class="article__share"><div class="facebook">Chia sẻ</div></div></div>
<div class="article__summary">(Ngày Nay) - Lò đỏ lửa trở lại.</div>
<div class="article__avatar"><p><img src="/a.jpg"></p><p>Bến sông buổi sớm.</p></div></header>
<div class="article__body"><div class="article__content"><ul class="article__related-listing">
<li class="label">Tin liên quan</li>
<li><a href="/tin-khac-post90000.html">Tin khác</a></li></ul><p>Nước lên, bến đông.</p>
<div class="box-image box-dou"><div class="box-col"><div class="item-image"><img src="/b.jpg"></div></div>
<div class="box-col"><div class="item-image"><img src="/c.jpg"></div></div>
<div class="box-desc">Hai mẻ gốm. Ảnh: Lê Hạnh</div></div>
<div class="full-img"><img src="/d.jpg"><span class="fig">Bàn xoay.</span></div>
<div class="quote pull-right cms-quote"><a class="photo"><img src="/e.jpg"></a>
<div>Đất không phụ người.<span>Ông Tư</span></div></div>
<p class="notification pull-left">Nghề gốm có từ ba trăm năm.</p><h3>Giữ lửa</h3><p>Chợ tan khi nắng lên.</p></div>
<p class="article__author">Lê Hạnh</p><p class="article__source">TTXVN</p></div>
<footer><div class="article__tag"><a class="tag-item" href="/t">làng gốm</a></div>
<div class="article__react">Thích</div></footer>
</article></body></html>"""
    article = clean(page)
    assert (article.outlet, article.layout, article.description) == ("ngaynay", "2019", "Lò đỏ lửa trở lại.")
    assert (article.authors, article.source, article.keywords) == (("Lê Hạnh",), "TTXVN", ("làng gốm",))
    assert texts(article)[0] == "Nước lên, bến đông."
    assert texts(article)[-3:] == ["Nghề gốm có từ ba trăm năm.", "Giữ lửa", "Chợ tan khi nắng lên."]
    assert [i.caption for i in article.images if i.url and i.url[-5] in "bcd"] == ["Hai mẻ gốm."] * 2 + ["Bàn xoay."]


# -- VCCorp: Người Lao Động -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        (0, "article"),
        (8, "article"),
        (27, "longform"),
        (16, "infographic"),
        (20, "infographic"),
        (29, "photo"),
        (13, "video"),
    ],
)
def test_nlds_hidden_type_says_the_kind(nld: Reader, type_: int, kind: str) -> None:
    assert nld(type=type_).kind == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/photo.htm", "photo"),
        ("/video.htm", "video"),
        ("/infographic.htm", "infographic"),
        ("/longform.htm", "longform"),
    ],
)
def test_nlds_section_may_say_the_kind(nld: Reader, path: str, kind: str) -> None:
    assert nld(sections=f'<a href="{path}" data-role="cate-name">x</a>').kind == kind


def test_an_nld_video_page_without_a_body_is_kept_with_what_it_has() -> None:
    page = """<html><head><link rel="canonical" href="https://nld.com.vn/mo-lo-dau-mua-196260301080000123.htm">
<meta property="article:published_time" content="2026-03-07T08:06:00+07:00"></head><body>
<div class="list__video-detail">
<div class="video__d-focus"><div id="playOnSite">
<div class="VCSortableInPreviewMode" type="VideoStream" data-vid="1">00:00</div></div>
<h1 class="video-title" data-role="title">Mở lò đầu mùa</h1><div class="author-info-top">
<p class="name">Minh Khôi</p></div>
<h2 class="detail-sapo" data-role="sapo">(NLĐO) - Lò đỏ lửa trở lại.</h2></div></div></body></html>"""
    article = clean(page)
    assert (article.kind, article.headline, article.description) == ("video", "Mở lò đầu mùa", "Lò đỏ lửa trở lại.")
    assert (article.authors, article.blocks) == (("Minh Khôi",), ())
    assert "no-body" in article.warnings


def test_an_nld_longform_has_no_h1_and_takes_its_headline_from_the_head() -> None:
    page = """<html><head><link rel="canonical" href="https://nld.com.vn/giu-lua-196260301080000123.htm">
<meta property="og:title" content="Giữ lửa"><meta property="og:description" content="(NLĐO) - Chuyện một dòng sông.">
<meta property="article:published_time" content="2026-03-07T08:06:00+07:00"></head><body>
<div class="detail__magazine">
<div class="sp-cover" data-role="cover"><img src="/cover.jpg"></div><div id="contentMagazine">
<div class="detail-content contentOuter" data-role="content"><div class="VCSortableInPreviewMode" type="Photo">
<div><img src="/a.jpg"></div>
<div class="PhotoCMS_Caption"><p>Bến sông. Ảnh: MINH KHÔI</p></div></div><p>Lò thứ nhất đỏ lửa.</p>
<div class="VCSortableInPreviewMode" type="SimpleQuote"><div class="quote"><p>Đất không phụ người.</p></div></div>
<p>Lò cuối cùng.</p>
<div class="VCSortableInPreviewMode" type="credit"><p>Bài: Minh Khôi</p></div></div></div></div></body></html>"""
    article = clean(page)
    assert (article.kind, article.headline, article.dateline) == ("longform", "Giữ lửa", "NLĐO")
    assert texts(article) == ["Lò thứ nhất đỏ lửa.", "Đất không phụ người.", "Lò cuối cùng."]
    assert article.authors == ("Minh Khôi",)
    assert article.images[0].credit == "MINH KHÔI"


def test_an_nld_live_blog_keeps_its_entries_without_their_times(nld_page: Page) -> None:
    entries = (
        '<div id="divRollingNews" data-role="content"><div class="item"><span class="time">10:30</span><p>10:30</p>'
        '<p>Ghe xóm Hạ về nhất.</p></div><div class="item"><p>9h15 - 7/3</p><p>Trống hội nổi lên.</p></div></div>'
    )
    page = nld_page("<p>Hội làng bắt đầu từ sáng sớm, người các xóm kéo về.</p>", after=entries)
    article = clean(page)
    assert article.kind == "live"
    assert texts(article)[0] == "Hội làng bắt đầu từ sáng sớm, người các xóm kéo về."
    assert texts(article)[-1] == "Trống hội nổi lên."
    assert not any(text in ("10:30", "9h15 - 7/3") for text in texts(article))


def test_the_payment_window_of_every_nld_page_proves_nothing(nld: Reader) -> None:
    article = nld()
    assert article.is_accessible_for_free is None
    assert "đăng ký làm thành viên" not in article.article_body


VIP = (
    '<a href="/danh-cho-ban-doc-vip.htm" data-role="cate-name">VIP</a>'
    '<a href="/danh-cho-ban-doc-vip/ho-so-nong.htm" data-role="cate-name">Hồ sơ</a>'
)


def test_a_vip_teaser_keeps_what_can_be_read_and_says_so(nld: Reader) -> None:
    article = nld("<p>Chuyện bắt đầu từ một chuyến ghe.</p>", sections=VIP)
    assert (article.is_accessible_for_free, texts(article)) == (False, ["Chuyện bắt đầu từ một chuyến ghe."])
    assert "teaser" in article.warnings


def test_a_vip_page_whose_body_only_readers_with_a_token_get_is_kept_with_its_lead(nld_page: Page) -> None:
    page = nld_page().replace(
        '<div class="detail-content afcbc-body  " data-role="content"', '<div id="contentDetailAjax"></div><div'
    )
    article = clean(page)
    assert (article.is_accessible_for_free, article.description) == (False, "Ghe hàng về bến nhiều gấp đôi năm ngoái.")
    assert {"teaser", "no-body"} <= set(article.warnings)
    assert article.authors == ("Minh Khôi",)


def test_a_whole_article_in_the_vip_section_is_no_teaser(nld: Reader) -> None:
    assert nld("<p>Ghe hàng nối đuôi nhau về bến.</p>" * 60, sections=VIP).is_accessible_for_free is None


def test_the_page_itself_may_say_that_it_is_for_subscribers(nhandan: Reader) -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert nhandan(head=head).is_accessible_for_free is False


# -- what is no article ----------------------------------------------------------------------------------------------


def test_a_page_with_only_related_items_is_no_article(epi_page: Page) -> None:
    related = (
        '<div class="article-relate"><article class="story"><h3>'
        '<a href="/tin-khac-post1.html">Tin khác</a></h3></article></div>'
    )
    page = epi_page(related).replace("Những lò nung đỏ lửa trở lại sau mùa mưa dài.", "")
    with pytest.raises(NotAnArticle) as caught:
        clean(page)
    assert caught.value.reason == "related-only"
    assert caught.value.article.headline == "Làng gốm bên sông vào vụ mới"
    assert any(verdict.kind == "related" for verdict in caught.value.article.verdicts)


def test_an_article_page_with_an_empty_body_is_never_an_empty_success(nhandan: Reader) -> None:
    with pytest.raises(NotAnArticle) as caught:
        nhandan("<p></p><p><br></p>")
    assert caught.value.reason == "no-body"


def test_a_list_page_is_no_article() -> None:
    items = "".join(
        f'<article class="story"><h3 class="story__heading">'
        f'<a class="cms-link" href="/tin-so-{n}-post{n}00.html">Tin số {n}</a></h3></article>'
        for n in range(1, 20)
    )
    page = (
        f'<html><head><link rel="canonical" href="https://nhandan.vn/kinhte/"></head><body>'
        f'<h1 class="cms-title">Kinh tế</h1>{items}</body></html>'
    )
    with pytest.raises(NotAnArticle) as caught:
        clean(page)
    assert caught.value.reason == "list-page"
    assert caught.value.exit_code == 3


def test_a_half_recognised_page_hands_over_and_says_so(nhandan: Reader) -> None:
    prose = "<p>Ghe hàng nối đuôi nhau về bến từ lúc trời chưa sáng rõ mặt người.</p>" * 5
    page = (
        '<html><head><link rel="canonical" href="https://nhandan.vn/lang-gom-post900001.html"></head><body>'
        f'<h1 class="cms-title">Làng gốm bên sông</h1><div class="khung-moi">{prose}</div></body></html>'
    )
    article = clean(page)
    assert article.cleaner.fallback
    assert "unread-by:epi" in article.warnings


def test_a_box_nobody_declared_is_kept_and_named_in_a_warning(nld: Reader) -> None:
    article = nld(f'{SHORT}<div class="VCSortableInPreviewMode" type="HopMoi"><p>Chữ trong hộp mới.</p></div>')
    assert "Chữ trong hộp mới." in texts(article)
    assert "unknown-box:HopMoi" in article.warnings

"""One test for each kind of noise that stands inside the body, family by family."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaners import Article

Reader = Callable[..., Article]

BEFORE, AFTER = "<p>Nước lên, bến đông từ tờ mờ sáng.</p>", "<p>Chợ tan khi nắng lên quá ngọn dừa.</p>"

EPI_NOISE = {
    "related news box of 2026": (
        "related",
        '<div class="article-relate" data-source="related-news"><article class="story"><figure class="story__thumb">'
        '<a href="/x-post1.html"><img src="/x.jpg"></a></figure><h3 class="story__heading" data-tracking="1">'
        '<a class="cms-link" href="/x-post1.html">Tin khác</a></h3><div class="story__summary">(PLO)- Sapo lạ.</div>'
        "</article></div>",
    ),
    "related news with a heading": (
        "related",
        '<div class="related-news"><div class="box-heading">Xem thêm</div><a href="/x-post1.html">Tin khác</a></div>',
    ),
    "related topic": (
        "related",
        '<div class="related-topic">Dòng sự kiện: <a href="/chu-de/x-1.html">Lễ hội</a> <time>07/03/2026</time></div>',
    ),
    "related listing of 2019": (
        "related",
        '<ul class="article__related-listing"><li class="label">Liên quan</li></ul>',
    ),
    "related story in the line": ("related", '<div class="related-inline-story"><p>Tin khác, có sapo.</p></div>'),
    "related box of 2014": ("related", '<div class="article__story"><p>Tin khác.</p></div>'),
    "advertisement of the new theme": (
        "ad",
        '<div class="sda_middle"><div id="sdaWeb_SdaArticleMiddle" class="rennab fyi">Quảng cáo</div></div>',
    ),
    "advertisement of the old theme": (
        "ad",
        '<div class="ads_middle">'
        '<div class="banner" id="adsWeb_AdsArticleMiddle">Quảng cáo<script>pushAds("<p>x</p>")'
        "</script></div></div>",
    ),
    "advertisement on mobile": ("ad", '<div id="adsMobile_AdsArticleAfterBody">Quảng cáo</div>'),
    "video advertisement": ("ad", '<div class="trv-wrapper"><style>.a{}</style>Bỏ qua quảng cáo</div>'),
    "voice player": (
        "audio",
        '<div class="audio tts-player"><span class="current">0:00</span> / <span>0:00</span>'
        "<span>Nam miền Bắc</span></div>",
    ),
    "voice player of longforms": ("audio", '<div class="bm-player"><div class="left">Nghe</div></div>'),
    "video player": ("video", '<div class="video-player">00:00 720p</div>'),
    "poll": ("poll", '<div class="article-poll"><p>Bạn chọn ai?</p></div>'),
    "share buttons": ("share", '<div class="article__social">Chia sẻ</div>'),
    "Google News": ("share", '<div class="google-news">Theo dõi trên Google News</div>'),
    "reactions": ("share", '<div class="article__react">Thích 12</div>'),
    "comments": ("comments", '<div class="wrap-comment" id="comment900001"><p>Bình luận (0)</p></div>'),
    "timeline": ("navigation", '<div class="timeline-index-wrap"><a href="#1">09:15 Khai hội</a></div>'),
}


@pytest.mark.parametrize(("kind", "markup"), EPI_NOISE.values(), ids=EPI_NOISE)
def test_epi_noise_in_the_body_is_dropped_as_what_it_is(nhandan: Reader, kind: str, markup: str) -> None:
    article = nhandan(BEFORE + markup + AFTER)
    assert [b.text for b in article.blocks] == [
        "Nước lên, bến đông từ tờ mờ sáng.",
        "Chợ tan khi nắng lên quá ngọn dừa.",
    ]
    assert any(not v.kept and v.kind == kind for v in article.verdicts)


def _box(type_: str, inside: str) -> str:
    return f'<div class="VCSortableInPreviewMode" type="{type_}">{inside}</div>'


_LINK = '<a class="title link-callout" href="/tin-khac-196260301080000999.htm">Tin khác</a>'
VCCORP_NOISE = {
    "related news box": (
        "related",
        "<!-- bonewsrelation -->"
        + _box(
            "RelatedNewsBox",
            '<div class="kbwscwl-relatedbox type-4 nguoilaodong">'
            '<span class="kbwscwlrl-title-header">TIN LIÊN QUAN</span>'
            f'<ul class="kbwscwlr-list"><li class="kbwscwlrl" data-title="Tin "khác"">'
            f'<h4 class="kbwscwlrl-title">{_LINK}'
            '</h4><p class="kbwscwlrl-sapo">Sapo lạ.</p></li></ul></div>',
        )
        + "<!-- eonewsrelation -->",
    ),
    **{
        f"{type_} box": ("related", _box(type_, f"<div>{_LINK}<p>Sapo lạ.</p></div>"))
        for type_ in (
            "RelatedOneNews",
            "RelatedNews",
            "relatednewsexternal",
            "readmore",
            "embed-link-preview",
            "reflinkinfo",
        )
    },
    **{f"{type_} box": ("poll", _box(type_, "<p>Bạn chọn ai?</p>")) for type_ in ("Vote", "ElectionVote")},
    **{
        f"{type_} box": ("widget", _box(type_, "<p>Lịch đấu.</p>"))
        for type_ in ("FootBall", "landingblock", "toc", "boxgame", "attachfile", "insertembedcode")
    },
    "TIN MỚI list": ("related", '<div class="tindnd"><b>TIN MỚI</b><ul><li>Tin khác</li></ul></div>'),
    "advertising zone": (
        "ad",
        '<zone id="l2srqb41"></zone><zone id="x">Quảng cáo<script>arfAsync.push("x")</script></zone>',
    ),
    "banner": ("ad", '<div class="c-banner">Quảng cáo</div>'),
    "payment": (
        "paywall",
        '<div id="loadPayDetail">Thanh toán và đọc bài viết này<a class="purchase-btn">Mua</a></div>',
    ),
    "share column": ("share", '<div class="sharemxh">Chia sẻ</div>'),
    "comments": ("comments", '<div class="detail__comment">Bình luận (0)</div>'),
}


@pytest.mark.parametrize(("kind", "markup"), VCCORP_NOISE.values(), ids=VCCORP_NOISE)
def test_vccorp_noise_in_the_body_is_dropped_as_what_it_is(nld: Reader, kind: str, markup: str) -> None:
    article = nld(BEFORE + markup + AFTER)
    if kind == "paywall":
        assert article.is_accessible_for_free is False
    assert [b.text for b in article.blocks] == [
        "Nước lên, bến đông từ tờ mờ sáng.",
        "Chợ tan khi nắng lên quá ngọn dừa.",
    ]
    assert any(not v.kept and v.kind == kind for v in article.verdicts)


@pytest.mark.parametrize(
    "type_",
    [
        "content",
        "blockcontent",
        "boxhighlight",
        "contentnumber",
        "profilecontentbox",
        "BoxTable",
        "FirstCharacterv2",
        "multipart",
    ],
)
def test_a_box_with_the_articles_own_text_is_kept(nld: Reader, type_: str) -> None:
    box = _box(type_, "<div><p><span>T</span><span>rước kia,</span> ghe còn đông hơn.</p></div>")
    assert [b.text for b in nld(BEFORE + box + AFTER).blocks][1:-1] == ["Trước kia, ghe còn đông hơn."]


@pytest.mark.parametrize("type_", ["SimpleQuote", "StarQuoteV2", "highlightquote", "blockquote", "block-quote-info"])
def test_a_quote_box_is_a_quote(nld: Reader, type_: str) -> None:
    blocks = nld(BEFORE + _box(type_, "<div><p>Sông cho, sông lại lấy.</p></div>") + AFTER).blocks
    assert [(b.kind, b.text) for b in blocks][1:-1] == [("quote", "Sông cho, sông lại lấy.")]


@pytest.mark.parametrize(
    "type_",
    [
        "Photo",
        "photo-grid-album",
        "photoinfo",
        "sliderimages",
        "SliderImages",
        "PhotoInContentBox",
        "MadeByMe",
        "chartbox",
    ],
)
def test_a_picture_box_gives_its_pictures_one_caption_and_no_text(nld: Reader, type_: str) -> None:
    box = _box(
        type_,
        '<div><a class="detail-img-lightbox" href="/a.jpg"><img data-original="/a.jpg" data-author="" src="/nho.jpg" '
        'alt="Chợ nổi đông khách trở lại - Ảnh 1."></a><img data-original="/b.jpg"></div>'
        '<figcaption class="PhotoCMS_Caption"><p>Ghe về bến. ẢNH: MINH KHÔI</p></figcaption>',
    )
    article = nld(BEFORE + box + AFTER)
    assert len(article.blocks) == 2
    assert [(i.url, i.caption, i.credit) for i in article.images] == [
        ("https://nld.com.vn/a.jpg", "Ghe về bến.", "MINH KHÔI"),
        ("https://nld.com.vn/b.jpg", "Ghe về bến.", "MINH KHÔI"),
    ]


def test_a_photographers_line_of_its_own_is_the_credit(nld: Reader) -> None:
    box = _box(
        "Photo",
        '<div><img src="/a.jpg"></div><div class="PhotoCMS_Caption"><p>Ghe về bến.</p></div>'
        '<div class="PhotoCMS_Author"><p>Minh Khôi</p></div>',
    )
    image = nld(BEFORE + box + AFTER).images[0]
    assert (image.caption, image.credit) == ("Ghe về bến.", "Minh Khôi")


def test_an_empty_caption_is_none(nld: Reader) -> None:
    box = _box("Photo", '<img src="/a.jpg"><figcaption class="PhotoCMS_Caption NLPlaceholderShow"><p></p></figcaption>')
    assert nld(BEFORE + box + AFTER).images[0].caption is None


@pytest.mark.parametrize("type_", ["VideoStream", "Audio"])
def test_a_players_words_are_no_text_and_no_caption(nld: Reader, type_: str) -> None:
    box = _box(
        type_,
        '<div>Tự động phát sau<span>Current Time 0:00</span></div><div class="VideoCMS_Caption"><p>Ghe về.</p></div>',
    )
    article = nld(BEFORE + box + AFTER)
    assert len(article.blocks) == 2
    assert [v.text for v in article.verdicts if v.kind == "caption"] == ["Ghe về."]


def test_the_cover_of_an_nld_article_is_a_picture(nld: Reader) -> None:
    cover = (
        '<div class="detail-cover"><div class="media VCSortableInPreviewMode"><img src="/bia.jpg"></div>'
        '<div class="PhotoCMS_Caption"><p>Bến sông. Ảnh: Minh Khôi</p></div></div>'
    )
    article = nld(cover + BEFORE)
    assert (len(article.blocks), article.images[0].credit) == (1, "Minh Khôi")


def test_the_byline_inside_nhan_dans_body_is_the_author_and_no_text(nhandan: Reader) -> None:
    article = nhandan(BEFORE + '<div class="article__author"><p class="name">LÊ HẠNH-TRẦN VŨ</p></div>', meta="")
    assert (len(article.blocks), article.authors) == (1, ("LÊ HẠNH", "TRẦN VŨ"))


def test_the_byline_with_share_buttons_inside_a_mobile_body_is_no_text(nhandan: Reader) -> None:
    meta = (
        '<div class="article__meta"><div class="meta"><div class="author cms-author">Lê Hạnh</div></div>'
        '<div class="social"><a>Chia sẻ</a></div><a class="google-news">Google News</a></div>'
    )
    article = nhandan(BEFORE + meta, meta="")
    assert ([b.text for b in article.blocks], article.authors) == (["Nước lên, bến đông từ tờ mờ sáng."], ("Lê Hạnh",))


def test_pictures_are_counted_once_though_noscript_repeats_them(nhandan: Reader) -> None:
    figure = (
        '<figure><img class="cms-photo lazyload" src="data:image/gif;base64,R0" data-src="/a.jpg" alt="IMG_1.jpg">'
        '<noscript><img class="image-fallback" src="/a.jpg"></noscript><figcaption> Bến sông. </figcaption></figure>'
    )
    assert [(i.url, i.caption) for i in nhandan(BEFORE + figure).images] == [("https://nhandan.vn/a.jpg", "Bến sông.")]


def test_what_stands_around_the_body_is_told_and_dropped(nld: Reader) -> None:
    article = nld()
    assert any(v.kind == "related" and "Tin khác trong ngày" in v.text for v in article.verdicts if not v.kept)
    assert "Tin khác trong ngày" not in article.article_body

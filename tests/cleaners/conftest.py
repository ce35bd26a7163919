"""Pages with the markup of real ones and sentences of our own; `nhandan`, `ngaynay` and `nld` clean them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaners import Article, clean

Page = Callable[..., str]
Reader = Callable[..., Article]

NHANDAN_URL = "https://nhandan.vn/lang-gom-ben-song-vao-vu-moi-post900001.html"
NGAYNAY_URL = "https://ngaynay.vn/lang-gom-ben-song-vao-vu-moi-post170001.html"
NLD_URL = "https://nld.com.vn/cho-noi-dong-khach-tro-lai-196260301080000123.htm"

PROSE = "<p>Sáng nay nước sông lên chậm, ghe thuyền neo kín hai bờ và người mua kẻ bán gọi nhau rộn rã.</p>"
"""A paragraph of body text where a test only needs that there is some."""


def epi_html(
    body: str = PROSE,
    *,
    url: str = NHANDAN_URL,
    headline: str = "Làng gốm bên sông vào vụ mới",
    lead: str = "Những lò nung đỏ lửa trở lại sau mùa mưa dài.",
    head: str = "",
    meta: str = '<div class="author"><span class="thumb"> </span> Lê Hạnh </div>'
    '<time class="time" datetime="2026-03-07T08:06:00+07:00" data-time="1772845560">07/03/2026 08:06</time>',
    section: str = '<div class="breadcrumb"><h2 class="main"><a href="/kinhte/" title="Kinh tế">Kinh tế</a></h2></div>',
    before: str = "",
    after: str = "",
    footer: str = '<div class="article__tag"><h3 class="box-heading">Từ khóa:</h3><a href="/tag1">#làng gốm</a>'
    '<a href="/tag2">#nghề cổ</a></div>',
    body_class: str = "detail-page",
    outer: str = "",
) -> str:
    """An article page of the ePi CMS as tienphong.vn served it in 2026-05, with nhandan.vn's body element."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{headline}</title>
<link rel="canonical" href="{url}"><meta property="og:title" content="{headline}"><meta name="author" content="Báo">
{head}</head><body class=" {body_class} "><div class="site-body">{outer}<div class="main-col"><div class="article">
{section}<div class="article__header"><h1 class="article__title cms-title "> {headline} </h1>
<div class="article__meta">{meta}</div></div>
<div class="article__sapo cms-desc"><p>{lead}</p></div>{before}
<div class="article__body zce-content-body cms-body" itemprop="articleBody"> {body}
<div id="sdaWeb_SdaArticleAfterBody" class="rennab" style="display:none"></div></div>{after}
<div class="article-footer">{footer}</div></div></div></div></body></html>"""


def nld_html(
    body: str = PROSE,
    *,
    url: str = NLD_URL,
    headline: str = "Chợ nổi đông khách trở lại",
    lead: str = "(NLĐO) - Ghe hàng về bến nhiều gấp đôi năm ngoái.",
    author: str = "Minh Khôi ",
    sections: str = '<a href="/kinh-te.htm" class="category-name_ac" data-role="cate-name">Kinh tế</a>',
    published: str = "2026-03-07T08:06:00+07:00",
    modified: str = "2026-03-07T09:10:11+07:00",
    type: int = 0,
    head: str = "",
    tags: str = '<a class="item" href="/cho-noi.html">chợ nổi</a><a class="item" href="/mien-tay.html">miền Tây</a>',
    before: str = "",
    after: str = "",
) -> str:
    """An article page of Người Lao Động as served in 2026-03, the payment window included."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{headline}</title>
<link rel="canonical" href="{url}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{published}" /><meta name="author" content="NLD.COM.VN">
<meta itemprop="dateModified" content="{modified}" />{head}
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{headline} SEO",
"author":{{"@type":"Person","name":""}},"publisher":{{"@type":"Organization","name":"https://nld.com.vn"}}}}</script>
</head><body><div class="main"><div class="detail__main"><div class="detail-cmain">
<div class="detail-cate">{sections}</div><h1 class=" detail-title" data-role="title"> {headline}</h1>
<div class="detail__cmain-main"><div class="detail-info"><div class="detail-author"><div class="author-info">
<p class="name" data-role="author">{author}</p></div></div>
<div class="detail-time"><time data-role="publishdate" datetime="{published}">07/03/2026 08:06 GMT+7</time></div></div>
<div class="social-top"><div class="af-tts hidden"></div></div>
<h2 class="detail-sapo" data-role="sapo">{lead}</h2>{before}
<div class="detail-content afcbc-body  " data-role="content" itemprop="articleBody"><div class="detail-cover"></div>
<div data-check-position="body_start"></div>{body}<div data-check-position="body_end" class="clearfix"></div></div>
{after}<div class="detail__related" data-marked-zoneid="nld_detail_tinlienquan"><h3>Tin liên quan</h3>
<a href="/tin-khac-196260301080000999.htm">Tin khác trong ngày</a><p>Sapo của tin khác.</p></div>
<div class="detail-tab">{tags}</div></div></div></div></div>
<div class="configHidden"><input type="hidden" id="hdType" value="{type}"/>
<input type='hidden' id='hdZoneUrl' value='kinh-te'/></div>
<div class="news-purchase modal"><p class="text_purchasepopup">Để đọc thường xuyên, đăng ký làm thành viên VIP</p></div>
</body></html>"""


@pytest.fixture
def nhandan() -> Reader:
    return lambda body=PROSE, **parts: clean(epi_html(body, **parts), url=parts.get("url", NHANDAN_URL))


@pytest.fixture
def ngaynay() -> Reader:
    return lambda body=PROSE, **parts: clean(epi_html(body, **{"url": NGAYNAY_URL} | parts), url=NGAYNAY_URL)


@pytest.fixture
def nld() -> Reader:
    return lambda body=PROSE, **parts: clean(nld_html(body, **parts), url=parts.get("url", NLD_URL))


@pytest.fixture
def epi_page() -> Page:
    return epi_html


@pytest.fixture
def nld_page() -> Page:
    return nld_html


@pytest.fixture
def body(nhandan: Reader) -> Callable[[str], list[str]]:
    """The texts of the blocks that a body's markup becomes, a paragraph of prose after it."""

    def texts(markup: str) -> list[str]:
        *blocks, last = nhandan(markup + PROSE).blocks
        assert last.text.startswith("Sáng nay nước sông")
        return [block.text for block in blocks]

    return texts

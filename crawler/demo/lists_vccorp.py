"""Home, section pages and load-more fragments as VCCorp's CMS serves them (nld.com.vn, March 2026).

Links that are no articles stand among them: sections, tags, event streams, other sites of the publisher, e-paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from crawler.demo.feeds import newest_first
from crawler.demo.markup import plain
from crawler.demo.papers import Paper, Section
from crawler.demo.truth import DemoArticle, Shelf
from crawler.demo.vccorp_body import picture_url
from crawler.demo.vccorp_chrome import page

TRAPS = """<div class="list__traps">
<a href="/dong-su-kien/mua-nuoc-noi-2026-1123.htm" title="Dòng sự kiện">Mùa nước nổi 2026</a>
<a href="/gioi-thieu-196.htm">Giới thiệu</a>
<a href="/nuoc-noi.html" class="item">nước nổi</a>
<a href="https://thitruong.nld.com.vn/sam-tet-som-o-cho-huyen-196261118090000001.htm">Sắm Tết sớm ở chợ huyện</a>
<a href="https://phunu.nld.com.vn/ve-que-phoi-cau-196261117080000002.htm">Về quê phơi cau</a>
<a href="https://nld.com.vn.example.org/tin-la-196261117080000003.htm">Tin lạ</a>
<a href="/e-paper.htm">E-paper</a><a href="javascript:;">Xem thêm</a><a href="mailto:toasoan@example.org">Góp ý</a>
</div>"""


def home(paper: Paper, shelf: Shelf, dbcheck: str) -> str:
    """The home page: the newest articles that sections show."""
    shown = newest_first(article for article in shelf.articles if "section" in article.found_in)[:6]
    main = f"""<div class="home__focus"><div class="box-category" data-layout="1" data-marked-zoneid="nld_home_b1">
<div class="box-category-middle">{_items(shown, shelf)}</div></div></div>{TRAPS}"""
    return page(_head(paper, f"{paper.origin}/", paper.title, "/rss/home.rss"), paper, main, dbcheck)


def section(paper: Paper, part: Section, shelf: Shelf, dbcheck: str) -> str:
    """A section's first page: the top box, the stream, a feed in the head, the zone's number in `#hdZoneId`."""
    shown = in_section(part, shelf, "section")
    first, stream = _items(shown[:1], shelf), _items(shown[1:], shelf)
    main = f"""<div class="list__focus"><div class="box-category" data-marked-zoneid="nld_category_b1" data-layout="19"
 data-cd-key="siteid196:newsposition:zoneid{part.zone}type3"><div class="box-category-middle">{first}</div></div></div>
<div class="list__news"><div class="list__news-flex"><div class="list__news-main"
 data-marked-zoneid="nld_category_stream">
<div class="box-category" data-layout="20" data-cd-key="siteid196:newsinzone:zone{part.zone}"><div
 class="box-category-middle">
{stream}{_other_spellings(paper, shown)}</div></div>
<div class="box-center list__viewmore list__center"><a href="javascript:;" class="view-more"
 title="Xem thêm">Xem thêm</a></div>
</div></div></div>{TRAPS}
<div class="configHidden">
<input type="hidden" name="hdCurrentUrlActive" id="hdCurrentUrlActive" value="{part.slug}">
<input type="hidden" name="hdZoneId" id="hdZoneId" value="{part.zone}" />
<input type="hidden" name="hdZoneUrl" id="hdZoneUrl" value="{part.slug}">
<input type="hidden" name="hdParentUrl" id="hdParentUrl" value="{part.parent or ""}">
</div>"""
    url = f"{paper.origin}/{part.slug}.htm"
    return page(_head(paper, url, part.name, f"/rss/{part.slug}.rss"), paper, main, dbcheck)


def fragment(part: Section, number: int, shelf: Shelf) -> str:
    """What `/timelinelist/<zone>/<number>.htm` answers; the first page after the section's own is 2."""
    if number != 2:
        return ""
    seen_before = in_section(part, shelf, "section")[-1:]
    return _items([*seen_before, *in_section(part, shelf, "more")], shelf)


def in_section(part: Section, shelf: Shelf, place: str) -> list[DemoArticle]:
    """The articles of `part` and of what stands in it that `place` ("section", "more") shows, newest first."""
    return newest_first(
        article
        for article in shelf.articles
        if place in article.found_in and (article.section == part.slug or article.section.startswith(f"{part.slug}/"))
    )


def _head(paper: Paper, url: str, title: str, feed: str) -> str:
    return f"""<title>{escape(title)}</title>
<meta name="description" content="{escape(title)} - trang mẫu" />
<meta property="og:type" content="article" />
<meta property="og:url" content="{url}" />
<link rel="canonical" href="{url}"/>
<link rel="alternate" type="application/rss+xml" href="{paper.origin}{feed}" title="{escape(title)}"/>"""


def _items(articles: Iterable[DemoArticle], shelf: Shelf) -> str:
    return "".join(_item(article, shelf) for article in articles)


def _item(article: DemoArticle, shelf: Shelf) -> str:
    below = "".join(
        f'<h3 class="box-category-related-text"><a data-type="title" class="box-category-related-link-title" '
        f'href="{other.path}" title="{escape(other.headline)}">{escape(other.headline)}</a></h3>'
        for other in map(shelf.story, article.after[:1])
        if other in shelf.articles
    )
    return f"""<div class="box-category-item" data-id="{article.id}">
<a class="box-category-link-with-avatar img-resize" href="{article.path}" data-newstype="0"
 title="{escape(article.headline)}">
<img data-type="avatar" src="{picture_url(article, "thumb.jpg")}" alt="{escape(article.headline)}"
 class="box-category-avatar"></a>
<div class="box-category-content"><h3 class="box-category-title-text">
<a data-type="title" data-linktype="newsdetail" data-id="{article.id}" class="box-category-link-title" data-type="0"
 data-newstype="0" href="{article.path}" title="{escape(article.headline)}">{escape(article.headline)}</a></h3>
<p data-type="sapo" class="box-category-sapo" data-trimline="2">{escape(article.signature + plain(article.lead))}</p>
<div class="box-category-item-related">{below}</div></div></div>
"""


def _other_spellings(paper: Paper, articles: Iterable[DemoArticle]) -> str:
    links = []
    for article in articles:
        spellings = (
            *article.also_at,
            f"{article.path}?utm_source=home&utm_medium=box#binh-luan",
            f"https://m.{paper.host}{article.path}",
            f"http://www.{paper.host}{article.path}",
        )
        links += [
            f'<a class="box-category-link-title" href="{url}">{escape(article.headline)}</a>' for url in spellings
        ]
        break  # one article in every spelling is enough
    return "".join(links)

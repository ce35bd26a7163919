"""The two front ends ePi's CMS has in use, and what surrounds every page of a demo newspaper on it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from crawler.demo.papers import Paper

GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
"""One transparent pixel: the `src` of every picture until a script puts `data-src` there."""


@dataclass(frozen=True, slots=True)
class Theme:
    """`new`: tienphong.vn, May 2026, and Nhân Dân's body of December 2025. Else: plo.vn, October 2025."""

    new: bool
    footer: str
    """The class of the block below the body."""
    tag_mark: str
    """What stands in front of each tag."""

    def ad(self, place: str) -> str:
        """The place of an advertisement, with the old theme's inline script."""
        if self.new:
            return (
                f'<div id="sdaWeb_Sda{place}" class="rennab fyi" data-platform="1" data-position="Web_Sda{place}"'
                ' style="display:none"> </div>'
            )
        name = f"Web_Ads{place}"
        return (
            f'<div id="ads{name}" class="banner fyi" data-position="{name}"> <script>if(typeof {name}!="undefined")'
            f'{{window.CMS_BANNER.pushAds({name},"ads{name}")}}</script> </div>'
        )

    def middle(self, number: int) -> str:
        """An advertisement between two paragraphs."""
        place = f"ArticleMiddle{number or ''}"
        return f'<div class="{"sda" if self.new else "ads"}_middle"> {self.ad(place)} </div>'

    def offset(self, iso: str) -> str:
        """A time as this theme writes it: the old one has no colon in the offset."""
        return iso if self.new else iso[:-3] + iso[-2:]


NEW = Theme(new=True, footer="article-footer", tag_mark="#")
OLD = Theme(new=False, footer="article__footer", tag_mark="")


def theme_of(paper: Paper) -> Theme:
    """The front end `paper` runs."""
    return NEW if paper.name == "nhandan" else OLD


def config(paper: Paper, *, zone: int, content: int = 0) -> str:
    """The scripts that tell the front end its hosts, the zone and the article; a crawler reads the API's host here."""
    return (
        f"<script> var cmsConfig = {{ domainDesktop: '{paper.origin}', domainMobile: '{paper.origin}', "
        f"domainApi: 'https://api.{paper.host}', domainStatic: 'https://cdn.{paper.host}', siteId: 0, "
        f"pageType: {1 if content else 2}, objectId: {content or zone}, adsZone: {zone}, allowAds: true }}; "
        f'</script> <script> var cateId = "{zone}", contentId = "{content}"; </script>'
    )


def page(head: str, paper: Paper, body_class: str, main: str) -> str:
    """A whole document."""
    return f"""<!DOCTYPE html> <html lang="vi"> <head>
{head}
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta http-equiv="content-language" content="vi" />
<meta name="author" content="{escape(paper.title)}" /> <meta name="GENERATOR" content="{escape(paper.title)}" />
<meta name="robots" content="noarchive, max-image-preview:large, index, follow" />
<meta property="og:site_name" content="{escape(paper.title)}"/>
<style>i.ic-live {{ background: url(https://cdn.{paper.host}/live.gif); }}</style>
</head> <body class=" {body_class} ">
{_header(paper)}
<div class="site-body">
{theme_of(paper).ad("Top")}
<div class="container">
{main}
</div></div>
<footer class="site-footer container"> <a href="{paper.origin}" class="logo">{escape(paper.title)}</a>
<p>Trang mẫu chạy trên máy này. Mọi bài đều là hư cấu.</p> <a href="/rss.html">RSS</a> </footer>
<script> window.addEventListener('load', function () {{ if (window.CMS_BANNER) window.CMS_BANNER.init(); }}); </script>
</body> </html>
"""


def _header(paper: Paper) -> str:
    items = "".join(
        f'<li> <a class="text" href="{paper.origin}/{part.slug}/" title="{part.name}">{part.name}</a> </li>'
        for part in paper.sections
    )
    return f"""<header class="site-header"> <div class="top-wrapper">
<time class="time" id="today">Thứ năm, 19/11/2026</time>
<a href="tel:+84240000000" class="website">Hotline: 024.0000.0000</a> </div>
<div class="main-wrapper"> <h3><a class="logo" href="/" title="{escape(paper.title)}">{escape(paper.title)}</a></h3>
<div class="search-form"> <input class="form-control txtsearch" placeholder="Tìm kiếm"> </div> </div>
<div class="navigation-wrapper"> <span class="menu-title">Danh mục</span> <ul class="menu">
<li> <a href="/" class="home" title="Trang chủ">Trang chủ</a> </li>{items} </ul> </div> </header>"""

"""Home, section pages and the load-more answers of ePi's CMS (tienphong.vn, May 2026; nhandan.vn's API, 2025).

Links that are no articles stand among them: topics, tags, print editions, video pages, other sites.
"""

from __future__ import annotations

import json
from datetime import datetime
from html import escape
from typing import Any

from crawler.demo.epi_body import picture_url, story
from crawler.demo.epi_theme import config, page, theme_of
from crawler.demo.feeds import newest_first
from crawler.demo.markup import plain
from crawler.demo.papers import Paper, Section
from crawler.demo.truth import DemoArticle, Shelf

TRAPS = {
    "nhandan": """<div class="box-traps">
<a class="cms-link" href="https://nhandan.vn/video-mua-vang-ban-na-lom-post990901.html">Mùa vàng bản Nà Lom</a>
<a class="cms-link" href="https://nhandan.vn/bao-nhan-dan-so-26001-post990902.html">Báo Nhân Dân số 26001</a>
<a class="cms-link" href="https://nhandan.vn/bao-thoi-nay-so-1701-post990903.html">Báo Thời Nay số 1701</a>
<a class="cms-link" href="https://special.nhandan.vn/duong-len-ban-na-lom/index.html">Đường lên bản Nà Lom</a>
<a class="cms-link" href="https://en.nhandan.vn/rice-season-in-na-lom-post990904.html">Rice season in Na Lom</a>
<a class="cms-link" href="https://daibieunhandan.example.org/ky-hop-post990905.html">Kỳ họp</a>
<a href="https://nhandan.vn/tu-khoa/mua-vang-tag118.html">mùa vàng</a>
<a href="https://nhandan.vn/chu-de/mua-vang-144.html">Chủ đề</a></div>""",
    "ngaynay": """<div class="box-traps">
<a class="cms-link" href="https://ngaynay.vn/ngay-nay-so-601-602-603-post990911.html">Ngày Nay số 601-602-603</a>
<a class="cms-link" href="https://ngaynay.vn/epaper/601/">E-paper</a>
<a class="cms-link" href="https://huengaynay.vn/sang-som-ben-song-post990912.html">Sáng sớm bên sông</a>
<a class="cms-link" href="https://ngaynay.vn.example.org/tin-la-post990913.html">Tin lạ</a>
<a href="https://ngaynay.vn/tu-khoa/ben-song-tag204.html">bến sông</a>
<a href="https://ngaynay.vn/chu-de/dung-bo-lo-144.html">Đừng bỏ lỡ</a></div>""",
}


def home(paper: Paper, shelf: Shelf) -> str:
    """The home page: the newest articles that sections show."""
    shown = newest_first(article for article in shelf.articles if "section" in article.found_in)[:6]
    main = f"""<div class="main-col">
<div class="highlight"> {"".join(story(article, paper, lead=True) for article in shown)} </div>
{TRAPS[paper.name]} </div>"""
    return page(_head(paper, f"{paper.origin}/", paper.title, "/rss/home.rss", 0), paper, "home-page", main)


def section(paper: Paper, part: Section, shelf: Shelf) -> str:
    """A section's first page: its feed in the head, the zone's number in scripts, top block and stream."""
    shown = in_section(part, shelf, "section")
    stream = "".join(story(article, paper, lead=True) for article in shown[1:])
    top = "".join(story(article, paper) for article in shown[:1])
    main = f"""<div class="main-col"> <div class="abf-cate"> {top} </div> {theme_of(paper).ad("CateTop")}
<div class="timeline content-list"
 data-source="zone-timeline-{part.zone}"> {stream} {_other_spellings(paper, shown)} </div>
<button type="button" class="btn control__loadmore" data-page="1" data-zone="{part.zone}">Xem thêm</button>
{TRAPS[paper.name]} </div>"""
    url, feed = f"{paper.origin}/{part.slug}/", f"/rss/{part.slug}-{part.zone}.rss"
    return page(_head(paper, url, part.name, feed, part.zone), paper, "cate-page", main)


def more(paper: Paper, part: Section, number: int, shelf: Shelf) -> str:
    """What `morenews-zone-<zone>-<number>` answers: the last of the section's page again, then what only this shows."""
    first = in_section(part, shelf, "section")[-1:]
    batches = {1: first, 2: in_section(part, shelf, "more")}
    articles = batches.get(number, [])
    return _answer([_content(article, paper, part) for article in articles], load_more=number < 2)


def no_more() -> str:
    """The answer for a page beyond the last, and for a zone that is none."""
    return _answer([], load_more=False)


def in_section(part: Section, shelf: Shelf, place: str) -> list[DemoArticle]:
    """The articles of `part` that `place` ("section", "more") shows, newest first."""
    return newest_first(a for a in shelf.articles if place in a.found_in and a.section == part.slug)


def _answer(contents: list[dict[str, Any]], *, load_more: bool) -> str:
    data = {"contents": contents, "load_more": load_more}
    return json.dumps({"error_code": 0, "error_message": "Success", "data": data}, ensure_ascii=False)


def _content(article: DemoArticle, paper: Paper, part: Section) -> dict[str, Any]:
    return {
        "content_id": int(article.id),
        "title": article.headline,
        "url": paper.origin + article.path,
        "date": int(datetime.fromisoformat(article.published).timestamp()),
        "description": article.signature + plain(article.lead),
        "avatar_url": picture_url(article, paper, f"thumb-{article.id}.jpg"),
        "zone": {"zone_id": part.zone, "name": part.name},
    }


def _head(paper: Paper, url: str, title: str, feed: str, zone: int) -> str:
    return f"""<title>{escape(title)}</title> <meta name="description" content="{escape(title)} - trang mẫu"/>
{config(paper, zone=zone)} <link rel="canonical" href="{url}"/>
<link rel="alternate" type="application/rss+xml" href="{paper.origin}{feed}" title="{escape(title)}"/>
<meta property="og:type" content="website"/> <meta property="og:url" content="{url}"/>"""


def _other_spellings(paper: Paper, articles: list[DemoArticle]) -> str:
    links = []
    for article in articles[:1]:
        path = article.path
        spellings = (
            f"{path}?utm_source=zalo",
            f"{paper.origin}/post-{article.id}.html",
            f"http://www.{paper.host}{path}#comment",
            *article.also_at,
        )
        links = [f'<a class="cms-link" href="{url}">{escape(article.headline)}</a>' for url in spellings]
    return "".join(links)

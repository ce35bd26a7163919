"""Article pages as ePi's CMS serves them: today's two front ends, and the templates of 2019 and 2021."""

from __future__ import annotations

import json
import unicodedata
from datetime import datetime
from html import escape

from crawler.demo.epi_body import body_html, lead_of, picture_url, story
from crawler.demo.epi_theme import Theme, config, page, theme_of
from crawler.demo.papers import Paper
from crawler.demo.truth import DemoArticle, Shelf

BODY_CLASS = {
    "longform": "longform-page",
    "photo": "lens-page",
    "infographic": "infographic-page",
    "video": "video-page",
    "interview": "interview-page",
}
"""The class of `<body>` by layout; an ordinary page has the theme's own."""

VOICES = ("Nữ miền Nam", "Nam miền Bắc")


def article_page(article: DemoArticle, paper: Paper, shelf: Shelf) -> str:
    """The whole page of `article`."""
    theme = theme_of(paper)
    if article.layout == "2019":
        main, body_class = _template_2019(article, paper, shelf), "article-page"
    else:
        main = _main(article, paper, shelf, theme)
        body_class = BODY_CLASS.get(article.layout, "detail-page" if theme.new else "normal-page")
    html = page(_head(article, paper, theme), paper, body_class, main)
    return unicodedata.normalize("NFD", html) if article.decomposed else html


def _head(article: DemoArticle, paper: Paper, theme: Theme) -> str:
    url, title, lead = paper.origin + article.path, escape(article.headline), escape(article.signature + article.lead)
    section, tags = paper.section(article.section), escape(",".join(article.keywords))
    published, modified = theme.offset(article.published), theme.offset(article.modified)
    if article.layout == "old":
        published, modified = article.published.replace("+07:00", "+0700"), article.modified.replace("+07:00", "+0700")
    image = picture_url(article, paper, f"thumb-{article.id}.jpg")
    news = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": article.headline,
        "description": article.signature + article.lead,
        "image": {"@type": "ImageObject", "url": image, "width": 1200, "height": 675},
        "datePublished": published,
        "dateModified": modified,
        "author": {"@type": "Person", "name": article.byline},
        "publisher": {"@type": "Organization", "name": paper.title},
    }
    crumbs = {
        "@context": "http://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 1,
                "item": {"@id": f"{paper.origin}/{section.slug}/", "name": section.name},
            }
        ],
    }
    other_forms = (
        ""
        if theme.new
        else (
            f'<link rel="alternate" media="handheld" href="https://m.{paper.host}{article.path}"/> '
            f'<link rel="amphtml" href="{url.removesuffix(".html")}.amp"/>'
        )
    )
    # og:url is the short form on some sisters; the canonical link is the one to trust.
    og_url = url if theme.new else f"{paper.origin}/post-{article.id}.html"
    return f"""<title>{title}</title> <meta name="description" content="{lead}"/>
<meta name="keywords" content="{tags}"/>
<meta name="news_keywords" content="{tags}"/> {config(paper, zone=section.zone, content=int(article.id))}
<link rel="canonical" href="{url}"/> {other_forms}
<meta property="og:type" content="article"/> <meta property="og:url" content="{og_url}"/>
<meta property="og:image" content="{image}"/>
<meta property="og:title" content="{title}"/> <meta property="og:description" content="{lead}"/>
<meta property="article:tag" content="{tags}"/>
<meta property="article:section" content="{escape(section.name)},Tin chung"/>
<meta property="article:published_time" content="{published}"/>
<meta property="article:modified_time" content="{modified}"/>
<script type="application/ld+json"> {json.dumps(crumbs, ensure_ascii=False)} </script>
<script type="application/ld+json"> {json.dumps(news, ensure_ascii=False)} </script>"""


def _main(article: DemoArticle, paper: Paper, shelf: Shelf, theme: Theme) -> str:
    section = paper.section(article.section)
    column = "article" if theme.new else "l-content"
    video = ""
    if article.layout == "video":
        column = "article article--video"
        video = '<div class="video-player"> <div class="player"></div> <span>00:00</span> / <span>02:10</span> </div>'
    inside = f"""<div class="{column}">
<div class="breadcrumb breadcrumb-detail"> <h2 class="main">
<a href="{paper.origin}/{section.slug}/" class="active">{escape(section.name)}</a> </h2>
{_player_2026(article, paper) if theme.new else ""} </div>
{video}{_header(article, theme)}
<div class="article__sapo cms-desc"> <p>{lead_of(article)}</p> </div>
{theme.ad("ArticleAfterSapo")}
{"" if theme.new else _player_2025(article)}
{_body(article, paper, shelf, theme)}
{_footer(article, paper, shelf, theme)}
</div>
{_side(article, paper, shelf)}"""
    return f'<div class="wrapper longform-page">{inside}</div>' if article.layout == "longform" else inside


def _header(article: DemoArticle, theme: Theme) -> str:
    moment = datetime.fromisoformat(article.published)
    stamp = int(moment.timestamp())
    if theme.new:
        days = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
        day = "Chủ nhật" if moment.weekday() == 6 else f"Thứ {days[moment.weekday()]}"
        shown = f"{day}, ngày {moment:%d/%m/%Y} - {moment:%H:%M}"
        time = f'<time class="time" datetime="{article.published}" data-time="{stamp}">{shown}</time>'
        return f"""<div class="article__header"> <h1 class="article__title cms-title "> {escape(article.headline)} </h1>
<div class="article__meta"> {time}
<meta class="cms-date" itemprop="datePublished" content="{article.published}"> </div> </div>
<div class="features article__social"> <a href="javascript:void(0);" class="item">Chia sẻ</a>
<a href="javascript:void(0);">Lưu tin</a>
<a href="#" class="google-news">Theo dõi báo trên Google News</a> </div>"""
    shown = theme.offset(article.published)
    return f"""<div class="article__header"> <h1 class="article__title cms-title "> {escape(article.headline)} </h1>
<time class="article__time" datetime="{shown}" data-time="{stamp}" data-friendly="false">{moment:%d/%m/%Y %H:%M}</time>
<meta class="cms-date" itemprop="datePublished" content="{shown}"> </div>"""


def _player_2026(article: DemoArticle, paper: Paper) -> str:
    rates = "".join(
        f'<div class="rate-name" data-rate="{rate}"> <span>{rate}X</span> </div>' for rate in ("1", "1.25", "1.5")
    )
    source = f"https://cdn.{paper.host}/audios/{article.id}.mp3"
    return f"""<div class="audio audio-player" id="tts">
<div style="display: none" class="hidden-player" data-src="{source}" data-index="0">
<audio class="player" src="{source}" preload="metadata"></audio> </div> <div class="time-display">
<span class="current">00:00</span>
<span class="separator">/</span> <span class="duration">00:00</span> </div>
<div class="rate dropdown-speed"> {rates} </div> </div>"""


def _player_2025(article: DemoArticle) -> str:
    sources = [f"https://tts.example.org/{article.id}-{n}.m4a" for n in range(len(VOICES))]
    hidden = "".join(
        f'<div style="display: none" class="hidden-player" data-src="{source}" data-index="{n}">'
        f'<video class="player"><source data-src="{source}"></video></div>'
        for n, source in enumerate(sources)
    )
    voices = "".join(
        f'<li> <div class="voice-name" data-voice-id="{n}"> <span>{name}</span> </div> </li>'
        for n, name in enumerate(VOICES)
    )
    return f"""{hidden} <div class="audio tts-player"> <div class="left">
<button class="play-button" aria-label="Play"></button>
<div class="time-display"> <span class="current">0:00</span> <span class="separator">/</span>
<span class="duration">0:00</span> </div>
<div class="progress-bar" id="progress-bar"> <span class="fill-recent">
<span class="current_time">0:00</span> </span> </div> </div>
<div class="right"> <button class="select-voice"> <span>Giọng đọc</span> </button>
<div class="voice-board"> <ul> {voices} </ul> </div> </div> </div>"""


def _body(article: DemoArticle, paper: Paper, shelf: Shelf, theme: Theme) -> str:
    if article.layout == "video":
        return ""
    inside = body_html(article, paper, shelf)
    if article.layout == "interview":
        inside = f"""<div class="interview-zone"> <div class="interview-heading"></div>
<div class="interview-content"> {inside} </div> </div>"""
    # The byline is the body's own child: nhandan.vn, December 2025; plo.vn, desktop, December 2025.
    name = escape(article.byline)
    if theme.new:
        byline = f'<div class="article__author"> <p class="name">{name}</p> </div>' if name else ""
    else:
        byline = f'<div class="article__author cms-author"> {name} </div>' if name else ""
    modern = "" if article.layout in ("old", "longform") else "zce-content-body "
    return f"""<div class="article__body {modern}cms-body" itemprop="articleBody"> {inside}
{byline}
{theme.ad("ArticleAfterBody")} </div>"""


def _footer(article: DemoArticle, paper: Paper, shelf: Shelf, theme: Theme) -> str:
    tags = " ".join(
        f'<a href="{paper.origin}/tu-khoa/tu-tag{number}.html" title="{escape(tag)}">{theme.tag_mark}{escape(tag)}</a>'
        for number, tag in enumerate(article.keywords, 1)
    )
    heading = "" if theme.new else '<h3 class="box-heading"> <span class="title">từ khóa</span> </h3>'
    others = "\n".join(story(shelf.story(identifier), paper, lead=True) for identifier in article.after)
    related = f"""<div class="related-news"> <h3 class="box-heading">
<span class="title">{"Có thể bạn quan tâm" if theme.new else "Tin liên quan"}</span> </h3>
<div class="box-content" data-source="related-news"> {others} </div> </div>"""
    return f"""<div class="{theme.footer}"> <div class="article__tag"> {heading}
<div class="box-content">{tags}</div> </div>
{theme.ad("ArticleAfterTag")} {related if others else ""}
<div class="wrap-comment" id="comment{article.id}" data-id="{article.id}" data-type="20"></div> </div>"""


def _side(article: DemoArticle, paper: Paper, shelf: Shelf) -> str:
    # Only articles of both days: what changes around an article must not change its page.
    steady = [other for other in shelf.announced.values() if other.since == 1 and not other.gone]
    neighbours = [other for other in steady if other.section == article.section and other.id != article.id][:2]
    stories = "\n".join(story(other, paper, level="h3") for other in neighbours)
    title = "Cùng chuyên mục" if theme_of(paper).new else "Đừng bỏ lỡ"
    return f"""<div class="col size-300"> <div class="basic-box-9"> <h3 class="box-heading">
<a href="{paper.origin}/{article.section}/">{title}</a> </h3>
<div class="box-content content-list" data-source="recommendation-{article.section}"> {stories} </div> </div>
<a href="https://www.youtube.com/@example" class="youtube">Theo dõi trên Youtube</a> </div>"""


def _template_2019(article: DemoArticle, paper: Paper, shelf: Shelf) -> str:
    moment = datetime.fromisoformat(article.published)
    section = paper.section(article.section)
    tags = " ".join(
        f'<a class="tag-item" href="/tag{n}/">{escape(tag)}</a>' for n, tag in enumerate(article.keywords, 1)
    )
    return f"""<div class="breadcrumb">
<a class="current" href="{paper.origin}/{section.slug}/">{escape(section.name)}</a> </div>
<article class="article-wrap"> <header class="article__header">
<h1 class="article__title"> {escape(article.headline)} </h1>
<div class="article__meta"> <div class="date"> <time>{moment:%d/%m/%Y - %H:%M}</time> </div>
<div class="article__share"> <div class="zalo">Chia sẻ</div> </div> </div>
<div class="article__summary"> {lead_of(article)} </div>
<div class="article__avatar"> <p><img class="cms-photo"
 src="{picture_url(article, paper, "avatar.jpg")}"></p> </div> </header>
<div class="article__body"> <div class="article__content"> {body_html(article, paper, shelf)} </div>
<p class="article__author">{escape(article.byline)}</p> </div>
<footer> <div class="article__tag"> {tags} </div> <div class="article__react">Thích</div>
<div class="box-comment"></div> </footer> </article>"""

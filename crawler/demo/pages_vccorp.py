"""Article pages as VCCorp's CMS serves them on nld.com.vn (pages of July 2025 and March 2026)."""

from __future__ import annotations

import json
from html import escape

from crawler.demo.markup import plain
from crawler.demo.papers import Paper
from crawler.demo.truth import DemoArticle, Shelf
from crawler.demo.vccorp_body import body_html, date_of, picture_url
from crawler.demo.vccorp_chrome import page

NEWS_TYPE = {"longform": 27, "infographic": 20, "photo": 29, "video": 13}
"""`hdType` by layout; 0 for the rest."""


def article_page(article: DemoArticle, paper: Paper, shelf: Shelf, dbcheck: str) -> str:
    """The whole page of `article`."""
    return page(_head(article, paper), paper, _main(article, paper, shelf) + _hidden(article, paper), dbcheck)


def print_page(article: DemoArticle, paper: Paper, shelf: Shelf, dbcheck: str) -> str:
    """The page under /print/: the same article without its surroundings."""
    main = f"""<div class="detail__print">
<h1 class="detail-title" data-role="title">{escape(article.headline)}</h1>
<h2 class="detail-sapo" data-role="sapo">{_lead(article)}</h2>
<div class="detail__content detail-content afcbc-body" id="detail-content"
 data-role="content">{body_html(article, shelf)}</div>
</div>"""
    return page(_head(article, paper), paper, main + _hidden(article, paper), dbcheck)


def _lead(article: DemoArticle) -> str:
    return escape(article.signature + plain(article.lead))


def _head(article: DemoArticle, paper: Paper) -> str:
    url, title, lead = paper.origin + article.path, article.seo_title or article.headline, _lead(article)
    section, keywords = paper.path_to(article.section), escape(",".join(article.keywords))
    image = picture_url(article, "thumb.jpg").replace("vn/2917", "vn/zoom/600_315/2917")
    news = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": title,
        "description": lead,  # escaped once more than it should be, as served
        "image": {"@type": "ImageObject", "url": image, "width": 700, "height": 438},
        "datePublished": article.published,
        "dateModified": article.modified,
        "author": {"@type": "Person", "name": ""},
        "publisher": {"@type": "Organization", "name": paper.origin},
    }
    crumbs = [{"@id": paper.origin, "name": "Trang chủ"}]
    crumbs += [{"@id": f"{paper.origin}/{part.slug}.htm", "name": part.name} for part in section]
    trail = {
        "@context": "http://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "position": n, "item": item} for n, item in enumerate(crumbs, 1)],
    }
    return f"""<title>{escape(title)}</title>
<meta name="description" content="{lead}" />
<meta name="keywords" content="{keywords}" />
<meta name="news_keywords" content="{keywords}" />
<meta property="og:title" content="{escape(title)}" />
<meta property="og:description" content="{lead}" />
<meta property="og:type" content="article" />
<meta property="og:url" content="{url}" />
<meta property="og:image" content="{image}" />
<link rel="canonical" href="{url}" />
<meta name="robots" content="max-image-preview:large,index, follow" />
<meta property="article:section" content="{escape(section[-1].name)}" />
<meta property="article:published_time" content="{article.published}" />
<meta class="cms-date" itemprop="datePublished" content="{article.published}" />
<meta itemprop="dateModified" content="{article.modified}" />
<!-- GOOGLE SEARCH STRUCTURED DATA FOR ARTICLE -->
<script type="application/ld+json">
{json.dumps(news, ensure_ascii=False, indent=4)}
</script>
<!-- GOOGLE BREADCRUMB STRUCTURED DATA -->
<script type="application/ld+json">
{json.dumps(trail, ensure_ascii=False, indent=4)}
</script>"""


def _main(article: DemoArticle, paper: Paper, shelf: Shelf) -> str:
    if article.layout == "video":
        return _video(article)
    title = f'<h1 class=" detail-title" data-role="title"> {escape(article.headline)}</h1>'
    sapo = f'<h2 class="detail-sapo" data-role="sapo">\n{_lead(article)} </h2>'
    if article.layout in ("longform", "infographic"):
        return f"""<div class="detail__magazine"><div
 class="detail__info">{_section(article, paper)}{title}{_byline(article)}{sapo}</div>
<div id="contentMagazine">{_content(article, shelf)}</div></div>{_below(article, shelf)}"""
    column = (
        ("detail__col-images", "") if article.layout == "photo" else ("detail__cmain-main", _sticky(article, paper))
    )
    return f"""<div class="detail__section"><div class="container">
<div class="detail__section-flex" style="margin-bottom: 0px">{column[1]}
<div class="detail__main"><div class="detail-top">{_section(article, paper)}</div>
{title}
<div class="detail__cmain-flex"><div class="{column[0]}">
{_byline(article)}
<div class="social-top"><div class="af-tts hidden"></div><div id="icon-audio" class="hidden"><a href="javascript:;"
 title="Báo nói"></a></div>
<a href="javascript:;" class="item-st fb sendsocial big" rel="facebook">Chia sẻ</a></div>
{sapo}
<zone id="lmeadayl"></zone><script>if (pageSettings.allow3rd) arfAsync.push("lmeadayl");</script>
<div class="detail-cmain">{_content(article, shelf)}</div>
{_below(article, shelf)}
</div>
<div class="detail__cmain-sub"><div class="detail__tr" data-marked-zoneid="nld_detail_tindocnhieu">
<div id="insert-most-views" class="hidden"></div></div></div></div></div></div></div></div>
<div class="detail__news" data-news-eng="false"><div id="box-detail-bottom"></div></div>"""


def _content(article: DemoArticle, shelf: Shelf) -> str:
    if article.layout == "vip":
        return '<div id="contentDetailAjax"></div>'
    classes = {"longform": "contentOuter", "infographic": "contentOuter", "old": "afcbc-body detail-old"}
    return f"""<div class="detail-content {classes.get(article.layout, "afcbc-body")}  " data-role="content"
 itemprop="articleBody">
<div data-check-position="body_start"></div>
<div class="detail-cover"> </div>
{body_html(article, shelf)}<!--Sat Nov 07 2026 08:06:29 GMT+0700 (Giờ Đông Dương) -->
<script>
(runinit = window.runinit || []).push(function () {{ placeAds('[data-role="content"]', 'lmeadybm'); }});
</script>
<zone id="lw61uyys"></zone>
<script>if (pageSettings.allow3rd) arfAsync.push("lw61uyys");</script>
<div data-check-position="body_end" class="clearfix"></div>
</div>"""


def _video(article: DemoArticle) -> str:
    return f"""<div class="list__video-detail"><div class="video__d-focus">
<h1 class="video-title" data-role="title">{escape(article.headline)}</h1>
<div id="playOnSite"><div class="VCSortableInPreviewMode vPlayer" type="VideoStream"
 data-vid="nld.mediacdn.vn/{article.id}.mp4"
 data-thumb="{picture_url(article, "thumb.jpg")}"></div></div>
<div class="author-info-top"><p class="name">{escape(article.byline)} </p></div>
<h2 class="detail-sapo" data-role="sapo">{_lead(article)}</h2></div></div>"""


def _section(article: DemoArticle, paper: Paper) -> str:
    links = "".join(
        f'<a href="/{part.slug}.htm" title="{part.name}" class="category-name_ac" data-role="cate-name">'
        f"{part.name}</a>\n"
        for part in paper.path_to(article.section)
    )
    return f'<div class="detail-cate">{links}</div>'


def _byline(article: DemoArticle) -> str:
    if article.layout == "old":
        return f"""<div class="detail-info"><div class="detail-author">{escape(article.byline)}</div>
<div class="detail-time"><div data-role="publishdate">{date_of(article)}</div></div></div>"""
    return f"""<div class="detail-info"><div class="detail-author"><div class="author-info">
<p class="name" data-role="author">{escape(article.byline)} </p></div></div>
<div class="detail-time"><time data-role="publishdate"
 datetime="{article.published}">{date_of(article)} GMT+7</time></div></div>"""


def _sticky(article: DemoArticle, paper: Paper) -> str:
    url = paper.origin + article.path
    return f"""<div class="detail__sticky"><div class="detail__scroll-action"><div class="detail-social">
<a href="javascript:;" class="item-st sendsocial" rel="facebook" data-href="{url}"
 data-title="{escape(article.headline)}"></a>
<a href="/print{article.path}" title="In" class="item-st" target="_blank" rel="nofollow"></a>
<a href="javascript:;" title="Lưu tin" class="btnSaveNews item-st" rel="nofollow"></a></div></div></div>"""


def _below(article: DemoArticle, shelf: Shelf) -> str:
    tags = "".join(
        f'<a href="/tag-{number}.html" class="item" title="{escape(tag)}">{escape(tag)}</a>\n'
        for number, tag in enumerate(article.keywords, 1)
    )
    return f"""<div id="box-thread-detail" data-id-dsk="0"></div>
{_related(article, shelf)}
<div class="detail-bot-social"><div class="like-share"><a href="javascript:;"
 class="item-st fb sendsocial">Chia sẻ</a></div></div>
<div class="detail-tab"><div class="icon"></div>{tags}</div>
<div class="detail__comment"><div id="detail_comment" class="mt-20"><div class="box-comment ykcb" id="ykcb-form">
<p class="text">Bình luận <span class="count-comment">(<span data-count-comment="{article.id}">0</span>)</span></p>
<textarea placeholder="Chia sẻ ý kiến của bạn" class="btn-comment require" id="txt_bl" name="txt_bl"></textarea>
<a href="javascript:;" id="btn_bl" class="btn-submit">Gửi bình luận</a></div>
<div class="cmbl hidden"><a href="javascript:;" class="active" rel="2">Quan tâm nhất</a></div></div></div>"""


def _related(article: DemoArticle, shelf: Shelf) -> str:
    if not article.after:
        return ""
    items = "".join(
        f"""<div class="box-category-item" data-id="{story.id}"><div class="box-category-content">
<h3 class="box-category-title-text"><a data-type="title" data-linktype="newsdetail" data-id="{story.id}"
 class="box-category-link-title"
 data-newstype="0" href="{story.path}" title="{escape(story.headline)}">{escape(story.headline)}</a></h3>
<p data-type="sapo" class="box-category-sapo">{_lead(story)}</p></div></div>"""
        for story in map(shelf.story, article.after)
    )
    return f"""<div class="detail__related" data-marked-zoneid="nld_detail_tinlienquan"><div class="box-category"
 data-layout="26">
<div class="box-category-top"><h2 class="title-category"><div class="box-category-title">Tin liên quan</div></h2></div>
<div class="box-category-middle">{items}</div></div></div>"""


def _hidden(article: DemoArticle, paper: Paper) -> str:
    section = paper.section(article.section)
    values = {
        "hdZoneId": str(section.zone),
        "hdZoneUrl": section.slug,
        "hidCounterCat_Name": section.name,
        "hdParentUrl": section.parent or "",
        "hdNewsId": article.id,
        "hdTitle": article.headline,
        "hdSapo": article.signature + plain(article.lead),
        "hidLastModifiedDate": article.modified[:19],
        "hdUrl": article.path,
        "hdType": str(NEWS_TYPE.get(article.layout, 0)),
        "distributionDate": article.published[:19],
    }
    # Single quotes on article pages, double ones on list pages: as served.
    inputs = "\n".join(f"<input type='hidden' name='{k}' id='{k}' value='{escape(v)}' />" for k, v in values.items())
    return f'<div class="configHidden">{inputs}</div>'

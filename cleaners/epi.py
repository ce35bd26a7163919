"""The ePi CMS (Hemera Media): Nhân Dân, Ngày Nay, Tiền Phong, Pháp Luật TP.HCM …

Read off pages of tienphong.vn (2026-05), plo.vn (2025-10, 2025-12), tinnhanhchungkhoan.vn (2026-09), one
body of nhandan.vn (2025-12), and the vendor's templates of 2014 to 2023.
"""

from __future__ import annotations

from cleaners.layout import (
    Address,
    Addresses,
    Family,
    Fields,
    Layout,
    Rule,
    attr,
    drop,
    field_at,
    ld,
    meta,
    outside,
    take,
    text,
)
from cleaners.phrases import EPI_PHRASES

EPI = Family(
    name="epi",
    phrases=EPI_PHRASES,
    signs=".cms-body, .zce-content-body, h1.cms-title, .cms-desc",  # article__body alone is anybody's
    region=".article, .l-content, .main-article, .article-wrap, .article-content, .longform, .longform-page",
    body=(
        ".article__body.cms-body, .article__body.zce-content-body, .article__body .article__content, .article__body, "
        ".zce-content-body, .live-content, .interview-content, .article-body.cms-body, .article-content.cms-body, "
        ".main-article .cms-body"
    ),
    body_mark="article__body",
    behind=r'<(?:footer\b|div class="(?:col size-300|(?:l-)?sidebar)\b|section class="zone\b)',
    fields=Fields(
        headline=text("h1.cms-title", "h1.article__title", "h1.article-title", ".article__title")
        + meta("og:title")
        + ld("headline"),
        description=text(".article__sapo", ".cms-desc", ".article__summary")
        + meta("og:description")
        + ld("description"),
        authors=text(
            ".article__author .name",
            ".article__author",
            ".article__meta .author",
            ".article__meta .cms-author",
            ".cms-author",
            ".wrap-author .author",
            "span.author",
        )
        + meta("dable:author")
        + ld("author.name"),
        source=text(".cms-source", ".article__source"),
        article_section=text(
            ".breadcrumb h2.main a", "ul.breadcrumbs li.main-cate a", ".breadcrumb .main a", ".breadcrumb a.current"
        )
        + ld("breadcrumb")
        + meta("article:section"),
        keywords=text(".article__tag a", ".article-tag a") + meta("article:tag"),
        date_published=attr(
            "datetime",
            ".article__meta time[datetime]",
            ".article__header time[datetime]",
            "time.article__time[datetime]",
        )
        + attr("content", "meta.cms-date[itemprop=datePublished]")
        + meta("article:published_time")
        + ld("datePublished")
        + text(".article__meta time", ".meta-info time", ".box-heading time.time", "time.time"),
        date_modified=meta("article:modified_time") + ld("dateModified"),
        image=meta("og:image"),
    ),
    rules=(
        *drop(
            "related", ".article-relate", ".related-news", ".article__story", ".article__relate-2", ".article__relate-3"
        ),
        *drop(
            "related",
            ".article__related-listing",
            ".article__related",
            ".related-inline-story",
            ".related-topic",
            "article.story",
        ),
        *drop("related", ".box-related", ".abf-relate", ".article__topic", ".chapter-breadcrumb"),
        *drop(
            "ad",
            ".sda_middle",
            ".ads_middle",
            "[id^=sdaWeb_]",
            "[id^=adsWeb_]",
            "[id^=adsMobile_]",
            ".rennab",
            ".banner",
            ".adsitem",
        ),
        *drop("ad", ".trv-wrapper", "[id^=SC_TBlock]", ".mgbox"),
        *drop("audio", ".audio", ".tts-player", ".hidden-player", "#tts", ".bm-player", ".audio-player"),
        *drop("video", ".video-player", "[id^=player-wrapper]", "video", "[data-player]"),
        *drop("poll", ".poll-box", ".article-poll", ".inteview-interaction", ".quiz-box"),
        *drop(
            "share",
            ".article__social",
            ".social",
            ".article__share",
            ".like-share",
            ".google-news",
            ".raty",
            ".article__react",
        ),
        *drop("comments", ".wrap-comment", ".box-comment", ".article__comment"),
        *drop("navigation", ".timeline-index-wrap", ".timeline-index", ".verticle-menu"),
        *field_at("keywords", ".article__tag", ".article-tag"),
        *field_at("date", ".article__time", "time.time"),
        *drop("time", "p.timestr", ".article__inteview time"),
        *take("byline", ".article__author", ".cms-author", ".article__meta .author"),
        *take("credit", ".article__source", ".cms-source"),
        *outside(
            "page-furniture", ".article__meta", ".article-footer", ".article__footer", ".breadcrumb", ".wrap-control"
        ),
        *take(
            "photo",
            ".layout-image-1",
            ".layout-image-2",
            ".layout-image-3",
            ".layout-image-4",
            ".layout-image-5",
            ".layout-image-6",
            "table.picture",
            ".box-image",
        ),
        *take("photo", ".full-img", ".aside-img", ".article__avatar", ".article-avatar"),
        # Text beside a player is the player's own.
        Rule("photo", "video", "figure.video"),
        Rule("photo", "video", "table.video"),
        *take(
            "caption",
            "figcaption",
            "td.caption",
            ".box-desc",
            "p.imgdesc",
            "em.image_caption",
            "span.video-caption",
            "p.caption",
            "div.caption",
            ".item-desc",
        ),
        *take("caption", ".full-img .fig", ".aside-img .fig", ".slider__caption"),
        *take("question", ".article__inteview .q .text", ".itv-question"),
        *take("answer", ".article__inteview .a .text", ".itv-answer"),
        *take("quote", ".cms-quote", "table.quote"),
        *take("keep", ".cms-note", ".notebox", ".notification", ".interview-content", ".article__alert"),
    ),
    layouts=(
        Layout(name="live", kind="live", when=".live-page, .live-zone, .article__live"),
        Layout(
            name="interview",
            kind="interview",
            when=".interview-page, .interview-zone, .itv-question-answer, .article__inteview",
        ),
        Layout(
            name="infographic",
            kind="infographic",
            when=".infographic-page, .infographics-page, .article--infographic, body.infographic",
            path=r"^/infographics?/|^/(?:[^/]+/)*infographics?-[^/]+$",
        ),
        Layout(
            name="longform",
            kind="longform",
            when=(
                ".longform-page, .container.longform, .emagazine-page, .magazine-page, .megastory-page, "
                ".article--longform, .article--emagazine, body.longform, body.emagazine"
            ),
            path=r"^/(?:longform|e-?magazine|megastory)/",
        ),
        Layout(
            name="photo",
            kind="photo",
            when="body.lens-page, body.photo-page, .article--photo, .picture-page, .photo-page, body.gallery-page",
            path=r"^/(?:photo|anh)/",
        ),
        Layout(
            name="video",
            kind="video",
            when=".article--video, body.video-page, .video-page",
            path=r"^/video/|^/media/|^/(?:[^/]+/)*video-(?!game|art)[^/]+$",
        ),
        Layout(
            name="podcast",
            kind="podcast",
            when=".article--podcast, .podcast-page, .article--audio, .audio-page",
            path=r"^/podcasts?/",
        ),
        Layout(name="2019", when=".article-wrap .article__summary"),
        Layout(name="2017", when=".main-article .article-title"),
    ),
    addresses=Addresses(
        articles=(
            Address(
                path=r"/(?:[^/]+/)*(?P<slug>[^/]+)-post(?P<id>\d+)\.(?:html|htm|tpo|gd|amp|ldo|vov|antd|epi)",
                canonical="/{slug}-post{id}.html",
            ),
            Address(path=r"/(?:[^/]+/)*post-(?P<id>\d+)\.html", canonical="/post-{id}.html"),
        ),
        refuse=(r"-tag\d+\.html$", r"^/tu-khoa/"),
    ),
)

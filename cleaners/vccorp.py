"""VCCorp's CMS: Người Lao Động, Tuổi Trẻ, CafeF, VTV, Báo Chính phủ …

Read off pages of nld.com.vn (2025-07, 2026-03), tuoitre.vn and cafef.vn (2026-03), vtv.vn (2026-05), and the
vendor's base theme of 2025-02.
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
    take,
    text,
)
from cleaners.phrases import VCCORP_PHRASES

_BOX = "[type={}]"

VCCORP = Family(
    name="vccorp",
    phrases=VCCORP_PHRASES,
    signs=(
        "[data-role=content], .afcbc-body, .VCSortableInPreviewMode, [data-check-position], .PhotoCMS_Caption, "
        "h1[data-role=title], h2[data-role=sapo], #contentDetailAjax, h1.video-title"
    ),
    region=(
        ".detail__main, .detail__cmain, .totalcontentdetail, .detail__magazine, .list__video-detail, .video__d-focus, "
        ".detail__page"
    ),
    body="[data-role=content], .afcbc-body, .detail-content, #divRollingNews, #interview-content-place",
    body_mark='data-role="content"',
    behind=r'<(?:footer\b|div class="(?:footer|detail__news|configHidden)\b)',
    inputs=("hdType", "hdZoneUrl", "distributionDate", "hidLastModifiedDate"),
    fields=Fields(
        headline=text("h1[data-role=title]", "h1.detail-title", "h1.video-title", "[data-role=title]")
        + meta("og:title")
        + ld("headline"),
        description=text("[data-role=sapo]", ".detail-sapo", ".knc-sapo") + meta("og:description") + ld("description"),
        authors=text(
            "[data-role=author]",
            ".detail-author-bot .name",
            ".author-item-name .name",
            ".detail-author .name",
            ".author-info-top .name",
            ".content_source .author",
            ".detail-author",
            ".author-name",
            ".kbwcm-author",
            "[type=credit]",
        )
        + ld("author.name")
        + meta("article:author"),
        source=text("[data-field=source]", ".link-source-text-name", ".detail-source"),
        article_section=text("[data-role=cate-name]", ".detail-cate a") + ld("breadcrumb") + meta("article:section"),
        keywords=text(
            ".detail-tab a.item",
            ".detail-tab-item",
            ".box-tag a.item",
            ".tagdetail .row2 a",
            ".detail-tab a",
            ".detail__tag a",
            ".tags-wrapper a",
        ),
        date_published=meta("article:published_time", "datePublished")
        + attr("datetime", "[data-role=publishdate]")
        + ld("datePublished")
        + attr("value", "input#distributionDate")
        + text("[data-role=publishdate]"),
        date_modified=meta("dateModified", "article:modified_time")
        + ld("dateModified")
        + attr("value", "input#hidLastModifiedDate"),
        image=meta("og:image"),
    ),
    rules=(
        *drop(
            "related",
            *map(_BOX.format, ("RelatedNewsBox", "RelatedOneNews", "RelatedNews", "relatednewsexternal", "readmore")),
        ),
        *drop("related", *map(_BOX.format, ("embed-link-preview", "reflinkinfo", "reflinkblock"))),
        *drop(
            "related",
            ".kbwscwl-relatedbox",
            ".detail__related",
            ".tindnd",
            ".readmore-body-box",
            "#box-thread-detail",
            ".detail-related",
        ),
        *drop("related", ".link-content-footer", ".link-source-wrapper"),
        *drop("related", ".react-relate", ".box-category", ".detail__tr", ".link-inline-box"),
        *drop("poll", *map(_BOX.format, ("Vote", "ElectionVote"))),
        *drop(
            "widget",
            *map(_BOX.format, ("FootBall", "landingblock", "toc", "boxgame", "attachfile", "insertembedcode")),
        ),
        *drop(
            "ad",
            "zone",
            ".c-banner",
            "[id^=zone-]",
            "[id^=admzone]",
            "[id^=adnzone]",
            ".adsbygoogle",
            ".ads",
            ".banner",
        ),
        *drop("paywall", "#loadPayDetail", ".purchase-btn", ".news-purchase", ".popupdonatenews_modal"),
        *drop("audio", ".af-tts", "[type=Audio] audio", ".detail-player"),
        *drop(
            "share",
            ".social-top",
            ".detail-bot-social",
            ".sharemxh",
            ".detail__sticky",
            ".like-share",
            ".bottom-info",
            ".knc-menu-nav",
        ),
        *drop("share", ".sendstarauthor", ".modal__sendreact", ".detail-info-action"),
        *drop("comments", ".detail__comment", "#detail_comment", ".box-comment"),
        *field_at("keywords", ".detail-tab", ".tagdetail", ".box-tag"),
        *field_at("date", "[data-role=publishdate]", ".detail-time"),
        *take(
            "byline",
            "[type=credit]",
            ".detail-author",
            ".author-info-top",
            ".box-author-detail",
            ".content_source .author",
        ),
        *take("credit", ".content_source .source"),
        Rule("caption", "photo-credit", ".PhotoCMS_Author"),
        *take(
            "caption", "figcaption", ".PhotoCMS_Caption", ".VideoCMS_Caption", ".media-caption", ".LayoutAlbumCaption"
        ),
        *take(
            "photo",
            *map(
                _BOX.format,
                (
                    "Photo",
                    "LayoutAlbum",
                    "photo-grid-album",
                    "photoinfo",
                    "sliderimages",
                    "SliderImages",
                    "PhotoInContentBox",
                    "chartbox",
                ),
            ),
        ),
        *take("photo", _BOX.format("MadeByMe"), ".detail-cover .media"),
        # Text beside a player is the player's own.
        *(Rule("photo", "video", _BOX.format(player)) for player in ("VideoStream", "Video", "Audio")),
        *take(
            "quote",
            *map(_BOX.format, ("SimpleQuote", "StarQuoteV2", "highlightquote", "blockquote", "block-quote-info")),
        ),
        *take(
            "keep",
            *map(
                _BOX.format,
                ("content", "blockcontent", "boxhighlight", "contentnumber", "profilecontentbox", "BoxTable"),
            ),
        ),
        *take("keep", *map(_BOX.format, ("FirstCharacterv2", "multipart"))),
    ),
    layouts=(
        Layout(name="teaser", when="#contentDetailAjax, #loadPayDetail", free=False),
        Layout(name="live", kind="live", when="#divRollingNews, .hotRollingNews"),
        Layout(name="interview", kind="interview", when=".detail--interView, #interview-content-place"),
        Layout(
            name="infographic",
            kind="infographic",
            when="input#hdType[value=16], input#hdType[value=20], [data-role=cate-name][href^=/infographic]",
        ),
        Layout(
            name="photo",
            kind="photo",
            when="input#hdType[value=29], .detail__col-images, [data-role=cate-name][href^=/photo]",
        ),
        Layout(
            name="video",
            kind="video",
            when=(
                "input#hdType[value=13], h1.video-title, .list__video-detail, .video__d-focus, "
                "[data-role=cate-name][href^=/video]"
            ),
        ),
        Layout(name="podcast", kind="podcast", when="[data-role=cate-name][href^=/podcast]"),
        Layout(
            name="longform",
            kind="longform",
            when=(
                "input#hdType[value=27], .detail__magazine, #contentMagazine, .contentOuter, "
                "[data-role=cate-name][href^=/longform], [data-role=cate-name][href^=/emagazine]"
            ),
        ),
        Layout(name="bigstory", when=".bigstories"),
    ),
    addresses=Addresses(
        articles=(
            Address(
                path=r"/(?:print/)?(?P<slug>(?:[^/]+/)*[^/]+)-(?P<id>\d{14,21})\.(?:htm|html|chn)",
                canonical="/{slug}-{id}.htm",
            ),
        ),
        refuse=(r"^/dong-su-kien/",),
    ),
)

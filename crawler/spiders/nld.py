"""Where the pages of Người Lao Động are. Menu and feed of a section seen 2026-03; sitemaps not seen."""

from crawler.spiders.base import NewspaperSpider
from crawler.spiders.places import Places


class NldSpider(NewspaperSpider):
    """nld.com.vn, on VCCorp's CMS."""

    name = "nld"
    places = Places(
        home="https://nld.com.vn/",
        feeds=("/rss/home.rss",),
        sitemaps=("/sitemap.xml",),
        news_sitemaps=("/google-news-sitemap.xml",),
        section="/{}.htm",
        # A start for when the menu cannot be read.
        sections=(
            *("thoi-su", "quoc-te", "lao-dong", "ban-doc", "net-zero", "kinh-te", "suc-khoe", "giao-duc-khoa-hoc"),
            *("phap-luat", "van-hoa-van-nghe", "giai-tri", "the-thao", "ai-365", "du-lich-xanh", "gia-dinh"),
        ),
    )

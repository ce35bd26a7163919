"""Where the pages of Nhân Dân are. Feeds and news sitemap were asked by others in 2026; no page seen by us."""

from crawler.spiders.base import NewspaperSpider
from crawler.spiders.places import Places


class NhanDanSpider(NewspaperSpider):
    """nhandan.vn, on the ePi CMS."""

    name = "nhandan"
    places = Places(
        home="https://nhandan.vn/",
        # A feed with a wrong zone number answers with the home feed: only numbers seen to be on topic stand here.
        feeds=(
            *("/rss/home.rss", "/rss/chinhtri-1171.rss", "/rss/xa-luan-1176.rss", "/rss/kinhte-1185.rss"),
            *("/rss/binh-luan-phe-phan-1180.rss", "/rss/chungkhoan-1191.rss", "/rss/vanhoa-1251.rss"),
            *("/rss/thegioi-1231.rss", "/rss/phapluat-1287.rss"),
        ),
        sitemaps=("/sitemap.xml",),
        news_sitemaps=("/sitemaps/google-news.xml",),
        sections=(
            *("chinhtri", "xa-luan", "binh-luan-phe-phan", "kinhte", "chungkhoan", "vanhoa", "thegioi", "phapluat"),
            *("xahoi", "thethao", "giaoduc", "y-te", "khoahoc-congnghe", "du-lich", "bandoc"),
        ),
    )

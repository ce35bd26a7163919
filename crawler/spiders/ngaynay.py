"""Where the pages of Ngày Nay are: by analogy with other newspapers on the same CMS, nothing of it seen yet."""

from crawler.spiders.base import NewspaperSpider
from crawler.spiders.places import Places


class NgayNaySpider(NewspaperSpider):
    """ngaynay.vn, on the ePi CMS."""

    name = "ngaynay"
    places = Places(
        home="https://ngaynay.vn/",
        feeds=("/rss/home.rss",),
        sitemaps=("/sitemap.xml",),
        news_sitemaps=("/sitemaps/google-news.xml",),
        # Today's names are unknown; these are of 2014 and 2017. The menu of the home page goes before them.
        sections=("xa-hoi", "the-gioi", "kinh-te", "phap-luat", "moi-truong", "suc-khoe", "du-lich", "giai-tri"),
    )

"""RSS feeds, sitemaps and robots.txt of the demo newspapers, in the forms each CMS writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from html import escape

from crawler.demo.markup import plain
from crawler.demo.papers import Paper
from crawler.demo.truth import DemoArticle, Shelf

TODAY = {1: "2026-11-19T12:00:00+07:00", 2: "2026-11-20T12:00:00+07:00"}
"""The newspapers' own clock on each day: sitemaps and home pages carry it."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def newest_first(articles: Iterable[DemoArticle]) -> list[DemoArticle]:
    return sorted(articles, key=lambda article: article.published, reverse=True)


def pub_date(iso: str, form: str) -> str:
    """`iso` as feeds print it.

    `form`: "vccorp", "Fri, 20 Nov 2026 08:06:00 +07"; "vccorp-short", a year of two digits;
    "epi", a zone with a colon, which RFC 822 does not know.
    """
    moment = datetime.fromisoformat(iso)
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    year = moment.strftime("%y" if form == "vccorp-short" else "%Y")
    zone = {"vccorp": "+07", "vccorp-short": "+0700", "epi": "+07:00"}[form]
    return f"{day}, {moment.day:02} {months[moment.month - 1]} {year} {moment:%H:%M:%S} {zone}"


def rss(paper: Paper, title: str, articles: Iterable[DemoArticle], form: str) -> str:
    """A feed of `articles`: CDATA titles, a description that starts with a linked picture."""
    items = "".join(
        f"""<item>
<title><![CDATA[{article.headline}]]></title>
<description><![CDATA[<a href="{paper.origin}{article.path}"><img src="{paper.origin}/thumb/{article.id}.jpg" /></a> """
        f"""{article.signature}{plain(article.lead)}]]></description>
<pubDate>{pub_date(article.published, form)}</pubDate>
<link>{paper.origin}{article.path}</link>
<guid>{paper.origin}{article.path}</guid>
</item>
"""
        for article in newest_first(articles)
        if "rss" in article.found_in
    )
    return f"""{_HEAD}<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
<title>{escape(title)}</title>
<link>{paper.origin}</link>
<generator>{escape(paper.title)}</generator>
{items}</channel>
</rss>
"""


def index(locations: Iterable[tuple[str, str]]) -> str:
    """A sitemap index of (URL, last modification)."""
    entries = "".join(f"<sitemap><loc>{url}</loc><lastmod>{when}</lastmod></sitemap>\n" for url, when in locations)
    return f'{_HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>\n'


def urlset(locations: Iterable[tuple[str, str]]) -> str:
    """A sitemap of (URL, last modification)."""
    entries = "".join(f"<url><loc>{url}</loc><lastmod>{when}</lastmod></url>\n" for url, when in locations)
    return f'{_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'


def news_sitemap(paper: Paper, articles: Iterable[DemoArticle]) -> str:
    """A Google News sitemap: the true times of publication, and titles."""
    entries = "".join(
        f"""<url><loc>{paper.origin}{article.path}</loc>
<news:news><news:publication><news:name>{escape(paper.title)}</news:name><news:language>vi</news:language></news:publication>
<news:publication_date>{article.published}</news:publication_date><news:title>{escape(article.headline)}</news:title></news:news></url>
"""
        for article in newest_first(articles)
        if "news-sitemap" in article.found_in
    )
    return (
        f'{_HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{entries}</urlset>\n'
    )


def sitemaps(paper: Paper, shelf: Shelf, now: str) -> dict[str, str]:
    """All sitemaps by path: the index, its children, the news sitemap.

    They lag behind: what has gone still stands there, as modified when it went.
    """
    gone = (replace(article, modified=now) for article in shelf.gone)
    articles = shelf.articles
    listed = newest_first(article for article in (*articles, *gone) if "sitemap" in article.found_in)
    parts: dict[str, list[DemoArticle]] = {}
    for article in listed:
        parts.setdefault(_part(paper, article), []).append(article)
    pages: dict[str, str] = {}
    for path, inside in parts.items():
        entries = [(paper.origin + article.path, article.modified) for article in inside]
        if paper.family == "epi":  # its first entry is the home page, with the time the file was made
            entries.insert(0, (f"{paper.origin}/", now))
        pages[path] = urlset(entries)
    suffix = ".htm" if paper.family == "vccorp" else "/"
    categories = "/sitemaps/category.xml" if paper.family == "vccorp" else "/sitemaps/categories.xml"
    pages[categories] = urlset((f"{paper.origin}/{section.slug}{suffix}", now) for section in paper.sections)
    news = "/google-news-sitemap.xml" if paper.family == "vccorp" else "/sitemaps/google-news.xml"
    pages["/sitemap.xml"] = index((paper.origin + path, now) for path in (*pages, news))
    pages[news] = news_sitemap(paper, articles)
    return pages


def _part(paper: Paper, article: DemoArticle) -> str:
    year, month, day = (int(number) for number in article.published[:10].split("-"))
    if paper.family == "epi":
        return f"/sitemaps/news-{year}-{month}.xml"
    first = 1 if day <= 10 else 11 if day <= 20 else 21
    return f"/sitemaps/sitemaps-{year}-{month}-{first}-{first + 9 if first < 21 else 31}.xml"


def robots(paper: Paper) -> str:
    """robots.txt: a few closed paths, a delay where the newspaper asks for one, where the sitemaps are."""
    closed = (
        ("/search", "/tim-kiem", "/ajax/")
        if paper.family == "vccorp"
        else ("/search/", "/tim-kiem/", "/tu-khoa.html", "/print.html")
    )
    news = "/google-news-sitemap.xml" if paper.family == "vccorp" else "/sitemaps/google-news.xml"
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if paper.crawl_delay is not None:
        lines.append(f"Crawl-delay: {paper.crawl_delay}")
    lines += ["", f"Sitemap: {paper.origin}/sitemap.xml", f"Sitemap: {paper.origin}{news}", ""]
    return "\n".join(lines)

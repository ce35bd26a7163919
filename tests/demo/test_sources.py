"""Feeds, sitemaps, robots.txt, home, sections and their load-more, in the forms the real sites have."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.feeds import pub_date
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request
from crawler.demo.truth import DemoArticle, shelf_on

Ask = Callable[[str, str], str]
Page = Callable[[str, str], LexborHTMLParser]

EVERY_OUTLET = pytest.mark.parametrize("outlet", list(PAPERS))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def found_in(outlet: str, source: str) -> set[str]:
    articles = shelf_on(DEMO_ARTICLES[outlet], 1).articles
    return {PAPERS[outlet].origin + article.path for article in articles if source in article.found_in}


def locations(xml: str) -> list[str]:
    return [str(node.text) for node in ElementTree.fromstring(xml.encode()).iter(f"{SITEMAP}loc")]


def article(outlet: str, **fields: object) -> DemoArticle:
    return next(a for a in DEMO_ARTICLES[outlet] if all(getattr(a, name) == value for name, value in fields.items()))


@EVERY_OUTLET
def test_the_home_feed_holds_exactly_the_articles_that_feeds_know(outlet: str, ask: Ask) -> None:
    feed = ElementTree.fromstring(ask(outlet, "/rss/home.rss").encode())
    assert {node.findtext("link") for node in feed.iter("item")} == found_in(outlet, "rss")


@EVERY_OUTLET
def test_titles_in_feeds_are_the_headlines(outlet: str, ask: Ask) -> None:
    feed = ElementTree.fromstring(ask(outlet, "/rss/home.rss").encode())
    titles = {node.findtext("title") for node in feed.iter("item")}
    assert titles <= {a.headline for a in DEMO_ARTICLES[outlet]}
    assert titles


@EVERY_OUTLET
def test_a_section_names_a_feed_of_its_own(outlet: str, ask: Ask, page: Page) -> None:
    paper = PAPERS[outlet]
    suffix = ".htm" if paper.family == "vccorp" else "/"
    for part in paper.sections:
        link = page(outlet, f"/{part.slug}{suffix}").css_first('link[rel=alternate][type="application/rss+xml"]')
        assert part.name in ask(outlet, link.attributes["href"])


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("vccorp", "Wed, 18 Nov 2026 08:06:00 +07"),
        ("vccorp-short", "Wed, 18 Nov 26 08:06:00 +0700"),
        ("epi", "Wed, 18 Nov 2026 08:06:00 +07:00"),
    ],
)
def test_feeds_print_their_dates_in_the_form_of_their_cms(form: str, printed: str) -> None:
    assert pub_date("2026-11-18T08:06:00+07:00", form) == printed


@pytest.mark.parametrize("outlet", ["nhandan", "ngaynay"])
def test_a_feed_with_a_wrong_number_answers_with_the_home_feed(outlet: str, ask: Ask) -> None:
    assert ask(outlet, "/rss/kinhte-1041.rss") == ask(outlet, "/rss/home.rss")


@EVERY_OUTLET
def test_robots_names_the_sitemaps_and_closed_paths(outlet: str, ask: Ask) -> None:
    robots = ask(outlet, "/robots.txt")
    for url in re.findall(r"^Sitemap: (.+)$", robots, re.MULTILINE):
        ElementTree.fromstring(ask(outlet, url).encode())
    assert "Disallow: /search" in robots


def test_one_newspaper_asks_for_a_delay(ask: Ask) -> None:
    assert [o for o in PAPERS if "Crawl-delay" in ask(o, "/robots.txt")] == ["ngaynay"]


@EVERY_OUTLET
def test_the_sitemaps_of_the_index_hold_exactly_the_articles_that_sitemaps_know(outlet: str, ask: Ask) -> None:
    urls = {
        url
        for child in locations(ask(outlet, "/sitemap.xml"))
        if re.search(r"/(?:sitemaps|news)-\d{4}", child)
        for url in locations(ask(outlet, child))
    }
    assert urls - {f"{PAPERS[outlet].origin}/"} == found_in(outlet, "sitemap")


@pytest.mark.parametrize("outlet", ["nhandan", "ngaynay"])
def test_a_monthly_sitemap_of_epi_starts_with_the_home_page(outlet: str, ask: Ask) -> None:
    assert locations(ask(outlet, "/sitemaps/news-2026-11.xml"))[0] == f"{PAPERS[outlet].origin}/"


def test_nld_parts_its_sitemaps_by_ranges_of_days(ask: Ask) -> None:
    children = locations(ask("nld", "/sitemap.xml"))
    assert "https://nld.com.vn/sitemaps/sitemaps-2026-11-11-20.xml" in children
    assert "https://nld.com.vn/sitemaps/sitemaps-2023-4-21-31.xml" in children


@EVERY_OUTLET
def test_the_news_sitemap_tells_when_each_article_was_published(outlet: str, ask: Ask) -> None:
    path = "/google-news-sitemap.xml" if outlet == "nld" else "/sitemaps/google-news.xml"
    tree = ElementTree.fromstring(ask(outlet, path).encode())
    told = {node.findtext(f"{SITEMAP}loc"): node.findtext(f".//{NEWS}publication_date") for node in tree}
    origin = PAPERS[outlet].origin
    truth = {origin + a.path: a.published for a in DEMO_ARTICLES[outlet]}
    assert told == {url: truth[url] for url in found_in(outlet, "news-sitemap")}


def hrefs(html: LexborHTMLParser, selector: str = "a") -> set[str]:
    return {str(link.attributes.get("href")) for link in html.css(selector)}


@EVERY_OUTLET
def test_the_sections_show_exactly_the_articles_that_sections_know(outlet: str, page: Page) -> None:
    paper = PAPERS[outlet]
    suffix, selector = (".htm", "a.box-category-link-title") if outlet == "nld" else ("/", ".story__heading a.cms-link")
    shown = {href for part in paper.sections for href in hrefs(page(outlet, f"/{part.slug}{suffix}"), selector)}
    origin = paper.origin
    absolute = {origin + href if href.startswith("/") else href for href in shown}
    assert {url for url in absolute if url in {origin + a.path for a in DEMO_ARTICLES[outlet]}} == found_in(
        outlet, "section"
    )


def test_an_nld_section_gives_its_zone_and_the_zone_more_articles(ask: Ask, page: Page) -> None:
    hidden = article("nld", found_in=frozenset({"more"}))
    zone = page("nld", "/thoi-su.htm").css_first("input#hdZoneId").attributes["value"]
    assert hidden.path not in ask("nld", "/thoi-su.htm")
    assert hidden.path in hrefs(LexborHTMLParser(ask("nld", f"/timelinelist/{zone}/2.htm")))
    assert ask("nld", f"/timelinelist/{zone}/3.htm") == ""


@pytest.mark.parametrize("outlet", ["nhandan", "ngaynay"])
def test_an_epi_section_names_its_api_and_the_api_goes_on_until_it_says_stop(
    outlet: str, ask: Ask, sites: dict[str, OutletSite]
) -> None:
    paper, hidden = PAPERS[outlet], article(outlet, found_in=frozenset({"more"}))
    html = ask(outlet, f"/{hidden.section}/")
    zone = re.search(r'cateId = "(\d+)"', html)
    assert zone
    assert f"domainApi: 'https://api.{paper.host}'" in html
    urls, number, going_on = [], 0, True
    while going_on:
        number += 1
        path = f"/api/morenews-zone-{zone[1]}-{number}.html"
        answer = json.loads(sites[outlet].answer(Request("GET", f"api.{paper.host}", path)).body)
        urls += [content["url"] for content in answer["data"]["contents"]]
        going_on = answer["data"]["load_more"]
    assert number == 2
    assert paper.origin + hidden.path in urls


TRAPS = {
    "nld": (
        "/thoi-su.htm",
        ["thitruong.nld.com.vn", "/dong-su-kien/", "/gioi-thieu-196.htm", "nld.com.vn.example.org"],
    ),
    "nhandan": (
        "/kinhte/",
        ["/video-", "/bao-nhan-dan-so-", "/bao-thoi-nay-so-", "special.nhandan.vn", "-tag118.html"],
    ),
    "ngaynay": ("/xa-hoi/", ["/ngay-nay-so-", "/epaper/", "huengaynay.vn", "-tag204.html"]),
}


@EVERY_OUTLET
def test_links_that_are_no_articles_stand_among_the_others(outlet: str, page: Page) -> None:
    path, traps = TRAPS[outlet]
    links = hrefs(page(outlet, path))
    assert [trap for trap in traps if not any(trap in link for link in links)] == []


@EVERY_OUTLET
def test_one_article_is_linked_in_several_spellings(outlet: str, page: Page) -> None:
    twice = next(a for a in DEMO_ARTICLES[outlet] if a.second_day)
    path = f"/{twice.section}.htm" if outlet == "nld" else f"/{twice.section}/"
    assert len({link for link in hrefs(page(outlet, path)) if twice.id in link}) >= 4


@EVERY_OUTLET
def test_the_home_page_links_the_newest_articles(outlet: str, page: Page) -> None:
    newest = max(
        (a for a in shelf_on(DEMO_ARTICLES[outlet], 1).articles if "section" in a.found_in), key=lambda a: a.published
    )
    assert any(newest.path in link for link in hrefs(page(outlet, "/")))

"""The second day: one article changes, one has gone, one is new, the rest is the same."""

from __future__ import annotations

import pytest

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request
from crawler.demo.truth import DemoArticle

EVERY_OUTLET = pytest.mark.parametrize("outlet", list(PAPERS))


def validators(site: OutletSite, path: str) -> tuple[int, str | None, str | None]:
    response = site.answer(Request("GET", site.paper.host, path))
    return response.status, response.headers.get("ETag"), response.headers.get("Last-Modified")


def one(outlet: str, **wanted: bool) -> DemoArticle:
    found = [a for a in DEMO_ARTICLES[outlet] if all(bool(getattr(a, name)) is value for name, value in wanted.items())]
    assert len(found) == 1
    return found[0]


@EVERY_OUTLET
def test_every_other_article_answers_exactly_as_before(outlet: str) -> None:
    site = OutletSite(PAPERS[outlet])
    steady = [a.path for a in DEMO_ARTICLES[outlet] if not (a.gone or a.second_day or a.since == 2)]
    before = {path: validators(site, path) for path in steady}
    site.advance()
    assert {path: validators(site, path) for path in steady} == before
    assert len(steady) >= 10


@EVERY_OUTLET
def test_the_changed_article_has_one_more_paragraph_and_new_validators(outlet: str) -> None:
    site, article = OutletSite(PAPERS[outlet]), one(outlet, second_day=True)
    before = validators(site, article.path)
    site.advance()
    after, changed = validators(site, article.path), article.on(2)
    assert changed is not None
    assert after[0] == before[0] == 200
    assert (after[1] != before[1], after[2] != before[2]) == (True, True)
    assert changed.blocks[:-1] == article.blocks
    assert changed.modified > article.modified


@EVERY_OUTLET
def test_the_new_article_is_not_there_before(outlet: str) -> None:
    site = OutletSite(PAPERS[outlet])
    (article,) = (a for a in DEMO_ARTICLES[outlet] if a.since == 2)
    before = validators(site, article.path)[0]
    site.advance()
    assert (before, validators(site, article.path)[0]) == (404, 200)


@EVERY_OUTLET
def test_the_new_article_is_in_the_feed_and_the_sitemap(outlet: str) -> None:
    site = OutletSite(PAPERS[outlet])
    site.advance()
    (article,) = (a for a in DEMO_ARTICLES[outlet] if a.since == 2)
    part = "/sitemaps/sitemaps-2026-11-11-20.xml" if outlet == "nld" else "/sitemaps/news-2026-11.xml"
    for path in ("/rss/home.rss", part):
        assert article.path in site.answer(Request("GET", site.paper.host, path)).body.decode()


@EVERY_OUTLET
def test_no_home_page_feed_or_section_names_the_article_that_has_gone(outlet: str) -> None:
    site, article = OutletSite(PAPERS[outlet]), one(outlet, gone=True)
    site.advance()
    lists = ["/", "/rss/home.rss", f"/{article.section}{'.htm' if outlet == 'nld' else '/'}"]
    for path in lists:
        assert article.path not in site.answer(Request("GET", site.paper.host, path)).body.decode()


@EVERY_OUTLET
def test_the_sitemap_lags_and_says_when_an_article_went(outlet: str) -> None:
    site, article = OutletSite(PAPERS[outlet]), one(outlet, gone=True)
    site.advance()
    part = "/sitemaps/sitemaps-2026-11-11-20.xml" if outlet == "nld" else "/sitemaps/news-2026-11.xml"
    entry = f"<loc>{PAPERS[outlet].origin}{article.path}</loc><lastmod>2026-11-20T12:00:00+07:00</lastmod>"
    assert entry in site.answer(Request("GET", site.paper.host, part)).body.decode()


@EVERY_OUTLET
def test_the_second_day_is_the_same_every_time(outlet: str) -> None:
    sites = [OutletSite(PAPERS[outlet]) for _ in range(2)]
    for site in sites:
        site.advance()
    article = one(outlet, second_day=True)
    assert validators(sites[0], article.path) == validators(sites[1], article.path)

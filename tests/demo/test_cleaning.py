"""The cleaners find in every demo page what it was rendered from. The truth was written before the page."""

from __future__ import annotations

from functools import lru_cache

import pytest

from cleaners import clean
from cleaners.article import Article
from cleaners.errors import NotAnArticle
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.markup import plain
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request
from crawler.demo.truth import DemoArticle, Shelf, shelf_on

FIRST_DAY = [a for outlet in DEMO_ARTICLES for a in shelf_on(DEMO_ARTICLES[outlet], 1).articles]
EVERY_PAGE = pytest.mark.parametrize("truth", FIRST_DAY, ids=lambda a: f"{a.outlet}-{a.id}")
WITH_BODY = pytest.mark.parametrize("truth", [a for a in FIRST_DAY if a.blocks], ids=lambda a: f"{a.outlet}-{a.id}")

UNMARKED_ANSWERS = {("nhandan", "990310")}
"""Interviews whose answers start with the speaker's name, without a sign."""


@lru_cache
def site(outlet: str) -> OutletSite:
    return OutletSite(PAPERS[outlet])


@lru_cache(maxsize=128)
def cleaned(truth: DemoArticle, path: str | None = None) -> Article:
    """The page of `truth`, cleaned; the article of the exception where it holds none."""
    paper, path = PAPERS[truth.outlet], path or truth.path
    response = site(truth.outlet).answer(Request("GET", paper.host, path))
    try:
        return clean(response.body, url=paper.origin + path)
    except NotAnArticle as told:
        return told.article


def announced(truth: DemoArticle) -> Shelf:
    return shelf_on(DEMO_ARTICLES[truth.outlet], 1)


@EVERY_PAGE
def test_the_outlets_own_cleaner_reads_the_page(truth: DemoArticle) -> None:
    article = cleaned(truth)
    assert (article.outlet, article.cleaner.fallback) == (truth.outlet, False)


@EVERY_PAGE
def test_headline(truth: DemoArticle) -> None:
    assert cleaned(truth).headline == truth.headline


@EVERY_PAGE
def test_lead_without_the_dateline(truth: DemoArticle) -> None:
    article = cleaned(truth)
    assert (article.description, article.dateline) == (plain(truth.lead), truth.dateline)


@EVERY_PAGE
def test_authors(truth: DemoArticle) -> None:
    assert cleaned(truth).authors == truth.authors


@EVERY_PAGE
def test_agency(truth: DemoArticle) -> None:
    assert cleaned(truth).source == truth.source


@EVERY_PAGE
def test_section(truth: DemoArticle) -> None:
    path = PAPERS[truth.outlet].path_to(truth.section)
    assert cleaned(truth).article_section == tuple(part.name for part in path)


@EVERY_PAGE
def test_keywords(truth: DemoArticle) -> None:
    assert cleaned(truth).keywords == truth.keywords


@EVERY_PAGE
def test_dates(truth: DemoArticle) -> None:
    article = cleaned(truth)
    assert (article.date_published, article.date_modified) == (truth.published, truth.modified)


@EVERY_PAGE
def test_kind(truth: DemoArticle) -> None:
    assert cleaned(truth).kind == truth.kind


@EVERY_PAGE
def test_paywall(truth: DemoArticle) -> None:
    assert cleaned(truth).is_accessible_for_free is truth.free


@EVERY_PAGE
def test_every_address_of_an_article_leads_to_the_canonical_one(truth: DemoArticle) -> None:
    canonical = PAPERS[truth.outlet].origin + truth.path
    assert {cleaned(truth, path).url for path in (truth.path, *truth.also_at)} == {canonical}


@EVERY_PAGE
def test_the_blocks_are_the_articles_and_nothing_else(truth: DemoArticle) -> None:
    found = [block.text for block in cleaned(truth).blocks if block.text not in truth.optional]
    assert found == [block.text for block in truth.blocks]


@WITH_BODY
def test_the_blocks_are_of_the_right_kind(truth: DemoArticle, request: pytest.FixtureRequest) -> None:
    if (truth.outlet, truth.id) in UNMARKED_ANSWERS:
        request.applymarker(pytest.mark.xfail(strict=True, reason="answers that only name the speaker are paragraphs"))
    found = [(block.kind, block.text) for block in cleaned(truth).blocks if block.text not in truth.optional]
    assert found == [(block.kind, block.text) for block in truth.blocks]


@EVERY_PAGE
def test_the_body_holds_no_other_article_no_caption_no_byline(truth: DemoArticle) -> None:
    body = cleaned(truth).article_body
    assert [text for text in announced(truth).absent(truth) if text in body] == []


@EVERY_PAGE
def test_the_body_holds_no_furniture(truth: DemoArticle) -> None:
    body = cleaned(truth).article_body
    assert [text for text in PAPERS[truth.outlet].furniture if text in body] == []


@EVERY_PAGE
def test_pictures_with_captions_and_credits(truth: DemoArticle) -> None:
    found = {
        (image.url.rpartition("/")[2], image.caption, image.credit) for image in cleaned(truth).images if image.url
    }
    assert {(image.url, image.caption, image.credit) for image in truth.images} <= found


@EVERY_PAGE
def test_the_captions_of_videos_are_kept_apart_from_the_text(truth: DemoArticle) -> None:
    found = {image.caption for image in cleaned(truth).images}
    assert set(truth.captions) <= found


@pytest.mark.parametrize("truth", [a for a in FIRST_DAY if a.also_at], ids=lambda a: a.id)
def test_every_address_of_an_article_gives_the_same_text(truth: DemoArticle) -> None:
    bodies = {cleaned(truth, path).article_body for path in (truth.path, *truth.also_at)}
    assert len(bodies) == 1

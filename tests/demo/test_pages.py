"""Article pages carry what the real ones carry, where they carry it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.markup import plain
from crawler.demo.papers import PAPERS
from crawler.demo.truth import DemoArticle, shelf_on

FIRST_DAY = [a for outlet in DEMO_ARTICLES for a in shelf_on(DEMO_ARTICLES[outlet], 1).articles]
EVERY_PAGE = pytest.mark.parametrize("article", FIRST_DAY, ids=lambda a: f"{a.outlet}-{a.id}")
WITH_BODY = pytest.mark.parametrize("article", [a for a in FIRST_DAY if a.blocks], ids=lambda a: f"{a.outlet}-{a.id}")

TITLE = {"nld": "h1[data-role=title]", "nhandan": "h1.cms-title", "ngaynay": "h1.cms-title, h1.article__title"}
LEAD = {
    "nld": "h2.detail-sapo[data-role=sapo]",
    "nhandan": ".article__sapo.cms-desc",
    "ngaynay": ".cms-desc, .article__summary",
}
BODY = {
    "nld": ".detail-content[data-role=content]",
    "nhandan": ".article__body.cms-body[itemprop=articleBody]",
    "ngaynay": ".article__body.cms-body, .article__body .article__content",
}

Page = Callable[[str, str], LexborHTMLParser]


def words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\ufeff", "").split())


def of(page: Page, outlet: str, **fields: object) -> tuple[DemoArticle, LexborHTMLParser]:
    """The first article whose fields say so, and its page."""
    article = next(
        a for a in FIRST_DAY if a.outlet == outlet and all(getattr(a, name) == value for name, value in fields.items())
    )
    return article, page(outlet, article.path)


@EVERY_PAGE
def test_the_headline_stands_in_the_title_element(article: DemoArticle, page: Page) -> None:
    node = page(article.outlet, article.path).css_first(TITLE[article.outlet])
    assert words(node.text()) == article.headline


@EVERY_PAGE
def test_the_lead_stands_in_the_sapo_with_its_signature(article: DemoArticle, page: Page) -> None:
    node = page(article.outlet, article.path).css_first(LEAD[article.outlet])
    assert words(node.text()) == words(article.signature + plain(article.lead))


@WITH_BODY
def test_every_block_stands_in_the_body_in_order(article: DemoArticle, page: Page) -> None:
    body = page(article.outlet, article.path).css_first(BODY[article.outlet])
    body.strip_tags(["script", "style"])
    text, at = words(body.text(separator=" ")), 0
    tight, position = re.sub(r"\s", "", text), 0
    for block in article.blocks:
        at = tight.find(re.sub(r"[\s|]", "", block.text), position)
        assert at >= 0, f"not there, or not in order: {block.text}"
        position = at


@EVERY_PAGE
def test_the_canonical_link_is_the_canonical_address(article: DemoArticle, page: Page) -> None:
    origin = PAPERS[article.outlet].origin
    for path in (article.path, *article.also_at):
        link = page(article.outlet, path).css_first("link[rel=canonical]")
        assert link.attributes["href"] == origin + article.path


@EVERY_PAGE
def test_the_json_ld_is_json_and_names_the_times(article: DemoArticle, page: Page) -> None:
    scripts = page(article.outlet, article.path).css('script[type="application/ld+json"]')
    news = next(data for data in (json.loads(s.text()) for s in scripts) if data["@type"] == "NewsArticle")
    assert news["datePublished"].replace("+0700", "+07:00") == article.published
    assert news["dateModified"].replace("+0700", "+07:00") == article.modified


@WITH_BODY
def test_the_tags_stand_below_the_article(article: DemoArticle, page: Page) -> None:
    links = page(article.outlet, article.path).css(".detail-tab a.item, .article__tag a")
    assert tuple(words(link.text()).removeprefix("#") for link in links) == article.keywords


@pytest.mark.parametrize("outlet", list(PAPERS))
def test_the_newspapers_furniture_stands_on_its_standard_pages(outlet: str, page: Page) -> None:
    wanted = set(PAPERS[outlet].furniture)
    for article in FIRST_DAY:
        if article.outlet == outlet and article.layout == "standard" and article.after:
            text = words(page(outlet, article.path).body.text(separator=" "))
            assert {item for item in wanted if item not in text} == set(), article.path


@pytest.mark.parametrize("article", [a for a in FIRST_DAY if a.outlet == "nld"], ids=lambda a: a.id)
def test_the_payment_window_is_on_every_nld_page(article: DemoArticle, page: Page) -> None:
    html = page("nld", article.path)
    for selector in ("div.news-purchase.modal", "p.text_purchasepopup", ".popupdonatenews_modal", "a.header__revip"):
        assert html.css_first(selector) is not None, selector


def test_the_body_of_an_nld_page_is_written_in_character_references(ask: Callable[[str, str], str]) -> None:
    article = next(a for a in FIRST_DAY if a.outlet == "nld" and a.layout == "standard")
    html = ask("nld", article.path)
    body = html[html.index('<div data-check-position="body_start">') : html.index("<!--Sat Nov")]
    assert body.isascii()
    assert "&#7899;" in body


def test_a_vip_page_has_an_empty_place_for_its_text(page: Page) -> None:
    _, html = of(page, "nld", layout="vip")
    assert html.css_first("#contentDetailAjax").text() == ""
    assert html.css_first("[data-role=content]") is None


def test_a_word_is_split_over_two_spans(page: Page) -> None:
    _, html = of(page, "nld", id="196261118071512204")
    assert [span.text() for span in html.css("[type=content] p span")] == ["T", "rước"]


def test_the_alternative_text_of_nld_pictures_is_the_headline_with_a_number(page: Page) -> None:
    article, html = of(page, "nld", id="196261118071512204")
    assert html.css_first(".detail-content figure img").attributes["alt"] == f"{article.headline} - Ảnh 1."


def test_an_old_nld_page_keeps_its_own_markup(page: Page) -> None:
    _, html = of(page, "nld", layout="old")
    assert html.css_first(".detail-content.detail-old div.PhotoCMS_Caption") is not None
    assert html.css_first("div[data-role=publishdate]") is not None
    assert html.css_first("time[datetime]") is None


def test_a_photo_group_of_nld_is_a_grid_with_one_caption(page: Page) -> None:
    _, html = of(page, "nld", id="196261112140044301")
    grid = html.css_first("[type=photo-grid-album]")
    assert (len(grid.css("img")), len(grid.css(".PhotoCMS_Caption"))) == (3, 1)


def test_nhandan_writes_its_byline_into_the_body(page: Page) -> None:
    article, html = of(page, "nhandan", id="990418")
    assert html.css_first(".article__body .article__author p.name").text() == article.byline


def test_the_last_child_of_nhandans_body_is_an_advertisement(page: Page) -> None:
    _, html = of(page, "nhandan", id="990418")
    children = [node for node in html.css_first(".article__body").iter() if node.tag != "-text"]
    assert children[-1].id == "sdaWeb_SdaArticleAfterBody"


def test_nhandan_loads_its_pictures_late_and_names_the_file_in_alt(page: Page) -> None:
    _, html = of(page, "nhandan", id="990418")
    image = html.css_first(".article__body figure img.cms-photo")
    assert image.attributes["src"].startswith("data:image/gif")
    assert image.attributes["data-src"].endswith(image.attributes["alt"])


def test_a_photo_group_of_epi_has_its_caption_outside_the_figures(page: Page) -> None:
    _, html = of(page, "nhandan", id="990377")
    assert html.css_first(".layout-image-2 > figcaption") is not None
    assert html.css_first(".layout-image-2 figure figcaption") is None


def test_the_old_epi_markup_has_tables_for_pictures_and_no_colon_in_the_offset(page: Page) -> None:
    _, html = of(page, "nhandan", layout="old")
    assert html.css_first(".article__body.cms-body table.picture td.caption") is not None
    assert html.css_first(".zce-content-body") is None
    assert html.css_first("meta[property='article:published_time']").attributes["content"].endswith("+0700")


def test_ngaynay_reads_aloud_before_the_body(page: Page) -> None:
    _, html = of(page, "ngaynay", id="168902")
    assert words(html.css_first(".audio.tts-player .time-display").text()) == "0:00 / 0:00"
    assert html.css_first(".hidden-player[data-src$='.m4a']") is not None


def test_tags_start_with_a_hash_on_nhandan_only(page: Page) -> None:
    first = {
        outlet: of(page, outlet, layout="standard")[1].css_first(".article__tag a") for outlet in ("nhandan", "ngaynay")
    }
    assert {outlet: words(tag.text())[0] == "#" for outlet, tag in first.items()} == {"nhandan": True, "ngaynay": False}


def test_the_template_of_2019_prints_its_date_without_a_zone(page: Page) -> None:
    _, html = of(page, "ngaynay", layout="2019")
    time = html.css_first("article.article-wrap .article__meta .date time")
    assert (time.text(), time.attributes) == ("21/03/2019 - 07:09", {})


def test_the_template_of_2019_lists_related_articles_inside_the_content(page: Page) -> None:
    _, html = of(page, "ngaynay", layout="2019")
    assert len(html.css(".article__content ul.article__related-listing li a")) == 2


def test_an_interview_of_ngaynay_stands_in_its_own_zone(page: Page) -> None:
    article, html = of(page, "ngaynay", layout="interview")
    assert len(html.css(".interview-zone .article__inteview")) == len(article.blocks)


def test_a_page_in_decomposed_letters_says_the_same(ask: Callable[[str, str], str]) -> None:
    article = next(a for a in FIRST_DAY if a.decomposed)
    html = ask(article.outlet, article.path)
    assert article.headline not in html
    assert article.headline in unicodedata.normalize("NFC", html)


@pytest.mark.parametrize("outlet", list(PAPERS))
def test_a_video_page_has_no_body(outlet: str, page: Page) -> None:
    _, html = of(page, outlet, layout="video")
    assert html.css_first(BODY[outlet]) is None

"""The truth itself: consistent, and varied enough to be worth cleaning."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import datetime

import pytest

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.markup import plain, to_html
from crawler.demo.papers import PAPERS
from crawler.demo.truth import (
    Ad,
    Agency,
    Clip,
    DemoArticle,
    Heading,
    InfoBox,
    Items,
    Lines,
    Paragraph,
    Photos,
    Quote,
    Related,
    Table,
    Talk,
    shelf_on,
)

ALL = [article for outlet in DEMO_ARTICLES for article in DEMO_ARTICLES[outlet]]
EVERY_ARTICLE = pytest.mark.parametrize("article", ALL, ids=lambda a: f"{a.outlet}-{a.id}")
EVERY_OUTLET = pytest.mark.parametrize("outlet", list(DEMO_ARTICLES))


def holds(outlet: str, item_type: type, /, **fields: object) -> bool:
    return any(
        isinstance(item, item_type) and all(getattr(item, name) == value for name, value in fields.items())
        for article in DEMO_ARTICLES[outlet]
        for item in article.body
    )


@EVERY_OUTLET
def test_an_outlet_has_at_least_twelve_articles_on_each_day(outlet: str) -> None:
    assert all(len(shelf_on(DEMO_ARTICLES[outlet], day).articles) >= 12 for day in (1, 2))


def test_an_unknown_outlet_has_no_articles() -> None:
    with pytest.raises(KeyError):
        DEMO_ARTICLES["tuoitre"]


@EVERY_OUTLET
def test_no_two_articles_share_an_address(outlet: str) -> None:
    paths = [path for article in DEMO_ARTICLES[outlet] for path in (article.path, *article.also_at)]
    assert [path for path, times in Counter(paths).items() if times > 1] == []


@EVERY_ARTICLE
def test_an_article_is_written_in_nfc(article: DemoArticle) -> None:
    texts = [article.headline, article.lead, *(block.text for block in article.blocks), *article.captions]
    assert [text for text in texts if text != unicodedata.normalize("NFC", text)] == []


@EVERY_ARTICLE
def test_an_article_was_published_in_vietnam_before_it_was_modified(article: DemoArticle) -> None:
    published, modified = (datetime.fromisoformat(when) for when in (article.published, article.modified))
    assert published <= modified
    assert article.published.endswith("+07:00")


@EVERY_ARTICLE
def test_an_article_stands_in_a_section_of_its_newspaper(article: DemoArticle) -> None:
    assert PAPERS[article.outlet].path_to(article.section)[-1].slug == article.section


@EVERY_ARTICLE
def test_an_article_announces_only_articles_of_its_newspaper(article: DemoArticle) -> None:
    known = {other.id for other in DEMO_ARTICLES[article.outlet]} - {article.id}
    assert set(article.related) <= known


@EVERY_ARTICLE
def test_nothing_that_must_be_absent_stands_in_the_body(article: DemoArticle) -> None:
    body = "\n".join(block.text for block in article.blocks)
    assert [text for text in shelf_on(DEMO_ARTICLES[article.outlet], 1).absent(article) if text in body] == []


@EVERY_ARTICLE
def test_a_body_is_as_long_as_its_layout_lets_it_be(article: DemoArticle) -> None:
    words = sum(len(block.text.split()) for block in article.blocks)
    if article.layout in ("video", "infographic", "vip"):
        assert words == 0
    else:
        assert 40 <= words <= 450


@EVERY_OUTLET
@pytest.mark.parametrize("layout", ["standard", "longform", "photo", "video", "infographic"])
def test_an_outlet_has_a_page_of_every_common_layout(outlet: str, layout: str) -> None:
    assert layout in {article.layout for article in DEMO_ARTICLES[outlet]}


@pytest.mark.parametrize(
    ("outlet", "layout"),
    [("nld", "vip"), ("nld", "old"), ("nhandan", "old"), ("ngaynay", "2019"), ("ngaynay", "interview")],
)
def test_the_rare_layouts_are_there(outlet: str, layout: str) -> None:
    assert layout in {article.layout for article in DEMO_ARTICLES[outlet]}


@EVERY_OUTLET
def test_an_outlet_has_an_interview(outlet: str) -> None:
    assert holds(outlet, Talk, kind="question")
    assert holds(outlet, Talk, kind="answer")


@EVERY_OUTLET
def test_an_outlet_has_a_photo_group_under_one_caption(outlet: str) -> None:
    assert any(
        isinstance(item, Photos) and len(item.files) > 1 and item.caption
        for article in DEMO_ARTICLES[outlet]
        for item in article.body
    )


@EVERY_OUTLET
@pytest.mark.parametrize("kind", [Ad, Heading, Items, Lines, Paragraph, Quote])
def test_an_outlet_has_bodies_with(outlet: str, kind: type) -> None:
    assert holds(outlet, kind)


@pytest.mark.parametrize("style", ["type-2", "type-4", "type-7", "one"])
def test_nld_has_a_related_box_of_every_style(style: str) -> None:
    assert holds("nld", Related, style=style)


@pytest.mark.parametrize(
    ("outlet", "style"), [("nhandan", "box"), ("nhandan", "lead"), ("ngaynay", "line"), ("ngaynay", "list")]
)
def test_the_epi_outlets_have_related_boxes_of_every_style(outlet: str, style: str) -> None:
    assert holds(outlet, Related, style=style)


@pytest.mark.parametrize(
    ("outlet", "kind", "fields"),
    [
        ("nld", Heading, {"style": "bare"}),
        ("nld", Heading, {"style": "bold"}),
        ("nld", Paragraph, {"style": "bare"}),
        ("nhandan", Heading, {"style": "bold"}),
        ("nhandan", Agency, {"name": "TTXVN"}),
        ("nld", Table, {}),
        ("nhandan", Table, {}),
        ("nld", InfoBox, {}),
        ("ngaynay", InfoBox, {}),
        ("ngaynay", Clip, {}),
        ("ngaynay", Paragraph, {"style": "word"}),
    ],
)
def test_the_traps_in_bodies_are_there(outlet: str, kind: type, fields: dict[str, object]) -> None:
    assert holds(outlet, kind, **fields)


@pytest.mark.parametrize(
    "byline",
    ["NGUYỄN HẢI YẾN-TRẦN QUỐC BẢO", "Bài và ảnh: LÊ HẠNH - TRẦN VŨ", "B.T.V. (Theo TTXVN)", "Vũ Hoài Nam thực hiện"],
)
def test_the_difficult_bylines_are_there(byline: str) -> None:
    assert byline in {article.byline for article in ALL}


def test_every_form_of_signature_stands_in_front_of_a_lead() -> None:
    assert {"(NLĐO)- ", "(NLĐO) - ", "(NLĐO) – ", "(Ngày Nay) - ", "NDO - ", ""} <= {a.signature for a in ALL}


def test_a_signature_is_told_from_the_lead() -> None:
    assert {a.dateline for a in ALL} == {"NLĐO", "Ngày Nay", "NDO", None}


def test_one_article_is_in_english_and_one_in_decomposed_letters() -> None:
    assert any(article.section == "nguoi-lao-dong-news" for article in ALL)
    assert any(article.decomposed for article in ALL)


@EVERY_OUTLET
def test_no_single_source_knows_every_article(outlet: str) -> None:
    articles = shelf_on(DEMO_ARTICLES[outlet], 1).articles
    for source in ("rss", "sitemap", "section"):
        assert any(source not in article.found_in for article in articles), source


@EVERY_OUTLET
def test_every_way_of_finding_articles_knows_one_the_others_do_not(outlet: str) -> None:
    alone = {next(iter(a.found_in)) for a in DEMO_ARTICLES[outlet] if len(a.found_in) == 1}
    assert {"sitemap", "more"} <= alone


def test_marks_vanish_from_plain_text() -> None:
    assert plain("**Đậm** và __nghiêng__, [[nguồn thu]], {T|rước}") == "Đậm và nghiêng, nguồn thu, Trước"


def test_marks_become_elements_and_text_is_escaped() -> None:
    html = to_html("**A&B** {T|rước} [[x]] 1<2", lambda word: f"<a>{word}</a>")
    assert html == "<b>A&amp;B</b> <span>T</span><span>rước</span> <a>x</a> 1&lt;2"

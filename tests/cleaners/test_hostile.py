"""Pages that are broken, huge or meant to harm: an article or one clear error, never a crash."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from cleaners import Article, NotAnArticle, UnreadablePage, clean

Reader = Callable[..., Article]
Page = Callable[..., str]

FIRST, LAST = "Nước lên, bến đông từ tờ mờ sáng.", "Chợ tan khi nắng lên quá ngọn dừa."


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "table", "ul"])
def test_a_hundred_thousand_nested_tags_are_refused(nhandan: Reader, tag: str) -> None:
    with pytest.raises(UnreadablePage, match="nests more than"):
        nhandan(f"<p>{FIRST}</p>" + f"<{tag}>" * 100_000 + LAST)


@pytest.mark.parametrize("tag", ["div", "span", "section", "blockquote"])
def test_text_nested_a_thousand_deep_is_not_lost(nhandan: Reader, tag: str) -> None:
    article = nhandan(f"<p>{FIRST}</p>" + f"<{tag}>" * 1_000 + LAST + f"</{tag}>" * 1_000)
    assert " ".join(texts(article)) == f"{FIRST} {LAST}"


def test_a_body_a_thousand_elements_deep_is_found(epi_page: Page) -> None:
    article = clean(epi_page(f"<p>{FIRST}</p>", outer='<div class="article">' * 1_000))
    assert texts(article) == [FIRST]


def test_bodies_nested_in_bodies_are_read_once(nhandan: Reader) -> None:
    article = nhandan('<div class="article__body cms-body">' * 500 + f"<p>{FIRST}</p>" + "</div>" * 500)
    assert texts(article) == [FIRST]


def test_fifty_million_characters_are_refused() -> None:
    with pytest.raises(UnreadablePage, match="more than"):
        clean("<p>" + "x" * 50_000_000)


@pytest.mark.parametrize("raw", [b"\0", b"\0\0\0"])
def test_nul_bytes_are_no_letters(nld_page: Page, raw: bytes) -> None:
    page = nld_page(f"<p>{FIRST}</p>").encode().replace("bến".encode(), b"b\xe1\xba\xbf" + raw + b"n")
    assert texts(clean(page)) == [FIRST]


def test_broken_utf_8_costs_only_the_broken_letter(nld_page: Page) -> None:
    page = nld_page(f"<p>{FIRST}</p><p>{LAST}</p>").encode().replace(b"tan khi", b"t\xe1n khi")
    assert texts(clean(page))[0] == FIRST
    assert texts(clean(page))[1].endswith("n khi nắng lên quá ngọn dừa.")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_a_page_in_another_form_of_unicode_is_the_same_article(nld_page: Page, encoding: str) -> None:
    page = nld_page(f"<p>{FIRST}</p>")
    assert clean(page.encode(encoding)).to_dict() == clean(page).to_dict()


def test_a_page_cut_anywhere_is_an_article_or_a_clear_error(nld_page: Page) -> None:
    raw = nld_page(f"<p>{FIRST}</p><p>{LAST}</p>").encode()
    for end in range(1, len(raw), 97):
        with contextlib.suppress(NotAnArticle, UnreadablePage):
            article = clean(raw[:end], url="https://nld.com.vn/cho-noi-196260301080000123.htm")
            assert article.tells_something


def test_a_script_that_writes_closing_tags_ends_nothing(nhandan: Reader) -> None:
    script = "<script>document.write('</div></div></div><p>Quảng cáo</p>'); var s = \"</div>\";</script>"
    assert texts(nhandan(f"<p>{FIRST}</p>{script}<p>{LAST}</p>")) == [FIRST, LAST]


def test_an_attribute_broken_by_quotes_eats_no_text(nld: Reader) -> None:
    box = (
        '<div class="VCSortableInPreviewMode" type="RelatedNewsBox"><ul><li data-title="Ông "Tư" nói: "Về" đi" '
        'data-url="/x.htm"><a title="Ông "Tư" nói" href="/tin-khac-196260301080000999.htm">Tin khác</a></li>'
        "</ul></div>"
    )
    assert texts(nld(f"<p>{FIRST}</p>{box}<p>{LAST}</p>")) == [FIRST, LAST]


def test_a_page_of_two_hundred_thousand_tags_is_refused() -> None:
    with pytest.raises(UnreadablePage, match="150,000 tags"):
        clean("<html><body>" + "<p>Chợ hoa họp đêm.</p>" * 100_000)


def test_bylines_in_bylines_in_bylines_are_looked_at_once(nhandan: Reader) -> None:
    deep = '<div class="article__meta">' * 70 + '<b class="author">Lê Hạnh</b>' * 20_000 + "</div>" * 70
    assert texts(nhandan(f"<p>{FIRST}</p>{deep}<p>{LAST}</p>")) == [FIRST, LAST]


def test_ten_thousand_related_boxes_hide_nothing(nhandan: Reader) -> None:
    box = '<div class="article-relate"><article class="story"><a href="/x-post1.html">Tin khác</a></article></div>'
    article = nhandan(f"<p>{FIRST}</p>{box * 10_000}<p>{LAST}</p>")
    assert texts(article) == [FIRST, LAST]
    assert sum(v.kind == "related" for v in article.verdicts) == 10_000


def test_a_hundred_thousand_line_breaks_are_no_paragraphs(nhandan: Reader) -> None:
    assert texts(nhandan(f"<p>{FIRST}</p>{'<br>' * 100_000}<p>{LAST}</p>")) == [FIRST, LAST]


def test_tables_in_tables_lose_nothing(nhandan: Reader) -> None:
    article = nhandan("<table><tr><td>" * 300 + FIRST + "</td></tr></table>" * 300 + f"<p>{LAST}</p>")
    assert texts(article) == [FIRST, LAST]


def test_json_ld_that_is_no_json_is_passed_over(nhandan: Reader) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", broken</script>'
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert nhandan(f"<p>{FIRST}</p>", head=head + deep).headline == "Làng gốm bên sông vào vụ mới"


def test_json_ld_of_odd_shapes_is_passed_over(nld_page: Page) -> None:
    odd = '[null, 1, {"@type": ["NewsArticle"], "author": [1, {"name": [null]}], "datePublished": {}}]'
    head = f'<script type="application/ld+json">{odd}</script>'
    assert texts(clean(nld_page(f"<p>{FIRST}</p>", head=head))) == [FIRST]


def test_a_link_that_is_no_address_is_passed_over(nhandan: Reader) -> None:
    article = nhandan(f'<p><a href="http://[::broken">{FIRST}</a></p><img src="http://[x"><p>{LAST}</p>')
    assert texts(article) == [FIRST, LAST]

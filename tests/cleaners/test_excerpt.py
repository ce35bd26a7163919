"""A page is parsed in part where that is sure to give the same article."""

from __future__ import annotations

import random
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

import cleaners.page
from bench import mutations
from cleaners import Article, NotAnArticle, clean
from cleaners.layout import Fields
from cleaners.outlets import FAMILIES, OUTLETS

PARSE = LexborHTMLParser
MENU = '<div><a href="/kinhte/">Kinh tế</a><a href="/vanhoa/">Văn hóa</a></div>' * 400
HEADER = f"<header class='site-header'><div class='menu'>{MENU}</div></header>"
OTHERS = '<div class="box"><h3><a href="/ben-moi-post900777.html">Bến mới đã mở</a></h3><p>Bến đông.</p></div>' * 100
FOOTER = f'<footer class="site-footer"><p>Giấy phép số 1</p>{OTHERS}</footer>'
BODY = "".join(f"<p>Ghe số {number} về bến khi trời còn sương, chở đầy khoai lang và mía.</p>" for number in range(9))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters or bytes were parsed, page by page."""
    sizes: list[int] = []

    def parse(source: str | bytes) -> LexborHTMLParser:
        sizes.append(len(source))
        return PARSE(source)

    monkeypatch.setattr(cleaners.page, "LexborHTMLParser", parse)
    return sizes


def whole(html: str, url: str | None, monkeypatch: pytest.MonkeyPatch) -> Article | str:
    """The article of a page that is parsed as a whole."""
    with monkeypatch.context() as patch:
        patch.setattr(cleaners.page, "excerpt", lambda *_: None)
        return article_of(html, url)


def article_of(html: str, url: str | None = None) -> Article | str:
    try:
        return clean(html, url=url)
    except NotAnArticle as error:
        return error.reason


def large(html: str, header: str = HEADER, behind: str = FOOTER) -> str:
    """A page as large as real ones."""
    start = html.index(">", html.index("<body")) + 1
    return f"{html[:start]}{header}{html[start:].replace('</body>', f'{behind}</body>')}"


@pytest.fixture(params=["epi", "nld"])
def page(request, epi_page, nld_page):
    return epi_page if request.param == "epi" else nld_page


def test_only_the_part_with_the_article_is_parsed(page, parsed, monkeypatch):
    html = large(page(BODY))
    article = clean(html)
    assert len(parsed) == 1
    assert parsed[0] < len(html) / 5
    assert len(article.blocks) == 9
    assert article == whole(html, None, monkeypatch)


def test_a_small_page_is_parsed_as_it_is(page, parsed):
    html = page(BODY)
    clean(html)
    assert parsed == [len(html)]


def test_hidden_inputs_behind_the_article_count(nld_page, parsed):
    inputs = '<footer><input type="hidden" id="hdType" value="27"/></footer>'
    article = clean(large(nld_page(BODY, type=0).replace('id="hdType"', 'id="hdOther"'), behind=inputs + FOOTER))
    assert (article.kind, len(parsed)) == ("longform", 1)


def test_every_input_that_is_asked_for_is_kept():
    for outlet in OUTLETS.values():
        family = outlet.family
        sources = (source.selector for name in Fields.__slots__ for source in getattr(family.fields, name))
        signs = (layout.when or "" for layout in (*outlet.layouts, *family.layouts))
        asked = set(re.findall(r"input#([\w-]+)", " ".join((*sources, *signs))))
        assert asked <= set(family.inputs), outlet.name
    assert cleaners.page.ZONE.removeprefix("input#") in FAMILIES["vccorp"].inputs


def test_linked_data_behind_the_article_counts(epi_page, parsed):
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Trần Lụa"}}</script>'
    article = clean(large(epi_page(BODY, meta=""), behind=f"<footer>{data}</footer>{FOOTER}"))
    assert (article.authors, len(parsed)) == (("Trần Lụa",), 1)


def test_an_article_that_goes_on_is_parsed_to_its_end(page, parsed, monkeypatch):
    """What usually comes behind an article stands in the middle of one."""
    more = "<p>Đò dọc còn chạy thêm một chuyến nữa trước khi trời tối hẳn.</p>"
    html = large(page(f"{BODY}<footer>Chú thích của bài</footer>{more}"))
    article = clean(html)
    assert len(parsed) == 2
    assert article.blocks[-1].text.startswith("Đò dọc còn chạy")
    assert article == whole(html, None, monkeypatch)


def test_a_second_body_behind_the_article_is_weighed(page, parsed, monkeypatch):
    inner = page(BODY).partition('class="article__body' if "article__body" in page(BODY) else 'class="detail-content')[
        1:
    ]
    html = large(page(BODY), behind=f"{FOOTER}<div {''.join(inner).partition('</body>')[0]}")
    assert clean(html) == whole(html, None, monkeypatch)
    assert parsed[0] == len(html)


@pytest.mark.parametrize(
    "header",
    [
        '<script>var kiểu = "<header>";</script><header><b>Báo</b></header>',
        "<!-- <header> --><div>Báo</div><!-- </header> -->",
        "<header><header>Báo</header>Trang</header>",
        "<header>Báo",
    ],
    ids=["in a script", "in a comment", "nested", "never closed"],
)
def test_a_head_that_is_not_plain_to_see_stays(header, page, monkeypatch):
    html = large(page(BODY), header=f"{header}<div>{MENU}</div>")
    article = clean(html)
    assert len(article.blocks) == 9
    assert article == whole(html, None, monkeypatch)


def test_a_head_that_ends_within_the_article_takes_nothing_of_it(page, monkeypatch):
    """`</header>` of the article's own head, while the page's was never closed."""
    inner = page(BODY).replace("<h1", "<header><h1").replace("</h1>", "</h1></header>")
    html = large(inner, header=f"<header><div>{MENU}</div>")
    article = clean(html)
    assert article.headline in ("Làng gốm bên sông vào vụ mới", "Chợ nổi đông khách trở lại")
    assert article == whole(html, None, monkeypatch)


def test_a_large_page_with_nothing_to_leave_out_is_parsed_once(epi_page, parsed):
    html = epi_page(BODY * 80)
    clean(html)
    assert parsed == [len(html)]


def test_a_script_that_writes_a_footer_ends_nothing(epi_page, monkeypatch):
    html = large(epi_page(f'{BODY}<script>document.write("<footer>")</script><p>Dòng cuối của bài viết này.</p>'))
    article = clean(html)
    assert article.blocks[-1].text == "Dòng cuối của bài viết này."
    assert article == whole(html, None, monkeypatch)


def test_pictures_written_as_text_are_not_parsed(page, parsed, monkeypatch):
    picture = f'<p><img src="data:image/png;base64,{"QUJD" * 9000}" alt="x"></p>'
    html = large(page(BODY + picture))
    article = clean(html)
    assert parsed[0] < 10_000
    assert article == whole(html, None, monkeypatch)


def test_text_after_a_broken_picture_is_not_taken_for_one(page, monkeypatch):
    broken = f'<p><img src=data:image/png;base64,QUJD>{"Sông dài. " * 900}"</p>'
    html = large(page(BODY + broken))
    article = clean(html)
    assert article.blocks[-1].text.startswith("Sông dài. Sông dài.")
    assert article == whole(html, None, monkeypatch)


def test_bytes_are_read_as_their_text_is(page, parsed, monkeypatch):
    html = large(page(BODY))
    article = clean(html.encode())
    assert parsed[0] < len(html) / 5
    assert article == whole(html, None, monkeypatch)


def test_bytes_that_are_no_utf8_are_decoded_as_ever(page, monkeypatch):
    html = large(page(BODY)).replace("Ghe số 3", "Ghe s\udce1 3")
    raw = html.encode("utf-8", "surrogateescape")
    article = clean(raw)
    assert article.blocks[3].text.startswith("Ghe s\ufffd 3")
    assert article == whole(raw.decode("utf-8", "replace"), None, monkeypatch)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1258"])
def test_other_encodings_are_no_hindrance(encoding, page):
    html = large(page("<p>Ghe hàng neo kín bến, ông Tám ngồi đan giỏ.</p>" * 9))
    article = clean(html.encode(encoding, "ignore"))
    assert article.blocks[0].text == clean(html.encode(encoding, "ignore").decode(encoding)).blocks[0].text


@pytest.mark.parametrize("seed", range(150))
def test_however_the_article_is_broken_the_part_says_the_same(seed, page, monkeypatch):
    draw = random.Random(seed)
    body = BODY + '<figure><img src="/a.jpg"><figcaption>Bến sông</figcaption></figure><h3>Chợ chiều</h3>' + BODY
    for mutation in draw.choices(
        [
            mutations.delete,
            mutations.duplicate,
            mutations.swap,
            mutations.insert_broken_tag,
            mutations.rename_tag,
            mutations.cut_out,
            mutations.truncate,
        ],
        k=2,
    ):
        body = mutation(draw, body)
    html = large(page(body))
    assert article_of(html) == whole(html, None, monkeypatch)

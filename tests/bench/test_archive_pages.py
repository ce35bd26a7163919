"""The pages of the archive's bench: many, all different, the frame of one."""

from dataclasses import replace

import pytest

from bench.archive import measure, redesign
from bench.gold import PageGold
from bench.variants import redesigned, variants
from cleaners import clean
from crawler.demo.papers import PAPERS
from crawler.demo.synthetic import synthetic_pages

URL = "https://bao.example/cho-noi-hop-lai-post1234567.html"
LEAD = "Khách đến từ sáng sớm."
FRAME = "".join(f'<li class="m{number}"><a href="/muc-{number}">Mục {number}</a></li>' for number in range(300))
HTML = f"""<html><head><title>Chợ nổi họp lại</title><meta property="og:title" content="Chợ nổi họp lại">
<link rel="canonical" href="{URL}"></head><body><ul>{FRAME}</ul><h1>Chợ nổi họp lại</h1><h2>{LEAD}</h2>
<div class="body" itemprop="articleBody"><p>Ghe xuồng đầy bến sông từ tinh mơ.</p><div><img src="ghe.jpg"></div>
<p>Trái cây rẻ hơn năm ngoái.</p></div><footer>Toà soạn <a href="/tin-khac-post7654321.html">Tin khác</a></footer>
</body></html>"""


@pytest.fixture
def gold():
    fields = {"headline": "Chợ nổi họp lại", "description": LEAD, "date_published": "2026-11-05T08:15:30+07:00"}
    return PageGold("bao.example/1.html", "epi", "article", HTML, URL, (), (), (), (), fields)


def test_the_same_seed_makes_the_same_pages(gold):
    assert list(variants(gold, 5, seed=3)) == list(variants(gold, 5, seed=3))


def test_every_variant_has_an_address_and_a_page_of_its_own(gold):
    made = list(variants(gold, 50))
    assert len({url for url, _ in made}) == len({page for _, page in made}) == 50


def test_a_variant_keeps_the_frame_and_nothing_of_the_article(gold):
    for _, page in variants(gold, 5):
        html = page.decode()
        assert FRAME in html
        assert "Tin khác" in html
        for own in ("Chợ nổi họp lại", LEAD, "Ghe xuồng đầy bến sông", "Trái cây rẻ hơn", "1234567", "ghe.jpg"):
            assert own not in html


def test_a_variant_can_have_other_lists_too(gold):
    for _, page in variants(gold, 5, renewed_lists=True):
        assert "Tin khác" not in page.decode()


def test_a_page_without_a_body_to_replace_is_refused(gold):
    with pytest.raises(ValueError, match="no page that variants can be made of"):
        list(variants(replace(gold, html="<p>nothing</p>"), 1))


def test_a_redesign_changes_every_page_the_same_way(gold):
    first, second = (redesigned(page).decode() for _, page in variants(gold, 2))
    assert first[first.index("<nav") : first.index("</nav>")] == second[second.index("<nav") : second.index("</nav>")]
    assert FRAME not in first


@pytest.mark.parametrize("name", PAPERS)
def test_synthetic_pages_are_articles_under_different_addresses(name):
    pages = list(synthetic_pages(PAPERS[name], 40))
    assert len({url for url, _ in pages}) == 40
    url, page = pages[0]
    assert clean(page, url=url).url == url


def test_sizes_are_of_pages_that_come_back(gold):
    sizes = measure("bao.example", list(variants(gold, 30)))
    assert sizes.pages == 30
    assert sizes.references == 1
    assert sizes.compacted <= sizes.crawled < sizes.zstd3 < sizes.raw


def test_a_redesign_costs_until_there_is_another_reference(gold):
    found = redesign(gold, 120)
    assert found.surprised < found.old
    assert found.new > found.surprised
    assert found.surprised_pages < 40

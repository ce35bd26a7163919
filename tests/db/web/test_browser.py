"""Our pages in a real Chromium, as a reader uses them; and a hostile article, which does nothing there."""

from __future__ import annotations

import pytest

from .conftest import HOSTILE

DATASETTES = (
    "/tinsach",
    "/tinsach/articles?_facet=outlet",
    "/tinsach/articles/1",
    "/tinsach/full_text",
    "/tinsach/none",
)
EVERY_PAGE = ("/", "/search?q=dang", "/article/1", "/article/1/explain", "/article/1/compare", "/article/999")


def test_a_reader_goes_from_home_to_a_search_a_facet_an_article_and_its_reasons(visit):
    window = visit(language="vi-VN")
    page = window.go("/")
    assert page.locator(".broad svg rect").count() == 2
    page.get_by_role("searchbox").fill("dang cong san")
    page.get_by_role("searchbox").press("Enter")
    assert page.locator(".hits mark").all_inner_texts()[:3] == ["Đảng", "Cộng", "sản"]
    page.locator(".facet a", has_text="ngaynay").click()
    assert page.locator(".hits h2").all_inner_texts() == ["Làng gốm nghỉ lò một ngày"]
    page.locator(".chip").click()
    page.get_by_role("link", name="Đại hội Đảng Cộng sản").click()
    assert page.locator("article h1").inner_text() == "Đại hội Đảng Cộng sản bàn về thủy lợi"
    page.get_by_role("link", name="Vì sao giữ, vì sao bỏ").first.click()
    dropped = page.locator(".verdicts .dropped").first
    assert "related" in dropped.inner_text()
    assert dropped.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 241, 239)"
    page.get_by_role("link", name="So với trang gốc").first.click()
    assert "Quảng cáo của báo" in page.frame_locator("iframe").locator("body").inner_text()
    assert window.elsewhere == []
    assert window.complaints == []


@pytest.mark.parametrize(
    "path", ["/", "/search?q=chu+cua+trang", "/article/3", "/article/3/explain", "/article/3/compare"]
)
def test_a_hostile_article_runs_and_loads_nothing(visit, path):
    window = visit()
    page = window.go(path)
    page.wait_for_timeout(400)
    assert "owned" not in page.title().replace("document.title='owned'", "")
    assert page.title() != "owned"
    assert [frame.evaluate("document.title") for frame in page.frames if frame is page.main_frame] != ["owned"]
    assert page.locator("main script, main img, main object, main embed").count() == 0
    assert page.evaluate("[...document.links].filter(a => a.protocol === 'javascript:').length") == 0
    assert window.elsewhere == []
    assert window.complaints == []


def test_without_the_guard_the_browser_would_have_asked_elsewhere(visit, leak):
    """So that the tests above prove something."""
    page = visit().page
    page.set_content('<img src="http://leak.example/probe.png">')
    page.wait_for_timeout(300)
    assert "GET /probe.png" in leak[1].pop()


def test_a_hostile_text_is_shown_as_it_stands(visit):
    page = visit().go("/article/3")
    assert page.locator("article h1").inner_text() == " ".join(HOSTILE.split())
    assert page.locator(".images a").count() == 0


def test_datasettes_own_pages_show_a_hostile_text_as_text(visit):
    window = visit()
    page = window.go("/tinsach/articles/3")
    page.wait_for_timeout(300)
    assert page.title() != "owned"
    assert window.elsewhere == []


def test_the_framed_page_stays_where_it_is(visit):
    window = visit()
    page = window.go("/article/3/compare")
    frame = page.frame_locator("iframe")
    frame.get_by_text("đi", exact=True).click()
    page.wait_for_timeout(300)
    assert "Chữ của trang" in frame.locator("body").inner_text()
    assert window.elsewhere == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_fits_a_phone_and_loads_no_more_than_its_own_files(visit, path):
    window = visit(width=360, dark=True)
    page = window.go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert window.elsewhere == []
    assert window.complaints == []


def test_the_dark_is_dark(visit):
    page = visit(dark=True).go("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 17, 23)"


def test_the_keyboard_reaches_search_and_hits(visit):
    page = visit().go("/search?q=dang")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Làng gốm nghỉ lò một ngày"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/1")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    page.wait_for_url("**/")


def test_the_first_tab_leads_past_the_head_of_the_page(visit):
    page = visit().go("/article/1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_axe_finds_no_serious_fault(visit, axe, path, dark):
    page = visit(width=1280, dark=dark).go(path)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {iframes: false}).then(result => result.violations)")
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in grave] == []


def test_datasettes_own_pages_are_dark_in_the_dark_and_light_by_daylight(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    assert visit(dark=True).go("/tinsach/articles").evaluate(ground) == "rgb(13, 17, 23)"
    assert visit().go("/tinsach/articles").evaluate(ground) == "rgb(248, 250, 251)"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", DATASETTES)
def test_datasettes_own_pages_can_be_read(visit, axe, path, dark, width):
    page = visit(width=width, dark=dark).go(path)
    page.evaluate(axe)
    faults = page.evaluate(
        "axe.run(document, {runOnly: ['color-contrast']}).then(result => result.violations.flatMap(one => one.nodes))"
    )
    assert [(one["html"], one["failureSummary"]) for one in faults] == []

"""The page that `--explain-html` writes, in a real browser: it shows every block, and nothing of it runs or loads."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleaners import Article, Block, Cleaner, Image, Verdict
from cleaners.explain_html import explain_html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"
)

HOSTILE = "Giá hoa <script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> tăng"
KEPT = Verdict(True, "paragraph", "paragraph", "p", "Chợ hoa họp từ nửa đêm.")
DROPPED = Verdict(False, "related", "related", "[type=RelatedNewsBox]", "Tin khác: lễ hội đèn trời")


@pytest.fixture(scope="module")
def article():
    return Article(
        cleaner=Cleaner("nld", "0123456789"),
        url="javascript:document.title='owned'",
        headline=HOSTILE,
        authors=("Lê Hạnh",),
        images=(Image("https://img.example/a.jpg", HOSTILE, "TTXVN"),),
        blocks=(Block("paragraph", KEPT.text), Block("heading", HOSTILE)),
        verdicts=(KEPT, DROPPED, Verdict(True, "heading", "heading", '"><script>x</script>', HOSTILE)),
    )


@pytest.fixture(scope="module")
def page(article, tmp_path_factory):
    path = tmp_path_factory.mktemp("explained") / "why.html"
    path.write_text(explain_html(article), "utf-8")
    return path


def _chromium(page, *flags):
    profile = page.parent / "profile"
    quiet = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", *quiet, f"--user-data-dir={profile}", *flags]
    done = subprocess.run([*command, page.as_uri()], capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-500:]
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def dom(page):
    return LexborHTMLParser(_chromium(page, "--dump-dom", "--virtual-time-budget=2000"))


def test_shows_kept_and_dropped_blocks_in_reading_order(dom):
    blocks = [(node.attributes["class"], node.css_first(".text").text()) for node in dom.css("section li")]
    assert blocks == [("kept", KEPT.text), ("dropped", DROPPED.text), ("kept", HOSTILE)]


def test_shows_the_rule_beside_each_block(dom):
    assert "[type=RelatedNewsBox]" in dom.css("section li")[1].css_first(".why").text()


def test_leads_from_a_kept_block_to_its_place_in_the_article(dom):
    target = dom.css_first("section li.kept a").attributes["href"]
    assert dom.css_first(f"article {target}").text() == KEPT.text


def test_runs_and_loads_nothing_that_a_newspaper_wrote(dom):
    assert dom.css_first("title").text().startswith("Giá hoa <script>")
    assert dom.css("script, img, iframe, link, object") == []
    assert [a for a in dom.css("a[href]") if not a.attributes["href"].startswith("#")] == []


def test_is_drawn_on_a_wide_and_on_a_narrow_screen(page):
    for width in (1300, 400):
        picture = page.with_name(f"{width}.png")
        _chromium(page, f"--screenshot={picture}", f"--window-size={width},900", "--hide-scrollbars")
        assert picture.stat().st_size > 8_000  # an empty page of that size has about 2,000 bytes

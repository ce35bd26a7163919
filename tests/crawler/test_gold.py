"""Links of real list and home pages; they are third-party data and stand beside the checkout, if at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cleaners.addresses import canonical_url
from cleaners.layout import Family, Outlet
from cleaners.outlets import FAMILIES, outlet_named
from crawler.discovery.section import article_links

SHARED = Path(os.environ.get("TINSACH_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
PAGES = SHARED / "pages"

NEWSPAPERS: dict[str, str] = {
    "nld.com.vn/list-kinh-te-2026-03": "nld",
    "tuoitre.vn/list-2026-03": "vccorp",
    "cafef.vn/list-2026-03": "vccorp",
    "giaoduc.net.vn/home-2021": "epi",
}


@pytest.mark.parametrize("page", NEWSPAPERS)
def test_a_real_list_page_gives_exactly_its_articles(page: str) -> None:
    gold_file = PAGES / f"{page}.links.gold.json"
    if not gold_file.exists():
        pytest.skip("the saved pages of real newspapers are not here; name their folder with $TINSACH_SHARED")
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    html = (PAGES / f"{page}.html").read_text(encoding="utf-8")
    newspaper: Outlet | Family
    newspaper = outlet_named("nld") if NEWSPAPERS[page] == "nld" else FAMILIES[NEWSPAPERS[page]]
    found = {link.url for link in article_links(html, url=gold["base_url"], newspaper=newspaper)}
    assert found == {canonical_url(url, None) for url in gold["article_urls"]}
    assert not found & set(gold["not_articles"])

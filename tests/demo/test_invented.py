"""Nothing a demo page says was taken from a newspaper."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request

SHARED = Path(os.environ.get("TINSACH_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))
WORDS_IN_A_ROW = 10


def visible(html: str) -> str:
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "noscript"])
    return tree.text(separator=" ")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return zip(*(words[start:] for start in range(WORDS_IN_A_ROW)), strict=False)


def saved() -> Iterator[str]:
    for file in sorted(SHARED.glob("pages/*/*.html")):
        yield visible(file.read_text("utf-8", errors="replace"))
    for file in [*sorted(SHARED.glob("seeds/*.txt")), *sorted(SHARED.glob("dumps/*/*.txt"))]:
        yield file.read_text("utf-8")


def test_no_ten_words_in_a_row_stand_on_a_real_page(sites: dict[str, OutletSite]) -> None:
    if not (SHARED / "pages").is_dir():
        pytest.skip("no saved pages here: put the shared folder beside the checkout, or set TINSACH_SHARED")
    ours = set()
    for outlet, site in sites.items():
        for article in DEMO_ARTICLES[outlet]:
            response = site.answer(Request("GET", PAPERS[outlet].host, article.path))
            ours |= set(runs(visible(response.body.decode("utf-8"))))
    assert [" ".join(run) for text in saved() for run in runs(text) if run in ours] == []

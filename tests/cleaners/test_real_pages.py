"""Real pages of newspapers, which are not part of the project: read to the letter where they are at hand."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from cleaners import Article, clean
from cleaners.text import one_line

SHARED = Path(os.environ.get("TINSACH_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
FAMILY_OF_HOST = {
    "nld.com.vn": "nld",
    "tuoitre.vn": "vccorp",
    "cafef.vn": "vccorp",
    "vtv.vn": "vccorp",
    "tienphong.vn": "epi",
    "plo.vn": "epi",
    "tinnhanhchungkhoan.vn": "epi",
}
GOLD = sorted(
    path
    for path in SHARED.glob("pages/*/*.gold.json")
    if not path.name.endswith(".links.gold.json") and path.parent.name in FAMILY_OF_HOST
)
FIELDS = (
    "headline",
    "description",
    "dateline",
    "authors",
    "source",
    "article_section",
    "keywords",
    "date_published",
    "date_modified",
    "kind",
    "url",
)

if not GOLD:
    pytest.skip(
        "no real pages at hand: they belong in the folder `shared` beside the checkout", allow_module_level=True
    )


@pytest.fixture(params=GOLD, ids=lambda path: f"{path.parent.name}-{path.name.split('.')[0]}")
def told(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Article]:
    """The right answer, and ours."""
    gold = json.loads(request.param.read_text(encoding="utf-8"))
    page = request.param.with_name(request.param.name.replace(".gold.json", ".html"))
    return gold, clean(page.read_bytes(), url=gold.get("url"))


def test_the_body_is_the_articles_to_the_letter(told: tuple[dict[str, Any], Article]) -> None:
    gold, article = told
    assert [block.text for block in article.blocks] == [one_line(block["text"]) for block in gold["body"]]


def test_nothing_else_of_the_page_is_in_the_body(told: tuple[dict[str, Any], Article]) -> None:
    gold, article = told
    wanted = " ".join(one_line(block["text"]) for block in gold["body"])
    leaks = [text for text in (*gold.get("absent", ()), *gold.get("captions", ())) if len(text) > 3]
    assert not [text for text in leaks if text in article.article_body and text not in wanted]


def test_every_field_is_what_a_reader_sees(told: tuple[dict[str, Any], Article]) -> None:
    gold, article = told
    ours = article.to_dict()
    wrong = {name: (ours[name], gold[name]) for name in FIELDS if gold.get(name) and ours[name] != gold[name]}
    assert not wrong


def test_every_caption_is_found(told: tuple[dict[str, Any], Article]) -> None:
    gold, article = told
    captions = {v.text for v in article.verdicts if v.kept and v.kind == "caption"}
    assert {one_line(caption) for caption in gold.get("captions", ())} <= captions


def test_no_fallback_was_needed(told: tuple[dict[str, Any], Article]) -> None:
    _, article = told
    host = re.sub(r"^www\.", "", (article.url or "").split("/")[2])
    assert (article.cleaner.fallback, article.cleaner.name) == (False, FAMILY_OF_HOST[host])

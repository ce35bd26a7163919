"""Pages in the shape of newspapers nobody declared: real markup, invented sentences, gold written by hand.

One test a field, so that a report names the field that broke and the shape it broke on.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from cleaners import Article, clean

UNKNOWN = Path(__file__).parent / "unknown"
SHAPES = sorted(path.name.removesuffix(".html") for path in UNKNOWN.glob("*.html"))
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
    "url",
)


@lru_cache(maxsize=64)
def gold(shape: str) -> dict[str, Any]:
    return json.loads((UNKNOWN / f"{shape}.gold.json").read_text("utf-8"))


@lru_cache(maxsize=64)
def read(shape: str) -> Article:
    return clean((UNKNOWN / f"{shape}.html").read_text("utf-8"), url=gold(shape).get("url"))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_body_is_exactly_what_a_person_would_copy(shape):
    assert [(block.kind, block.text) for block in read(shape).blocks] == [
        (block["kind"], block["text"]) for block in gold(shape)["body"]
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_captions_go_to_the_pictures(shape):
    printed = [" ".join(filter(None, (image.caption, image.credit))) for image in read(shape).images]
    for caption in gold(shape).get("captions", []):
        first_words = caption.split(" Ảnh:")[0]
        assert any(first_words in text for text in printed), caption


@pytest.mark.parametrize(
    ("field", "shape"), [(field, shape) for field in FIELDS for shape in SHAPES if gold(shape).get(field)]
)
def test_a_field_is_what_the_page_shows(field, shape):
    assert read(shape).to_dict()[field] == gold(shape)[field]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_article_says_that_it_came_from_the_fallback(shape):
    article = read(shape)
    assert article.cleaner.fallback
    assert "fallback" in article.warnings


@pytest.mark.parametrize("shape", SHAPES)
def test_every_kept_block_of_the_body_has_a_verdict(shape):
    article = read(shape)
    kept = [verdict.text for verdict in article.verdicts if verdict.kept]
    assert [block.text for block in article.blocks] == [
        text for text in kept if text in {b.text for b in article.blocks}
    ]

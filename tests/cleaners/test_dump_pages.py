"""Whole dumps as the three newspapers' pages flatten, with invented articles: every field, every block."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cleaners.article import Article
from cleaners.dump import clean_dump, guess_outlet_of_dump
from cleaners.outlets import OUTLETS
from cleaners.render import as_text

DUMPS = Path(__file__).with_name("dumps")
NAMES = ("nld", "nhandan", "ngaynay")


def page(name: str) -> str:
    return (DUMPS / f"{name}-page.txt").read_text("utf-8")


def expected(name: str) -> dict[str, Any]:
    return json.loads((DUMPS / f"{name}-page.expected.json").read_text("utf-8"))


def shown(article: Article) -> dict[str, Any]:
    return {
        **article.to_dict(),
        "images": [[image.caption, image.credit] for image in article.images],
        "blocks": [block.text for block in article.blocks],
    }


@pytest.mark.parametrize("field", sorted(expected("nld")))
@pytest.mark.parametrize("name", NAMES)
def test_a_field_of_a_whole_dump_is_read(name: str, field: str) -> None:
    assert shown(clean_dump(page(name), OUTLETS[name]))[field] == expected(name)[field]


@pytest.mark.parametrize("name", NAMES)
def test_blank_lines_are_no_evidence(name: str) -> None:
    closed = re.sub(r"\n\s*\n", "\n", page(name))
    spaced = closed.replace("\n", "\n\n")
    for text in (closed, spaced):
        assert shown(clean_dump(text, OUTLETS[name]))["blocks"] == expected(name)["blocks"]


@pytest.mark.parametrize("name", NAMES)
def test_without_an_outlet_the_phrases_of_all_outlets_are_used(name: str) -> None:
    assert shown(clean_dump(page(name)))["blocks"] == expected(name)["blocks"]


def test_the_dateline_and_the_phrases_tell_the_outlet() -> None:
    assert guess_outlet_of_dump(page("nld")) is OUTLETS["nld"]
    assert guess_outlet_of_dump(page("ngaynay")) is OUTLETS["ngaynay"]


def test_a_dump_without_signs_has_no_outlet() -> None:
    assert guess_outlet_of_dump(page("nhandan")) is None
    assert clean_dump(page("nhandan")).cleaner.name == "dump"


def test_the_address_tells_the_outlet_too() -> None:
    article = clean_dump(page("nhandan"), url="https://nhandan.vn/che-suoi-giang-post900001.html")
    assert (article.outlet, article.cleaner.name) == ("nhandan", "nhandan")


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_a_verdict_with_its_number(name: str) -> None:
    lines = [number for number, line in enumerate(page(name).split("\n"), 1) if line.strip()]
    verdicts = clean_dump(page(name), OUTLETS[name]).verdicts
    assert [verdict.where for verdict in verdicts] == [f"line {number}" for number in lines]
    assert all(verdict.rule and verdict.kind for verdict in verdicts)


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_of_other_systems_make_no_difference(name: str) -> None:
    article = clean_dump(page(name), OUTLETS[name])
    assert clean_dump(page(name).replace("\n", "\r\n"), OUTLETS[name]) == article


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_the_cleaned_text_changes_nothing(name: str) -> None:
    article = clean_dump(page(name), OUTLETS[name])
    again = clean_dump(as_text(article), OUTLETS[name])
    assert (again.headline, again.description, again.blocks) == (article.headline, article.description, article.blocks)

"""The real dumps that people labelled line by line: nothing lost, nothing leaked, and a floor for the others."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from cleaners.dump import clean_dump
from cleaners.errors import NotAnArticle
from cleaners.outlets import OUTLETS

SHARED = Path(os.environ.get("TINSACH_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
OUTLET_OF = {"nhandan.vn": "nhandan", "nld.com.vn": "nld", "ngaynay.vn": "ngaynay"}
BODY = ("paragraph", "heading")


def labelled(folder: str) -> list[Path]:
    return sorted((SHARED / folder / "labels").rglob("*.txt.tsv"))


def fold(text: str) -> str:
    return " ".join(re.sub("[\u200b\u200c\u200d\ufeff\u00ad]", "", unicodedata.normalize("NFC", text)).split())


def compare(folder: str, labels: Path) -> tuple[Counter[str], Counter[str], bool, bool]:
    """Lines lost, lines leaked, and whether headline and lead are right (true where nobody labelled one)."""
    relative = labels.relative_to(SHARED / folder / "labels")
    rows = [row.split("\t", 2) for row in labels.read_text("utf-8").splitlines() if row.count("\t") == 2]
    by = {
        label: [fold(re.sub(r"^ date \S+ ", "", text)) for _, seen, text in rows if seen == label]
        for _, label, _ in rows
    }
    text = (SHARED / folder / relative).with_suffix("").read_text("utf-8")
    if "meta_url" in by:
        text = text.split("\n", 1)[1]
    name = OUTLET_OF.get(relative.parts[0])
    try:
        article = clean_dump(text, OUTLETS[name] if name else None)
    except NotAnArticle as error:
        article = error.article
    wanted = Counter(line for label in BODY for line in by.get(label, []))
    kept = Counter(fold(block.text) for block in article.blocks)
    headline = "title" not in by or article.headline in by["title"]
    lead = "sapo" not in by or any(article.description and line.endswith(article.description) for line in by["sapo"])
    return wanted - kept, kept - wanted, headline, lead


@pytest.mark.skipif(not labelled("seeds"), reason="the labelled seeds are not beside this checkout (../shared/seeds)")
@pytest.mark.parametrize("labels", labelled("seeds"), ids=lambda path: path.name[:3])
def test_a_seed_is_cleaned_to_the_line(labels: Path) -> None:
    lost, leaked, headline, lead = compare("seeds", labels)
    assert (sum(lost.values()), sum(leaked.values()), headline, lead) == (0, 0, True, True)


@pytest.mark.skipif(not labelled("dumps"), reason="the labelled dumps are not beside this checkout (../shared/dumps)")
@pytest.mark.parametrize("labels", labelled("dumps"), ids=lambda path: path.name[:24])
def test_another_labelled_dump_is_cleaned_to_the_line(labels: Path) -> None:
    lost, leaked, headline, lead = compare("dumps", labels)
    assert (sum(lost.values()), sum(leaked.values()), headline, lead) == (0, 0, True, True)

"""Real pages read as if nobody had declared them: the floor below which the fallback must not fall.

The pages stand in `pages` of the `shared` folder beside the checkout, or where $TINSACH_SHARED says.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from cleaners.article import Article
from cleaners.errors import NotAnArticle
from cleaners.fallback import clean_with_fallback
from cleaners.second_reader import second_reading

SHARED = Path(os.environ.get("TINSACH_SHARED") or Path(__file__).resolve().parents[3] / "shared")
PAGES = SHARED / "pages"
GOLD = sorted(path for path in PAGES.glob("*/*.gold.json") if ".links." not in path.name)
LISTS = sorted([*PAGES.glob("*/*list*.html"), *PAGES.glob("*/home*.html")])
NAMELESS = 0.93
"""The same where no element has a name any more; measured from .94 on."""
FLOOR = 0.99
"""F1 of runs of four words; measured 1.0 on every page in November 2026."""
UNDECLARED = ("dantri.com.vn", "vietnamnet.vn", "vnexpress.net")

pytestmark = pytest.mark.skipif(not GOLD, reason=f"no pages with gold in {PAGES}: set TINSACH_SHARED to where they are")


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name.split('.')[0]}"


def read(gold_file: Path) -> tuple[Article, dict[str, Any], str]:
    gold = json.loads(gold_file.read_text("utf-8"))
    html = gold_file.with_name(gold_file.name.replace(".gold.json", ".html")).read_text("utf-8", errors="replace")
    return clean_with_fallback(html, LexborHTMLParser(html), url=gold.get("url"), outlet=None), gold, html


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def f1(got: str, wanted: str) -> float:
    ours, gold = runs(got), runs(wanted)
    size = sum(ours.values()) + sum(gold.values())
    return 2 * sum((ours & gold).values()) / size if size else 1.0


def without_names(html: str) -> str:
    """The page with nothing left by which an editor named an element."""
    tree = LexborHTMLParser(html)
    for node in tree.css("[class], [id], [itemprop], [itemtype], [data-role], [data-field], [type]"):
        if node.tag != "script":
            for attribute in ("class", "id", "itemprop", "itemtype", "data-role", "data-field", "type"):
                if attribute in node.attributes:
                    del node.attrs[attribute]
    return tree.html or ""


@pytest.mark.parametrize("gold_file", GOLD, ids=name)
def test_the_body_of_a_real_page_is_found_where_no_element_has_a_name(gold_file):
    _, gold, html = read(gold_file)
    nameless = without_names(html)
    article = clean_with_fallback(nameless, LexborHTMLParser(nameless), url=gold.get("url"), outlet=None)
    assert f1(article.article_body, "\n".join(block["text"] for block in gold["body"])) >= NAMELESS


@pytest.mark.parametrize("gold_file", GOLD, ids=name)
def test_the_body_of_a_real_page_is_found_without_its_declaration(gold_file):
    article, gold, _ = read(gold_file)
    assert f1(article.article_body, "\n".join(block["text"] for block in gold["body"])) >= FLOOR


@pytest.mark.parametrize("gold_file", GOLD, ids=name)
def test_no_caption_and_no_furniture_leaks_into_the_body(gold_file):
    article, gold, _ = read(gold_file)
    wanted = " ".join(block["text"] for block in gold["body"])
    marked = [text for text in (*gold.get("absent", []), *gold.get("captions", [])) if len(text) > 3]
    assert [text for text in marked if text in article.article_body and text not in wanted] == []


@pytest.mark.parametrize("gold_file", [path for path in GOLD if path.parent.name in UNDECLARED], ids=name)
@pytest.mark.parametrize(
    "field", ["headline", "description", "dateline", "authors", "article_section", "date_published"]
)
def test_the_fields_of_an_undeclared_newspaper_are_right(gold_file, field):
    article, gold, _ = read(gold_file)
    if not gold.get(field):
        pytest.skip(f"the page has no {field}")
    assert article.to_dict()[field] == gold[field]


@pytest.mark.parametrize("gold_file", [path for path in GOLD if path.parent.name in UNDECLARED], ids=name)
def test_our_reading_is_never_worse_than_trafilatura_alone(gold_file):
    article, gold, html = read(gold_file)
    wanted = "\n".join(block["text"] for block in gold["body"])
    alone = "\n".join(item.text for item in second_reading(html, gold.get("url")))
    assert f1(article.article_body, wanted) >= f1(alone, wanted)


@pytest.mark.parametrize("path", LISTS, ids=name)
def test_a_real_list_page_is_no_article(path):
    html = path.read_text("utf-8", errors="replace")
    with pytest.raises(NotAnArticle) as raised:
        clean_with_fallback(html, LexborHTMLParser(html), url=None, outlet=None)
    assert raised.value.reason == "list-page"

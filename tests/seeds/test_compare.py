"""An article against its seed: every kind of difference is found and named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleaners.article import Article, Block, Image
from seeds.compare import compare
from seeds.labels import Seed

HOW = pytest.mark.parametrize("to_the_letter", [True, False], ids=["to the letter", "by fingerprint"])


def lines(findings: tuple[object, ...]) -> list[tuple[int | None, str | None]]:
    return [(finding.line, finding.label) for finding in findings]  # type: ignore[attr-defined]


@HOW
def test_a_faultless_article_matches(article: Article, seed: Seed, texts: dict[int, str], to_the_letter: bool) -> None:
    found = compare(article, seed, texts if to_the_letter else None)
    assert found.result == "match"
    assert found.fields == {"headline": True, "lead": True, "byline": True, "source": None, "captions": True}
    assert found.body_lines == 4


@HOW
def test_a_lost_paragraph_is_named_by_its_line(
    article: Article, seed: Seed, texts: dict[int, str], to_the_letter: bool
) -> None:
    broken = replace(article, blocks=article.blocks[:2] + article.blocks[3:])
    found = compare(broken, seed, texts if to_the_letter else None)
    assert found.result == "mismatch"
    assert lines(found.lost) == [(18, "paragraph")]
    assert lines(found.leaked) == []


@HOW
def test_a_related_item_in_the_body_is_named_by_its_line_and_label(
    article: Article, seed: Seed, texts: dict[int, str], to_the_letter: bool
) -> None:
    broken = replace(article, blocks=(*article.blocks, Block("paragraph", texts[26])))
    found = compare(broken, seed, texts if to_the_letter else None)
    assert found.result == "mismatch"
    assert lines(found.leaked) == [(26, "related_item")]


@HOW
def test_a_paragraph_that_comes_twice_is_a_leak(
    article: Article, seed: Seed, texts: dict[int, str], to_the_letter: bool
) -> None:
    broken = replace(article, blocks=(*article.blocks, article.blocks[-1]))
    found = compare(broken, seed, texts if to_the_letter else None)
    assert lines(found.leaked) == [(20, "paragraph")]
    assert found.lost == ()


def test_two_paragraphs_glued_together_are_lost_and_leaked(article: Article, seed: Seed) -> None:
    glued = Block("paragraph", f"{article.blocks[2].text} {article.blocks[3].text}")
    found = compare(replace(article, blocks=(*article.blocks[:2], glued)), seed)
    assert lines(found.lost) == [(18, "paragraph"), (20, "paragraph")]
    assert lines(found.leaked) == [(None, None)]


def test_a_changed_comma_is_found_to_the_letter_only(article: Article, seed: Seed, texts: dict[int, str]) -> None:
    changed = Block("paragraph", article.blocks[3].text.replace("đồng, trong", "đồng; trong"))
    broken = replace(article, blocks=(*article.blocks[:3], changed))
    assert compare(broken, seed).result == "match"
    found = compare(broken, seed, texts)
    assert lines(found.lost) == lines(found.leaked) == [(20, "paragraph")]


def test_paragraphs_in_the_wrong_order_are_named(article: Article, seed: Seed) -> None:
    first, second, third, fourth = article.blocks
    found = compare(replace(article, blocks=(first, third, second, fourth)), seed)
    assert (lines(found.moved), found.lost, found.leaked) == ([(16, "heading")], (), ())
    assert found.result == "mismatch"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"headline": "Bến đò Sông Thương có thêm hai thuyền cứu hộ"}, "headline"),
        ({"headline": None}, "headline"),
        ({"description": "Hai chiếc thuyền mới được trang bị áo phao."}, "lead"),
        ({"dateline": None, "description": None}, "lead"),
        ({"authors": ()}, "byline"),
        ({"authors": ("LÊ HẠNH", "TRẦN VŨ")}, "byline"),
        ({"images": ()}, "captions"),
    ],
)
def test_a_wrong_field_makes_a_mismatch(article: Article, seed: Seed, change: dict[str, object], field: str) -> None:
    found = compare(replace(article, **change), seed)  # type: ignore[arg-type]
    assert [name for name, right in found.fields.items() if right is False] == [field]
    assert found.result == "mismatch"


def test_a_lead_that_keeps_its_dateline_is_right_by_fingerprint(
    article: Article, seed: Seed, texts: dict[int, str]
) -> None:
    found = compare(replace(article, dateline=None, description=texts[8]), seed)
    assert found.fields["lead"] is True


def test_a_headline_in_capitals_is_wrong_to_the_letter(article: Article, seed: Seed, texts: dict[int, str]) -> None:
    shouting = replace(article, headline=(article.headline or "").upper())
    assert compare(shouting, seed).fields["headline"] is True
    assert compare(shouting, seed, texts).fields["headline"] is False


def test_an_alt_line_taken_for_a_caption_is_found(article: Article, seed: Seed, texts: dict[int, str]) -> None:
    found = compare(replace(article, images=(*article.images, Image(None, texts[12]))), seed)
    assert found.fields["captions"] is False
    assert lines(found.wrong["captions"]) == [(12, "caption_alt")]


def test_the_detail_for_the_database_holds_no_text(article: Article, seed: Seed, texts: dict[int, str]) -> None:
    found = compare(replace(article, headline=None, blocks=(Block("paragraph", texts[24]),)), seed, texts)
    assert found.detail() == {
        "lost": [10, 16, 18, 20],
        "leaked": [{"line": 24, "label": "related_item"}],
        "moved": [],
        "fields": {"headline": False, "lead": True, "byline": True, "source": None, "captions": True},
    }

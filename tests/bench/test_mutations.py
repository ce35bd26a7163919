from __future__ import annotations

import gzip
from random import Random

import pytest

from bench import mutations
from bench.gold import Page
from bench.mutations import BYTES, MAX_CHARACTERS, TEXT, case, element_at


@pytest.fixture
def pages(html: str) -> list[Page]:
    return [
        Page("bai-1.html", html, "https://bao-thu.example/bai-1.html", True),
        Page("bai-2.txt", "Chợ Bến Thử\n\nMột câu.\n\nCâu khác.\n", None, False),
    ]


@pytest.mark.parametrize("mutation", TEXT, ids=lambda mutation: mutation.__name__)
def test_a_page_is_broken_in_the_same_way_by_the_same_seed(mutation: mutations.TextMutation, html: str) -> None:
    assert [mutation(Random(seed), html) for seed in range(20)] == [mutation(Random(seed), html) for seed in range(20)]


@pytest.mark.parametrize("mutation", BYTES, ids=lambda mutation: mutation.__name__)
def test_bytes_are_broken_in_the_same_way_by_the_same_seed(mutation: mutations.BytesMutation, html: str) -> None:
    data = html.encode()
    assert [mutation(Random(seed), data) for seed in range(20)] == [mutation(Random(seed), data) for seed in range(20)]


@pytest.mark.parametrize("mutation", set(TEXT) - {mutations.decompose}, ids=lambda mutation: mutation.__name__)
def test_a_mutation_changes_a_page(mutation: mutations.TextMutation, html: str) -> None:
    assert any(mutation(Random(seed), html) != html for seed in range(20))


@pytest.mark.parametrize("mutation", TEXT, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("text", ["", "<", "một dòng"])
def test_a_mutation_takes_a_text_without_elements(mutation: mutations.TextMutation, text: str) -> None:
    assert all(isinstance(mutation(Random(seed), text), str) for seed in range(20))


@pytest.mark.parametrize("mutation", BYTES, ids=lambda mutation: mutation.__name__)
def test_a_mutation_takes_no_bytes_at_all(mutation: mutations.BytesMutation) -> None:
    assert all(isinstance(mutation(Random(seed), b""), bytes) for seed in range(20))


def test_a_round_is_known_by_its_seed_and_number(pages: list[Page]) -> None:
    assert [case(pages, 7, number) for number in range(30)] == [case(pages, 7, number) for number in range(30)]
    assert [case(pages, 7, number).data for number in range(30)] != [
        case(pages, 8, number).data for number in range(30)
    ]


def test_a_round_tells_how_it_was_made(pages: list[Page]) -> None:
    made = case(pages, 7, 0)
    assert made.steps[0] in {page.name for page in pages}
    assert len(made.steps) > 1


def test_an_element_ends_where_its_own_end_tag_stands() -> None:
    text = "<div><div>một</div>hai</div>ba"
    found = {text[start:end] for start, end in (element_at(Random(seed), text) for seed in range(40))}
    assert found == {"<div><div>một</div>hai</div>", "<div>một</div>"}


def test_an_element_that_never_ends_is_its_opening_tag() -> None:
    assert element_at(Random(1), "<p>một") == (0, 3)


def test_in_a_text_without_elements_a_line_is_one() -> None:
    text = "một\nhai\nba"
    found = {text[start:end] for start, end in (element_at(Random(seed), text) for seed in range(40))}
    assert found == {"một\n", "hai\n", "ba"}


def test_a_page_never_grows_beyond_its_bound() -> None:
    big = [Page("bai.html", "<p>" + "a" * MAX_CHARACTERS + "</p>", None, True)]
    assert max(len(case(big, 1, number).data) for number in range(3)) <= 8 * MAX_CHARACTERS


def test_a_compressed_page_may_be_whole() -> None:
    whole = [mutations.compress(Random(seed), b"<p>m\xe1</p>") for seed in range(20)]
    assert b"<p>m\xe1</p>" in [gzip.decompress(data) for data in whole if data[-4:] == b"\x09\0\0\0"]

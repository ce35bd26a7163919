"""What differs between two readings of a page is told field by field, with the rule that decided."""

from dataclasses import replace

import pytest

from cleaners.article import Block, Verdict
from db.changes import Change, changes_between


@pytest.fixture
def read(article):
    """The article with another body and what became of its blocks."""

    def make(*texts, verdicts=(), **fields):
        blocks = tuple(text if isinstance(text, Block) else Block("paragraph", text) for text in texts)
        return replace(article, blocks=blocks, verdicts=tuple(verdicts), **fields)

    return make


def test_the_same_article_has_no_changes(article):
    assert changes_between(article, article) == ()


def test_a_field_that_changed_is_told_with_both_values(read):
    assert changes_between(read("a", headline="Tựa cũ"), read("a", headline="Tựa mới")) == (
        Change("headline", "changed", "Tựa cũ", "Tựa mới"),
    )


def test_a_field_that_was_not_there_before_is_found(read):
    assert changes_between(read("a", source=None), read("a", source="TTXVN")) == (
        Change("source", "found", None, "TTXVN"),
    )


def test_a_list_that_is_empty_now_is_gone(read):
    assert changes_between(read("a", authors=("Đỗ Hoà", "Lê An")), read("a", authors=())) == (
        Change("authors", "gone", "Đỗ Hoà; Lê An", None),
    )


def test_a_block_that_is_dropped_now_names_the_rule(read):
    dropped = Verdict(False, "related", "box", "div.box", "Xem thêm: chợ nổi")
    assert changes_between(read("a", "Xem thêm: chợ nổi"), read("a", verdicts=[dropped])) == (
        Change("article_body", "dropped as related: box", "Xem thêm: chợ nổi", None),
    )


def test_a_block_that_became_metadata_says_so(read):
    kept = Verdict(True, "byline", "signature", "p", "Lê An")
    assert changes_between(read("a", "Lê An"), read("a", verdicts=[kept])) == (
        Change("article_body", "kept as byline: signature", "Lê An", None),
    )


def test_a_block_that_no_rule_names_is_not_found_any_more(read):
    (change,) = changes_between(read("a", "b"), read("a"))
    assert (change.reason, change.before) == ("not found any more", "b")


def test_a_block_that_is_kept_now_names_the_rule(read):
    kept = Verdict(True, "paragraph", "body", "p:2", "Đoạn mới.")
    assert changes_between(read("a"), read("a", "Đoạn mới.", verdicts=[kept])) == (
        Change("article_body", "kept as paragraph: body", None, "Đoạn mới."),
    )


def test_a_block_with_a_few_other_words_is_the_same_block_rewritten(read):
    before = read("Nước lên từ sáng sớm nay.", "Xem thêm")
    after = read("Nước lên từ sáng sớm nay ở chợ.", "Tin khác hẳn")
    assert changes_between(before, after)[0] == Change(
        "article_body", "text differs", "Nước lên từ sáng sớm nay.", "Nước lên từ sáng sớm nay ở chợ."
    )


def test_a_block_of_another_kind_with_the_same_text_is_told_as_such(read):
    before, after = read("Đông khách", "a"), read(Block("heading", "Đông khách"), "a")
    assert changes_between(before, after) == (
        Change("article_body", "paragraph is heading now", "Đông khách", "Đông khách"),
    )


def test_blocks_that_changed_places_are_found_elsewhere(read):
    verdicts = [Verdict(True, "paragraph", "body", "p", text) for text in ("hai", "một")]
    reasons = {change.reason for change in changes_between(read("một", "hai"), read("hai", "một", verdicts=verdicts))}
    assert "stands elsewhere" in reasons

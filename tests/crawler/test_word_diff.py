"""Two texts word by word."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.word_diff import LONGEST, shortened, word_diff

words = st.lists(st.sampled_from(["sông", "núi", "chợ", "xã"])).map(" ".join)


def test_a_word_that_is_another_stands_beside_what_it_was():
    assert list(word_diff("nước lên sáng nay", "nước rút sáng nay")) == [
        ("same", "nước"),
        ("gone", " lên"),
        ("come", " rút"),
        ("same", " sáng nay"),
    ]


@given(words, words)
def test_both_texts_can_be_read_from_the_parts(before, after):
    parts = list(word_diff(before, after))
    assert "".join(text for kind, text in parts if kind != "come") == before
    assert "".join(text for kind, text in parts if kind != "gone") == after


def test_a_text_of_endless_words_is_shown_as_replaced():
    before, after = "a " * (LONGEST + 1), "b"
    assert list(word_diff(before, after)) == [("gone", before), ("come", after)]


def test_what_stays_is_shortened_in_its_middle():
    text = " ".join(str(number) for number in range(100))
    (part,) = shortened(iter([("same", text)]), words=2)
    assert part == ("same", "0 1 … 98 99")

"""How text is normalised and compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.text import INVISIBLE, bare_words, fold, loosely_equal, one_line

VIETNAMESE = st.text(
    st.sampled_from("aăâeêioôơuưyđ bcdghklmnpqrstvx\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u00a0\u200b\n")
)
ANY = st.one_of(st.text(), VIETNAMESE)


def test_decomposed_letters_are_composed() -> None:
    assert one_line("Nga\u0300y Nay \u0111o\u0302\u0301ng") == "Ngày Nay đống"


@pytest.mark.parametrize("blank", ["\u00a0", "\t", "\n", "\r\n", "\u2009", "\u3000", "  "])
def test_any_white_space_is_one_ordinary_blank(blank: str) -> None:
    assert one_line(f"{blank}Làng{blank}gốm{blank}") == "Làng gốm"


@pytest.mark.parametrize("character", INVISIBLE)
def test_invisible_characters_go_without_a_blank(character: str) -> None:
    assert one_line(f"Là{character}ng") == "Làng"


def test_control_characters_go() -> None:
    assert one_line("Là\x00ng\x08 gốm\x7f") == "Làng gốm"


@given(ANY)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = one_line(text)
    assert one_line(once) == once


@given(ANY)
def test_a_normal_line_is_composed_and_has_only_single_blanks(text: str) -> None:
    line = one_line(text)
    assert unicodedata.is_normalized("NFC", line)
    assert line == " ".join(line.split())


@given(ANY)
def test_no_letter_is_lost(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFC", value) if c.isalnum())

    assert letters(one_line(text)) == letters("".join(c for c in text if c not in INVISIBLE))


def test_folding_forgets_case_diacritics_and_tone_mark_style() -> None:
    assert fold("Hoà ĐÀM") == fold("hòa đàm") == "hoa dam"


def test_lines_are_equal_whatever_their_punctuation() -> None:
    assert loosely_equal("Làng gốm, vào vụ!", "làng gốm vào vụ")
    assert not loosely_equal("Làng gốm vào vụ", "Làng gốm vào vụ mới")


def test_bare_words_are_folded() -> None:
    assert bare_words("“Lửa” – Đất.") == ("lua", "dat")

"""Bytes to text, and what kind of text it is."""

from __future__ import annotations

import contextlib
import gzip
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.decode import decode, kind_of
from cleaners.errors import UnreadablePage
from cleaners.limits import MAX_CHARACTERS, MAX_DEPTH, refuse_monster

PAGE = "<html><head><title>Làng gốm ven sông</title></head><body><p>Đất và lửa, người thợ già kể.</p></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_whatever_its_form(encoding: str) -> None:
    assert decode(PAGE.encode(encoding)) == PAGE


@pytest.mark.parametrize(
    ("head", "content_type"),
    [('<meta charset="windows-1258">', None), ("", "text/html; charset=Windows-1258"), ("", None)],
)
def test_windows_1258_is_read_named_or_not(head: str, content_type: str | None) -> None:
    page = unicodedata.normalize("NFC", PAGE.replace("<head>", f"<head>{head}"))
    # windows-1258 has ă, â, ê, ô, ơ, ư as letters and the five tones as marks
    encoded = b"".join(_cp1258(character) for character in page)
    assert unicodedata.normalize("NFC", decode(encoded, content_type)) == page


def _cp1258(character: str) -> bytes:
    try:
        return character.encode("cp1258")
    except UnicodeEncodeError:
        letter, *marks = unicodedata.normalize("NFD", character)
        if marks and marks[0] in "\u0302\u0306\u031b":  # circumflex, breve and horn are part of the letter
            letter, marks = unicodedata.normalize("NFC", letter + marks[0]), marks[1:]
        elif len(marks) == 2 and marks[1] in "\u0302\u0306\u031b":
            letter, marks = unicodedata.normalize("NFC", letter + marks[1]), marks[:1]
        return "".join((letter, *marks)).encode("cp1258")


def test_a_few_broken_bytes_do_not_make_a_page_another_encoding() -> None:
    raw = PAGE.encode().replace("lửa".encode(), b"l\xe1\xbba")
    assert "Đất và l" in decode(raw, "text/html; charset=iso-8859-1")


def test_a_page_that_says_utf_16_in_ascii_is_not() -> None:
    raw = PAGE.replace("<head>", '<head><meta charset="utf-16">').encode() + b"\xff"
    assert "Làng gốm" in decode(raw)


def test_a_page_cut_in_mid_character_is_read() -> None:
    raw = PAGE.encode()
    assert decode(raw[: raw.index("ửa".encode()) + 1]).startswith("<html><head><title>Làng gốm")


def test_a_body_compressed_though_nobody_asked_is_unpacked() -> None:
    assert decode(gzip.compress(PAGE.encode())) == PAGE


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty"),
        (b"  \r\n\0\0", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        (b"\x1f\x8b\x08broken", "gzip"),
        (bytes(range(9)) * 400 + b"\xff\xfe\xfd", "binary"),
        (b"x" * (2 * MAX_CHARACTERS + 1), "more than"),
        (gzip.compress(b"x" * (2 * MAX_CHARACTERS + 1)), "more than"),
    ],
)
def test_what_is_no_page_is_one_clear_line(raw: bytes, word: str) -> None:
    with pytest.raises(UnreadablePage, match=word) as caught:
        decode(raw)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_clear_error(raw: bytes) -> None:
    with contextlib.suppress(UnreadablePage):
        assert isinstance(decode(raw), str)


@pytest.mark.parametrize(("text", "kind"), [(PAGE, "page"), ("<p>Đoạn.", "page"), ("Làng gốm\n\nĐất < lửa", "dump")])
def test_a_page_is_told_from_a_dump(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        ('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "feed"),
        ("<urlset><url/></urlset>", "sitemap"),
        ("<!-- một --> <!-- hai -->\n<rss></rss>", "feed"),
        ('{"a": 1}', "JSON"),
        ("x" * (MAX_CHARACTERS + 1), "more than"),
    ],
)
def test_text_that_is_neither_is_one_clear_line(text: str, word: str) -> None:
    with pytest.raises(UnreadablePage, match=word):
        kind_of(text)


def test_a_page_that_begins_with_many_comments_is_a_page_at_once() -> None:
    assert kind_of("<!-- một -->\n" * 10_000 + "<p>Chợ nổi.</p>") == "page"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<b><i>" * 20_000,
        "<p>Đoạn.</p>" * 3_000 + "<section>" * 90_000 + "</section>" * 90_000,
        "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
        "x" * (MAX_CHARACTERS + 1),
    ],
)
def test_a_page_that_would_take_the_parser_minutes_is_refused(html: str) -> None:
    with pytest.raises(UnreadablePage):
        refuse_monster(html)


@pytest.mark.parametrize(
    "html",
    [
        PAGE,
        "<p>Đoạn chưa đóng." * 60_000,
        "<li>Mục" * 60_000,
        "<div>" * (MAX_DEPTH - 1) + "</div>" * (MAX_DEPTH - 1) + "<p>Đoạn.</p>" * 30_000,
        f'<img src="data:image/png;base64,{"A" * 400_000}">',
        "<script>" + "var a = 1 ;\n" * 40_000 + "</script>",
        "chữ " * 100_000,
    ],
)
def test_a_long_page_is_no_monster(html: str) -> None:
    refuse_monster(html)

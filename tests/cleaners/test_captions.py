"""The words under a picture, and who took it."""

from __future__ import annotations

import doctest

import pytest

import cleaners.captions
from cleaners.captions import is_alt_line, split_credit


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("Lò gốm buổi sớm. (Ảnh: TTXVN)", "Lò gốm buổi sớm.", "TTXVN"),
        ("Lò gốm buổi sớm. Ảnh: Lê Hạnh", "Lò gốm buổi sớm.", "Lê Hạnh"),
        ("Lò gốm buổi sớm. ẢNH: LÊ HẠNH", "Lò gốm buổi sớm.", "LÊ HẠNH"),
        ("Lò gốm buổi sớm - Ảnh: L.H.", "Lò gốm buổi sớm", "L.H."),
        ("Lò gốm buổi sớm. Ảnh: L.H", "Lò gốm buổi sớm.", "L.H"),
        ("Lò gốm buổi sớm (ảnh: Lê Hạnh)", "Lò gốm buổi sớm", "Lê Hạnh"),
        ("Lò gốm buổi sớm/Ảnh: Lê Hạnh", "Lò gốm buổi sớm", "Lê Hạnh"),
        ("Lò gốm buổi sớm. (Ảnh minh họa: Lê Hạnh)", "Lò gốm buổi sớm.", "Lê Hạnh"),
        ("Lò gốm buổi sớm. Ảnh tư liệu: Bảo tàng", "Lò gốm buổi sớm.", "Bảo tàng"),
        ("Lò gốm buổi sớm. (Nguồn: AFP/TTXVN)", "Lò gốm buổi sớm.", "AFP/TTXVN"),
        ("Lò gốm buổi sớm. Nguồn: Lê Hạnh", "Lò gốm buổi sớm.", "Lê Hạnh"),
        ("Ảnh: Công an tỉnh.", None, "Công an tỉnh"),
    ],
)
def test_the_credit_is_told_from_the_caption(printed: str, caption: str | None, credit: str) -> None:
    assert split_credit(printed) == (caption, credit)


@pytest.mark.parametrize(
    "printed",
    [
        "Lò gốm buổi sớm (Ảnh minh họa)",
        "Trong ảnh: Ông Tư bên lò",
        "Trong Ảnh: Ông Tư bên lò",
        "Ảnh trên: Bến cũ; ảnh dưới: bến mới",
        "VIDEO: Mở lò nung đầu mùa",
        "Giá (Ảnh: A) tăng",
    ],
)
def test_a_caption_without_credit_stays_whole(printed: str) -> None:
    assert split_credit(printed) == (printed, None)


@pytest.mark.parametrize(
    "line", ["Làng gốm vào vụ - Ảnh 1.", "Làng gốm vào vụ - Ảnh 12", "lo-gom-1.jpg", "x – Video 2."]
)
def test_what_the_editor_writes_as_alternative_text_is_no_caption(line: str) -> None:
    assert is_alt_line(line)


@pytest.mark.parametrize("line", ["Làng gốm vào vụ", "Ảnh: Lê Hạnh", "Mở lò lúc 5 giờ"])
def test_a_caption_is_no_alternative_text(line: str) -> None:
    assert not is_alt_line(line)


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(cleaners.captions).failed == 0

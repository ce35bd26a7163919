"""Authors, agencies and datelines, as newspapers print them."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaners.bylines
from cleaners.bylines import agency, parse_byline, split_dateline

OWN = ("Báo Người Lao Động", "Người Lao Động", "NLD.COM.VN", "NLĐO", "Báo Nhân Dân điện tử", "Ngày Nay")


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        ("Minh Khôi ", ["Minh Khôi"]),
        ("LÊ HẠNH - TRẦN VŨ", ["LÊ HẠNH", "TRẦN VŨ"]),
        ("LÊ HẠNH – TRẦN VŨ", ["LÊ HẠNH", "TRẦN VŨ"]),
        ("LÊ HẠNH-TRẦN VŨ", ["LÊ HẠNH", "TRẦN VŨ"]),
        ("Lê Hạnh-Trần Vũ", ["Lê Hạnh", "Trần Vũ"]),
        ("Lê Hạnh, Trần Vũ và Ngọc Ánh", ["Lê Hạnh", "Trần Vũ", "Ngọc Ánh"]),
        ("Lê Hạnh; Trần Vũ | Ngọc Ánh", ["Lê Hạnh", "Trần Vũ", "Ngọc Ánh"]),
        ("Y-Hạnh", ["Y-Hạnh"]),
        ("Vân Duyên - N.Ân", ["Vân Duyên", "N.Ân"]),
    ],
)
def test_several_names_are_told_apart(printed: str, authors: list[str]) -> None:
    assert list(parse_byline(printed, OWN).authors) == authors


@pytest.mark.parametrize("printed", ["H.L.", "T.Nam", "B.T.V.", "Tr.Nam", "M.Ch", "Đ.Nghĩ", "Ý Nhi", "Song Mai"])
def test_pen_names_and_initials_stay_as_printed(printed: str) -> None:
    assert parse_byline(printed, OWN).authors == (printed,)


@pytest.mark.parametrize(
    "printed",
    [
        "Bài và ảnh: Lê Hạnh",
        "BÀI, ẢNH: Lê Hạnh",
        "Bài, ảnh và clip: Lê Hạnh",
        "Tin, ảnh: Lê Hạnh",
        "Thực hiện: Lê Hạnh",
        "Lê Hạnh thực hiện",
        "Lê Hạnh (thực hiện)",
        "Lê Hạnh (tổng hợp)",
        "Lê Hạnh ghi",
        "Biên dịch: Lê Hạnh",
        "Lê Hạnh (lược dịch từ một tạp chí)",
        "Tác giả: Lê Hạnh",
        "By Lê Hạnh",
    ],
)
def test_what_somebody_did_is_no_name(printed: str) -> None:
    assert parse_byline(printed, OWN).authors == ("Lê Hạnh",)


@pytest.mark.parametrize(
    "printed",
    [
        "Bài: Lê Hạnh; Ảnh: Trần Vũ",
        "Bài: Lê Hạnh - Ảnh: Trần Vũ",
        "Bài: Lê Hạnh. Ảnh: Trần Vũ",
        "Nội dung: Lê Hạnh - Trình bày: Trần Vũ",
        "Lê Hạnh Ảnh: Trần Vũ",
        "Lê Hạnh (ảnh: Trần Vũ)",
        "Lê Hạnh - Translated by Trần Vũ",
    ],
)
def test_those_who_shared_the_work_are_all_named(printed: str) -> None:
    assert parse_byline(printed, OWN).authors == ("Lê Hạnh", "Trần Vũ")


@pytest.mark.parametrize(
    "printed",
    ["Lê Hạnh (Từ Paris)", "LÊ HẠNH (từ Doha, Qatar)", "Lê Hạnh (Paris)", "Lê Hạnh từ Paris", "Từ Doha: Lê Hạnh"],
)
def test_the_place_is_no_part_of_the_name(printed: str) -> None:
    assert [name.title() for name in parse_byline(printed, OWN).authors] == ["Lê Hạnh"]


@pytest.mark.parametrize(
    "printed", ["Lê Hạnh lehanh@nld.com.vn", "Lê Hạnh - lehanh@nld.com.vn", "Lê Hạnh (le.hanh@nhandan.vn)"]
)
def test_e_mails_are_no_names(printed: str) -> None:
    assert parse_byline(printed, OWN).authors == ("Lê Hạnh",)


@pytest.mark.parametrize(
    "printed",
    [
        "NLD.COM.VN",
        "Báo Người Lao Động",
        "Báo Nhân Dân điện tử",
        "Nhóm phóng viên",
        "Nhóm PV",
        "PV",
        "P.V",
        "BBT",
        "Ban Biên tập",
        "",
    ],
)
def test_the_newspaper_itself_and_nameless_reporters_are_nobody(printed: str) -> None:
    assert parse_byline(printed, OWN).authors == ()


def test_the_newspapers_own_name_beside_an_author_goes() -> None:
    assert parse_byline("Báo Nhân Dân điện tử; PHÚC ANH", OWN).authors == ("PHÚC ANH",)


@pytest.mark.parametrize(
    "printed",
    ["TS. Lê Hạnh", "ThS Lê Hạnh", "PGS.TS Lê Hạnh", "Luật sư Lê Hạnh (Đoàn Luật sư)", "Lê Hạnh, Phó Chủ tịch Hội"],
)
def test_titles_and_offices_are_no_part_of_the_name(printed: str) -> None:
    assert parse_byline(printed, OWN).authors == ("Lê Hạnh",)


@pytest.mark.parametrize(
    ("printed", "authors", "source"),
    [
        ("Lê Hạnh (Theo TTXVN)", ("Lê Hạnh",), "TTXVN"),
        ("Lê Hạnh (TTXVN)", ("Lê Hạnh",), "TTXVN"),
        ("Theo Lê Hạnh (TTXVN)", ("Lê Hạnh",), "TTXVN"),
        ("Lê Hạnh/TTXVN", ("Lê Hạnh",), "TTXVN"),
        ("Theo Lê Hạnh/TTXVN", ("Lê Hạnh",), "TTXVN"),
        ("Lê Hạnh - TTXVN", ("Lê Hạnh",), "TTXVN"),
        ("Lê Hạnh (Theo Reuters, CNN)", ("Lê Hạnh",), "Reuters, CNN"),
        ("Lê Hạnh Theo Reuters", ("Lê Hạnh",), "Reuters"),
        ("Theo Nhịp sống miền quê", (), "Nhịp sống miền quê"),
        ("TTXVN", (), "TTXVN"),
        ("Theo Báo Tin tức/TTXVN", (), "Báo Tin tức/TTXVN"),
        ("Lê Hạnh", ("Lê Hạnh",), None),
    ],
)
def test_the_agency_is_the_source_and_no_author(printed: str, authors: tuple[str, ...], source: str | None) -> None:
    byline = parse_byline(printed, OWN)
    assert (byline.authors, byline.source) == (authors, source)


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("(Theo TTXVN)", "TTXVN"),
        ("TTXVN", "TTXVN"),
        ("(TTXVN/Vietnam+)", "TTXVN/Vietnam+"),
        ("Theo Reuters", "Reuters"),
        ("Nguồn: VOV", "VOV"),
        ("Theo TTXVN, hai bên đã ký", None),
        ("Theo ông Hạnh, lò gốm sẽ mở lại vào tháng tới.", None),
        ("Lê Hạnh", None),
    ],
)
def test_only_a_whole_line_credits_an_agency(line: str, credited: str | None) -> None:
    assert agency(line) == credited


@pytest.mark.parametrize(
    ("lead", "dateline"),
    [
        ("(NLĐO) - Giá gốm tăng.", "NLĐO"),
        ("(NLĐO)- Giá gốm tăng.", "NLĐO"),
        ("(NLĐO) – Giá gốm tăng.", "NLĐO"),
        ("NLĐO - Giá gốm tăng.", "NLĐO"),
        ("TPO - Giá gốm tăng.", "TPO"),
        ("(PLO)- Giá gốm tăng.", "PLO"),
    ],
)
def test_a_dateline_comes_off_the_lead(lead: str, dateline: str) -> None:
    assert split_dateline(lead, ("NLĐO",)) == (dateline, "Giá gốm tăng.")


@pytest.mark.parametrize(
    "lead",
    [
        "Ngày Nay là tên một tờ báo cũ.",
        "Bát Tràng - làng gốm ven sông - vào vụ.",
        "(TP.HCM) - Giá gốm tăng.",
        "NLĐO: tăng",
    ],
)
def test_a_lead_without_dateline_keeps_every_letter(lead: str) -> None:
    assert split_dateline(lead, ("NLĐO", "Ngày Nay")) == (None, lead)


def test_a_lead_keeps_the_dashes_behind_its_dateline() -> None:
    assert split_dateline("(Ngày Nay) - Gốm - nghề cũ.", ("Ngày Nay",)) == ("Ngày Nay", "Gốm - nghề cũ.")


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(cleaners.bylines).failed == 0


def test_a_text_too_long_for_a_byline_is_none() -> None:
    assert parse_byline("Lê Hạnh ảnh " * 50_000, OWN).authors == ()


_words = sorted(
    {
        word
        for pattern in vars(cleaners.bylines).values()
        if isinstance(pattern, re.Pattern)
        for word in re.findall(r"[^\W\d_]+", re.sub(r"\\[a-zA-Z]", " ", pattern.pattern))
    }
    | {word for known in (*cleaners.bylines.AGENCIES, *OWN) for word in re.findall(r"[^\W\d_]+", known)}
    | set("Lê Hạnh Mai Dịch Trần Vũ Y Nga Ban Tổ Ghi Thuật".split())
)
_cases = st.sampled_from((str, str.title, str.upper, str.lower))


@given(st.lists(st.builds(lambda word, case: case(word), st.sampled_from(_words), _cases), min_size=1, max_size=5))
@settings(max_examples=1000, deadline=None)
def test_a_byline_without_signs_is_read_as_any_other(words: list[str]) -> None:
    """All words that rules know, in any order: what is taken for a bare name loses nothing by it."""
    printed = " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        short = parse_byline(printed, OWN)
        patch.setattr(cleaners.bylines, "_is_bare", lambda text: False)
        assert parse_byline(printed, OWN) == short

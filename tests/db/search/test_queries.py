"""What a reader types, what has to be found (the best first) and what must not."""

from __future__ import annotations

import unicodedata

import pytest

NFD = unicodedata.normalize("NFD", "Đảng Cộng sản")

TABLE = [
    # what is typed, what must be found (names in one string stand beside each other in either order), what must not
    ("dang cong san", ["dang"], ["covid", "headline"]),
    ("Đảng Cộng sản", ["dang"], ["covid"]),
    ("ĐẢNG CỘNG SẢN", ["dang"], ["covid"]),
    (NFD, ["dang"], ["covid"]),
    ('"dang cong san"', ["dang"], ["dang-lua"]),
    ('"Đảng Cộng sản"', ["dang"], ["dang-lua"]),
    ('"san cong dang"', [], ["dang", "dang-lua"]),
    ("dang", ["dang-lua", "dang"], ["covid"]),
    ("đang", ["dang-lua", "dang"], ["covid"]),
    ("đảng", ["dang", "dang-lua"], ["covid"]),
    ("dâng", ["dang-lua", "dang"], ["covid"]),
    ("noi", ["headline", "dang"], ["ma"]),
    ("ha noi", ["dang"], ["body"]),
    ("dai bieu de dieu", ["dang"], ["dang-lua"]),
    ("hoà bình", ["hoa-cu hoa-moi", "binh-hoa"], ["dang"]),
    ("hòa bình", ["hoa-cu hoa-moi", "binh-hoa"], ["dang"]),
    ("bình hoa", ["binh-hoa"], ["dang"]),
    ('"hoa binh"', ["hoa-cu hoa-moi"], ["binh-hoa"]),
    ('"bình hoa"', ["binh-hoa"], ["hoa-cu", "hoa-moi"]),
    ("khỏe", ["hoa-cu hoa-moi"], ["binh-hoa", "covid"]),
    ("khoẻ", ["hoa-cu hoa-moi"], ["binh-hoa", "covid"]),
    ("thuy quynh", ["hoa-moi"], ["dang"]),
    ("Thuý Quỳnh", ["hoa-moi"], ["dang"]),
    ("thủy lợi", ["dang"], ["hoa-moi"]),
    ("thuỷ lợi", ["dang"], ["hoa-moi"]),
    ("quý", ["nfd"], ["hoa-moi"]),
    ("da nang", ["nfd"], ["ma"]),
    ("dak lak", ["nfd"], ["ma"]),
    ("cầu dây văng", ["headline", "lead", "body"], ["dang"]),
    ("cau day vang", ["headline", "lead", "body"], ["dang"]),
    ("má", ["ma"], ["covid"]),
    ("17-11", ["hoa-moi"], ["dang"]),
    ("covid-19", ["covid"], ["dang"]),
    ("covid19", [], ["covid"]),
    ("24/7", ["covid"], ["dang"]),
    ("6,5 tấn", ["dang-lua"], ["dang"]),
    ("khao*", ["binh-hoa"], ["covid"]),
    ("quyn*", ["hoa-moi"], ["nfd"]),
    ("kho* sân đình", ["hoa-cu"], ["hoa-moi"]),
    ("vắc-xin", ["covid"], ["dang"]),
    ("AND OR NOT NEAR", ["covid"], ["dang"]),
    ("khong tim thay gi", [], ["dang", "covid"]),
    ("lê thị hạnh", [], ["dang"]),
]


@pytest.mark.parametrize(("typed", "wanted", "unwanted"), TABLE, ids=[typed for typed, _, _ in TABLE])
def test_a_reader_finds_what_they_mean_and_nothing_else(found, typed, wanted, unwanted):
    names = found(typed)
    place = 0
    for group in wanted:
        expected = set(group.split())
        assert set(names[place : place + len(expected)]) == expected
        place += len(expected)
    assert set(names).isdisjoint(unwanted)


BREAKING = [
    '"',
    '""',
    '"không ai bị bỏ lại',
    "*",
    "**",
    "khao**",
    "* *",
    "(028) 3930",
    "((((",
    ")))",
    "NOT",
    "AND AND",
    "NEAR(a b, 2)",
    "headline:",
    "headline : dang",
    "{headline body} : dang",
    "^dang",
    "-dang",
    "+dang + + cong",
    "dang';DROP TABLE articles;--",
    "a" * 50_000,
    "a " * 50_000,
    '"' * 999,
    "\x00dang\x00",
    "\ud800",
    "đ\u0301\u0301\u0301",
    "\u0301",
    "🙂",
    "日本 한국 ꯍ 𞤀",
    "%_\\",
    "<script>alert(1)</script>",
    "=1+1",
    "t*",
    "\n\t",
    "x" * 999 + "*",
]


@pytest.mark.parametrize("typed", BREAKING, ids=range(len(BREAKING)))
def test_nothing_that_is_typed_is_an_error(found, typed):
    found(typed)
    found("dang", section=typed, author=typed, outlet=typed)
    found("dang", section=typed, author=typed, whole_names=True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('"không ai bị bỏ lại', "covid"),
        ("(028) 3930", "covid"),
        ("^dang", "dang"),
        ("-dang", "dang"),
        ("C++", "dang-lua"),
        ("headline:", "none"),
    ],
)
def test_signs_are_text(found, typed, name):
    assert name in [*found(typed), "none"]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"outlet": "ngaynay"}, ["binh-hoa"]),
        ({"section": "van hoa"}, ["binh-hoa", "hoa-cu"]),
        ({"section": "Văn hoá"}, ["binh-hoa", "hoa-cu"]),
        ({"section": "Di sản"}, ["binh-hoa"]),
        ({"section": "Di", "whole_names": True}, []),
        ({"author": "Đỗ Hoà"}, ["hoa-moi"]),
        ({"author": "do hoa"}, ["hoa-moi"]),
        ({"since": "2026-03-06"}, ["hoa-moi"]),
        ({"since": "2026-11-17", "until": "2026-11-17"}, ["hoa-moi"]),
        ({"until": "2025-12-31"}, ["binh-hoa"]),
        ({"until": "2025-12-30"}, []),
        ({"outlet": "nld", "author": "Đức", "since": "2026-01-01"}, ["hoa-cu"]),
    ],
)
def test_filters_leave_what_they_say(found, filters, wanted):
    assert sorted(found("hoa binh", **filters)) == wanted


def test_a_filter_alone_gives_the_newest_first(found):
    assert found("", outlet="nld")[0] == "hoa-moi"
    assert found("", author="hanh") == ["covid", "dang"]
    assert found("", since="2026-11-01") == ["hoa-moi"]


def test_the_newest_come_first_when_that_is_asked_for(found):
    assert found("hoà bình", sort="newest") == ["hoa-moi", "hoa-cu", "binh-hoa"]


def test_the_table_has_forty_queries():
    assert len(TABLE) >= 40

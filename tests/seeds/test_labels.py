"""Labels and fingerprints: what the repository holds of a seed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.labels import (
    BODY,
    DROPPED,
    KEPT,
    SeedError,
    fingerprint,
    line_text,
    load_seeds,
    numbered_lines,
    own_seeds,
)


def test_a_fingerprint_is_sixteen_hex_digits() -> None:
    assert len(fingerprint("Giá hoa tăng")) == 16
    assert int(fingerprint("Giá hoa tăng"), 16) >= 0


def test_a_fingerprint_does_not_depend_on_case_punctuation_or_spacing() -> None:
    assert fingerprint("(NLĐO)-  GIÁ hoa\u00a0tăng.") == fingerprint("NLĐO Giá hoa tăng")


def test_a_fingerprint_tells_diacritics_apart() -> None:
    assert len({fingerprint(text) for text in ("Hoa ban", "Hoà bàn", "Hòa bàn", "Hoa bạn", "đoa ban")}) == 5


def test_a_line_without_words_has_a_fingerprint_of_its_own() -> None:
    assert fingerprint("***") != fingerprint("---")


def test_the_crawl_date_before_a_line_is_not_part_of_it() -> None:
    assert line_text(" date 2026-03-11 Chợ phiên họp lại") == "Chợ phiên họp lại"
    assert line_text(" date 2026-03 Chợ phiên họp lại") == "Chợ phiên họp lại"


def test_blank_lines_are_counted_but_not_listed() -> None:
    assert list(numbered_lines("một\r\n\n \u00a0\nhai\n")) == [(1, "một"), (4, "hai")]


@given(st.text())
def test_a_fingerprint_is_the_same_for_every_unicode_form(text: str) -> None:
    assert fingerprint(unicodedata.normalize("NFD", text)) == fingerprint(unicodedata.normalize("NFC", text))


def test_the_package_comes_with_the_five_seeds() -> None:
    assert [(seed.name[:3], seed.outlet, len(seed.lines), len(seed.body)) for seed in own_seeds()] == [
        ("000", "nhandan", 53, 16),
        ("001", "nld", 25, 9),
        ("002", "nhandan", 48, 13),
        ("003", "ngaynay", 42, 16),
        ("004", "nld", 121, 12),
    ]


def test_every_own_seed_has_one_headline_and_one_lead() -> None:
    assert all(len(seed.of("title")) == len(seed.of("sapo")) == 1 for seed in own_seeds())


def test_no_label_is_both_kept_and_dropped() -> None:
    assert not KEPT & DROPPED
    assert BODY < KEPT


@pytest.mark.parametrize(
    ("index", "labels", "message"),
    [
        (None, None, "cannot read .*index.toml"),
        ("[[seed", None, "is no TOML"),
        ('[[seed]]\nname = "a"\nfile = "a.txt"\nsha256 = ""\n', None, "a seed has no 'outlet'"),
        ('[[seed]]\nname = "a"\nfile = "a.txt"\nsha256 = ""\noutlet = "nld"\n', None, "cannot read .*a.tsv"),
        ('[[seed]]\nname = "a"\nfile = "a.txt"\nsha256 = ""\noutlet = "nld"\n', "", "must name the columns"),
        (
            '[[seed]]\nname = "a"\nfile = "a.txt"\nsha256 = ""\noutlet = "nld"\n',
            "line\tlabel\tfingerprint\tlength\n1\tfoto\t00\t3\n",
            "line 2: unknown label 'foto'; known are ad, ",
        ),
        (
            '[[seed]]\nname = "a"\nfile = "a.txt"\nsha256 = ""\noutlet = "nld"\n',
            "line\tlabel\tfingerprint\tlength\nx\ttitle\t00\t3\n",
            "line 2: not a number",
        ),
    ],
)
def test_a_broken_index_or_label_file_is_named(
    tmp_path: Path, index: str | None, labels: str | None, message: str
) -> None:
    if index is not None:
        (tmp_path / "index.toml").write_text(index, "utf-8")
    if labels is not None:
        (tmp_path / "labels").mkdir()
        (tmp_path / "labels" / "a.tsv").write_text(labels, "utf-8")
    with pytest.raises(SeedError, match=message):
        load_seeds(tmp_path)

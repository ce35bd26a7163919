"""One address for each article, and which addresses are articles."""

from __future__ import annotations

import pytest

from cleaners.addresses import absolute_url, article_id, canonical_url, host_of, is_article_url, path_of
from cleaners.outlets import OUTLETS, outlet_of_host

NHANDAN, NLD, NGAYNAY = OUTLETS["nhandan"], OUTLETS["nld"], OUTLETS["ngaynay"]
NLD_ARTICLE = "https://nld.com.vn/cho-noi-dong-khach-196260301080000123.htm"
NHANDAN_ARTICLE = "https://nhandan.vn/lang-gom-vao-vu-post900001.html"


@pytest.mark.parametrize(
    "form",
    [
        "https://nld.com.vn/cho-noi-dong-khach-196260301080000123.htm",
        "http://www.nld.com.vn/cho-noi-dong-khach-196260301080000123.htm",
        "https://m.nld.com.vn/cho-noi-dong-khach-196260301080000123.htm",
        "https://nld.com.vn/print/cho-noi-dong-khach-196260301080000123.htm",
        "https://nld.com.vn/kinh-te/cho-noi-dong-khach-196260301080000123.htm",
        "https://nld.com.vn/cho-noi-dong-khach-196260301080000123.htm?utm_source=zalo&fbclid=x#binh-luan",
        " https://NLD.com.vn/cho-noi-dong-khach-196260301080000123.htm ",
    ],
)
def test_the_forms_of_an_nld_address_fold_into_one(form: str) -> None:
    assert canonical_url(form, NLD) == NLD_ARTICLE


@pytest.mark.parametrize(
    "form",
    [
        "https://nhandan.vn/lang-gom-vao-vu-post900001.html",
        "http://www.nhandan.vn/lang-gom-vao-vu-post900001.html",
        "https://nhandan.vn/ocop/lang-gom-vao-vu-post900001.html",
        "https://nhandan.vn/lang-gom-vao-vu-post900001.amp",
        "https://nhandan.vn/lang-gom-vao-vu-post900001.html?utm_medium=rss",
    ],
)
def test_the_forms_of_an_epi_address_fold_into_one(form: str) -> None:
    assert canonical_url(form, NHANDAN) == NHANDAN_ARTICLE


def test_an_old_nld_address_keeps_its_section_for_it_is_still_served_there() -> None:
    old = "https://nld.com.vn/phap-luat/vu-an-cu-20130423173501249.htm"
    assert canonical_url(old, NLD) == old
    assert article_id(old, NLD) == "20130423173501249"


def test_the_short_form_names_the_same_article() -> None:
    assert (
        article_id("https://nhandan.vn/post-900001.html", NHANDAN) == article_id(NHANDAN_ARTICLE, NHANDAN) == "900001"
    )


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://nld.com.vn/kinh-te.htm", NLD),
        ("https://nld.com.vn/lien-he-123.htm", NLD),
        ("https://nld.com.vn/cho-noi.html", NLD),
        ("https://nld.com.vn/dong-su-kien/cho-noi-196260301080000123.htm", NLD),
        ("https://tv.nld.com.vn/cho-noi-196260301080000123.htm", NLD),
        ("https://nhandan.vn/tu-khoa/lang-gom-tag12345.html", NHANDAN),
        ("https://nhandan.vn/lang-gom-tag12345.html", NHANDAN),
        ("https://nhandan.vn/video-mo-lo-post900001.html", NHANDAN),
        ("https://nhandan.vn/bao-nhan-dan-so-26000-post900001.html", NHANDAN),
        ("https://nhandan.vn/bao-thoi-nay-so-1600-post900001.html", NHANDAN),
        ("https://en.nhandan.vn/pottery-post900001.html", NHANDAN),
        ("https://daibieunhandan.vn/lang-gom-post900001.html", NHANDAN),
        ("https://ngaynay.vn/ngay-nay-so-454-455-post170001.html", NGAYNAY),
        ("https://ngaynay.vn/epaper/12/", NGAYNAY),
        ("https://huengaynay.vn/lang-gom-post170001.html", NGAYNAY),
        ("http://[broken", NGAYNAY),
    ],
)
def test_an_address_that_only_looks_like_an_article_is_none(url: str, outlet) -> None:
    assert not is_article_url(url, outlet)


def test_another_newspapers_address_only_loses_its_tracking() -> None:
    assert canonical_url("https://vi.du/a?id=1&utm_source=x#y", None) == "https://vi.du/a?id=1"


def test_an_address_that_cannot_be_read_comes_back_as_it_is() -> None:
    assert canonical_url("http://[broken", NLD) == "http://[broken"


def test_a_link_is_read_from_its_page() -> None:
    assert absolute_url("/kinh-te.htm", NLD_ARTICLE) == "https://nld.com.vn/kinh-te.htm"


def test_a_link_that_cannot_be_read_comes_back_as_it_is() -> None:
    assert absolute_url("http://[broken", NLD_ARTICLE) == "http://[broken"


def test_host_and_path_of_an_address_that_cannot_be_read_are_empty() -> None:
    assert (host_of("http://[broken"), path_of("http://[broken")) == (None, "")
    assert (host_of(NLD_ARTICLE), path_of("https://nld.com.vn/a.htm?b#c")) == ("nld.com.vn", "/a.htm")


def test_an_outlet_answers_on_its_own_hosts_only() -> None:
    assert outlet_of_host("WWW.nld.com.vn") is NLD
    assert outlet_of_host("tv.nld.com.vn") is None
    assert outlet_of_host(None) is None

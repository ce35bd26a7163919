"""Saved pages served again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crawler.demo.replay import ReplaySite
from crawler.demo.site import Request

SHARED = Path(os.environ.get("TINSACH_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))


@pytest.fixture
def site(tmp_path: Path) -> ReplaySite:
    (tmp_path / "list.html").write_text("<p>Trang mẫu</p>", "utf-8")
    (tmp_path / "feed.xml").write_text("<rss/>", "utf-8")
    files = {"/kinh-te.htm": tmp_path / "list.html", "/rss/home.rss": tmp_path / "feed.xml"}
    return ReplaySite(["nld.com.vn"], files)


def test_a_saved_page_is_served_as_it_was_saved(site: ReplaySite) -> None:
    response = site.answer(Request("GET", "nld.com.vn", "/kinh-te.htm"))
    assert (response.status, response.body.decode()) == (200, "<p>Trang mẫu</p>")


def test_the_content_type_follows_the_file(site: ReplaySite) -> None:
    assert (
        site.answer(Request("GET", "nld.com.vn", "/rss/home.rss")).headers["Content-Type"].startswith("application/xml")
    )


def test_a_path_that_was_not_saved_is_404(site: ReplaySite) -> None:
    assert site.answer(Request("GET", "nld.com.vn", "/robots.txt")).status == 404


def test_a_saved_page_is_304_to_its_entity_tag(site: ReplaySite) -> None:
    tag = site.answer(Request("GET", "nld.com.vn", "/kinh-te.htm")).headers["ETag"]
    again = site.answer(Request("GET", "nld.com.vn", "/kinh-te.htm", headers={"if-none-match": tag}))
    assert (again.status, again.body) == (304, b"")


def test_a_missing_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ReplaySite(["nld.com.vn"], {"/": tmp_path / "nothing.html"})


def test_the_real_pages_of_nld_can_be_served_under_their_own_paths() -> None:
    folder = SHARED / "pages" / "nld.com.vn"
    if not folder.is_dir():
        pytest.skip("no saved pages here: put the shared folder beside the checkout, or set TINSACH_SHARED")
    saved = folder / "list-kinh-te-2026-03.html"
    site = ReplaySite(["nld.com.vn"], {"/kinh-te.htm": saved})
    assert site.answer(Request("GET", "nld.com.vn", "/kinh-te.htm")).body == saved.read_bytes()

"""Saved pages and texts on disk: where they came from, and folders that play tricks."""

from __future__ import annotations

import gzip
import io
import json
import os

import pytest

from cleaners.errors import UsageError
from db.handover.importing import unwanted
from db.handover.incoming import NO_ADDRESS, TOO_LARGE, IncomingPage, IncomingText, Skipped
from db.handover.places import NOT_READ, everything

URL = "https://nld.com.vn/cho-noi-hop-lai-196260305081500001.htm"
HTML = "<html><head><title>Chợ nổi</title></head><body><p>Ghe về kín bến.</p></body></html>"
LINKED = HTML.replace("<title>", f'<link rel="canonical" href="{URL}"><title>')


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "đã lưu"
    folder.mkdir()
    return folder


def read(*names, **options):
    return list(everything([str(name) for name in names], io.BytesIO(), unwanted=unwanted(None), **options))


def only(*names, **options):
    (found,) = read(*names, **options)
    return found


def test_a_canonical_link_says_where_a_page_came_from(folder):
    (folder / "a.html").write_text(LINKED, "utf-8")
    found = only(folder)
    assert (found.url, found.body.decode()) == (URL, LINKED)


def test_a_url_file_beside_the_page_wins_over_its_link(folder):
    (folder / "a.html").write_text(LINKED, "utf-8")
    (folder / "a.html.url").write_text("https://nld.com.vn/khac-196260305081500002.htm\n", "utf-8")
    assert only(folder).url == "https://nld.com.vn/khac-196260305081500002.htm"


def test_a_bookmark_of_windows_is_a_url_file(folder):
    (folder / "a.html").write_text(HTML, "utf-8")
    (folder / "a.html.url").write_text(f"[InternetShortcut]\r\nURL={URL}\r\n", "utf-8")
    assert only(folder).url == URL


def test_a_json_file_beside_the_page_says_address_time_and_headers(folder):
    (folder / "a.html").write_text(HTML, "utf-8")
    said = {"url": URL, "fetched_at": "2025-07-01T10:00:00+07:00", "headers": {"Content-Type": "text/html"}}
    (folder / "a.html.json").write_text(json.dumps(said), "utf-8")
    found = only(folder)
    assert (found.url, found.fetched_at) == (URL, "2025-07-01T03:00:00Z")
    assert found.headers == (("Content-Type", "text/html"),)


@pytest.mark.parametrize("said", ["[]", "{", '{"url": 3}', '{"url": "https://x/", "headers": [1]}', "{}"])
def test_a_sidecar_that_is_none_costs_its_page_only(folder, said):
    (folder / "a.html").write_text(LINKED, "utf-8")
    (folder / "a.html.json").write_text(said, "utf-8")
    (folder / "b.html").write_text(LINKED, "utf-8")
    broken, good = read(folder)
    assert broken.broken
    assert good.url == URL


def test_a_pattern_makes_the_address_of_the_path_below_the_folder(folder):
    (folder / "nld.com.vn").mkdir()
    (folder / "nld.com.vn" / "chợ nổi-196260305081500001.htm").write_text(HTML, "utf-8")
    found = only(folder, url_pattern="https://{path}")
    assert found.url == "https://nld.com.vn/ch%E1%BB%A3%20n%E1%BB%95i-196260305081500001.htm"


def test_a_pattern_may_use_the_name_with_and_without_its_ending(folder):
    (folder / "cho-noi-196260305081500001.html").write_text(HTML, "utf-8")
    assert only(folder, url_pattern="https://nld.com.vn/{stem}.htm").url.endswith("/cho-noi-196260305081500001.htm")
    assert only(folder, url_pattern="https://nld.com.vn/{name}").url.endswith("/cho-noi-196260305081500001.html")


def test_a_file_named_like_a_placeholder_is_only_a_name(folder):
    (folder / "{path}.html").write_text(HTML, "utf-8")
    assert only(folder, url_pattern="https://nld.com.vn/{name}").url == "https://nld.com.vn/%7Bpath%7D.html"


def test_the_time_of_a_page_is_the_files_when_nobody_says_another(folder):
    (folder / "a.html").write_text(LINKED, "utf-8")
    os.utime(folder / "a.html", (1_751_338_800, 1_751_338_800))
    assert only(folder).fetched_at == "2025-07-01T03:00:00Z"


def test_a_page_whose_address_nobody_knows_is_left_out(folder):
    (folder / "a.html").write_text(HTML, "utf-8")
    assert only(folder) == Skipped(str(folder / "a.html"), NO_ADDRESS, broken=True)


def test_a_canonical_link_that_is_no_web_address_is_none(folder):
    (folder / "a.html").write_text(LINKED.replace("https://", "javascript://"), "utf-8")
    assert only(folder).reason == NO_ADDRESS


def test_a_text_is_a_dump_with_or_without_an_address(folder):
    (folder / "a.txt").write_text("Chợ nổi họp lại\n\nGhe về kín bến từ sáng sớm.", "utf-8")
    (folder / "b.txt").write_text("Chợ nổi họp lại\n\nGhe về kín bến từ sáng sớm.", "utf-8")
    (folder / "b.txt.url").write_text(URL, "utf-8")
    found = read(folder)
    assert [type(one) for one in found] == [IncomingText, IncomingText]
    assert [one.url for one in found] == [None, URL]


def test_a_packed_page_is_read(folder):
    (folder / "a.html.gz").write_bytes(gzip.compress(LINKED.encode()))
    assert only(folder).url == URL


@pytest.mark.parametrize("content", [b"", b"\0\1\2\3" * 100, b"%PDF-1.7", b"\x1f\x8b\x08xyz"])
def test_a_file_that_is_no_page_is_left_out_as_unreadable(folder, content):
    (folder / "a.html").write_bytes(content)
    assert only(folder).reason == "unreadable"


def test_a_page_of_fifty_megabytes_is_too_large_and_not_read_into_memory(folder):
    with (folder / "a.html").open("wb") as file:
        file.truncate(50_000_000)
    assert only(folder) == Skipped(str(folder / "a.html"), TOO_LARGE)


def test_a_packed_bomb_is_unreadable(folder):
    (folder / "a.html.gz").write_bytes(gzip.compress(b"0" * 50_000_000))
    assert only(folder).reason == "unreadable"


def test_a_deep_folder_is_read_to_its_ground(folder):
    deep = folder.joinpath(*["sâu"] * 200)
    deep.mkdir(parents=True)
    (deep / "a.html").write_text(LINKED, "utf-8")
    assert only(folder).url == URL


def test_a_link_to_a_folder_is_told_and_not_followed(folder):
    (folder / "a.html").write_text(LINKED, "utf-8")
    (folder / "vòng").symlink_to(folder, target_is_directory=True)
    page, link = sorted(read(folder), key=lambda one: type(one).__name__)
    assert isinstance(page, IncomingPage)
    assert link.reason == "a link to a folder, not followed"


def test_links_that_lead_nowhere_are_told(folder):
    (folder / "a.html").symlink_to(folder / "b.html")
    (folder / "b.html").symlink_to(folder / "a.html")
    (folder / "c.html").symlink_to(folder / "không có")
    assert [type(one) for one in read(folder)] == [Skipped] * 3


def test_names_with_quotes_and_line_breaks_are_names(folder):
    name = "a'b\"c\n$(rm) ; --.html"
    (folder / name).write_text(LINKED, "utf-8")
    assert only(folder).where == str(folder / name)


def test_a_name_that_is_no_unicode_is_a_name(folder):
    with open(os.fsencode(folder) + b"/\xff.html", "wb") as file:
        file.write(LINKED.encode())
    assert only(folder, url_pattern="https://nld.com.vn/{name}").url == "https://nld.com.vn/%FF.html"


def test_other_files_in_a_folder_are_counted_and_not_opened(folder):
    (folder / "ảnh.jpg").write_bytes(b"\xff\xd8\xff")
    assert only(folder).reason == NOT_READ


def test_a_file_that_may_not_be_opened_is_counted(folder, monkeypatch):
    (folder / "a.html").write_text(LINKED, "utf-8")

    def refuse(self, *_, **__):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr("pathlib.Path.open", refuse)
    found = only(folder)
    assert found.broken
    assert "Permission denied" in found.reason


def test_a_file_that_was_named_is_looked_into_whatever_its_name(folder):
    (folder / "trang").write_text(LINKED, "utf-8")
    (folder / "dòng").write_text(json.dumps({"url": URL, "html": HTML}), "utf-8")
    assert [one.url for one in read(folder / "trang", folder / "dòng")] == [URL, URL]


def test_a_name_without_anything_is_wrong_usage_before_anything_is_read(folder):
    with pytest.raises(UsageError, match="there is no"):
        everything([str(folder / "không-có.html")], io.BytesIO(), unwanted=unwanted(None))

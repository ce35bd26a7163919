"""JSON lines: pages, texts and articles; lines that are none."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.article import Article, Block, Cleaner, Image
from db.handover.incoming import BROKEN, NO_ADDRESS, TOO_LARGE, IncomingArticle, IncomingPage, IncomingText, Skipped
from db.handover.json_lines import read_json_lines
from db.rows import article_row

URL = "https://nld.com.vn/cho-noi-hop-lai-196260305081500001.htm"
LIMIT = 1000
ARTICLE = Article(
    cleaner=Cleaner("nld", "1", fallback=True),
    url=URL,
    outlet="nld",
    layout="photo",
    kind="photo",
    headline="Chợ nổi họp lại",
    description="Ghe về kín bến.",
    dateline="NLĐO",
    authors=("Đỗ Thị Hoà",),
    source="TTXVN",
    article_section=("Thời sự",),
    keywords=("chợ nổi",),
    date_published="2026-03-05T08:15:00+07:00",
    date_modified="2026-03-05T09:00:00+07:00",
    is_accessible_for_free=False,
    images=(Image("https://cdn.example/a.jpg", "Ghe đầu tiên", None), Image(None, None, "Ngọc Ánh")),
    blocks=(Block("heading", "Đông khách"), Block("paragraph", "Ghe về kín bến từ sáng sớm.")),
    warnings=("no-lead",),
)


def read(*lines, pack=bytes):
    content = b"\n".join(json.dumps(line).encode() if isinstance(line, (dict, list)) else line for line in lines)
    return list(read_json_lines(io.BufferedReader(io.BytesIO(pack(content))), "tệp", max_bytes=LIMIT))


def test_a_line_with_html_is_a_page():
    (page,) = read({"url": URL, "html": "<p>Ghe</p>", "fetched_at": "2025-07-01T10:00:00+07:00"})
    assert page == IncomingPage("tệp, line 1", URL, b"<p>Ghe</p>", "2025-07-01T03:00:00Z", ())


@pytest.mark.parametrize("headers", [{"ETag": "1"}, [["ETag", "1"]]])
def test_headers_may_be_an_object_or_a_list_of_pairs(headers):
    (page,) = read({"url": URL, "html": "<p>Ghe</p>", "headers": headers})
    assert page.headers == (("ETag", "1"),)


def test_a_line_with_text_is_a_text():
    assert read({"text": "Ghe về"}) == [IncomingText("tệp, line 1", "Ghe về".encode(), None)]


def test_a_line_that_export_wrote_is_the_same_article_again():
    assert read(ARTICLE.to_dict()) == [IncomingArticle("tệp, line 1", ARTICLE)]


def test_packed_lines_are_read():
    assert len(read({"text": "một"}, {"text": "hai"}, pack=gzip.compress)) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"<html>",
        b"{",
        b"[1]",
        b"3",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"blocks": ' + b"[" * 900 + b"]" * 900 + b"}",
        {},
        {"html": 3, "url": URL},
        {"url": URL, "html": "<p>", "fetched_at": "hôm qua"},
        {"url": URL, "html": "<p>", "fetched_at": 7},
        {"url": URL, "html": "<p>", "headers": "ETag: 1"},
        {"url": URL, "html": "<p>", "headers": {"ETag": 1}},
        {"blocks": []},
        ARTICLE.to_dict() | {"cleaner": None},
        ARTICLE.to_dict() | {"kind": "thơ"},
        ARTICLE.to_dict() | {"kind": []},
        ARTICLE.to_dict() | {"is_accessible_for_free": "có"},
        ARTICLE.to_dict() | {"authors": "Đỗ Thị Hoà"},
        ARTICLE.to_dict() | {"headline": 3},
        ARTICLE.to_dict() | {"layout": None},
        ARTICLE.to_dict() | {"date_published": "hôm qua"},
        ARTICLE.to_dict() | {"images": [{"url": 3}]},
        ARTICLE.to_dict() | {"blocks": [{"kind": "thơ", "text": "Ghe"}]},
        ARTICLE.to_dict() | {"blocks": [{"kind": "paragraph", "text": " "}]},
    ],
    ids=lambda line: repr(line)[:40],
)
def test_a_line_that_holds_nothing_usable_costs_itself_only(line):
    broken, good = read(line, {"text": "Ghe về"})
    assert isinstance(broken, Skipped)
    assert broken.broken
    assert broken.where == "tệp, line 1"
    assert isinstance(good, IncomingText)


def test_a_page_without_address_is_left_out():
    assert read({"html": "<p>Ghe</p>"}) == [Skipped("tệp, line 1", NO_ADDRESS, broken=True)]


def test_a_page_that_is_too_large_is_left_out():
    assert read({"url": URL, "html": "x" * (LIMIT + 1)}) == [Skipped(URL, TOO_LARGE)]


def test_a_line_longer_than_any_page_is_read_over_and_the_next_one_read():
    found = read(b'{"text": "' + b"x" * 50 * LIMIT + b'"}', {"text": "Ghe về"})
    assert [type(one) for one in found] == [Skipped, IncomingText]
    assert found[1].where == "tệp, line 2"


def test_empty_lines_are_nothing():
    assert [one.where for one in read(b"", {"text": "một"}, b"   ", {"text": "hai"}, b"")] == [
        "tệp, line 2",
        "tệp, line 4",
    ]


def test_a_packed_file_that_was_cut_off_gives_what_stands_before():
    lines = [{"text": f"Ghe {number} về bến {number * 7919 % 1000}"} for number in range(3000)]
    found = read(*lines, pack=lambda content: gzip.compress(content)[:-2000])
    assert found[-1].reason == "the rest cannot be read"
    assert len(found) > 1000


def test_half_a_surrogate_pair_is_no_reason_to_fail():
    assert read(b'{"text": "Ghe \\ud800 v\\u1ec1"}') == [IncomingText("tệp, line 1", "Ghe ? về".encode(), None)]


def test_bytes_before_the_first_line_that_mark_utf_8_are_passed_over():
    assert isinstance(read(b"\xef\xbb\xbf" + b'{"text": "Ghe"}')[0], IncomingText)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ARTICLE.to_dict(), "x"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(ARTICLE.to_dict())), JSON, max_size=4))
def test_an_article_with_anything_in_it_is_refused_or_can_be_stored(changed):
    (found,) = read(ARTICLE.to_dict() | changed)
    if isinstance(found, IncomingArticle):
        assert (
            json.loads(article_row(found.article, url=URL, stored_at="")["blocks"]) == found.article.to_dict()["blocks"]
        )


@given(st.lists(st.binary(max_size=30), max_size=5))
def test_lines_of_anything_never_end_the_reading(lines):
    content = b"\n".join(b"-" + line for line in lines)
    for one in read_json_lines(io.BufferedReader(io.BytesIO(content)), "tệp", max_bytes=LIMIT):
        assert one.reason.startswith(BROKEN)

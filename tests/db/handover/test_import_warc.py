"""WARC files of other tools, whole and broken."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import zlib

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.server import DemoServer
from db.handover import extras, importing
from db.handover.importing import unwanted
from db.handover.incoming import BROKEN, REST_UNREADABLE, TOO_LARGE, IncomingPage, Skipped
from db.handover.places import everything
from db.handover.warc_files import read_warc

HTML = "<html><body><p>Ghe về kín bến từ sáng sớm.</p></body></html>".encode() * 20
LIMIT = 100_000


def address(number):
    return f"https://nld.com.vn/cho-noi-19626030508150000{number}.htm"


class Warc:
    """A WARC file under way, written by another program."""

    def __init__(self, *, packed=True):
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=packed)
        self.starts = []

    def add(self, url, body=HTML, *, status="200 OK", headers=(("Content-Type", "text/html"),), kind="response"):
        self.starts.append(self.file.tell())
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        about = {"WARC-Date": "2025-07-01T05:06:07Z"}
        record = self.writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=about
        )
        self.writer.write_record(record)
        return self

    @property
    def content(self):
        return bytearray(self.file.getvalue())


def read(content, outlet=None):
    return list(read_warc(io.BytesIO(bytes(content)), "cũ.warc", unwanted=unwanted(outlet), max_bytes=LIMIT))


def addresses(found):
    return [one.url for one in found if isinstance(one, IncomingPage)]


def only_reason(found):
    (one,) = found
    assert isinstance(one, Skipped)
    return one.reason


@pytest.fixture(params=[True, False], ids=["gzip", "plain"])
def five(request):
    warc = Warc(packed=request.param)
    for number in range(5):
        warc.add(address(number), HTML + str(number).encode())
    return warc


def test_a_page_comes_with_its_address_time_body_and_headers():
    (found,) = read(Warc().add(address(1), headers=[("Content-Type", "text/html"), ("ETag", '"một"')][:1]).content)
    assert (found.url, found.fetched_at, found.body) == (address(1), "2025-07-01T05:06:07Z", HTML)
    assert found.headers == (("Content-Type", "text/html"),)


def test_every_record_is_read_in_its_order(five):
    assert addresses(read(five.content)) == [address(number) for number in range(5)]


@pytest.mark.parametrize(
    ("url", "status", "kind", "reason"),
    [
        ("https://example.com/a.html", "200 OK", "text/html", importing.UNKNOWN_HOST),
        (address(1), "404 Not Found", "text/html", "HTTP 404"),
        (address(1), "301 Moved Permanently", "text/html", "HTTP 301"),
        (address(1), "200 OK", "image/jpeg", "no HTML"),
    ],
)
def test_a_record_that_holds_no_page_is_left_out_with_its_reason(url, status, kind, reason):
    assert only_reason(read(Warc().add(url, status=status, headers=[("Content-Type", kind)]).content)) == reason


def test_requests_and_other_records_are_passed_over():
    warc = Warc()
    warc.writer.write_record(warc.writer.create_warcinfo_record("cũ.warc", {"software": "khác"}))
    warc.add(address(1), kind="resource")
    assert read(warc.add(address(2)).content)[-1].url == address(2)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("identity", bytes),
        ("gzip", bytes),
    ],
    ids=["gzip", "deflate", "deflate without frame", "identity", "said packed and is not"],
)
def test_the_content_encoding_is_undone_and_no_longer_named(coding, pack):
    headers = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    (found,) = read(Warc().add(address(1), pack(HTML), headers=headers).content)
    assert found.body == HTML
    assert found.headers == (("Content-Type", "text/html"),)


def test_chunks_are_put_together():
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
    headers = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
    (found,) = read(Warc().add(address(1), chunked, headers=headers).content)
    assert found.body == HTML


def test_a_bomb_is_too_large_and_the_next_record_is_read():
    bomb = gzip.compress(b"0" * 50_000_000)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    found = read(Warc().add(address(1), bomb, headers=headers).add(address(2)).content)
    assert found[0] == Skipped(address(1), TOO_LARGE)
    assert addresses(found) == [address(2)]


def test_a_page_larger_than_allowed_is_not_read():
    found = read(Warc().add(address(1), b"<p>" + b"0" * 500_000).add(address(2)).content)
    assert found[0] == Skipped(address(1), TOO_LARGE)
    assert addresses(found) == [address(2)]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "lzma"])
def test_a_body_that_is_not_what_its_coding_says_costs_itself_only(coding):
    headers = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    found = read(Warc().add(address(1), b"\x00\x01\x02" * 50, headers=headers).add(address(2)).content)
    assert found[0].reason == BROKEN
    assert addresses(found) == [address(2)]


def test_a_record_whose_bytes_were_changed_costs_itself_only(five):
    content = five.content
    middle = (five.starts[2] + five.starts[3]) // 2
    content[middle : middle + 20] = bytes(20)
    found = read(content)
    assert addresses(found) == [address(number) for number in (0, 1, 3, 4)]
    assert [one.reason for one in found if isinstance(one, Skipped)] == [BROKEN]


def test_a_record_whose_beginning_was_overwritten_costs_itself_only(five):
    content = five.content
    content[five.starts[2] : five.starts[2] + 30] = b"z" * 30
    found = read(content)
    assert addresses(found) == [address(number) for number in (0, 1, 3, 4)]
    assert [one.reason for one in found if isinstance(one, Skipped)] == [BROKEN]


def test_rubbish_between_records_is_passed_over_and_told_once(five):
    content = five.content
    content[five.starts[2] : five.starts[2]] = b"WARC/1.0 xyz\n\x1f\x8b\x08" * 100
    found = read(content)
    assert addresses(found) == [address(number) for number in range(5)]
    assert [one.reason for one in found if isinstance(one, Skipped)] == [BROKEN]


def test_a_file_that_was_cut_off_gives_what_stands_before(five):
    found = read(five.content[: five.starts[4] + 200])
    assert addresses(found) == [address(number) for number in range(4)]
    assert found[-1].reason == BROKEN


@pytest.mark.parametrize("content", [b"Xin ch\xc3\xa0o\n" * 10, bytes(5000), b"\x1f\x8b\x08" + bytes(50)])
def test_what_is_no_warc_is_told_once_and_gives_nothing(content):
    found = read(content)
    assert [one.broken for one in found] == [True]


def test_a_file_made_of_beginnings_is_given_up(monkeypatch):
    monkeypatch.setattr("db.handover.warc_files.TRIES", 50)
    found = read(gzip.compress(b"WARC/1.0\r\nX: \xff") * 5_000)
    assert [one.reason for one in found] == [BROKEN, REST_UNREADABLE]


def test_an_empty_file_gives_nothing():
    assert read(b"") == []


def test_missing_fastwarc_is_one_line_that_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    with pytest.raises(extras.MissingExtra, match=r"pip install 'tinsach\[warc\]'"):
        read(Warc().add(address(1)).content)


def test_what_wget_wrote_is_read(tmp_path, take, query):
    """Of a WARC whose pages came from this machine, the host has to be put in the newspaper's place."""
    if not shutil.which("wget"):
        pytest.skip("wget is not installed: reading its WARC cannot be tried here")
    with DemoServer(outlets=("nld",)) as server:
        origin = server.origin("nld")
        story = DEMO_ARTICLES["nld"][0]
        command = ["wget", "-q", "--no-proxy", f"--warc-file={tmp_path / 'mới'}", "--header=Host: nld.com.vn"]
        subprocess.run([*command, "-O", str(tmp_path / "x"), f"{origin}{story.path}"], check=True, timeout=30)
    packed = (tmp_path / "mới.warc.gz").read_bytes()
    assert packed.startswith(b"\x1f\x8b")
    plain = gzip.decompress(packed)
    assert b"Wget" in plain
    for bracket in (b"", b"<"):  # by wget's age
        named = b"WARC-Target-URI: " + bracket
        plain = plain.replace(named + origin.encode(), named + b"https://nld.com.vn")
    (tmp_path / "mới.warc").write_bytes(plain)
    tally = take(everything([str(tmp_path / "mới.warc")], io.BytesIO(), unwanted=unwanted(None)))
    assert tally.verdict() == (0, None)
    assert query("SELECT headline FROM articles") == [(story.headline,)]

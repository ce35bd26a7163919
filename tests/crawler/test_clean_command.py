"""`tinsach clean` and `tinsach explain`: right and wrong input, what is printed, exit codes."""

from __future__ import annotations

import json
import unicodedata

import pytest
from click.testing import CliRunner

from crawler.cli.main import main
from crawler.demo.articles import DEMO_ARTICLES
from crawler.demo.outlet_site import OutletSite
from crawler.demo.papers import PAPERS
from crawler.demo.site import Request


@pytest.fixture(scope="module")
def site():
    return OutletSite(PAPERS["nld"])


@pytest.fixture(scope="module")
def story():
    return next(a for a in DEMO_ARTICLES["nld"] if a.layout == "standard" and a.related and not a.decomposed)


@pytest.fixture
def page(site, story, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(_served(site, story.path))
    return path


def _served(site, path):
    return site.answer(Request(method="GET", host=site.hosts[0], path=path, query="", headers={})).body


def _run(*arguments, stdin=None):
    return CliRunner().invoke(main, ["clean", *map(str, arguments)], input=stdin)


def _one_line(result, code, *words):
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    lines = [line for line in result.stderr.splitlines() if line]
    assert len(lines) == 1, lines
    for word in words:
        assert word in lines[0]


def test_prints_the_article_as_text(page, story):
    result = _run(page)
    assert result.exit_code == 0
    assert result.stdout.startswith(story.headline)
    assert story.blocks[-1].text in result.stdout


def test_prints_the_json_of_the_design(page, story):
    article = json.loads(_run(page, "--format", "json").stdout)
    assert article["headline"] == story.headline
    assert article["authors"] == list(story.authors)
    assert [block["text"] for block in article["blocks"]] == [block.text for block in story.blocks]
    assert article["article_body"] == "\n\n".join(block["text"] for block in article["blocks"])
    assert article["word_count"] == len(article["article_body"].split())
    assert article["cleaner"]["name"] == "nld"
    assert not article["cleaner"]["fallback"]


def test_prints_markdown_with_the_headline_as_a_heading(page, story):
    assert _run(page, "--format", "markdown").stdout.startswith(f"# {story.headline}")


def test_reads_standard_input(page, story):
    result = _run("-", "--format", "json", stdin=page.read_bytes())
    assert json.loads(result.stdout)["headline"] == story.headline


def test_cleans_its_own_text_as_a_dump_without_changing_it(page, tmp_path):
    text = _run(page).stdout
    dump = tmp_path / "dump.txt"
    dump.write_text(text, "utf-8")
    again = json.loads(_run(dump, "--outlet", "nld", "--format", "json").stdout)
    first = json.loads(_run(page, "--format", "json").stdout)
    assert [b["text"] for b in again["blocks"]] == [b["text"] for b in first["blocks"]]


def test_explains_kept_and_dropped_blocks_with_their_rule(page, story):
    verdicts = [json.loads(line) for line in _run(page, "--explain", "--format", "json").stdout.splitlines()]
    assert {"kept", "kind", "rule", "where", "text"} == set(verdicts[0])
    dropped = [verdict for verdict in verdicts if not verdict["kept"]]
    assert any(verdict["kind"] == "related" for verdict in dropped)
    kept = [verdict["text"] for verdict in verdicts if verdict["kept"]]
    assert [text for text in kept if text in {b.text for b in story.blocks}] == [b.text for b in story.blocks]


def test_writes_an_explanation_that_loads_and_runs_nothing(page, tmp_path):
    out = tmp_path / "why.html"
    result = _run(page, "--explain-html", out)
    assert result.exit_code == 0
    written = out.read_text("utf-8")
    assert "default-src 'none'" in written
    assert "<script" not in written
    assert "src=" not in written


def test_an_explanation_escapes_what_the_newspaper_wrote(tmp_path):
    page = tmp_path / "hostile.html"
    page.write_text(
        "<html><body><h1 data-role=title>Giá &lt;script&gt;alert(1)&lt;/script&gt; hoa</h1>"
        "<div data-role=content><p>Một &lt;img src=x onerror=alert(1)&gt; đoạn văn.</p></div></body></html>",
        "utf-8",
    )
    out = tmp_path / "why.html"
    _run(page, "--explain-html", out)
    written = out.read_text("utf-8")
    assert "<script>alert" not in written
    assert "<img" not in written
    assert "&lt;img src=x" in written


def test_a_list_page_prints_its_json_and_exits_3(site, tmp_path):
    page = tmp_path / "list.html"
    page.write_bytes(_served(site, "/kinh-te.htm"))
    result = _run(page, "--format", "json", "--url", "https://nld.com.vn/kinh-te.htm")
    assert result.exit_code == 3
    article = json.loads(result.stdout)
    assert article["blocks"] == []
    assert "list-page" in article["warnings"]
    assert "list of articles" in result.stderr


def test_an_empty_file_is_one_clear_line(tmp_path):
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    _one_line(_run(empty), 1, "empty.html", "empty")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("page.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "picture"),
        ("data.json", b'{"url": "https://nld.com.vn/"}', "JSON"),
        ("feed.rss", b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "feed"),
        ("noise.bin", bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_page_is_one_clear_line(tmp_path, name, content, word):
    path = tmp_path / name
    path.write_bytes(content)
    _one_line(_run(path), 1, name, word)


def test_a_missing_file_is_one_clear_line(tmp_path):
    _one_line(_run(tmp_path / "nowhere.html"), 1, "nowhere.html", "cannot be read")


def test_an_unknown_outlet_names_the_known_ones(page):
    _one_line(_run(page, "--outlet", "tuoitre"), 2, "tuoitre", "nhandan", "nld", "ngaynay")


def test_one_bad_file_does_not_stop_the_others(page, story, tmp_path):
    empty = tmp_path / "empty.html"
    empty.write_bytes(b" \n")
    result = _run(empty, page)
    assert result.exit_code == 1
    assert story.headline in result.stdout


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_reads_pages_in_other_encodings(page, story, tmp_path, encoding):
    other = tmp_path / "other.html"
    other.write_bytes(page.read_text("utf-8").encode(encoding))
    assert json.loads(_run(other, "--format", "json").stdout)["headline"] == story.headline


def test_reads_a_windows_1258_page_that_says_so(tmp_path):
    page = tmp_path / "old.html"
    text = "Chợ quê họp từ bốn giờ sáng, ai cũng biết mặt nhau."
    # windows-1258 writes tone marks apart from their letters
    pieces = "".join(_as_1258(letter) for letter in text)
    html = (
        "<html><head><meta charset=windows-1258></head><body><h1 data-role=title>Ch\u01a1\u0323 qu\u00ea</h1>"
        f"<div data-role=content><p>{pieces}</p></div></body></html>"
    )
    page.write_bytes(html.encode("cp1258"))
    assert json.loads(_run(page, "--format", "json").stdout)["blocks"][0]["text"] == text


def _as_1258(letter):
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = next(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", apart.replace(tone, "")) + tone


def test_explain_reads_a_file_too(page):
    result = CliRunner().invoke(main, ["explain", str(page), "--json"])
    assert result.exit_code == 0
    assert any(not json.loads(line)["kept"] for line in result.stdout.splitlines())


def test_explain_of_a_url_without_a_file_is_one_clear_line(tmp_path):
    missing = tmp_path / "none.db"
    result = CliRunner().invoke(main, ["explain", "https://nld.com.vn/x-196261120070101880.htm", "--db", str(missing)])
    _one_line(result, 1, "none.db")
    assert not missing.exists()

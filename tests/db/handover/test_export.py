"""What an export holds, in each format, read by other programs; and that it comes back as it went."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime

import duckdb
import pyarrow.parquet as pq
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from cleaners.article import Article, Block, Cleaner
from cleaners.errors import UsageError
from db.connection import open_for_reading, open_for_writing
from db.handover import extras
from db.handover.exporting import export, format_of
from db.handover.importing import unwanted
from db.handover.incoming import IncomingArticle
from db.handover.places import everything
from db.handover.selection import UNDATED, UNREADABLE_PAGE, UNREADABLE_ROW, ExportTally, Selection
from db.rows import stored_articles

FORMULAS = ("=1+1", "+84", "-5 độ", "@tinsach", "\tthụt", "\rvề")


def article(number, **values):
    blocks = (Block("paragraph", f"Ghe số {number} về bến."),)
    base = Article(cleaner=Cleaner("nld", "1"), outlet="nld", headline=f"Ghe {number}", blocks=blocks)
    return replace(base, url=f"https://nld.com.vn/ghe-19626030508150{number:04}.htm", **values)


def articles_of(path):
    with closing(open_for_reading(path)) as db:
        return {article.url: article for article in stored_articles(db.conn)}


@pytest.fixture
def exported(tmp_path, filled):
    """Export the demo articles to a file of that name."""

    def run(name, source=filled, **options):
        path = tmp_path / name
        export(source, path, format_of(path), **options)
        return path

    return run


@pytest.fixture
def come_back(take, path):
    """Import a file into an empty one; the articles it then holds."""

    def run(file):
        tally = take(everything([str(file)], io.BytesIO(), unwanted=unwanted(None)))
        assert tally.verdict() == (0, None)
        return articles_of(path)

    return run


@pytest.mark.parametrize("name", ["t.jsonl", "t.jsonl.gz", "t.warc", "t.warc.gz"])
def test_what_goes_out_comes_back_the_same(exported, come_back, filled, name):
    assert come_back(exported(name)) == articles_of(filled)


def test_json_lines_are_the_json_of_the_article(exported, filled):
    lines = [json.loads(line) for line in exported("t.jsonl").read_text("utf-8").splitlines()]
    assert lines == [article.to_dict() for article in articles_of(filled).values()]


def test_packed_json_lines_are_the_same_lines(exported):
    assert gzip.decompress(exported("t.jsonl.gz").read_bytes()) == exported("t.jsonl").read_bytes()


def test_the_same_articles_make_the_same_file(exported):
    for name in ("jsonl.gz", "csv", "parquet"):
        assert exported(f"a.{name}").read_bytes() == exported(f"b.{name}").read_bytes()


def test_csv_is_read_back_with_every_value(exported, filled):
    with exported("t.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, article in zip(rows, articles_of(filled).values(), strict=True):
        assert row["url"] == article.url
        assert row["article_body"] == article.article_body
        assert json.loads(row["authors"]) == list(article.authors)
        assert json.loads(row["blocks"]) == article.to_dict()["blocks"]
        assert row["source"] == (article.source or "")
        assert row["is_accessible_for_free"] == {None: "", True: "true", False: "false"}[article.is_accessible_for_free]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_of_csv_that_begins_like_a_formula_is_text(take, path, exported, text):
    take([IncomingArticle("1", article(1, headline=text))])
    with exported("t.csv", path).open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["headline"] == f"'{text}"


def test_parquet_has_types(exported):
    types = {field.name: str(field.type) for field in pq.read_schema(exported("t.parquet"))}
    assert types["authors"] == "list<element: string>"
    assert types["date_published"] == "timestamp[us, tz=Asia/Ho_Chi_Minh]"
    assert types["images"] == "list<element: struct<url: string, caption: string, credit: string>>"
    assert types["blocks"] == "list<element: struct<kind: string, text: string>>"
    assert types["is_accessible_for_free"] == "bool"
    assert types["word_count"] == "int64"


def test_parquet_says_which_schema_it_has(exported):
    metadata = pq.read_schema(exported("t.parquet")).metadata
    assert metadata[b"tinsach.schema"].startswith(b"0.1.0 ")


def test_pyarrow_reads_the_same_values(exported, filled):
    rows = pq.read_table(exported("t.parquet")).to_pylist()
    for row, article in zip(rows, articles_of(filled).values(), strict=True):
        expected = article.to_dict()
        cleaner = expected.pop("cleaner")
        expected |= {"cleaner": cleaner["name"], "cleaner_version": cleaner["version"]}
        expected["is_fallback"] = cleaner["fallback"]
        for name in ("date_published", "date_modified"):
            expected[name] = expected[name] and datetime.fromisoformat(expected[name])
        assert row == expected


def test_duckdb_reads_the_same_values(exported, filled):
    path = exported("t.parquet")
    query = (
        "SELECT url, list_extract(authors, 1), epoch(date_published), len(blocks), blocks[1].text FROM read_parquet(?)"
    )
    rows = duckdb.execute(query, [str(path)]).fetchall()
    assert rows == [
        (
            article.url,
            article.authors[0] if article.authors else None,
            datetime.fromisoformat(article.date_published).timestamp() if article.date_published else None,
            len(article.blocks),
            article.blocks[0].text if article.blocks else None,
        )
        for article in articles_of(filled).values()
    ]


def test_parquet_comes_in_row_groups(exported, monkeypatch):
    monkeypatch.setattr("db.handover.parquet.ROW_GROUP", 10)
    file = pq.ParquetFile(exported("t.parquet"))
    assert file.metadata.num_row_groups == -(-file.metadata.num_rows // 10)
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_date_that_is_none_is_left_empty_in_parquet_and_told(take, path, tmp_path):
    take([IncomingArticle("1", article(1, date_published="hôm qua"))])
    tally = export(path, tmp_path / "t.parquet", "parquet")
    assert pq.read_table(tmp_path / "t.parquet").column("date_published").to_pylist() == [None]
    assert sum(tally.left_out.values()) == 1


def test_a_slim_file_holds_the_same_rows_without_pages(exported, filled, query):
    path = exported("t.sqlite")
    for table in ("images", "verdicts", "blocks", "urls"):
        assert sorted(map(repr, query(f"SELECT * FROM {table}", of=path))) == sorted(
            map(repr, query(f"SELECT * FROM {table}", of=filled))
        ), table
    columns = "id, url, headline, authors, content_digest, first_stored_at, blocks"
    assert query(f"SELECT {columns} FROM articles", of=path) == query(f"SELECT {columns} FROM articles", of=filled)
    assert query("SELECT count(*), (SELECT count(page_id) FROM articles) FROM pages", of=path) == [(0, 0)]


def test_a_slim_file_is_whole_and_one_of_ours(exported, query):
    path = exported("t.db")
    assert query("PRAGMA integrity_check", of=path) == [("ok",)]
    assert query("PRAGMA foreign_key_check", of=path) == []
    assert query("PRAGMA journal_mode", of=path) == [("delete",)]
    assert len(articles_of(path)) > 30


def test_a_slim_file_does_not_say_where_it_was_made(exported, query):
    assert query("SELECT DISTINCT host, pid FROM runs", of=exported("t.sqlite")) == [("", 0)]


def test_a_slim_file_of_some_articles_has_their_addresses_only(exported, query):
    path = exported("t.sqlite", selection=Selection(outlet="nld", limit=3))
    assert query("SELECT count(*) FROM articles", of=path) == [(3,)]
    assert query("SELECT count(*), count(run_id) FROM urls", of=path) == [(3, 0)]
    assert query("SELECT count(*) FROM images WHERE article_id NOT IN (SELECT id FROM articles)", of=path) == [(0,)]
    assert query("PRAGMA foreign_key_check", of=path) == []


def test_warcio_finds_nothing_wrong_with_the_warc(exported, capsys):
    class Arguments:
        inputs = (str(exported("t.warc.gz")),)
        verbose = True

    checker = Checker(Arguments)
    assert checker.process_all() == 0
    assert "digest pass" in capsys.readouterr().out


def test_a_warc_record_says_what_was_served_and_when(exported, query, filled):
    with exported("t.warc.gz").open("rb") as file:
        records = [
            (record.rec_headers["WARC-Target-URI"], record.rec_headers["WARC-Date"], record.content_stream().read())
            for record in ArchiveIterator(file)
            if record.rec_type == "response" and record.http_headers.get_statuscode() == "200"
        ]
    assert [record[:2] for record in records] == query(
        "SELECT requested_url, fetched_at FROM pages ORDER BY id", of=filled
    )
    assert [len(record[2]) for record in records] == [n for (n,) in query("SELECT raw_bytes FROM pages", of=filled)]


def test_headers_that_no_longer_hold_or_would_break_the_record_stay_out(own, exported):
    headers = [
        ["Content-Encoding", "gzip"],
        ["Content-Length", "7"],
        ["X-Lạ", "1"],
        ["X-A", "a\r\nX-B: b"],
        ["X-C", "đ"],
    ]
    with closing(sqlite3.connect(own)) as conn, conn:
        conn.execute("UPDATE pages SET headers = ?", (json.dumps(headers),))
    with exported("t.warc.gz", own).open("rb") as file:
        record = next(record for record in ArchiveIterator(file) if record.rec_type == "response")
        names = [name for name, _ in record.http_headers.headers]
        size = len(record.content_stream().read())
    assert names == ["X-A", "X-C", "Content-Length"]
    assert record.http_headers["Content-Length"] == str(size)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(outlet="nhandan"), ["c"]),
        (Selection(since="2026-03-05T00:00:00+07:00"), ["b", "c"]),
        (Selection(until="2026-03-05T00:00:00+07:00"), ["a"]),
        (Selection(since="2026-03-05T00:00:00+07:00", until="2026-03-06T00:00:00+07:00"), ["b"]),
        (Selection(limit=2), ["a", "b"]),
        (Selection(), ["a", "b", "c", "d"]),
    ],
)
def test_filters_let_through_what_they_say(take, path, tmp_path, selection, expected):
    take(
        IncomingArticle(headline, article(number, headline=headline, date_published=date))
        for number, headline, date in (
            (1, "a", "2026-03-04T23:59:59+07:00"),
            (2, "b", "2026-03-04T17:00:00+00:00"),
        )
    )
    other = replace(article(3), url="https://nhandan.vn/ghe-post900003.html", outlet="nhandan", headline="c")
    take([IncomingArticle("c", replace(other, date_published="2026-03-07T08:00:00+07:00"))])
    take([IncomingArticle("d", article(4, headline="d"))])
    tally = export(path, tmp_path / "t.jsonl", "jsonl", selection=selection)
    lines = (tmp_path / "t.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["headline"] for line in lines] == expected
    dated = selection.since or selection.until
    assert dict(tally.left_out) == ({UNDATED: 1} if dated else {})


def test_a_filter_of_pages_goes_by_the_day_of_the_fetch(exported, filled, query):
    later = exported("t.warc", selection=Selection(since="2026-11-21T00:00:00+07:00"))
    with later.open("rb") as file:
        assert [record.rec_type for record in ArchiveIterator(file)] == ["warcinfo"]


def test_the_tally_says_what_was_written_and_what_to_expect(filled, tmp_path, query):
    expected, seen = [], []
    ((count,),) = query("SELECT count(*) FROM articles", of=filled)
    export(filled, tmp_path / "t.jsonl", "jsonl", tally=ExportTally(watch=seen.append), expect=expected.append)
    assert (seen, expected) == (list(range(1, count + 1)), [count])


def test_a_damaged_page_is_left_out_named_and_the_rest_goes_on(own, exported, tmp_path, query):
    with closing(sqlite3.connect(own)) as conn, conn:
        victim, url = conn.execute("SELECT id, url FROM pages WHERE reference IS NOT NULL").fetchone()
        conn.execute("UPDATE pages SET body = zeroblob(100) WHERE id = ?", (victim,))
    tally = export(own, tmp_path / "t.warc.gz", "warc.gz")
    assert dict(tally.left_out) == {UNREADABLE_PAGE: 1}
    assert url in tally.examples[UNREADABLE_PAGE]
    assert [(tally.written,)] == query("SELECT count(*) - 1 FROM pages", of=own)


def test_a_row_that_another_program_spoiled_is_left_out_named_and_the_rest_goes_on(own, tmp_path, query):
    with closing(sqlite3.connect(own)) as conn, conn:
        conn.execute("UPDATE articles SET authors = 'Đỗ Thị Hoà' WHERE id = 2")
        conn.execute("UPDATE articles SET blocks = '[{\"loại\": 1}]' WHERE id = 3")
    tally = export(own, tmp_path / "t.jsonl", "jsonl")
    assert dict(tally.left_out) == {UNREADABLE_ROW: 2}
    assert tally.examples == {UNREADABLE_ROW: "article 2"}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.jsonl", "jsonl"),
        ("a.JSONL.GZ", "jsonl.gz"),
        ("a.b.csv", "csv"),
        ("a.parquet", "parquet"),
        ("a.db", "sqlite"),
        ("a.sqlite", "sqlite"),
        ("a.warc.gz", "warc.gz"),
    ],
)
def test_the_ending_says_the_format(tmp_path, name, form):
    assert format_of(tmp_path / name) == form


@pytest.mark.parametrize("name", ["a", "a.xlsx", "a.gz", "csv"])
def test_an_ending_that_says_nothing_is_wrong_usage_that_names_the_formats(tmp_path, name):
    with pytest.raises(UsageError, match=r"jsonl.*parquet"):
        format_of(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("t.parquet", "pyarrow", "parquet"), ("t.warc.gz", "warcio.warcwriter", "warc")],
)
def test_a_missing_package_is_one_line_and_no_file(exported, tmp_path, monkeypatch, name, module, extra):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(extras.MissingExtra, match=rf"pip install 'tinsach\[{extra}\]'"):
        exported(name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_articles_makes_a_file_without_rows(tmp_path, exported):
    open_for_writing(tmp_path / "leer.db").close()
    assert exported("t.jsonl", tmp_path / "leer.db").read_bytes() == b""
    assert pq.read_table(exported("t.parquet", tmp_path / "leer.db")).num_rows == 0

"""The report counts what is in the file, draws it, and loads and runs nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from cleaners.article import Article, Block, Cleaner, Verdict
from crawler.cli.main import main
from db.records import Outcome
from db.report.contents import FIELDS, read_contents
from db.report.page import report_html
from db.store import Store
from db.web.chart import stacked_bars

HOSTILE = "<script>document.title='owned'</script>\"'&"


def article(name: str, day: str, **more) -> Article:
    made = Article(
        cleaner=Cleaner("nld", "1"),
        url=f"https://nld.com.vn/{name}-196260305081500001.htm",
        outlet="nld",
        headline=name,
        date_published=f"{day}T08:15:00+07:00",
        blocks=(Block("paragraph", "một hai ba"),),
        verdicts=(Verdict(False, "ad", "ad", "div", "x"), Verdict(False, "related", "box", "div", "y")),
    )
    return replace(made, **more)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "t.db"
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        for one in (
            article("a", "2026-03-05", authors=("Lê Hạnh",), article_section=("Thời sự",)),
            article("b", "2026-03-05", authors=("Lê Hạnh", HOSTILE), keywords=(HOSTILE,)),
            article("c", "2026-03-07", outlet="ngaynay", cleaner=Cleaner("fallback", "1", True), headline=None),
        ):
            store.record(run, Outcome(one.url, one.outlet, "stored", article=one))
    return path


@pytest.fixture
def contents(path):
    with Store.open(path) as store:
        yield read_contents(store.db.conn)


def test_counts_articles_syllables_and_days(contents):
    assert (contents.articles, contents.syllables) == (3, 9)
    assert (contents.first_day, contents.last_day) == ("2026-03-05", "2026-03-07")


def test_a_day_without_articles_has_its_place(contents):
    assert contents.times == ("2026-03-05", "2026-03-06", "2026-03-07")
    assert contents.over_time == {"nld": {"2026-03-05": 2}, "ngaynay": {"2026-03-07": 1}}


def test_a_long_time_is_drawn_by_months(path):
    with Store.open(path) as store:
        store.db.execute("UPDATE articles SET date_published = '2025-11-30T00:00:00+07:00' WHERE headline = 'a'")
        contents = read_contents(store.db.conn)
    assert contents.times == ("2025-11", "2025-12", "2026-01", "2026-02", "2026-03")
    assert contents.over_time["nld"] == {"2025-11": 1, "2026-03": 1}


def test_lists_are_the_most_frequent_first(contents):
    assert contents.authors == [("Lê Hạnh", 2), (HOSTILE, 1)]
    assert contents.sections == [("Thời sự", 1)]
    assert contents.dropped == [("ad", 3), ("related", 3)]


def test_coverage_says_how_often_a_field_is_there(contents):
    shares = {one.outlet: dict(zip(FIELDS, one.shares, strict=True)) for one in contents.coverage}
    assert shares["nld"]["article_section"] == 0.5
    assert shares["ngaynay"]["headline"] == 0
    assert {one.outlet: one.fallback for one in contents.coverage} == {"nld": 0, "ngaynay": 1}


def test_one_outlet_alone_can_be_told(path):
    with Store.open(path) as store:
        assert read_contents(store.db.conn, "ngaynay").articles == 1


def test_the_page_holds_its_charts_and_loads_nothing(contents):
    page = LexborHTMLParser(report_html(contents, title="t.db", made_at="2026-11-27"))
    assert len(page.css("svg.chart")) == 7
    assert page.css("script, img, iframe, link, [src], [href]") == []
    assert "default-src 'none'" in page.css_first("meta[http-equiv]").attributes["content"]


def test_a_hostile_name_is_text(contents):
    page = LexborHTMLParser(report_html(contents, title=HOSTILE, made_at="2026-11-27"))
    assert HOSTILE in page.css_first("h1").text()
    assert any(HOSTILE in node.text() for node in page.css("svg title"))


def test_the_command_writes_the_page(path, tmp_path):
    done = CliRunner().invoke(main, ["report", "--db", str(path), "-o", str(tmp_path / "r.html")])
    assert done.exit_code == 0
    assert "3 articles" in done.stderr
    assert "<svg" in (tmp_path / "r.html").read_text("utf-8")


def test_a_page_that_cannot_be_written_is_one_line(path, tmp_path):
    done = CliRunner().invoke(main, ["report", "--db", str(path), "-o", str(tmp_path / "none" / "r.html")])
    assert done.exit_code == 1
    assert "name another with -o" in done.stderr


def test_a_file_without_articles_has_a_report_too(tmp_path):
    with Store.open(tmp_path / "t.db") as store:
        contents = read_contents(store.db.conn)
    assert "No article yet" in report_html(contents, title="t.db", made_at="2026-11-27")


def test_bars_are_as_high_as_their_numbers():
    svg = LexborHTMLParser(stacked_bars(["a", "b"], {"x": {"a": 1, "b": 4}}, label="l"))
    heights = [float(node.attributes["height"]) for node in svg.css("rect")]
    assert heights[1] == pytest.approx(4 * heights[0])

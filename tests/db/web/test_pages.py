"""What our pages say, asked without a browser: HTML and JSON, in two languages."""

from __future__ import annotations

import sqlite3

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.health import VERDICTS
from db.queries import QUERIES
from db.web.words import WORDS, language_of, moment

PAGES = ("/", "/search?q=dang", "/article/1", "/article/1/explain", "/article/1/compare", "/article/999")


def words(answer):
    return " ".join(LexborHTMLParser(answer.text).body.text(separator=" ").split())


def test_home_shows_counts_newest_and_health(ask):
    text = words(ask("/"))
    assert "3 articles in the file" in text
    assert "Làng gốm nghỉ lò một ngày" in text
    assert "ngaynay refused" in text


def test_home_draws_a_bar_for_each_outlet_and_day(ask):
    titles = [node.text() for node in LexborHTMLParser(ask("/").text).css(".broad rect title")]
    assert titles == ["2026-03-04 ngaynay: 1", "2026-03-05 nld: 2"]


def test_home_tells_of_a_newspaper_that_changed(ask, shown):
    with sqlite3.connect(shown) as conn:
        conn.execute(
            "INSERT INTO alarms (outlet, layout, signal, subject, says, usual, now, pages, since, sure, examples, "
            "advice, raised_at) VALUES ('nld', 'standard', 'fallback', '', 'Pages are read by the fallback', 0, 1, 20, "
            "'2026-11-22T10:00:00Z', 1, '[\"https://nld.com.vn/a.htm\"]', 'look at h1', '2026-11-23T10:00:00Z')"
        )
    page = ask("/")
    assert "Pages are read by the fallback look at h1" in words(page)
    assert "https://nld.com.vn/a.htm" in page.text
    assert ask("/home.json").json["alarms"][0]["signal"] == "fallback"
    with sqlite3.connect(shown) as conn:
        conn.execute("UPDATE alarms SET accepted_at = '2026-11-24T10:00:00Z'")
    assert "Pages are read by the fallback" not in ask("/").text


def test_every_verdict_of_health_has_words():
    assert [name for name in VERDICTS if name not in WORDS or f"about {name}" not in WORDS] == []


def test_home_as_json_has_the_same(ask):
    found = ask("/home.json").json
    assert found["articles"] == 3
    assert {(one["day"], one["outlet"], one["articles"]) for one in found["counts"]} == {
        ("2026-03-04", "ngaynay", 1),
        ("2026-03-05", "nld", 2),
    }
    assert found["health"][0]["verdict"] == "healthy"


def test_search_marks_the_original_spelling(ask):
    page = LexborHTMLParser(ask("/search?q=dang+cong+san").text)
    assert [node.text() for node in page.css(".hits h2 mark")] == ["Đảng", "Cộng", "sản"]


def test_a_facet_narrows_the_hits_and_can_be_taken_off(ask):
    page = LexborHTMLParser(ask("/search?q=dang").text)
    hrefs = {node.css_first("span").text(): node.attributes["href"] for node in page.css(".facet a")}
    narrowed = ask(hrefs["Làng nghề"])
    assert "Làng gốm" in narrowed.text
    assert "Đại hội" not in words(narrowed)
    chip = LexborHTMLParser(narrowed.text).css_first(".chip")
    assert chip.attributes["href"] == "/search?q=dang"


def test_search_as_json_has_hits_and_facets(ask):
    found = ask("/search.json?q=%C4%91%E1%BA%A3ng").json
    assert [hit["id"] for hit in found["hits"]] == [1, 2]
    assert found["facets"]["outlet"] == [["ngaynay", 1], ["nld", 1]]


@pytest.mark.parametrize(
    "query",
    [
        "q=%22", "q=*", "q=((", "q=%00", "q=a&page=0", "q=a&page=99999", "q=a&page=x", "q=a&since=gestern",
        "q=a&until=2026-13-99", "q=&section=%22", "author=%3Cscript%3E", "q=a&sort=;drop", "", "q=" + "x" * 5000,
        "q=%ED%A0%80",
    ],
)  # fmt: skip
def test_no_query_breaks_the_search_page(ask, query):
    assert ask(f"/search?{query}").status == 200
    assert ask(f"/search.json?{query}").status == 200


def test_the_address_of_a_stored_article_leads_to_it(ask):
    address = "https%3A%2F%2Fnld.com.vn%2Fdang-196260305081500001.htm%3Futm_source%3Dx"
    assert ask(f"/search?q={address}").headers["location"] == "/article/1"
    assert ask("/search?q=https%3A%2F%2Fnld.com.vn%2Fnone").status == 200
    assert ask("/search?q=http%3A%2F%2F%5B").status == 200


def test_an_article_tells_where_it_comes_from(ask):
    text = words(ask("/article/1"))
    for fact in (
        "Read by nld 2026.1",
        "HTTP 200",
        "2026-11-23 10:00 UTC",
        "none",
        "related 1, ad 1",
        "Photo: Ngọc Ánh",
    ):
        assert fact in text


def test_an_article_as_json_has_its_provenance(ask):
    found = ask("/article/1.json").json
    assert found["headline"] == "Đại hội Đảng Cộng sản bàn về thủy lợi"
    assert found["provenance"]["page"]["http_status"] == 200
    assert found["provenance"]["dropped"] == {"related": 1, "ad": 1}


def test_explain_shows_every_block_in_order_with_its_reason(ask):
    page = LexborHTMLParser(ask("/article/1/explain").text)
    looks = [(node.attributes["class"], node.css_first("b").text()) for node in page.css(".verdicts li")]
    assert looks == [
        ("meta", "kept as headline"),
        ("kept", "kept as paragraph"),
        ("dropped", "dropped: related"),
        ("kept", "kept as paragraph"),
        ("dropped", "dropped: ad"),
    ]
    assert [b["rule"] for b in ask("/article/1/explain.json").json["blocks"]] == [
        "headline", "paragraph", "box", "paragraph", "banner",
    ]  # fmt: skip


def test_a_kept_block_leads_to_its_place_in_the_article(ask):
    page = LexborHTMLParser(ask("/article/1/explain").text)
    target = page.css(".verdicts .kept a")[1].attributes["href"]
    assert page.css_first(f"article {target}").text() == "Hồ chứa đã đầy nước."


def test_compare_frames_the_page_as_served(ask):
    page = LexborHTMLParser(ask("/article/1/compare").text)
    frame = page.css_first("iframe")
    assert frame.attributes["sandbox"] is None
    assert "Quảng cáo của báo" in ask(frame.attributes["src"]).text
    assert ask("/article/1/compare.json").json["page_as_served"] == frame.attributes["src"]


def test_an_article_that_is_not_there_is_said_to_be_missing(ask):
    assert ask("/article/999").status == 404
    assert ask("/article/999.json").status == 404
    assert ask("/article/999/page").status == 404
    assert "There is no such article" in ask("/article/999").text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_vietnamese_and_english(ask, path):
    for language in ("vi", "en"):
        page = LexborHTMLParser(ask(path, language=language).text)
        assert page.css_first("html").attributes["lang"] == language
    other = page.css_first("header nav a[lang]").attributes["href"]
    assert 'lang="vi"' in ask(other).text[:60]


def test_the_language_that_was_chosen_is_kept(ask):
    assert "lang=vi" in ask("/?lang=vi").headers["set-cookie"]
    assert language_of("vi", "en") == "vi"
    assert language_of("fr", "de, vi;q=0.5") == "vi"
    assert language_of(None, "fr") == "en"


def test_every_word_has_both_languages():
    assert [key for key, pair in WORDS.items() if len(pair) != 2 or not all(pair)] == []


def test_a_time_is_written_as_readers_write_it():
    assert moment("2026-03-07T08:06:00+07:00", "vi") == "07/03/2026, 08:06"
    assert moment("2026-03-07T08:06:00Z", "en") == "2026-03-07 08:06 UTC"
    assert moment("hôm qua", "vi") == "hôm qua"


def test_datasette_stands_beside_with_the_ten_queries(ask):
    assert ask("/tinsach/articles.json?_search=dang&_shape=array").json[0]["headline"].startswith(("Đại", "Làng"))
    for query in QUERIES:
        assert ask(f"/tinsach/{query.name}.json").status == 200


def test_datasette_says_what_a_column_means(ask):
    page = LexborHTMLParser(ask("/tinsach/articles").text)
    assert "The lead (sapo), without its dateline." in page.body.text()
    assert "One row an article" in page.body.text()


def test_a_crawl_may_write_while_pages_are_shown(ask, shown):
    with sqlite3.connect(shown) as conn:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("UPDATE articles SET description = 'Sửa' WHERE id = 2")
        assert ask("/article/2").status == 200
        conn.execute("COMMIT")
    assert "Sửa" in ask("/article/2").text


def test_nothing_can_be_written(ask):
    found = ask("/tinsach.json?sql=delete+from+articles")
    assert found.status >= 400
    assert ask("/home.json").json["articles"] == 3

"""What becomes of a page, a text or an article that somebody brings."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cleaners import clean
from cleaners.article import Article, Block, Cleaner
from db.errors import DatabaseError
from db.handover import importing
from db.handover.importing import import_all
from db.handover.incoming import IncomingArticle, IncomingPage, IncomingText, Skipped
from db.records import Discovery, Outcome
from db.store import Store

FETCHED_AT = "2026-11-20T03:00:00Z"
URL = "https://nld.com.vn/cho-noi-hop-lai-196260305081500001.htm"
NO_ARTICLE = "<html><head><title>Báo</title></head><body><p>Không có gì.</p></body></html>".encode()


def page(url, body, fetched_at=FETCHED_AT):
    return IncomingPage(url, url, body, fetched_at)


def reasons(tally):
    return {name: reason.count for name, reason in tally.skipped.items()}


def text_article(url=None, **values):
    blocks = (Block("paragraph", "Chợ nổi họp lại từ sáng nay, ghe về kín bến."),)
    return Article(cleaner=Cleaner("dump", "1"), url=url, outlet="nld", headline="Chợ nổi", blocks=blocks, **values)


@pytest.fixture
def one(nld):
    return next(iter(nld.items()))


def test_a_page_is_archived_together_with_its_article(take, query, one):
    take([page(*one)])
    found = query("SELECT articles.url, pages.fetched_at FROM articles JOIN pages ON pages.id = articles.page_id")
    assert found == [(one[0], FETCHED_AT)]


def test_every_page_of_the_demo_becomes_the_article_that_a_crawl_makes_of_it(take, query, nld):
    tally = take(page(url, body) for url, body in nld.items())
    assert dict(tally.outlets["nld"]) == {"new": len(nld)}
    stored = dict(query("SELECT url, article_body FROM articles"))
    assert stored == {url: clean(body, url=url, outlet="nld").article_body for url, body in nld.items()}


def test_the_same_import_twice_changes_nothing(take, query, nld):
    take(page(url, body) for url, body in nld.items())
    before = query("SELECT * FROM articles"), query("SELECT * FROM pages"), query("SELECT * FROM urls")
    tally = take(page(url, body) for url, body in nld.items())
    assert dict(tally.outlets["nld"]) == {"unchanged": len(nld)}
    assert (query("SELECT * FROM articles"), query("SELECT * FROM pages"), query("SELECT * FROM urls")) == before


def test_a_later_version_of_a_page_replaces_the_article_and_is_added_to_the_archive(take, query, nld, next_day):
    url = next(url for url in next_day if url in nld and next_day[url] != nld[url])
    take([page(url, nld[url]), page(url, next_day[url], "2026-11-21T03:00:00Z")])
    assert query("SELECT count(*) FROM pages WHERE url = ?", url) == [(2,)]
    assert query("SELECT updated_at FROM articles") == [("2026-11-21T03:00:00Z",)]


def test_an_earlier_version_of_a_page_never_replaces_a_later_one(take, query, nld, next_day):
    url = next(url for url in next_day if url in nld and next_day[url] != nld[url])
    take([page(url, next_day[url], "2026-11-21T03:00:00Z")])
    tally = take([page(url, nld[url])])
    assert reasons(tally) == {importing.OLDER: 1}
    assert query("SELECT updated_at FROM articles") == [("2026-11-21T03:00:00Z",)]


def test_a_page_without_article_gives_its_address_a_status_and_is_kept(take, query):
    tally = take([page(URL, NO_ARTICLE)])
    assert tally.outlets["nld"].total() == 1
    assert query("SELECT url, status FROM urls, (SELECT count(*) AS pages FROM pages) WHERE pages = 1") == [
        (URL, next(iter(tally.outlets["nld"])))
    ]


def test_a_page_without_article_says_nothing_about_an_address_that_is_known(take, query, one):
    take([page(*one)])
    tally = take([page(one[0], NO_ARTICLE, "2026-11-21T03:00:00Z")])
    assert sum(reasons(tally).values()) == 1
    assert query("SELECT status FROM urls") == [("stored",)]


def test_a_discovered_address_keeps_waiting_for_the_crawl_when_the_saved_page_holds_no_article(path, take, query):
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        store.discovered(run, [Discovery(URL, "nld", "rss")])
    take([page(URL, NO_ARTICLE)])
    assert query("SELECT status FROM urls") == [("discovered",)]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://example.com/bai-viet-1.html", importing.UNKNOWN_HOST),
        ("https://nld.com.vn.example.com/cho-noi-196260305081500001.htm", importing.UNKNOWN_HOST),
        ("https://nld.com.vn/kinh-te.htm", importing.NO_ARTICLE_ADDRESS),
        ("http://[nld.com.vn/", importing.UNKNOWN_HOST),
    ],
)
def test_a_page_of_another_address_is_left_out_and_counted(take, query, url, reason):
    tally = take([page(url, NO_ARTICLE)])
    assert reasons(tally) == {reason: 1}
    assert query("SELECT count(*) FROM urls") == [(0,)]


def test_only_one_newspaper_is_taken_when_one_is_named(take, pages):
    mixed = [page(*next(iter(pages[name].items()))) for name in ("nld", "nhandan")]
    tally = take(mixed, outlet="nhandan")
    assert list(tally.outlets) == ["nhandan"]
    assert reasons(tally) == {importing.OTHER_OUTLET: 1}


def test_the_schedule_of_the_crawl_holds_for_imported_articles(take, query, one):
    take([page(*one)], next_try=lambda status, published: f"{status} {published[:10]}")
    (published,) = query("SELECT date_published FROM articles")[0]
    assert query("SELECT next_try_at FROM urls") == [(f"stored {published[:10]}",)]


def test_a_text_without_address_becomes_an_article_without_page(take, query):
    take([IncomingArticle("bài 1", text_article())])
    assert query("SELECT url, page_id, headline FROM articles") == [(None, None, "Chợ nổi")]


def test_a_text_without_address_is_added_once(take, query):
    take([IncomingArticle("bài 1", text_article()), IncomingArticle("bài 1, lần nữa", text_article())])
    tally = take([IncomingArticle("bài 1", text_article())])
    assert dict(tally.outlets["nld"]) == {"unchanged": 1}
    assert query("SELECT count(*) FROM articles") == [(1,)]


def test_a_dump_is_cleaned(take, query, nld, one):
    article = clean(one[1], url=one[0])
    lines = [article.headline, f"(NLĐO) - {article.description}", *(block.text for block in article.blocks)]
    tally = take([IncomingText("bài.txt", "\n\n".join(lines).encode())], outlet="nld")
    assert dict(tally.outlets["nld"]) == {"new": 1}
    assert query("SELECT layout, headline FROM articles") == [("dump", article.headline)]


def test_a_dump_without_article_is_left_out_with_the_cleaners_reason(take):
    tally = take([IncomingText("rỗng.txt", "Tin liên quan".encode())], outlet="nld")
    assert reasons(tally) == {"no article: related-only": 1}


def test_an_article_from_elsewhere_never_replaces_one_whose_page_is_held(take, query, one):
    take([page(*one)])
    (before,) = query("SELECT content_digest FROM articles")
    tally = take([IncomingArticle("dòng 1", text_article(one[0]))])
    assert reasons(tally) == {importing.PAGE_IS_HELD: 1}
    assert query("SELECT content_digest FROM articles") == [before]


def test_an_article_from_elsewhere_that_says_the_same_is_unchanged(take, one):
    take([page(*one)])
    tally = take([IncomingArticle("dòng 1", clean(one[1], url=one[0]))])
    assert dict(tally.outlets["nld"]) == {"unchanged": 1}


def test_an_article_without_a_word_is_never_stored(take, query):
    tally = take([IncomingArticle("dòng 1", replace(text_article(URL), blocks=()))])
    assert reasons(tally) == {"an article without text": 1}
    assert query("SELECT count(*) FROM articles") == [(0,)]


def test_a_mistake_of_ours_costs_one_page_which_is_kept(take, query, nld, monkeypatch):
    first, second = list(nld.items())[:2]

    def stumble(body, **about):
        if about["url"] == first[0]:
            raise IndexError("list index out of range")
        return clean(body, **about)

    monkeypatch.setattr("db.filing.clean", stumble)
    tally = take([page(*first), page(*second)])
    assert dict(tally.outlets["nld"]) == {"failed": 1, "new": 1}
    assert query("SELECT reason FROM urls WHERE url = ?", first[0]) == [("reading failed: IndexError",)]
    assert query("SELECT count(*) FROM pages") == [(2,)]


def test_a_page_stopped_by_ctrl_c_is_the_last_and_the_rest_stays(take, query, one):
    def interrupted():
        yield page(*one)
        raise KeyboardInterrupt

    tally = take(interrupted())
    assert tally.verdict()[0] == 1
    assert query("SELECT count(*) FROM articles") == [(1,)]
    assert query("SELECT exit_code FROM runs") == [(1,)]


def test_an_import_is_written_down_as_a_run_that_no_newspaper_takes_for_its_last_crawl(path, take, query, one):
    take([page(*one)])
    ((outlets, counts),) = query("SELECT outlets, counts FROM runs")
    assert json.loads(outlets) == []
    assert json.loads(counts) == {"nld": {"new": 1}}
    with Store.open(path) as store:
        assert store.last_run("nld") is None


def test_what_a_source_could_not_read_needs_a_person(take, one):
    tally = take([page(*one), Skipped("tệp.warc, byte 7", "broken record", broken=True)])
    assert tally.verdict()[0] == 3


def test_what_was_left_out_on_purpose_needs_nobody(take, one):
    tally = take([page(*one), Skipped("https://example.com/", importing.UNKNOWN_HOST)])
    assert tally.verdict() == (0, None)


def test_an_import_of_nothing_needs_a_person(take):
    assert take([]).verdict()[0] == 3


def test_only_three_examples_of_a_reason_are_kept(take):
    tally = take(Skipped(f"dòng {number}", "broken record", broken=True) for number in range(10))
    reason = tally.skipped["broken record"]
    assert (reason.count, reason.examples) == (10, ["dòng 0", "dòng 1", "dòng 2"])


def test_a_full_file_ends_the_import_with_one_error_and_keeps_what_was_committed(path, nld):
    several = list(nld.items())
    with Store.open(path, batch_size=1) as store:
        import_all(store, [page(*several[0])], settings={})
        (size,) = store.db.execute("PRAGMA page_count").fetchone()
        store.db.execute(f"PRAGMA max_page_count = {size + 4}")
        with pytest.raises(DatabaseError, match="disk is full"):
            import_all(store, [page(*one) for one in several[1:]], settings={})
        assert store.db.execute("SELECT count(*) FROM articles").fetchone()[0] >= 1


def test_an_outcome_that_was_moved_by_its_canonical_address_is_known_again(path, take, query, nld):
    url, body = next(iter(nld.items()))
    printed = url.replace("https://nld.com.vn/", "https://m.nld.com.vn/kinh-te/")
    take([page(printed, body)])
    tally = take([page(printed, body)])
    assert dict(tally.outlets["nld"]) == {"unchanged": 1}
    assert query("SELECT url FROM articles") == [(url,)]


def test_what_is_kept_back_of_an_address_is_seen_by_the_next_of_the_same(take, query):
    first = text_article(URL)
    second = replace(first, headline="Chợ nổi họp lại")
    tally = take([IncomingArticle("1", first), IncomingArticle("2", second), IncomingArticle("3", second)])
    assert dict(tally.outlets["nld"]) == {"new": 1, "changed": 1, "unchanged": 1}
    assert query("SELECT headline FROM articles") == [("Chợ nổi họp lại",)]


def test_an_address_that_had_gone_is_stored_again_when_somebody_kept_its_page(path, take, query, one):
    with Store.open(path) as store:
        run = store.begin_run(["nld"], settings={}, versions={})
        store.record(run, Outcome(one[0], "nld", "gone", "http 404"))
    take([page(*one)])
    assert query("SELECT status FROM urls") == [("stored",)]

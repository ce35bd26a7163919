"""--since and --until, and what the frontier makes of them and of short links."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cleaners.article import Article, Block, Cleaner
from cleaners.outlets import outlet_named
from crawler.discovery.dates import VIETNAM
from crawler.discovery.link import Link
from crawler.discovery.period import Period
from crawler.discovery.sitemap import Child, worth_reading
from crawler.frontier import Frontier
from crawler.ledger import Ledger
from db.records import Outcome
from db.store import Store

JANUARY = Period(datetime(2025, 1, 1, tzinfo=VIETNAM), datetime(2025, 2, 1, tzinfo=VIETNAM))
FULL = "https://nhandan.vn/cho-noi-mo-lai-post812345.html"
SHORT = "https://nhandan.vn/post-812345.html"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Store.open(tmp_path / "t.db") as store:
        yield Ledger(store, ("nld", "nhandan"), settings={})


def nld(day: str, number: int = 1) -> str:
    return f"https://nld.com.vn/tin-so-{number}-196{day}0715122{number:02}.htm"


def test_a_period_begins_at_since_and_ends_before_until() -> None:
    assert not JANUARY.is_older("2025-01-01T00:00:00+07:00")
    assert JANUARY.is_older("2024-12-31T23:59:59+07:00")
    assert JANUARY.is_newer("2025-01-31T17:00:00Z")
    assert not JANUARY.is_newer("2025-01-31T23:59:59+07:00")


def test_without_bounds_nothing_lies_outside() -> None:
    assert not Period().is_older("1990-01-01")
    assert not Period().is_newer("2990-01-01")
    assert Period().scope == ""


def test_its_days_are_those_of_vietnam() -> None:
    assert JANUARY.days() == (date(2025, 1, 1), date(2025, 1, 31))
    assert Period(datetime(2025, 1, 1, 18, tzinfo=UTC)).days() == (date(2025, 1, 2), None)


def test_only_sitemaps_that_touch_the_period_are_read() -> None:
    names = ["news-2025-2.xml", "news-2025-1.xml", "news-2024-12.xml", "sitemaps-2025-1-30-31.xml", "daily-news.xml"]
    children = [Child(f"https://nhandan.vn/sitemaps/{name}", None) for name in names]
    since, until = JANUARY.days()
    kept = [child.url.rpartition("/")[2] for child in worth_reading(children, since=since, until=until)]
    assert kept == ["daily-news.xml", "news-2025-1.xml", "sitemaps-2025-1-30-31.xml"]


def test_what_was_drafted_after_the_period_is_left_alone_though_no_source_dates_it(ledger: Ledger) -> None:
    frontier = Frontier(ledger, outlet_named("nld"), period=JANUARY)
    frontier.add([Link(nld("250115"), None), Link(nld("250301", 2), None)], "section")
    state = frontier.next()
    assert state is not None
    assert state.url == nld("250115")
    assert frontier.next() is None
    assert ledger.tallies["nld"].newer == 1


def test_an_article_that_changed_later_still_belongs_to_its_period(ledger: Ledger) -> None:
    frontier = Frontier(ledger, outlet_named("nhandan"), period=JANUARY)
    frontier.add([Link(FULL, published="2025-01-10T08:00:00+07:00", modified="2025-03-01T08:00:00+07:00")], "sitemap")
    assert frontier.next() is not None


def test_a_list_without_dates_is_dated_by_the_articles_it_shows(ledger: Ledger) -> None:
    article = Article(
        cleaner=Cleaner("nhandan", "1"),
        url=FULL,
        headline="Chợ nổi mở lại",
        blocks=(Block("paragraph", "Chợ nổi đã mở lại."),),
        date_published="2024-11-02T08:00:00+07:00",
    )
    ledger.record(Outcome(FULL, "nhandan", "stored", article=article))
    ledger.store.flush()
    frontier = Frontier(ledger, outlet_named("nhandan"), period=JANUARY)
    assert frontier.is_older(Link(FULL))
    assert not frontier.is_older(Link(FULL.replace("812345", "812346")))


def test_a_short_link_to_a_known_article_is_no_address_of_its_own(ledger: Ledger) -> None:
    frontier = Frontier(ledger, outlet_named("nhandan"))
    frontier.add([Link(FULL)], "sitemap")
    frontier.add([Link(SHORT), Link("https://nhandan.vn/post-45.html")], "rss")
    urls = [state.url for state in iter(frontier.next, None)]
    assert sorted(urls) == [FULL, "https://nhandan.vn/post-45.html"]
    known = ledger.store.state(FULL)
    assert known is not None
    assert known.sources == ("sitemap", "rss")


def test_what_was_first_seen_in_a_run_that_broke_off_is_still_news(ledger: Ledger) -> None:
    store = ledger.store
    store.end_run(ledger.run_id, exit_code=0, counts={"nhandan": {"ended": "finished", "sources": ["section"]}})
    store.db.execute("UPDATE runs SET finished_at = '2026-11-01T00:00:00Z'")
    Frontier(ledger, outlet_named("nhandan")).add([Link(FULL), Link(SHORT)], "section")
    store.db.execute("UPDATE urls SET first_seen_at = '2026-11-02T00:00:00Z' WHERE url = ?", (FULL,))
    frontier = Frontier(ledger, outlet_named("nhandan"))
    assert frontier.any_new([Link(FULL)])
    store.db.execute("UPDATE urls SET first_seen_at = '2026-10-02T00:00:00Z' WHERE url = ?", (FULL,))
    assert not frontier.any_new([Link(FULL)])

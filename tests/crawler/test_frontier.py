from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cleaners.article import Article, Block, Cleaner
from cleaners.outlets import outlet_named
from crawler.discovery.link import Link
from crawler.discovery.period import Period
from crawler.frontier import Frontier
from crawler.ledger import Ledger
from db.records import Outcome, utc
from db.store import Store

NLD = outlet_named("nld")


def url(number: int) -> str:
    return f"https://nld.com.vn/tin-so-{number}-1962611180715122{number:02}.htm"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Store.open(tmp_path / "t.db") as store:
        yield Ledger(store, ("nld",), settings={})


def take(frontier: Frontier) -> list[str]:
    found = []
    while (state := frontier.next()) is not None:
        found.append(state.url)
    return found


def store_article(ledger: Ledger, number: int, next_try_at: str | None = None) -> None:
    article = Article(
        cleaner=Cleaner("nld", "1"), url=url(number), headline="Tin", blocks=(Block("paragraph", "Một câu dài."),)
    )
    ledger.record(Outcome(url(number), "nld", "stored", article=article, next_try_at=next_try_at))


def ledger_at(ledger: Ledger, moment: datetime) -> Ledger:
    """Another run into the same file, at `moment`."""
    ledger.store.flush()
    return Ledger(Store.open(ledger.store.path, clock=lambda: utc(moment)), ("nld",), settings={})


def test_what_was_found_is_handed_out_once_the_newest_first(ledger: Ledger) -> None:
    frontier = Frontier(ledger, NLD)
    frontier.add(
        [Link(url(1), published="2026-11-01T00:00:00+07:00"), Link(url(2), published="2026-11-02T00:00:00+07:00")],
        "rss",
    )
    frontier.add([Link(url(1))], "section")
    assert take(frontier) == [url(2), url(1)]


def test_other_newspapers_and_other_pages_are_left_out(ledger: Ledger) -> None:
    frontier = Frontier(ledger, NLD)
    frontier.add(
        [Link("https://nld.com.vn/kinh-te.htm"), Link("https://phunu.nld.com.vn/a-196261118071512201.htm")], "section"
    )
    assert take(frontier) == []
    assert ledger.tallies["nld"].found == 0


def test_no_more_than_the_limit_is_handed_out(ledger: Ledger) -> None:
    frontier = Frontier(ledger, NLD, limit=2)
    frontier.add([Link(url(number)) for number in range(1, 6)], "rss")
    assert len(take(frontier)) == 2
    assert frontier.exhausted


def test_what_a_source_dates_before_since_is_left_alone_and_counted(ledger: Ledger) -> None:
    frontier = Frontier(ledger, NLD, period=Period(since=datetime(2026, 11, 10, tzinfo=UTC)))
    dated = [Link(url(1), published="2026-11-01T00:00:00+07:00"), Link(url(2), published="2026-11-20T00:00:00+07:00")]
    frontier.add([*dated, Link(url(3))], "rss")
    assert set(take(frontier)) == {url(2), url(3)}
    assert ledger.tallies["nld"].older == 1


def test_a_stored_article_rests_until_it_is_due(ledger: Ledger) -> None:
    store_article(ledger, 1, "2000-01-01T00:00:00Z")
    store_article(ledger, 2, "2999-01-01T00:00:00Z")
    store_article(ledger, 3)
    assert take(Frontier(ledger, NLD)) == [url(1)]


def test_an_article_that_its_source_calls_changed_is_due(ledger: Ledger) -> None:
    earlier = Frontier(ledger, NLD)
    earlier.add([Link(url(1), modified="2026-11-01T08:00:00+07:00")], "sitemap")
    store_article(ledger, 1)
    frontier = Frontier(ledger, NLD)
    frontier.add([Link(url(1), modified="2026-11-01T08:00:00+07:00")], "sitemap")
    assert take(frontier) == []
    frontier.add([Link(url(1), modified="2026-11-01T09:00:00+07:00")], "sitemap")
    assert take(frontier) == [url(1)]


def test_an_address_that_was_given_up_is_due_when_its_source_calls_it_changed(ledger: Ledger) -> None:
    Frontier(ledger, NLD).add([Link(url(1), modified="2026-11-01T08:00:00+07:00")], "sitemap")
    ledger.record(Outcome(url(1), "nld", "not_article", "unread layout"))
    later = ledger_at(ledger, datetime.now(UTC) + timedelta(days=2))
    frontier = Frontier(later, NLD)
    assert take(frontier) == []
    frontier.add([Link(url(1), modified="2026-11-01T09:00:00+07:00")], "sitemap")
    assert take(frontier) == [url(1)]


def test_a_change_told_of_an_old_address_calls_for_the_one_it_moved_to(ledger: Ledger) -> None:
    Frontier(ledger, NLD).add([Link(url(1), modified="2026-11-01T08:00:00+07:00")], "sitemap")
    ledger.record(Outcome(url(1), "nld", "moved", "redirect", moved_to=url(2)))
    store_article(ledger, 2)
    frontier = Frontier(ledger, NLD)
    frontier.add([Link(url(1), modified="2026-11-01T09:00:00+07:00")], "sitemap")
    assert take(frontier) == [url(2)]


def test_revisiting_hands_out_every_stored_article(ledger: Ledger) -> None:
    store_article(ledger, 1)
    store_article(ledger, 2, "2999-01-01T00:00:00Z")
    ledger.record(Outcome(url(3), "nld", "gone", "http 404"))
    assert take(Frontier(ledger, NLD, revisit=True)) == [url(1), url(2)]


def test_a_redirect_may_claim_only_what_nobody_has(ledger: Ledger) -> None:
    store_article(ledger, 1)
    frontier = Frontier(ledger, NLD)
    assert not frontier.claim(url(1))
    assert frontier.claim(url(2))
    assert not frontier.claim(url(2))


def test_a_list_brings_news_when_the_file_did_not_know_one_of_its_links(ledger: Ledger) -> None:
    ledger.store.discovered(ledger.run_id, [])
    store_article(ledger, 1)
    frontier = Frontier(ledger, NLD)
    frontier.add([Link(url(2))], "section")
    assert frontier.any_new([Link(url(1)), Link(url(2))])


def test_an_address_shown_by_two_sources_is_found_once(ledger: Ledger) -> None:
    frontier = Frontier(ledger, NLD)
    frontier.add([Link(url(1)), Link(url(2))], "rss")
    frontier.add([Link(url(2)), Link(url(3))], "sitemap")
    tally = ledger.tallies["nld"]
    assert (tally.found, tally.by_source) == (3, {"rss": 2, "sitemap": 2})

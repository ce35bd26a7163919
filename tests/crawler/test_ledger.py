import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaners.article import Article, Block, Cleaner, Verdict
from crawler.ledger import Ledger
from db.errors import DiskFull
from db.records import Discovery, Outcome, SeedCheck
from db.store import Store

URL = "https://nld.com.vn/cau-tre-196261118071512204.htm"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "t.db") as store:
        yield store


@pytest.fixture
def ledger(store: Store) -> Ledger:
    ledger = Ledger(store, ("nld",), settings={"limit": 3})
    tally = ledger.tallies["nld"]
    tally.requests = tally.responses = 5
    ledger.discovered("nld", "rss", [Discovery(URL, "nld", "rss")])
    return ledger


def article(url: str = URL, text: str = "Bà con dựng lại cầu tre.") -> Article:
    verdicts = (Verdict(True, "paragraph", "text", "p", text), Verdict(False, "related", "box", "div", "Tin liên quan"))
    return Article(cleaner=Cleaner("nld", "1"), url=url, blocks=(Block("paragraph", text),), verdicts=verdicts)


def stored(*, url: str = URL, filed: str = URL, text: str = "Bà con dựng lại cầu tre.") -> Outcome:
    return Outcome(url, "nld", "stored", article=article(filed, text))


def test_a_run_that_went_well_ends_in_0(ledger: Ledger) -> None:
    ledger.record(stored())
    assert ledger.end() == (0, None)


def test_words_and_dropped_blocks_of_new_articles_are_counted(ledger: Ledger) -> None:
    ledger.record(stored())
    counts = ledger.tallies["nld"].to_dict()
    assert (counts["new"], counts["words"], counts["dropped"]) == (1, 6, {"related": 1})


def test_an_article_stored_before_is_changed_or_unchanged(ledger: Ledger) -> None:
    ledger.record(stored())
    ledger.record(stored())
    ledger.record(stored(text="Cầu tre đã xong."))
    counts = ledger.tallies["nld"].to_dict()
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (1, 1, 1)
    assert counts["statuses"] == {"stored": 2, "unchanged": 1}


def test_another_address_of_an_article_is_moved_not_unchanged(ledger: Ledger) -> None:
    ledger.record(stored())
    ledger.record(stored(url=URL.replace("cau-tre", "x")))
    assert ledger.tallies["nld"].to_dict()["statuses"] == {"stored": 1, "moved": 1}


def test_what_was_counted_stands_in_the_run(ledger: Ledger, store: Store) -> None:
    ledger.record(stored())
    ledger.end()
    run = store.last_run("nld")
    assert run is not None
    assert run.counts == {"nld": json.loads(json.dumps(ledger.tallies["nld"].to_dict()))}
    assert (run.settings, run.exit_code) == ({"limit": 3}, 0)


def test_no_answer_at_all_is_a_failure(ledger: Ledger) -> None:
    ledger.tallies["nld"].responses, ledger.tallies["nld"].unanswered = 0, 5
    ledger.tallies["nld"].troubles.append("/: dns")
    assert ledger.verdict() == (1, "no answer from nld: /: dns")


def test_a_newspaper_that_stopped_answering_is_a_failure(ledger: Ledger) -> None:
    ledger.tallies["nld"].gave_up = True
    assert ledger.verdict()[0] == 1


def test_nothing_found_needs_a_person(store: Store) -> None:
    ledger = Ledger(store, ("nld",), settings={})
    ledger.tallies["nld"].troubles.append("/rss/home.rss: http 404")
    assert ledger.verdict() == (3, "no article found at nld: /rss/home.rss: http 404")


def test_a_seed_mismatch_needs_a_person(ledger: Ledger) -> None:
    ledger.checked("nld", SeedCheck("000", "match", outlet="nld", url=URL))
    assert ledger.verdict()[0] == 0
    ledger.checked("nld", SeedCheck("000", "mismatch", lost=1, outlet="nld", url=URL))
    assert ledger.verdict()[0] == 3


def test_a_run_stopped_by_a_signal_is_no_failure(ledger: Ledger) -> None:
    ledger.stopped = True
    exit_code, reason = ledger.verdict()
    assert exit_code == 0
    assert "signal" in (reason or "")


def test_a_file_that_cannot_be_written_is_a_failure_and_is_not_tried_again(
    ledger: Ledger, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def full(run_id: int, outcome: Outcome) -> str:
        calls.append(outcome)
        raise DiskFull("t.db cannot grow, the disk is full")

    monkeypatch.setattr(store, "record", full)
    assert ledger.record(stored()) is None
    assert ledger.record(stored()) is None
    assert len(calls) == 1
    assert ledger.verdict() == (1, "t.db cannot grow, the disk is full")

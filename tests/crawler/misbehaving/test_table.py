"""What stands in `urls` and `runs` after one crawl of three newspapers that do everything in the tables at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.papers import PAPERS
from crawler.revisit import AGAIN
from tests.crawler.misbehaving.crawling import wrong_articles
from tests.crawler.misbehaving.documented import page
from tests.crawler.misbehaving.table import ARTICLES, SOURCES, BadSource, Misbehaviour

EVERY_OUTLET = pytest.mark.parametrize("outlet", PAPERS)
EVERY_ARTICLE = pytest.mark.parametrize("one", ARTICLES, ids=lambda one: one.name)
EVERY_SOURCE = pytest.mark.parametrize("one", SOURCES, ids=lambda one: one.name)


def row(aftermath: Any, outlet: str, one: Misbehaviour) -> dict[str, Any]:
    (url,) = (url for url, placed in aftermath.placed[outlet].items() if placed is one)
    return aftermath.crawled.urls[url]


@EVERY_OUTLET
@EVERY_ARTICLE
def test_every_misbehaving_address_has_its_status_and_reason(aftermath: Any, outlet: str, one: Misbehaviour) -> None:
    found = row(aftermath, outlet, one)
    assert (found["status"], found["reason"]) == (one.status, one.reason)


@EVERY_ARTICLE
def test_what_failed_is_wanted_again_after_the_first_wait(aftermath: Any, one: Misbehaviour) -> None:
    found = row(aftermath, "nld", one)
    if one.genuine:
        assert found["tries"] == 0
        return
    assert found["tries"] == 1
    wait = AGAIN.get(one.status, (None,))[0]
    if wait is None:
        assert found["next_try_at"] is None
        return
    run = aftermath.crawled.run
    began, ended = (datetime.fromisoformat(run[name]) for name in ("started_at", "finished_at"))
    assert began - timedelta(seconds=1) <= datetime.fromisoformat(found["next_try_at"]) - wait <= ended


@EVERY_OUTLET
@EVERY_SOURCE
def test_a_source_that_cannot_be_read_is_a_trouble_with_its_name(aftermath: Any, outlet: str, one: BadSource) -> None:
    troubles = aftermath.crawled.run["counts"][outlet]["troubles"]
    of_source = [trouble for trouble in troubles if trouble.startswith(one.path)]
    assert len(of_source) == (one.trouble is not None)
    assert all(one.trouble in trouble for trouble in of_source)


def test_no_article_is_lost_double_or_changed(aftermath: Any) -> None:
    assert wrong_articles(aftermath.crawled.file, aftermath.papers.values()) == []


def test_nothing_is_left_without_a_status(aftermath: Any) -> None:
    assert aftermath.crawled.query("SELECT url FROM urls WHERE status = 'discovered'") == []


def test_only_the_newspapers_own_hosts_are_asked(aftermath: Any) -> None:
    assert aftermath.hosts <= {host for paper in PAPERS.values() for host in paper.hosts}


def test_nothing_of_this_machine_and_nothing_expanded_gets_into_the_file(aftermath: Any) -> None:
    assert aftermath.crawled.query("SELECT url FROM urls WHERE url LIKE '%root:%' OR headline LIKE '%tintin%'") == []


def test_the_run_is_done_and_has_counted_every_outcome(aftermath: Any) -> None:
    run = aftermath.crawled.run
    assert (run["exit_code"], run["reason"]) == (0, None)
    for outlet, counts in run["counts"].items():
        assert counts["fetched"] == sum(counts["statuses"].values())
        statuses = [status for (status,) in aftermath.crawled.query("SELECT status FROM urls WHERE outlet = ?", outlet)]
        in_urls = {status: len(list(same)) for status, same in groupby(sorted(statuses))}
        assert in_urls["failed"] == counts["statuses"]["failed"]
        assert in_urls["blocked"] == counts["statuses"]["blocked"]


def test_the_file_is_sound(aftermath: Any) -> None:
    assert aftermath.crawled.query("PRAGMA integrity_check") == [("ok",)]
    assert aftermath.crawled.query("PRAGMA foreign_key_check") == []


def test_the_log_has_no_traceback(aftermath: Any) -> None:
    assert "Traceback" not in aftermath.crawled.err


def test_a_flood_of_headers_is_not_kept(aftermath: Any) -> None:
    ((longest,),) = aftermath.crawled.query("SELECT max(length(headers)) FROM pages")
    assert longest < 100_000


def test_the_documented_table_is_this_one() -> None:
    """`python -m tests.crawler.misbehaving.documented > docs/misbehaviour.md` writes it anew."""
    written = Path(__file__).resolve().parents[3] / "docs/misbehaviour.md"
    assert written.read_text("utf-8") == page()

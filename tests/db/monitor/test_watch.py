"""Alarms in the file: raised once, kept while they hold, over when the pages are read as before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.connection import open_for_writing
from db.errors import DatabaseError
from db.monitor.alarms import StoredAlarm, accept, all_alarms, open_alarms
from db.monitor.inspection import disagreements
from db.monitor.watch import watch
from db.store import Store

NOW = "2026-11-20T00:00:00Z"
Crawled = Callable[..., int]


def without_headline(html: str) -> str:
    return html.replace('data-role="title"', "").replace("detail-title", "story-name")


def looked(path: Path, run_id: int | None = None, *, sample: int = 0) -> list[StoredAlarm]:
    with closing(open_for_writing(path)) as db:
        return watch(db.conn, path, ["nld"], now=NOW, run_id=run_id, sample=sample)


def still_open(path: Path) -> list[StoredAlarm]:
    with closing(open_for_writing(path)) as db:
        return open_alarms(db.conn)


@pytest.fixture
def changed(path: Path, crawled: Crawled) -> Path:
    """A file with two usual runs, and one after a redesign for which an alarm stands."""
    for _ in range(2):
        crawled(25)
    assert looked(path) == []
    assert looked(path, crawled(12, without_headline)) != []
    return path


def test_a_run_after_a_redesign_raises_an_alarm_of_that_run(changed: Path) -> None:
    (alarm,) = still_open(changed)
    assert (alarm.alarm.signal, alarm.alarm.layout, alarm.runs) == ("rule", "standard", (3, 3))
    assert "headline" in alarm.alarm.subject.split("; ")
    assert alarm.alarm.since == "2026-11-04T02:00:00Z"


def test_an_alarm_that_holds_is_not_raised_again(changed: Path, crawled: Crawled) -> None:
    again = looked(changed, crawled(12, without_headline))
    assert "rule" not in [one.alarm.signal for one in again]
    alarm = next(one for one in still_open(changed) if one.alarm.signal == "rule")
    assert alarm.runs == (3, 4)
    assert alarm.alarm.since == "2026-11-04T02:00:00Z", "since when stays the first time"


def test_an_alarm_is_over_when_the_pages_are_as_before(changed: Path, crawled: Crawled) -> None:
    for _ in range(2):
        looked(changed, crawled(25))
    assert still_open(changed) == []
    with closing(open_for_writing(changed)) as db:
        assert [one.closed_at for one in all_alarms(db.conn)] == [NOW]


def test_an_accepted_alarm_stays_known_and_is_not_raised_again(changed: Path, crawled: Crawled) -> None:
    (alarm,) = still_open(changed)
    with closing(open_for_writing(changed)) as db:
        accept(db.conn, changed, alarm.id, NOW)
    looked(changed, crawled(12, without_headline))
    rule = [one for one in still_open(changed) if one.alarm.signal == "rule"]
    assert [(one.id, one.accepted_at) for one in rule] == [(alarm.id, NOW)]


def test_accepting_what_is_no_alarm_says_where_to_look(changed: Path) -> None:
    with closing(open_for_writing(changed)) as db, pytest.raises(DatabaseError, match="no open alarm 99; `tinsach al"):
        accept(db.conn, changed, 99, NOW)


def test_a_second_look_says_where_fields_came_from_and_how_far_trafilatura_agrees(path: Path, crawled: Crawled) -> None:
    looked(path, crawled(12), sample=5)
    with closing(open_for_writing(path)) as db:
        asked = "SELECT json_extract(selectors, '$.headline'), agreement, links FROM inspections"
        rows = db.conn.execute(asked).fetchall()
    assert len(rows) == 5
    assert {row[0] for row in rows} == {"h1[data-role=title]"}
    assert min(row[1] for row in rows) > 0.8
    assert max(row[2] for row in rows) < 0.05


def test_a_page_that_was_cleaned_again_gets_another_second_look(path: Path, crawled: Crawled) -> None:
    looked(path, crawled(8), sample=5)
    with closing(open_for_writing(path)) as db:
        db.conn.execute("UPDATE articles SET cleaner_version = 'mended'")
        db.conn.execute("UPDATE inspections SET selectors = '{}'")
    looked(path, sample=5)
    with closing(open_for_writing(path)) as db:
        rows = db.conn.execute("SELECT version, json_extract(selectors, '$.headline') FROM inspections").fetchall()
    assert rows == [("mended", "h1[data-role=title]")] * 5


def test_a_selector_that_metadata_stands_in_for_is_noticed(path: Path, crawled: Crawled) -> None:
    for _ in range(4):
        looked(path, crawled(15), sample=15)
    new = looked(path, crawled(12, without_headline), sample=12)
    (alarm,) = (one.alarm for one in new if one.alarm.signal == "selector")
    assert "headline: h1[data-role=title]" in alarm.subject
    assert alarm.advice.endswith("On the first example the same stands in headline: h1.story-name"), "what replaced it"


def test_the_body_s_selector_that_died_is_named_with_what_took_its_place(path: Path, crawled: Crawled) -> None:
    def renamed(html: str) -> str:
        for name in ('data-role="content"', "afcbc-body", "detail-content"):
            html = html.replace(name, name.replace("content", "story").replace("afcbc-body", "story-body"))
        return html

    for _ in range(4):
        looked(path, crawled(15), sample=15)
    new = looked(path, crawled(12, renamed), sample=12)
    (alarm,) = (one.alarm for one in new if one.alarm.signal == "body")
    assert alarm.says == "the body was found by [data-role=content] in 0% of the pages, usually in 100%"
    assert "On the first example the same stands in article_body: div" in alarm.advice
    (fallback,) = (one.alarm for one in new if one.alarm.signal == "fallback")
    assert "It is usually found by [data-role=content]. On the first example" in fallback.advice


def test_disagreements_are_listed_with_what_either_reader_has(path: Path, crawled: Crawled) -> None:
    def cut(html: str) -> str:
        begin = html.index('data-role="content"')
        return html[:begin] + 'data-role="content"><p>Tin vắn.</p></div><div class="story"' + html[begin + 19 :]

    looked(path, crawled(6, cut), sample=6)
    with closing(open_for_writing(path)) as db:
        rows = list(disagreements(db.conn))
    assert rows
    assert all(row.agreement is None or row.agreement < 0.8 for row in rows)
    assert any(len(row.only_theirs) > 60 for row in rows)


def test_a_back_fill_says_nothing_of_today(path: Path, crawled: Crawled) -> None:
    for _ in range(2):
        crawled(25)
    old = crawled(20, without_headline)
    with closing(open_for_writing(path)) as db:
        db.conn.execute("""UPDATE runs SET settings = '{"until": "2020-01-01"}' WHERE id = ?""", (old,))
    assert looked(path, old) == []


RUN = """
INSERT INTO runs (outlets, started_at, finished_at, pid, host, versions, settings, exit_code)
VALUES ('["nld"]', :at, :at, 1, 'x', '{}', '{}', 0)
"""
ARTICLE = """
INSERT INTO articles (url, outlet, layout, kind, headline, authors, article_section, keywords, in_language, word_count,
    cleaner, cleaner_version, is_fallback, warnings, dropped, first_stored_at, updated_at, content_digest, article_body,
    blocks, date_published)
VALUES (:url, 'nld', 'standard', 'article', 'Tin', '[]', '[]', '[]', 'vi', 9, 'nld', '1', 0, '[]', '{}', :at, :at, 'x',
    'Tin', '[]', :published)
"""


def a_day_later(path: Path, articles: int, *, published: str = "2026-11-19") -> list[str]:
    """The signals of 20 November, after a month with 40 articles on each weekday, and then so many on the 19th."""
    Store.open(path).close()
    with closing(open_for_writing(path)) as db:
        for back in range(30, 0, -1):
            day = date(2026, 11, 20) - timedelta(days=back)
            number = articles if back == 1 else 40 if day.weekday() < 5 else 12
            at = f"{day}T03:00:00Z"
            db.conn.execute(RUN, {"at": at})
            for place in range(number):
                told = published if back == 1 else day.isoformat()
                values = {"url": f"https://nld.com.vn/{back}-{place}.htm", "at": at, "published": told}
                db.conn.execute(ARTICLE, values)
    return [one.alarm.signal for one in looked(path)]


def test_a_weekday_with_few_new_articles_is_noticed_from_the_file(path: Path) -> None:
    assert a_day_later(path, 2) == ["volume"]


def test_a_weekday_like_the_others_is_not(path: Path) -> None:
    assert a_day_later(path, 38) == []


def test_old_articles_of_a_back_fill_do_not_hide_that_there_are_no_new_ones(path: Path) -> None:
    assert a_day_later(path, 60, published="2020-01-01") == ["volume"]

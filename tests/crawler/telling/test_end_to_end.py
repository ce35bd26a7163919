"""From a redesigned newspaper to the inbox: a crawl in a process of its own, sinks on this machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cleaners.outlets import OUTLETS
from crawler.demo.papers import PAPERS
from crawler.demo.server import SiteServer
from crawler.demo.synthetic import synthetic_pages
from db.filing import file_page
from db.records import FetchedPage, Outcome
from db.store import Store
from tests.crawler.changed_site import ChangedSite
from tests.crawler.telling.conftest import PASSWORD, MailSink, WebSink

REDESIGN = {'data-role="title"': 'data-part="name"', "detail-title": "story-name"}
Crawl = Callable[..., Any]


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """t.db after three days of the newspaper as it was."""
    path = tmp_path / "t.db"
    pages = synthetic_pages(PAPERS["nld"], 90, usual=1.0)
    for day in (1, 2, 3):
        now = f"2026-11-0{day}T02:00:00Z"
        with Store.open(path, clock=lambda now=now: now) as store:  # type: ignore[misc]
            run_id = store.begin_run(["nld"], settings={}, versions={})
            for url, body in (next(pages) for _ in range(30)):
                page = FetchedPage(url, url, "nld", now, 200, (), body)
                filed = file_page(page, OUTLETS["nld"])
                store.record(run_id, Outcome(url, "nld", filed.status, filed.reason, filed.page, filed.article))
            store.end_run(run_id, exit_code=0, counts={})
    return path


@pytest.fixture
def redesigned() -> Iterator[str]:
    """The origin of the newspaper after its redesign."""
    with SiteServer({"nld": ChangedSite("nld", renamed=REDESIGN)}) as server:
        yield server.origin("nld")


def test_webhook_mail_metrics_and_runs_say_it_and_no_secret_stays_behind(
    past: Path, redesigned: str, crawl: Crawl, web: WebSink, post_office: MailSink, tmp_path: Path
) -> None:
    ended = crawl(
        "nld",
        redesigned,
        TINSACH_WEBHOOK=web.url,
        TINSACH_WEBHOOK_TOKEN="the-bearer-token",
        TINSACH_SMTP=f"smtp://lan@127.0.0.1:{post_office.port}",
        TINSACH_SMTP_PASSWORD=PASSWORD,
        TINSACH_MAIL_TO="lan@example.org",
        TINSACH_METRICS_FILE=str(tmp_path / "tinsach.prom"),
    )
    assert ended.exit_code == 3, ended.err
    assert "nld seems to have changed: the rule for headline fires in 0%" in ended.err

    ((_, headers, body),) = web.posted
    assert headers["Authorization"] == "Bearer the-bearer-token"
    assert body["exit_code"] == 3
    assert body["alarms"][0]["outlet"] == "nld"
    assert len(body["alarms"][0]["examples"]) == 3

    (letter,) = post_office.letters
    assert "needs a person" in letter["Subject"]
    assert "https://nld.com.vn/" in letter.get_content()  # type: ignore[attr-defined]

    assert 'tinsach_alarms{outlet="nld"} ' in (tmp_path / "tinsach.prom").read_text("utf-8")
    with closing(sqlite3.connect(past)) as conn:
        exit_code, reason = conn.execute("SELECT exit_code, reason FROM runs ORDER BY id DESC").fetchone()
        dump = "\n".join(conn.iterdump())
    assert (exit_code, "seems to have changed" in reason) == (3, True)
    for secret in ("bi-mat-trong-dia-chi", "the-bearer-token", PASSWORD):
        assert secret not in dump
        assert secret not in ended.err + ended.out


def test_the_next_run_tells_nobody_again(past: Path, redesigned: str, crawl: Crawl, web: WebSink) -> None:
    assert crawl("nld", redesigned, TINSACH_WEBHOOK=web.url).exit_code == 3
    assert crawl("nld", redesigned, TINSACH_WEBHOOK=web.url).exit_code == 3
    assert len(web.posted) == 1


def test_spidermon_sends_its_mail(past: Path, redesigned: str, crawl: Crawl, post_office: MailSink) -> None:
    ended = crawl(
        "nld",
        redesigned,
        "-s",
        "SPIDERMON_ENABLED=True",
        "-s",
        "SPIDERMON_ACTIONS=mail",
        SPIDERMON_SMTP_HOST="127.0.0.1",
        SPIDERMON_SMTP_PORT=str(post_office.port),
        SPIDERMON_SMTP_USER="lan",
        SPIDERMON_SMTP_PASSWORD=PASSWORD,
        SPIDERMON_EMAIL_SENDER="tin@example.org",
        SPIDERMON_EMAIL_TO="lan@example.org",
        SPIDERMON_EMAIL_SUBJECT="A newspaper changed",
    )
    assert ended.exit_code == 3, ended.err
    assert post_office.letters, ended.err
    (letter,) = post_office.letters
    assert letter["Subject"] == "A newspaper changed"
    with closing(sqlite3.connect(past)) as conn:
        assert PASSWORD not in "\n".join(conn.iterdump())
    assert PASSWORD not in ended.err


def test_an_action_nobody_knows_is_refused(redesigned: str, crawl: Crawl) -> None:
    ended = crawl("nld", redesigned, "-s", "SPIDERMON_ENABLED=True", "-s", "SPIDERMON_ACTIONS=pigeon")
    assert ended.exit_code == 2
    assert "SPIDERMON_ACTIONS takes mail, slack, telegram, discord, sentry, and not 'pigeon'" in ended.err


def test_a_secret_given_as_a_scrapy_setting_is_not_written_down(redesigned: str, crawl: Crawl, tmp_path: Path) -> None:
    crawl("nld", redesigned, "--limit", "1", "-s", "SPIDERMON_SLACK_SENDER_TOKEN=xoxb-bi-mat")
    with closing(sqlite3.connect(tmp_path / "t.db")) as conn:
        (settings,) = conn.execute("SELECT settings FROM runs").fetchone()
    assert "xoxb-bi-mat" not in settings
    assert "SPIDERMON_SLACK_SENDER_TOKEN" in settings

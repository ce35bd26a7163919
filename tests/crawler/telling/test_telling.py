"""Somebody is told of what is new, once; no secret goes into a log or the file."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from cleaners.errors import UsageError
from crawler import config
from crawler.cli.main import main
from crawler.telling.channels import NotTold, mail, post
from crawler.telling.message import Message, message_of
from db.monitor.alarms import StoredAlarm
from db.monitor.engine import Alarm
from tests.crawler.telling.conftest import PASSWORD, MailSink, WebSink

ALARM = StoredAlarm(
    7,
    Alarm(
        outlet="nld",
        layout="standard",
        signal="field",
        subject="headline",
        says="headline: 0% of the articles have it, usually 100%",
        usual=1.0,
        now=0.0,
        pages=10,
        since="2026-11-20T01:00:00Z",
        sure=0.9999,
        examples=("https://nld.com.vn/một-bài.htm",),
        advice="look at an example",
    ),
    "2026-11-20T02:00:00Z",
    (4, 4),
    None,
    None,
)
MESSAGE = Message("Tinsach: nld cần người xem", "Dòng một\nDòng hai", {"text": "Dòng một", "run": 4})


def told(exit_code: int, before: set[int], *raised: StoredAlarm, reason: str | None = None) -> Message | None:
    return message_of(4, ("nld",), exit_code=exit_code, reason=reason, before=before, raised=raised)


def test_an_alarm_that_was_raised_is_told_with_all_a_person_needs() -> None:
    message = told(3, {3}, ALARM, reason="nld seems to have changed")
    assert message is not None
    assert message.subject == "Tinsach: nld needs a person: headline: 0% of the articles have it, usually 100%"
    for part in ("since", "2026-11-20T01:00:00Z", "certain", "https://nld.com.vn/một-bài.htm", "look at an example"):
        assert part in message.text
    assert message.payload["alarms"][0]["id"] == 7
    assert message.payload["text"] == message.payload["content"] == message.text


@pytest.mark.parametrize(
    ("exit_code", "before", "is_told"),
    [
        (0, {0}, False),
        (0, set(), False),
        (1, {0}, True),
        (1, {1}, False),
        (3, set(), True),
        (3, {3}, False),
        (0, {3}, True),
    ],
)
def test_a_run_is_told_of_when_it_ends_otherwise_than_the_one_before(
    exit_code: int, before: set[int], is_told: bool
) -> None:
    assert (told(exit_code, before) is not None) == is_told


def test_page_content_breaks_neither_subject_nor_text() -> None:
    hostile = replace(ALARM, alarm=replace(ALARM.alarm, says="a\r\nBcc: x@example.org\x1b[2J"))
    message = told(3, {0}, hostile)
    assert message is not None
    assert "\n" not in message.subject
    assert "\x1b" not in message.subject + message.text


def test_the_webhook_gets_json_with_a_bearer(web: WebSink) -> None:
    post(web.url, MESSAGE, token="chìa-khóa".encode().hex())
    ((path, headers, body),) = web.posted
    assert path == "/hook/bi-mat-trong-dia-chi"
    assert headers["Authorization"] == f"Bearer {'chìa-khóa'.encode().hex()}"
    assert headers["Content-Type"].startswith("application/json")
    assert body == {"text": "Dòng một", "run": 4}


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_refuses_is_named_by_its_host_alone(web: WebSink, status: int) -> None:
    web.status = status
    with pytest.raises(NotTold) as caught:
        post(web.url, MESSAGE, token="xyz")
    assert str(caught.value) == f"the webhook at 127.0.0.1 answered {status}"
    assert [path for path, _, _ in web.posted] == ["/hook/bi-mat-trong-dia-chi"], "it is followed nowhere"


def test_a_webhook_that_is_not_there_is_one_line(web: WebSink) -> None:
    with pytest.raises(NotTold, match=r"the webhook at 127.0.0.1 cannot be reached: ConnectionRefusedError"):
        post("http://127.0.0.1:1/bi-mat", MESSAGE)


def test_a_mail_arrives_in_vietnamese(post_office: MailSink) -> None:
    mail(f"smtp://127.0.0.1:{post_office.port}", MESSAGE, sender="tin@example.org", to="lan@example.org")
    (letter,) = post_office.letters
    assert (letter["Subject"], letter["To"]) == ("Tinsach: nld cần người xem", "lan@example.org")
    assert letter.get_content().splitlines() == ["Dòng một", "Dòng hai"]  # type: ignore[attr-defined]
    assert post_office.users == []


def test_a_mail_server_with_users_gets_user_and_password(post_office: MailSink) -> None:
    server = f"smtp://lan@127.0.0.1:{post_office.port}"
    mail(server, MESSAGE, sender="tin@example.org", to="lan@example.org", password=PASSWORD)
    assert (post_office.users, len(post_office.letters)) == ([b"lan"], 1)


def test_a_wrong_password_is_told_without_it(post_office: MailSink) -> None:
    server = f"smtp://lan@127.0.0.1:{post_office.port}"
    with pytest.raises(NotTold) as caught:
        mail(server, MESSAGE, sender="tin@example.org", to="lan@example.org", password="sai-roi")
    assert str(caught.value) == "the mail server 127.0.0.1 refuses the user or the password"


def test_a_password_that_smtp_cannot_carry_is_one_line(post_office: MailSink) -> None:
    with pytest.raises(NotTold, match="in ASCII only"):
        mail(f"smtp://lan@127.0.0.1:{post_office.port}", MESSAGE, sender="a@b.org", to="c@d.org", password="mật")


def test_a_password_is_not_sent_without_tls_to_another_machine(
    post_office: MailSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.telling.channels.on_this_machine", lambda host: False)
    server = f"smtp://lan@127.0.0.1:{post_office.port}"
    with pytest.raises(NotTold, match="offers no TLS"):
        mail(server, MESSAGE, sender="tin@example.org", to="lan@example.org", password=PASSWORD)
    assert post_office.users == []


@pytest.mark.parametrize("name", ["webhook", "webhook_token", "smtp_password"])
def test_a_secret_is_shown_to_nobody(name: str) -> None:
    value = "https://example.org/bi-mat"
    (row,) = [row for row in config.load({name: value}).rows() if row["name"] == name]
    assert row["value"] == "set, not shown"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("webhook", "example.org/x", "webhook must begin with https:// or http://"),
        ("smtp", "mail.example.org", "smtp must begin with smtp:// or smtps://"),
        ("smtp", "smtp://lan:mat-khau@example.org", "smtp must name no password"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(name: str, value: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        config.load({name: value})
    assert "mat-khau" not in str(caught.value)


def test_the_commands_know_their_settings() -> None:
    assert main.name == "main"
    names = {row["name"] for row in config.load({}).rows()}
    assert {"webhook", "webhook_token", "smtp", "smtp_password", "mail_to", "mail_from", "metrics_file"} <= names


def test_what_cannot_be_told_is_logged_and_no_more(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from crawler.ledger import Ledger
    from crawler.telling.tell import tell
    from db.store import Store

    settings = config.load({"webhook": "http://127.0.0.1:1/bi-mat", "metrics_file": tmp_path / "no" / "t.prom"}).common
    with Store.open(tmp_path / "t.db") as store, caplog.at_level(logging.WARNING):
        ledger = Ledger(store, ["nld"], settings={})
        tell(ledger, settings, exit_code=3, reason="no article found at nld")
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == ["nobody was told"] * 2
    assert "bi-mat" not in caplog.text

"""Secrets are known by their settings' names, and come through to no log."""

from __future__ import annotations

import io
import logging

import pytest
from scrapy.utils.misc import load_object

from crawler import config
from crawler.secrets import KeepsSecrets, is_secret, secrets_of, shown
from crawler.spidermon import ACTIONS

TOKEN = "110201543:AAHdqTcvCH1"


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("SPIDERMON_TELEGRAM_SENDER_TOKEN", True),
        ("SPIDERMON_SENTRY_DSN", True),
        ("SPIDERMON_DISCORD_WEBHOOK_URL", True),
        ("DOWNLOAD_DELAY", False),
    ],
)
def test_a_secret_is_known_by_its_name(name: str, secret: bool) -> None:
    assert is_secret(name) == secret
    assert shown({name: "giá trị"}) == {name: "set, not shown" if secret else "giá trị"}


def test_all_ways_to_give_a_secret_are_known() -> None:
    own = config.load({"webhook": "https://example.org/bi-mat", "smtp_password": "mat-khau"}).common
    found = secrets_of(own, {"AWS_SECRET": "khoa-rieng", "DOWNLOAD_DELAY": "100000"}, {"SPIDERMON_X_TOKEN": TOKEN})
    assert found == ["https://example.org/bi-mat", "mat-khau", "khoa-rieng", TOKEN]


def test_a_secret_comes_through_neither_in_a_message_nor_in_a_traceback() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(KeepsSecrets([TOKEN]))
    logger = logging.getLogger("tests.secrets")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        raise ConnectionError(f"https://api.example.org/bot{TOKEN}/sendMessage")
    except ConnectionError:
        logger.exception("asked %s", f"/bot{TOKEN}/sendMessage")
    logged = stream.getvalue()
    assert TOKEN not in logged
    assert "asked /bot…/sendMessage" in logged
    assert "ConnectionError: https://api.example.org/bot…/sendMessage" in logged


@pytest.mark.filterwarnings("ignore::scrapy.exceptions.ScrapyDeprecationWarning")
@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_of_spidermon_is_where_we_look_for_it(name: str) -> None:
    assert callable(load_object(ACTIONS[name]))

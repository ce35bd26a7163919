"""What nobody else should read: which settings hold it, and keeping it out of the log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping

from crawler.config import HIDDEN, Settings

WORDS = ("TOKEN", "PASSWORD", "PASS", "SECRET", "KEY", "DSN", "HOOK", "AUTH")
"""A Scrapy setting whose name has one of these in it holds what nobody else should read."""
SHORTEST = 6
"""Characters of a secret that is looked for in the log: a shorter one stands in any line."""


def is_secret(name: str) -> bool:
    """Whether the name of a Scrapy setting says that its value is for nobody's eyes."""
    return any(word in name.upper() for word in WORDS)


def shown(settings: Mapping[str, str]) -> dict[str, str]:
    """Scrapy settings as they may be written down."""
    return {name: HIDDEN if is_secret(name) else value for name, value in settings.items()}


def secrets_of(own: Settings, scrapy_settings: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """All secrets of a crawl: ours, those given to Scrapy, and those of Spidermon in the environment."""
    given = [own.webhook, own.webhook_token, own.smtp_password]
    given += [value for name, value in scrapy_settings.items() if is_secret(name)]
    given += [value for name, value in environ.items() if name.startswith("SPIDERMON_") and is_secret(name)]
    return [value for value in given if len(value) >= SHORTEST]


class KeepsSecrets(logging.Filter):
    """Takes secrets out of what is logged, tracebacks included: other people's code may name them in an error."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secrets)

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if any(secret in text for secret in self._secrets):
            record.msg, record.args = self._without(text), ()
        if record.exc_info:
            record.exc_text = self._without(logging.Formatter().formatException(record.exc_info))
        return True

    def _without(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text


def keep_out_of_the_log(secrets: Iterable[str]) -> None:
    """Let none of `secrets` through to where the log goes. Call it after Scrapy set up its logging."""
    found = tuple(secrets)
    for handler in logging.getLogger().handlers if found else ():
        handler.addFilter(KeepsSecrets(found))

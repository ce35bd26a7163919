"""Logs that stay calm: an article is one line, and page content never reaches the terminal."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

NOISY = {
    "scrapy": logging.WARNING,
    # It logs a traceback where a host does not answer; the spider says the same in a line.
    "scrapy.downloadermiddlewares.robotstxt": logging.CRITICAL,
}


class CalmLogFormatter(LogFormatter):
    """Scrapy's, without the items themselves."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        return {"level": logging.DEBUG, "msg": "Scraped from %(src)s", "args": {"src": response}}

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        return {"level": logging.ERROR, "msg": "Error processing the item from %(src)s", "args": {"src": response}}


def no_greeting() -> None:
    """Keep Scrapy's line about its version out of the log. Levels would not do: setting up logging resets them."""
    logging.getLogger("scrapy.utils.log").addFilter(lambda record: record.levelno >= logging.WARNING)


def calm_down(log_level: str) -> None:
    """Leave the log to what a person needs, unless DEBUG was asked for. Call it after Scrapy set up its logging."""
    for name, level in NOISY.items() if log_level != "DEBUG" else ():
        logging.getLogger(name).setLevel(level)

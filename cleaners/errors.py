"""The exceptions every room shares: a message says what went wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleaners.article import Article


class TinsachError(Exception):
    """Something a person has to know; the command line prints it as one line.

    `exit_code` is what the process ends with: 1 failed, 2 wrong usage, 3 needs a person,
    4 another run holds the outlet.
    """

    exit_code = 1


class UsageError(TinsachError):
    """The call itself was wrong: an unknown outlet, a setting that is no number."""

    exit_code = 2


class UnreadablePage(TinsachError):
    """The input is neither a page nor a dump: empty, binary, or in no encoding we can tell."""


class NotAnArticle(TinsachError):
    """The input is fine and holds no article.

    `reason` is a short word such as "list-page", "related-only", "no-body"; `article` is what could be read
    all the same: metadata and verdicts; blocks are taken out of it.
    """

    exit_code = 3

    def __init__(self, reason: str, article: Article, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.article = replace(article, blocks=()) if article.blocks else article

    def __reduce__(self) -> tuple[type[NotAnArticle], tuple[str, Article, str]]:
        return type(self), (self.reason, self.article, str(self))  # it travels between worker processes

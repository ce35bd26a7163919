"""What travels between the crawler and the file. Times of our own clock are UTC: 2026-11-23T10:00:00Z."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from cleaners.article import Article

UrlStatus = Literal[
    "discovered",
    "stored",
    "unchanged",
    "moved",
    "gone",
    "blocked",
    "disallowed",
    "not_article",
    "empty",
    "too_large",
    "failed",
]
SourceName = Literal["rss", "sitemap", "section", "url"]
Change = Literal["new", "changed", "unchanged", "none"]
"""What an outcome did to the articles; "none" when it brought no article."""


def utc_now() -> str:
    """Our clock: UTC, whole seconds, as it is written to the file."""
    return utc(datetime.now(UTC))


def utc(moment: datetime) -> str:
    """`moment`, which has a zone, as it is written to the file."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Discovery:
    """A source showed a URL. `published`, `modified` (ISO 8601) and `headline` are what the source said of it."""

    url: str
    outlet: str
    source: SourceName
    published: str | None = None
    modified: str | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """One page as served.

    `url` is the address it is filed under, `requested_url` the one that answered; `body` is what was left after
    Content-Encoding was undone. Headers keep their order and their repetitions.
    """

    url: str
    requested_url: str
    outlet: str
    fetched_at: str
    http_status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def header(self, name: str) -> str | None:
        """The first header called `name`, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one URL.

    "stored" needs an `article`; whether it changed is for the Store to find out. An article whose own
    URL differs from `url` is filed under its own, and `url` becomes "moved". "moved" without an
    article needs `moved_to`. `reason` is a short word or phrase, the same for the same cause, so that
    it can be counted. `next_try_at` None: not again.
    """

    url: str
    outlet: str
    status: UrlStatus
    reason: str | None = None
    page: FetchedPage | None = None
    article: Article | None = None
    next_try_at: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class UrlState:
    """The row of one URL; the columns of `urls` in docs/schema.md."""

    url: str
    outlet: str
    status: UrlStatus
    reason: str | None
    tries: int
    next_try_at: str | None
    first_seen_at: str
    last_seen_at: str
    sources: tuple[SourceName, ...]
    published: str | None
    modified: str | None
    headline: str | None
    fetched_at: str | None
    etag: str | None
    last_modified: str | None
    moved_to: str | None
    article_id: int | None
    run_id: int | None


@dataclass(frozen=True, slots=True)
class SourceState:
    """A feed or sitemap as it was read last. `scope` names what of it was taken, empty for all of it."""

    url: str
    outlet: str
    etag: str | None
    last_modified: str | None
    scope: str
    links: int


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run; the columns of `runs`. `exit_code` None: still going, or died."""

    id: int
    outlets: tuple[str, ...]
    started_at: str
    finished_at: str | None
    pid: int
    host: str
    versions: Mapping[str, Any]
    settings: Mapping[str, Any]
    counts: Mapping[str, Any]
    exit_code: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class SeedCheck:
    """How an article compares with a reference article.

    `lost` and `leaked` count lines; `detail` names them by number. `url` is None for a seed file.
    """

    seed: str
    result: Literal["match", "mismatch"]
    lost: int = 0
    leaked: int = 0
    outlet: str | None = None
    url: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

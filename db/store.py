"""The Store: the one way to write to the file while crawling."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from db import runs, sources, urls
from db.connection import BUSY_SECONDS, open_for_writing, speaking, transaction
from db.outcomes import Prepared, prepare, urls_of, write
from db.records import (
    Change,
    Discovery,
    Outcome,
    RunRecord,
    SeedCheck,
    SourceName,
    SourceState,
    UrlState,
    utc_now,
)
from db.references import References
from db.search.index import merge
from db.seen import Seen

BATCH_SIZE = 50
BATCH_SECONDS = 5.0
DISCOVERIES_AT_ONCE = 1000


class Store:
    """Writes runs, discoveries and outcomes; a context manager.

    Outcomes are kept back until there are `batch_size` of them, or the oldest has waited `batch_seconds`
    when the next one comes; then all of them are written in one transaction. A batch that cannot be
    written is dropped whole: the error says how many outcomes it held, their URLs keep the status they
    had, and so the next run fetches them again.

    Several Stores may have one file open, each in its own thread or process.
    """

    def __init__(
        self,
        db: Database,
        path: Path,
        *,
        batch_size: int = BATCH_SIZE,
        batch_seconds: float = BATCH_SECONDS,
        clock: Callable[[], str] = utc_now,
    ) -> None:
        self.db = db
        self.path = path
        self._batch_size = batch_size
        self._batch_seconds = batch_seconds
        self._clock = clock
        self._batch: list[Prepared] = []
        self._batch_urls: set[str] = set()
        self._batch_began = 0.0
        self._references = References(db.conn)
        self.seen = Seen(db.conn, path)

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool = True,
        batch_size: int = BATCH_SIZE,
        batch_seconds: float = BATCH_SECONDS,
        busy_seconds: float = BUSY_SECONDS,
        clock: Callable[[], str] = utc_now,
    ) -> Store:
        """The Store of the file at `path`, made when missing and `create`, migrated when older.

        `busy_seconds` is how long to wait for another program's write. Raises a `db.errors.DatabaseError`.
        """
        path = Path(path)
        db = open_for_writing(path, create=create, busy_seconds=busy_seconds)
        return cls(db, path, batch_size=batch_size, batch_seconds=batch_seconds, clock=clock)

    def now(self) -> str:
        """The time of this Store's clock, UTC."""
        return self._clock()

    def begin_run(
        self,
        outlets: Sequence[str],
        *,
        settings: Mapping[str, Any],
        versions: Mapping[str, Any],
        take_over: bool = False,
    ) -> int:
        """Begin a run, which holds `outlets` until it ends; returns its id.

        `settings` are written down as they are: pass no secret. What a dead process held is taken over, and
        with `take_over` also what another machine's holds. Raises `OutletHeld`.
        """
        with transaction(self.db.conn, self.path):
            return runs.insert_run(self.db.conn, outlets, settings, versions, self._clock(), take_over=take_over)

    def end_run(self, run_id: int, *, exit_code: int, reason: str | None = None, counts: Mapping[str, Any]) -> None:
        """Write what is kept back, and how the run ended. `counts` by outlet: {"nld": {"found": 36, "new": 4}}."""
        self.flush()
        with transaction(self.db.conn, self.path):
            runs.finish_run(self.db.conn, run_id, exit_code, reason, counts, self._clock())
            merge(self.db.conn)

    def last_run(self, outlet: str, *, before: int | None = None) -> RunRecord | None:
        """The newest run that crawled `outlet`, or the newest before the run `before`."""
        with speaking(self.path):
            return runs.last_run(self.db.conn, outlet, before=before)

    def last_whole_run(self, outlet: str, source: SourceName) -> RunRecord | None:
        """The newest run that came to its own end with `outlet`, and asked its `source`."""
        with speaking(self.path):
            return runs.last_whole_run(self.db.conn, outlet, source)

    def only_shown_by(self, outlet: str, since: str) -> dict[str, int]:
        """How many of the URLs shown at or after `since` (UTC) no other source ever showed, by source."""
        with speaking(self.path):
            return runs.only_shown_by(self.db.conn, outlet, since)

    def source(self, url: str) -> SourceState | None:
        """What is known of the feed or sitemap at `url`."""
        with speaking(self.path):
            return sources.source_state(self.db.conn, url)

    def source_read(self, state: SourceState) -> None:
        """Write down that a feed or sitemap was read; what it showed has to be in the file already."""
        with transaction(self.db.conn, self.path):
            sources.write_source(self.db.conn, state, self._clock())

    def discovered(self, run_id: int, discoveries: Iterable[Discovery]) -> int:
        """Write down what the sources showed; returns how many URLs were new. One URL has one row."""
        remaining = iter(discoveries)
        new = 0
        while chunk := list(islice(remaining, DISCOVERIES_AT_ONCE)):
            with transaction(self.db.conn, self.path):
                new += urls.add_discoveries(self.db.conn, run_id, chunk, self._clock())
        return new

    def state(self, url: str) -> UrlState | None:
        """What is known of `url`; an outcome of it that is kept back is written first."""
        if url in self._batch_urls:
            self.flush()
        with speaking(self.path):
            return urls.url_state(self.db.conn, url)

    def want_again(self, times: Mapping[str, str]) -> None:
        """Ask for addresses that came to an outcome at these times (UTC), where they were to wait for longer."""
        if self._batch_urls & times.keys():
            self.flush()
        with transaction(self.db.conn, self.path):
            urls.want_again(self.db.conn, times)

    def url_that_ends(self, outlet: str, ending: str) -> str | None:
        """A URL of `outlet` that ends in `ending`; this walks through all of them."""
        with speaking(self.path):
            return urls.url_that_ends(self.db.conn, outlet, ending)

    def published(self, url: str) -> str | None:
        """When the article stored under `url` was published (ISO 8601), as it says itself."""
        with speaking(self.path):
            return urls.published(self.db.conn, url)

    def states(self, outlet: str) -> Iterator[UrlState]:
        """All that is known of the URLs of `outlet`, one at a time, by URL."""
        self.flush()
        with speaking(self.path):
            yield from urls.url_states(self.db.conn, outlet)

    def due(self, outlet: str, now: str, *, limit: int | None = None) -> Iterator[UrlState]:
        """The URLs of `outlet` to fetch at `now` (UTC), one at a time.

        First those never fetched, then those whose `next_try_at` has passed; the newest first.
        """
        self.flush()
        with speaking(self.path):
            yield from urls.due_urls(self.db.conn, outlet, now, limit)

    def count_due(self, outlet: str, now: str) -> int:
        """How many URLs of `outlet` are to be fetched at `now` (UTC)."""
        with speaking(self.path):
            return urls.count_due(self.db.conn, outlet, now)

    def record(self, run_id: int, outcome: Outcome) -> Change:
        """Take in what came of a URL; says what it does to the articles.

        An article with the same content digest as the stored one makes the URL "unchanged" and adds no
        page; one that differs adds its page and replaces the article in place. The page of any other
        outcome is archived unless its bytes are those of the last one. Raises `ValueError` for an
        outcome that cannot be (stored without a body, moved nowhere).
        """
        touched = urls_of(outcome)
        if touched & self._batch_urls:
            self.flush()  # what is compared below must be in the file
        with speaking(self.path):
            prepared = prepare(self.db.conn, self._references, run_id, outcome, self._clock())
        if not self._batch:
            self._batch_began = time.monotonic()
        self._batch.append(prepared)
        self._batch_urls |= touched
        if len(self._batch) >= self._batch_size or time.monotonic() - self._batch_began >= self._batch_seconds:
            self.flush()
        return prepared.change

    def checked(self, run_id: int | None, check: SeedCheck) -> None:
        """Write down a comparison with a reference article."""
        with transaction(self.db.conn, self.path):
            runs.insert_check(self.db.conn, run_id, check, self._clock())

    def flush(self) -> None:
        """Write what is kept back, all or nothing. Raises a `DatabaseError` that says how much was not written."""
        batch, self._batch, self._batch_urls = self._batch, [], set()
        if not batch:
            return
        written = False
        try:
            with transaction(self.db.conn, self.path, not_written=len(batch)):
                for prepared in batch:
                    write(self.db.conn, self._references, prepared)
            written = True
        finally:
            if not written:
                self._references.forget()  # those of this batch are not in the file

    def close(self) -> None:
        """Write what is kept back and let go of the file."""
        try:
            self.flush()
        finally:
            self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

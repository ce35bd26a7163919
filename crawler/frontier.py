"""What is known of an outlet's articles and what is to be fetched next. Memory does not grow with their number."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from cleaners.addresses import canonical_url, is_article_url
from cleaners.layout import Outlet
from crawler.discovery.link import Link
from crawler.ledger import Ledger
from crawler.revisit import moment
from db.records import Discovery, SourceName, UrlState, utc_now

CHUNK = 500
FETCHED = frozenset({"stored", "unchanged"})


class Frontier:
    """Takes in links, hands out the addresses to fetch: changed, new, then due ones, the newest first.

    `since`: what a source dates earlier is left alone. `limit`: at most so many are handed out.
    `revisit`: every article in the file is handed out too, whatever its time.
    """

    def __init__(
        self,
        ledger: Ledger,
        outlet: Outlet,
        *,
        since: datetime | None = None,
        limit: int | None = None,
        revisit: bool = False,
    ) -> None:
        self._ledger = ledger
        self._outlet = outlet
        self._since = since
        self._limit = limit
        self._handed_out: set[str] = set()
        self._count = 0
        self._began = utc_now()
        self._changed: deque[UrlState] = deque()
        self._revisit = self._stored() if revisit else iter(())
        self._due: Iterator[UrlState] = iter(())
        self._has_news = True

    @property
    def exhausted(self) -> bool:
        """Whether `limit` is reached."""
        return self._limit is not None and self._count >= self._limit

    @property
    def limited(self) -> bool:
        """Whether there is a limit at all."""
        return self._limit is not None

    def add(self, links: Iterable[Link], source: SourceName) -> None:
        """Take in those of `links` that are articles of the outlet."""
        wanted = (found for link in links if (found := self._discovery(link, source)) is not None)
        while chunk := list(islice(wanted, CHUNK)):
            self._changed.extend(state for found in chunk if (state := self._changed_since(found)) is not None)
            self._has_news |= self._ledger.discovered(self._outlet.name, source, chunk) > 0

    def any_new(self, links: Iterable[Link]) -> bool:
        """Whether the file did not know one of `links` when the run began."""
        urls = (canonical_url(link.url, self._outlet) for link in links if is_article_url(link.url, self._outlet))
        states = (self._ledger.store.state(url) for url in urls)
        return any(state is not None and state.first_seen_at >= self._began for state in states)

    def next(self) -> UrlState | None:
        """The next address to fetch, None when there is none for now."""
        while not self.exhausted:
            state = self._changed.popleft() if self._changed else next(self._revisit, None) or self._next_due()
            if state is None:
                return None
            if state.url not in self._handed_out and not self._is_older(state.published or state.modified):
                self._handed_out.add(state.url)
                self._count += 1
                return state
        return None

    def claim(self, url: str) -> bool:
        """Whether nobody has fetched `url` yet; who asked, fetches it."""
        if url in self._handed_out:
            return False
        self._handed_out.add(url)
        state = self._ledger.store.state(url)
        return state is None or state.status not in FETCHED

    def _next_due(self) -> UrlState | None:
        state = next(self._due, None)
        if state is None and self._has_news:
            self._has_news = False
            self._due = self._ledger.store.due(self._outlet.name, utc_now())
            state = next(self._due, None)
        return state

    def _stored(self) -> Iterator[UrlState]:
        return (state for state in self._ledger.store.states(self._outlet.name) if state.status in FETCHED)

    def _discovery(self, link: Link, source: SourceName) -> Discovery | None:
        if not is_article_url(link.url, self._outlet):
            return None
        if self._is_older(link.published or link.modified):
            self._ledger.tallies[self._outlet.name].older += 1
            return None
        url = canonical_url(link.url, self._outlet)
        return Discovery(url, self._outlet.name, source, link.published, link.modified, link.headline)

    def _changed_since(self, found: Discovery) -> UrlState | None:
        """The state of an article whose source now gives a later change than when it was fetched."""
        if found.modified is None or found.url in self._handed_out:
            return None
        state = self._ledger.store.state(found.url)
        if state is None or state.status not in FETCHED or state.fetched_at is None:
            return None
        # A source's earlier word counts before our clock: the newspaper's may be another.
        known = state.modified or state.fetched_at
        return state if moment(found.modified) > moment(known) else None

    def _is_older(self, dated: str | None) -> bool:
        return self._since is not None and dated is not None and moment(dated) < self._since

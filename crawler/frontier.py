"""What is known of an outlet's articles and what is to be fetched next. Memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from urllib.parse import urlsplit

from cleaners.addresses import article_id, canonical_url, is_article_url
from cleaners.layout import Outlet
from crawler.discovery.link import Link
from crawler.discovery.period import Period
from crawler.discovery.scroll import SHORT_FORMS, drafted_on
from crawler.ledger import Ledger
from crawler.revisit import FETCHED, wanted_again
from db.records import Discovery, SourceName, UrlState, utc

CHUNK = 500


class Frontier:
    """Takes in links, hands out the addresses to fetch: new ones, then changed and due ones, the newest first.

    `period`: what is dated outside it is left alone. `limit`: at most so many are handed out.
    `revisit`: every article in the file is handed out too, whatever its time.
    """

    def __init__(
        self,
        ledger: Ledger,
        outlet: Outlet,
        *,
        period: Period | None = None,
        limit: int | None = None,
        revisit: bool = False,
    ) -> None:
        self._ledger = ledger
        self._store = ledger.store
        self._tally = ledger.tallies[outlet.name]
        self._outlet = outlet
        self._period = period or Period()
        self._limit = limit
        self._count = 0
        self._handed_out = f"handed out {outlet.name}"
        whole = self._store.last_whole_run(outlet.name, "section")
        self._lists_known_until = (whole.finished_at or "") if whole else ""
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

    def add(self, links: Iterable[Link], source: SourceName) -> int:
        """Take in those of `links` that are articles of the outlet; returns how many were."""
        return sum(self.take_in(links, source))

    def take_in(self, links: Iterable[Link], source: SourceName) -> Iterator[int]:
        """The same bit by bit, with how many there were: others may work between two bits."""
        wanted = (found for link in links if (found := self._discovery(link, source)) is not None)
        while chunk := list(islice(wanted, CHUNK)):
            # Marked before the source's new date is written: whoever is killed in between asks once too often.
            if changed := dict(filter(None, map(self._wanted_again, chunk))):
                self._store.want_again(changed)
            new = self._ledger.discovered(self._outlet.name, source, chunk)
            self._tally.waiting += new + len(changed)
            self._has_news |= bool(new or changed)
            yield len(chunk)

    def any_new(self, links: Iterable[Link]) -> bool:
        """Whether one of `links` is news since the lists were last read to their end."""
        urls = (canonical_url(link.url, self._outlet) for link in links if is_article_url(link.url, self._outlet))
        states = (self._store.state(url) for url in urls)
        return any(state is not None and self._is_news(state) for state in states)

    def is_older(self, link: Link) -> bool:
        """Whether `link` is known to come before the period: by its source, its number, or its stored article."""
        if link.published:
            return self._period.is_older(link.published)
        drafted, (first, _) = self._drafted(link.url), self._period.days()
        if drafted is not None:
            return first is not None and drafted < first
        return self._period.is_older(self._store.published(canonical_url(link.url, self._outlet)))

    def next(self) -> UrlState | None:
        """The next address to fetch, None when there is none for now."""
        while not self.exhausted:
            state = next(self._revisit, None) or self._next_due()
            if state is None:
                return None
            self._tally.waiting = max(0, self._tally.waiting - 1)
            if not self._is_outside(state) and self._store.seen.add(self._handed_out, (state.url,)):
                self._count += 1
                return state
        return None

    def claim(self, url: str) -> bool:
        """Whether nobody has fetched `url` yet; who asked, fetches it."""
        if not self._store.seen.add(self._handed_out, (url,)):
            return False
        state = self._store.state(url)
        return state is None or state.status not in FETCHED

    def _is_news(self, state: UrlState) -> bool:
        return state.first_seen_at >= self._ledger.began or state.first_seen_at > self._lists_known_until

    def _next_due(self) -> UrlState | None:
        state = next(self._due, None)
        if state is None and self._has_news:
            self._has_news = False
            now = self._store.now()
            self._tally.waiting = self._store.count_due(self._outlet.name, now)
            self._due = self._store.due(self._outlet.name, now)
            state = next(self._due, None)
        return state

    def _stored(self) -> Iterator[UrlState]:
        return (state for state in self._store.states(self._outlet.name) if state.status in FETCHED)

    def _discovery(self, link: Link, source: SourceName) -> Discovery | None:
        if not is_article_url(link.url, self._outlet):
            return None
        if self._period.is_older(link.published or link.modified):
            self._tally.older += 1
            return None
        if self._period.is_newer(link.published, self._drafted(link.url)):
            self._tally.newer += 1
            return None
        url = self._in_full(canonical_url(link.url, self._outlet))
        return Discovery(url, self._outlet.name, source, link.published, link.modified, link.headline)

    def _in_full(self, url: str) -> str:
        """The address we know an article by whose short one is `url`: a redirect would tell the same for a request."""
        pattern, ending = SHORT_FORMS.get(self._outlet.family.name, (None, ""))
        short = pattern.fullmatch(urlsplit(url).path) if pattern else None
        if short is None or self._store.state(url) is not None:
            return url
        return self._store.url_that_ends(self._outlet.name, ending.format(short[1])) or url

    def _wanted_again(self, found: Discovery) -> tuple[str, str] | None:
        """An address to ask for again because of what its source says now, and when."""
        if found.modified is None and found.published is None:
            return None
        state = self._store.state(found.url)
        when = wanted_again(state, found, now=datetime.fromisoformat(self._store.now())) if state else None
        if state is None or when is None:
            return None
        # What moved is not asked for at its old address: the article stands at the new one.
        return state.moved_to if state.status == "moved" and state.moved_to else state.url, utc(when)

    def _is_outside(self, state: UrlState) -> bool:
        older = self._period.is_older(state.published or state.modified)
        return older or self._period.is_newer(state.published, self._drafted(state.url))

    def _drafted(self, url: str) -> date | None:
        return drafted_on(article_id(url, self._outlet) or "") if self._outlet.family.name == "vccorp" else None

"""Import: what arrives goes through the Store as a crawl's does, and all that does not is counted with its reason."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from cleaners import clean
from cleaners.addresses import canonical_url, is_article_url
from cleaners.article import Article
from cleaners.errors import NotAnArticle, UnreadablePage
from cleaners.layout import Outlet
from cleaners.outlets import outlet_of_host
from db.connection import speaking
from db.digest import content_digest
from db.handover.arriving import FAULTS, NextTry, never, outcome_of_page
from db.handover.incoming import UNREADABLE, Incoming, IncomingArticle, IncomingPage, IncomingText, Skipped
from db.handover.texts import Texts
from db.records import Change, FetchedPage, Outcome, UrlState, utc_now
from db.store import Store

UNKNOWN_HOST = "not a newspaper that Tinsach knows"
OTHER_OUTLET = "another newspaper"
NO_ARTICLE_ADDRESS = "no article's address"
OLDER = "older than what is stored"
PAGE_IS_HELD = "the page itself is stored, and says otherwise"
WITHOUT_OUTLET = "unknown"
"""Counted under this name: texts of a newspaper that cannot be told."""
EXAMPLES = 3

HELD_PAGE = "SELECT 1 FROM pages WHERE url IN (?, ?) AND sha256 = ? LIMIT 1"
HELD_ARTICLE = "SELECT page_id, updated_at, content_digest FROM articles WHERE url = ?"


@dataclass(slots=True)
class Reason:
    """How often something was left out for one reason, and where."""

    count: int = 0
    broken: bool = False
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ImportTally:
    """What came in by newspaper (new, changed, unchanged, or the status of a page without article); what did not."""

    outlets: dict[str, Counter[str]] = field(default_factory=dict)
    skipped: dict[str, Reason] = field(default_factory=dict)
    stopped: bool = False

    def took(self, outlet: str | None, what: str) -> None:
        self.outlets.setdefault(outlet or WITHOUT_OUTLET, Counter())[what] += 1

    def skip(self, skipped: Skipped) -> None:
        reason = self.skipped.setdefault(skipped.reason, Reason())
        reason.count += 1
        reason.broken |= skipped.broken
        if len(reason.examples) < EXAMPLES:
            reason.examples.append(skipped.where)

    def verdict(self) -> tuple[int, str | None]:
        """The exit code and, unless 0, why."""
        if self.stopped:
            return 1, "stopped; the same command goes on from here"
        broken = sum(reason.count for reason in self.skipped.values() if reason.broken)
        if broken:
            return 3, f"{broken:,} could not be read; the table says which"
        if not self.outlets:
            return 3, "nothing came in"
        return 0, None


def import_all(
    store: Store,
    incoming: Iterable[Incoming],
    *,
    outlet: str | None = None,
    next_try: NextTry = never,
    settings: dict[str, Any],
    tally: ImportTally | None = None,
    watch: Callable[[Incoming], object] | None = None,
    clock: Callable[[], str] = utc_now,
) -> ImportTally:
    """Take in all of `incoming`, as one run of `store`; `tally` is counted up on the way.

    `outlet`: only this newspaper's, and texts that do not say whose they are. What the file holds
    already is not touched, so that the same import goes on where it was stopped. Ctrl-C ends it in good order.
    Raises a `DatabaseError` when the file cannot be written.
    """
    tally = tally or ImportTally()
    versions = {name: version(name) for name in ("tinsach", "trafilatura", "selectolax")}
    run_id = store.begin_run([], settings=settings, versions=versions)
    intake = _Intake(store, run_id, outlet, next_try, tally, clock)
    try:
        for one in incoming:
            intake.take(one)
            if watch:
                watch(one)
    except KeyboardInterrupt:
        tally.stopped = True
    exit_code, reason = tally.verdict()
    counts = {name: dict(counter) for name, counter in tally.outlets.items()}
    store.end_run(run_id, exit_code=exit_code, reason=reason, counts=counts)
    return tally


def unwanted(only: str | None) -> Callable[[str | None], str | None]:
    """Says why pages of a host are left out when those of the outlet `only`, or None: of all outlets, are wanted."""

    def why(host: str | None) -> str | None:
        outlet = outlet_of_host(host)
        if outlet is None:
            return UNKNOWN_HOST
        return OTHER_OUTLET if only and outlet.name != only else None

    return why


class _Intake:
    """One import under way."""

    def __init__(
        self,
        store: Store,
        run_id: int,
        outlet: str | None,
        next_try: NextTry,
        tally: ImportTally,
        clock: Callable[[], str],
    ) -> None:
        self.store = store
        self.run_id = run_id
        self.only = outlet
        self.next_try = next_try
        self.tally = tally
        self.clock = clock
        self.texts: Texts | None = None

    def take(self, one: Incoming) -> None:
        match one:
            case Skipped():
                self.tally.skip(one)
            case IncomingPage():
                self._take_page(one)
            case IncomingText():
                self._take_text(one)
            case IncomingArticle():
                self._take_article(one.article, one.where)

    def _take_page(self, one: IncomingPage) -> None:
        outlet = self._outlet(one.url, one.where)
        if outlet is None:
            return
        url = canonical_url(one.url, outlet)
        state = self.store.state(url)
        if self._is_archived(url, state, one.body):
            self.tally.took(outlet.name, "unchanged")
            return
        page = FetchedPage(url, one.url, outlet.name, one.fetched_at or self.clock(), 200, one.headers, one.body)
        outcome = outcome_of_page(page, outlet, self.next_try)
        if outcome.article is None:
            self._take_no_article(outcome, state, one.where)
            return
        held = self._held_article(outcome.article)
        if held and held[0] is not None and held[1] > page.fetched_at:
            self.tally.skip(Skipped(one.where, OLDER))
            return
        self.tally.took(outlet.name, self.store.record(self.run_id, outcome))

    def _take_no_article(self, outcome: Outcome, state: UrlState | None, where: str) -> None:
        """A page without an article says something about an address nobody knows, and nothing about a known one."""
        if state is not None:
            self.tally.skip(Skipped(where, f"{outcome.status}: {outcome.reason}"))
            return
        self.store.record(self.run_id, outcome)
        self.tally.took(outcome.outlet, outcome.status)

    def _take_text(self, one: IncomingText) -> None:
        if one.url is not None and self._outlet(one.url, one.where) is None:
            return
        try:
            article = clean(one.text, url=one.url, outlet=self.only)
        except NotAnArticle as error:
            self.tally.skip(Skipped(one.where, f"no article: {error.reason}"))
        except UnreadablePage as error:
            self.tally.skip(Skipped(f"{one.where}: {error}", UNREADABLE, broken=True))
        except FAULTS as error:
            self.tally.skip(Skipped(one.where, f"reading failed: {type(error).__name__}", broken=True))
        else:
            self._take_article(replace(article, url=one.url), one.where)

    def _take_article(self, article: Article, where: str) -> None:
        if not article.tells_something:
            self.tally.skip(Skipped(where, "an article without text"))
        elif article.url is None:
            self._take_without_address(article, where)
        elif outlet := self._outlet(article.url, where):
            article = replace(article, url=canonical_url(article.url, outlet), outlet=outlet.name)
            self._take_without_page(article, where)

    def _take_without_address(self, article: Article, where: str) -> None:
        if self.only and article.outlet not in (self.only, None):
            self.tally.skip(Skipped(where, OTHER_OUTLET))
            return
        self.texts = self.texts or Texts(self.store)
        self.tally.took(article.outlet, self.texts.add(article, self.clock()))

    def _take_without_page(self, article: Article, where: str) -> None:
        assert article.url is not None
        assert article.outlet is not None
        self.store.state(article.url)  # what is kept back of this address is written, and seen below
        held = self._held_article(article)
        change: Change = "unchanged"
        if held is None or held[2] != content_digest(article):
            if held and held[0] is not None:
                self.tally.skip(Skipped(where, PAGE_IS_HELD))
                return
            again = self.next_try("stored", article.date_published or self.clock())
            outcome = Outcome(article.url, article.outlet, "stored", article=article, next_try_at=again)
            change = self.store.record(self.run_id, outcome)
        self.tally.took(article.outlet, change)

    def _outlet(self, url: str, where: str) -> Outlet | None:
        """The newspaper of a page that is wanted; of any other the reason is counted."""
        try:
            host = urlsplit(url).hostname
        except ValueError:
            host = None
        outlet = outlet_of_host(host)
        reason = unwanted(self.only)(host)
        if outlet and not reason and not is_article_url(url, outlet):
            reason = NO_ARTICLE_ADDRESS
        if reason:
            self.tally.skip(Skipped(where if where == url else f"{where}: {url}", reason))
        return None if reason else outlet

    def _is_archived(self, url: str, state: UrlState | None, body: bytes) -> bool:
        also = state.moved_to if state and state.moved_to else url
        values = (url, also, hashlib.sha256(body).hexdigest())
        with speaking(self.store.path):
            return self.store.db.conn.execute(HELD_PAGE, values).fetchone() is not None

    def _held_article(self, article: Article) -> Sequence[Any] | None:
        """page_id, updated_at and content_digest of the article stored under that address."""
        with speaking(self.store.path):
            row: Sequence[Any] | None = self.store.db.conn.execute(HELD_ARTICLE, (article.url,)).fetchone()
            return row

"""One run of the crawl: its row in the file, and what is counted while it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from db.errors import DatabaseError
from db.monitor.alarms import StoredAlarm, open_alarms
from db.monitor.inspection import SAMPLE
from db.monitor.watch import watch
from db.records import Change, Discovery, Outcome, SeedCheck, SourceName
from db.store import Store


@dataclass(slots=True)
class Tally:
    """What one outlet's crawl found and did. Sizes in bytes; `words` as `Article.word_count` counts them."""

    found: int = 0
    """Different addresses shown by the sources."""
    by_source: Counter[str] = field(default_factory=Counter)
    """Different addresses by source; one shown by two sources counts in both."""
    only: dict[str, int] = field(default_factory=dict)
    """Addresses of this run that no other source ever showed, by source; known at the end."""
    older: int = 0
    """Addresses left alone because their source dates them before --since."""
    newer: int = 0
    """Addresses left alone because they are dated at --until or later."""
    new_addresses: int = 0
    fetched: int = 0
    """Articles asked for that came to an outcome."""
    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    """New and changed articles."""
    requests: int = 0
    responses: int = 0
    bytes: int = 0
    words: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    """Blocks that were left out of the articles, by what they were."""
    mismatches: int = 0
    """Articles that differ from their reference article."""
    alarms: int = 0
    """Alarms of the monitor that nobody has accepted; known at the end."""
    troubles: list[str] = field(default_factory=list)
    """Sources that could not be read, by name."""
    unmodified: int = 0
    """Feeds and sitemaps that did not change since they were read last, and were not read again."""
    unanswered: int = 0
    """Requests to which there was no answer, or no connection at all."""
    gave_up: bool = False
    """Whether the outlet stopped answering, and was left alone."""
    left_alone: str | None = None
    """Why the outlet was left alone though it answers: it refuses us, or asks for a pause."""
    until: str | None = None
    """Until when it asks to be left alone, UTC; later runs keep to it."""
    sources: tuple[str, ...] = ()
    """Where was looked."""
    ended: str | None = None
    """Why the outlet's crawl ended: finished, limit, shutdown, refused … in Scrapy's words and ours."""
    waiting: int = 0
    """Addresses that were to be fetched when somebody last looked."""

    def to_dict(self) -> dict[str, Any]:
        """As written to `runs.counts`."""
        return {
            "found": self.found,
            "by_source": dict(self.by_source),
            "only": self.only,
            "older": self.older,
            "newer": self.newer,
            "new_addresses": self.new_addresses,
            "fetched": self.fetched,
            "new": self.changes["new"],
            "changed": self.changes["changed"],
            "unchanged": self.statuses["unchanged"],
            "statuses": dict(self.statuses),
            "reasons": dict(self.reasons),
            "requests": self.requests,
            "responses": self.responses,
            "unmodified": self.unmodified,
            "unanswered": self.unanswered,
            "bytes": self.bytes,
            "words": self.words,
            "dropped": dict(self.dropped.most_common()),
            "mismatches": self.mismatches,
            "alarms": self.alarms,
            "troubles": self.troubles,
            "sources": list(self.sources),
            "ended": self.ended,
            "left_alone": self.left_alone,
            "until": self.until,
        }


class Ledger:
    """The run in the file. A file that cannot be written ends the run: `error` then says why."""

    def __init__(
        self,
        store: Store,
        outlets: Sequence[str],
        *,
        settings: Mapping[str, Any],
        take_over: bool = False,
        sample: int = SAMPLE,
    ) -> None:
        """Begins the run. Raises `OutletHeld` when another one holds one of `outlets`; see `Store.begin_run`.

        `sample` pages of each outlet get a second look at the end.
        """
        self.sample = sample
        self.store = store
        self.tallies = {outlet: Tally() for outlet in outlets}
        self.error: DatabaseError | None = None
        self.alarms: list[StoredAlarm] = []
        """What the monitor noticed about the newspapers and nobody has accepted; known at the end."""
        self.raised: list[StoredAlarm] = []
        """Those of them that this run raised."""
        self.stopped = False
        """Whether a signal ended the run before it was done."""
        versions = {name: version(name) for name in ("tinsach", "scrapy", "trafilatura", "selectolax")}
        self.began = store.now()
        self.run_id = store.begin_run(outlets, settings=settings, versions=versions, take_over=take_over)

    def discovered(self, outlet: str, source: SourceName, discoveries: Sequence[Discovery]) -> int:
        """Write down what `source` showed; returns how many addresses the file did not know."""
        tally, seen = self.tallies[outlet], self.store.seen
        urls = [discovery.url for discovery in discoveries]
        tally.found += seen.add(f"found {outlet}", urls)
        tally.by_source[source] += seen.add(f"found {outlet} {source}", urls)
        new = self.store.discovered(self.run_id, discoveries)
        tally.new_addresses += new
        return new

    def record(self, outcome: Outcome) -> Change | None:
        """Write down what came of an address; None when the file refused it, and the run has to end."""
        tally = self.tallies[outcome.outlet]
        if self.error:
            return None
        try:
            change = self.store.record(self.run_id, outcome)
        except DatabaseError as error:
            self.error = self.error or error
            return None
        tally.fetched += 1
        moved = outcome.article is not None and outcome.article.url != outcome.url
        status = "moved" if moved else "unchanged" if change == "unchanged" else outcome.status
        tally.statuses[status] += 1
        if change in ("new", "changed"):
            tally.changes[change] += 1
        if status not in ("stored", "unchanged"):
            tally.reasons[f"{status}: {outcome.reason}"] += 1
        if outcome.article and change in ("new", "changed"):
            tally.words += outcome.article.word_count
            tally.dropped.update(verdict.kind for verdict in outcome.article.verdicts if not verdict.kept)
        return change

    def checked(self, outlet: str, check: SeedCheck) -> None:
        """Write down how an article compares with its reference article."""
        if check.result == "mismatch":
            self.tallies[outlet].mismatches += 1
        try:
            self.store.checked(self.run_id, check)
        except DatabaseError as error:
            self.error = self.error or error

    def verdict(self) -> tuple[int, str | None]:
        """The exit code and, unless 0, why."""
        if self.error:
            return self.error.exit_code, str(self.error)
        if self.stopped:
            return 0, "stopped by a signal; the next run goes on from here"
        alone = [outlet for outlet, tally in self.tallies.items() if tally.left_alone]
        if alone:
            return 3, "; ".join(f"{outlet} was left alone: {self.tallies[outlet].left_alone}" for outlet in alone)
        silent = [
            outlet
            for outlet, tally in self.tallies.items()
            if tally.gave_up or (tally.unanswered and not tally.responses)
        ]
        if silent:
            return 1, f"no answer from {_and(silent)}: {self._last_trouble(silent[0])}"
        empty = [outlet for outlet, tally in self.tallies.items() if not tally.found and not tally.unmodified]
        if empty:
            return 3, f"no article found at {_and(empty)}: {self._last_trouble(empty[0])}"
        wrong = [outlet for outlet, tally in self.tallies.items() if tally.mismatches]
        if wrong:
            return 3, f"articles of {_and(wrong)} differ from their reference; see `tinsach check`"
        if self.alarms:
            first, *others = self.alarms
            more = f" (and {len(others)} more)" if others else ""
            return 3, f"{first.alarm.outlet} seems to have changed: {first.alarm.says}{more}; see `tinsach alarms`"
        return 0, None

    def end(self) -> tuple[int, str | None]:
        """Write what is kept back and how the run ended; returns the exit code and, unless all went well, why.

        The monitor looks once all of that is in the file, so that nothing of the run depends on it.
        """
        try:
            for outlet, tally in self.tallies.items():
                tally.only = self.store.only_shown_by(outlet, self.began)
            self._write_end()
            if self.error is None:
                self._watch()
        except DatabaseError as error:
            self.error = self.error or error
        return self.verdict()

    def look(self, outlets: Sequence[str]) -> list[StoredAlarm]:
        """Hold what this run brought against the newspapers' own past; the alarms that nobody has accepted."""
        self.store.flush()
        conn = self.store.db.conn
        watch(conn, self.store.path, outlets, now=self.store.now(), run_id=self.run_id, sample=self.sample)
        return [one for outlet in outlets for one in open_alarms(conn, outlet) if one.accepted_at is None]

    def _watch(self) -> None:
        self.alarms = self.look(tuple(self.tallies))
        self.raised = [one for one in self.alarms if one.runs[0] == self.run_id]
        for one in self.alarms:
            self.tallies[one.alarm.outlet].alarms += 1
        if self.alarms:
            self._write_end()

    def _write_end(self) -> None:
        exit_code, why = self.verdict()
        counts = {outlet: tally.to_dict() for outlet, tally in self.tallies.items()}
        self.store.end_run(self.run_id, exit_code=exit_code, reason=why, counts=counts)

    def _last_trouble(self, outlet: str) -> str:
        tally = self.tallies[outlet]
        return (tally.troubles or list(tally.reasons) or ["see the log"])[-1]


def _and(names: Iterable[str]) -> str:
    return ", ".join(names)

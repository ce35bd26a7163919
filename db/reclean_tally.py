"""What a reclean did, counted: pages by effect, articles by field and reason, and some examples of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from db.changes import BODY, FIELDS, Change
from db.readings import Result
from db.reclean import Effect
from db.reclean_worker import Reading

EXAMPLES = 2
"""Examples kept of each field and reason."""
REASONS = 200
"""Different reasons of which examples are kept: memory stays flat whatever the pages hold."""


@dataclass(slots=True)
class RecleanTally:
    """Pages by effect; articles that changed by (field, reason); pages without an article by (result, reason)."""

    effects: Counter[Effect] = field(default_factory=Counter)
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    unread: Counter[tuple[Result, str]] = field(default_factory=Counter)
    kept: Counter[tuple[Result, str]] = field(default_factory=Counter)
    """Of `unread`, those whose article stays as it was."""
    examples: dict[tuple[str, str], list[tuple[str, Change]]] = field(default_factory=dict)
    """The first changes of each field and reason, with the address of the page."""

    def add(self, reading: Reading, effect: Effect) -> None:
        """Count one page."""
        self.effects[effect] += 1
        if effect in ("kept", "none"):
            cause = (reading.result, reading.reason or "")
            self.unread[cause] += 1
            self.kept[cause] += effect == "kept"
        if effect != "changed":
            return
        self.fields.update({change.field for change in reading.changes})
        self.changes.update({(change.field, change.reason) for change in reading.changes})
        for change in reading.changes:
            key = (change.field, change.reason)
            if key not in self.examples and len(self.examples) >= REASONS:
                continue
            some = self.examples.setdefault(key, [])
            if len(some) < EXAMPLES:
                some.append((reading.url, change))

    @property
    def needs_a_person(self) -> bool:
        """Whether an article could not be read again, or a page not at all."""
        return bool(self.effects["kept"]) or any(result in ("crashed", "damaged") for result, _ in self.unread)

    def by_field(self) -> Iterator[tuple[str, str, int]]:
        """Field, reason and number of articles: the body first, then the fields in their order, the most first."""
        order = {name: place for place, name in enumerate((BODY, *FIELDS))}
        for (name, reason), articles in sorted(
            self.changes.items(), key=lambda item: (order.get(item[0][0], len(order)), -item[1], item[0][1])
        ):
            yield name, reason, articles

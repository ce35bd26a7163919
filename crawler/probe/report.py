"""Everything a visit tells, put together."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.probe.facts import Fact
from crawler.probe.feeds import facts_of_feeds, facts_of_sitemaps
from crawler.probe.lists import facts_of_lists
from crawler.probe.pages import Reading, facts_of_pages, readings_of
from crawler.probe.visit import Visit

CONFIRMED, NEEDS_A_PERSON = 0, 3


@dataclass(frozen=True, slots=True)
class Report:
    """The facts in the order they were asked for, and the articles as they were read."""

    facts: tuple[Fact, ...]
    readings: tuple[Reading, ...]

    @property
    def exit_code(self) -> int:
        """0 when all was confirmed, 3 when something needs a person."""
        return NEEDS_A_PERSON if any(fact.needs_a_person for fact in self.facts) else CONFIRMED

    @property
    def changes(self) -> tuple[str, ...]:
        """What a person should change, a line each."""
        return tuple(dict.fromkeys(fact.change for fact in self.facts if fact.change and fact.needs_a_person))


def report_on(visit: Visit) -> Report:
    """Read the answers of `visit` against the outlet's files. No request is made."""
    readings = readings_of(visit)
    facts = (
        *facts_of_lists(visit),
        *facts_of_feeds(visit),
        *facts_of_sitemaps(visit),
        *facts_of_pages(visit, readings),
    )
    return Report(facts, readings)

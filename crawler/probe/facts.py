"""What a probe found out: facts about a newspaper, each with a verdict and what a person should change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["confirmed", "contradicted", "missing", "noted", "unasked"]
"""`contradicted`: the site says otherwise than our files. `missing`: what we need was not found. `noted`: good to
know, nothing to do. `unasked`: left alone, so that the visit stays a short one.
"""
FOR_A_PERSON = frozenset({"contradicted", "missing"})


@dataclass(frozen=True, slots=True)
class Fact:
    """`subject` is what it is about ("feed /rss/home.rss"), `found` what was seen, `change` what to do about it."""

    subject: str
    verdict: Verdict
    found: str
    change: str | None = None

    @property
    def needs_a_person(self) -> bool:
        return self.verdict in FOR_A_PERSON

    def to_dict(self) -> dict[str, Any]:
        return {"subject": self.subject, "verdict": self.verdict, "found": self.found, "change": self.change}


def some(values: list[str] | tuple[str, ...], count: int = 3) -> str:
    """The first of `values`, and how many more there are."""
    more = len(values) - count
    return ", ".join(values[:count]) + (f" and {more} more" if more > 0 else "")


def numbered(count: int, what: str) -> str:
    """`count` of `what`, an English noun that takes an s."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"

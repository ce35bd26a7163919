"""What is told of a run, and whether it is worth telling."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.alarm_words import alarm_row, described
from db.monitor.alarms import StoredAlarm

RESULTS = {0: "is well again", 1: "failed", 3: "needs a person"}


@dataclass(frozen=True, slots=True)
class Message:
    """A subject of one line, a text of some, and the same as data for programs."""

    subject: str
    text: str
    payload: dict[str, Any]


def message_of(
    run_id: int,
    outlets: Sequence[str],
    *,
    exit_code: int,
    reason: str | None,
    before: Collection[int],
    raised: Sequence[StoredAlarm],
) -> Message | None:
    """What to tell of a run; None: nothing that was not told before.

    `before` are the exit codes of the run before of each outlet, `raised` the alarms this run raised. A run is worth
    telling when it raised an alarm, or ended otherwise than the one before; a first run that is well is not.
    """
    news = exit_code not in before if before else exit_code != 0
    if not raised and not news:
        return None
    names = ", ".join(outlets)
    result = RESULTS.get(exit_code, f"ended with exit code {exit_code}")
    subject = _one_line(f"Tinsach: {names} {result}" + (f": {raised[0].alarm.says}" if raised else ""))
    lines = [f"Run {run_id} of {names} {result}.", *([reason] if reason else [])]
    for one in raised:
        lines += ["", *described(one)]
    text = "\n".join(map(_printable, lines))
    payload = {
        # Chat services show one of these two; what else they are sent they leave alone.
        "text": text,
        "content": text,
        "run": run_id,
        "outlets": list(outlets),
        "exit_code": exit_code,
        "reason": reason,
        "alarms": [alarm_row(one) for one in raised],
    }
    return Message(subject, text, payload)


def _one_line(text: str) -> str:
    return _printable(" ".join(text.split()))[:200]


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)

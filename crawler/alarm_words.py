"""An alarm in words: as a row, and as lines for a person."""

from __future__ import annotations

from typing import Any

from db.monitor.alarms import StoredAlarm


def alarm_row(one: StoredAlarm) -> dict[str, Any]:
    """An alarm as a row of a table, and as JSON."""
    alarm = one.alarm
    return {
        "id": one.id,
        "outlet": alarm.outlet,
        "layout": alarm.layout or None,
        "signal": alarm.signal,
        "subject": alarm.subject or None,
        "says": alarm.says,
        "usual": alarm.usual,
        "now": alarm.now,
        "pages": alarm.pages,
        "since": alarm.since,
        "sure": sureness(alarm.sure),
        "chance": round(1 - alarm.sure, 6),
        "example": next(iter(alarm.examples), None),
        "examples": list(alarm.examples),
        "advice": alarm.advice,
        "first_run": one.runs[0],
        "last_run": one.runs[1],
        "raised_at": one.raised_at,
        "accepted_at": one.accepted_at,
        "closed_at": one.closed_at,
    }


def sureness(sure: float) -> str:
    """How sure an alarm is, in a word: its number says more than anybody should believe."""
    if sure >= 0.999:
        return "certain"
    return "very likely" if sure >= 0.95 else "likely"


def title(one: StoredAlarm) -> str:
    """Which alarm of which newspaper and layout, and whether it is over or accepted."""
    alarm = one.alarm
    state = " (over)" if one.closed_at else " (accepted)" if one.accepted_at else ""
    return f"{one.id}  {alarm.outlet}{f', {alarm.layout}' if alarm.layout else ''}{state}"


def lines(one: StoredAlarm) -> dict[str, str]:
    """What, since when, how sure, where to look, what to do."""
    alarm = one.alarm
    chance = f" (by chance: {1 - alarm.sure:.1g})" if alarm.sure < 1 else ""
    return {
        "what": alarm.says,
        "since": f"{alarm.since}, the newest {alarm.pages} pages held against those before",
        "sure": f"{sureness(alarm.sure)}{chance}",
        "see": "\n           ".join(alarm.examples),
        "do": alarm.advice,
    }


def described(one: StoredAlarm) -> list[str]:
    """The same as lines of plain text."""
    return [title(one), *(f"    {name:<6} {text}" for name, text in lines(one).items() if text)]

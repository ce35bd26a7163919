"""The engine: readings of one outlet in, alarms out. Pure; what is watched stands in `db.monitor.signals`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from db.monitor.calendar import kind_of
from db.monitor.drift import EVIDENCE, PAST, Shift, by_chance, level_shifts, share_shifts
from db.monitor.readings import Reading
from db.monitor.signals import BY_NAME, SILENT, VOLUME, Signal

EXAMPLES = 3
SUBJECTS = 4
"""Subjects named in one alarm; of the rest only the number is said."""
A_DAY = 5
"""Readings of a day that say something of it."""
WIDER = 0.1
"""How far a share must be beyond the past's quietest or busiest days."""
ALL = 0.95
"""The share of today's readings that must have changed for one day of a `content` signal to be enough."""
COMMON = 0.6
"""What fewer pages than that have may well be missing for a day."""
WEEKS = 8
"""Weeks of days that a day's new articles are held against."""
FEWER = 6.0
"""Spreads (MAD) below the median of like days from which a day has too few."""
RUNS = 5
"""Runs in which a source showed something, before its silence says something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What changed: a row of `alarms` that was not written yet. `sure` is 1 minus the chance that nothing changed."""

    outlet: str
    layout: str
    signal: str
    subject: str
    says: str
    usual: float
    now: float
    pages: int
    since: str
    sure: float
    examples: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Found:
    """A run's haul by source: how many addresses each source that was asked showed; `skipped`: unchanged feeds."""

    at: str
    by_source: dict[str, int]
    skipped: bool = False


def examine(outlet: str, found: Sequence[Reading]) -> list[Alarm]:
    """The alarms that the newest of the readings (oldest first) give, held against those before."""
    groups: dict[str, list[Reading]] = {"": list(found)}
    for reading in found:
        if reading.layout is not None and reading.facts.get("fallback") == 0.0:
            groups.setdefault(reading.layout, []).append(reading)
    # Another version of a cleaner has other rules: what differs then is ours and not the newspaper's.
    groups = {
        layout: [one for one in group if not layout or one.version == group[-1].version]
        for layout, group in groups.items()
    }
    candidates = []
    looks = 0
    for layout, group in groups.items():
        if len(group) <= PAST or len({reading.run_id for reading in group}) < 2:
            continue
        for name, places in _series(group, whole=not layout).items():
            signal = BY_NAME[name.partition("|")[0]]
            values = [group[place].facts[name] for place in places]
            shifts = share_shifts(values) if signal.test == "share" else level_shifts(values)
            looks += len(shifts)
            best = _best(signal, shifts, [group[place] for place in places], values)
            if best is not None:
                candidates.append((layout, name, best, [group[place] for place in places]))
    return list(_merged(outlet, candidates, looks))


def quiet_day(outlet: str, per_day: dict[date, int], today: date) -> Alarm | None:
    """An alarm when yesterday (the last whole day before `today`) had far fewer new articles than like days.

    `per_day` counts new articles by day of Vietnam; days on which no crawl ran have to be missing.
    """
    day = today - timedelta(days=1)
    kind = kind_of(day)
    like = [n for d, n in per_day.items() if d < day and day - d <= timedelta(weeks=WEEKS) and kind_of(d) == kind]
    if day not in per_day or kind == "holiday" or len(like) < 6:
        return None
    usual = median(like)
    spread = 1.4826 * median(abs(n - usual) for n in like)
    now = per_day[day]
    floor = max(spread, usual**0.5, 1.0)
    if now >= VOLUME.least * usual or usual - now < FEWER * floor:
        return None
    says = VOLUME.says.format(subject=day.isoformat(), now=now, usual=round(usual))
    sure = 1 - by_chance(((usual - now) / floor) ** 2 / 2, WEEKS)
    return Alarm(
        outlet=outlet,
        layout="",
        signal=VOLUME.name,
        subject=day.isoformat(),
        says=says,
        usual=float(usual),
        now=float(now),
        pages=now,
        since=f"{(day - timedelta(days=1)).isoformat()}T17:00:00Z",
        sure=round(sure, 6),
        examples=(),
        advice=VOLUME.advice,
    )


def silent_sources(outlet: str, runs: Sequence[Found]) -> list[Alarm]:
    """An alarm for each source that showed nothing in the newest run, and never did so before."""
    alarms: list[Alarm] = []
    if not runs or runs[-1].skipped:
        return alarms
    newest = runs[-1]
    for source, shown in newest.by_source.items():
        before = [run.by_source[source] for run in runs[:-1] if source in run.by_source and not run.skipped]
        if shown or len(before) < RUNS or not all(before):
            continue
        usual = median(before)
        alarms.append(
            Alarm(
                outlet=outlet,
                layout="",
                signal=SILENT.name,
                subject=source,
                says=SILENT.says.format(subject=source, now=0, usual=round(usual)),
                usual=float(usual),
                now=0.0,
                pages=0,
                since=newest.at,
                sure=round(1 - 1 / (len(before) + 2), 6),  # Laplace: the chance of a first silence by itself
                examples=(),
                advice=SILENT.advice,
            )
        )
    return alarms


def _series(group: Sequence[Reading], *, whole: bool) -> dict[str, list[int]]:
    """Which readings say something of which fact: those of the whole outlet, or of a layout."""
    wanted = {name for name, signal in BY_NAME.items() if (signal.scope == "outlet") == whole}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, reading in enumerate(group):
        for name in reading.facts:
            if name.partition("|")[0] in wanted:
                places[name].append(place)
    return {name: found for name, found in places.items() if len(found) > PAST}


def _best(signal: Signal, shifts: list[Shift], group: Sequence[Reading], values: Sequence[float]) -> Shift | None:
    """The shift with most evidence, of those that count."""
    first = sum(reading.run_id == group[0].run_id for reading in group)
    allowed = len(group) - first  # what differs within the first run is no change
    counting = [s for s in shifts if s.newest <= allowed and s.nats >= EVIDENCE and _counts(signal, s)]
    for shift in sorted(counting, key=lambda shift: -shift.nats):
        if _beyond_days(signal, shift, group, values) and _more_than_a_day(signal, shift, group, values):
            return shift
    return None


def _counts(signal: Signal, shift: Shift) -> bool:
    if signal.direction != "both" and shift.rises != (signal.direction == "rise"):
        return False
    if signal.test == "share" and signal.direction == "fall" and shift.usual < signal.usually:
        return False
    if signal.test == "level" and abs(shift.now - shift.usual) < signal.step:
        return False
    return shift.size >= signal.least


def _beyond_days(signal: Signal, shift: Shift, group: Sequence[Reading], values: Sequence[float]) -> bool:
    """Whether today's share or median is beyond what days of the past had."""
    past = len(values) - shift.newest
    days: defaultdict[date, list[float]] = defaultdict(list)
    for reading, value in zip(group[:past], values, strict=False):
        days[reading.day].append(value)
    days.pop(group[past].day, None)  # the day that is cut in two may be new already
    whole = [of_day for of_day in days.values() if len(of_day) >= A_DAY]
    share = signal.test == "share"
    rates = sorted(sum(one) / len(one) if share else median(one) for one in whole)
    if not rates:
        return True
    edge = len(rates) // 20  # one day in twenty may be out of the ordinary
    margin = WIDER if share else 0.0
    if shift.rises:
        return shift.now > rates[-1 - edge] + margin
    return shift.now < rates[edge] - margin


def _more_than_a_day(signal: Signal, shift: Shift, group: Sequence[Reading], values: Sequence[float]) -> bool:
    """Whether a signal that the newspaper's own doings move has changed altogether, or on two days."""
    if not signal.content:
        return True
    newest = values[-shift.newest :]
    middle = (shift.usual + shift.now) / 2
    changed = [value > middle if shift.rises else value < middle for value in newest]
    common = shift.rises or shift.usual >= COMMON
    if sum(changed) >= ALL * len(changed) and signal.test == "share" and common:
        return True
    days: defaultdict[date, list[bool]] = defaultdict(list)
    for reading, is_changed in zip(group[-shift.newest :], changed, strict=True):
        days[reading.day].append(is_changed)
    telling = [of_day for of_day in days.values() if len(of_day) >= A_DAY]
    return len(telling) > 1 and all(sum(of_day) * 2 >= len(of_day) for of_day in telling)


Candidate = tuple[str, str, Shift, Sequence[Reading]]


def _merged(outlet: str, candidates: Iterable[Candidate], looks: int) -> Iterator[Alarm]:
    """One alarm a layout and signal, however many subjects it has; the one with most evidence speaks."""
    by_signal: defaultdict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_signal[candidate[0], candidate[1].partition("|")[0]].append(candidate)
    for (layout, name), same in by_signal.items():
        same.sort(key=lambda candidate: (-candidate[2].nats, candidate[1]))
        _, full_name, shift, group = same[0]
        signal = BY_NAME[name]
        newest = _unlike_the_past(full_name, shift, group)
        subjects = [one[1].partition("|")[2] for one in same]
        says = signal.says.format(
            subject=_named(subjects), usual=_written(signal, shift.usual), now=_written(signal, shift.now)
        )
        yield Alarm(
            outlet=outlet,
            layout=layout,
            signal=name,
            subject="; ".join(subjects),
            says=says,
            usual=round(shift.usual, 4),
            now=round(shift.now, 4),
            pages=shift.newest,
            since=newest[0].at,
            sure=round(1 - by_chance(shift.nats, looks), 6),
            examples=tuple(dict.fromkeys(reading.url for reading in reversed(newest)))[:EXAMPLES],
            advice=signal.advice,
        )


def _unlike_the_past(name: str, shift: Shift, group: Sequence[Reading]) -> list[Reading]:
    """Of the newest readings those on the new side of the change; all of them when none stands out."""
    newest = group[-shift.newest :]
    middle = (shift.usual + shift.now) / 2
    changed = [one for one in newest if (one.facts[name] > middle) == shift.rises and one.facts[name] != middle]
    return changed or list(newest)


def _named(subjects: Sequence[str]) -> str:
    more = len(subjects) - SUBJECTS
    return "; ".join(subjects[:SUBJECTS]) + (f" and {more} more" if more > 0 else "")


def _written(signal: Signal, value: float) -> str:
    if signal.test == "share" or signal.name == "links":
        return f"{value:.0%}"
    return f"{value:.2f}" if signal.name == "agreement" else f"{value:g}"

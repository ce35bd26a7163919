"""The rehearsal: months of an unchanged newspaper with all that makes its days differ, then a redesign."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from cleaners.layout import Outlet
from crawler.rehearse.redesigns import REDESIGNS, Redesign
from db.filing import file_page
from db.monitor.calendar import kind_of
from db.monitor.engine import examine, quiet_day
from db.monitor.inspection import inspect
from db.monitor.readings import MOST, Reading, completed, of_article
from db.monitor.signals import FIELDS
from db.records import FetchedPage
from db.rows import article_row, verdict_rows

PAGES = 160
"""Unchanged pages that the months before are made of."""
CHANGED = 20
"""Changed pages within which a redesign has to be noticed."""
A_RUN = 4
"""Pages a run brings after the redesign; after each run the monitor looks."""
WEEKS = 60
A_DAY = {"weekday": 14, "weekend": 7, "holiday": 3}
"""New articles on a day of each kind, on average."""
BURSTS = (date(2026, 3, 17), date(2026, 9, 8))
"""First of three days with four times as many articles, most of them short news."""
MOST_SHORT = 0.7
"""The share of short news in a burst."""
FAVOURED = 0.5
"""The share of a day's articles that are of the day's favourites, a third of all kinds."""
AFTER = 10_000
"""The first run after the redesign."""
BEGIN = date(2025, 11, 3)
"""A Monday; sixty weeks from here hold a Tết, three public holidays and both bursts."""

Page = tuple[str, str]
"""Address and HTML."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the monitor noticed of one redesign: after how many changed pages, by which signals; None: not at all."""

    outlet: str
    redesign: str
    pages: int | None
    signals: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class FalseAlarm:
    """An alarm in a week in which nothing changed."""

    outlet: str
    day: date
    signal: str
    subject: str
    says: str


def read(url: str, html: str, outlet: Outlet, *, look: bool = True) -> Reading:
    """One page as the monitor would find it in the file; `look`: with a second look."""
    page = FetchedPage(url, url, outlet.name, "2026-01-01T00:00:00Z", 200, (), html.encode())
    filed = file_page(page, outlet)
    if filed.article is None:
        return Reading(url, page.fetched_at, 1, None, {"article": 0.0})
    row = article_row(filed.article, url=url, stored_at=page.fetched_at)
    flags = {name: bool(row[name]) and row[name] != "[]" for name in FIELDS if name in row}
    flags |= {"authors": bool(filed.article.authors or filed.article.source), "images": bool(filed.article.images)}
    row |= flags | {"fetched_at": page.fetched_at, "run_id": 1, "sources": '["rss"]'}
    seen = inspect(html, filed.article) if look else None
    row["selectors"] = json.dumps(seen.selectors) if seen else None
    row["links"], row["agreement"] = (seen.links, seen.agreement) if seen else (None, None)
    rules = {(verdict.kind, verdict.rule) for verdict in verdict_rows(filed.article)}
    return of_article(row, rules - {(kind, rule) for kind, rule in rules if rule in ("body", "p", "unexplained")})


def rehearse(
    pages: Sequence[Page],
    outlet: Outlet,
    *,
    redesigns: Iterable[Redesign] = REDESIGNS,
    seed: int = 1,
) -> Iterator[Notice]:
    """For each redesign what the monitor noticed of it; `pages` are some of the outlet's as they are now."""
    paper = Newspaper([read(url, html, outlet) for url, html in pages], random.Random(seed))
    past = paper.months()
    for redesign in redesigns:
        yield _noticed(redesign, paper, past, pages, outlet, seed)


def unchanged_weeks(pages: Sequence[Page], outlet: Outlet, *, weeks: int = WEEKS, seed: int = 1) -> list[FalseAlarm]:
    """The alarms of `weeks` weeks in which the newspaper stays as it is; one that stays open counts once."""
    paper = Newspaper([read(url, html, outlet) for url, html in pages], random.Random(seed))
    readings: list[Reading] = []
    per_day: dict[date, int] = {}
    alarms: list[FalseAlarm] = []
    still: set[tuple[str, str]] = set()
    for number in range(7 * weeks):
        day = BEGIN + timedelta(days=number)
        todays = list(paper.day(day, number))
        readings = [*readings, *todays][-MOST:]
        per_day[day] = len(todays)
        raised = examine(outlet.name, completed(readings))
        quiet = quiet_day(outlet.name, per_day, day + timedelta(days=1))
        raised += [quiet] if quiet else []
        alarms += [
            FalseAlarm(outlet.name, day, alarm.signal, alarm.subject, alarm.says)
            for alarm in raised
            if (alarm.layout, alarm.signal) not in still
        ]
        still = {(alarm.layout, alarm.signal) for alarm in raised}
    return alarms


class Newspaper:
    """A newspaper that stays as it is, made of some of its pages as they were read, drawn again and again."""

    def __init__(self, base: Sequence[Reading], draw: random.Random) -> None:
        times = Counter(block for one in base for block in one.blocks)
        self.base = base
        self._draw = draw
        self._shared = frozenset(block for block, number in times.items() if number > 1)
        self._short = sorted(base, key=lambda one: one.facts.get("words", 0.0))[: max(1, len(base) // 4)]

    def day(self, day: date, run: int) -> Iterator[Reading]:
        """The articles of a day. Each day has its favourites; in a burst most are short news."""
        favourites = self._draw.sample(self.base, len(self.base) // 3)
        burst = any(first <= day < first + timedelta(days=3) for first in BURSTS)
        mean = A_DAY[kind_of(day)] * (4 if burst else 1)
        for place in range(max(0, round(self._draw.gauss(mean, 1.3 * mean**0.5)))):
            usual = favourites if self._draw.random() < FAVOURED else self.base
            model = self._draw.choice(self._short if burst and self._draw.random() < MOST_SHORT else usual)
            at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=place)
            yield self.again(model, at, run)

    def again(self, model: Reading, at: datetime, run: int) -> Reading:
        """Another article of the same kind: its own blocks are others, those several articles have stay."""
        salt = self._draw.getrandbits(60)
        blocks = frozenset(block if block in self._shared else block ^ salt for block in model.blocks)
        return replace(model, at=_written(at), run_id=run, blocks=blocks)

    def months(self) -> list[Reading]:
        """As many readings of the past as the monitor looks at, at most half of what it can hold."""
        found: list[Reading] = []
        for number in count():
            if len(found) >= MOST // 2:
                break
            found += self.day(BEGIN + timedelta(days=number), number)
        return found


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _noticed(
    redesign: Redesign, paper: Newspaper, past: Sequence[Reading], pages: Sequence[Page], outlet: Outlet, seed: int
) -> Notice:
    draw = random.Random(seed)
    readings = list(past)
    began = datetime.fromisoformat(past[-1].at)
    places = draw.sample(range(len(pages)), len(pages))
    changed = 0
    for number, place in enumerate(places, 1):
        run = AFTER + number // A_RUN
        at = began + timedelta(hours=6 * (1 + number // A_RUN))
        if draw.random() < redesign.share:
            changed += 1
            url, html = pages[place]
            one = read(url, redesign.change(html, outlet.family, draw), outlet)
            readings.append(replace(one, at=_written(at), run_id=run))
        else:
            readings.append(paper.again(paper.base[place], at, run))
        if number % A_RUN and changed < CHANGED:
            continue
        raised = sorted(examine(outlet.name, completed(readings[-MOST:])), key=lambda alarm: -alarm.sure)
        if raised:
            signals = tuple(dict.fromkeys(alarm.signal for alarm in raised))
            return Notice(outlet.name, redesign.name, changed, signals, raised[0].says)
        if changed >= CHANGED:
            break
    return Notice(outlet.name, redesign.name, None, ())

"""`tinsach status`: the last runs, what became of the URLs, what needs a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import click

from crawler import config
from crawler.alarm_words import alarm_row
from crawler.cli.output import db_option, json_option, print_rows
from crawler.health import VERDICTS, Health, health_of
from db.records import RunRecord, UrlStatus
from db.status import Status, read_status

COUNTED = ("found", "new", "changed", "unchanged", "gone", "failed", "requests")
"""What a run counted that a person looks at first."""

RESULTS = {0: "done", 1: "failed", 2: "wrong usage", 3: "needs a person", 4: "held by another run"}


@click.command()
@db_option
@json_option
def status(db_path: Path | None, as_json: bool) -> None:
    """Say how the crawls are doing, from what the SQLite file holds.

    \b
    tinsach status                       the file of the settings
    tinsach status --db papers.db --json

    Says first for each newspaper whether it is healthy, with its new articles of the last 14 days as a bar;
    then its last run, what each source showed in it and which could not be read, what the monitor noticed,
    how many URLs have which status, why some brought no article (with an example to look at), how many
    articles there are and how new, and the last comparison with the reference articles. Works while a crawl
    is going on.
    """
    path = config.load({"db": db_path}).common.db
    found = read_status(path)
    health = health_of(found, now=datetime.now(UTC))
    tables = {
        "health": (
            "Is it healthy?",
            ("outlet", "verdict", "last run", "new, 14 days", "today", "says"),
            _health(health),
        ),
        "runs": (
            "Last runs",
            ("outlet", "run", "started", "seconds", "result", "reason"),
            _runs(found, {one.outlet: one.verdict for one in health}),
        ),
        "counts": ("What they did", ("outlet", *COUNTED), _did(found)),
        "sources": (
            "What the sources showed in the last run",
            ("outlet", "source", "articles", "shown by no other"),
            _sources(found),
        ),
        "troubles": ("Sources that the last run could not read", ("outlet", "source", "why"), _troubles(found)),
        "alarms": (
            "What changed; `tinsach alarms` says what to do",
            ("id", "outlet", "layout", "says", "since", "sure", "example"),
            [alarm_row(one) for one in found.alarms if one.accepted_at is None],
        ),
        "urls": ("URLs by status", ("outlet", *_statuses(found)), _urls(found)),
        "failures": (
            "No article, and why",
            ("outlet", "status", "reason", "urls", "given_up", "example"),
            [asdict(failure) for failure in found.failures],
        ),
        "unread": (
            "Stored pages that gave no article when cleaned again",
            ("outlet", "result", "reason", "pages", "kept", "example"),
            [asdict(unread) for unread in found.unread],
        ),
        "articles": (
            "Articles",
            ("outlet", "articles", "latest_published", "last_updated"),
            [asdict(holding) for holding in found.holdings],
        ),
        "checks": (
            "Last comparison with the reference articles",
            ("seed", "outlet", "result", "lost", "leaked", "checked_at"),
            [asdict(check) for check in found.checks],
        ),
    }
    if not as_json and not any(rows for _, _, rows in tables.values()):
        click.echo(f"{path} is empty so far; `tinsach crawl` fills it.", err=True)
    for section, (title, columns, rows) in tables.items():
        if as_json:
            print_rows([{"section": section, **row} for row in rows], columns, as_json=True)
        elif rows:
            print_rows(rows, columns, title=title)


def _health(health: list[Health]) -> list[dict[str, Any]]:
    return [
        {
            "outlet": one.outlet,
            "verdict": one.verdict,
            "last run": one.run.started_at,
            "new, 14 days": one.bar,
            "today": one.new[-1],
            "says": one.run.reason or VERDICTS[one.verdict],
            "new": list(one.new),
        }
        for one in health
    ]


def _runs(found: Status, verdicts: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "outlet": outlet,
            "run": run.id,
            "started": run.started_at,
            "finished": run.finished_at,
            "seconds": _seconds(run),
            "pid": run.pid,
            "host": run.host,
            "exit_code": run.exit_code,
            "result": verdicts[outlet]
            if run.exit_code is None
            else RESULTS.get(run.exit_code, f"exit code {run.exit_code}"),
            "reason": run.reason,
            "counts": run.counts.get(outlet, {}),
        }
        for outlet, run in found.runs.items()
    ]


def _did(found: Status) -> list[dict[str, Any]]:
    return [
        {"outlet": outlet, **{name: run.counts[outlet].get(name, 0) for name in COUNTED}}
        for outlet, run in found.runs.items()
        if outlet in run.counts
    ]


def _sources(found: Status) -> list[dict[str, Any]]:
    return [
        {"outlet": outlet, "source": source, "articles": number, "shown by no other": counts["only"].get(source, 0)}
        for outlet, counts in _counts(found)
        for source, number in counts["by_source"].items()
    ]


def _troubles(found: Status) -> list[dict[str, Any]]:
    parted = [(outlet, trouble.partition(": ")) for outlet, counts in _counts(found) for trouble in counts["troubles"]]
    return [{"outlet": outlet, "source": source, "why": why} for outlet, (source, _, why) in parted]


def _counts(found: Status) -> list[tuple[str, Mapping[str, Any]]]:
    """What the last run counted, by outlet; nothing of a run that has not ended."""
    nothing: Mapping[str, Any] = {"by_source": {}, "only": {}, "troubles": []}
    return [(outlet, {**nothing, **run.counts.get(outlet, {})}) for outlet, run in found.runs.items()]


def _seconds(run: RunRecord) -> int | None:
    if run.finished_at is None:
        return None
    took = datetime.fromisoformat(run.finished_at) - datetime.fromisoformat(run.started_at)
    return round(took.total_seconds())


def _statuses(found: Status) -> list[str]:
    present = {count.status for count in found.counts}
    return [name for name in get_args(UrlStatus) if name in present]


def _urls(found: Status) -> list[dict[str, Any]]:
    outlets: defaultdict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_statuses(found), 0))
    for count in found.counts:
        outlets[count.outlet][count.status] = count.urls
    return [{"outlet": outlet, **counts} for outlet, counts in outlets.items()]

"""The file's state as Prometheus reads it: the text format 0.0.4, on standard output or as a textfile."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from cleaners.errors import TinsachError
from db.status import Status

Sample = tuple[Mapping[str, str], float]
"""Labels and value."""


def exposition(found: Status) -> str:
    """All metrics of the file, one family after another."""
    return "".join(line for family in _families(found) for line in _lines(*family))


def write_textfile(path: Path, text: str) -> None:
    """Put `text` where the node exporter's textfile collector looks, all at once. Raises TinsachError."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise TinsachError(f"the metrics cannot be written to {path}: {error.strerror or error}") from None


def _families(found: Status) -> Iterator[tuple[str, str, str, Iterable[Sample]]]:
    yield (
        "tinsach_articles",
        "gauge",
        "Articles in the file.",
        (({"outlet": one.outlet or ""}, one.articles) for one in found.holdings),
    )
    yield (
        "tinsach_urls",
        "gauge",
        "Addresses by status.",
        (({"outlet": one.outlet, "status": one.status}, one.urls) for one in found.counts),
    )
    yield (
        "tinsach_run_started_seconds",
        "gauge",
        "When the last run began, Unix time.",
        (({"outlet": outlet}, _seconds(run.started_at)) for outlet, run in found.runs.items()),
    )
    yield (
        "tinsach_run_finished_seconds",
        "gauge",
        "When the last run ended, Unix time; missing while it goes on.",
        (({"outlet": outlet}, _seconds(run.finished_at)) for outlet, run in found.runs.items() if run.finished_at),
    )
    yield (
        "tinsach_run_exit_code",
        "gauge",
        "0 done, 1 failed, 3 needs a person; missing while it goes on.",
        (({"outlet": outlet}, run.exit_code) for outlet, run in found.runs.items() if run.exit_code is not None),
    )
    yield (
        "tinsach_run_articles",
        "gauge",
        "Articles of the last run.",
        (
            ({"outlet": outlet, "change": change}, run.counts.get(outlet, {}).get(change, 0))
            for outlet, run in found.runs.items()
            for change in ("new", "changed", "unchanged")
        ),
    )
    waiting = Counter(one.alarm.outlet for one in found.alarms if one.accepted_at is None)
    yield (
        "tinsach_alarms",
        "gauge",
        "Alarms that hold and that nobody has accepted.",
        (({"outlet": outlet}, waiting[outlet]) for outlet in sorted({*found.runs, *waiting})),
    )
    yield (
        "tinsach_alarm_since_seconds",
        "gauge",
        "Since when a newspaper is not as it was, Unix time.",
        (
            (
                {"outlet": one.alarm.outlet, "layout": one.alarm.layout, "signal": one.alarm.signal},
                _seconds(one.alarm.since),
            )
            for one in found.alarms
            if one.accepted_at is None
        ),
    )


def _lines(name: str, kind: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {about}\n# TYPE {name} {kind}\n"
    for labels, value in samples:
        told = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
        yield f"{name}{{{told}}} {value:.15g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()

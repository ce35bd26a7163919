"""The floor: scores below which quality must not fall. It rises by a command and is lowered only by hand.

floor.toml holds the digest of the gold set and, for each family and kind, the figures with a line `why`.
Lowering a figure takes a person who edits the file and changes that line.
"""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

from bench.scores import COUNTED, FEWER_IS_BETTER, Score
from cleaners.errors import TinsachError

FLOOR = Path(__file__).with_name("floor.toml")

HEADER = """\
# Scores below which quality must not fall, by family and kind of page: `python -m bench quality --check`.
# `--raise-floor` writes this file, upwards only. Who lowers a figure edits it here and changes its `why`:
# the check fails when a figure went down and `why` stayed the same.
"""

Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pin:
    """The floor of one family and kind."""

    why: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Floor:
    """All pins, and the digest of the gold set they were measured on."""

    gold: str
    pins: Mapping[Group, Pin]


NONE = Floor("", {})
"""Before anything was pinned."""


def parse(text: str, where: str) -> Floor:
    """The floor as the file says it. Raises TinsachError when it cannot be read; `where` opens the message."""
    try:
        data = tomllib.loads(text)
        gold = data.pop("gold")
        pins = {(family, kind): _pin(dict(pin)) for family, kinds in data.items() for kind, pin in kinds.items()}
    except tomllib.TOMLDecodeError as error:
        raise TinsachError(f"{where} is no TOML: {error}") from error
    except KeyError as error:
        raise TinsachError(f"{where}: {error} is missing") from error
    return Floor(gold, pins)


def read(path: Path = FLOOR) -> Floor:
    """The floor in `path`; an empty one when there is no such file."""
    return parse(path.read_text("utf-8"), path.name) if path.exists() else NONE


def render(floor: Floor) -> str:
    """The text of floor.toml."""
    parts = [HEADER, f'gold = "{floor.gold}"\n']
    for (family, kind), pin in sorted(floor.pins.items()):
        lines = [f"\n[{family}.{kind}]", f"why = {_quoted(pin.why)}"]
        lines += [f"{name} = {value:g}" for name, value in pin.figures.items()]
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


def below(floor: Floor, scores: Iterable[Score]) -> list[str]:
    """A line for each figure that is worse than its pin, and for what is pinned and was not measured."""
    measured = {score.group: score.figures for score in scores}
    complaints = []
    for (family, kind), pin in floor.pins.items():
        figures = measured.get((family, kind))
        if figures is None:
            complaints.append(f"{family}/{kind} is pinned and there is none to measure")
            continue
        for name, least in pin.figures.items():
            value = figures.get(name)
            if value is None:
                complaints.append(f"{family}/{kind} {name} is pinned at {least:g} and was not measured")
            elif _is_worse(name, _rounded(name, value), least):
                complaints.append(f"{family}/{kind} {name} is {_rounded(name, value):g}, the floor is {least:g}")
    return complaints


def unpinned(floor: Floor, scores: Iterable[Score]) -> list[str]:
    """The groups that have no floor yet."""
    return ["/".join(score.group) for score in scores if score.group not in floor.pins]


def raised(floor: Floor, scores: Iterable[Score], gold: str, why: str) -> Floor:
    """`floor` with every figure that is better now, and all that are new; none goes down. `why` is for those."""
    pins = dict(floor.pins)
    for score in scores:
        old = pins.get(score.group)
        figures = dict(old.figures) if old else {}
        for name, value in score.figures.items():
            if name in ("pages", "dumps"):
                continue
            new = _rounded(name, value)
            if name not in figures or _is_worse(name, figures[name], new):
                figures[name] = new
        if old is None or figures != old.figures:
            pins[score.group] = Pin(why, figures)
    return Floor(gold, pins)


def lowered_silently(before: Floor, now: Floor) -> list[str]:
    """A line for each figure that went down, or went, since `before` while its `why` stayed the same."""
    complaints = []
    for (family, kind), old in before.pins.items():
        new = now.pins.get((family, kind))
        if new is None:
            complaints.append(f"{family}/{kind} has lost its pin")
            continue
        worse = [n for n, v in old.figures.items() if n not in new.figures or _is_worse(n, new.figures[n], v)]
        if worse and new.why == old.why:
            complaints.append(f"{family}/{kind} {', '.join(worse)} was lowered and its `why` stayed the same")
    return complaints


def before_last_change(path: Path = FLOOR) -> Floor | None:
    """The floor as it was committed before the last change to it, committed or not; None when git cannot tell."""
    committed = _git(path, "log", "-2", "--format=%H", "--", path.name)
    if not committed:
        return None
    commits = committed.split()
    last = _git(path, "show", f"{commits[0]}:./{path.name}")
    if last is not None and last != path.read_text("utf-8"):
        return parse(last, f"{path.name} of {commits[0][:10]}")
    if len(commits) < 2:
        return NONE
    text = _git(path, "show", f"{commits[1]}:./{path.name}")
    return parse(text, f"{path.name} of {commits[1][:10]}") if text is not None else None


def _git(path: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=path.parent, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.decode("utf-8") if done.returncode == 0 else None


def _pin(values: dict[str, str | float]) -> Pin:
    why = str(values.pop("why"))
    return Pin(why, {name: float(value) for name, value in values.items()})


def _rounded(name: str, value: float) -> float:
    """To four digits, never to the better side."""
    if name in COUNTED:
        return float(ceil(value)) if name in FEWER_IS_BETTER else float(floor(value))
    return floor(value * 10_000 + 1e-6) / 10_000


def _is_worse(name: str, value: float, than: float) -> bool:
    return value > than if name in FEWER_IS_BETTER else value < than


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

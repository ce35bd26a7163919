"""Whether the process that began a run is still there."""

from __future__ import annotations

import os
import socket
from datetime import datetime
from pathlib import Path
from typing import Literal

Life = Literal["alive", "dead", "unknown"]
"""Unknown: the process runs, or ran, on another machine."""

SLACK = 60.0
"""Seconds a clock may have been set by while a process ran; one that is later by more only has the same number."""


def life_of(pid: int, host: str, began: str) -> Life:
    """Whether process `pid` of `host`, which wrote down `began` (UTC) as its beginning, is still there.

    A process that started later than that only has the same number: numbers are used again.
    """
    if host != socket.gethostname():
        return "unknown"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "dead"
    except PermissionError:  # somebody else's, and therefore there
        pass
    state, started = _stat(pid)
    later = started is not None and started > datetime.fromisoformat(began).timestamp() + SLACK
    return "dead" if later or state in _ENDED else "alive"


_ENDED = ("Z", "X")
"""States of a process that ran and waits to be taken off the list."""


def _stat(pid: int) -> tuple[str | None, float | None]:
    """State of process `pid` and when it started, in seconds since 1970; None where the system does not say."""
    try:
        # The name in brackets may hold spaces and brackets itself; the fields after it do not.
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        boot = next(line for line in Path("/proc/stat").read_text("ascii").splitlines() if line.startswith("btime"))
        return fields[0], int(boot.split()[1]) + int(fields[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, StopIteration, ValueError, IndexError):
        return None, None

"""What a tool adds to memory, each in a process of its own: `python -m bench.memory TOOL` reads a JSON list of
[file, address] from standard input, reads each page with TOOL, and prints {"loaded": …, "extra": …} in megabytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.gold import Page
from cleaners.errors import TinsachError

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes a process holds once `tool` is imported, and how many more at the peak of reading the pages."""

    tool: str
    loaded: float
    extra: float


def measure(tools: Sequence[str], pages: Sequence[Page]) -> list[Memory]:
    """The memory of each tool on `pages`; empty where the system has no /proc to ask.

    Raises TinsachError when a tool's process fails.
    """
    if not (_STATUS.exists() and _RESET.exists()):
        return []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.html" for number in range(len(pages))]
        for file, page in zip(files, pages, strict=True):
            file.write_text(page.text, "utf-8", errors="replace")
        job = json.dumps([[str(file), page.url] for file, page in zip(files, pages, strict=True)])
        return [_of(tool, job) for tool in tools]


def _of(tool: str, job: str) -> Memory:
    done = subprocess.run(
        [sys.executable, "-m", "bench.memory", tool],
        input=job,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).resolve().parents[1],
    )
    if done.returncode:
        last = (done.stderr.strip() or "no word").splitlines()[-1]
        raise TinsachError(f"the memory of {tool} cannot be measured: its process ended with {last}")
    figures = json.loads(done.stdout)
    return Memory(tool, figures["loaded"], figures["extra"])


def _megabytes(name: str) -> float:
    line = next(line for line in _STATUS.read_text("ascii", "replace").splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def _main(name: str) -> None:
    from bench.speed import tool

    read = tool(name).call
    _RESET.write_text("5", "ascii")  # the peak starts again from here
    loaded = _megabytes("VmRSS")
    for file, url in json.load(sys.stdin):
        read(Path(file).read_text("utf-8"), url)
    sys.stdout.write(json.dumps({"loaded": loaded, "extra": _megabytes("VmHWM") - loaded}))


if __name__ == "__main__":
    _main(sys.argv[1])

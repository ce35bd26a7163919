"""Packages that only some formats and commands need."""

from __future__ import annotations

import importlib
from typing import Any

from cleaners.errors import TinsachError

EXTRAS = {
    "pyarrow": "parquet",
    "pyarrow.parquet": "parquet",
    "fastwarc.stream_io": "warc",
    "fastwarc.warc": "warc",
    "warcio.warcwriter": "warc",
    "warcio.statusandheaders": "warc",
    "datasette.app": "serve",
    "uvicorn": "serve",
}
"""Module to the extra of ours that brings it."""


class MissingExtra(TinsachError):
    """A format or command needs a package that is not installed."""


def extra(module: str) -> Any:
    """The module of that name, one of `EXTRAS`. Raises MissingExtra with the command that installs it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        package, name = module.partition(".")[0], EXTRAS[module]
        raise MissingExtra(f"{package} is not installed: pip install 'tinsach[{name}]'") from None

"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cleaners.errors import TinsachError, UsageError


class CannotWrite(TinsachError):
    """The file that was asked for cannot be made."""


@contextmanager
def new_file(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """Give the path of an empty file beside `path`, which takes its name when the block ends well, and else goes away.

    Only a process that is killed outright leaves it behind, as `NAME.….partial`. Raises UsageError when
    `path` is there and may not be overwritten, CannotWrite when the system refuses (full, read-only).
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it")
    if path.exists() and not overwrite:
        raise UsageError(f"{path} exists: name another file, or overwrite it with --force")
    partial = path.with_name(f"{path.name[:100]}.{secrets.token_hex(4)}.partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield partial
        _settle(partial)
        partial.replace(path)
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror or error}; no part of it was left") from None
    finally:
        for left in (partial, partial.with_name(partial.name + "-journal")):
            left.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Have the content on the disk before the name is."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""From the names on a command line to what they hold: folders, WARC files, JSON lines, pages, texts."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal, cast

from cleaners.errors import UsageError
from db.handover.html_files import files_under, read_file
from db.handover.incoming import MAX_PAGE_BYTES, UNREADABLE, Incoming, Skipped
from db.handover.json_lines import read_json_lines
from db.handover.warc_files import Wanted, read_warc

FileKind = Literal["warc", "jsonl", "file", "other"]

ENDINGS: tuple[tuple[tuple[str, ...], FileKind], ...] = (
    ((".warc", ".warc.gz", ".warc.zst"), "warc"),
    ((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"), "jsonl"),
    ((".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".txt"), "file"),
)
NOT_READ = "name ends in nothing that is read"
STDIN = "-"


def everything(
    names: Sequence[str],
    stdin: BinaryIO,
    *,
    unwanted: Wanted,
    url_pattern: str | None = None,
    max_bytes: int = MAX_PAGE_BYTES,
) -> Iterator[Incoming]:
    """What all of `names` hold, one thing at a time. "-" stands for JSON lines on `stdin`.

    In a folder the ending of a name says what a file is; a file that was named itself is looked into.
    Raises UsageError, before anything is read, when there is nothing under a name.
    """
    for name in names:
        if name != STDIN and not Path(name).exists():
            raise UsageError(f"there is no {name}")
    return _everything(names, stdin, unwanted, url_pattern, max_bytes)


def _everything(
    names: Sequence[str], stdin: BinaryIO, unwanted: Wanted, url_pattern: str | None, max_bytes: int
) -> Iterator[Incoming]:
    for name in names:
        path = Path(name)
        if name == STDIN:
            buffered = stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stdin))
            yield from read_json_lines(buffered, "standard input", max_bytes=max_bytes)
        elif path.is_dir():
            for found in files_under(path):
                if isinstance(found, Skipped):
                    yield found
                else:
                    yield from _one(found, path, _by_ending(found), unwanted, url_pattern, max_bytes)
        else:
            kind = _by_ending(path)
            yield from _one(path, path.parent, "look" if kind == "other" else kind, unwanted, url_pattern, max_bytes)


def _one(
    path: Path,
    base: Path,
    kind: FileKind | Literal["look"],
    unwanted: Wanted,
    url_pattern: str | None,
    max_bytes: int,
) -> Iterator[Incoming]:
    if kind == "other":
        yield Skipped(str(path), NOT_READ)
        return
    try:
        with path.open("rb") as stream:
            if kind == "look":
                kind = _by_looking(stream)
            if kind == "warc":
                yield from read_warc(stream, str(path), unwanted=unwanted, max_bytes=max_bytes)
            elif kind == "jsonl":
                yield from read_json_lines(stream, str(path), max_bytes=max_bytes)
            else:
                yield read_file(path, base, url_pattern=url_pattern, max_bytes=max_bytes)
    except OSError as error:
        yield Skipped(str(path), f"{UNREADABLE}: {error.strerror or error}", broken=True)


def _by_ending(path: Path) -> FileKind:
    name = path.name.lower()
    return next((kind for endings, kind in ENDINGS if name.endswith(endings)), "other")


def _by_looking(stream: io.BufferedReader) -> FileKind:
    """What a file holds whose name does not tell; `stream` stays where it was."""
    start = stream.peek(512)[:512]
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(31).decompress(start, 512)
        except zlib.error:
            return "file"
    if start.startswith(b"WARC/"):
        return "warc"
    return "jsonl" if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "file"

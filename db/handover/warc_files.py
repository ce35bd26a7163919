"""WARC files in: the answers 200 with HTML in them, record by record, past records that are broken."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from db.handover.content_coding import TooMuch, undo
from db.handover.extras import extra
from db.handover.incoming import BROKEN, REST_UNREADABLE, TOO_LARGE, UNDONE, Incoming, IncomingPage, Skipped

HTTP_HEADERS = 65_536
"""Bytes a record may have besides its page."""
STEP = 1 << 16
"""Bytes read at once while the next record is looked for."""
BEGINNING = re.compile(rb"\x1f\x8b\x08|WARC/1\.")
"""How a record begins: packed with gzip, or plain."""
LONGEST_BEGINNING = 7
TRIES = 1000
"""Beginnings in a row that are none; then the file is no WARC, or made to keep us busy."""
RECORD = re.compile(rb"WARC/1\.\d\r?\n[A-Za-z-]+:")

Wanted = Callable[[str | None], str | None]
"""Why pages of a host are left out; None: they are wanted."""


def read_warc(stream: BinaryIO, name: str, *, unwanted: Wanted, max_bytes: int) -> Iterator[Incoming]:
    """The pages in the WARC file `stream`, which must be seekable; `unwanted` says of a host why its pages are not.

    A stretch that cannot be read is told once, and reading goes on at the next record after it.
    Raises MissingExtra without fastwarc.
    """
    warc = extra("fastwarc.warc")
    start: int | None = 0
    in_vain = 0
    while start is not None:
        stream.seek(start)
        last = start
        records = warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response, parse_http=False)
        try:
            for record in records:
                last = start + record.stream_pos
                found = _page(warc, record, name, unwanted, max_bytes)
                in_vain = 0
                yield found
            return
        except (OSError, ValueError) as error:
            if not in_vain:
                yield Skipped(f"{name}, after byte {last:,}: {error}", BROKEN, broken=True)
            in_vain += 1
            if in_vain > TRIES:
                yield Skipped(f"{name}, after byte {last:,}", REST_UNREADABLE, broken=True)
                return
            start = _next_record(stream, last + 1)


def _page(warc: Any, record: Any, name: str, unwanted: Wanted, max_bytes: int) -> Incoming:
    # wget writes addresses in angle brackets, as the first edition of the standard seemed to want.
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    where = url or f"{name}, byte {record.stream_pos:,}"
    if reason := unwanted(_host(url)):
        return Skipped(where, reason)
    if record.content_length > max_bytes + HTTP_HEADERS:
        return Skipped(where, TOO_LARGE)
    if warc.has_block_digest(record) and not record.verify_block_digest():
        return Skipped(f"{where}: its digest is another", BROKEN, broken=True)
    record.parse_http(auto_decode="transfer")
    if record.http_headers is None or record.http_headers.status_code is None:
        return Skipped(f"{where}: no HTTP", BROKEN, broken=True)
    if record.http_headers.status_code != 200:
        return Skipped(where, f"HTTP {record.http_headers.status_code}")
    headers = tuple((str(key), str(value)) for key, value in record.http_headers.items())
    values = {key.lower(): value for key, value in reversed(headers)}
    if "html" not in values.get("content-type", "html").lower():
        return Skipped(where, "no HTML")
    size = record.content_length
    body = record.reader.read()
    if len(body) < size and "transfer-encoding" not in values:
        return Skipped(f"{where}: cut off", BROKEN, broken=True)
    try:
        body = undo(body, values.get("content-encoding"), max_bytes)
    except TooMuch:
        return Skipped(where, TOO_LARGE)
    except ValueError as error:
        if not body.lstrip().startswith(b"<"):  # some tools unpack the body and leave the header
            return Skipped(f"{where}: the body {error}", BROKEN, broken=True)
    if len(body) > max_bytes:
        return Skipped(where, TOO_LARGE)
    kept = tuple((key, value) for key, value in headers if key.lower() not in UNDONE)
    fetched_at = record.record_date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if record.record_date else None
    return IncomingPage(where, url, body, fetched_at, kept)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _next_record(stream: BinaryIO, after: int) -> int | None:
    """Where the next record begins at or after the byte `after`; None when there is none."""
    while True:
        stream.seek(after)
        window = stream.read(STEP)
        for found in BEGINNING.finditer(window):
            if _begins_record(stream, after + found.start()):
                return after + found.start()
        if len(window) < STEP:
            return None
        after += STEP - LONGEST_BEGINNING  # one may stand across two windows


def _begins_record(stream: BinaryIO, place: int) -> bool:
    stream.seek(place)
    start = stream.read(512)
    if not start.startswith(b"WARC/"):
        try:
            start = zlib.decompressobj(31).decompress(start, 512)
        except zlib.error:
            return False
    return RECORD.match(start) is not None

"""The archive as a WARC file: a response record for every stored page, each packed by itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from db.handover.extras import extra
from db.handover.incoming import UNDONE, Headers
from db.handover.selection import ExportTally
from db.records import FetchedPage

WARC_VERSION = "1.1"
PROTOCOL = "HTTP/1.1"
NO_HEADER_NAME = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
NO_HEADER_VALUE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def write_warc(pages: Iterable[FetchedPage], path: Path, tally: ExportTally, *, packed: bool = True) -> None:
    """One record a page, without its request. Raises MissingExtra without warcio."""
    writer_module, headers_module = extra("warcio.warcwriter"), extra("warcio.statusandheaders")
    with path.open("wb") as file:
        writer = writer_module.WARCWriter(file, gzip=packed, warc_version=WARC_VERSION)
        about = {"software": f"tinsach/{version('tinsach')}", "format": f"WARC File Format {WARC_VERSION}"}
        writer.write_record(writer.create_warcinfo_record(None, about))
        for page in pages:
            http = headers_module.StatusAndHeaders(_status(page.http_status), _headers(page), protocol=PROTOCOL)
            record = writer.create_warc_record(
                # Vietnamese letters and blanks in an address would be no URI.
                quote(page.requested_url, safe="%/:?#[]@!$&'()*+,;=~"),
                "response",
                payload=io.BytesIO(page.body),
                length=len(page.body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": page.fetched_at},
            )
            writer.write_record(record)
            tally.wrote()


def _headers(page: FetchedPage) -> Headers:
    """As they came, except what was true of the packed body only."""
    kept = [
        (name, NO_HEADER_VALUE.sub(" ", value))
        for name, value in page.headers
        if name.lower() not in UNDONE | {"content-length"} and name and not NO_HEADER_NAME.search(name)
    ]
    return (*kept, ("Content-Length", str(len(page.body))))


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)

"""Bytes to text, and what kind of text it is."""

from __future__ import annotations

import json
import re
import zlib
from typing import Literal

from cleaners.errors import UnreadablePage
from cleaners.limits import MAX_CHARACTERS
from cleaners.render import MADE_BY

MAX_BYTES = 2 * MAX_CHARACTERS
"""UTF-16 takes two bytes a character, and so does much of Vietnamese in UTF-8."""

DOCTYPE = "<!doctype html"
START = 200_000
"""Characters in which a page shows that it is one."""

_charset = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_beyond_ascii = re.compile(r"[^\x00-\x7f\ufffd]")
_markup = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|article|section|main|p|br|table|ul|h[1-6]|span|figure|script|meta|title|a)[\s>/]",
    re.IGNORECASE,
)
_feed = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL
)  # gives nothing back: a page that begins with thirty comments took for ever otherwise


def decode(raw: bytes, content_type: str | None = None) -> str:
    """The text of `raw`.

    A byte-order mark wins; then UTF-8, which no other encoding of Vietnamese is by accident; then
    the charset that `content_type` (an HTTP header) or the page itself names; then windows-1258.
    Raises UnreadablePage for what is empty or no text at all.
    """
    if raw[:2] == b"\x1f\x8b":  # these servers compress even for clients that never asked
        raw = _gunzip(raw)
    if len(raw) > MAX_BYTES:
        raise UnreadablePage(f"the input has {len(raw):,} bytes, more than the {MAX_BYTES:,} a page may have")
    if not raw.strip(b"\0 \t\r\n"):
        raise UnreadablePage("the input is empty: nothing to clean")
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if raw[:8].count(b"\0") >= 3:
        encoding = "utf-16-le" if raw[1] == 0 else "utf-16-be"
        text = raw.decode(encoding, "replace")
        if text.count("\ufffd") < len(text) / 50:
            return text
    if raw[:5] == b"%PDF-" or raw[:4] in (b"\x89PNG", b"PK\x03\x04", b"RIFF", b"GIF8") or raw[:3] == b"\xff\xd8\xff":
        raise UnreadablePage("the input is a PDF, a picture or an archive, not a page: give the HTML or its text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Mostly UTF-8 with a few broken bytes (cut in mid-character, spliced) stays UTF-8, whatever a header says.
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if len(_beyond_ascii.findall(text)) > 5 * broken:
        return text
    for named in (_charset.search((content_type or "").encode()), _charset.search(raw[:4096])):
        if named:
            fitting = _decoded(raw, named[1].decode("ascii"))
            if fitting is not None:
                return fitting
    if sum(byte < 9 for byte in raw[:4096]) * 20 > len(raw[:4096]):
        raise UnreadablePage("the input is binary, not a page or a text: give the HTML or its text")
    return raw.decode("cp1258", "replace")


def is_plain_page(raw: bytes) -> bool:
    """Whether `raw` begins as a page does that is in UTF-8 or another encoding that holds ASCII."""
    return len(raw) <= MAX_CHARACTERS and raw[:100].lstrip()[:14].lower() == DOCTYPE.encode()


def kind_of(text: str) -> Literal["page", "dump"]:
    """Whether `text` is HTML or a page already flattened to plain text. Raises UnreadablePage for anything else."""
    if len(text) > MAX_CHARACTERS:
        raise UnreadablePage(
            f"the input has {len(text):,} characters, more than the {MAX_CHARACTERS:,} a page may have"
        )
    if text[:100].lstrip("\ufeff \t\r\n")[:14].lower() == DOCTYPE:
        return "page"
    if text.rstrip().endswith(MADE_BY) and text.lstrip()[:1] != "<":  # our Markdown, where every "<" is escaped
        return "dump"
    if _feed.match(text):
        raise UnreadablePage("the input is a feed or a sitemap, not a page: `tinsach crawl` reads those")
    if _markup.search(text, 0, START):
        return "page"
    start = text[:START]
    if not start.strip("\0 \t\r\n\ufeff"):
        if not text.strip("\0 \t\r\n\ufeff"):
            raise UnreadablePage("the input is empty: nothing to clean")
        start = text
        if _markup.search(start):
            return "page"
    if start.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            raise UnreadablePage("the input is JSON, not a page or a text")
    if sum(not c.isprintable() and not c.isspace() for c in start) * 20 > len(start):
        raise UnreadablePage("the input is binary, not a page or a text: give the HTML or its text")
    return "dump"


def _decoded(raw: bytes, encoding: str) -> str | None:
    """`raw` in the encoding a header names, when that is one and fits."""
    if encoding.lower().replace("_", "-").startswith(("utf-", "utf8", "utf16")):
        return None  # it was tried and is not; a page that can say so in ASCII is not UTF-16 either
    if encoding.lower() in ("windows-1258", "cp1258"):
        encoding = "cp1258"
    try:
        text = raw.decode(encoding, "replace")
    except (LookupError, UnicodeError):  # no encoding, or one that is none of text and cannot replace (idna)
        return None
    return text if text.count("\ufffd") * 20 <= len(text) else None


def _gunzip(raw: bytes) -> bytes:
    """What `raw` holds, compressed with gzip; what can be read of it when it was cut."""
    unzip = zlib.decompressobj(wbits=31)
    try:
        text = unzip.decompress(raw, MAX_BYTES)
    except zlib.error as error:
        raise UnreadablePage(f"the input is compressed with gzip and broken: {error}") from None
    if unzip.unconsumed_tail:
        raise UnreadablePage(f"the input unpacks to more than the {MAX_BYTES:,} bytes a page may have")
    return text

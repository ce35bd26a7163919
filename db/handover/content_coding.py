"""Undoing an HTTP body's Content-Encoding, never to more than a page may have."""

from __future__ import annotations

import io
import sys
import zlib

from db.handover.extras import extra

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP, ZLIB, RAW_DEFLATE = 31, 15, -15
"""Window bits, as zlib names its formats."""


class TooMuch(ValueError):
    """The body unpacks to more than was allowed."""


def undo(body: bytes, encodings: str | None, limit: int) -> bytes:
    """`body` without the codings of a Content-Encoding header, the last of them first.

    Raises TooMuch beyond `limit` bytes, ValueError for a coding that is unknown or not what was done.
    """
    for coding in reversed([name.strip().lower() for name in (encodings or "").split(",")]):
        body = _undone(body, coding, limit)
        if len(body) > limit:
            raise TooMuch(f"unpacks to more than {limit:,} bytes")
    return body


def _undone(body: bytes, coding: str, limit: int) -> bytes:
    try:
        match coding:
            case "" | "identity":
                return body
            case "gzip" | "x-gzip":
                return _inflated(body, GZIP, limit)
            case "deflate":  # by the book it has zlib's frame; some servers leave it out
                return _inflated(body, ZLIB if body[:1] == b"\x78" else RAW_DEFLATE, limit)
            case "zstd":
                return zstd.ZstdDecompressor().decompress(body, limit + 1)
            case "br":
                unpacked: bytes = extra("fastwarc.stream_io").BrotliReader(io.BytesIO(body)).read(limit + 1)
                return unpacked
    except (zlib.error, zstd.ZstdError, OSError) as error:
        raise ValueError(f"is not {coding}: {error}") from None
    raise ValueError(f"Content-Encoding {coding!r} is unknown")


def _inflated(body: bytes, window_bits: int, limit: int) -> bytes:
    unzip = zlib.decompressobj(window_bits)
    unpacked = unzip.decompress(body, limit + 1)
    if not unzip.eof and len(unpacked) <= limit:
        raise zlib.error("cut off")
    return unpacked

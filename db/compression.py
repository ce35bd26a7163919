"""zstd frames: a page alone, or against the bytes of a similar page (a raw-content dictionary).

Each frame ends with a checksum (32 bits of XXH64) of what was packed: zstd compares it while it unpacks, in a small
part of the time that SHA-256 takes. Frames of earlier files have none.
"""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZstdError = zstd.ZstdError

CODEC = "zstd"
"""A page as the crawl stored it."""
COMPACTED = "zstd-19"
"""A page that went through `tinsach archive compact`; a zstd frame as well, read the same way."""
CRAWL_LEVEL = 3
"""Fast enough to keep up with any crawl."""
COMPACT_LEVEL = 19
FLAGS, CHECKSUM = 4, 0x04
"""Where the flags of a frame stand (RFC 8878, 3.1.1.1.1), and the one that says that it ends with a checksum."""
WINDOW_LOG = 24
"""Bytes (as a power of two) that a match may lie back: two pages of the largest size that is a reference."""


class Dictionary:
    """The bytes of one page, digested at first use, to compress and read similar pages with."""

    __slots__ = ("_zstd", "body")

    def __init__(self, body: bytes) -> None:
        self.body = body
        self._zstd = zstd.ZstdDict(body, is_raw=True)

    def compress(self, body: bytes, level: int = CRAWL_LEVEL) -> bytes:
        """`body` as one frame that needs this dictionary again."""
        return zstd.compress(body, options=_options(level), zstd_dict=self._zstd.as_digested_dict)

    def decompress(self, stored: bytes) -> bytes:
        """What `compress` was given. Raises `ZstdError` when the bytes or the dictionary are not the same."""
        return zstd.decompress(stored, self._zstd)


def compress(body: bytes, *, level: int = CRAWL_LEVEL) -> bytes:
    """`body` as one frame that needs nothing else."""
    return zstd.compress(body, options=_options(level))


def decompress(stored: bytes) -> bytes:
    """What `compress` was given. Raises `ZstdError`."""
    return zstd.decompress(stored)


def has_checksum(stored: bytes) -> bool:
    """Whether unpacking the frame `stored` proves by itself that what comes out is what was packed."""
    return len(stored) > FLAGS and bool(stored[FLAGS] & CHECKSUM)


def _options(level: int) -> dict[int, int]:
    parameter = zstd.CompressionParameter
    return {parameter.compression_level: level, parameter.window_log: WINDOW_LOG, parameter.checksum_flag: 1}

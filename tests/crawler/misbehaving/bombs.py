"""Small answers that are large once unpacked or expanded."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import lru_cache

SIZE = 100_000_000
"""Bytes of a bomb when it is unpacked: more than a page or a sitemap may have."""
PIECE = b"0" * 1_000_000


@lru_cache
def gzip_bomb(start: bytes = b"<p>", size: int = SIZE) -> bytes:
    """`size` bytes, packed with gzip to about a thousandth."""
    return _packed(start, size, wbits=31)


@lru_cache
def deflate_bomb(start: bytes = b"<p>", size: int = SIZE) -> bytes:
    """The same, packed with deflate."""
    return _packed(start, size, wbits=15)


@lru_cache
def twice_packed() -> bytes:
    """A gzip bomb in a gzip file: about a millionth of what it holds."""
    packer = zlib.compressobj(9, wbits=31)
    return packer.compress(gzip_bomb(b"<urlset>")) + packer.flush()


@lru_cache
def zip_bomb() -> bytes:
    """A zip archive of one large file."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("bai.html", "w", force_zip64=True) as entry,
    ):
        for _ in range(SIZE // len(PIECE)):
            entry.write(PIECE)
    return target.getvalue()


def billion_laughs(root: str, body: str) -> bytes:
    """XML whose entity `e9` stands for a billion words; `body` uses it."""
    entities = '<!ENTITY e0 "tin">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [{entities}]><{root}>{body}</{root}>'.encode()


def quadratic_blowup(root: str, body: str) -> bytes:
    """XML with one long entity, `e`, that `body` uses many times."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e "{"tin" * 30_000}">]><{root}>{body}</{root}>'.encode()


def foreign_entity(root: str, body: str) -> bytes:
    """XML whose entity `e` stands for a file of the machine that reads it."""
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e SYSTEM "file:///etc/passwd">]><{root}>{body}</{root}>'.encode()


def _packed(start: bytes, size: int, wbits: int) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    pieces = [packer.compress(start)]
    pieces += [packer.compress(PIECE) for _ in range(size // len(PIECE))]
    return b"".join((*pieces, packer.flush()))

"""XML from strangers: no entities, no network, no huge trees; gzip unpacked up to a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from crawler.discovery.link import BrokenSource

GZIP = b"\x1f\x8b"
MAX_BYTES = 50_000_000
"""A sitemap may have this size, unpacked, by its own specification."""


def unpacked(body: bytes, limit: int = MAX_BYTES) -> bytes:
    """`body`, unpacked when it is gzip (as `.xml.gz`). Raises BrokenSource when broken or larger than `limit`."""
    for _ in range(2):  # some servers pack a packed file once more
        if not body.startswith(GZIP):
            break
        inflater = zlib.decompressobj(wbits=31)
        try:
            body = inflater.decompress(body, limit + 1)
        except zlib.error as error:
            raise BrokenSource(f"broken gzip: {error}") from None
        if len(body) > limit:
            raise BrokenSource(f"larger than {limit:,} bytes when unpacked")
    return body


def elements(body: bytes, tags: frozenset[str], roots: frozenset[str]) -> Iterator[etree._Element]:
    """Every element whose local name is in `tags`, in document order, each freed when the next is asked for.

    Small mistakes (a bare ampersand, an unknown entity) are read over. Raises BrokenSource when the
    root's local name is not in `roots`, or nothing can be read.
    """
    body = unpacked(body).lstrip()
    if not body:
        raise BrokenSource("empty")
    events = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    seen_root = False
    try:
        for event, element in events:
            if not seen_root:
                seen_root = True
                if local_name(element) not in roots:
                    raise BrokenSource(f"not a feed or sitemap: its root is <{local_name(element)}>")
            if event == "end" and local_name(element) in tags:
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise BrokenSource(f"not readable as XML: {error.msg}") from None
    if not seen_root:
        raise BrokenSource("not readable as XML")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, lower case."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def child_texts(element: etree._Element) -> dict[str, str]:
    """The texts of all descendants by local name, as one line; of several with one name the first that has any."""
    found: dict[str, str] = {}
    for child in element.iterdescendants():
        name = local_name(child)
        if name and name not in found and (text := " ".join("".join(map(str, child.itertext())).split())):
            found[name] = text
    return found


def first_of(texts: dict[str, str], *names: str) -> str | None:
    """The first of `names` that has a text."""
    return next((texts[name] for name in names if name in texts), None)

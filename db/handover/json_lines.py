"""JSON lines in: a page (`url`, `html`), a text (`text`) or one of Tinsach's own articles (`blocks`) a line."""

from __future__ import annotations

import gzip
import io
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from cleaners.article import Article, Block, BlockKind, Cleaner, Image, Kind
from db.handover.incoming import (
    BROKEN,
    NO_ADDRESS,
    REST_UNREADABLE,
    TOO_LARGE,
    Incoming,
    IncomingArticle,
    IncomingPage,
    IncomingText,
    Skipped,
    as_utc,
    read_headers,
    read_object,
)

LINE_FACTOR = 4
"""A line may be so many times as long as a page: JSON writes some letters with six."""

TEXTS = ("url", "outlet", "headline", "description", "dateline", "source", "date_published", "date_modified")
DATES = ("date_published", "date_modified")
NAMES = ("layout", "in_language")
LISTS = ("authors", "article_section", "keywords", "warnings")
BLOCK_KINDS = get_args(BlockKind)
KINDS = get_args(Kind)


def read_json_lines(stream: io.BufferedReader, name: str, *, max_bytes: int) -> Iterator[Incoming]:
    """What the lines of `stream` bring; it may be packed with gzip. A bad line costs itself only."""
    number = 0
    try:
        for number, line in enumerate(_lines(_unpacked(stream), max_bytes * LINE_FACTOR), 1):
            where = f"{name}, line {number}"
            if line is None:
                yield Skipped(where, TOO_LARGE, broken=True)
            elif line.strip():
                yield _read(line, where, max_bytes)
    except (OSError, EOFError, zlib.error) as error:
        yield Skipped(f"{name}, after line {number}: {error}", REST_UNREADABLE, broken=True)


def article_of_json(value: Mapping[str, Any]) -> Article:
    """The article of the JSON that `Article.to_dict` makes. Raises ValueError where it is none."""
    cleaner = value.get("cleaner")
    if not isinstance(cleaner, dict):
        raise ValueError("an article that does not say who cleaned it")
    wrong = [name for name in TEXTS if not isinstance(value.get(name), (str, type(None)))]
    wrong += [name for name in NAMES if not isinstance(value.get(name, ""), str)]
    wrong += [name for name in LISTS if not _is_list_of(value.get(name, []), str)]
    wrong += [name for name in ("images", "blocks") if not _is_list_of(value.get(name, []), dict)]
    if wrong:
        raise ValueError(f"an article whose {wrong[0]} is not what it should be")
    for name in DATES:
        if value.get(name) is not None:
            as_utc(value[name])
    kind, free = value.get("kind", "article"), value.get("is_accessible_for_free")
    if kind not in KINDS or not isinstance(free, (bool, type(None))):
        raise ValueError("an article of no kind that Tinsach knows")
    values: dict[str, Any] = {name: value[name] for name in (*TEXTS, *NAMES) if name in value}
    values |= {name: tuple(value.get(name, ())) for name in LISTS}
    return Article(
        cleaner=Cleaner(str(cleaner.get("name")), str(cleaner.get("version")), cleaner.get("fallback") is True),
        kind=kind,
        is_accessible_for_free=free,
        images=tuple(_image(image) for image in value.get("images", ())),
        blocks=tuple(_block(block) for block in value.get("blocks", ())),
        **values,
    )


def _read(line: bytes, where: str, max_bytes: int) -> Incoming:
    try:
        value = read_object(line)
        if isinstance(value.get("html"), str):
            return _page(value, where, max_bytes)
        if isinstance(value.get("text"), str):
            return _text(value, where, max_bytes)
        if "blocks" in value:
            return IncomingArticle(where, article_of_json(_composed(value)))
    except ValueError as error:
        return Skipped(where, f"{BROKEN}: {error}", broken=True)
    except RecursionError:
        return Skipped(where, f"{BROKEN}: nested too deep", broken=True)
    return Skipped(where, f"{BROKEN}: neither html nor text nor blocks", broken=True)


def _composed(value: Any) -> Any:
    """`value` with all text in it in Unicode NFC, as every article of ours is."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(item) for item in value]
    if isinstance(value, dict):
        return {name: _composed(item) for name, item in value.items()}
    return value


def _page(value: dict[str, Any], where: str, max_bytes: int) -> Incoming:
    url = value.get("url")
    if not isinstance(url, str) or not url:
        return Skipped(where, NO_ADDRESS, broken=True)
    body = value["html"].encode("utf-8", "replace")
    if len(body) > max_bytes:
        return Skipped(url, TOO_LARGE)
    fetched_at = value.get("fetched_at")
    if not isinstance(fetched_at, (str, type(None))):
        raise ValueError("fetched_at is no time in ISO 8601")
    try:
        when = as_utc(fetched_at) if fetched_at else None
    except ValueError:
        raise ValueError("fetched_at is no time in ISO 8601") from None
    return IncomingPage(where, url, body, when, read_headers(value.get("headers")))


def _text(value: dict[str, Any], where: str, max_bytes: int) -> Incoming:
    url = value.get("url")
    text = value["text"].encode("utf-8", "replace")
    if len(text) > max_bytes:
        return Skipped(where, TOO_LARGE)
    return IncomingText(where, text, url if isinstance(url, str) and url else None)


def _image(value: dict[str, Any]) -> Image:
    parts = [value.get(name) for name in ("url", "caption", "credit")]
    if any(not isinstance(part, (str, type(None))) for part in parts):
        raise ValueError("an image that is none")
    return Image(*parts)


def _block(value: dict[str, Any]) -> Block:
    kind: Any = value.get("kind")
    text = value.get("text")
    if kind not in BLOCK_KINDS or not isinstance(text, str) or not text.strip():
        raise ValueError("a block that is none")
    return Block(kind, text)


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _unpacked(stream: io.BufferedReader) -> io.BufferedIOBase:
    """`stream`, through gzip when it begins as gzip does."""
    return gzip.GzipFile(fileobj=stream) if stream.peek(2)[:2] == b"\x1f\x8b" else stream


def _lines(stream: io.BufferedIOBase, longest: int) -> Iterator[bytes | None]:
    """The lines; None for one longer than `longest`, which is read over without being kept."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest)
        yield None

"""The demo articles, one TOML file an outlet.

A body is a list: a string is a paragraph; a table says what else it is by its first key
(`heading`, `photo`, `related` …). Invented from the first word to the last.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crawler.demo.papers import PAPERS
from crawler.demo.truth import (
    EVERYWHERE,
    Ad,
    Agency,
    Clip,
    DemoArticle,
    Heading,
    InfoBox,
    Item,
    Items,
    Lines,
    Paragraph,
    Photos,
    Quote,
    Related,
    SecondDay,
    Table,
    Talk,
)


class _ByOutlet(Mapping[str, tuple[DemoArticle, ...]]):
    """Reads an outlet's file when it is first asked for."""

    def __getitem__(self, outlet: str) -> tuple[DemoArticle, ...]:
        if outlet not in PAPERS:
            raise KeyError(outlet)
        return _read(outlet)

    def __iter__(self) -> Iterator[str]:
        return iter(PAPERS)

    def __len__(self) -> int:
        return len(PAPERS)


DEMO_ARTICLES: Mapping[str, tuple[DemoArticle, ...]] = _ByOutlet()
"""All articles by outlet, those of the second day and those that disappear included; see `DemoArticle.on`."""


@lru_cache
def _read(outlet: str) -> tuple[DemoArticle, ...]:
    tables = tomllib.loads((files(__name__) / f"{outlet}.toml").read_text("utf-8"))["article"]
    return tuple(_article(outlet, table) for table in tables)


def _article(outlet: str, table: dict[str, Any]) -> DemoArticle:
    values = dict(table)
    values["body"] = tuple(_item(item) for item in values.pop("body", ()))
    values["found_in"] = frozenset(values.pop("found_in", EVERYWHERE))
    if "second_day" in values:
        values["second_day"] = SecondDay(**values["second_day"])
    for name in ("authors", "keywords", "after", "also_at"):
        values[name] = tuple(values.get(name, ()))
    values.setdefault("modified", values["published"])
    return DemoArticle(outlet=outlet, **values)


def _item(item: str | dict[str, Any]) -> Item:
    if isinstance(item, str):
        return Paragraph(item)
    match item:
        case {"text": text, "style": style}:
            return Paragraph(text, style)
        case {"lines": lines}:
            return Lines(tuple(lines))
        case {"heading": text}:
            return Heading(text, item.get("style", "h2"))
        case {"items": items}:
            return Items(tuple(items), item.get("ordered", False))
        case {"quote": text}:
            return Quote(text)
        case {"table": rows}:
            return Table(tuple(tuple(row) for row in rows))
        case {"box": heading, "paragraphs": paragraphs}:
            return InfoBox(heading, tuple(paragraphs))
        case {"photo": file}:
            return Photos((file,), item.get("caption"), item.get("credit"))
        case {"photos": names}:
            return Photos(tuple(names), item.get("caption"), item.get("credit"))
        case {"video": file, "caption": caption}:
            return Clip(file, caption)
        case {"related": ids, "style": style}:
            return Related(tuple(ids), style)
        case {"ad": True}:
            return Ad()
        case {"question": text}:
            return Talk("question", text, item.get("who"))
        case {"answer": text}:
            return Talk("answer", text, item.get("who"))
        case {"agency": name}:
            return Agency(name)
        case _:
            raise ValueError(f"no item of a demo article: {item!r}")

"""The fields of an article: each read from the first of its declared sources that has something to say."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cleaners.layout import Fields, Source
from cleaners.markup import readable
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LINKED_DATA = "script[type=application/ld+json]"
"""Where a page's JSON-LD stands."""
MAX_JSON_LD = 400_000
"""Characters; a longer script is no article's metadata."""


class Sources:
    """What the page offers: elements by the selector that found them, and the NewsArticle JSON-LD.

    `used` collects the elements whose text became a field, by identity, with the field's name.
    """

    __slots__ = ("_by_selector", "_linked_data", "_scripts", "used")

    def __init__(self, by_selector: Mapping[str, list[LexborNode]], scripts: list[LexborNode]) -> None:
        self._by_selector = by_selector
        self._scripts = scripts
        self._linked_data: tuple[dict[str, Any], tuple[str, ...]] | None = None
        self.used: dict[int, str] = {}

    def elements(self, selector: str) -> list[LexborNode]:
        return self._by_selector.get(selector, [])

    def values(self, source: Source) -> list[tuple[str, LexborNode | None]]:
        """The non-empty values of one source, as one line each, with the element each was read from."""
        if source.selector == "ld":
            return [(value, None) for value in self._ld(source.attribute or "")]
        values: list[tuple[str, LexborNode | None]] = []
        for node in self.elements(source.selector):
            raw = readable(node) if source.attribute is None else node.attributes.get(source.attribute)
            value = one_line(raw or "")
            if value:
                values.append((value, node))
        return values

    def first(
        self, name: str, sources: tuple[Source, ...], reads: Callable[[str], str | None] = lambda v: v
    ) -> str | None:
        """What `reads` makes of the first value it can read; its element counts as used for `name`."""
        for source in sources:
            for value, node in self.values(source):
                read = reads(value)
                if read:
                    if node is not None and source.attribute is None:
                        self.used[node.mem_id] = name
                    return read
        return None

    def all(self, name: str, sources: tuple[Source, ...]) -> tuple[list[str], Source | None]:
        """All values of the first source that has any."""
        for source in sources:
            values = self.values(source)
            if values:
                for _, node in values:
                    if node is not None and source.attribute is None:
                        self.used[node.mem_id] = name
                return [value for value, _ in values], source
        return [], None

    def linked_data_mentions(self, word: str) -> bool:
        """Whether a JSON-LD script has `word` in it: cheaper than reading them."""
        return any(word in (script.text() or "") for script in self._scripts)

    def _ld(self, path: str) -> list[str]:
        article, breadcrumb = self._read_linked_data()
        if path == "breadcrumb":
            return list(breadcrumb)
        values: list[Any] = [article]
        for key in path.split("."):
            values = [v.get(key) for v in _flat(values) if isinstance(v, dict)]
        return [line for v in _flat(values) if isinstance(v, (str, bool)) and (line := one_line(_unescaped(str(v))))]

    def _read_linked_data(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        if self._linked_data is None:
            article: dict[str, Any] = {}
            breadcrumb: tuple[str, ...] = ()
            for script in self._scripts:
                for thing in _things(script.text()):
                    kind = thing.get("@type")
                    kinds = kind if isinstance(kind, list) else [kind]
                    if not article and any(isinstance(k, str) and k.endswith("Article") for k in kinds):
                        article = thing
                    elif not breadcrumb and "BreadcrumbList" in kinds:
                        breadcrumb = tuple(_names(thing.get("itemListElement")))
            self._linked_data = article, breadcrumb
        return self._linked_data


def declared(fields: Fields) -> list[str]:
    """Every selector the fields name."""
    return list(
        dict.fromkeys(
            source.selector for name in Fields.__slots__ for source in getattr(fields, name) if source.selector != "ld"
        )
    )


def _things(raw: str) -> list[dict[str, Any]]:
    """The objects of one JSON-LD script; none when it is broken, as some are."""
    if len(raw) > MAX_JSON_LD:
        return []
    try:
        found = json.loads(raw, strict=False)
    except (ValueError, RecursionError):
        return []
    things = found if isinstance(found, list) else [found]
    graphs = [t["@graph"] for t in things if isinstance(t, dict) and isinstance(t.get("@graph"), list)]
    return [t for t in [*things, *(t for graph in graphs for t in graph)] if isinstance(t, dict)]


def _names(items: Any) -> list[str]:
    """The names of a breadcrumb's steps, without the home page."""
    names = []
    for step in _flat(_flat([items])):  # dantri.com.vn wraps every step in a list of its own
        if isinstance(step, dict):
            inner = step.get("item")
            name = step.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str) and name.strip().lower() not in ("", "trang chủ", "home", "trang chủ "):
                names.append(one_line(_unescaped(name)))
    return names


def _flat(values: list[Any]) -> list[Any]:
    return [inner for value in values for inner in (value if isinstance(value, list) else [value])]


def _unescaped(value: str) -> str:
    """JSON-LD of these sites is escaped once or twice over."""
    return html.unescape(html.unescape(value)) if "&" in value else value

"""The fields of an article: each read from the first of its declared sources that has something to say."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cleaners.layout import Source
from cleaners.markup import readable
from cleaners.selectors import quoted
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LINKED_DATA = "script[type=application/ld+json]"
"""Where a page's JSON-LD stands."""
PAGE_WIDE = ("meta", "link", "input", "script", "body", "title")
"""Elements that stand outside an article's region."""
META_KEYS = frozenset(("property", "name", "itemprop"))
MAX_JSON_LD = 400_000
"""Characters; a longer script is no article's metadata."""


class Sources:
    """What a page offers its fields: elements by selector, looked up when first asked for, and the NewsArticle JSON-LD.

    Elements are looked for inside `region` (else on the whole page); what stands in the head, the
    hidden inputs and the links of the whole page are found everywhere. `used` collects the elements
    whose text became a field, by identity, with the field's name.
    """

    __slots__ = ("_found", "_linked_data", "_metas", "_region", "_tree", "used")

    def __init__(self, tree: LexborHTMLParser, region: LexborNode | None = None) -> None:
        self._tree = tree
        self._region = region
        self._found: dict[str, list[LexborNode]] = {}
        self._metas: dict[str, list[LexborNode]] | None = None
        self._linked_data: tuple[dict[str, Any], tuple[str, ...]] | None = None
        self.used: dict[int, str] = {}

    def elements(self, selector: str) -> list[LexborNode]:
        """The elements that fit `selector`, in document order."""
        if selector.startswith("meta["):
            return self._meta(selector)
        found = self._found.get(selector)
        if found is None:
            within = self._tree if self._region is None or selector.startswith(PAGE_WIDE) else self._region
            found = self._found[selector] = within.css(quoted(selector))
        return found

    def _meta(self, selector: str) -> list[LexborNode]:
        """One look for all `<meta>`: half of the sources are among them."""
        if self._metas is None:
            self._metas = {}
            for node in self._tree.css("meta"):
                for name, value in node.attributes.items():
                    if name in META_KEYS and value:
                        self._metas.setdefault(f"meta[{name}={value}]", []).append(node)
        return self._metas.get(selector, [])

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
            for script in self._tree.css(quoted(LINKED_DATA)):
                for thing in _things(script.text()):
                    kind = thing.get("@type")
                    kinds = kind if isinstance(kind, list) else [kind]
                    if not article and any(isinstance(k, str) and k.endswith("Article") for k in kinds):
                        article = thing
                    elif not breadcrumb and "BreadcrumbList" in kinds:
                        breadcrumb = tuple(_names(thing.get("itemListElement")))
            self._linked_data = article, breadcrumb
        return self._linked_data


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

"""The fields of an article: each read from the first of its declared sources that has something to say."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cleaners.layout import LD, Source
from cleaners.look import Seen
from cleaners.markup import readable
from cleaners.selectors import quoted
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LINKED_DATA = "script[type=application/ld+json]"
"""Where a page's JSON-LD stands."""
OUTSIDE = ("meta", "link", "input", "script", "body", "title")
"""Elements that stand outside an article's region."""
IN_HEAD = ("meta", "link", "script", "title")
"""Those that stand in the head, or else in the region (meta) or anywhere."""
MOST_VALUES = 200
"""Elements that one field is read from: no article has so many authors or keywords."""
MAX_JSON_LD = 400_000
"""Characters; a longer script is no article's metadata."""

_input = re.compile(r"input#([\w-]+)(?:\[value=([^\]]*)\])?")
"""The hidden inputs that say what page it is: "input#hdZoneUrl", "input#hdType[value=13]"."""


class Sources:
    """What a page offers its fields: elements by selector, looked up when first asked for, and the NewsArticle JSON-LD.

    `seen` is what was found in the article's region, where fields are looked for (None: on the whole page); what
    stands in the head, the hidden inputs and the links of the whole page are found everywhere. `used` holds the
    elements whose text became a field, by identity, with the field's name, and `texts` that text.
    """

    __slots__ = ("_found", "_inputs", "_linked_data", "_seen", "_tree", "texts", "used")

    def __init__(self, tree: LexborHTMLParser, seen: Seen[Any] | None = None) -> None:
        self._tree = tree
        self._seen = seen
        self._found: dict[str, list[LexborNode]] = {}
        self._inputs: dict[str | None, list[LexborNode]] | None = None
        self._linked_data: tuple[dict[str, Any], tuple[str, ...]] | None = None
        self.used: dict[int, str] = {}
        self.texts: dict[int, str] = {}

    def elements(self, selector: str) -> list[LexborNode]:
        """The elements that fit `selector`, in document order."""
        found = self._found.get(selector)
        if found is None:
            found = self._found[selector] = self._look_up(selector)
        return found

    def _look_up(self, selector: str) -> list[LexborNode]:
        if self._seen is not None and not selector.startswith(OUTSIDE):
            return self._seen.elements(selector)
        # The head is small, and a walk over the whole page costs as much as one over its body.
        head = self._tree.head if selector.startswith(IN_HEAD) else None
        if head is not None and (found := head.css(quoted(selector))):
            return found
        if self._seen is not None and selector.startswith("meta"):
            return self._seen.elements(selector)
        if asked := _input.fullmatch(selector):
            if self._inputs is None:
                self._inputs = {}
                for node in self._tree.css("input"):
                    self._inputs.setdefault(node.id, []).append(node)
            named, value = self._inputs.get(asked[1], []), asked[2]
            return [node for node in named if value is None or node.attributes.get("value") == value]
        return self._tree.css(quoted(selector))

    def values(self, source: Source) -> list[tuple[str, LexborNode | None]]:
        """The non-empty values of one source, as one line each, with the element each was read from."""
        if source.selector == LD:
            return [(value, None) for value in self._ld(source.attribute or "")]
        values: list[tuple[str, LexborNode | None]] = []
        for node in self.elements(source.selector)[:MOST_VALUES]:
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
                    self._use(name, source, node, value)
                    return read
        return None

    def all(self, name: str, sources: tuple[Source, ...]) -> tuple[list[str], Source | None]:
        """All values of the first source that has any."""
        for source in sources:
            values = self.values(source)
            if values:
                for value, node in values:
                    self._use(name, source, node, value)
                return [value for value, _ in values], source
        return [], None

    def _use(self, name: str, source: Source, node: LexborNode | None, value: str) -> None:
        if node is not None and source.attribute is None:
            self.used[node.mem_id] = name
            self.texts[node.mem_id] = value

    def linked_data_mentions(self, word: str) -> bool:
        """Whether a JSON-LD script has `word` in it: cheaper than reading them."""
        return any(word in (script.text() or "") for script in self.elements(LINKED_DATA))

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
            self._linked_data = _article_and_breadcrumb(self.elements(LINKED_DATA))
            if not self._linked_data[0]:  # in the head stood the newspaper only
                self._linked_data = _article_and_breadcrumb(self._tree.css(quoted(LINKED_DATA)))
        return self._linked_data


def _article_and_breadcrumb(scripts: list[LexborNode]) -> tuple[dict[str, Any], tuple[str, ...]]:
    article: dict[str, Any] = {}
    breadcrumb: tuple[str, ...] = ()
    for script in scripts:
        for thing in _things(script.text()):
            kind = thing.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if not article and any(isinstance(k, str) and k.endswith("Article") for k in kinds):
                article = thing
            elif not breadcrumb and "BreadcrumbList" in kinds:
                breadcrumb = tuple(_names(thing.get("itemListElement")))
    return article, breadcrumb


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

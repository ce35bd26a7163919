"""Which declared selector gave each field of a cleaned article, and what on the page says the same where none did.

For a person who sees a newspaper's live pages for the first time: a field that only the page's metadata gives,
though its family declares elements for it, has most likely been renamed, and the element that says the same text
is where to look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from cleaners.article import Article
from cleaners.bylines import parse_byline, split_dateline
from cleaners.dates import parse_date
from cleaners.fields import Sources
from cleaners.layout import LD, Family, Outlet, Source
from cleaners.markup import is_read, readable
from cleaners.selectors import parse
from cleaners.text import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

BODY = "article_body"
READ = (
    "headline",
    "description",
    "authors",
    "source",
    "article_section",
    "keywords",
    "date_published",
    "date_modified",
)
"""The fields whose sources a family declares, besides the body."""
HEAD = ("meta", "link", "input")
"""Elements that are a page's metadata: nothing a reader sees."""
LOOKALIKES = 3
"""Elements named where a selector is missing."""
MOST = 0.6
"""Of an article's blocks; the element that holds so many is the body's."""
MUCH_LONGER = 4
"""An element with so many times the text of a field says more than the field."""

Accepts = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """Where one field of one page came from.

    `source` is the declared source that says what the article says ("h1.cms-title", "meta[property=og:title] @content",
    "JSON-LD headline"), None where no declared source does. `declared` are all of the field's sources, in order.
    `lookalikes` are selectors of elements that say the same, named only where no declared element does.
    """

    field: str
    value: str | None
    source: str | None
    from_metadata: bool
    declared: tuple[str, ...]
    elements_first: bool
    """Whether the family trusts an element of the page more than its metadata."""
    lookalikes: tuple[str, ...] = ()


def evidence(html: str, article: Article, outlet: Outlet) -> tuple[FieldEvidence, ...]:
    """What each of `READ` and the body of `article`, cleaned from `html`, was read from; the body comes last."""
    tree = LexborHTMLParser(html)
    family = outlet.family
    sources = Sources(tree)
    fields = [_field(name, getattr(family.fields, name), sources, tree, article, outlet) for name in READ]
    return (*fields, _body(tree, sources, article, family))


def _field(
    name: str,
    declared_sources: tuple[Source, ...],
    sources: Sources,
    tree: LexborHTMLParser,
    article: Article,
    o: Outlet,
) -> FieldEvidence:
    value = getattr(article, name)
    shown = ", ".join(value) if isinstance(value, tuple) else value
    accepts = partial(_says, name, value, outlet=o)
    fitting = [s for s in declared_sources if shown and any(accepts(text) for text, _ in sources.values(s))]
    source = fitting[0] if fitting else None
    by_element = any(not _is_metadata(s) for s in fitting)
    return FieldEvidence(
        field=name,
        value=shown or None,
        source=_written(source) if source else None,
        from_metadata=source is not None and _is_metadata(source),
        declared=tuple(dict.fromkeys(map(_written, declared_sources))),
        elements_first=bool(declared_sources) and not _is_metadata(declared_sources[0]),
        lookalikes=_lookalikes(tree, accepts, shown) if shown and not by_element else (),
    )


def _body(tree: LexborHTMLParser, sources: Sources, article: Article, family: Family) -> FieldEvidence:
    selectors = tuple(one.source for one in parse(family.body))
    source = next((selector for selector in selectors if sources.elements(selector)), None)
    return FieldEvidence(
        field=BODY,
        value=article.article_body or None,
        source=source,
        from_metadata=False,
        declared=selectors,
        elements_first=True,
        lookalikes=() if source else _holders(tree, {block.text for block in article.blocks}),
    )


def _says(name: str, value: str | tuple[str, ...] | None, text: str, *, outlet: Outlet) -> bool:
    """Whether `text`, read as the field `name`, gives what the article says."""
    if value is None:
        return False
    if name.startswith("date_"):
        return parse_date(text) == value
    if name == "authors":
        return any(author in value for author in parse_byline(text, outlet.own_names).authors)
    if name == "description":
        return split_dateline(text, outlet.datelines)[1] == value
    if isinstance(value, tuple):
        return any(part.strip(" /»>,;#") in value for part in (text, *text.split(",")))
    return value == text if name == "headline" else value in text


def _is_metadata(source: Source) -> bool:
    return source.selector == LD or source.selector.startswith(HEAD)


def _written(source: Source) -> str:
    if source.selector == LD:
        return f"JSON-LD {source.attribute}"
    return source.selector if source.attribute is None else f"{source.selector} @{source.attribute}"


def _lookalikes(tree: LexborHTMLParser, accepts: Accepts, value: str) -> tuple[str, ...]:
    """Selectors of the innermost elements that say `value`; headings and times first, links last."""
    longest = MUCH_LONGER * len(value) + 100
    found: dict[int, LexborNode] = {}
    for node in tree.css("body *"):
        if not is_read(node.tag):
            continue
        said = (node.attributes.get("datetime"), _short_text(node, longest))
        if any(text and accepts(text) for text in said):
            found[node.mem_id] = node
    inner = [node for node in found.values() if not any(child.mem_id in found for child in node.css("*")[1:])]
    ranked = sorted(inner, key=lambda node: (node.tag not in ("h1", "time"), node.tag == "a"))
    return tuple(dict.fromkeys(map(_selector, ranked)))[:LOOKALIKES]


def _short_text(node: LexborNode, longest: int) -> str | None:
    raw = node.text()
    return one_line(readable(node)) if len(raw) <= longest + 400 and len(raw.strip()) <= longest else None


def _holders(tree: LexborHTMLParser, texts: set[str]) -> tuple[str, ...]:
    """The innermost element that holds most of `texts`, and the one around it."""
    holding: Counter[int] = Counter()
    nodes: dict[int, LexborNode] = {}
    longest = max(map(len, texts), default=0)
    for node in tree.css("body *"):
        if is_read(node.tag) and (text := _short_text(node, longest)) and text in texts:
            texts = texts - {text}
            above = node.parent
            while above is not None and above.tag not in ("body", "html", None):
                holding[above.mem_id] += 1
                nodes.setdefault(above.mem_id, above)
                above = above.parent
    most = max(holding.values(), default=0)
    if most < MOST * (len(texts) + most):
        return ()
    # An element is met before those around it.
    return tuple(dict.fromkeys(_selector(nodes[key]) for key, count in holding.items() if count == most))[:2]


def _selector(node: LexborNode) -> str:
    """A selector a person can put into a family's file: by role, class or id, else by the element around it."""
    role, identity = node.attributes.get("data-role"), node.attributes.get("id")
    classes = [name for name in (node.attributes.get("class") or "").split() if name.replace("-", "").isidentifier()]
    if role:
        return f"{node.tag}[data-role={role}]"
    if classes:
        return f"{node.tag}{''.join(f'.{name}' for name in classes[:2])}"
    if identity:
        return f"{node.tag}#{identity}"
    parent = node.parent
    if parent is None or parent.tag in ("body", "html"):
        return node.tag or ""
    return f"{_selector(parent)} {node.tag}"

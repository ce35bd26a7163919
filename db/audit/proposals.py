"""The rule a finding asks for, as text to paste into the outlet's file. Nothing is ever changed by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from selectolax.lexbor import LexborHTMLParser

from cleaners.decode import decode
from cleaners.markup import readable
from cleaners.outlets import OUTLETS
from cleaners.selectors import quoted
from cleaners.text import one_line
from db.records import FetchedPage

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

AROUND = 4
"""Elements around a block that are asked for a name."""
WORDS = 6
"""Words by which a line is told."""
LARGER = 1.5
"""A box has at most so many times the text of the block to be named in a rule, unless it holds a list of them."""


def proposal(
    page: FetchedPage | None, what: Literal["leak", "loss"], outlet: str, kind: str, rule: str, text: str
) -> str:
    """What to paste, and where. `page` None: the article came without one, and only its words tell."""
    place = f"cleaners/{outlet}.py"
    selector = _selector_of(page, outlet, text) if page else None
    if what == "loss":
        if selector and selector != rule:
            return f'{place}, rules: Rule("keep", "keep", "{selector}"),  # before {rule!r} drops it'
        return f"{place}, rules: make {rule!r} ({kind}) narrower; it drops this paragraph"
    if selector:
        return f'{place}, rules: *drop("boilerplate", "{selector}"),'
    words = re.escape(" ".join(text.split()[:WORDS])).replace("\\ ", " ").replace('"', ".")
    return f'{place}: its element has no name of its own; for dumps, phrases: ad=(r"(?i)^{words}\\b.*",)'


def _selector_of(page: FetchedPage, outlet: str, text: str) -> str | None:
    """The name of the block's own element, or of the box that holds it and hardly anything else."""
    tree = LexborHTMLParser(decode(page.body, page.header("Content-Type")))
    known = OUTLETS.get(outlet)
    bodies = {node.mem_id for node in tree.css(quoted(known.family.body))} if known else set()
    node = _innermost(tree, text)
    for _ in range(AROUND):
        if node is None or node.mem_id in bodies or node.tag in ("body", "html", None):
            return None
        if len(one_line(node.text())) > LARGER * len(text) + 200:
            return None
        if name := _name(node):
            return name
        node = node.parent
    return None


def _innermost(tree: LexborHTMLParser, text: str) -> LexborNode | None:
    found: LexborNode | None = None
    for node in tree.css("body *"):
        raw = node.text()
        if len(raw.strip()) < len(text) or len(raw) > 4 * len(text) + 400:
            continue
        if one_line(readable(node)) == text:
            found = node  # document order: one further in comes later
    return found


def _name(node: LexborNode) -> str | None:
    attributes = node.attributes
    for name in ("data-role", "type"):
        if value := attributes.get(name):
            return f"[{name}={value}]"
    classes = [c for c in (attributes.get("class") or "").split() if c.replace("-", "").replace("_", "").isalnum()]
    if classes:
        return f".{classes[0]}"
    identity = attributes.get("id") or ""
    return f"#{identity}" if identity.replace("-", "").replace("_", "").isalnum() and identity else None

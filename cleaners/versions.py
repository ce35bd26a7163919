"""A cleaner's version: a digest that changes by itself when its rules or the engine change."""

from __future__ import annotations

import hashlib
import pkgutil
from functools import lru_cache
from importlib.metadata import version

from cleaners.layout import Family, Outlet

ENGINE = (
    "page",
    "walk",
    "markup",
    "kinds",
    "pictures",
    "review",
    "fields",
    "selectors",
    "bylines",
    "captions",
    "dates",
    "text",
    "addresses",
    "decode",
)
"""The modules that decide what becomes of a page, besides the declarations."""
DUMP_ENGINE = (
    "dump",
    "dump_lines",
    "dump_head",
    "dump_related",
    "dump_body",
    "dump_glued",
    "phrases",
    "bylines",
    "captions",
    "dates",
    "text",
    "decode",
)
FALLBACK_ENGINE = (
    "fallback",
    "unknown_site",
    "unknown_rules",
    "unknown_fields",
    "unknown_names",
    "unknown_place",
    "unknown_topics",
    "unknown_review",
    "element_words",
    "survey",
    "article_body",
    "second_reader",
    "walk",
    "markup",
    "pictures",
    "review",
    "fields",
    "bylines",
    "captions",
    "dates",
    "text",
    "decode",
)


@lru_cache(maxsize=64)
def version_of(family: Family, outlet: Outlet | None = None) -> str:
    """Ten hexadecimal digits of the rules of `family` and `outlet` and of the engine's source."""
    return _digest(repr((family, outlet)), ENGINE)


@lru_cache(maxsize=64)
def dump_version(outlet: Outlet | None = None) -> str:
    """The same for plain-text dumps."""
    return _digest(repr(outlet), DUMP_ENGINE)


@lru_cache(maxsize=1)
def fallback_version() -> str:
    """The same for pages of no family, with trafilatura's own version."""
    return f"trafilatura-{version('trafilatura')}+{_digest('', FALLBACK_ENGINE)}"


def _digest(declarations: str, modules: tuple[str, ...]) -> str:
    digest = hashlib.sha256(declarations.encode())
    for module in modules:
        digest.update(pkgutil.get_data("cleaners", f"{module}.py") or b"")
    return digest.hexdigest()[:10]

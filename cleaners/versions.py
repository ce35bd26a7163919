"""A cleaner's version: a digest that changes by itself when its rules or the engine change."""

from __future__ import annotations

import hashlib
import pkgutil
import re
from functools import lru_cache
from importlib.metadata import version

from cleaners.layout import Family, Outlet

PAGE, DUMP, FALLBACK = "page", "dump", "fallback"
"""The modules that the three engines begin with; what they import, and so on, is of the engine as well."""
NO_RULES = frozenset(("epi", "vccorp", "nhandan", "nld", "ngaynay", "outlets", "layout", "errors", "versions"))
"""Modules that are of no engine: the declarations, which count as far as an outlet has them, and mere words."""

_import = re.compile(r"^ *from cleaners\.(\w+) import ", re.MULTILINE)


@lru_cache(maxsize=3)
def engine(first: str) -> tuple[str, ...]:
    """The names of the modules of the engine that begins with the module `first`, by following their imports."""
    found: set[str] = set()
    waiting = {first}
    while waiting:
        module = waiting.pop()
        found.add(module)
        imported = set(_import.findall(_source(module).decode()))
        waiting |= imported - found - NO_RULES - {PAGE, DUMP, FALLBACK}
    return tuple(sorted(found | {"decode"}))


@lru_cache(maxsize=64)
def version_of(family: Family, outlet: Outlet | None = None) -> str:
    """Ten hexadecimal digits of the rules of `family` and `outlet` and of the engine's source."""
    return _digest(repr((family, outlet)), engine(PAGE))


@lru_cache(maxsize=64)
def dump_version(outlet: Outlet | None = None) -> str:
    """The same for plain-text dumps."""
    return _digest(repr(outlet), engine(DUMP))


@lru_cache(maxsize=1)
def fallback_version() -> str:
    """The same for pages of no family, with trafilatura's own version."""
    return f"trafilatura-{version('trafilatura')}+{_digest('', engine(FALLBACK))}"


def _digest(declarations: str, modules: tuple[str, ...]) -> str:
    digest = hashlib.sha256(declarations.encode())
    for module in modules:
        digest.update(_source(module))
    return digest.hexdigest()[:10]


def _source(module: str) -> bytes:
    return pkgutil.get_data("cleaners", f"{module}.py") or b""

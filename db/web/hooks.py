"""Our part in Datasette's hooks; it leaves any other Datasette of the process alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

from db.web.guard import guarded
from db.web.site import SITES
from db.web.views import DARK, ROUTES


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Datasette) -> Sequence[tuple[str, Any]]:
    """Our pages, before Datasette's own."""
    return ROUTES if datasette in SITES else ()


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Datasette) -> Sequence[str]:
    """The dark of Datasette's own pages."""
    return (DARK,) if datasette in SITES else ()


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Any:
    """The guard around everything that is answered."""
    site = SITES.get(datasette)
    return (lambda app: app) if site is None else (lambda app: guarded(app, site.hosts))

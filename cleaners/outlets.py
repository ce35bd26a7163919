"""All outlets and families, by name and by host."""

from __future__ import annotations

from cleaners.epi import EPI
from cleaners.errors import UsageError
from cleaners.layout import Family, Outlet
from cleaners.ngaynay import NGAYNAY
from cleaners.nhandan import NHANDAN
from cleaners.nld import NLD
from cleaners.vccorp import VCCORP

OUTLETS: dict[str, Outlet] = {outlet.name: outlet for outlet in (NHANDAN, NLD, NGAYNAY)}
FAMILIES: dict[str, Family] = {family.name: family for family in (EPI, VCCORP)}

_by_host = {host: outlet for outlet in OUTLETS.values() for host in outlet.hosts}


def outlet_named(name: str) -> Outlet:
    """The outlet of that name. Raises UsageError with the names there are."""
    try:
        return OUTLETS[name.lower()]
    except KeyError:
        raise UsageError(f"unknown outlet {name!r}: Tinsach knows {', '.join(sorted(OUTLETS))}") from None


def outlet_of_host(host: str | None) -> Outlet | None:
    """The outlet that answers on exactly that host name; None for any other, sub-domains included."""
    return _by_host.get((host or "").lower())

"""Names are resolved to public addresses only, whatever a newspaper's DNS says."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.addon import CONFIG


class PublicAddressResolver(CachingThreadedResolver):
    """Refuses private, loopback and link-local addresses, except for the origins of --via."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, trusted: frozenset[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._trusted = trusted

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> PublicAddressResolver:
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        vias = [outlet.via for outlet in settings[CONFIG].outlets.values() if outlet.via]
        trusted = frozenset(host for via in vias if (host := urlsplit(via).hostname))
        return cls(reactor, cache_size, settings.getfloat("DNS_TIMEOUT"), trusted)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        found = super().getHostByName(name, timeout)
        return found if name in self._trusted else found.addCallback(refuse_private, name)


def refuse_private(address: str, name: str) -> str:
    """`address`, the answer for `name`, when it is public. Raises DNSLookupError otherwise."""
    if not ip_address(address).is_global:
        raise DNSLookupError(f"{name} resolves to {address}, which is not a public address")
    return address

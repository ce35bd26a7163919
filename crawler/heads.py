"""A bound on the headers of an answer: DOWNLOAD_MAXSIZE counts the body only, Scrapy keeps any number of headers."""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol, Request
from twisted.web.iweb import IResponse

MAX_HEAD_BYTES = 1_000_000
"""Status line and headers of one answer together; browsers stop at a quarter of it."""


class HeadTooLarge(Exception):
    """An answer's headers did not end in time."""


class BoundedHeadProtocol(_LenientHTTP11ClientProtocol):
    """Ends the connection when the headers grow beyond `MAX_HEAD_BYTES`: sent for ever, they would fill the memory."""

    _head = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._head += len(data)
            if self._head > MAX_HEAD_BYTES:
                self._giveUp(Failure(HeadTooLarge(f"more than {MAX_HEAD_BYTES:,} bytes of headers")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedHeadFactory(_LenientHTTP11ClientFactory):
    """Makes connections with bounded headers, for a pool of Scrapy's HTTP handler."""

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802 (Twisted's name)
        return BoundedHeadProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]

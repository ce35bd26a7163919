"""The generic extractors that are measured beside us, each called as its own manual says.

They are the extra `bench`; one that is not installed is named as missing and never stands in a table.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any


@dataclass(frozen=True, slots=True)
class Extract:
    """What a tool found: the body as text, and authors and day (YYYY-MM-DD) where it looks for them, else None."""

    body: str
    authors: tuple[str, ...] | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Peer:
    """One extractor. `load` imports it and returns what takes a page and its address to the tool's own result;
    `answer` reads that result. They are apart so that only the tool's own work is timed.
    """

    name: str
    load: Callable[[], Callable[[str, str | None], Any]]
    answer: Callable[[Any], Extract]
    has_authors: bool = False
    has_date: bool = False

    @property
    def version(self) -> str | None:
        """The installed version; None when it is missing."""
        try:
            return version(self.name)
        except PackageNotFoundError:
            return None


def _trafilatura() -> Callable[[str, str | None], Any]:
    from trafilatura import bare_extraction

    return lambda html, url: bare_extraction(html, url=url, with_metadata=True, include_comments=False)


def _trafilatura_answer(document: Any) -> Extract:
    if document is None:
        return Extract("", ())
    authors = tuple(name.strip() for name in (document.author or "").split(";") if name.strip())
    return Extract(document.text or "", authors, document.date)


def _newspaper() -> Callable[[str, str | None], Any]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "nltk is not installed")  # only its keywords and summaries need that
        article_class = import_module("newspaper").Article

    def read(html: str, url: str | None) -> Any:
        # By default it asks the newspaper for every picture, to see how large it is: minutes of waiting, no extraction.
        article = article_class(url or "https://example.invalid/", language="vi", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return article

    return read


def _newspaper_answer(article: Any) -> Extract:
    day = article.publish_date.date().isoformat() if article.publish_date else None
    return Extract(article.text, tuple(article.authors), day)


_LINE_ENDS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "figcaption")


def _readability() -> Callable[[str, str | None], Any]:
    document = import_module("readability").Document
    return lambda html, url: document(html, url=url).summary(html_partial=True)


def _readability_answer(summary: str) -> Extract:
    from lxml import html

    if not summary.strip():
        return Extract("")
    tree: Any = html.fromstring(summary)
    for element in tree.iter(*_LINE_ENDS):
        element.tail = "\n" + (element.tail or "")
    return Extract(tree.text_content())


def _resiliparse() -> Callable[[str, str | None], Any]:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html, url: extract(html, main_content=True, alt_texts=False, links=False)


PEERS = (
    Peer("trafilatura", _trafilatura, _trafilatura_answer, has_authors=True, has_date=True),
    Peer("newspaper4k", _newspaper, _newspaper_answer, has_authors=True, has_date=True),
    Peer("readability-lxml", _readability, _readability_answer),
    Peer("resiliparse", _resiliparse, Extract),
)


def installed() -> tuple[Peer, ...]:
    """The peers that can be measured here."""
    return tuple(peer for peer in PEERS if peer.version)


def missing() -> tuple[str, ...]:
    """The names of those that cannot."""
    return tuple(peer.name for peer in PEERS if not peer.version)

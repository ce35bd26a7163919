"""Which page the others of its kind are compressed against, and when another page takes its place.

Pages of one outlet and layout differ in little but their article, so that one of them, the reference, is the
dictionary of the others. A reference is stored alone: no page ever needs more than one other.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from db.archive import ArchiveReader
from db.compression import CRAWL_LEVEL, Dictionary, compress
from db.errors import DamagedDatabase

SIZES = range(4_096, 4_000_001)
"""Bytes of a page that may be a reference or need one: below there is nothing to win, above it costs memory."""
TRIAL_EVERY = 16
"""Pages from one trial to the next: the page is packed against the one before it as well, and the sizes compared."""
TRIALS = 4
"""Trials that decide together."""
GAIN = 1.25
"""A new reference is worth it when the trials' pages took so many times what they might have taken."""
SUSPICIOUS = 2.0
"""A page that packs so many times worse than its predecessors is tried at once: a redesign should cost few pages."""
RECENT = 64
"""Pages that say how well a reference serves."""
EARLIER = 2
"""References before the one in use that a surprising page is tried against: designs may live side by side."""
KEPT = 8
"""Layouts whose references are kept ready in memory; a reference takes about two megabytes."""

NO_ARTICLE = "no_article"
"""The layout of pages that held no article."""

NEWEST = f"""
SELECT page_id FROM page_references WHERE outlet = ? AND layout = ? ORDER BY page_id DESC LIMIT {1 + EARLIER}
"""
SHARE = f"""
SELECT total(stored_bytes) / total(raw_bytes) FROM
    (SELECT stored_bytes, raw_bytes FROM pages WHERE reference = ? ORDER BY id DESC LIMIT {RECENT})
"""
INSERT = "INSERT INTO page_references (page_id, outlet, layout, chosen_at, reason) VALUES (?, ?, ?, ?, ?)"


@dataclass(slots=True)
class Reference:
    """The page that others of `outlet` and `layout` are packed against, and how well that goes."""

    outlet: str
    layout: str
    dictionary: Dictionary
    reason: str
    """Why it was chosen."""
    page_id: int | None = None
    """None until it is in the file."""
    share: float | None = None
    """Bytes stored for a byte served, of about the last `TRIAL_EVERY` pages that were no surprise."""
    pages: int = 0
    previous: bytes | None = field(default=None, repr=False)
    """The page packed last, if it might be one better than this."""
    trials: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=TRIALS))
    """Bytes stored, and what they would have been against the page before."""

    def is_surprised_by(self, share: float) -> bool:
        """Whether a page that packs to `share` is much worse than those before it."""
        return self.share is not None and share > SUSPICIOUS * self.share

    def observe(self, body: bytes, stored: int) -> str | None:
        """Take note of a page packed to `stored` bytes; why another reference is due, if it is."""
        share = stored / len(body)
        self.pages += 1
        if self.previous and (self.is_surprised_by(share) or self.pages % TRIAL_EVERY == 0):
            self.trials.append((stored, len(Dictionary(self.previous).compress(body, CRAWL_LEVEL))))
        if self.share is None or share < self.share:
            self.share = share if self.share is None else (share + self.share) / 2
        elif not self.is_surprised_by(share):  # else a strange page would make the next one no surprise
            self.share += (share - self.share) / TRIAL_EVERY
        self.previous = body
        ours, theirs = (sum(sizes) for sizes in zip(*self.trials, strict=True)) if self.trials else (0, 0)
        if len(self.trials) == TRIALS and ours > GAIN * theirs:
            return f"the one before served {ours / theirs:.1f} times worse"
        return None


@dataclass(frozen=True, slots=True)
class Packed:
    """A page's bytes as they are stored.

    `reference` is what they need to be read; `becomes` is the reference that the page itself is from now on.
    """

    stored: bytes = field(repr=False)
    reference: Reference | None = None
    becomes: Reference | None = None


class References:
    """Packs pages for one connection, and chooses and renews their references.

    A reference that is not in the file yet gets its id from `written`; when a batch is rolled back, `forget`
    drops all that was thought to be in the file.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._known: OrderedDict[tuple[str, str], deque[Reference]] = OrderedDict()
        """The references of an outlet's layout, the one in use first."""

    def pack(self, outlet: str, layout: str, body: bytes) -> Packed:
        """`body` as it is stored while crawling."""
        if len(body) not in SIZES:
            return Packed(compress(body))
        references = self._references(outlet, layout)
        if not references:
            return self._renewed(references, Reference(outlet, layout, Dictionary(body), "the first of its layout"))
        chosen, *earlier = references
        stored = chosen.dictionary.compress(body)
        surprising = chosen.is_surprised_by(len(stored) / len(body))
        if surprising:
            for other in earlier:
                packed = other.dictionary.compress(body)
                if GAIN * len(packed) < len(stored):
                    return Packed(packed, other)
        if why := chosen.observe(body, len(stored)):
            return self._renewed(references, Reference(outlet, layout, Dictionary(body), why))
        if surprising and len(alone := compress(body)) <= len(stored):
            return Packed(alone)
        return Packed(stored, chosen)

    def written(self, reference: Reference, page_id: int, now: str) -> None:
        """Write down that the page `page_id` is `reference` now; the caller holds the transaction."""
        reference.page_id = page_id
        self._conn.execute(INSERT, (page_id, reference.outlet, reference.layout, now, reference.reason))

    def forget(self) -> None:
        """Look everything up again: what was written last is not in the file."""
        self._known.clear()

    def _renewed(self, references: deque[Reference], reference: Reference) -> Packed:
        references.appendleft(reference)
        return Packed(compress(reference.dictionary.body), becomes=reference)

    def _references(self, outlet: str, layout: str) -> deque[Reference]:
        key = (outlet, layout)
        if key not in self._known:
            self._known[key] = deque(self._stored(outlet, layout), maxlen=1 + EARLIER)
        self._known.move_to_end(key)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return self._known[key]

    def _stored(self, outlet: str, layout: str) -> Iterator[Reference]:
        for (page_id,) in self._conn.execute(NEWEST, (outlet, layout)).fetchall():
            with suppress(DamagedDatabase):  # `archive verify` names it; new pages must not need it
                dictionary = ArchiveReader(self._conn).dictionary(page_id)
                (share,) = self._conn.execute(SHARE, (page_id,)).fetchone()
                yield Reference(outlet, layout, dictionary, "", page_id=page_id, share=share)

"""The check: seed files cleaned and compared with their labels, and any article that is a seed's."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from cleaners import clean
from cleaners.addresses import article_id
from cleaners.article import Article
from cleaners.errors import NotAnArticle, UnreadablePage
from cleaners.outlets import outlet_named
from seeds.compare import ArticleCheck, compare, headline_prints, lead_prints, share_of_body
from seeds.labels import Seed, SeedError, fingerprint, numbered_lines, own_seeds

ENOUGH = 0.5
"""Share of a seed's body, in characters, that makes an article with its headline or lead that seed's article."""


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What came of a seed's file. `check` is None when it could not be compared; `problem` then says why."""

    seed: Seed
    check: ArticleCheck | None
    problem: str | None = None

    @property
    def result(self) -> Literal["match", "mismatch", "not checked"]:
        """What the table of `tinsach check` says."""
        return self.check.result if self.check else "not checked"


class SeedIndex:
    """Finds the seed an article is, by number, headline or lead: three look-ups when it is none."""

    def __init__(self, seeds: tuple[Seed, ...]) -> None:
        self.seeds = seeds
        self._by_id = {(seed.outlet, seed.article_id): seed for seed in seeds if seed.article_id}
        self._outlets = {outlet: outlet_named(outlet) for outlet, _ in self._by_id}
        self._by_title = {line.fingerprint: seed for seed in seeds for line in seed.of("title")}
        self._by_lead = {line.fingerprint: seed for seed in seeds for line in seed.of("sapo")}

    def of_article(self, article: Article) -> Seed | None:
        """The seed `article` is a copy of, or None.

        The number in its address decides where the seed's is known. Otherwise headline and lead
        must both be the seed's, or one of them and most of the body.
        """
        for seed, certain in self.candidates(article).items():
            if certain or share_of_body(article, seed) > ENOUGH:
                return seed
        return None

    def candidates(self, article: Article) -> dict[Seed, bool]:
        """The seeds `article` may be, the body left aside, and whether that is certain; the certain ones first."""
        outlet = self._outlets.get(article.outlet or "")
        number = article_id(article.url, outlet) if outlet and article.url else None
        if outlet and number and (outlet.name, number) in self._by_id:
            return {self._by_id[outlet.name, number]: True}
        titles = {self._by_title[print_] for print_ in headline_prints(article) if print_ in self._by_title}
        leads = {self._by_lead[print_] for print_ in lead_prints(article) if print_ in self._by_lead}
        both = titles & leads
        return {seed: seed in both for seed in sorted(titles | leads, key=lambda seed: (seed not in both, seed.name))}

    def of_file(self, path: Path, content: bytes) -> Seed | None:
        """The seed whose text `content` is, or whose file is named like `path`; None for any other file."""
        digest = hashlib.sha256(content).hexdigest()
        same = [seed for seed in self.seeds if seed.sha256 == digest]
        return next(iter(same or [seed for seed in self.seeds if seed.file == path.name]), None)


@cache
def own_index() -> SeedIndex:
    """The index of the seeds this package comes with."""
    return SeedIndex(own_seeds())


def check_article(article: Article, index: SeedIndex | None = None) -> ArticleCheck | None:
    """Compare an article from anywhere with the seed it matches; None when it matches none.

    Made for every article of a crawl: the common answer, None, costs three hashes.
    """
    index = index or own_index()
    seed = index.of_article(article)
    return compare(article, seed) if seed else None


def check_file(path: Path, index: SeedIndex | None = None) -> SeedReport | None:
    """Clean the seed's text in `path` and compare the result with its labels, to the letter.

    Line ends and white space may differ from the labelled file, words may not.

    Returns None when the file is none of the seeds. Raises SeedError when it cannot be read.
    """
    index = index or own_index()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SeedError(f"cannot read {path}: {error.strerror}") from error
    seed = index.of_file(path, content)
    return check_text(content, seed) if seed else None


def check_text(content: bytes, seed: Seed) -> SeedReport:
    """Clean `content`, the bytes of the seed's text, and compare the result with the seed's labels."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return SeedReport(seed, None, f"not UTF-8 at byte {error.start}")
    texts = dict(numbered_lines(text))
    labelled = {line.number: line.fingerprint for line in seed.lines}
    other = {number for number in texts.keys() | labelled if fingerprint(texts.get(number, "")) != labelled.get(number)}
    if other:
        return SeedReport(seed, None, f"not the text that was labelled: line {min(other)} is another")
    try:
        article = clean(text, outlet=seed.outlet)
    except NotAnArticle as error:
        article = error.article
    except UnreadablePage as error:
        return SeedReport(seed, None, str(error))
    return SeedReport(seed, compare(article, seed, texts))

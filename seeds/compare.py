"""An article against the labels of the seed it was made from, line by line."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cleaners.article import Article
from cleaners.text import one_line
from db.records import SeedCheck
from seeds.labels import BODY, DROPPED, Line, Seed, fingerprint

Result = Literal["match", "mismatch"]

FIELDS = ("headline", "lead", "byline", "source", "captions")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as labelled.

    `line` and `label` are those of the seed's line, None for text that stands in no line of the seed.
    `text` is the article's or the file's own; it is for a person's eyes and is stored nowhere.
    """

    line: int | None
    label: str | None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """How an article compares with its seed.

    `lost` are body lines that are not in the body; `leaked` is what stands in the body and is no body
    line, altered lines among them (these carry a body label); `moved` are body lines out of order.
    `fields` says for each of `FIELDS` whether it is right, None where the seed has no such line;
    `wrong` tells for each wrong field what was found instead, or which captions are missing or too many.
    """

    seed: str
    outlet: str
    url: str | None
    body_lines: int
    lost: tuple[Finding, ...]
    leaked: tuple[Finding, ...]
    moved: tuple[Finding, ...]
    fields: Mapping[str, bool | None]
    wrong: Mapping[str, tuple[Finding, ...]]

    @property
    def result(self) -> Result:
        """ "match" when every body line and every field is as labelled, else "mismatch"."""
        return "mismatch" if self.lost or self.leaked or self.moved or self.wrong else "match"

    def detail(self) -> dict[str, Any]:
        """Line numbers, labels and fields for JSON; no text of the page."""
        return {
            "lost": [finding.line for finding in self.lost],
            "leaked": [{"line": finding.line, "label": finding.label} for finding in self.leaked],
            "moved": [finding.line for finding in self.moved],
            "fields": dict(self.fields),
        }

    def record(self) -> SeedCheck:
        """What `db.store.Store.checked` writes down."""
        return SeedCheck(
            seed=self.seed,
            result=self.result,
            lost=len(self.lost),
            leaked=len(self.leaked),
            outlet=self.outlet,
            url=self.url,
            detail=self.detail(),
        )


def compare(article: Article, seed: Seed, texts: Mapping[int, str] | None = None) -> ArticleCheck:
    """Compare `article` with `seed`.

    `texts` are the seed's own lines by number: with them the comparison is to the letter. Without them,
    for an article that was crawled, it is by fingerprint: word by word, whatever the punctuation.
    """
    lost, leaked, moved = _compare_body(article, seed, texts)
    fields, wrong = _compare_fields(article, seed, texts)
    return ArticleCheck(seed.name, seed.outlet, article.url, len(seed.body), lost, leaked, moved, fields, wrong)


def share_of_body(article: Article, seed: Seed) -> float:
    """How much of the seed's body, in characters, stands in `article`: from 0 to 1."""
    there = {fingerprint(block.text) for block in article.blocks}
    whole = sum(line.length for line in seed.body)
    return sum(line.length for line in seed.body if line.fingerprint in there) / whole if whole else 0.0


def headline_prints(article: Article) -> set[str]:
    """What the line of the headline may look like."""
    return _prints(article.headline)


def lead_prints(article: Article) -> set[str]:
    """What the line of the lead may look like: with its dateline or without."""
    return _prints(article.description, _joined(article.dateline, article.description))


def _compare_body(
    article: Article, seed: Seed, texts: Mapping[int, str] | None
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    wanted: dict[str, deque[Line]] = defaultdict(deque)
    for line in seed.body:
        wanted[texts[line.number] if texts else line.fingerprint].append(line)
    leaked, moved = [], []
    last = 0
    for block in article.blocks:
        same = wanted[one_line(block.text) if texts else fingerprint(block.text)]
        if not same:
            leaked.append(_where_from(block.text, seed))
            continue
        line = same.popleft()
        if line.number < last:
            moved.append(Finding(line.number, line.label, block.text))
        last = max(last, line.number)
    lost = sorted((line for lines in wanted.values() for line in lines), key=lambda line: line.number)
    return tuple(_finding(line, texts) for line in lost), tuple(leaked), tuple(moved)


def _compare_fields(
    article: Article, seed: Seed, texts: Mapping[int, str] | None
) -> tuple[dict[str, bool | None], dict[str, tuple[Finding, ...]]]:
    authors = " ".join(article.authors)
    checked = {
        "headline": _field(seed.of("title"), headline_prints(article), article.headline, texts),
        "lead": _field(seed.of("sapo"), lead_prints(article), article.description, texts),
        "byline": _field(
            seed.of("byline"),
            _prints(authors, *(_joined(authors, word, article.source) for word in ("", "Theo", "Nguồn"))),
            authors,
        ),
        "source": _field(
            seed.of("source"),
            _prints(*(_joined(word, article.source) for word in ("", "Theo", "Nguồn"))),
            article.source,
        ),
        "captions": _captions(article, seed, texts),
    }
    right = {name: None if findings is None else not findings for name, findings in checked.items()}
    return right, {name: tuple(findings) for name, findings in checked.items() if findings}


def _field(
    lines: tuple[Line, ...], prints: set[str], value: str | None, texts: Mapping[int, str] | None = None
) -> list[Finding] | None:
    """What is wrong with a field that stands in one of `lines`; None when there is no such line."""
    if not lines:
        return None
    for line in lines:
        if line.fingerprint in prints and (texts is None or one_line(value or "") in texts[line.number]):
            return []
    return [Finding(lines[0].number, lines[0].label, value)]


def _captions(article: Article, seed: Seed, texts: Mapping[int, str] | None) -> list[Finding] | None:
    """Labelled captions that no image has, and dropped lines that an image has for a caption."""
    lines = seed.of("caption")
    there: set[str] = set()
    for image in article.images:
        credits_ = (_joined(image.caption, word, image.credit) for word in ("", "Ảnh", "Nguồn", "Ảnh tư liệu"))
        there |= _prints(image.caption, *credits_)
    missing = [_finding(line, texts) for line in lines if line.fingerprint not in there]
    labelled = {line.fingerprint for line in lines}
    leaked = {line.fingerprint: line for line in seed.of(*DROPPED) if line.fingerprint in there - labelled}
    if not lines and not leaked:
        return None
    return missing + [_finding(line, texts) for line in leaked.values()]


def _where_from(text: str, seed: Seed) -> Finding:
    """The labelled line that `text` comes from: best one that is no body line, else an altered body line."""
    wanted = fingerprint(text)
    same = sorted((line.label in BODY, line.number, line.label) for line in seed.lines if line.fingerprint == wanted)
    return Finding(same[0][1], same[0][2], text) if same else Finding(None, None, text)


def _finding(line: Line, texts: Mapping[int, str] | None) -> Finding:
    return Finding(line.number, line.label, texts[line.number] if texts else None)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _prints(*texts: str | None) -> set[str]:
    return {fingerprint(text) for text in _nonempty(texts)}


def _nonempty(texts: Iterable[str | None]) -> Iterable[str]:
    return (text for text in texts if text)

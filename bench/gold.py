"""The gold set: real pages and dumps with what a person read in them, from the `shared` folder or from the demo.

Real pages belong to the newspapers and are no part of this repository; they stand in a folder `shared`
beside the checkout, or in the one that $TINSACH_SHARED names.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaners.decode import decode
from cleaners.errors import TinsachError
from cleaners.outlets import OUTLETS, outlet_of_host
from seeds.labels import load_seeds

FIELDS = (
    "headline",
    "description",
    "dateline",
    "authors",
    "source",
    "article_section",
    "keywords",
    "date_published",
    "date_modified",
    "kind",
    "is_accessible_for_free",
    "url",
)
"""Fields of an article that a gold file may name."""

BODY_LABELS = frozenset(("paragraph", "heading"))

_crawl_date = re.compile(r"^\s*date \d{4}-\d{2}(-\d{2})?\s*")


class GoldMissing(TinsachError):
    """There is no gold to measure against: somebody has to say where it is."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class PageGold:
    """A page and what its article is.

    `body` is the blocks' text in order; `optional` texts are neither wanted nor wrong; `absent` and
    `captions` must not stand in the body; `fields` holds only what the page says.
    """

    name: str
    family: str
    kind: str
    html: str
    url: str | None
    body: tuple[str, ...]
    optional: tuple[str, ...]
    absent: tuple[str, ...]
    captions: tuple[str, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DumpGold:
    """A page flattened to text, and the lines of it that are body (in order), title and lead.

    `kind` is "dump" or "seed"; `outlet` is None for a newspaper Tinsach does not know by name.
    """

    name: str
    family: str
    kind: str
    text: str
    outlet: str | None
    body: tuple[str, ...]
    titles: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text and its address, for measures that need no gold."""

    name: str
    text: str
    url: str | None
    known: bool
    """Whether it belongs to a family; any other is read by the fallback."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the gold set stands; None where there is none."""

    pages: Path | None
    dumps: Path | None
    seeds: Path | None

    @classmethod
    def found(cls, pages: Path | None = None, dumps: Path | None = None, seeds: Path | None = None) -> Folders:
        """The folders given, the others from the `shared` folder as far as they are there."""
        shared = Path(os.environ.get("TINSACH_SHARED") or Path(__file__).resolve().parents[1] / ".." / "shared")
        there = {name: folder if (folder := shared / name).is_dir() else None for name in ("pages", "dumps", "seeds")}
        return cls(pages or there["pages"], dumps or there["dumps"], seeds or there["seeds"])

    def __bool__(self) -> bool:
        return any((self.pages, self.dumps, self.seeds))


def page_gold(folder: Path) -> list[PageGold]:
    """Every page below `folder` that has a `.gold.json` beside it."""
    return [_page(path, folder) for path in _gold_files(folder)]


def dump_gold(folder: Path, kind: str, families: Mapping[str, str]) -> list[DumpGold]:
    """Every dump in `folder` whose lines `folder`/labels names, as dumps of `kind`.

    A dump's outlet is told by the folder it stands in, a seed's by the index of the seeds;
    `families` names the family of a domain that is no outlet's (as the pages' gold does).
    """
    labels = folder / "labels"
    seeds = {seed.file: seed.outlet for seed in load_seeds()}
    found = []
    for path in sorted(labels.rglob("*.txt.tsv")):
        relative = path.relative_to(labels).with_suffix("")
        if (folder / relative).exists():
            domain = relative.parts[0] if len(relative.parts) > 1 else None
            known = outlet_of_host(domain) if domain else OUTLETS.get(seeds.get(relative.name, ""))
            family = known.family.name if known else families.get(domain or "", "other")
            found.append(_dump(folder / relative, path, str(relative), family, kind, known.name if known else None))
    return found


def digest(folders: Folders) -> str:
    """What names this very gold set: SHA-256 of all its pages, dumps and labels, with their names."""
    total = hashlib.sha256()
    for path, folder in _all_files(folders):
        total.update(f"{folder.name}/{path.relative_to(folder)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def families_of(pages: Iterable[PageGold]) -> dict[str, str]:
    """The family of each domain that has a page."""
    return {page.name.partition("/")[0]: page.family for page in pages}


def _gold_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.gold.json")) if not path.name.endswith(".links.gold.json")]


def _all_files(folders: Folders) -> Iterator[tuple[Path, Path]]:
    if folders.pages:
        for path in _gold_files(folders.pages):
            yield path, folders.pages
            yield _html_of(path), folders.pages
    for folder in (folders.dumps, folders.seeds):
        if folder:
            for path in sorted((folder / "labels").rglob("*.txt.tsv")):
                yield path, folder
                dump = (folder / path.relative_to(folder / "labels")).with_suffix("")
                if dump.exists():
                    yield dump, folder


def _html_of(gold: Path) -> Path:
    return gold.with_name(gold.name.removesuffix(".gold.json") + ".html")


def _page(path: Path, folder: Path) -> PageGold:
    gold = json.loads(path.read_text("utf-8"))
    html = _html_of(path)
    return PageGold(
        name=html.relative_to(folder).as_posix(),
        family=gold.get("family") or "other",
        kind=gold.get("kind") or "article",
        html=decode(html.read_bytes()),
        url=gold.get("url"),
        body=tuple(block["text"] for block in gold["body"]),
        optional=tuple(gold.get("optional", ())),
        absent=tuple(gold.get("absent", ())),
        captions=tuple(gold.get("captions", ())),
        fields={name: gold[name] for name in FIELDS if gold.get(name) not in (None, [], "")},
    )


def _dump(dump: Path, labels: Path, name: str, family: str, kind: str, outlet: str | None) -> DumpGold:
    rows = [row.split("\t", 2) for row in labels.read_text("utf-8").splitlines() if row.count("\t") >= 2]
    of: dict[str, list[str]] = defaultdict(list)
    for _, label, text in rows:
        of["body" if label in BODY_LABELS else label].append(_crawl_date.sub("", text))
    text = decode(dump.read_bytes())
    if of["meta_url"]:  # its first line was added by whoever collected it
        text = text.partition("\n")[2]
    return DumpGold(name, family, kind, text, outlet, tuple(of["body"]), tuple(of["title"]), tuple(of["sapo"]))

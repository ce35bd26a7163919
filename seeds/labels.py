"""The seeds: newspaper pages flattened to text, whose every line a person has labelled.

The repository holds no newspaper sentence, so a line is known by its number, its label and a
fingerprint of its words (`seeds.fingerprint`). `seeds/index.toml` names the seeds, and
`seeds/labels/<name>.tsv` holds the lines of each: number, label, fingerprint, length in characters.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cleaners.errors import TinsachError
from cleaners.text import one_line

HERE = Path(__file__).parent
"""The folder with our own index.toml and labels."""

BODY = frozenset({"paragraph", "heading"})
"""Labels of lines that belong into the body."""

KEPT = BODY | {"title", "section", "byline", "sapo", "caption", "source", "tags", "date"}
"""Labels of lines that belong to the article, as body or metadata."""

DROPPED = frozenset(
    {
        "ad",
        "audio_player",
        "caption_alt",
        "caption_dup",
        "footer",
        "inline_related",
        "login_comment",
        "markup",
        "menu",
        "meta_url",
        "payment",
        "paywall",
        "related_heading",
        "related_item",
        "share",
        "site_header",
        "title_dup",
    }
)
"""Labels of lines that are no part of the article."""

COLUMNS = ("line", "label", "fingerprint", "length")

_crawl_date = re.compile(r"^\s*date \d{4}-\d{2}(?:-\d{2})?\s+(?=\S)")


class SeedError(TinsachError):
    """The labels or the index of the seeds cannot be used: a missing file, an unknown label."""


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line of a seed. `number` counts from 1, blank lines included; `length` is in characters."""

    number: int
    label: str
    fingerprint: str
    length: int


@dataclass(frozen=True, slots=True)
class Seed:
    """One seed: its file, whose page it was, and its labelled lines in the order of the file.

    `sha256` is the digest of the text file's bytes; `article_id` is the number in the article's
    address, where it is known (`cleaners.addresses.article_id`).
    """

    name: str
    file: str
    outlet: str
    sha256: str
    article_id: str | None
    lines: tuple[Line, ...]

    def of(self, *labels: str) -> tuple[Line, ...]:
        """The lines that carry one of `labels`."""
        return tuple(line for line in self.lines if line.label in labels)

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines that belong into the article's body, in order."""
        return self.of(*BODY)


def line_text(text: str) -> str:
    """`text` as the newspaper had it: one line, without the crawl date that a flattener glued before it."""
    return one_line(_crawl_date.sub("", text, count=1))


def fingerprint(text: str) -> str:
    """What stands for a line in the repository: the first 16 hex digits of the SHA-256 of its words.

    Words are runs of letters and digits in lower case, NFC, joined by a blank. Diacritics count; case,
    punctuation and spacing do not, so that a field of an article, put together from its parts, can be
    compared with the line it came from ("NLĐO" and its lead with the line "(NLĐO)- …").

    >>> fingerprint("(NLĐO)- Giá  hoa tăng.") == fingerprint("NLĐO Giá hoa tăng")
    True
    >>> fingerprint("Giá hoa") == fingerprint("Gia hoa")
    False
    """
    line = line_text(text).lower()
    words = " ".join(re.findall(r"\w+", line)) or line
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of `text` that are not blank, with their numbers from 1; only a newline ends a line."""
    for number, raw in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        line = line_text(raw)
        if line:
            yield number, line


def load_seeds(folder: Path = HERE) -> tuple[Seed, ...]:
    """All seeds that `folder`/index.toml names, in its order.

    Raises:
        SeedError: the index or a label file is missing or holds what it should not.
    """
    try:
        index = tomllib.loads((folder / "index.toml").read_text("utf-8"))
        return tuple(
            Seed(
                name=entry["name"],
                file=entry["file"],
                outlet=entry["outlet"],
                sha256=entry["sha256"],
                article_id=entry.get("article_id"),
                lines=tuple(_lines(folder / "labels" / f"{entry['name']}.tsv")),
            )
            for entry in index["seed"]
        )
    except OSError as error:
        raise SeedError(f"cannot read {error.filename}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise SeedError(f"{folder / 'index.toml'} is no TOML: {error}") from error
    except KeyError as error:
        raise SeedError(f"{folder / 'index.toml'}: a seed has no {error}") from error


@cache
def own_seeds() -> tuple[Seed, ...]:
    """The seeds this package comes with, read once."""
    return load_seeds()


def _lines(path: Path) -> Iterator[Line]:
    header, *rows = path.read_text("utf-8").splitlines() or [""]
    if header.split("\t") != list(COLUMNS):
        raise SeedError(f"{path}: the first line must name the columns {', '.join(COLUMNS)}")
    for row_number, row in enumerate(rows, 2):
        match row.split("\t"):
            case [number, label, print_, length] if number.isdecimal() and length.isdecimal():
                check_label(label, f"{path}, line {row_number}")
                yield Line(int(number), label, print_, int(length))
            case _:
                raise SeedError(f"{path}, line {row_number}: not a number, a label, a fingerprint and a length")


def check_label(label: str, where: str) -> None:
    """Refuse a label that is neither kept nor dropped; `where` opens the message."""
    if label not in KEPT and label not in DROPPED:
        raise SeedError(f"{where}: unknown label {label!r}; known are {', '.join(sorted(KEPT | DROPPED))}")

"""Turns labelled texts into what the repository may hold: `python -m seeds.fingerprint LABELS_DIR`.

LABELS_DIR holds one `<text file name>.tsv` a text, written by a person who read it: line number from 1,
label (`seeds.labels.KEPT` and `DROPPED`), the line itself, separated by tabs, blank lines left out.
The texts are looked for in the folder above. To add a seed of your own:

    python -m seeds.fingerprint ~/mine/labels --outlet my-article.txt=nld

Texts that are already in the index keep their outlet and article number; seeds that are not in
LABELS_DIR stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import click

from cleaners.errors import TinsachError, UsageError
from seeds.labels import (
    COLUMNS,
    HERE,
    KEPT,
    Line,
    Seed,
    SeedError,
    check_label,
    fingerprint,
    line_text,
    load_seeds,
    numbered_lines,
)


def read_labels(path: Path) -> Iterator[tuple[int, str, str]]:
    """Number, label and text of each line a person labelled in the TSV file `path`.

    Raises:
        SeedError: a row is not three columns, or its label is unknown.
    """
    for row_number, row in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not row.strip():
            continue
        where = f"{path}, line {row_number}"
        number, _, rest = row.partition("\t")
        label, tab, text = rest.partition("\t")
        if not (number.isdecimal() and tab):
            raise SeedError(f"{where}: not a line number, a label and a text, separated by tabs")
        check_label(label, where)
        yield int(number), label, text


def make_seed(labels: Path, text: Path, *, outlet: str, article_id: str | None = None) -> Seed:
    """The seed of the file `text`, labelled line by line in `labels`.

    Raises:
        SeedError: a file cannot be read, or the labels are not those of the text.
    """
    try:
        labelled = [(number, label, line_text(line)) for number, label, line in read_labels(labels)]
        content = text.read_bytes()
        lines = list(numbered_lines(content.decode("utf-8-sig")))
    except OSError as error:
        raise SeedError(f"cannot read {error.filename}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SeedError(f"{text} is not UTF-8: {error.reason} at byte {error.start}") from error
    of_labels = [(number, line) for number, _, line in labelled]
    if of_labels != lines:
        wrong = min(number for number, _ in set(of_labels) ^ set(lines))
        raise SeedError(f"{labels} does not label {text}: they differ in line {wrong}")
    return Seed(
        name=text.stem,
        file=text.name,
        outlet=outlet,
        sha256=hashlib.sha256(content).hexdigest(),
        article_id=article_id,
        lines=tuple(Line(number, label, fingerprint(line), len(line)) for number, label, line in labelled),
    )


def write_seeds(seeds: list[Seed], folder: Path) -> None:
    """Write `folder`/index.toml and one file of labels a seed, readable by `seeds.labels.load_seeds`."""
    (folder / "labels").mkdir(parents=True, exist_ok=True)
    index = ["# The seeds, made by `python -m seeds.fingerprint`. Figures count lines that are not blank."]
    for seed in seeds:
        values = {
            "name": seed.name,
            "file": seed.file,
            "outlet": seed.outlet,
            "sha256": seed.sha256,
            "article_id": seed.article_id,
            "lines": len(seed.lines),
            "kept": len(seed.of(*KEPT)),
            "body": len(seed.body),
        }
        # A JSON string or number is a TOML one too.
        index += [
            "",
            "[[seed]]",
            *(f"{key} = {json.dumps(value)}" for key, value in values.items() if value is not None),
        ]
        rows = [COLUMNS, *((line.number, line.label, line.fingerprint, line.length) for line in seed.lines)]
        table = "".join("\t".join(map(str, row)) + "\n" for row in rows)
        (folder / "labels" / f"{seed.name}.tsv").write_text(table, "utf-8")
    (folder / "index.toml").write_text("\n".join(index) + "\n", "utf-8")


def update_seeds(
    labels_dir: Path, texts_dir: Path, into: Path, outlets: dict[str, str], ids: dict[str, str]
) -> list[Seed]:
    """Make a seed of each labelled text and write them, beside those already there, into `into`.

    `outlets` and `ids` give outlet and article number by the text's file name, for new seeds.

    Returns the seeds made. Raises UsageError when a new text has no outlet, SeedError as `make_seed`.
    """
    known = {seed.file: seed for seed in load_seeds(into)} if (into / "index.toml").exists() else {}
    made = []
    for labels in sorted(labels_dir.glob("*.tsv")):
        file = labels.name.removesuffix(".tsv")
        before = known.get(file)
        outlet = outlets.get(file) or (before.outlet if before else None)
        if outlet is None:
            raise UsageError(f"whose page is {file}? Say it with --outlet {file}=NAME")
        article_id = ids.get(file) or (before.article_id if before else None)
        made.append(make_seed(labels, texts_dir / file, outlet=outlet, article_id=article_id))
    if not made:
        raise UsageError(f"{labels_dir} holds no *.tsv")
    known |= {seed.file: seed for seed in made}
    write_seeds([known[file] for file in sorted(known)], into)
    return made


def _pairs(values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        name, sign, what = value.partition("=")
        if not (name and sign and what):
            raise click.BadParameter(f"{value!r} is not FILE=VALUE")
        pairs[name] = what
    return pairs


@click.command(help=__doc__)
@click.argument("labels_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--texts", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where the texts are.")
@click.option("--outlet", "outlets", multiple=True, metavar="FILE=NAME", help="Whose page a new text was.")
@click.option("--article-id", "ids", multiple=True, metavar="FILE=ID", help="The number in the article's address.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), default=HERE, help="Where to write.")
def main(labels_dir: Path, texts: Path | None, outlets: tuple[str, ...], ids: tuple[str, ...], into: Path) -> None:
    try:
        made = update_seeds(labels_dir, texts or labels_dir.absolute().parent, into, _pairs(outlets), _pairs(ids))
    except TinsachError as error:
        raise SystemExit(f"seeds.fingerprint: {error}") from error
    for seed in made:
        click.echo(f"{seed.file}: {len(seed.lines)} lines, {len(seed.body)} of them body")


if __name__ == "__main__":
    main()

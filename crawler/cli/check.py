"""`tinsach check`: the seed files cleaned and compared with their labels, stored articles with the seed they match."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from cleaners.errors import TinsachError, UsageError
from crawler import config
from crawler.cli.output import db_option, json_option, print_rows, printable, stderr
from db.errors import DatabaseError
from db.store import Store
from seeds.check import SeedReport, check_file, own_index
from seeds.compare import FIELDS, ArticleCheck, Finding
from seeds.stored import check_stored

CHECKOUT = Path(__file__).resolve().parents[2]

COLUMNS = ("seed", "outlet", "body", "lost", "leaked", "headline", "lead", "result")
"""What the table shows; JSON has more."""

SHOWN = 100
"""Characters of a line that the terminal shows."""


class NothingToCheck(TinsachError):
    """Neither a seed's text nor a stored article that matches a seed was found."""


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]…", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--seeds",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the seed texts.  [default: what `tinsach config` says, or ../shared/seeds]",
)
@db_option
@json_option
@click.pass_context
def check(
    ctx: click.Context, files: tuple[Path, ...], folder: Path | None, db_path: Path | None, as_json: bool
) -> None:
    """Compare what the cleaners make of the seed texts with what a person labelled.

    \b
    tinsach check                      every seed text there is, and stored articles
    tinsach check --seeds ~/seeds      the texts of that folder
    tinsach check 001_b14b693744722153.txt

    The labels come with the program, the texts do not. A text is known by its content or its name.
    Stored articles that match a seed are compared too, in the file that --db names; the results are
    written down there for `tinsach status`.

    Exits 3 when something is not as labelled, 1 when there was nothing to check.
    """
    settings = config.load({"db": db_path, "seeds": folder}).common
    reports = list(_reports_of(files) if files else _reports_in(settings.seeds or _beside_the_checkout()))
    rows = [_row(report.seed.name, report.seed.outlet, len(report.seed.lines), report.check) for report in reports]
    use_db = bool(db_path) or (not files and settings.db.exists())
    stored = check_stored(settings.db) if use_db else []
    rows += [_row(found.seed, found.outlet, None, found) for found in stored]
    _print(rows, reports, stored, as_json=as_json)

    checks = [report.check for report in reports if report.check] + stored
    if use_db and checks:
        _write_down(settings.db, checks)
    problems = [report for report in reports if report.problem]
    if any(found.result == "mismatch" for found in checks) or problems:
        ctx.exit(3)
    if not checks:
        raise NothingToCheck(
            "nothing to check: name the folder with the seed texts with --seeds, or a database with --db"
        )


def _reports_of(files: tuple[Path, ...]) -> Iterator[SeedReport]:
    for path in files:
        report = check_file(path)
        if report is None:
            known = ", ".join(seed.file for seed in own_index().seeds)
            raise UsageError(f"{path} is none of the seeds: {known}")
        yield report


def _reports_in(folder: Path) -> Iterator[SeedReport]:
    missing = []
    for seed in own_index().seeds:
        path = folder / seed.file
        report = check_file(path) if path.is_file() else None
        if report:
            yield report
        else:
            missing.append(seed.file)
    if missing:
        _remark(f"not checked: {', '.join(missing)}")
        _remark(f"  The seed texts are not part of the repository and not in {folder}; name their folder with --seeds.")


def _beside_the_checkout() -> Path:
    return Path(os.environ.get("TINSACH_SHARED") or CHECKOUT.parent / "shared") / "seeds"


def _write_down(path: Path, checks: list[ArticleCheck]) -> None:
    try:
        with Store.open(path, create=False) as store:
            for found in checks:
                store.checked(None, found.record())
    except DatabaseError as error:  # a file that may only be read can be checked all the same
        _remark(f"not written down: {error}")


def _row(seed: str, outlet: str, lines: int | None, found: ArticleCheck | None) -> dict[str, Any]:
    row: dict[str, Any] = {"seed": seed, "outlet": outlet, "url": found.url if found else None, "lines": lines}
    if found is None:
        return row | {"result": "not checked"}
    row |= {
        "body_lines": found.body_lines,
        "lost": len(found.lost),
        "leaked": len(found.leaked),
        "moved": len(found.moved),
    }
    return row | dict(found.fields) | {"result": found.result, "detail": found.detail()}


def _print(rows: list[dict[str, Any]], reports: list[SeedReport], stored: list[ArticleCheck], *, as_json: bool) -> None:
    if as_json:
        print_rows(rows, COLUMNS, as_json=True)
    elif rows:
        print_rows([_cells(row) for row in rows], COLUMNS)
        for found in [*(report.check for report in reports if report.check), *stored]:
            _print_findings(found)
    for report in reports:
        if report.problem:
            _remark(f"{report.seed.file} not checked: {report.problem}")


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    """The row in few columns: "16 of 53" are the body lines of all lines, a long name is cut."""
    name, body, lines = row["seed"], row.get("body_lines"), row["lines"]
    cells = row | {"seed": f"{name[:7]}…" if len(name) > 8 else name}
    cells["body"] = f"{body} of {lines}" if body and lines else body or lines
    return cells | {field: _IN_WORDS[row.get(field)] for field in FIELDS}


_IN_WORDS = {None: "", True: "right", False: "WRONG"}


def _print_findings(found: ArticleCheck) -> None:
    named = {"lost": found.lost, "leaked": found.leaked, "moved": found.moved}
    named |= {f"{field} wrong:": findings for field, findings in found.wrong.items()}
    for what, findings in named.items():
        for finding in findings:
            click.echo(f"{found.seed}: {what} {_place(finding)}{_text(finding)}")


def _place(finding: Finding) -> str:
    return f"line {finding.line} ({finding.label})" if finding.line else "text of no labelled line"


def _text(finding: Finding) -> str:
    text = printable(finding.text or "")
    if not text:
        return ""
    return f": {text[:SHOWN]}…" if len(text) > SHOWN else f": {text}"


def _remark(text: str) -> None:
    stderr.print(text, markup=False, soft_wrap=True)

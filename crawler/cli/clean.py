"""`tinsach clean`: pages or dumps, one-off."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from cleaners import Article, NotAnArticle, TinsachError, UsageError
from cleaners import clean as clean_source
from cleaners.render import as_markdown, as_text
from crawler.cli.output import printable
from crawler.cli.verdicts import print_verdicts, write_explanation


@click.command(epilog="Example: tinsach clean page.html --url https://nld.com.vn/… --format json")
@click.argument("files", nargs=-1, required=True, metavar="FILE|-…")
@click.option("--outlet", help="The newspaper, when the page does not tell: nhandan, nld, ngaynay.")
@click.option("--url", help="Where the page came from.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--explain", is_flag=True, help="Show every block in reading order, kept and dropped, and by which rule.")
@click.option(
    "--explain-html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.html",
    help="Write one page that shows the same in colour beside the cleaned article.",
)
def clean(
    files: tuple[str, ...], outlet: str | None, url: str | None, form: str, explain: bool, page: Path | None
) -> None:
    """Clean pages (HTML) or dumps (plain text): the article, without what the page put around it.

    FILE may be - for standard input. Something that holds no article still prints what could be
    read, with a warning that says why, and the exit code is 3. Of several files one that fails
    does not stop the others.

    \b
    tinsach clean page.html --url https://nld.com.vn/gia-hoa-196260307071308923.htm
    tinsach clean dump.txt --outlet nhandan --format json
    tinsach clean page.html --explain
    tinsach clean page.html --explain-html why.html
    """
    if url and len(files) > 1:
        raise UsageError("--url names the address of one page: give one FILE with it")
    if page and len(files) > 1:
        raise UsageError("--explain-html writes one page: give one FILE with it")
    worst = 0
    for name in files:
        try:
            article = clean_source(_read(name), url=url, outlet=outlet)
        except NotAnArticle as error:
            article = _with_reason(error)
            click.echo(f"tinsach: {name}: {error}", err=True)
            worst = worst or error.exit_code
        except UsageError:
            raise
        except TinsachError as error:
            click.echo(f"tinsach: {name}: {error}", err=True)
            worst = 1
            continue
        if page:
            write_explanation(article, page)
        if explain:
            print_verdicts(article, as_json=form == "json")
        elif form == "json":
            click.echo(json.dumps(article.to_dict(), ensure_ascii=False))
        else:
            text = as_text(article) if form == "text" else as_markdown(article)
            click.echo(printable(text) if sys.stdout.isatty() else text)
    click.get_current_context().exit(worst)


def _read(name: str) -> bytes:
    """The bytes of a file or of standard input; TinsachError in one line when they cannot be had."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise TinsachError(f"cannot be read: {error.strerror or error}") from None


def _with_reason(error: NotAnArticle) -> Article:
    warnings = error.article.warnings
    return error.article if error.reason in warnings else replace(error.article, warnings=(error.reason, *warnings))

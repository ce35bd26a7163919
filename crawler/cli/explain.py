"""`tinsach explain`: why each block of a stored page or a file was kept or dropped."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from cleaners import Article, NotAnArticle, TinsachError
from cleaners import clean as clean_source
from cleaners.addresses import canonical_url
from cleaners.outlets import outlet_of_host
from crawler.cli.output import db_option, json_option
from crawler.cli.verdicts import print_verdicts, write_explanation
from crawler.config import load
from db.archive import latest_page


@click.command(epilog="Example: tinsach explain https://nld.com.vn/gia-hoa-196260307071308923.htm")
@click.argument("what", metavar="URL|FILE")
@click.option("--outlet", help="The newspaper, when a FILE does not tell: nhandan, nld, ngaynay.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.html",
    help="Write a page in colour too.",
)
@db_option
@json_option
def explain(what: str, outlet: str | None, page: Path | None, db_path: Path | None, as_json: bool) -> None:
    """Say for every block of a page why it was kept or dropped.

    A URL is looked up among the stored pages and cleaned again, by today's rules; a FILE is read.

    \b
    tinsach explain https://nld.com.vn/gia-hoa-196260307071308923.htm
    tinsach explain page.html --html why.html
    """
    code = 0
    try:
        article = _of_url(what, db_path) if what.startswith(("http://", "https://")) else _of_file(what, outlet)
    except NotAnArticle as error:
        click.echo(f"tinsach: {error}", err=True)
        article, code = error.article, error.exit_code
    if page:
        write_explanation(article, page)
    print_verdicts(article, as_json=as_json)
    click.get_current_context().exit(code)


def _of_url(url: str, db_path: Path | None) -> Article:
    """The stored page of `url`, cleaned by today's rules."""
    path = load({"db": db_path}).common.db
    wanted = canonical_url(url, outlet_of_host(urlsplit(url).hostname))
    page = latest_page(path, wanted)
    if page is None:
        raise TinsachError(f"{path} holds no page of {wanted}: `tinsach status` shows what it holds")
    return clean_source(page.body, url=page.url, outlet=page.outlet, content_type=page.header("Content-Type"))


def _of_file(name: str, outlet: str | None) -> Article:
    try:
        return clean_source(Path(name).read_bytes(), outlet=outlet)
    except OSError as error:
        raise TinsachError(f"{name} cannot be read: {error.strerror or error}") from None

"""`tinsach metrics`: the state of the crawls for Prometheus."""

from __future__ import annotations

from pathlib import Path

import click

from crawler import config
from crawler.cli.output import db_option
from crawler.telling.metrics import exposition, write_textfile
from db.status import read_status


@click.command()
@db_option
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A textfile, written all at once."
)
def metrics(db_path: Path | None, output: Path | None) -> None:
    """Print how the crawls are doing as Prometheus reads it.

    \b
    tinsach metrics
    tinsach metrics -o /var/lib/node_exporter/textfile/tinsach.prom

    With metrics_file in tinsach.toml every crawl writes the textfile at its end. Nothing listens on a port.
    """
    text = exposition(read_status(config.load({"db": db_path}).common.db))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_textfile(output, text)

"""`tinsach config`: every setting, its value and where it came from."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.core import ParameterSource

from crawler.cli.output import db_option, json_option, print_rows, stderr
from crawler.config import load, unknown_variables


@click.command()
@db_option
@click.option("--config", "config_file", type=click.Path(dir_okay=False, path_type=Path), help="A settings file.")
@json_option
@click.pass_context
def config(ctx: click.Context, db_path: Path | None, config_file: Path | None, as_json: bool) -> None:
    """Show every setting, its value and where it came from.

    Settings stand in tinsach.toml; a variable TINSACH_NAME (TINSACH_NLD_NAME for one outlet) goes before it,
    an option before both.

    \b
    tinsach config
    TINSACH_DELAY=5 tinsach config --json
    """
    from_option = ctx.get_parameter_source("db_path") is ParameterSource.COMMANDLINE
    found = load({"db": db_path if from_option else None}, file=config_file)
    print_rows(found.rows(), ("name", "value", "origin", "about"), as_json=as_json)
    for name in unknown_variables(os.environ):
        stderr.print(f"${name} is set and means nothing to Tinsach", markup=False)

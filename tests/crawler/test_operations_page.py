"""The commands that docs/operations.md names are there, with the options it gives them."""

import re
import shlex
from pathlib import Path

import click
import pytest

from crawler.cli.main import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    for line in block.splitlines()
    if line
]


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_can_be_given_as_the_page_says(line):
    program, *words = shlex.split(line)
    assert program == "tinsach"
    context = click.Context(main)
    command = main
    while isinstance(command, click.Group):
        command = command.get_command(context, words.pop(0))
        assert command is not None
    assert command.make_context(line, words).params


def test_the_page_names_every_archive_command():
    group = main.get_command(click.Context(main), "archive")
    named = {shlex.split(line)[2] for line in COMMANDS if line.startswith("tinsach archive ")}
    assert named == set(group.commands)

"""docs/cli.md, the command reference: `python -m crawler.cli.reference > docs/cli.md`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from crawler.cli.main import COMMANDS, main

HEAD = """\
# Commands

<!-- Made from the commands' own --help by `python -m crawler.cli.reference > docs/cli.md`; do not edit by hand. -->

Every command has `-h`/`--help`. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but something needs a person,
4 another run holds the outlet.
"""


def markdown() -> str:
    """The text of docs/cli.md."""
    context = click.Context(main, info_name="tinsach")
    parts = [HEAD]
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        parts += _sections(command, context, name)
    return "\n".join(parts)


def _sections(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"## {context.command_path}\n"
    yield f"    {' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n"
    yield f"{_text(command)}\n"
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    records = [option.get_help_record(context) for option in options]
    rows = [_row(*record) for record in records if record is not None and "--help" not in record[0]]
    if rows:
        yield "\n".join(["| option | |", "|---|---|", *rows]) + "\n"
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            inner = command.get_command(context, sub)
            assert inner is not None
            yield from _sections(inner, context, sub)


def _text(command: click.Command) -> str:
    """The help as Markdown: paragraphs, and what click leaves unwrapped as a block of code."""
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    shown = []
    for paragraph in paragraphs:
        lines = paragraph.strip("\n").splitlines()
        if lines and lines[0].strip() == "\b":
            shown.append(_code([line.rstrip() for line in lines[1:]]))
        elif lines:
            shown.append(_escaped("\n".join(lines)))
    return "\n\n".join(shown)


def _code(lines: list[str]) -> str:
    """Examples as shell, what is said beside them as comments; anything else as text."""
    if not all(_command.match(line) for line in lines):
        return "\n".join(["```text", *lines, "```"])
    return "\n".join(["```sh", *(re.sub(r" {2,}(?=\S)", "  # ", line, count=1) for line in lines), "```"])


_command = re.compile(r"(?:[A-Z_]+=\S+ |zcat \S+ \| )?tinsach ")


def _row(option: str, about: str) -> str:
    return f"| `{option.replace('|', chr(92) + '|')}` | {_escaped(' '.join(about.split()))} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    click.echo(markdown(), nl=False)

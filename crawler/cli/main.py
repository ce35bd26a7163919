"""The `tinsach` command: a click group that loads a command's module only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from cleaners.errors import TinsachError

COMMANDS = {
    "demo": "crawler.cli.demo:demo",
    "crawl": "crawler.cli.crawl:crawl",
    "clean": "crawler.cli.clean:clean",
    "explain": "crawler.cli.explain:explain",
    "search": "crawler.cli.search:search_command",
    "serve": "crawler.cli.serve:serve",
    "report": "crawler.cli.report:report",
    "check": "crawler.cli.check:check",
    "status": "crawler.cli.status:status",
    "alarms": "crawler.cli.alarms:alarms",
    "audit": "crawler.cli.audit:audit",
    "dedupe": "crawler.cli.dedupe:dedupe",
    "metrics": "crawler.cli.metrics:metrics",
    "rehearse": "crawler.cli.rehearse:rehearse",
    "archive": "crawler.cli.archive:archive",
    "reclean": "crawler.cli.reclean:reclean_command",
    "outlets": "crawler.cli.outlets:outlets",
    "import": "crawler.cli.import_:import_",
    "export": "crawler.cli.export:export",
    "probe": "crawler.cli.probe:probe",
    "schedule": "crawler.cli.schedule:schedule",
    "config": "crawler.cli.config:config",
}


class LazyGroup(click.Group):
    """Shows all commands, imports the one that runs, and turns our errors into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TinsachError as error:
            click.echo(f"tinsach: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:  # `tinsach … | head`: the reader has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tinsach", prog_name="tinsach")
def main() -> None:
    """Clean text from Vietnamese newspapers, kept right for years.

    \b
    tinsach demo                    three small outlets on this machine, no internet needed
    tinsach clean page.html         one page or dump, cleaned
    tinsach crawl nld --limit 20    a crawl into tinsach.db
    """


if __name__ == "__main__":
    main()

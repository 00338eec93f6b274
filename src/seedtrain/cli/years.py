"""The commands of the years: regulatory clocks."""

from functools import partial
from typing import Annotated

import typer

from seedtrain.cli.engines import Json, Task
from seedtrain.cli.help import Command
from seedtrain.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("clock", cls=Command, help="cli.help.clock")(_clock)


def _clock(
    context: typer.Context,
    rule: Annotated[str | None, typer.Argument(metavar="[RULE]", help="cli.arg.rule")] = None,
    day: Annotated[str | None, typer.Argument(metavar="[DATE]", help="cli.arg.submitted")] = None,
    stop: Annotated[str, typer.Option("--stop", metavar="DAYS", help="cli.opt.stop")] = "0",
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.clock import clock

    return partial(clock, context.ensure_object(Session), rule, day, stop, as_json=as_json)

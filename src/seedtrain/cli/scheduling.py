"""The command ``schedule``: what it takes, and the task it names."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from seedtrain.cli.session import Session

Task = Callable[[], int | None]
"""What a command does; it returns the exit code, None for 0."""


def schedule_task(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="cli.arg.plant", show_default=False)],
    objective: Annotated[
        str | None, typer.Option("--objective", metavar="NAMES", help="cli.opt.schedule_objective")
    ] = None,
    time_limit: Annotated[
        str | None, typer.Option("--time-limit", metavar="S", help="cli.opt.time_limit")
    ] = None,
    orders: Annotated[Path | None, typer.Option("--orders", metavar="CSV", help="cli.opt.orders")] = None,
    resources: Annotated[
        Path | None, typer.Option("--resources", metavar="CSV", help="cli.opt.resources")
    ] = None,
    timetable: Annotated[
        Path | None, typer.Option("--timetable", metavar="CSV", help="cli.opt.timetable")
    ] = None,
    pins: Annotated[list[str] | None, typer.Option("--pin", metavar="WHAT", help="cli.opt.pin")] = None,
    actuals: Annotated[Path | None, typer.Option("--actuals", metavar="CSV", help="cli.opt.actuals")] = None,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="cli.opt.at")] = "",
    freeze: Annotated[str, typer.Option("--freeze", metavar="LENGTH", help="cli.opt.freeze")] = "",
    explain: Annotated[
        list[str] | None, typer.Option("--explain", metavar="WHAT", help="cli.opt.schedule_explain")
    ] = None,
    keep_dates: Annotated[bool, typer.Option("--keep-dates", help="cli.opt.keep_dates")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="cli.opt.schedule_out")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.opt.json")] = False,
) -> Task:
    """Name the task of the command ``schedule``."""
    from seedtrain.cli.commands.schedule import schedule
    from seedtrain.service import ScheduleOptions

    session = context.ensure_object(Session).quiet(as_json)
    options = ScheduleOptions(
        timetable=timetable,
        pins=tuple(pins or ()),
        freeze=freeze,
        at=at,
        actuals=actuals,
        orders=orders,
        resources=resources,
        explain=tuple(explain or ()),
        keep_dates=keep_dates,
    )
    return partial(schedule, session, name, objective, time_limit, options=options, out=out, as_json=as_json)

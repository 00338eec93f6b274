"""The commands of the years: regulatory clocks, the choice of programmes, park to batch, allotment."""

from functools import partial
from typing import Annotated

import typer

from seedtrain.cli.common import Changes, Json, Replications, Scenario, Seed, Task
from seedtrain.cli.help import Command
from seedtrain.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("clock", cls=Command, help="cli.help.clock")(_clock)
    app.command("zone", cls=Command, help="cli.help.zone")(_zone)
    app.command("allot", cls=Command, help="cli.help.allot")(_allot)
    app.command("portfolio", cls=Command, help="cli.help.portfolio")(_portfolio)


def _clock(
    context: typer.Context,
    rule: Annotated[str | None, typer.Argument(metavar="[RULE]", help="cli.arg.rule")] = None,
    day: Annotated[str | None, typer.Argument(metavar="[DATE]", help="cli.arg.submitted")] = None,
    stop: Annotated[str, typer.Option("--stop", metavar="DAYS", help="cli.opt.stop")] = "0",
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.clock import clock

    return partial(clock, context.ensure_object(Session), rule, day, stop, as_json=as_json)


def _portfolio(
    context: typer.Context,
    name: Scenario,
    budget: Annotated[str, typer.Option("--budget", metavar="MONEY", help="cli.opt.budget")] = "",
    changes: Changes = None,
    replications: Replications = "1000",
    seed: Seed = "1",
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.portfolio import portfolio

    session = context.ensure_object(Session).quiet(as_json)
    return partial(portfolio, session, name, changes or (), budget, (replications, seed), as_json=as_json)


def _zone(
    context: typer.Context,
    name: Scenario,
    companies: Annotated[str, typer.Option("--companies", metavar="N", help="cli.opt.companies")] = "",
    over: Annotated[str, typer.Option("--over", metavar="YEARS", help="cli.opt.over")] = "3",
    by: Annotated[str, typer.Option("--by", metavar="DATE", help="cli.opt.by")] = "2030-12-31",
    target: Annotated[str, typer.Option("--target", metavar="MONEY", help="cli.opt.target")] = "",
    changes: Changes = None,
    replications: Replications = "1000",
    seed: Seed = "1",
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.zone import zone

    session = context.ensure_object(Session).quiet(as_json)
    asked = {"companies": companies, "over": over, "by": by, "target": target}
    return partial(zone, session, name, changes or (), asked, (replications, seed), as_json=as_json)


def _allot(
    context: typer.Context,
    name: Scenario,
    changes: Changes = None,
    replications: Replications = "1000",
    seed: Seed = "1",
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.allot import allot

    session = context.ensure_object(Session).quiet(as_json)
    return partial(allot, session, name, changes or (), (replications, seed), as_json=as_json)

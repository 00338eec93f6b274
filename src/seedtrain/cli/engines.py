"""The commands of single engines, on cases and scenarios: what each takes, and the task it names."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from seedtrain.cli.common import Json, Task
from seedtrain.cli.help import Command
from seedtrain.cli.scheduling import schedule_task
from seedtrain.cli.session import Session
from seedtrain.results.replications import REPLICATIONS

Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="cli.opt.case_out")]
TimeLimit = Annotated[str | None, typer.Option("--time-limit", metavar="S", help="cli.opt.time_limit")]

Plant = Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="cli.arg.plant", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("plan", cls=Command, help="cli.help.plan")(_plan)
    app.command("schedule", cls=Command, help="cli.help.schedule")(schedule_task)
    app.command("simulate", cls=Command, help="cli.help.simulate")(_simulate)
    app.command("cases", cls=Command, help="cli.help.cases")(_cases)


def _plan(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="cli.arg.case", show_default=False)],
    objective: Annotated[
        str | None, typer.Option("--objective", metavar="NAME", help="cli.opt.plan_objective")
    ] = None,
    time_limit: TimeLimit = None,
    gap: Annotated[str, typer.Option("--gap", metavar="G", help="cli.opt.gap")] = "0",
    front: Annotated[bool, typer.Option("--front", help="cli.opt.front")] = False,
    solver: Annotated[str, typer.Option("--solver", metavar="NAME", help="cli.opt.solver")] = "auto",
    explain: Annotated[bool, typer.Option("--explain", help="cli.opt.explain")] = False,
    worlds: Annotated[str, typer.Option("--worlds", metavar="N", help="cli.opt.worlds")] = "0",
    risk: Annotated[str, typer.Option("--risk", metavar="W", help="cli.opt.risk")] = "0",
    alternatives: Annotated[
        str, typer.Option("--alternatives", metavar="N", help="cli.opt.alternatives")
    ] = "0",
    within: Annotated[str, typer.Option("--within", metavar="G", help="cli.opt.within")] = "0.02",
    build_from: Annotated[
        str | None, typer.Option("--build-from", metavar="DATE", help="cli.opt.build_from")
    ] = None,
    each_option: Annotated[bool, typer.Option("--each-option", help="cli.opt.each_option")] = False,
    roll: Annotated[str, typer.Option("--roll", metavar="N", help="cli.opt.roll")] = "0",
    simulate: Annotated[str, typer.Option("--simulate", metavar="N", help="cli.opt.simulate")] = "0",
    seed: Annotated[str, typer.Option("--seed", metavar="N", help="cli.opt.seed")] = "1",
    out: Out = None,
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.plan import plan

    session = context.ensure_object(Session).quiet(as_json)
    return partial(
        plan,
        session,
        name,
        objective,
        (time_limit, gap, solver),
        {
            "worlds": worlds,
            "risk": risk,
            "alternatives": alternatives,
            "within": within,
            "build_from": build_from,
            "rolled": roll,
            "simulated": simulate,
            "seed": seed,
            "each_option": each_option,
        },
        front=front,
        explain=explain,
        out=out,
        as_json=as_json,
    )


def _cases(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[CASE ...]", help="cli.arg.cases")] = None,
    time_limit: Annotated[
        str, typer.Option("--time-limit", metavar="S", help="cli.opt.case_time_limit")
    ] = "120",
    only_list: Annotated[bool, typer.Option("--list", help="cli.opt.list")] = False,
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.cases import cases

    session = context.ensure_object(Session).quiet(as_json)
    return partial(cases, session, tuple(names or ()), time_limit, only_list=only_list, as_json=as_json)


def _simulate(
    context: typer.Context,
    name: Plant,
    replications: Annotated[str, typer.Option("--replications", "-n", metavar="N", help="cli.opt.n")] = str(
        REPLICATIONS
    ),
    policy: Annotated[str, typer.Option("--policy", metavar="NAME", help="cli.opt.policy")] = "plan_order",
    vary: Annotated[str, typer.Option("--vary", metavar="KINDS", help="cli.opt.vary")] = "scenario",
    warm_up: Annotated[str, typer.Option("--warm-up", metavar="DAYS", help="cli.opt.warm_up")] = "0",
    until_error: Annotated[
        str | None, typer.Option("--until-error", metavar="E", help="cli.opt.until_error")
    ] = None,
    sampling: Annotated[str, typer.Option("--sampling", metavar="HOW", help="cli.opt.sampling")] = "chance",
    sobol: Annotated[bool, typer.Option("--sobol", help="cli.opt.sobol")] = False,
    trace: Annotated[str | None, typer.Option("--trace", metavar="N", help="cli.opt.trace")] = None,
    cluster: Annotated[str, typer.Option("--cluster", metavar="PLACE", help="cli.opt.cluster")] = "threads",
    workers: Annotated[str | None, typer.Option("--workers", metavar="N", help="cli.opt.workers")] = None,
    chunk: Annotated[str | None, typer.Option("--chunk", metavar="N", help="cli.opt.chunk")] = None,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", metavar="DIR", help="cli.opt.checkpoint")
    ] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="N", help="cli.opt.seed")] = "1",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="cli.opt.simulate_out")] = None,
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.simulate import Asked, simulate

    asked = Asked(
        replications=replications,
        seed=seed,
        policy=policy,
        options={
            "vary": vary,
            "warm_up": warm_up,
            "until_error": until_error,
            "sampling": sampling,
            "cluster": cluster,
            "parts": (workers, chunk),
            "checkpoint": checkpoint,
            "sobol": sobol,
        },
        trace=trace,
    )
    session = context.ensure_object(Session).quiet(as_json)
    return partial(simulate, session, name, asked, out=out, as_json=as_json)

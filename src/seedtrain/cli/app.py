"""The commands: what each takes from the command line, and the task it names.

A command returns its task instead of doing it, so that no failure of the task passes through the parser. Help
texts are keys of the message table; :mod:`seedtrain.cli.help` words them.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from seedtrain.cli import years
from seedtrain.cli.common import AsOf, Changes, Json, Quiet, Replications, Scenario, Seed, Task
from seedtrain.cli.engines import register
from seedtrain.cli.help import Command, Group
from seedtrain.cli.interruptible import INTERRUPTED
from seedtrain.cli.quoting import register as register_quote
from seedtrain.cli.session import Session
from seedtrain.cli.usage import USAGE_ERROR, usage_error

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=False)

_PARTS: dict[str, Literal["lifecycle", "park"]] = {"lifecycle": "lifecycle", "park": "park"}
"""Commands that run a scenario and show one part of it."""


def call(arguments: Sequence[str], language: str) -> int:
    """Run the command that ``arguments`` name, speaking ``language``; return its exit code.

    Raises :class:`~seedtrain.errors.SeedtrainError`; arguments that can't be used are an :class:`InputError`.
    """
    command = typer.main.get_command(app)
    try:
        task = command.main(
            list(arguments), prog_name="seedtrain", standalone_mode=False, obj=Session(language)
        )
    except USAGE_ERROR as error:
        raise usage_error(error) from None
    if task == INTERRUPTED:  # typer gives the code of an interruption that came while it read the arguments
        raise KeyboardInterrupt
    return (task() or 0) if callable(task) else 0


@app.callback(invoke_without_command=True, help="cli.help.seedtrain")
def _seedtrain(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="cli.opt.version")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"seedtrain {version_of('seedtrain')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), nl=False)


@app.command("park", cls=Command, help="cli.help.park")
@app.command("lifecycle", cls=Command, help="cli.help.lifecycle")
@app.command("run", cls=Command, help="cli.help.run")
def _run(
    context: typer.Context,
    name: Scenario,
    replications: Replications = "1000",
    seed: Seed = "1",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="cli.opt.out")] = None,
    changes: Changes = None,
    as_of: AsOf = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.run import run

    session = context.ensure_object(Session).quiet(quiet or as_json)
    given, settings = (name, (changes or (), as_of)), (replications, seed)
    part = _PARTS.get(context.command.name or "")
    return partial(run, session, *given, settings, out=out, as_json=as_json, part=part)


@app.command("batch", cls=Command, help="cli.help.batch")
def _batch(
    context: typer.Context,
    recipe: Annotated[str, typer.Argument(metavar="RECIPE", help="cli.arg.recipe", show_default=False)],
    volume: Annotated[str, typer.Option("--volume", metavar="VOLUME", help="cli.opt.volume")] = "",
    material: Annotated[
        str, typer.Option("--material", metavar="MATERIAL", help="cli.opt.material")
    ] = "single_use",
    count: Annotated[str, typer.Option("--count", metavar="N", help="cli.opt.count")] = "1",
    trains: Annotated[str, typer.Option("--trains", metavar="N", help="cli.opt.trains")] = "1",
    dose: Annotated[str, typer.Option("--dose", metavar="MASS", help="cli.opt.dose")] = "",
    variants: Annotated[
        list[str] | None, typer.Option("--variant", metavar="NAME", help="cli.opt.variant")
    ] = None,
    price_year: Annotated[
        str, typer.Option("--price-year", metavar="YEAR", help="cli.opt.price_year")
    ] = "2023",
    region: Annotated[str, typer.Option("--region", metavar="REGION", help="cli.opt.region")] = "CN",
    capital: Annotated[str, typer.Option("--capital", metavar="METHOD", help="cli.opt.capital")] = "curve",
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="cli.opt.parameter")
    ] = None,
    beside: Annotated[str, typer.Option("--compare", metavar="OTHER", help="cli.opt.beside")] = "",
    replications: Replications = "1000",
    seed: Seed = "1",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="cli.opt.out_batch")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.batch import batch

    session = context.ensure_object(Session).quiet(quiet or as_json)
    asked = {"volume": volume, "material": material, "count": count, "trains": trains, "dose": dose}
    asked |= {"price_year": price_year, "region": region, "capital": capital}
    asked["variants"] = ",".join(variants or ())
    settings = (replications, seed)
    given = (recipe, asked, changes or ())
    return partial(batch, session, given, settings, beside=beside, out=out, as_json=as_json)


@app.command("validate", cls=Command, help="cli.help.validate")
def _validate(context: typer.Context, as_json: Json = False) -> Task:
    from seedtrain.cli.commands.batch import validate

    return partial(validate, context.ensure_object(Session), as_json=as_json)


@app.command("list", cls=Command, help="cli.help.list")
def _list(context: typer.Context) -> Task:
    from seedtrain.cli.commands.show import listed

    return partial(listed, context.ensure_object(Session))


@app.command("show", cls=Command, help="cli.help.show")
def _show(
    context: typer.Context,
    name: Scenario,
    text: Annotated[bool, typer.Option("--text", help="cli.opt.text")] = False,
) -> Task:
    from seedtrain.cli.commands.show import show

    return partial(show, context.ensure_object(Session), name, as_text=text)


@app.command("check", cls=Command, help="cli.help.check")
def _check(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="cli.arg.file", show_default=False)],
) -> Task:
    from seedtrain.cli.commands.check import check

    return partial(check, context.ensure_object(Session), file)


@app.command("new", cls=Command, help="cli.help.new")
def _new(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="cli.arg.new")] = Path("scenario.yaml"),
    shared: Annotated[bool, typer.Option("--shared", help="cli.opt.shared")] = False,
) -> Task:
    from seedtrain.cli.commands.new import new

    return partial(new, context.ensure_object(Session), file, shared=shared)


@app.command("compare", cls=Command, help="cli.help.compare")
def _compare(
    context: typer.Context,
    a: Annotated[str, typer.Argument(metavar="A", help="cli.arg.side", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="cli.arg.side", show_default=False)],
    replications: Replications = "1000",
    seed: Seed = "1",
    quiet: Quiet = False,
    as_json: Json = False,
) -> Task:
    from seedtrain.cli.commands.compare import compare

    session = context.ensure_object(Session).quiet(quiet or as_json)
    return partial(compare, session, (a, b), (replications, seed), as_json=as_json)


@app.command("catalog", cls=Command, help="cli.help.catalog")
def _catalog(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="[TABLE|RECIPE]", help="cli.arg.part")] = None,
) -> Task:
    from seedtrain.cli.commands.show import catalog

    return partial(catalog, context.ensure_object(Session), name)


@app.command("schema", cls=Command, help="cli.help.schema")
def _schema(context: typer.Context) -> Task:
    from seedtrain.cli.commands.show import schema

    return partial(schema, context.ensure_object(Session))


register(app)
years.register(app)
register_quote(app)

"""The command ``quote``: what it takes, and the task it names."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from seedtrain.cli.help import Command
from seedtrain.cli.session import Session

Task = Callable[[], int | None]
"""What a command does; it returns the exit code, None for 0."""


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("quote", cls=Command, help="cli.help.quote")(_quote)


def _quote(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="cli.arg.scenario", show_default=False)],
    product: Annotated[str, typer.Option("--product", metavar="PRODUCT", help="cli.opt.quote_product")] = "",
    batches: Annotated[str, typer.Option("--batches", metavar="N", help="cli.opt.quote_batches")] = "1",
    by: Annotated[str, typer.Option("--by", metavar="DATE", help="cli.opt.quote_by")] = "",
    asked: Annotated[str, typer.Option("--asked", metavar="DATE", help="cli.opt.quote_asked")] = "",
    suite: Annotated[str, typer.Option("--suite", metavar="SUITE", help="cli.opt.quote_suite")] = "",
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="PURPOSE", help="cli.opt.quote_purpose")
    ] = "commercial",
    state: Annotated[str, typer.Option("--state", metavar="STATE", help="cli.opt.quote_state")] = "option",
    terms: Annotated[str, typer.Option("--terms", metavar="TERMS", help="cli.opt.quote_terms")] = "",
    client: Annotated[str, typer.Option("--client", metavar="NAME", help="cli.opt.quote_client")] = "",
    vary: Annotated[str, typer.Option("--vary", metavar="KINDS", help="cli.opt.vary")] = "scenario",
    for_client: Annotated[bool, typer.Option("--for-client", help="cli.opt.quote_for_client")] = False,
    replications: Annotated[
        str, typer.Option("--replications", metavar="N", help="cli.opt.replications")
    ] = "1000",
    seed: Annotated[str, typer.Option("--seed", metavar="N", help="cli.opt.seed")] = "1",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="cli.opt.case_out")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="cli.opt.json")] = False,
) -> Task:
    from seedtrain.cli.commands.quote import quote
    from seedtrain.service.quote import QuoteOptions

    session = context.ensure_object(Session).quiet(as_json)
    options = QuoteOptions(
        product=product,
        batches=batches,
        by=by,
        asked=asked,
        suite=suite,
        purpose=purpose,
        state=state,
        terms=terms,
        client=client,
        vary=vary,
    )
    return partial(
        quote,
        session,
        name,
        options,
        (replications, seed),
        is_for_client=for_client,
        out=out,
        as_json=as_json,
    )

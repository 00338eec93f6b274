"""Arguments and options that several commands share, and the task that a command names."""

from collections.abc import Callable
from typing import Annotated

import typer

Task = Callable[[], int | None]
"""What a command does; it returns the exit code, None for 0."""
Scenario = Annotated[str, typer.Argument(metavar="NAME_OR_FILE", help="cli.arg.scenario", show_default=False)]
Replications = Annotated[str, typer.Option("--replications", metavar="N", help="cli.opt.replications")]
Seed = Annotated[str, typer.Option("--seed", metavar="N", help="cli.opt.seed")]
Changes = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="cli.opt.set")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="cli.opt.as_of")]
Quiet = Annotated[bool, typer.Option("--quiet", help="cli.opt.quiet")]
Json = Annotated[bool, typer.Option("--json", help="cli.opt.json")]

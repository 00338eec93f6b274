"""Arguments that can't be used, told as findings like everything else."""

from typing import Any

import typer

from seedtrain.errors import InputError, finding

USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""What the parser raises: the base of its errors about arguments, which it does not export by name."""


def usage_error(error: Any) -> InputError:
    """Return the finding for an error of the parser; raise it again when it is of a kind not foreseen."""
    if getattr(error, "param", None) is not None:
        shown = error.param.metavar or error.param.name
        return InputError([finding("CLI-004", value=shown, usage=error.ctx.command.usage_line(error.ctx))])
    if hasattr(error, "possibilities"):
        options = [name for param in error.ctx.command.params for name in param.opts if name.startswith("--")]
        near = ", ".join(error.possibilities or [*options, "--lang", "--help"])
        return InputError([finding("CLI-002", value=error.option_name, near=near)])
    if hasattr(error, "option_name"):
        return InputError([finding("CLI-005", value=error.option_name)])
    raise error


def surplus(arguments: list[str], usage: str) -> InputError:
    """Return a finding for each argument that nothing asks for."""
    return InputError([finding("CLI-006", value=each, usage=usage) for each in arguments])

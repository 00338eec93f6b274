"""Help in the reader's language, and the two kinds of command that give it."""

import difflib
import io
from typing import Any

from typer.core import TyperCommand, TyperGroup

from seedtrain.cli.usage import surplus
from seedtrain.errors import InputError, finding
from seedtrain.messages import say

_BEGIN = (
    ("seedtrain run zencore-lingang", "cli.begin.run"),
    ("seedtrain new my.yaml", "cli.begin.new"),
    ('seedtrain run my.yaml --set recipes.antibody.production.titer="8 g/L"', "cli.begin.set"),
)
_COMMON = (("--lang en|zh", "cli.opt.lang"), ("--help", "cli.opt.help"))

Rows = list[tuple[str, str]]


class Command(TyperCommand):
    """A command whose help texts are keys of the message table; surplus arguments are findings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allow_extra_args = True

    def usage_line(self, context: Any) -> str:
        """Return how the command is called: ``seedtrain check FILE``."""
        parts = [context.command_path]
        parts += [str(each.metavar) for each in self.params if each.param_type_name == "argument"]
        return " ".join([*parts, "[--OPTION ...]"])

    def get_help(self, ctx: Any) -> str:
        """Return the help in the language of the session."""
        language = ctx.ensure_object(_session()).language
        return _page(
            language,
            usage=self.usage_line(ctx),
            lead=say(str(self.help), language),
            parts=[
                (
                    "cli.arguments",
                    [_argument(each, language) for each in self.params if _is(each, "argument")],
                ),
                (
                    "cli.options",
                    [_option(each, language) for each in self.params if _is(each, "option")]
                    + _common(language),
                ),
            ],
        )

    def invoke(self, ctx: Any) -> Any:
        """Run the command, unless arguments are left over."""
        if ctx.args:
            raise surplus(ctx.args, self.usage_line(ctx))
        return super().invoke(ctx)


class Group(TyperGroup):
    """The command ``seedtrain`` itself."""

    def usage_line(self, context: Any) -> str:
        """Return how it is called."""
        return f"{context.command_path} COMMAND [--OPTION ...]"

    def get_help(self, ctx: Any) -> str:
        """Return the help in the language of the session: commands, options, and how to begin."""
        language = ctx.ensure_object(_session()).language
        commands = [(name, say(str(each.help), language)) for name, each in self.commands.items()]
        return _page(
            language,
            usage=self.usage_line(ctx),
            lead=say(str(self.help), language),
            parts=[
                ("cli.commands", commands),
                ("cli.options", [_option(each, language) for each in self.params] + _common(language)),
            ],
            begin=[(line, say(key, language)) for line, key in _BEGIN],
        )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or raise :class:`InputError` with those that are near."""
        if args and args[0] not in self.commands:
            near = difflib.get_close_matches(args[0], self.commands, n=3) or list(self.commands)
            raise InputError([finding("CLI-003", value=args[0], near=", ".join(near))])
        return super().resolve_command(ctx, args)


def _session() -> Any:
    from seedtrain.cli.session import Session

    return Session


def _is(parameter: Any, kind: str) -> bool:
    return bool(parameter.param_type_name == kind)


def _argument(parameter: Any, language: str) -> tuple[str, str]:
    return str(parameter.metavar).strip("[]"), _with_default(parameter, language)


def _option(parameter: Any, language: str) -> tuple[str, str]:
    name = parameter.opts[0] if parameter.is_flag else f"{parameter.opts[0]} {parameter.metavar}"
    return name, _with_default(parameter, language)


def _with_default(parameter: Any, language: str) -> str:
    words = say(str(parameter.help), language)
    if parameter.default in (None, False, ""):
        return words
    return f"{words} {say('cli.default', language, value=parameter.default)}"


def _common(language: str) -> Rows:
    return [(name, say(key, language)) for name, key in _COMMON]


def _page(
    language: str, *, usage: str, lead: str, parts: list[tuple[str, Rows]], begin: Rows | None = None
) -> str:
    """Lay the parts out in two columns, as wide as the terminal, at most 100; ``begin`` line by line."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from seedtrain.cli.screen import width

    out = io.StringIO()
    console = Console(file=out, width=min(width(), 100), highlight=False)
    console.print(Text(f"{say('cli.usage', language)}: {usage}"))
    console.print(Padding(Text(lead), (1, 0, 0, 0)))
    for title, rows in parts:
        if rows:
            grid = Table.grid(padding=(0, 2))
            grid.add_column(no_wrap=True)
            grid.add_column(ratio=1)
            for name, words in rows:
                grid.add_row(Text(f"  {name}"), Text(words))
            console.print(Padding(Text(f"{say(title, language)}:"), (1, 0, 0, 0)))
            console.print(grid)
    if begin:
        console.print(Padding(Text(f"{say('cli.begin', language)}:"), (1, 0, 0, 0)))
        for command, words in begin:
            console.print(Text(f"  {command}\n      {words}"), soft_wrap=True)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"

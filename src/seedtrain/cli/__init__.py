"""The command line. Heavy libraries are loaded by the command that uses them, so that help comes at once."""

from seedtrain.cli.entry import run

__all__ = ["run"]

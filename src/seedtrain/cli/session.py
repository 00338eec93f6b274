"""What a command needs to speak: the language, the screen, and whether it shows progress."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedtrain.cli.progress import Stages
    from seedtrain.cli.screen import Screen


@dataclass(frozen=True)
class Session:
    """One call of the command line."""

    language: str = "en"
    is_quiet: bool = False

    def quiet(self, is_quiet: bool) -> "Session":
        """Return the session without progress when ``is_quiet``."""
        return replace(self, is_quiet=is_quiet)

    @cached_property
    def screen(self) -> "Screen":
        """The screen: standard output."""
        from seedtrain.cli.screen import Screen

        return Screen(self.language)

    def stages(self) -> "Stages":
        """Return what shows the stages of a run on the error output; it shows nothing when quiet."""
        from seedtrain.cli.progress import Stages

        return Stages(self.language, is_shown=not self.is_quiet)

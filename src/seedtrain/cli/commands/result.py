"""Results of single engines kept in a folder."""

from pathlib import Path
from typing import Protocol

from seedtrain.cli.session import Session
from seedtrain.messages import say


class Kept(Protocol):
    """A result that can be written into a folder."""

    def save(self, folder: Path, lang: str) -> Path:
        """Write it; return the folder."""


def keep(session: Session, found: Kept, out: Path | None, *, as_json: bool) -> None:
    """Write a result into ``out``, where one is named, and say where; as JSON alone nothing is said."""
    if out is None:
        return
    found.save(out, session.language)
    if not as_json:
        session.screen.line()
        session.screen.say(say("cli.said.written", session.language, report=out / "report.html"))
        session.screen.say(say("cli.said.folder", session.language, folder=out))

"""``seedtrain new``: a commented scenario to begin with."""

from pathlib import Path

from seedtrain import service
from seedtrain.cli.session import Session
from seedtrain.errors import InputError, finding
from seedtrain.messages import say


def new(session: Session, file: Path, *, shared: bool = False) -> None:
    """Write the starter. Raises :class:`InputError` where the file is there or can't be written."""
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(service.starter(shared=shared))
    except FileExistsError:
        raise InputError([finding("CLI-010", value=file)]) from None
    except OSError as error:
        raise InputError([finding("CLI-011", value=file, reason=error.strerror or error)]) from None
    session.screen.say(say("cli.said.new", session.language, file=file))

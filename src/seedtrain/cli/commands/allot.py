"""``seedtrain allot``: land, floors and grants of a zone."""

from collections.abc import Iterable

from seedtrain import service
from seedtrain.cli.options import changes_of
from seedtrain.cli.session import Session


def allot(
    session: Session, name: str, changes: Iterable[str], settings: tuple[str, str], *, as_json: bool
) -> None:
    """Allot and show it. Raises :class:`~seedtrain.errors.SeedtrainError`."""
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    with session.stages() as stages:
        stages("park")
        found = service.allotted(name, changes_of(changes, None), **checked)
    if as_json:
        session.screen.raw(service.dump(found.facts()))
        return
    for table in found.tables():
        session.screen.table(table)

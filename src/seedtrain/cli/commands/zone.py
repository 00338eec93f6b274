"""``seedtrain zone``: from the companies of a zone to the batches of its lines."""

from collections.abc import Iterable, Mapping

from seedtrain import service
from seedtrain.cli.options import changes_of
from seedtrain.cli.session import Session


def zone(
    session: Session,
    name: str,
    changes: Iterable[str],
    asked: Mapping[str, str],
    settings: tuple[str, str],
    *,
    as_json: bool,
) -> None:
    """Answer level by level and show it. Raises :class:`~seedtrain.errors.SeedtrainError`."""
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    with session.stages() as stages:
        stages("park")
        found = service.zone(name, changes_of(changes, None), asked, **checked)
    if as_json:
        session.screen.raw(service.dump(found.facts(session.language)))
        return
    for table in found.tables():
        session.screen.table(table)

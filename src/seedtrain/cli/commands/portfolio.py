"""``seedtrain portfolio``: which programmes to go on with."""

from collections.abc import Iterable

from seedtrain import service
from seedtrain.cli.options import changes_of
from seedtrain.cli.session import Session


def portfolio(
    session: Session,
    name: str,
    changes: Iterable[str],
    budget: str,
    settings: tuple[str, str],
    *,
    as_json: bool,
) -> None:
    """Choose, and show the choice and its limits. Raises :class:`~seedtrain.errors.SeedtrainError`."""
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    with session.stages() as stages:
        stages("lifecycle")
        found = service.chosen(name, changes_of(changes, None), budget, **checked)
    if as_json:
        session.screen.raw(service.dump(found.facts()))
        return
    for table in found.tables():
        session.screen.table(table)

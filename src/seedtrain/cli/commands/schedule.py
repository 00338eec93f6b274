"""``seedtrain schedule``: a timetable, with its bound."""

from seedtrain import service
from seedtrain.cli.session import Session


def schedule(
    session: Session, name: str, objective: str | None, time_limit: str | None, *, as_json: bool
) -> None:
    """Schedule a scenario or a plant case and show the timetable.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    limits = service.checked_limits(time_limit=time_limit)
    with session.stages() as stages:
        found = service.schedule(name, objective, limits, stages)
    if as_json:
        session.screen.raw(service.dump(found.facts()))
        return
    for table in found.tables():
        session.screen.table(table)

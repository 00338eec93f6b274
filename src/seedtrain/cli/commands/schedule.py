"""``seedtrain schedule``: a timetable, with its bound."""

from pathlib import Path

from seedtrain import service
from seedtrain.cli.commands.result import keep
from seedtrain.cli.session import Session


def schedule(
    session: Session,
    name: str,
    objective: str | None,
    time_limit: str | None,
    *,
    out: Path | None,
    as_json: bool,
) -> None:
    """Schedule a scenario or a plant case and show the timetable.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    limits = service.checked_limits(time_limit=time_limit)
    if out is not None:
        service.check_place(out)
    with session.stages() as stages:
        found = service.schedule(name, objective, limits, stages)
    if as_json:
        session.screen.raw(service.dump(found.facts()))
    else:
        for table in found.tables():
            session.screen.table(table)
    keep(session, found, out, as_json=as_json)

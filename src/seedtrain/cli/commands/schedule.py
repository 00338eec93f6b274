"""``seedtrain schedule``: a timetable, with its bound; around what is given, pinned and told of."""

from pathlib import Path

from seedtrain import service
from seedtrain.cli.commands.result import keep
from seedtrain.cli.interruptible import INTERRUPTED
from seedtrain.cli.session import Session


def schedule(
    session: Session,
    name: str,
    objective: str | None,
    time_limit: str | None,
    *,
    options: service.ScheduleOptions,
    out: Path | None,
    as_json: bool,
) -> int | None:
    """Schedule a scenario or a plant case and show the timetable; return the exit code, None for 0.

    Interrupted, it shows and keeps the best so far and returns 130. Raises
    :class:`~seedtrain.errors.SeedtrainError`.
    """
    limits = service.checked_limits(time_limit=time_limit)
    if out is not None:
        service.check_place(out)
    with session.stages() as stages:
        found = service.schedule(name, objective, limits, stages, options=options, show=stages.show)
    if as_json:
        session.screen.raw(service.dump(found.facts()))
    else:
        for table in found.tables():
            session.screen.table(table)
    keep(session, found, out, as_json=as_json)
    return INTERRUPTED if found.is_interrupted else None

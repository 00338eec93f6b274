"""``seedtrain cases``: published results beside ours."""

from seedtrain import service
from seedtrain.cli.interruptible import interruptible
from seedtrain.cli.session import Session


def cases(
    session: Session, names: tuple[str, ...], time_limit: str, *, only_list: bool, as_json: bool
) -> None:
    """Solve the cases ``names`` (all when empty) and compare, or list what ships.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    if only_list:
        if as_json:
            session.screen.raw(service.dump(service.case_facts()))
        else:
            session.screen.table(service.listed_cases())
        return
    limits = service.checked_limits(time_limit=time_limit)
    with session.stages() as stages, interruptible(session.language):
        stages("cases")
        compared = service.compare_published(names, limits)
    if as_json:
        session.screen.raw(service.dump(compared.facts()))
    else:
        for table in compared.tables():
            session.screen.table(table)

"""``seedtrain clock``: the day an application is decided."""

from seedtrain import service
from seedtrain.cli.session import Session


def clock(session: Session, rule: str | None, day: str | None, stop: str, *, as_json: bool) -> None:
    """List the clocks, or follow an application of ``day`` on one of them.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    if rule is None:
        if as_json:
            session.screen.raw(service.dump(service.clock_facts()))
        else:
            session.screen.table(service.listed_clocks())
        return
    found = service.clocked(rule, day or "", stop)
    if as_json:
        session.screen.raw(service.dump(found.facts(session.language)))
    else:
        session.screen.table(found.table())

"""``seedtrain simulate``: many replications of a plant, and what they give."""

from seedtrain import service
from seedtrain.cli.session import Session


def simulate(session: Session, name: str, settings: tuple[str, str], policy: str, *, as_json: bool) -> None:
    """Simulate a scenario or a plant case and show quantiles; ``settings``: replications and seed.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    with session.stages() as stages:
        found = service.simulate(name, **checked, policy=policy, progress=stages)
    if as_json:
        session.screen.raw(service.dump(found.facts(session.language)))
        return
    for table in found.tables():
        session.screen.table(table)

"""``seedtrain compare``: two runs side by side, differences first."""

from seedtrain import service
from seedtrain.cli.session import Session


def compare(session: Session, sides: tuple[str, str], settings: tuple[str, str], *, as_json: bool) -> None:
    """Compare two runs and show where they differ; ``settings``: replications and seed of those not yet run.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    with session.stages() as stages:
        found = service.compare(*sides, **checked, lang=session.language, progress=stages)
    if as_json:
        session.screen.raw(service.dump(found.facts()))
        return
    for table in service.comparison_tables(found):
        session.screen.table(table)

"""``seedtrain compare``: two runs side by side, differences first."""

import sys

from seedtrain import service
from seedtrain.cli.session import Session


def compare(session: Session, sides: tuple[str, str], *, replications: str, seed: str, as_json: bool) -> None:
    """Compare two runs and show where they differ. Raises :class:`~seedtrain.errors.SeedtrainError`."""
    settings = service.checked_settings(replications=replications, seed=seed)
    with session.stages() as stages:
        found = service.compare(*sides, **settings, lang=session.language, progress=stages)
    if as_json:
        sys.stdout.buffer.write(service.dump(found.facts()))
        return
    for table in service.comparison_tables(found):
        session.screen.table(table)

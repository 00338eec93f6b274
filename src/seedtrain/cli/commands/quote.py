"""``seedtrain quote``: date, price and terms for batches that a client asks for."""

from pathlib import Path

from seedtrain import service
from seedtrain.cli.commands.result import keep
from seedtrain.cli.session import Session


def quote(
    session: Session,
    name: str,
    options: service.QuoteOptions,
    settings: tuple[str, str],
    *,
    is_for_client: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Quote batches and show the answer; ``settings``: replications and seed.

    Raises :class:`~seedtrain.errors.SeedtrainError`.
    """
    checked = service.checked_settings(replications=settings[0], seed=settings[1])
    if out is not None:
        service.check_place(out)
    with session.stages() as stages:
        found = service.quote(name, options, **checked, is_for_client=is_for_client, progress=stages)
    if as_json:
        session.screen.raw(service.dump(found.facts()))
    else:
        for table in found.tables():
            session.screen.table(table)
    keep(session, found, out, as_json=as_json)

"""``seedtrain list``, ``show``, ``catalog`` and ``schema``: what there is."""

from seedtrain import service
from seedtrain.cli.session import Session


def listed(session: Session) -> None:
    """Show the scenarios that ship."""
    session.screen.table(service.listed())


def show(session: Session, name: str, *, as_text: bool) -> None:
    """Show what a scenario holds, or its exact text."""
    document = service.open_document(name)
    if as_text:
        session.screen.raw(document.text.encode())
        return
    for table in service.shown(document):
        session.screen.table(table)


def catalog(session: Session, name: str | None) -> None:
    """Show what is in the catalogue, or one table, recipe or the sources."""
    session.screen.table(service.catalogue(name))


def schema(session: Session) -> None:
    """Write the JSON Schema of the scenario format."""
    session.screen.raw(service.dump(service.scenario_schema()))

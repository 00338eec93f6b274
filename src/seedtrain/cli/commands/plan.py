"""``seedtrain plan``: the campaigns of a case or a scenario, with their bound."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seedtrain import service
from seedtrain.cli.commands.result import keep
from seedtrain.cli.interruptible import interruptible
from seedtrain.cli.session import Session


def plan(
    session: Session,
    name: str,
    objective: str | None,
    limits: tuple[str | None, str, str],
    wishes: Mapping[str, Any],
    *,
    front: bool,
    explain: bool = False,
    out: Path | None,
    as_json: bool,
) -> None:
    """Plan a case or a scenario and show what was found; ``limits``: the texts of ``--time-limit``,
    ``--gap`` and ``--solver``; ``wishes`` those of the options for scenarios, by the names that
    ``checked_wishes`` takes.

    ``explain`` says why it is late; why there is none is said in any case.
    Raises :class:`~seedtrain.errors.SeedtrainError`, also where there is no plan, once what is
    known is shown.
    """
    checked = service.checked_limits(time_limit=limits[0], gap=limits[1], solver=limits[2])
    asked = service.checked_wishes(**wishes)
    if out is not None:
        service.check_place(out)
    with session.stages() as stages, interruptible(session.language):
        found: service.Planned | service.ScenarioPlan
        if not service.is_scenario(name):
            stages("plan")
            found = service.plan(name, objective, checked, with_front=front)
        else:
            found = service.plan_scenario(name, objective, checked, asked, stages, with_front=front)
        told = service.explained(found, checked, stages, is_asked=explain)
    facts, tables = found.facts(), found.tables() if found.result.objective is not None else ()
    if told is not None:
        facts["explanation"] = told.facts()
        tables += told.tables()
    if as_json:
        session.screen.raw(service.dump(facts))
    else:
        for table in tables:
            session.screen.table(table)
    found.check()
    keep(session, found, out, as_json=as_json)

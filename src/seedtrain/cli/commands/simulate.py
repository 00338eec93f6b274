"""``seedtrain simulate``: many replications of a plant, and what they give; or one of them, step by step."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seedtrain import service
from seedtrain.cli.commands.result import keep
from seedtrain.cli.interruptible import INTERRUPTED
from seedtrain.cli.session import Session
from seedtrain.messages import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for, as written; ``trace`` the number of the replication to tell step by step."""

    replications: str
    seed: str
    policy: str
    options: Mapping[str, Any]
    trace: str | None


def simulate(session: Session, name: str, asked: Asked, *, out: Path | None, as_json: bool) -> int | None:
    """Simulate a scenario or a plant case and show quantiles, or one replication; return the exit code.

    An interruption of one that keeps its parts says where they are. Raises
    :class:`~seedtrain.errors.SeedtrainError`.
    """
    settings = service.checked_replications(replications=asked.replications, seed=asked.seed)
    options = service.checked_simulation(**asked.options)
    if out is not None:
        service.check_place(out)
    try:
        found = _found(session, name, asked, settings, options)
    except KeyboardInterrupt:
        if options.checkpoint is None or asked.trace is not None:
            raise
        said = say("cli.said.interrupted_kept", session.language, folder=options.checkpoint)
        sys.stderr.write(f"{said}\n")
        return INTERRUPTED
    if as_json:
        session.screen.raw(service.dump(found.facts(session.language)))
    else:
        for table in found.tables():
            session.screen.table(table)
        for note in found.notes():
            session.screen.line()
            session.screen.say(note.render(session.language), "dim")
    keep(session, found, out, as_json=as_json)
    return None


def _found(
    session: Session,
    name: str,
    asked: Asked,
    settings: service.CheckedSettings,
    options: service.SimulateOptions,
) -> service.Simulated | service.Traced:
    with session.stages() as stages:
        if asked.trace is not None:
            return service.trace(
                name,
                asked.trace,
                replications=settings["replications"],
                policy=asked.policy,
                seed=settings["seed"],
                options=options,
                progress=stages,
            )
        return service.simulate(
            name,
            **settings,
            policy=asked.policy,
            options=options,
            progress=stages,
            advance=stages.advance,
        )

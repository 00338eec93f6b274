"""One run: a scenario goes in, an assessment with a verdict on every claim comes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import numpy as np

from seedtrain.assess.chain import Chain, Progress, chained, evidence_without
from seedtrain.assess.drivers import drivers
from seedtrain.assess.headlines import at_the_end, headlined
from seedtrain.assess.judge import Judge
from seedtrain.assess.labels import display_names
from seedtrain.messages import Message
from seedtrain.model.document import Document
from seedtrain.quantities.calendar import is_projected
from seedtrain.quantities.streams import World
from seedtrain.results.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """How many worlds are sampled, and from which seed."""

    replications: int = 1000
    seed: int = 1


def run(document: Document, settings: RunSettings, progress: Progress | None = None) -> Assessment:
    """Assess a scenario: every horizon it has something for, then every claim.

    Same document, settings and version: the same assessment. Raises :class:`InputError` where an engine finds
    that the scenario can't be run.
    """
    return assessed(document, settings, progress)[0]


def assessed(
    document: Document, settings: RunSettings, progress: Progress | None = None
) -> tuple[Assessment, Chain]:
    """Assess a scenario as :func:`run` does; return with it what the engines drew and found."""
    tell = progress or (lambda _: None)
    scenario = document.scenario
    world = World(settings.replications, settings.seed)
    chain = chained(scenario, world, tell)
    tell("judge")
    judge = Judge(scenario, chain.evidence(scenario), evidence_without(scenario, world))
    verdicts = judge.verdicts()
    indicators = headlined((*chain.indicators, *at_the_end(chain.series)), scenario, chain.timetable)
    assert scenario.as_of is not None
    found = Assessment(
        scenario_id=scenario.id,
        title=scenario.title,
        as_of=scenario.as_of,
        horizon=(scenario.horizon.start, scenario.horizon.end),
        seed=settings.seed,
        replications=settings.replications,
        version=version("seedtrain"),
        input_hash=document.input_hash,
        price_year=scenario.money.price_year,
        profiles=chain.profiles,
        capacities=chain.capacities,
        timetable=chain.timetable,
        simulation=chain.simulation,
        indicators=indicators,
        series=chain.series,
        verdicts=verdicts,
        drivers=drivers(scenario, indicators, chain.inputs),
        notes=tuple(_notes(document, chain)),
        names=display_names(scenario)
        | {f"orders.{key}": each.name for key, each in chain.scheduled.orders.items() if each.name},
    )
    return found, chain


def _notes(document: Document, chain: Chain) -> Iterator[Message]:
    """Say what a reader must know to read the numbers."""
    yield Message("note.base")
    yield Message("note.price_year", {"year": document.scenario.money.price_year})
    origins = [value.origin.kind for value, _ in chain.inputs.drawn.values()]
    yield Message(
        "note.origins",
        {kind: origins.count(kind) for kind in ("fact", "catalog", "assumption", "user")}
        | {"all": len(origins)},
    )  # fmt: skip
    if _is_projected(chain):
        yield Message("note.projected")
    if document.scenario.provenance.confidence is not None:
        yield Message("note.confidence", {"confidence": document.scenario.provenance.confidence})


def _is_projected(chain: Chain) -> bool:
    """Whether a regulator's clock ends on a day for which China has published no calendar yet."""
    ends = (each for each in chain.indicators if each.id.endswith((".ind.end", ".filing.end")))
    days = [
        float(each.draws[np.isfinite(each.draws)].max(initial=1.0)) for each in ends if each.draws is not None
    ]
    return any(is_projected(date.fromordinal(int(day))) for day in days)

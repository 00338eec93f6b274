"""Published plants and one's own, as cases: the work, its answers, what is said of start and end."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording, say
from seedtrain.service.cases_read import SIMULATION_KIND, read_case
from seedtrain.service.schedule_plant import Progress
from seedtrain.service.simulate_prepared import (
    EVENT,
    INPUT,
    LOST,
    Answer,
    Course,
    Factor,
    Prepared,
    chunk_of,
    event_factors,
    identity,
)
from seedtrain.service.simulate_settings import SimulateOptions

if TYPE_CHECKING:
    from seedtrain.simulate.plant_work import PlantWork
    from seedtrain.simulate.variation import Variation
    from seedtrain.simulate.warm_up import Filling

PILOT, PILOT_OPERATIONS = 64, 1 << 21
"""Replications in which the warm-up is looked for, and operations of all of them at most."""
ORDERS, _OF_ORDERS = "orders.", "order_change"
"""Begins the ids of answers of orders; the kind that is for cases with orders only."""
HEADLINES = ("released_batches", "service", "cost")
"""Answers shown first."""
DIMENSIONS = {
    "last_release": "time",
    "utilisation": "fraction",
    "service": "fraction",
    "cost": "money",
    "cost_lost": "money",
    "met": "fraction",
    "completion": "time",
}
"""Dimensions of answers that are no counts."""


def case_prepared(name: str, policy: str, seed: int, options: SimulateOptions, tell: Progress) -> Prepared:
    """Prepare a case of kind ``simulation_plant``. Raises as :func:`prepared`."""
    tell("read")
    content = read_case(name, (SIMULATION_KIND,))
    from seedtrain.flow.case import load_case
    from seedtrain.simulate.plant_work import POLICIES, STUCK, PlantWork
    from seedtrain.simulate.variation import variation

    case = load_case(content)
    kinds = [kind for kind in options.vary or () if kind != _OF_ORDERS or any(case.orders)]
    varied = variation(None, kinds)
    work = PlantWork(case=case, policy=POLICIES[POLICIES.index(policy)], seed=seed, variation=varied)
    filled = _filling(work)
    warm_up_d = (filled.warm_up_d or 0.0) if options.warm_up_d is None else options.warm_up_d
    work.warm_up_h = 24.0 * warm_up_d
    columns = work.part(0, 1).columns
    told = [key for key in columns if not key.startswith((EVENT, INPUT, LOST)) and key != STUCK]
    return Prepared(
        name=name,
        policy=policy,
        work=work,
        answers=tuple(_answer(key) for key in told),
        courses=_courses(work),
        factors={**_input_factors(varied, columns), **event_factors(columns)},
        stuck=STUCK,
        missed=tuple(key for key in told if key.startswith(ORDERS) and key.endswith(".met")),
        chunk=chunk_of(len(case.problem.jobs)),
        identity=identity(json.dumps(content, sort_keys=True), policy, seed, options, warm_up_d),
        varied=varied,
        treatment=(
            Message("engines.treatment.empty"),
            _warm_up(filled, options.warm_up_d),
            Message("engines.treatment.case_end", {"open": f"{filled.at_end:.3g}"}),
        ),
        warm_up={"left_out_d": warm_up_d, "found_d": filled.warm_up_d},
    )


def _filling(work: "PlantWork") -> "Filling":
    """How the plant fills, by some replications of its own; by its base where one of them can't be run."""
    from seedtrain.simulate.warm_up import filling
    from seedtrain.simulate.work import FAULTS

    problem = work.case.problem
    pilot = max(1, min(PILOT, PILOT_OPERATIONS // len(problem.pool)))
    try:
        chunk = work.run(0, pilot, traced=True)[0]
    except FAULTS:
        chunk = work.engine.base()
    return filling(problem, chunk, work.case.horizon_h)


def _warm_up(filled: "Filling", asked_d: float | None) -> Message:
    """What is said of the warm-up: found or not, left out or not."""
    words = {"days": filled.days, "n": filled.replications}
    if asked_d is None and filled.warm_up_d:
        return Message("engines.treatment.warm_up_found", {**words, "found": f"{filled.warm_up_d:g}"})
    if asked_d:
        return Message("engines.treatment.warm_up", {"days": f"{asked_d:g}"})
    if filled.warm_up_d is None:
        return Message("engines.treatment.no_warm_up_settled", words)
    return Message("engines.treatment.no_warm_up", {**words, "found": f"{filled.warm_up_d:g}"})


def _courses(work: "PlantWork") -> tuple[Course, ...]:
    """Batches released, month by month, in days from the start."""
    import math

    from seedtrain.report.names import capital

    if math.isinf(work.case.horizon_h):
        return ()
    words = Wording(*(capital(say("series.output.released_batches", lang)) for lang in ("en", "zh")))
    return (
        Course(
            id="released_batches", name=words, dimension="count", days=work.months_h / 24.0, is_dated=False
        ),
    )


def _input_factors(varied: "Variation", columns: Iterable[str]) -> dict[str, Factor]:
    """What the uncertain odds of events are called."""
    values = {
        f"{INPUT}{value.path}": (kind, name, value)
        for kind, fields in varied.values.items()
        for name, value in fields.items()
    }
    return {
        key: Factor(
            Message(
                "engines.simulate.input",
                {"kind": Message(f"engines.kind.{kind}"), "quantity": Message(f"engines.quantity.{name}")},
            ),
            value.dimension,
        )
        for key, (kind, name, value) in values.items()
        if key in columns
    }


def _answer(key: str) -> Answer:
    kind, _, rest = key.partition(".")
    if kind == "orders":
        order, _, what = rest.rpartition(".")
        words = Message(f"engines.kpi.orders_{what}", {"order": Wording(order)})
        return Answer(id=key, name=words, dimension=DIMENSIONS[what], headline=False)
    words = Message(f"engines.kpi.{kind}", {"pool": Wording(rest.replace("_", " "))} if rest else {})
    return Answer(id=key, name=words, dimension=DIMENSIONS.get(kind, "count"), headline=key in HEADLINES)

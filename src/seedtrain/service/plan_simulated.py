"""A plan followed in sampled worlds: timetable of its batches, and what they give by product and year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from seedtrain.plan import PeriodPlan, PlanResult
    from seedtrain.plan.scenario.assemble import Plant

ENOUGH = 0.95
"""Share of the planned mass that counts as the plan kept."""


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """Mass of a product released up to the end of a year [kg]: as planned, quantiles over the worlds, and
    the share of worlds with at least :data:`ENOUGH` of the plan."""

    product: str
    year: int
    planned: float
    p10: float
    p50: float
    p90: float
    kept: float


@dataclass(frozen=True, slots=True)
class PlanRisk:
    """What a plan is worth in ``replications`` worlds: supply by product and year; mean share of batches on
    time and batches failed; ``batches`` scheduled."""

    replications: int
    seed: int
    batches: int
    on_time: float
    failed: float
    supply: tuple[SupplyRow, ...]


def simulate_plan(
    plant: "Plant", problem: "PeriodPlan", result: "PlanResult", replications: int, seed: int
) -> PlanRisk:
    """Schedule the batches of ``result`` and follow the timetable in ``replications`` worlds.

    The worlds are those of a simulation of the scenario with this seed. Raises ``InputError`` (SCH-007) where
    batches and worlds are more than can be followed.
    """
    import numpy as np

    from seedtrain import flow, process, schedule, simulate
    from seedtrain.model.inputs import Inputs
    from seedtrain.plan.scenario.handover import handed_over
    from seedtrain.quantities.streams import World

    scenario = handed_over(plant, problem, result)
    inputs = Inputs(World(replications, seed))
    profiles = process.profiles(scenario, inputs)
    batches = schedule.batch_orders(scenario, profiles, {})
    compiled = flow.compile_plant(scenario, profiles, batches)
    found = simulate.follow(scenario, compiled, schedule.timetable(compiled, batches), profiles, inputs)
    on_time = np.mean([share[1:].mean() for share in found.on_time.values()]) if found.on_time else 1.0
    return PlanRisk(
        replications=replications,
        seed=seed,
        batches=len(batches),
        on_time=float(on_time),
        failed=float(found.failed_batches[1:].mean()),
        supply=tuple(_supply(plant, problem, result, found.stock_kg, found.months_h)),
    )


def _supply(
    plant: "Plant",
    problem: "PeriodPlan",
    result: "PlanResult",
    stock_kg: Mapping[str, "NDArray[np.float64]"],
    months_h: "NDArray[np.float64]",
) -> Iterator[SupplyRow]:
    """Mass released so far by product and year; that of the plan by the periods it counts on."""
    import numpy as np

    planned = _planned(plant, problem, result)
    start = plant.grid.start.toordinal()
    total: dict[str, float] = {}
    for product, year in sorted(planned):
        if product in stock_kg:
            total[product] = total.get(product, 0.0) + planned[product, year]
            end = (date(year + 1, 1, 1).toordinal() - start) * 24.0
            last = int(np.searchsorted(months_h, end, side="right")) - 1
            made = (stock_kg[product][:, last] - stock_kg[product][:, 0])[1:]
            low, middle, high = (float(q) for q in np.quantile(made, (0.1, 0.5, 0.9)))
            kept = float(np.mean(made >= ENOUGH * total[product]))
            yield SupplyRow(product, year, total[product], low, middle, high, kept)


def _planned(plant: "Plant", problem: "PeriodPlan", result: "PlanResult") -> dict[tuple[str, int], float]:
    grid, planned = plant.grid, dict[tuple[str, int], float]()
    lags = {key: rule.release_lag for stage in problem.stages for key, rule in stage.stocks.items()}

    def add(product: str, year: int, mass: float) -> None:
        planned[product, year] = planned.get((product, year), 0.0) + mass

    made = [(row.suite, row.product, row.period or 0, row.batches) for row in result.campaigns]
    made += [
        (row.suite, row.product, row.on_site, row.engineering + row.validation)
        for row in result.qualifications
    ]
    for suite, key, period, count in made:
        product = key.partition("/")[0]
        year = grid.first_day(period + lags[key]).year
        add(product, year, count * float(plant.makings[product, suite].mass_kg[0]))
    for batch in plant.under_way:
        if batch.released >= grid.start.toordinal():
            add(batch.product, date.fromordinal(int(batch.released)).year, float(batch.mass_kg[0]))
    return planned

"""Options of a scenario as projects of a plan."""

from collections.abc import Mapping

from seedtrain.model.options import changed_by, opened_by
from seedtrain.model.planning import Option
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite
from seedtrain.plan.problem.project import Project
from seedtrain.plan.scenario.facts import Facts
from seedtrain.plan.scenario.grid import HOURS_A_MONTH, Grid
from seedtrain.plan.scenario.making import Capital


def projects(
    scenario: Scenario, grid: Grid, capital: Mapping[str, Capital], facts: Facts
) -> tuple[Project, ...]:
    """Projects of ``scenario``, which holds the suites of its options too."""
    planning = scenario.planning
    assert planning is not None
    return tuple(
        _project(scenario, name, option, grid, capital.get(name), facts)
        for name, option in planning.options.items()
    )


def _project(
    scenario: Scenario, name: str, option: Option, grid: Grid, capital: Capital | None, facts: Facts
) -> Project:
    opened, closed = opened_by(name, option), changed_by(option)
    known = suites(scenario)
    kind = material(known[opened or closed])
    build_h = facts.given(
        option.build_time, f"{option.kind}.{kind}.build_time", f"{option.kind}.any.build_time"
    )
    qualify_h = facts.given(
        option.qualification_time, f"{option.kind}.any.qualification_time", f"any.{kind}.qualification_time"
    )
    lead = grid.periods_in(build_h + qualify_h)
    still = 0
    if opened and closed:
        still_h = facts.given(
            option.downtime, f"{option.kind}.{kind}.downtime", f"{option.kind}.any.downtime"
        )
        still = min(lead, max(1, grid.periods_in(still_h)))
    cost = 0.0 if capital is None else float(capital.cost[facts.world])
    last = grid.count - 1 - lead
    if option.latest is not None:
        last = min(last, grid.period_of(option.latest.toordinal()))
    return Project(
        id=name,
        kind=option.kind,
        opens=(opened,) if opened else (),
        closes=(closed,) if closed else (),
        lead=lead,
        close_lag=lead - still,
        spend=_phased(cost, max(1, lead), facts) if cost else (),
        residual=_residual(cost, capital, lead, grid, facts) if cost > 0.0 else (),
        earliest=0 if option.earliest is None else grid.first_from(option.earliest.toordinal()),
        latest=last,
        after=option.after or "",
        pool=option.places_in or "",
        places=0.0 if option.places is None else option.places.base,
    )


def material(suite: Suite) -> str:
    """``stainless`` where any of its vessels is, else ``single_use``."""
    made_of = {unit.material for unit in suite.units.values() if unit.volume is not None}
    return "stainless" if "stainless" in made_of else "single_use"


def _phased(cost: float, periods: int, facts: Facts) -> tuple[float, ...]:
    """Capital by period from the start: the shares of the catalogue for each third of the time, evenly
    within."""
    first, middle = facts.default("capital.first"), facts.default("capital.middle")
    shares = (first, middle, 1.0 - first - middle)

    def spent_by(time: float) -> float:
        return sum(share * min(1.0, max(0.0, 3.0 * time - k)) for k, share in enumerate(shares))

    return tuple(cost * (spent_by((k + 1) / periods) - spent_by(k / periods)) for k in range(periods))


def _residual(cost: float, capital: Capital | None, lead: int, grid: Grid, facts: Facts) -> tuple[float, ...]:
    """Straight-line book value at the end of the plan, by period of the start."""
    assert capital is not None
    life = capital.life_h / (grid.months * HOURS_A_MONTH)
    share = facts.default("capital.residual")
    used = (max(0.0, grid.count - start - lead) / life for start in range(grid.count))
    return tuple(share * cost * max(0.0, 1.0 - each) for each in used)


def places(scenario: Scenario) -> dict[str, float]:
    """Prepared places still free by suite: its slots less the vessels that stand in it."""
    planning = scenario.planning
    assert planning is not None
    free = {}
    for option in planning.options.values():
        suite = suites(scenario).get(option.places_in or "")
        if option.places_in is not None and suite is not None and suite.slots is not None:
            taken = sum(unit.count.base for unit in suite.units.values() if unit.volume is not None)
            free[option.places_in] = suite.slots.base - taken
    return free

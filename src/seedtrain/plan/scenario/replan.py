"""A plan made again as time goes on: what it is worth when only the past of a world is known.

Every ``step`` periods the plan is made anew. Of the world is known: demand of the periods up to then, what
batches give and what is paid (after the first step), licences that have come. Of what is to come the base
case is expected, demand in proportion to how the last period known compares with it; a licence that is late
is expected for the next period. What was begun stays, batches made stay made; the rest may change. Campaigns
may be divided.
"""

from dataclasses import dataclass, replace
from typing import Any

from seedtrain.plan.highs import solve_highs
from seedtrain.plan.period.build import build_program
from seedtrain.plan.period.decisions import Decision, decisions
from seedtrain.plan.period.frame import Frame, Key
from seedtrain.plan.problem.period_plan import Market, PeriodPlan
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.stochastic.extensive import Risk, extensive


@dataclass(frozen=True, slots=True)
class Replanned:
    """One world lived through: ``objective`` reached, ``known`` that of a plan that knew all of it
    beforehand, ``chosen`` decisions in the end, ``changed`` how many decisions of an earlier plan were
    dropped or moved, ``plans`` made."""

    objective: float
    known: float
    chosen: frozenset[Decision]
    changed: int
    plans: int


def replan(base: PeriodPlan, world: PeriodPlan, step: int, settings: PlanSettings) -> Replanned | None:
    """Live through ``world``, expecting ``base``; None where a plan keeps no rules on the way."""
    done: dict[Key, tuple[float, float]] = {}
    chosen: frozenset[Decision] = frozenset()
    objective, changed, plans = 0.0, 0, 0
    for now in range(0, base.periods, step):
        frame = build_program(seen(base, world, now, min(now + step, base.periods)))
        named = decisions(frame)
        frame.program.is_integer = [False] * len(frame.program.lower)
        for column in named.values():
            frame.program.is_integer[column] = True
        _keep_past(frame, now, chosen, done)
        found = solve_highs(frame.program, settings)
        if found.values is None:
            return None
        values = found.values
        taken = frozenset(name for name, column in named.items() if values[column] > 0.5)
        changed, chosen, plans = changed + len(chosen - taken), taken, plans + 1
        done = {key: (values[frame.run[key]], values[column]) for key, column in frame.made.items()}
        objective = sum(v * c for v, c in zip(values, frame.program.objective(), strict=True))
    alone = solve_highs(extensive([world], Risk()).program, settings)
    known = objective if alone.bound is None else alone.bound
    return Replanned(objective, known, chosen, changed, plans)


def seen(base: PeriodPlan, world: PeriodPlan, now: int, until: int) -> PeriodPlan:
    """What is expected in period ``now`` when demand is known up to, not including, ``until``."""
    known = world if now > 0 else base
    markets = {
        name: replace(_expected(market, world.markets[name], until), **_terms(known.markets[name]))
        for name, market in base.markets.items()
    }
    return replace(base, markets=markets, stages=known.stages, qualifications=known.qualifications)


def _terms(market: Market) -> dict[str, Any]:
    """Prices and what lateness and demand given up cost."""
    names = ("price", "backlog_cost", "outsource_cost", "lost_cost")
    return {name: getattr(market, name) for name in names}


def _expected(base: Market, world: Market, until: int) -> Market:
    last = until - 1
    share = world.demand[last] / base.demand[last] if base.demand[last] > 0 else 1.0
    demand = world.demand[:until] + tuple(share * demand for demand in base.demand[until:])
    if base.licensed is None or world.licensed is None:
        return replace(base, demand=demand)
    licensed = {
        site: come if come < until else max(base.licensed.get(site, come), until)
        for site, come in world.licensed.items()
    }
    return replace(base, demand=demand, licensed=licensed)


def _keep_past(
    frame: Frame, now: int, chosen: frozenset[Decision], done: dict[Key, tuple[float, float]]
) -> None:
    """Fix what was begun, and the campaigns made, before period ``now``; those that draw on a stage before
    were made as far as it gave enough in this world."""
    program = frame.program
    for name, column in decisions(frame).items():
        if int(name[-1]) < now:
            program.lower[column] = program.upper[column] = float(name in chosen)
    for key, column in frame.made.items():
        if key[3] < now and key in done:
            held, batches = done[key]
            is_fed = frame.problem.source(key[0], key[2]) is not None
            for each, value in ((frame.run[key], held), (column, batches)):
                program.upper[each] = min(max(value, 0.0), program.upper[each])
                program.lower[each] = 0.0 if is_fed else program.upper[each]

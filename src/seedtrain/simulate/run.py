"""Follow: what the timetable gives in every sampled world."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.assignment import Assignment, assignment_of
from seedtrain.flow.follow import follow as walk
from seedtrain.flow.plant import Profiles, hours, profile_of
from seedtrain.flow.problem import Problem
from seedtrain.flow.trace import Trace
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.months import month_days
from seedtrain.results.indicator import Draws
from seedtrain.results.simulation import SimulationResult
from seedtrain.results.timetable import BatchOrder, Timetable
from seedtrain.simulate.noise import Noise, draw_noise

Floats = NDArray[np.float64]


def follow(
    scenario: Scenario, problem: Problem, timetable: Timetable, profiles: Profiles, inputs: Inputs
) -> SimulationResult:
    """Follow ``timetable`` (of ``problem``, compiled from ``scenario`` and ``profiles``) in every world.

    Order and units are kept, nothing starts before its planned time, a failed batch skips the rest of its
    route and frees its units. The base case gives the timetable back. Batches released by the horizon's end
    count. Nothing is re-planned: a batch that is late makes those behind it late.
    """
    plan = assignment_of(problem, timetable)
    noise = draw_noise(problem, timetable.batches, profiles, inputs)
    with inputs.trace() as seen:
        opens_h = _opens(scenario, problem, inputs)
    made = {(batch.product, batch.suite): None for batch in timetable.batches}
    rests_on = dict.fromkeys(path for key in made for path in profiles[key].rests_on) | seen
    trace = walk(problem, plan, noise.duration_h, ends=noise.ends, opens_h=opens_h)
    last = problem.route[1:] - 1
    released_h = np.where(
        np.isfinite(trace.end_h[:, last]) & ~noise.ends[:, last], trace.end_h[:, last], np.inf
    )
    horizon_h = hours(scenario, scenario.horizon.end)
    counts = released_h <= horizon_h
    ended = np.where(noise.ends, trace.end_h, np.nan)
    finish = np.where(np.isnan(trace.end_h) & np.isinf(trace.start_h), np.inf, trace.end_h)
    makespan = np.nanmax(finish, axis=1, initial=0.0)
    months_h = (
        month_days(scenario.horizon.start, scenario.horizon.end) - scenario.horizon.start.toordinal()
    ) * 24.0
    products = np.array([batch.product for batch in timetable.batches])
    return SimulationResult(
        policy="plan_order",
        replications=inputs.world.replications,
        failed_replications=int(np.count_nonzero(~np.isfinite(makespan[1:]))),
        released_batches=counts.sum(axis=1, dtype=np.float64),
        failed_batches=(ended <= horizon_h).sum(axis=1, dtype=np.float64),
        makespan_h=makespan,
        mass_kg={
            str(product): np.sum((counts * noise.mass_g)[:, products == product], axis=1) / 1000.0
            for product in dict.fromkeys(products)
        },
        on_time=_on_time(timetable.batches, released_h),
        stock_kg={
            str(product): _stock(
                _at_hand_kg(scenario, str(product), inputs), released_h, noise, products == product, months_h
            )
            for product in dict.fromkeys(products)
        },
        months_h=months_h,
        completion_h=released_h,
        utilisation=_utilisation(problem, plan, trace, horizon_h),
        order_completion_h=_orders(problem, plan, timetable.batches, released_h, ended),
        over_hold_batches=_over_hold(problem, trace, counts, _stated(timetable.batches, profiles)),
        rests_on=tuple(rests_on),
    )


def _opens(scenario: Scenario, problem: Problem, inputs: Inputs) -> Floats:
    """Drawn day from which the units of each suite may be used, in hours; shape (1 + n, U)."""
    opens = np.full((1 + inputs.world.replications, len(problem.units)), -np.inf)
    place = np.array([unit.partition("/")[0] for unit in problem.units])
    for key, suite in suites(scenario).items():
        if suite.opens is not None and (place == key).any():
            drawn = (inputs.draw(suite.opens) - scenario.horizon.start.toordinal()) * 24.0
            drawn[0] = -np.inf  # the base is in the windows of the units
            opens[:, place == key] = drawn[:, None]
    return opens


def _on_time(batches: tuple[BatchOrder, ...], released_h: Floats) -> Mapping[str, Draws]:
    """Share of the batches of each order with a due time that are released by then, shape (1 + n,)."""
    due = np.array([batch.due_h for batch in batches])
    order = np.array([batch.order for batch in batches])
    names = [name for name in dict.fromkeys(order) if name and np.isfinite(due[order == name]).all()]
    return {str(name): np.mean(released_h[:, order == name] <= due[order == name], axis=1) for name in names}


def _orders(
    problem: Problem, plan: Assignment, batches: tuple[BatchOrder, ...], released_h: Floats, ended: Floats
) -> Mapping[str, Draws]:
    """When each order is complete [h], shape (1 + n,); a failed batch is made once more."""
    span = plan.end_h[problem.route[1:] - 1] - plan.start_h[problem.route[:-1]]
    failure = np.fmin.reduceat(ended, problem.route[:-1], axis=1)
    done = np.where(np.isnan(failure), released_h, failure + span)
    order = np.array([batch.order for batch in batches])
    return {str(name): done[:, order == name].max(axis=1) for name in dict.fromkeys(order) if name}


def _at_hand_kg(scenario: Scenario, product: str, inputs: Inputs) -> Draws:
    """Released mass of a product in stock on the first day [kg], shape (1 + n,)."""
    total = np.zeros(1 + inputs.world.replications)
    for lot in scenario.stock.values():
        if lot.product == product:
            total += inputs.draw(lot.mass) / 1000.0
    return total


def _stock(
    at_hand_kg: Draws, released_h: Floats, noise: Noise, mine: NDArray[np.bool_], months_h: Floats
) -> Floats:
    """Mass of a product at hand and released up to each month [kg], shape (1 + n, months)."""
    mass = noise.mass_g[:, mine] / 1000.0
    return np.stack(
        [at_hand_kg + np.sum(mass * (released_h[:, mine] <= month), axis=1) for month in months_h], axis=1
    )


def _utilisation(problem: Problem, plan: Assignment, trace: Trace, horizon_h: float) -> Mapping[str, Draws]:
    """Share of the open hours up to the horizon in which the units of a pool process, shape (1 + n,)."""
    until = np.minimum(np.nan_to_num(trace.end_h, nan=0.0, posinf=0.0), horizon_h)
    busy = np.maximum(0.0, until - np.nan_to_num(trace.start_h, nan=0.0, posinf=0.0))
    found = {}
    for pool, name in enumerate(problem.pools):
        units = range(problem.pool_units[pool], problem.pool_units[pool + 1])
        windows = [w for u in units for w in range(problem.unit_windows[u], problem.unit_windows[u + 1])]
        spans = np.minimum(problem.window_to_h[windows], horizon_h) - np.maximum(
            problem.window_from_h[windows], 0.0
        )
        open_h = float(np.maximum(0.0, spans).sum())
        if open_h > 0.0:
            mine = busy[:, problem.pool == pool].sum(axis=1)
            found[name.replace("/", ".")] = np.asarray(mine / open_h, dtype=np.float64)
    return found


def _stated(batches: tuple[BatchOrder, ...], profiles: Profiles) -> Floats:
    """Hold limits that the recipes state, inf where they state none; shape (O,)."""
    return np.array(
        [
            np.inf if operation.hold_limit_h is None else operation.hold_limit_h
            for batch in batches
            for operation in profile_of(profiles, batch).operations
        ]
    )


def _over_hold(problem: Problem, trace: Trace, counts: NDArray[np.bool_], limits: Floats) -> Draws:
    """Released batches of which an intermediate waited beyond its limit, shape (1 + n,)."""
    wait = np.zeros_like(trace.start_h)
    wait[:, :-1] = trace.start_h[:, 1:] - trace.end_h[:, :-1]
    wait[:, problem.route[1:] - 1] = 0.0
    over = wait > limits + 0.01
    late = np.logical_or.reduceat(over, problem.route[:-1], axis=1) & counts
    return np.asarray(late.sum(axis=1), dtype=np.float64)

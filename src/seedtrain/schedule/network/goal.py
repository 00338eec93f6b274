r"""The objective: the weighted sum of the measures of a network.

.. math:: \min \sum_q W_q\, f_q, \qquad f = \max_k e_k, \; \sum_j w_j T_j, \; \sum_j w_j [T_j > 0], \dots
"""

from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from seedtrain.flow.network import OTHER_MODE_H
from seedtrain.schedule.network.columns import Columns

MOST_DENOMINATOR = 10_000


def add_goal(made: Columns) -> int:
    """Minimise the objective; returns the number of steps of the objective that make one of it."""
    weights = {name: Fraction(weight).limit_denominator(MOST_DENOMINATOR)
               for name, weight in made.network.objective.items() if weight}  # fmt: skip
    by_job = {job.name: Fraction(job.weight).limit_denominator(MOST_DENOMINATOR) for job in made.network.jobs}
    scale = lcm(*(weight.denominator for weight in weights.values()), 1)
    job_scale = lcm(*(weight.denominator for weight in by_job.values()), 1)
    job_weights = {name: int(weight * job_scale) for name, weight in by_job.items()}
    terms = []
    for name, weight in weights.items():
        terms.append(int(weight * scale) * _measure(made, name, job_weights, job_scale))
    made.model.minimize(sum(terms) if terms else 0)
    return scale * job_scale * made.grid.per_hour


def _measure(made: Columns, name: str, weights: dict[str, int], scale: int) -> Any:
    """One measure, in steps of time times the scale of the job weights."""
    model = made.model
    if name == "makespan":
        span = model.new_int_var(0, made.horizon, "makespan")
        for place, operation in enumerate(made.network.operations):
            if operation.counts:
                model.add(span >= made.end[place]).only_enforce_if(made.present[place])
        return span * scale
    if name == "changeover_h":
        return sum(lit * setup for lit, setup in made.changeovers) * scale
    if name == "change_h":
        return _change(made) * scale
    terms = []
    for job in made.network.jobs:
        end = _job_end(made, job.name)
        if end is None or (name != "flow_time" and not np.isfinite(job.due_h)):
            continue
        terms.append(weights[job.name] * _of_job(made, name, end, (job.release_h, job.due_h)))
    if name != "max_tardiness":
        return sum(terms) if terms else 0
    worst = model.new_int_var(0, made.horizon * max([*weights.values(), 1]), "worst")
    for term in terms:
        model.add(worst >= term)
    return worst


def _change(made: Columns) -> Any:
    """Hours by which operations start elsewhere than given, and what other modes count for."""
    terms = []
    there = {name: aim for name, aim in made.network.given.items() if name in made.network.place}
    for name, (start, mode, weight) in there.items():
        place, size = made.network.place[name], round(weight)
        operation = made.network.operations[place]
        away = made.model.new_int_var(0, 2 * made.horizon, "away")
        at = made.grid.ticks(start)
        made.model.add(away >= made.start[place] - at).only_enforce_if(made.present[place])
        made.model.add(away >= at - made.start[place]).only_enforce_if(made.present[place])
        terms.append(size * away)
        if mode >= 0 and len(operation.modes) > 1:
            elsewhere = made.model.new_bool_var("elsewhere")
            made.model.add_bool_or([made.modes[place][mode], elsewhere, ~made.present[place]])
            terms.append(size * made.grid.ticks(OTHER_MODE_H) * elsewhere)
    return sum(terms) if terms else 0


def _job_end(made: Columns, name: str) -> Any:
    """When a job is done: the latest end of what counts of it; None where nothing does."""
    places = [
        place
        for place, operation in enumerate(made.network.operations)
        if operation.job == name and operation.counts
    ]
    if not places:
        return None
    if len(places) == 1 and not made.network.operations[places[0]].is_optional:
        return made.end[places[0]]
    end = made.model.new_int_var(0, made.horizon, f"end {name}")
    bounds = []
    for place in places:
        if made.network.operations[place].is_optional:
            here = made.model.new_int_var(0, made.horizon, "here")
            made.model.add(here == made.end[place]).only_enforce_if(made.present[place])
            made.model.add(here == 0).only_enforce_if(~made.present[place])
            bounds.append(here)
        else:
            bounds.append(made.end[place])
    made.model.add_max_equality(end, bounds)
    return end


def _of_job(made: Columns, name: str, end: Any, times: tuple[float, float]) -> Any:
    """One measure of one job, unweighted."""
    model, grid = made.model, made.grid
    release, due = grid.ticks(times[0]), times[1]
    if name == "flow_time":
        return end - release
    day = grid.ticks(due)
    if name == "tardy_jobs":
        late = model.new_bool_var("late")
        model.add(end <= day).only_enforce_if(~late)
        return late * grid.per_hour
    off = model.new_int_var(0, made.horizon + abs(day), "off")
    model.add(off >= (day - end if name == "earliness" else end - day))
    return off

"""Long-lead materials: when each operation of a batch asked for has what it uses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.flow.problem import Problem
from seedtrain.model.commercial import Commercial
from seedtrain.results.batch_profile import BatchProfile


@dataclass(frozen=True, slots=True)
class Arrival:
    """A material, the time from its order to its release [h], and the recipe step that needs it first."""

    material: str
    lead_h: float
    step: str


def arrivals(profile: BatchProfile, commercial: Commercial | None) -> tuple[Arrival, ...]:
    """Return what a batch uses that takes time to come: the scenario's lead times, else the catalogue's mean.

    A material whose steps the route does not have is needed at its first step.
    """
    given = {} if commercial is None else commercial.lead_times
    route = [operation.step for operation in profile.operations]
    found = []
    for key, row in table("lead_times").items():
        used = profile.consumption.get(row.words["uses"])
        if used is None or float(used[0]) <= 0.0:
            continue
        lead = given[key] if key in given else row.values["lead_time"]
        steps = [step for step in route if step in row.words["steps"]]
        found.append(Arrival(key, lead.base, steps[0] if steps else route[0]))
    return tuple(found)


def floors(problem: Problem, jobs: range, came: tuple[Arrival, ...], asked_h: float) -> NDArray[np.float64]:
    """Return the earliest start of each operation, shape (O,): -inf but for what ``jobs`` wait for. [h]"""
    floor = np.full(len(problem.pool), -np.inf)
    for job in jobs:
        for k in range(problem.route[job], problem.route[job + 1]):
            step = problem.steps[problem.step[k]]
            floor[k] = max([asked_h, *(asked_h + each.lead_h for each in came if each.step == step)])
    return floor


def latest(
    problem: Problem, jobs: range, came: tuple[Arrival, ...], asked_h: float, start_h: NDArray[np.float64]
) -> str:
    """Return the material that holds ``jobs`` up most: of least slack between arrival and use."""
    slack: dict[str, float] = {}
    for job in jobs:
        for k in range(problem.route[job], problem.route[job + 1]):
            step = problem.steps[problem.step[k]]
            for each in came:
                if each.step == step:
                    spare = float(start_h[k]) - asked_h - each.lead_h
                    slack[each.material] = min(spare, slack.get(each.material, np.inf))
    return min(slack, key=lambda material: (slack[material], material)) if slack else ""

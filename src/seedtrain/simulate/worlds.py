"""What is drawn once a world: days suites open, late deliveries, stops of a site."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Value
from seedtrain.simulate.variation import Variation

Floats = NDArray[np.float64]

MOST_STOPS = 1000
"""Stops of a site in one world."""
_SURE = 1e-6
"""Odds of more stops than are drawn."""
_OFTEN = 0.001
"""Where the time between stops is uncertain, they are counted for one that is as short as this quantile."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SupplyLate:
    """Late deliveries: earliest start ``releases_h`` (n, J) of batches; ``late`` batches, ``hours``, (n,)."""

    releases_h: Floats
    late: Floats
    hours: Floats


def opens(scenario: Scenario, problem: Problem, inputs: Inputs) -> Floats:
    """Drawn day from which the units of each suite may be used, in hours; shape (n, U)."""
    found = np.full((inputs.world.replications, len(problem.units)), -np.inf)
    place = np.array([unit.partition("/")[0] for unit in problem.units])
    for key, suite in suites(scenario).items():
        if suite.opens is not None and (place == key).any():
            drawn = (inputs.draw(suite.opens)[1:] - scenario.horizon.start.toordinal()) * 24.0
            found[:, place == key] = drawn[:, None]
    return found


def supply(
    problem: Problem, begins_h: Floats, products: Sequence[str], variation: Variation, inputs: Inputs
) -> SupplyLate | None:
    """Draw which deliveries are late, and by how much; None where they never are.

    A delivery serves all batches of a product whose planned start, ``begins_h`` (J), lies in its interval, so
    they are late together. ``products`` (J): empty for a batch under way, which has what it needs.
    """
    values = variation.of("supply")
    if values is None:
        return None
    n = inputs.world.replications
    odds, interval = inputs.draw(values["odds"])[1:], values["interval"].base
    releases = np.broadcast_to(problem.release_h, (n, len(products))).copy()
    late, total = np.zeros(n), np.zeros(n)
    drawn: dict[str, Floats] = {}
    for job, product in enumerate(products):
        if not product:
            continue
        name = f"supply.{product}.{int(begins_h[job] // interval)}"
        if name not in drawn:
            is_late = inputs.world.uniform(name) < odds
            drawn[name] = np.where(is_late, event_sizes(values["delay"], f"{name}.length", inputs), 0.0)
        delay = drawn[name]
        releases[:, job] = np.maximum(releases[:, job], np.where(delay > 0.0, begins_h[job] + delay, 0.0))
        late += delay > 0.0
        total += delay
    return SupplyLate(releases_h=releases, late=late, hours=total)


def stops(
    horizon_h: float, sites: Sequence[str], variation: Variation, inputs: Inputs
) -> tuple[Floats | None, NDArray[np.bool_] | None]:
    """Draw the stops of the sites as [from, to) in hours, shape (n, S, 2), inf where there is none.

    ``sites`` (P): the site of each pool. Also which pools each stop hits, (P, S), None where there is one
    site. The stops of a site come one after the other with exponential times between, up to the end of the
    horizon. None where there are none.
    """
    values = variation.of("site_stop")
    if values is None:
        return None, None
    between = inputs.draw(values["between"])[1:]
    often = values["between"].distribution
    shortest = values["between"].base if often is None else float(often.quantile(_OFTEN))
    most = _most(horizon_h / max(shortest, 1e-9))
    names = list(dict.fromkeys(sites))
    if len(names) < 2:
        return _stops_of("site_stop", most, between, horizon_h, values["duration"], inputs), None
    each = [
        _stops_of(f"site_stop.{name}", most, between, horizon_h, values["duration"], inputs) for name in names
    ]
    hits = np.array(sites)[:, None] == np.repeat(names, most)
    return np.concatenate(each, axis=1), hits


def _stops_of(
    stream: str, most: int, between: Floats, horizon_h: float, duration: Value, inputs: Inputs
) -> Floats:
    """At most ``most`` stops of one site, shape (n, most, 2)."""
    n = inputs.world.replications
    found = np.full((n, most, 2), np.inf)
    at = np.zeros(n)
    for place in range(most):
        at = at - between * np.log1p(-inputs.world.uniform(f"{stream}.{place}"))
        length = event_sizes(duration, f"{stream}.{place}.length", inputs)
        comes = at < horizon_h
        found[comes, place, 0] = at[comes]
        found[comes, place, 1] = (at + length)[comes]
        at = at + length
    return found


def event_sizes(value: Value, stream: str, inputs: Inputs) -> Floats:
    """Draw the size of one event in each world, in the unit of ``value``; shape (n,)."""
    if value.distribution is None:
        return np.full(inputs.world.replications, value.base)
    return value.distribution.quantile(inputs.world.uniform(stream))


def _most(mean: float) -> int:
    """The number of events that a Poisson count of ``mean`` exceeds with odds of one in a million."""
    term = math.exp(-mean)
    left, count = 1.0 - term, 0
    while left > _SURE and count < MOST_STOPS:
        count += 1
        term *= mean / count
        left -= term
    return max(1, count)

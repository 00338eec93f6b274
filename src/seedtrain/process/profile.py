"""Batch profiles of a scenario: each product in each suite that may make it."""

from collections.abc import Iterator, Mapping

import numpy as np

from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.process.cost import total
from seedtrain.process.line import Line, lines
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.indicator import Draws, Indicator

Profiles = dict[tuple[str, str], BatchProfile]


def profiles(scenario: Scenario, inputs: Inputs) -> Profiles:
    """Return the batch of every product in every suite that may make it, by (product id, suite id).

    Raises :class:`InputError` as :func:`seedtrain.process.line.lines`.
    """
    return {(line.product, line.suite): profile(line) for line in lines(scenario, inputs)}


def profile(line: Line) -> BatchProfile:
    """Return a line's batch as the schedule and the simulation take it."""
    made = line.batch.product
    return BatchProfile(
        product=line.product,
        recipe=line.recipe.id,
        suite=line.suite,
        working_volume_L=float(line.size.volume_L[0]),
        material=line.size.material,
        operations=line.operations,
        overall_yield=line.batch.overall_yield,
        mass_out_g=made.mass_g,
        mass_spread_cv=line.mass_spread_cv,
        items_out=made.items,
        failure_odds=line.failure_odds,
        cost_cny=line.cost_cny,
        consumption={**line.batch.uses, "cycle_time_h": line.pace.time_h},
        rests_on=line.rests_on,
    )


def batch_indicators(found: Mapping[tuple[str, str], BatchProfile]) -> list[Indicator]:
    """Return mass, cost, cost a gram or an item, overall yield and cycle time of each profile."""
    return [indicator for each in found.values() for indicator in _indicators(each)]


def _indicators(made_of: BatchProfile) -> Iterator[Indicator]:
    words = {"product": made_of.product, "suite": made_of.suite}
    place = f"batch.{made_of.product}.{made_of.suite}"
    cost = total(made_of.cost_cny)

    def made(name: str, dimension: str, draws: Draws, headline: bool = False) -> Indicator:
        return Indicator(
            id=f"{place}.{name}",
            label=Message(f"indicator.batch.{name}", words),
            dimension=dimension,
            draws=draws,
            rests_on=made_of.rests_on,
            headline=headline,
        )

    yield made("mass", "mass", made_of.mass_out_g, headline=True)
    yield made("cost", "money", cost)
    if made_of.items_out[0] > 0.0:
        yield made("items", "count", made_of.items_out)
        yield made("cost_per_item", "money_per_item", _each(cost, made_of.items_out))
    else:
        yield made("cost_per_gram", "money_per_mass", _each(cost, made_of.mass_out_g), headline=True)
    yield made("overall_yield", "fraction", made_of.overall_yield)
    yield made("cycle_time", "time", made_of.consumption["cycle_time_h"])


def _each(cost: Draws, amount: Draws) -> Draws:
    """Cost of one; infinite where a batch leaves nothing (a pool no larger than its samples)."""
    return np.divide(cost, amount, out=np.full_like(cost, np.inf), where=amount > 0.0)

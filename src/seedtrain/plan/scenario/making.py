"""What a suite does with a product, in every sampled world."""

from dataclasses import dataclass

from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """One product in one suite; arrays of shape (1 + n,), index 0 the base case.

    ``cycle_d`` between batch starts and ``changeover_d`` added by another product [d]; ``route_d`` from the
    start of a batch to its release [d]; ``mass_kg`` drug substance in what a batch gives, failures counted as
    nothing [kg]; ``quantity`` the same as the plan counts it: kilograms, of a filled product thousand items;
    ``takes_kg`` what a batch draws of the section before [kg];
    ``batch_cost`` what a batch uses up and ``standing_cost`` of the suite with its people, a year
    [million].
    """

    product: str
    suite: str
    cycle_d: Draws
    changeover_d: float
    route_d: float
    mass_kg: Draws
    quantity: Draws
    takes_kg: Draws
    batch_cost: Draws
    standing_cost: Draws


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """A batch under way when the plan begins: ``id`` in the scenario, ``released`` ordinal day it ends on,
    ``quantity`` it gives as in :class:`Making`, shape (1 + n,), ``mass_kg`` the same in kilograms, ``days``
    for which it still keeps what sets the pace of its suite [d]."""

    id: str
    product: str
    suite: str
    released: float
    quantity: Draws
    mass_kg: Draws
    days: float


@dataclass(frozen=True, slots=True)
class Capital:
    """Capital of an option [million], shape (1 + n,), and the life over which it is written off [h]."""

    cost: Draws
    life_h: float

"""What a plan makes: a product for a purpose, where something asks for it."""

from dataclasses import dataclass

from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Purpose, Suite

SOLD: tuple[Purpose, ...] = ("clinical", "commercial")
"""Purposes whose batches are sold; engineering and validation batches are the plan's own."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A product made for one purpose: stocks and qualifications of each purpose are kept apart."""

    product: str
    purpose: Purpose

    @property
    def key(self) -> str:
        """Its name in the plan."""
        return f"{self.product}/{self.purpose}"

    def may_be_made(self, suite: Suite) -> bool:
        """Whether the purposes of ``suite`` allow it."""
        return not suite.purposes or self.purpose in suite.purposes


def wanted(scenario: Scenario) -> tuple[Wanted, ...]:
    """Every product and purpose that a forecast, or an order with a price, asks for, with what each is made
    of."""
    planning = scenario.planning
    assert planning is not None
    found = [Wanted(each.product, each.purpose) for each in planning.demand.values()]
    if planning.order_price is not None:
        found += [Wanted(o.product, o.purpose) for o in scenario.orders.values() if o.purpose in SOLD]
    for each in found:
        source = source_of(scenario, each)
        if source is not None and source not in found:
            found.append(source)
    return tuple(dict.fromkeys(found))


def source_of(scenario: Scenario, each: Wanted) -> Wanted | None:
    """What ``each`` is made of, for the same purpose; None where the scenario does not say."""
    name = scenario.products[each.product].substance
    return None if name is None else Wanted(name, each.purpose)

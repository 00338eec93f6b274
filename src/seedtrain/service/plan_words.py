"""What the things of a scenario's plan are called, in both languages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seedtrain.catalog.sections import SECTIONS, section_of
from seedtrain.messages import Message, Wording
from seedtrain.model.planning import Planning
from seedtrain.model.referable import suites
from seedtrain.report.table import Cell

if TYPE_CHECKING:
    from seedtrain.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Names of ``scenario``, which holds the suites of its options too; an id where there is no name."""

    scenario: "Scenario"

    @property
    def planning(self) -> Planning:
        """The plan over years of the scenario."""
        assert self.scenario.planning is not None
        return self.scenario.planning

    def suite(self, name: str) -> Wording:
        """Name of a suite."""
        found = suites(self.scenario).get(name)
        return found.name if found is not None and found.name is not None else Wording(name)

    def product(self, key: str) -> Message:
        """Name of a product and the purpose it is made for."""
        product, _, purpose = key.partition("/")
        named = self.scenario.products[product].name or Wording(product)
        return Message(
            "planning.product", {"product": named, "purpose": Message(f"planning.purpose.{purpose}")}
        )

    def in_items(self, key: str) -> bool:
        """Whether a product of the plan is filled and so counted in thousand items, not in kilograms."""
        return section_of(self.scenario, key.partition("/")[0]) == SECTIONS[-1]

    def market(self, name: str) -> Cell:
        """Name of a forecast, or of an order."""
        if name in self.planning.demand:
            return self.planning.demand[name].name or Wording(name)
        key = name.removeprefix("order ")
        order = self.scenario.orders.get(key)
        called = order.name if order is not None and order.name is not None else Wording(key)
        return Message("planning.order", {"order": called})

    def option(self, name: str) -> Wording:
        """Name of an option."""
        return self.planning.options[name].name or Wording(name)

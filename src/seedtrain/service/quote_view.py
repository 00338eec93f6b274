"""A quote with what it takes to tell it: scenario, days, names."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.service.settings import CheckedSettings

if TYPE_CHECKING:
    from seedtrain.results.quote import Promise, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quote of a scenario; ``is_for_client``: what the client may see."""

    scenario: Scenario
    quote: "Quote"
    settings: CheckedSettings
    is_for_client: bool

    @property
    def origin(self) -> date:
        """Day 0 of the times of the quote."""
        return self.scenario.horizon.start

    @property
    def shares(self) -> bool:
        """Whether suites share more than units, which only the promise itself takes into account."""
        from seedtrain.flow.plant_network import has_shared

        return has_shared(self.scenario)

    def day(self, hours: float | None) -> str | None:
        """The day on which a time [h] falls, as people write it; None for none or never."""
        if hours is None or not abs(hours) < 1e7:
            return None
        return (self.origin + timedelta(hours=hours - 1e-6)).isoformat()

    def promises(self) -> "tuple[Promise, ...]":
        """The best promise, then those of other suites."""
        return (self.quote.promise, *self.quote.others)

    @property
    def title(self) -> Message:
        """What the quote is for."""
        product = self.scenario.products[self.quote.product].name or self.quote.product
        return Message("quote.title", {"batches": self.quote.batches, "product": product})

    def suite(self, suite: str) -> Wording | str:
        """The name of a suite, else its id."""
        return suites(self.scenario)[suite].name or suite

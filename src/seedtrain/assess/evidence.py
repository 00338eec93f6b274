"""Evidence: what the engines and the scenario can say when a claim is judged."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import RawValue, Value
from seedtrain.model.walk import held
from seedtrain.quantities.statistics import beta_posterior
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series


class MissingInputError(LookupError):
    """The evidence can't tell; ``paths`` name what would have to be given."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


@dataclass(frozen=True, slots=True)
class Evidence:
    """Indicators and series by id, and the scenario and draws that they came from."""

    scenario: Scenario
    inputs: Inputs
    indicators: Mapping[str, Indicator]
    series_by_id: Mapping[str, Series]

    def indicator(self, name: str) -> Indicator:
        """Return an indicator that has a value; else raise :class:`MissingInputError`."""
        indicator = self.indicators.get(name)
        if indicator is None:
            raise MissingInputError((name,))
        if indicator.draws is None:
            raise MissingInputError(indicator.missing)
        return indicator

    def series(self, name: str) -> Series:
        """Return a series that has values; else raise :class:`MissingInputError`."""
        series = self.series_by_id.get(name)
        if series is None:
            raise MissingInputError((name,))
        if series.draws is None:
            raise MissingInputError(series.missing)
        return series

    def given(self, path: str) -> NDArray[np.float64]:
        """Return the draws of the value at a scenario path; raise :class:`MissingInputError` without one."""
        found = held(self.scenario, path)
        if isinstance(found, RawValue) and path in self.inputs.drawn:
            return self.inputs.drawn[path][1]  # an override, drawn by the engine that knows its dimension
        if not isinstance(found, Value):
            raise MissingInputError((path,))
        return self.inputs.draw(found)

    def count(self, path: str) -> int:
        """Return how many entries the collection at a path has; raise :class:`MissingInputError` without."""
        found = held(self.scenario, path)
        if not isinstance(found, dict | list):
            raise MissingInputError((path,))
        return len(found)

    def posterior(self, successes: int, trials: int) -> NDArray[np.float64]:
        """Draw a rate from its Jeffreys posterior, shape (1 + n,); index 0 is its mean."""
        return self.inputs.world.draw(f"posterior.{successes}.{trials}", beta_posterior(successes, trials))

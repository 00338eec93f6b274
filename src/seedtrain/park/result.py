"""What the park hands on."""

from dataclasses import dataclass

from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkResult:
    """Indicators and series of a zone."""

    indicators: tuple[Indicator, ...] = ()
    series: tuple[Series, ...] = ()

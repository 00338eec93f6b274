"""What the life cycle hands on."""

from collections.abc import Mapping
from dataclasses import dataclass

from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleResult:
    """Indicators, series, and the day each stage starts for the first molecule that reaches it.

    ``stage_start``: programme and stage to ordinal days, shape (1 + n,), ``inf`` where it never does.
    """

    indicators: tuple[Indicator, ...]
    series: tuple[Series, ...]
    stage_start: Mapping[tuple[str, str], Draws]

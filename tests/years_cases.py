"""Small scenarios of programmes and zones, made by hand for the tests of lifecycle and park."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Park
from seedtrain.model.programme import Programme
from seedtrain.model.scenario import Horizon, MoneyTerms, Provenance, Scenario
from seedtrain.model.value import Origin, RawValue, Value
from seedtrain.quantities.distributions import Distribution
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

HOURS_A_YEAR = 365.25 * 24.0
AT_ONCE: dict[str, dict[str, object]] = {
    "process_validation": {"duration": "0 d", "odds": "1", "cost": "0 CNY"},
    "launch": {"duration": "0 d"},
}
"""Process validation and launch that take no time and no money, for cases that are about other stages."""


def value(base: float, dimension: str = "count", path: str = "x", dist: Distribution | None = None) -> Value:
    """A value in canonical units."""
    return Value(base if dist is None else dist.mean, dimension, str(base), Origin(), path, dist)


def day(text: str) -> float:
    """An ordinal day."""
    return float(date.fromisoformat(text).toordinal())


def inputs(replications: int = 200, seed: int = 1) -> Inputs:
    """Draws of a world."""
    return Inputs(World(replications, seed))


def stages(path: str, **terms: dict[str, object]) -> dict[str, dict[str, RawValue]]:
    """Overrides of stages: ``stages("programmes.a", phase_1={"odds": "0.5"})``."""
    return {
        stage: {
            name: RawValue(content, Origin(), f"{path}.stages.{stage}.{name}")
            for name, content in row.items()
        }
        for stage, row in terms.items()
    }


def programme(
    id_: str = "a",
    *,
    molecules: float | Value = 1.0,
    terms: dict[str, dict[str, object]] | None = None,
    **fields: Any,
) -> Programme:
    """A programme of an antibody on the innovative route from Phase I, 2022-01-03, unless said otherwise."""
    path = f"programmes.{id_}"
    number = molecules if isinstance(molecules, Value) else value(molecules, path=f"{path}.molecules")
    usual: dict[str, Any] = {
        "modality": "mab",
        "route": "innovative",
        "stage": "phase_1",
        "start": date(2022, 1, 3),
    }
    return Programme(path=path, molecules=number, stages=stages(path, **(terms or {})), **(usual | fields))


def scenario(
    *programmes: Programme,
    park: Park | None = None,
    start: date = date(2022, 1, 1),
    end: date = date(2032, 1, 1),
    **fields: Any,
) -> Scenario:
    """A scenario with nothing but programmes (their ids end their paths) and a zone."""
    words = Wording("case")
    return Scenario(
        format=1,
        id="case",
        title=words,
        provenance=Provenance(title=words, publisher=words, published=start, document="case"),
        as_of=start,
        horizon=Horizon(start=start, end=end),
        money=MoneyTerms(price_year=2022),
        programmes={each.path.rsplit(".", 1)[-1]: each for each in programmes},
        park=park,
        **fields,
    )


def draws(items: Iterable[Indicator | Series], id_: str) -> NDArray[np.float64]:
    """The draws of one indicator or series, which must be told."""
    (found,) = [item.draws for item in items if item.id == id_]
    assert found is not None, id_
    return found

"""The zone's own lines: cell-culture vessels, from when, and how many batches of 2,000 L they make."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain import process, schedule
from seedtrain.catalog import table
from seedtrain.messages import Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.referable import suites
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Suite
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

STANDARD_L = 2000.0
_CELLS = ("mab", "adc")
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Line:
    """A suite: ``opens`` ordinal day, ``batches_a`` batches of 2,000 L a year, both (1 + n,)."""

    id: str
    name: Wording
    opens: Draws
    batches_a: Draws


def lines_of(scenario: Scenario, inputs: Inputs) -> tuple[Line, ...]:
    """Return the suites with cell-culture vessels, larger vessels counted by their volume.

    Batches a year are those of the capacity of the suite where it has a product, flat out; else vessels over
    the time a batch keeps one (rows ``any.slot.*`` of the table of stages).
    """
    known = {key: suite for key, suite in suites(scenario).items() if _is_for_cells(suite)}
    if not known:
        return ()
    profiles = process.profiles(scenario, inputs)
    flat_out = {each.suite: each.batches_a for each in schedule.capacities(scenario, profiles, inputs)}
    found = []
    for key, suite in known.items():
        vessels = [unit for unit in suite.units.values() if unit.volume is not None]
        count = sum(float(inputs.draw(unit.count)[0]) for unit in vessels)
        if count <= 0.0:
            continue
        volume = (
            sum(unit.count.base * unit.volume.base for unit in vessels if unit.volume is not None) / count
        )
        made = flat_out.get(key)
        if made is None:
            made = count * batches_a_vessel(suite, inputs)
        opens = (
            np.full(1 + inputs.world.replications, -np.inf)
            if suite.opens is None
            else inputs.draw(suite.opens)
        )
        found.append(Line(key, suite.name or Wording(key), opens, made * volume / STANDARD_L))
    return tuple(found)


def batches_a_vessel(suite: Suite | None, inputs: Inputs) -> Draws:
    """Batches one vessel makes in a year, shape (1 + n,)."""
    materials = {unit.material for unit in suite.units.values()} if suite is not None else set()
    kind = "stainless" if materials == {"stainless"} else "single_use"
    return np.asarray(_DAYS_A_YEAR * 24.0 / inputs.draw(table("stages")[f"any.slot.{kind}"].value))


def capacity(lines: tuple[Line, ...], edges: Floats, worlds: int) -> Floats:
    """Batches of 2,000 L all lines can make between ``edges``: (1 + n, k)."""
    total = np.zeros((worlds, len(edges) - 1))
    for line in lines:
        begins = np.maximum(line.opens[:, None], edges[:-1])
        total += line.batches_a[:, None] * np.clip(edges[1:] - begins, 0.0, None) / _DAYS_A_YEAR
    return total


def _is_for_cells(suite: Suite) -> bool:
    has_vessel = any(unit.volume is not None for unit in suite.units.values())
    return suite.kind == "drug_substance" and has_vessel and any(each in suite.modalities for each in _CELLS)

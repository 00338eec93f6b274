"""What the process engine needs to know of a suite: its vessels, their material, how many of each class."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import ResolvedRecipe, recipe, recipes
from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.inputs import Inputs
from seedtrain.model.site import Suite, Unit
from seedtrain.process.batch import Batch
from seedtrain.process.frame import Setting
from seedtrain.process.growth import GROWTH_FAMILIES
from seedtrain.results.indicator import Draws

DEFAULT_MATERIAL = "single_use"


def vessel_classes() -> frozenset[str]:
    """Unit classes whose vessels set the scale of some recipe of the catalogue."""
    return frozenset(recipe(key).scale_class for key in recipes()) - {""}


def vessels(suite: Suite, unit_class: str) -> list[Unit]:
    """Units of a class in a suite, those that number none left out."""
    return [unit for unit in suite.units.values() if unit.unit_class == unit_class and unit.count.base > 0]


def litres(suite: Suite, inputs: Inputs) -> float:
    """Volume of all production vessels of a suite as written, total or working [L]."""
    total = 0.0
    for unit in suite.units.values():
        if unit.unit_class in vessel_classes() and unit.volume is not None:
            total += float((inputs.draw(unit.count) * inputs.draw(unit.volume))[0])
    return total


def single_use_share(suites: Iterable[Suite]) -> float:
    """Share by litres of production vessels that are single-use; those that don't say are taken as such."""
    total = bags = 0.0
    for suite in suites:
        for unit in suite.units.values():
            if unit.unit_class in vessel_classes() and unit.volume is not None:
                held = unit.count.base * unit.volume.base
                total += held
                bags += held if unit.material != "stainless" else 0.0
    return bags / total if total > 0.0 else 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Working volume of one production vessel [L], shape (1 + n,), and the material of the suite."""

    volume_L: Draws
    material: str


def scale(suite: Suite, resolved: ResolvedRecipe, inputs: Inputs) -> Scale | None:
    """Return the scale of a batch in a suite; ``None`` where the suite has no vessel for the recipe.

    Raises :class:`InputError` when its vessels differ in volume or material, or have no volume.
    """
    base = resolved.recipe
    setting = Setting(resolved, inputs, np.ones(1 + inputs.world.replications), DEFAULT_MATERIAL)
    found = vessels(suite, base.scale_class)
    if not base.scale:
        return Scale(setting.ones * 0.0, material(suite))
    if not found:
        return None
    first = found[0]
    volumes = {unit.volume.text for unit in found if unit.volume is not None}
    problems = [
        finding("PRC-004", path=unit.path, value=unit.path.rpartition(".")[2], suite=suite.path)
        for unit in found
        if unit.volume is None
    ]
    if len({(unit.volume.base, unit.basis) for unit in found if unit.volume is not None}) > 1:
        problems.append(
            finding("PRC-002", path=suite.path, value=", ".join(sorted(volumes)), suite=suite.path)
        )
    if len({unit.material for unit in found}) > 1:
        problems.append(finding("PRC-003", path=suite.path, suite=suite.path))
    if problems or first.volume is None:
        raise InputError(problems)
    share = setting.draw(base.scale, "working_fraction") if first.basis == "total" else setting.ones
    return Scale(inputs.draw(first.volume) * share, first.material or DEFAULT_MATERIAL)


def material(suite: Suite) -> str:
    """Material of most units of a suite that state one; single-use where none does."""
    stated = [unit.material for unit in suite.units.values() if unit.material is not None]
    return max(sorted(set(stated)), key=stated.count) if stated else DEFAULT_MATERIAL


def count_of(suite: Suite, unit_class: str, section: str) -> float:
    """Units of a class in a suite: as listed, else one for each train of its section."""
    listed = [unit for unit in suite.units.values() if unit.unit_class == unit_class]
    if listed:
        return sum(unit.count.base for unit in listed)
    trains = suite.seed_trains if section == "usp" else suite.downstream_trains
    return trains.base if trains is not None else 1.0


def check_seed_vessels(suite: Suite, batch: Batch) -> None:
    """Refuse a batch whose seed cultures are larger than the vessels that the suite lists, or that there are.

    Raises :class:`InputError`. Vessels the suite does not list are taken as large enough, up to the largest
    volume that the recipe gives the step.
    """
    problems = []
    reach: dict[str, tuple[float, float, float]] = {}
    for each in batch.steps:
        if each.step.family not in GROWTH_FAMILIES:
            continue
        needed = float(each.outcome.out.volume_L[0])
        listed = [unit for unit in vessels(suite, each.step.unit_class) if unit.volume is not None]
        for unit in listed:
            if unit.volume is not None and unit.volume.base < needed:
                path, value = f"{unit.path}.volume", unit.volume.text
                expected = f"{needed:.3g} L"
                problems.append(
                    finding("PRC-005", path=path, value=value, step=each.step.id, expected=expected)
                )
        if not listed and batch.setting.has(each.step.id, "largest_volume"):
            most = float(batch.setting.draw(each.step.id, "largest_volume")[0])
            reach[each.step.id] = (most / needed, needed, most)
    if reach:
        problems.extend(_out_of_reach(suite, batch, *min(reach.items(), key=lambda each: each[1])))
    if problems:
        raise InputError(problems)


def _out_of_reach(
    suite: Suite, batch: Batch, step: str, reach: tuple[float, float, float]
) -> Iterator[Finding]:
    """What is said where the step that reaches least far can't: share reached, volume needed, most there
    is."""
    share, needed_L, most_L = reach
    if share >= 1.0:
        return
    for unit in vessels(suite, batch.setting.recipe.recipe.scale_class):
        if unit.volume is not None:
            yield finding(
                "PRC-010",
                path=f"{unit.path}.volume",
                value=unit.volume.text,
                step=step,
                needed=f"{needed_L:,.0f} L",
                most=f"{most_L:,.0f} L",
                expected=f"{unit.volume.base * share:,.0f} L",
            )

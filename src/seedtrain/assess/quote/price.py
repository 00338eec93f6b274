r"""Marginal cost and price of batches by part: suite, materials, their handling, tests.

.. math:: P = D R + (1 + h) M + n T

with suite days :math:`D` (batches times the cycle time of the suite, and one changeover where it makes other
products), rate :math:`R` of a suite day, cost :math:`M` of materials and consumables, handling fee
:math:`h`, :math:`n` test packages at :math:`T`. The catalogue's rate of a suite day is per vessel of its
reference volume: :math:`R = R_0 m (V / V_0)^x` for m vessels of volume V. Marginal cost counts what making
the batches uses up: people by the hour, utilities, materials, tests; no capital, no standing staff. Base
values throughout.
"""

from collections.abc import Mapping

from seedtrain.catalog import table
from seedtrain.catalog.recipe import Recipe, recipe
from seedtrain.model.commercial import Commercial
from seedtrain.model.referable import suites as suites_of
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Value
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.quote import PricePart
from seedtrain.schedule.occupancy import cycle

HOURS_A_YEAR = 8766.0
_PART_BY_CATEGORY = {
    "materials": "materials",
    "consumables": "materials",
    "labour": "suite",
    "utilities": "suite",
    "quality": "tests",
}


def price_parts(
    scenario: Scenario, profile: BatchProfile, batches: int, *, changes_over: bool
) -> tuple[PricePart, ...]:
    """Return the parts of the price of ``batches``; ``changes_over``: the suite makes other products too."""
    cost = marginal_cost(profile)
    turn = cycle(suites_of(scenario)[profile.suite], profile)
    days = (batches * float(turn.cycle_h[0]) + (turn.changeover_h if changes_over else 0.0)) / 24.0
    commercial = scenario.commercial
    materials = batches * cost["materials"]
    fee = materials * _rate(commercial, "handling_fee", "handling-fee").base
    packages = batches * float(profile.consumption["test_packages"][0])
    package = _rate(commercial, "test_package", "test-package").base
    return (
        PricePart(
            "suite",
            days,
            "day",
            batches * cost["suite"],
            days * suite_day(scenario, profile) * 24.0 / HOURS_A_YEAR,
        ),
        PricePart("materials", float(batches), "batch", materials, materials),
        PricePart("handling", float(batches), "batch", 0.0, fee),
        PricePart("tests", packages, "package", batches * cost["tests"], packages * package),
    )


def marginal_cost(profile: BatchProfile) -> Mapping[str, float]:
    """Return what one batch adds to cost by part, at the catalogue's mean prices. [CNY]"""
    cost = dict.fromkeys(("suite", "materials", "tests"), 0.0)
    for row in table("prices").values():
        used = profile.consumption.get(row.words["uses"])
        if used is not None:
            cost[_PART_BY_CATEGORY[row.words["category"]]] += float(used[0]) * row.value.base
    return cost


def suite_day(scenario: Scenario, profile: BatchProfile) -> float:
    """Return the price of a day of the whole suite: of the scenario, else by vessels and volume. [CNY/a]"""
    if scenario.commercial is not None and profile.suite in scenario.commercial.suite_day:
        return scenario.commercial.suite_day[profile.suite].base
    suite = suites_of(scenario)[profile.suite]
    row = table("rate_card")[suite.kind]
    vessels = [
        unit for unit in suite.units.values() if unit.unit_class == recipe_of(scenario, profile).scale_class
    ]
    count = sum(unit.count.base for unit in vessels) or 1.0
    factor = 1.0
    if "reference" in row.values and vessels and vessels[0].volume is not None:
        factor = (vessels[0].volume.base / row.values["reference"].base) ** row.values["exponent"].base
    return row.values["suite_day"].base * count * factor


def recipe_of(scenario: Scenario, profile: BatchProfile) -> Recipe:
    """Return the catalogue's recipe of a batch."""
    return recipe(scenario.recipes[profile.recipe].from_)


def marks(commercial: Commercial | None, kind: str) -> dict[str, str]:
    """Return how each rate is known: ``scenario``, or the mark of the catalogue's row."""
    card = table("rate_card")
    given = {
        "suite": commercial is not None and bool(commercial.suite_day),
        "handling": commercial is not None and commercial.handling_fee is not None,
        "tests": commercial is not None and commercial.test_package is not None,
    }
    rows = {"suite": kind, "handling": "handling-fee", "tests": "test-package"}
    return {part: "scenario" if given[part] else card[row].mark for part, row in rows.items()}


def _rate(commercial: Commercial | None, name: str, row: str) -> Value:
    given: Value | None = getattr(commercial, name, None)
    return table("rate_card")[row].value if given is None else given

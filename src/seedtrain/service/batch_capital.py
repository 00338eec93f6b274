"""The capital of a studied line, taken apart: factors whose product it is, and item by item."""

from math import prod

from seedtrain.catalog.terms import DEFAULT_REGION, ITEMISED
from seedtrain.messages import Message
from seedtrain.model.scenario import Scenario
from seedtrain.process import Factor, Line, factors
from seedtrain.process.estimate import Plant
from seedtrain.process.index import in_year
from seedtrain.process.itemised import Itemised, itemised
from seedtrain.process.study import SUITE
from seedtrain.process.suite import litres, single_use_share


def items_of(scenario: Scenario, line: Line) -> Itemised:
    """Return the capital of a line from its equipment."""
    region = scenario.sites["site"].capital_region or DEFAULT_REGION
    material = line.batch.setting.material
    return itemised(line.batch.steps, line.counts, material, region, line.price_year)


def factors_of(scenario: Scenario, line: Line, method: str) -> tuple[Factor, ...]:
    """Return the factors whose product is the capital of the line: the last is the mean over the median."""
    if method == ITEMISED:
        found = _of_items(items_of(scenario, line), line.price_year)
        spread = "catalog:plant_economics.itemised-spread"
    else:
        found = factors(_plant(scenario, line))
        spread = f"catalog:capital_classes.{line.capital_class}.spread"
    mean = float(line.capital_cny[0]) / prod(each.value for each in found)
    return (*found, Factor(Message("process.capital.mean"), mean, spread))


def _of_items(found: Itemised, year: int) -> tuple[Factor, ...]:
    purchase = found.sums_usd["purchase"]
    rate = in_year("exchange_rates", year)
    return (
        Factor(Message("process.capital.purchase", {"year": year}), purchase, "catalog:equipment_prices"),
        Factor(Message("process.capital.lang"), found.lang, "catalog:capital_factors"),
        Factor(Message("process.capital.location"), found.location, "catalog:locations"),
        Factor(Message("process.capital.exchange", {"year": rate.year}), found.exchange, rate.path),
    )


def _plant(scenario: Scenario, line: Line) -> Plant:
    site = scenario.sites["site"]
    suite = site.suites[SUITE]
    return Plant(
        name=SUITE,
        capital_class=line.capital_class,
        litres=litres(suite, line.batch.setting.inputs),
        suites=1,
        floor_area=None,
        single_use_share=single_use_share([suite]),
        region=site.capital_region or DEFAULT_REGION,
        year=line.price_year,
    )

"""What a line of investment needs: capital and floor area of the suites it pays for."""

from collections.abc import Iterator
from dataclasses import replace

from seedtrain.catalog import table
from seedtrain.catalog.terms import DEFAULT_REGION
from seedtrain.messages import Message, Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.investment import Investment
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Site, Suite
from seedtrain.process.estimate import Plant, estimate
from seedtrain.process.index import in_year
from seedtrain.process.suite import litres, single_use_share
from seedtrain.results.indicator import Draws, Indicator


def investment_indicators(scenario: Scenario, inputs: Inputs) -> list[Indicator]:
    """Return capital need, floor area need and capital a litre of each line of investment.

    The announced sum is never used; an announced floor area only by a class whose model is cost by area.
    Where neither litres, suites nor area are known, the indicator says what is missing.
    """
    places = {name: (site, suite) for site in scenario.sites.values() for name, suite in site.suites.items()}
    found: list[Indicator] = []
    for name, investment in scenario.investments.items():
        paid = [places[suite] for suite in investment.suites if suite in places]
        found.extend(_indicators(scenario, inputs, name, investment, paid))
    return found


def _indicators(
    scenario: Scenario, inputs: Inputs, name: str, investment: Investment, paid: list[tuple[Site, Suite]]
) -> Iterator[Indicator]:
    with inputs.trace() as seen:
        total_L = sum(litres(suite, inputs) for _, suite in paid)
        regions = [site.capital_region for site, _ in paid if site.capital_region is not None]
        area = None if investment.floor_area is None else inputs.draw(investment.floor_area)
        plant = Plant(
            name=f"investments.{name}",
            capital_class=investment.capital_class,
            litres=total_L,
            suites=len(paid),
            floor_area=area,
            single_use_share=single_use_share(suite for _, suite in paid),
            region=regions[0] if regions else DEFAULT_REGION,
            year=scenario.money.price_year,
        )
        answer = estimate(plant, inputs)
    model = table("capital_classes")[investment.capital_class].words["model"]
    given = () if investment.floor_area is None or model == "area" else (investment.floor_area.path,)
    rests = tuple(dict.fromkeys((*(path for path in seen if path not in given), *answer.rests_on)))
    missing = () if answer.cost is not None else tuple(_missing(name, investment, model))
    words = {"investment": investment.name or Wording(name)}

    def made(kind: str, dimension: str, draws: Draws | None, headline: bool = False) -> Indicator:
        return Indicator(
            id=f"capital.{name}.{kind}",
            label=Message(f"indicator.capital.{kind}", words),
            dimension=dimension,
            draws=draws,
            rests_on=rests,
            missing=missing,
            headline=headline,
        )

    need = made("need", "money", answer.cost, headline=True)
    last = in_year("cost_index", plant.year).year
    if answer.cost is not None and last != plant.year:
        dated = Message("indicator.capital.need_dated", {**words, "year": last})
        need = replace(need, label=dated)
    yield need
    if model != "area":
        yield made("area_need", "area", answer.floor_area)
    if answer.cost is not None and model == "curve":
        yield made("per_litre", "money_per_volume", answer.cost / total_L)


def _missing(name: str, investment: Investment, model: str) -> Iterator[str]:
    """Paths that would have to be given for an estimate."""
    if model == "area":
        yield f"investments.{name}.floor_area"
    elif not investment.suites:
        yield f"investments.{name}.suites"
    else:
        yield from (f"suites.{suite}.units" for suite in investment.suites)

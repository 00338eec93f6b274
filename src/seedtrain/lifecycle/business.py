"""The business of a programme: drug substance asked for, sales, value and funding."""

from seedtrain.lifecycle.trial import need_of
from seedtrain.lifecycle.trial_supply import market_mass, trial_mass
from seedtrain.lifecycle.value import Worth, market_of, worth
from seedtrain.lifecycle.walk import Walk
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series


def business(scenario: Scenario, walk: Walk, inputs: Inputs) -> tuple[list[Indicator], list[Series]]:
    """Return what a programme's product and trials ask for and what it earns.

    Drug substance is told where the product has a dose and doses a year. Value is told for a programme that
    leads to the market and gives its patients; what else it needs (price, doses, items, a discount rate) is
    named as missing.
    """
    product = None if walk.programme.product is None else scenario.products[walk.programme.product]
    if product is None:
        return _trials(scenario, walk, inputs), []
    indicators = [*_masses(walk, product, inputs), *_trials(scenario, walk, inputs)]
    if (
        walk.programme.patients is None
        or "filing" not in walk.passages
        or walk.terms[-1].stage != "commercial"
    ):
        return indicators, []
    missing = _missing(scenario, product)
    if missing:
        return [*indicators, _indicator(walk, "rnpv", "money", None, (), missing)], []
    with inputs.trace() as seen:
        market = market_of(walk, product, inputs)
    sales = _indicator(walk, "sales", "money", market.sales, tuple(seen))
    assert scenario.money.discount_rate is not None
    with inputs.trace() as used:
        found = worth(scenario, walk, market, inputs.draw(scenario.money.discount_rate), inputs)
    rests_on = tuple(dict.fromkeys((*walk.rests_on, *seen, *used)))
    return [*indicators, sales, *_worth(walk, found, rests_on)], [_cash(walk, found, rests_on)]


def valued(scenario: Scenario, walk: Walk, inputs: Inputs) -> tuple[Draws | None, tuple[str, ...]]:
    """Return the risk-adjusted value of a programme, shape (1 + n,) [CNY], or what it can't be told without.

    Neither for a programme that does not lead to the market.
    """
    assert walk.programme.product is not None
    product = scenario.products[walk.programme.product]
    if "filing" not in walk.passages or walk.terms[-1].stage != "commercial":
        return None, ()
    missing = _missing(scenario, product)
    if walk.programme.patients is None:
        missing = (f"{walk.programme.path}.patients", *missing)
    if missing:
        return None, missing
    assert scenario.money.discount_rate is not None
    market = market_of(walk, product, inputs)
    return worth(scenario, walk, market, inputs.draw(scenario.money.discount_rate), inputs).rnpv, ()


def _missing(scenario: Scenario, product: Product) -> tuple[str, ...]:
    """The paths without which no value can be told."""
    needed = {
        f"{product.path}.doses_per_year": product.doses_per_year,
        f"{product.path}.doses_per_item": product.doses_per_item,
        f"{product.path}.price": product.price,
        "money.discount_rate": scenario.money.discount_rate,
    }
    return tuple(path for path, value in needed.items() if value is None)


def _masses(walk: Walk, product: Product, inputs: Inputs) -> list[Indicator]:
    indicators = []
    for terms in walk.terms:
        if terms.stage in walk.programme.trials:
            continue
        with inputs.trace() as seen:
            mass = trial_mass(terms, product, inputs)
        if mass is not None:
            indicators.append(_indicator(walk, "trial_mass", "mass", mass, tuple(seen), stage=terms.stage))
    with inputs.trace() as seen:
        mass = market_mass(walk.programme, product, inputs)
    if mass is not None:
        indicators.append(_indicator(walk, "market_mass", "mass", mass, tuple(seen)))
    return indicators


def _trials(scenario: Scenario, walk: Walk, inputs: Inputs) -> list[Indicator]:
    """What the planned trials take: items, those kept back, those of the comparator, drug substance."""
    indicators = []
    for terms in walk.terms:
        trial = walk.programme.trials.get(terms.stage)
        if trial is None:
            continue
        with inputs.trace() as seen:
            need = need_of(trial, scenario.products[trial.item], terms, inputs)
        for what, dimension, draws in (
            ("trial_mass", "mass", need.mass),
            ("trial_items", "count", need.items),
            ("reserve_items", "count", need.reserve),
            ("comparator_items", "count", need.comparator_items),
        ):
            indicators.append(_indicator(walk, what, dimension, draws, tuple(seen), stage=terms.stage))
    return indicators


def _worth(walk: Walk, found: Worth, rests_on: tuple[str, ...]) -> list[Indicator]:
    return [
        _indicator(walk, "npv", "money", found.npv, rests_on),
        _indicator(walk, "rnpv", "money", found.rnpv, rests_on, headline=True),
        _indicator(walk, "peak_funding", "money", found.peak_funding, rests_on),
    ]


def _cash(walk: Walk, found: Worth, rests_on: tuple[str, ...]) -> Series:
    return Series(
        id=f"lifecycle.{walk.id}.cash",
        label=Message("series.lifecycle.cash", {"programme": walk.name}),
        dimension="money",
        days=found.days,
        draws=found.cash,
        kind="line",
        rests_on=rests_on,
    )


def _indicator(
    walk: Walk,
    what: str,
    dimension: str,
    draws: Draws | None,
    rests_on: tuple[str, ...],
    missing: tuple[str, ...] = (),
    *,
    stage: str = "",
    headline: bool = False,
) -> Indicator:
    named: dict[str, object] = {"programme": walk.name}
    if stage:
        named["stage"] = Message(f"stage.{stage}")
    return Indicator(
        id=f"lifecycle.{walk.id}.{stage}.{what}" if stage else f"lifecycle.{walk.id}.{what}",
        label=Message(f"indicator.lifecycle.{what}", named),
        dimension=dimension,
        draws=draws,
        rests_on=rests_on,
        missing=missing,
        headline=headline,
    )

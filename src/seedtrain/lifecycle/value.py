"""Value of a programme: cash in time, present value in each world, and risk-adjusted by the odds."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.lifecycle.walk import Passage, Walk
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

DAYS_A_YEAR = 365.25
HOURS_A_YEAR = 24.0 * DAYS_A_YEAR
_QUARTERS = 120


@dataclass(frozen=True, slots=True)
class Market:
    """What a molecule earns: all (1 + n,). ``sales`` a year at full uptake; ``margin`` of it that is left.

    ``uptake_a`` years in which sales rise evenly from nothing; ``life_a`` years until they end.
    """

    sales: Draws
    margin: Draws
    uptake_a: Draws
    life_a: Draws


@dataclass(frozen=True, slots=True)
class Worth:
    """Value of a programme on ``as_of``, before tax; cash before that day is sunk and left out.

    ``npv`` of what happens in each world; ``rnpv`` with cash weighted by the odds of getting there;
    ``peak_funding`` deepest cumulative outflow; all (1 + n,). ``cash`` cumulative net cash on ``days``,
    (1 + n, k). [CNY]
    """

    npv: Draws
    rnpv: Draws
    peak_funding: Draws
    days: Floats
    cash: Floats


def market_of(walk: Walk, product: Product, inputs: Inputs) -> Market:
    """Draw the market of a programme; the catalogue's row ``biosimilar`` on that route, else ``innovative``.

    Sales = patients x doses a year / doses of an item x price. Every one of them must be given.
    """
    given = (walk.programme.patients, product.doses_per_year, product.doses_per_item, product.price)
    patients, doses, per_item, price = (inputs.draw(value) for value in given if value is not None)
    rows = table("markets")
    row = rows["biosimilar" if walk.programme.route == "biosimilar" else "innovative"].values
    return Market(
        sales=patients * doses * HOURS_A_YEAR / per_item * price,
        margin=1.0 - inputs.draw(row["cost_of_sales"]) - inputs.draw(row["selling"]),
        uptake_a=inputs.draw(row["uptake"]) / HOURS_A_YEAR,
        life_a=inputs.draw(row["life"]) / HOURS_A_YEAR,
    )


def worth(scenario: Scenario, walk: Walk, market: Market, rate: Draws, inputs: Inputs) -> Worth:
    """Value a programme whose route leads to the market. ``rate`` discount rate a year, (1 + n,).

    A stage's cost is spent evenly from its start to its end; sales begin when the launch that follows the
    approval is done, today where that has been, and end early where a confirmatory trial fails.
    """
    today = float((scenario.as_of or scenario.horizon.start).toordinal())
    force = np.log1p(rate)[:, None]
    odds_so_far = _odds(walk, inputs)
    npv, rnpv = np.zeros(len(rate)), np.zeros(len(rate))
    days = np.asarray(today + np.arange(_QUARTERS + 1) * DAYS_A_YEAR / 4.0, dtype=np.float64)
    cash = np.zeros((len(rate), len(days)))
    for terms in walk.terms:
        if terms.cost is None:
            continue
        passage = walk.passages[terms.stage]
        cost = inputs.draw(terms.cost)
        present = _spent(passage, today, force) * cost[:, None]
        npv = npv - (present * passage.entered).sum(axis=1)
        rnpv = rnpv - (present * odds_so_far[terms.stage] * walk.cohort.share).sum(axis=1)
        cash -= paid(passage, today, days) * cost[:, None]
    filing = walk.passages["filing"]
    launch = np.maximum(walk.passages.get("launch", filing).end - today, 0.0) / DAYS_A_YEAR
    earned = (market.sales * market.margin)[:, None]
    for life, passed, odds in _lives(walk, launch, market, today, inputs):
        sold = earned * _sold(launch, life, market, force)
        npv = npv + (sold * passed).sum(axis=1)
        rnpv = rnpv + (sold * odds_so_far["commercial"] * odds * walk.cohort.share).sum(axis=1)
        cash += _earned(launch, passed, life, market, (days - today) / DAYS_A_YEAR)
    return Worth(npv, rnpv, -np.minimum(cash.min(axis=1), 0.0), days, cash)


def _lives(
    walk: Walk, launch: Floats, market: Market, today: float, inputs: Inputs
) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Give how long sales last, the molecules it is so for, and its odds once they are sold.

    Years from ``launch`` [a], both (1 + n, m), and (1 + n, 1). A molecule whose confirmatory trial fails is
    sold only until it is withdrawn.
    """
    filing = walk.passages["filing"]
    whole = np.broadcast_to(market.life_a[:, None], launch.shape)
    if "confirmatory" not in walk.passages:
        yield whole, filing.passed, np.ones((1, 1))
        return
    confirmed = walk.passages["confirmatory"].passed
    terms = next(each for each in walk.terms if each.stage == "confirmatory")
    odds = (np.ones(1) if terms.odds is None else inputs.draw(terms.odds))[:, None]
    left = (withdrawal(walk, inputs) - today) / DAYS_A_YEAR - np.where(np.isfinite(launch), launch, 0.0)
    yield whole, confirmed, odds
    yield np.clip(left, 0.0, whole), filing.passed - confirmed, 1.0 - odds


def withdrawal(walk: Walk, inputs: Inputs) -> Floats:
    """Day a molecule is taken off the market should its confirmatory trial fail, (1 + n, m).

    The trial's end and the time of the row ``any.withdrawal.duration`` of the table ``stages``.
    """
    took = inputs.draw(table("stages")["any.withdrawal.duration"].value)[:, None] / 24.0
    return walk.passages["confirmatory"].end + took


def _odds(walk: Walk, inputs: Inputs) -> dict[str, Floats]:
    """Odds that a molecule enters each stage, (1 + n, 1)."""
    odds = {
        terms.stage: np.ones(1) if terms.odds is None else inputs.draw(terms.odds) for terms in walk.terms
    }
    reached = {}
    for terms in walk.terms:
        product = np.ones((1 + inputs.world.replications, 1))
        for stage in walk.before(terms.after):
            product = product * odds[stage][:, None]
        reached[terms.stage] = product
    return reached


def _spent(passage: Passage, today: float, force: Floats) -> Floats:
    """Present value of one unit of money spent evenly over the stage, from ``today`` on: (1 + n, m)."""
    start, end = (passage.start - today) / DAYS_A_YEAR, (passage.end - today) / DAYS_A_YEAR
    known = np.isfinite(end)
    start, end = np.where(known, start, 0.0), np.where(known, end, 0.0)
    length = np.maximum(end - start, 1.0 / DAYS_A_YEAR)
    left = np.clip(end, 0.0, None) - np.clip(start, 0.0, None)
    share = np.where(end > start, left / length, (start >= 0.0).astype(np.float64))
    middle = 0.5 * (np.clip(start, 0.0, None) + np.clip(end, 0.0, None))
    half = 0.5 * force * left
    even = np.where(half > 1e-9, np.sinh(half) / np.maximum(half, 1e-9), 1.0)
    return np.where(known, share * np.exp(-force * middle) * even, 0.0)


def _sold(launch: Floats, life: Floats, market: Market, force: Floats) -> Floats:
    """Present value of sales of one a year at full uptake, for ``life`` years: the ramp, then the level.

    Shape (1 + n, m). Sales that end while they still rise are those of the ramp up to then.
    """
    uptake = np.maximum(market.uptake_a, 1e-9)[:, None]
    rises = np.minimum(uptake, life)
    grows = np.maximum(force, 1e-9)
    x = np.maximum(grows * rises, 1e-12)
    ramp = rises**2 / uptake * np.where(x < 1e-3, 0.5 - x / 3.0, (1.0 - np.exp(-x) * (1.0 + x)) / x**2)
    level = np.exp(-x) * -np.expm1(-grows * (life - rises)) / grows
    known = np.isfinite(launch)
    return np.where(known, np.exp(-force * np.where(known, launch, 0.0)) * (ramp + level), 0.0)


def paid(passage: Passage, today: float, days: Floats) -> Floats:
    """Share of a stage's cost paid from ``today`` up to each of ``days``, over all molecules: (1 + n, k)."""
    known = np.isfinite(passage.end)
    start = np.where(known, passage.start, 0.0)
    length = np.maximum(np.where(known, passage.end, 0.0) - start, 1.0)
    there = passage.entered * known
    begun = np.clip((today - start) / length, 0.0, 1.0)
    paid = [((np.clip((day - start) / length, 0.0, 1.0) - begun) * there).sum(axis=1) for day in days]
    return np.stack(paid, axis=1)


def _earned(launch: Floats, passed: Floats, life: Floats, market: Market, years: Floats) -> Floats:
    """Cash earned up to each of ``years`` after today, summed over molecules: (1 + n, k)."""
    uptake = np.maximum(market.uptake_a, 1e-9)[:, None]
    earned = []
    for year in years:
        on_market = np.clip(year - launch, 0.0, life)
        ramp = np.minimum(on_market, uptake) ** 2 / (2.0 * uptake)
        sold = ramp + np.maximum(on_market - uptake, 0.0)
        earned.append((sold * passed).sum(axis=1) * market.sales * market.margin)
    return np.stack(earned, axis=1)

"""Drug substance, value and funding of a programme."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.years_cases import AT_ONCE, HOURS_A_YEAR, day, draws, inputs, programme, scenario, value

from seedtrain.catalog import table
from seedtrain.lifecycle import LifecycleResult, run
from seedtrain.model.inputs import Inputs
from seedtrain.model.product import Product
from seedtrain.model.scenario import MoneyTerms, Scenario
from seedtrain.quantities.streams import World
from seedtrain.report.table import Quantity
from seedtrain.report.tables.lifecycle import cash
from seedtrain.results.indicator import by_id

YEAR = 365.25
TERMS: dict[str, dict[str, object]] = AT_ONCE | {
    "phase_3": {
        "duration": "2 a",
        "odds": "0.5",
        "cost": "100 million CNY",
        "patients": "400",
        "treatment": "0.5 a",
    },
    "filing": {"duration": "0 d", "odds": "0.9", "cost": "10 million CNY", "clock": "fda.bla"},
}
"""Phase III of two years, a filing of a year."""


def product(**fields: object) -> Product:
    """A pen of four weekly doses of 1 mg at 100 CNY, a tenth lost in filling."""
    usual: dict[str, Any] = {
        "dose": value(0.001, "mass", "products.p.dose"),
        "doses_per_item": value(4.0, path="products.p.doses_per_item"),
        "doses_per_year": value(52.0 / HOURS_A_YEAR, "rate", "products.p.doses_per_year"),
        "fill_loss": value(0.1, "fraction", "products.p.fill_loss"),
        "price": value(100.0, "money_per_item", "products.p.price"),
    }
    return Product(path="products.p", modality="peptide", recipe="r", **(usual | fields))


def case(rate: float | None = 0.1, sold: Product | None = None, **fields: Any) -> Scenario:
    """One molecule in Phase III for 1,000 patients a year, judged on the day it starts."""
    one = programme(
        modality="peptide",
        stage="phase_3",
        start=date(2022, 1, 1),
        product="p",
        patients=value(1000.0, path="programmes.a.patients"),
        terms=TERMS,
        **fields,
    )
    terms = MoneyTerms(
        price_year=2022,
        discount_rate=None if rate is None else value(rate, "fraction", "money.discount_rate"),
    )
    whole = scenario(one, products={"p": sold or product()})
    kept = {name: getattr(whole, name) for name in whole.__struct_fields__}
    return Scenario(**(kept | {"money": terms}))


def market(drawn: Inputs) -> tuple[float, float, float]:
    """Margin, years of uptake and years on the market of the base case: the catalogue's means."""
    row = table("markets")["innovative"].values
    base = {name: float(drawn.draw(each)[0]) for name, each in row.items()}
    return (
        1 - base["cost_of_sales"] - base["selling"],
        base["uptake"] / HOURS_A_YEAR,
        base["life"] / HOURS_A_YEAR,
    )


def test_sales_are_patients_times_items_times_price() -> None:
    """1,000 patients take 13 pens of 100 CNY a year each: 1.3 million."""
    result = run(case(), inputs(3), {})
    assert draws(result.indicators, "lifecycle.a.sales") == pytest.approx(1.3e6)


def test_drug_substance_of_the_market_by_hand() -> None:
    """1,000 patients x 52 mg / 0.9 = 57.8 g a year."""
    result = run(case(), inputs(3), {})
    assert draws(result.indicators, "lifecycle.a.market_mass") == pytest.approx(52.0 / 0.9)


def test_drug_substance_of_a_trial_by_hand() -> None:
    """400 patients x 26 weekly doses of 1 mg x (1 + mean overage 0.6333) / 0.9 = 18.87 g."""
    result = run(case(), inputs(3), {})
    mass = draws(result.indicators, "lifecycle.a.phase_3.trial_mass")
    assert mass[0] == pytest.approx(400 * 26 * 0.001 * (1 + (0.3 + 0.6 + 1.0) / 3) / 0.9)


def test_without_interest_value_is_what_comes_less_what_goes() -> None:
    """At 0 %: 1.3 million x margin x (life - uptake / 2) less 110 million; with odds 0.45 of it less 105."""
    drawn = inputs(0)
    result = run(case(rate=0.0), drawn, {})
    margin, uptake, life = market(drawn)
    earned = 1.3e6 * margin * (life - uptake / 2)
    assert draws(result.indicators, "lifecycle.a.npv")[0] == pytest.approx(earned - 110e6)
    assert draws(result.indicators, "lifecycle.a.rnpv")[0] == pytest.approx(
        0.45 * earned - 100e6 - 0.5 * 10e6
    )


def by_the_day(drawn: Inputs, rate: float) -> tuple[float, float]:
    """Present value of cost and of sales of the base case, day by day."""
    margin, uptake, life = market(drawn)
    middle = (np.arange(int(40 * YEAR)) + 0.5) / YEAR
    worth = (1 + rate) ** -middle / YEAR
    cost = np.where(middle < 2.0, 50e6, np.where(middle < 3.0, 10e6, 0.0))
    since = middle - 3.0
    sales = np.where((since > 0) & (since < life), 1.3e6 * np.minimum(since / uptake, 1.0), 0.0)
    return float((cost * worth).sum()), float((sales * margin * worth).sum())


def test_value_is_that_of_daily_cash() -> None:
    """At 10 % the closed forms agree with cash discounted day by day within 0.1 %."""
    drawn = inputs(0)
    result = run(case(), drawn, {})
    cost, earned = by_the_day(drawn, 0.1)
    assert draws(result.indicators, "lifecycle.a.npv")[0] == pytest.approx(earned - cost, rel=1e-3)


def test_risk_adjusted_value_is_the_mean_of_the_worlds() -> None:
    """Over many worlds the mean of what happens is the mean of the risk-adjusted value."""
    result = run(case(), inputs(4000), {})
    npv, rnpv = (draws(result.indicators, f"lifecycle.a.{name}")[1:] for name in ("npv", "rnpv"))
    assert npv.mean() == pytest.approx(rnpv.mean(), abs=4 * (npv - rnpv).std() / np.sqrt(4000))


def test_peak_funding_is_all_that_is_spent_before_sales() -> None:
    """Sales of a million a year never pay 110 million back: the deepest point is all cost before launch."""
    result = run(case(), inputs(0), {})
    assert draws(result.indicators, "lifecycle.a.peak_funding")[0] == pytest.approx(110e6, rel=1e-3)


def cash_at(result: LifecycleResult, text: str) -> float:
    """Cumulative cash of the base case on a day."""
    return float(next(each for each in result.series if each.id == "lifecycle.a.cash").at(day(text))[0])


def test_cash_runs_down_through_the_trials() -> None:
    """Half of Phase III's 100 million is spent after a year, and nothing on the first day."""
    result = run(case(), inputs(0), {})
    assert cash_at(result, "2022-01-01") == 0.0
    assert cash_at(result, "2023-01-01") == pytest.approx(-50e6, rel=2e-3)


def test_cost_before_today_is_sunk() -> None:
    """Judged a year into Phase III, half of its cost is left: peak funding 60 million."""
    whole = case()
    kept = {name: getattr(whole, name) for name in whole.__struct_fields__}
    later = Scenario(**(kept | {"as_of": date(2023, 1, 1)}))
    result = run(later, inputs(0), {})
    assert draws(result.indicators, "lifecycle.a.peak_funding")[0] == pytest.approx(60e6, rel=2e-3)


def test_what_value_needs_is_named() -> None:
    """Without a price and a discount rate value can't be told; both paths are named."""
    result = run(case(rate=None, sold=product(price=None)), inputs(3), {})
    rnpv = by_id(result.indicators)["lifecycle.a.rnpv"]
    assert rnpv.draws is None
    assert rnpv.missing == ("products.p.price", "money.discount_rate")


def test_a_product_without_a_dose_asks_for_no_mass() -> None:
    """No dose: no drug substance, and no guess at it."""
    result = run(case(sold=product(dose=None)), inputs(3), {})
    assert not [each.id for each in result.indicators if each.id.endswith("_mass")]


def test_cash_by_year_adds_up_to_the_cash_at_the_end_of_it() -> None:
    """The rows of the table are the steps of the cumulative cash, year by year, for certain odds."""
    result = run(case(), Inputs(World(1, 1)), {})
    (series,) = [one for one in result.series if one.id == "lifecycle.a.cash"]
    assert series.draws is not None
    table = cash(SimpleNamespace(series=result.series, names={}))  # type: ignore[arg-type]
    steps = [row[3] for row in table.rows]
    total = sum(each.value for each in steps if isinstance(each, Quantity) and each.value is not None)
    last = float(date(2022 + 11, 12, 31).toordinal())
    assert total == pytest.approx(series.at(last)[1] - series.draws[1, 0])
    assert table.rows[0][1] == "2022"


def conditional(odds: str) -> Scenario:
    """Conditional approval on a Phase II of two years; the confirmatory trial of three beside the sales."""
    terms: dict[str, dict[str, object]] = {
        "phase_2": TERMS["phase_3"] | {"odds": "1"},
        "filing": TERMS["filing"] | {"odds": "1"},
        "confirmatory": {"duration": "3 a", "odds": odds, "cost": "50 million CNY"},
    }
    one = programme(
        modality="peptide",
        route="innovative-conditional",
        market="US",
        stage="phase_2",
        start=date(2022, 1, 1),
        product="p",
        patients=value(1000.0, path="programmes.a.patients"),
        terms=AT_ONCE | terms,
    )
    whole = scenario(one, products={"p": product()})
    kept = {name: getattr(whole, name) for name in whole.__struct_fields__}
    money = MoneyTerms(price_year=2022, discount_rate=value(0.0, "fraction", "money.discount_rate"))
    return Scenario(**(kept | {"money": money}))


def test_a_failed_confirmatory_trial_ends_the_sales() -> None:
    """Certain failure: sold for the three years of the trial and the time to the withdrawal, mean 9 months.

    All molecules are withdrawn. At 0 % the value is what that time sells, less 160 million.
    """
    drawn = inputs(0)
    result = run(conditional("0"), drawn, {})
    margin, uptake, _ = market(drawn)
    sold = 3.0 + 9.0 / 12.0
    earned = 1.3e6 * margin * (sold**2 / (2 * uptake) if sold < uptake else sold - uptake / 2)
    assert draws(result.indicators, "lifecycle.a.npv")[0] == pytest.approx(earned - 160e6)
    assert draws(result.indicators, "lifecycle.a.withdrawn")[0] == 1.0
    end = draws(result.indicators, "lifecycle.a.confirmatory.end")
    assert not np.isfinite(end[0])
    day_off = draws(result.indicators, "lifecycle.a.withdrawal")[0]
    assert day_off == pytest.approx(day("2025-01-01") + sold * YEAR, abs=2.0)


def test_odds_of_the_confirmatory_trial_weigh_both_ways_of_selling() -> None:
    """At odds of 0.4 the risk-adjusted sales are 0.4 of the whole life and 0.6 of the short one."""
    value_of = {
        odds: draws(run(conditional(odds), inputs(0), {}).indicators, "lifecycle.a.rnpv")[0]
        for odds in ("0", "0.4", "1")
    }
    assert value_of["0.4"] == pytest.approx(0.6 * value_of["0"] + 0.4 * value_of["1"])


def test_withdrawals_and_confirmed_molecules_are_all_that_were_approved() -> None:
    """In each world an approved molecule is confirmed or withdrawn, and one withdrawn earns less."""
    result = run(conditional("0.5"), inputs(300), {})
    known = by_id(result.indicators)
    withdrawn = draws(result.indicators, "lifecycle.a.withdrawn")[1:]
    assert known["lifecycle.a.approved"].draws is not None
    assert 0.35 < withdrawn.mean() < 0.65
    sold = draws(result.indicators, "lifecycle.a.npv")[1:]
    assert sold[withdrawn == 1.0].max() < sold[withdrawn == 0.0].min()

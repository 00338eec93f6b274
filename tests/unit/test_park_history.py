"""Companies fitted to counts of past days, and the linear law: by hand, calibrated, back-tested, refused."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.unit.scenario_text import PLANT, document
from tests.years_cases import HOURS_A_YEAR, day, draws, inputs, scenario, value

from seedtrain import park as engine
from seedtrain.assess.drivers import correlations
from seedtrain.errors import InputError
from seedtrain.model.park import Companies, CompanyCount, Industry, Park, ScalePoint
from seedtrain.park import ParkResult, run
from seedtrain.park.line import fit_line
from seedtrain.park.trend import Prior, backtest
from seedtrain.quantities.streams import World

START, END = date(2021, 1, 1), date(2026, 1, 1)
WIDE = Prior(growth=0.0, spread=100.0, noise=0.05)


def test_points_on_a_line_give_it_back() -> None:
    """100, 120, 140 a year apart and next to no prior: 20 more a year, 200 three years on."""
    years, values = np.array([2018.0, 2019.0, 2020.0]), np.array([100.0, 120.0, 140.0])
    line = fit_line(years, values, WIDE, World(0, 1), "x")
    assert line.rise[0] * line.mean == pytest.approx(20.0, rel=1e-6)
    assert line.at(np.array([2023.0]))[0, 0] == pytest.approx(200.0, rel=1e-6)


def test_the_prior_draws_the_rise_towards_it() -> None:
    """90, 100, 110 over their mean: Sxx 2, variance 2 x 0.05^2 / 3; weights 1,200 on 0.1, 400 on 0: 0.075."""
    years, values = np.array([0.0, 1.0, 2.0]), np.array([90.0, 100.0, 110.0])
    line = fit_line(years, values, Prior(0.0, 0.05, 0.05), World(0, 1), "x")
    assert line.rise[0] == pytest.approx(0.075)


def test_a_line_that_falls_ends_at_zero() -> None:
    """140, 100, 60 a year apart would be below zero four years on: none, never fewer."""
    line = fit_line(np.array([0.0, 1.0, 2.0]), np.array([140.0, 100.0, 60.0]), WIDE, World(50, 1), "x")
    assert line.at(np.array([6.0])).min() == 0.0


def test_eight_in_ten_outcomes_fall_inside() -> None:
    """Lines drawn from the prior, seen at four noisy points: P10 to P90 holds the outcome 8 times in 10."""
    world, years = World(300, 3), np.arange(4.0)
    inside = 0
    for case, normal in enumerate(np.random.default_rng(5).standard_normal((300, 6))):
        rise = 0.12 + 0.08 * normal[0]
        values = 100.0 * (1.0 + rise * (years - 1.5) + 0.05 * normal[1:5])
        outcome = 100.0 * (1.0 + rise * 4.5 + 0.05 * normal[5])
        line = fit_line(years, values, Prior(0.12, 0.08, 0.05), world, f"case.{case}")
        low, high = np.quantile(line.at(np.array([6.0]))[1:, 0], (0.1, 0.9))
        inside += int(low <= outcome <= high)
    assert inside / 300 == pytest.approx(0.8, abs=0.08)


def test_the_back_test_uses_the_linear_law() -> None:
    """A line far from steady growth: its last two of six are inside the linear forecast."""
    years, values = np.arange(6.0), 20.0 + 40.0 * np.arange(6.0)
    prior = Prior(0.3, 0.5, 0.02)
    assert backtest(years, values, prior, World(400, 1), "x", fit_line) == 1.0
    assert backtest(years, values, prior, World(400, 1), "x") == 0.0


def zone(*counts: float, first: int = 2018, **fields: Any) -> Park:
    """A zone with these companies at the ends of the years from ``first``, of which none leaves."""
    history = {
        f"y{first + place}": CompanyCount(
            path=f"park.companies.history.y{first + place}",
            counted=date(first + place, 12, 31),
            count=value(number, path=f"park.companies.history.y{first + place}.count"),
        )
        for place, number in enumerate(counts)
    }
    usual: dict[str, object] = {"exit_rate": value(0.0, "rate", "park.companies.exit_rate"), "counted": START}
    return Park(path="park", companies=Companies(path="park.companies", history=history, **(usual | fields)))  # type: ignore[arg-type]


def followed(park: Park, replications: int = 300) -> ParkResult:
    """The zone from 2021 to 2026."""
    return run(scenario(park=park, start=START, end=END), inputs(replications))


def stock_at(result: ParkResult, when: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Companies on a day, in every world."""
    return next(each for each in result.series if each.id == "park.companies").at(day(when))


@pytest.mark.parametrize("leaves", [0.0, 0.1])
def test_the_stock_follows_the_law_whoever_leaves(leaves: float) -> None:
    """400, 480, 560 and a prior that knows nothing: 80 a year more, 960 five years on, exits replaced."""
    given: dict[str, Any] = {
        "law": "linear",
        "exit_rate": value(leaves / HOURS_A_YEAR, "rate", "park.companies.exit_rate"),
    }
    result = followed(zone(400.0, 480.0, 560.0, **given))
    rise = draws(result.indicators, "park.companies_rise")[0]
    there = stock_at(result, "2025-12-31")
    # The catalogue's entry share pulls a little: 560 at the last count, then the rise five times over.
    assert there[0] == pytest.approx(480.0 + 6.0 * rise, rel=0.01)
    assert 60.0 < rise < 130.0
    assert np.quantile(there[1:], 0.1) < there[0] < np.quantile(there[1:], 0.9)


def test_what_it_rests_on_and_its_back_test_are_told() -> None:
    """Three counts give a growth, a back-test of the one held out, and the paths of counts and prior."""
    result = followed(zone(100.0, 120.0, 144.0))
    assert draws(result.indicators, "park.companies_backtest").tolist() == [1.0] * 301
    assert 0.1 < draws(result.indicators, "park.companies_growth")[0] < 0.3
    stock = next(each for each in result.series if each.id == "park.companies")
    assert "park.companies.history.y2019.count" in stock.rests_on
    assert "catalog:parks.district.entry_share" in stock.rests_on
    assert draws(result.series, "park.companies")[1:] == pytest.approx(np.round(stock.draws[1:]))  # type: ignore[index]


def test_a_few_counts_widen_with_distance() -> None:
    """The band of three counts, P90 over P10, is wider after five years than after one."""
    result = followed(zone(100.0, 117.0, 144.0))
    near, far = (np.quantile(stock_at(result, when)[1:], (0.1, 0.9)) for when in ("2021-12-31", "2025-12-31"))
    assert np.log(far[1] / far[0]) > np.log(near[1] / near[0]) + 0.1


def test_intentions_are_among_those_that_come() -> None:
    """With 30 intentions the expected stock a year on is what the counts alone say."""
    without = stock_at(followed(zone(400.0, 480.0, 560.0), 0), "2022-12-31")[0]
    given: dict[str, Any] = {
        "intentions": value(30.0, path="park.companies.intentions"),
        "conversion": value(0.5, "fraction", "park.companies.conversion"),
    }
    assert stock_at(followed(zone(400.0, 480.0, 560.0, **given), 0), "2022-12-31")[0] == pytest.approx(
        without
    )


def test_counts_that_bend_have_a_ceiling() -> None:
    """Ten counts up to 95 % of 1,000: a logistic law tells its ceiling, and the zone stays about it."""
    counts = 1000.0 / (1.0 + np.exp(-0.6 * (np.arange(10.0) - 4.0)))
    result = followed(zone(*counts, first=2011, law="logistic"))
    assert draws(result.indicators, "park.companies_ceiling")[0] == pytest.approx(1000.0, rel=0.1)
    assert np.median(stock_at(result, "2025-12-31")[1:]) == pytest.approx(1000.0, rel=0.12)


def test_counts_that_do_not_identify_a_law_are_refused() -> None:
    """Two counts: PRK-001; three under a logistic law: PRK-012, each at its path, by the check as well."""
    two, three = zone(100.0, 120.0), zone(100.0, 120.0, 144.0, law="logistic")
    for wrong, code, path in ((two, "PRK-001", "history"), (three, "PRK-012", "law")):
        with pytest.raises(InputError) as refused:
            followed(wrong)
        (found,) = refused.value.findings
        assert (found.code, found.path) == (code, f"park.companies.{path}")
        assert engine.check(scenario(park=wrong)) == [found]


def test_industry_scale_may_rise_by_as_much_a_year() -> None:
    """40, 45 and 50 billion at the ends of three years under a linear law: some 5 billion more a year."""
    history = {
        f"y{year}": ScalePoint(
            path=f"park.industry.history.y{year}",
            counted=date(year, 12, 31),
            scale=value(scale * 1e9, "money", f"park.industry.history.y{year}.scale"),
        )
        for year, scale in ((2018, 40.0), (2019, 45.0), (2020, 50.0))
    }
    industry = Industry(path="park.industry", counted=START, history=history, law="linear")
    result = followed(Park(path="park", industry=industry))
    assert draws(result.indicators, "park.industry_rise")[0] == pytest.approx(5e9, rel=0.05)
    assert "park.industry_growth" not in {each.id for each in result.indicators}


def test_counts_are_read_from_text() -> None:
    """The companies of past days stand in a scenario by id, with their day."""
    text = """\
park:
  companies:
    law: linear
    history:
      y2018: {counted: 2018-12-31, count: "100"}
      y2019: {counted: 2019-12-31, count: "118"}
"""
    park = document(PLANT + text).scenario.park
    assert park is not None
    assert park.companies is not None
    assert [each.count.base for each in park.companies.history.values()] == [100.0, 118.0]


def test_what_was_fitted_is_an_input_of_its_own() -> None:
    """The number in 2026 is moved most by the fitted rise, which is named with its P10 and P90."""
    park = zone(120.0, 141.0, 158.0, law="linear")
    drawn = inputs(400)
    result = run(scenario(park=park, start=START, end=END), drawn)
    (there,) = [one for one in result.series if one.id == "park.companies"]
    assert there.draws is not None
    found = correlations(there.draws[:, -1], drawn, there.rests_on)
    assert found[0][0] == "park.companies.fitted_rise"
    assert found[0][1] > 0.7
    written, rise = drawn.drawn["park.companies.fitted_rise"]
    low, high = np.quantile(rise[1:], (0.1, 0.9))
    assert written.text == f"fitted(p10 {low:.3g}, p90 {high:.3g})"

"""Growth fitted to a few points: by hand, calibrated, and refused."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.unit.scenario_text import PLANT, document
from tests.years_cases import day, draws, inputs, scenario, value

from seedtrain.errors import InputError
from seedtrain.model.park import Industry, Park, ScalePoint
from seedtrain.park import ParkResult, run
from seedtrain.park.trend import Prior, backtest, fit
from seedtrain.quantities.streams import World

START, END = date(2021, 1, 1), date(2026, 1, 1)
WIDE = Prior(growth=0.0, spread=100.0, noise=0.05)


def test_points_on_a_line_give_it_back() -> None:
    """100, 120, 144 a year apart and next to no prior: 20 % a year, 248.8 three years on."""
    years, values = np.array([2018.0, 2019.0, 2020.0]), np.array([100.0, 120.0, 144.0])
    trend = fit(years, values, WIDE, World(0, 1), "x")
    assert np.expm1(trend.growth[0]) == pytest.approx(0.2, rel=1e-6)
    assert trend.at(np.array([2023.0]))[0, 0] == pytest.approx(144 * 1.2**3, rel=1e-6)


def test_the_prior_draws_the_growth_towards_it() -> None:
    """Logs 0, 0.1, 0.2: Sxx 2, variance 2 x 0.05^2 / 3; weights 1,200 on 0.1 and 400 on 0 make 0.075."""
    years, values = np.array([0.0, 1.0, 2.0]), np.exp(np.array([0.0, 0.1, 0.2]))
    trend = fit(years, values, Prior(0.0, 0.05, 0.05), World(0, 1), "x")
    assert trend.growth[0] == pytest.approx(0.075)


def test_a_growth_that_is_known_is_kept() -> None:
    """A prior without spread is the growth, whatever the points say."""
    years, values = np.array([0.0, 1.0, 2.0]), np.array([100.0, 150.0, 225.0])
    trend = fit(years, values, Prior(0.1, 0.0, 0.05), World(20, 1), "x")
    assert trend.growth.tolist() == [0.1] * 21


def test_the_forecast_widens_with_distance() -> None:
    """P90 over P10 grows from one year ahead to five to ten."""
    years, values = np.array([2018.0, 2019.0, 2020.0]), np.array([100.0, 117.0, 144.0])
    trend = fit(years, values, Prior(0.12, 0.08, 0.05), World(2000, 1), "x")
    low, high = np.quantile(trend.at(np.array([2021.0, 2025.0, 2030.0]))[1:], (0.1, 0.9), axis=0)
    assert (np.diff(np.log(high / low)) > 0.1).all()


def test_eight_in_ten_outcomes_fall_inside() -> None:
    """Trends drawn from the prior, seen at four noisy points: P10 to P90 holds the outcome 8 times in 10."""
    worlds, cases = World(400, 3), 400
    normal = np.random.default_rng(5).standard_normal((cases, 6))
    years = np.arange(4.0)
    inside = 0
    for case in range(cases):
        growth = 0.12 + 0.08 * normal[case, 0]
        values = np.exp(3.0 + growth * years + 0.05 * normal[case, 1:5])
        outcome = np.exp(3.0 + growth * 6.0 + 0.05 * normal[case, 5])
        trend = fit(years, values, Prior(0.12, 0.08, 0.05), worlds, f"case.{case}")
        low, high = np.quantile(trend.at(np.array([6.0]))[1:, 0], (0.1, 0.9))
        inside += int(low <= outcome <= high)
    assert inside / cases == pytest.approx(0.8, abs=0.07)


def test_the_back_test_holds_the_last_points_out() -> None:
    """A last year on the trend falls inside, one at half of it does not."""
    years = np.array([2016.0, 2017.0, 2018.0, 2019.0])
    prior, world = Prior(0.12, 0.08, 0.05), World(500, 1)
    assert backtest(years, 100 * 1.12 ** (years - 2016), prior, world, "x") == 1.0
    assert backtest(years, np.array([100.0, 112.0, 125.0, 70.0]), prior, world, "x") == 0.0


def zone(**scales: float) -> Park:
    """A zone with the scale of each year's end, in billion CNY: ``zone(y2018=40)``."""
    history = {
        name: ScalePoint(
            path=f"park.industry.history.{name}",
            counted=date(int(name[1:5]), 12, 31),
            scale=value(billions * 1e9, "money", f"park.industry.history.{name}.scale"),
        )
        for name, billions in scales.items()
    }
    return Park(path="park", industry=Industry(path="park.industry", counted=START, history=history))


def followed(park: Park, **fields: Any) -> ParkResult:
    """The zone from 2021 to 2026."""
    return run(scenario(park=park, start=START, end=END, **fields), inputs(500))


def test_three_years_give_a_forecast_with_its_doubt() -> None:
    """40, 48 and 57.6 billion: some 20 % a year, a fan around it, a back-test, and what it rests on."""
    result = followed(zone(y2018=40.0, y2019=48.0, y2020=57.6))
    scale = next(each for each in result.series if each.id == "park.industry_scale")
    later = scale.at(day("2023-12-31"))
    assert 57.6e9 * 1.12**3 < later[0] < 57.6e9 * 1.2**3
    assert 0.02 < (later[1:] > 100e9).mean() < 0.98
    assert draws(result.indicators, "park.industry_backtest").tolist() == [1.0] * 501
    assert 0.12 < draws(result.indicators, "park.industry_growth")[0] < 0.2
    assert "park.industry.history.y2019.scale" in scale.rests_on
    assert "catalog:parks.district.industry_growth" in scale.rests_on


@pytest.mark.parametrize("years", [{"y2019": 48.0}, {"y2019": 48.0, "y2020": 57.6}])
def test_fewer_than_three_years_are_refused(years: dict[str, float]) -> None:
    """One or two points don't identify a growth: PRK-001 at the history."""
    with pytest.raises(InputError) as refused:
        followed(zone(**years))
    (found,) = refused.value.findings
    assert (found.code, found.path, found.value) == ("PRK-001", "park.industry.history", str(len(years)))


def test_a_history_is_read_from_text() -> None:
    """The scales of past years stand in a scenario by id, with their day and unit."""
    text = """\
park:
  industry:
    history:
      y2018: {counted: 2018-12-31, scale: 40 billion CNY}
      y2019: {counted: 2019-12-31, scale: 480亿元}
"""
    park = document(PLANT + text).scenario.park
    assert park is not None
    assert park.industry is not None
    assert [each.scale.base for each in park.industry.history.values()] == [40e9, 48e9]

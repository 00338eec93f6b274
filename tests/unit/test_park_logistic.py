"""Growth towards a ceiling: found where the points bend, refused where they don't, calibrated."""

from datetime import date

import numpy as np
import pytest
from tests.years_cases import draws, inputs, scenario, value

from seedtrain.errors import InputError
from seedtrain.messages import describe
from seedtrain.model.park import Industry, Park, ScalePoint
from seedtrain.park import ParkResult, check, run
from seedtrain.park.logistic import fit_logistic, unidentified
from seedtrain.park.trend import Floats, Prior, backtest
from seedtrain.quantities.streams import World

PRIOR = Prior(growth=0.12, spread=0.08, noise=0.03)
YEARS = np.arange(2010.0, 2020.0)


def bending(years: Floats = YEARS) -> Floats:
    """Ceiling 100, growth 0.6 a year, half of it reached in 2014."""
    return np.asarray(100.0 / (1.0 + np.exp(-0.6 * (years - 2014.0))))


def test_a_curve_that_bends_gives_its_ceiling_back() -> None:
    """Ten points up to 95 of 100: the ceiling is found within a tenth, and the curve stays below it."""
    assert unidentified(YEARS, bending(), PRIOR) is None
    found = fit_logistic(YEARS, bending(), PRIOR, World(500, 1), "x")
    assert found.ceiling[0] == pytest.approx(100.0, rel=0.1)
    low, high = np.quantile(found.ceiling[1:], (0.1, 0.9))
    assert low < 100.0 < high
    assert found.at(np.array([2015.0]))[0, 0] == pytest.approx(100.0 / (1.0 + np.exp(-0.6)), rel=0.05)
    assert (found.at(np.array([2040.0]))[:, 0] / np.exp(found.noise) <= found.ceiling + 1e-9).all()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (bending()[:4], "park.logistic.few"),
        (40.0 * 1.2 ** np.arange(8.0), "park.logistic.steady"),
        (bending(np.arange(2007.0, 2013.0)), "park.logistic.wide"),
    ],
)
def test_points_that_do_not_bend_identify_no_ceiling(values: Floats, why: str) -> None:
    """Four points, a steady growth, and a bend only begun are each refused with their own reason."""
    years = np.arange(2010.0, 2010.0 + len(values), dtype=np.float64)
    assert unidentified(years, values, PRIOR) == why


def test_outcomes_fall_inside_eight_times_in_ten() -> None:
    """Noisy curves seen at ten points: P10 to P90 holds the value three years on about 8 times in 10."""
    normal = np.random.default_rng(7).standard_normal((40, 11))
    inside = 0
    for case, noise in enumerate(0.03 * normal):
        values = bending() * np.exp(noise[:10])
        outcome = float(bending(np.array([2022.0]))[0]) * np.exp(noise[10])
        trend = fit_logistic(YEARS, values, PRIOR, World(200, 3), f"case.{case}")
        low, high = np.quantile(trend.at(np.array([2022.0]))[1:, 0], (0.1, 0.9))
        inside += int(low <= outcome <= high)
    assert 0.65 <= inside / 40 <= 0.97


def test_the_back_test_uses_the_law_asked_for() -> None:
    """Three years held out of a bent curve fall inside the logistic forecast, not inside the steady one."""
    world = World(300, 1)
    assert backtest(YEARS, bending(), PRIOR, world, "x", fit_logistic) == 1.0
    assert backtest(YEARS, bending(), PRIOR, world, "x") < 0.5


def zone(values: Floats) -> Park:
    """A zone with these scales at the ends of the years from 2010, in billion CNY, and a logistic law."""
    history = {
        f"y{2010 + place}": ScalePoint(
            path=f"park.industry.history.y{2010 + place}",
            counted=date(2010 + place, 12, 31),
            scale=value(each * 1e9, "money", f"park.industry.history.y{2010 + place}.scale"),
        )
        for place, each in enumerate(values)
    }
    start = date(2021, 1, 1)
    return Park(
        path="park",
        industry=Industry(path="park.industry", counted=start, history=history, law="logistic"),
    )


def followed(park: Park) -> ParkResult:
    """The zone from 2021 to 2026."""
    return run(scenario(park=park, start=date(2021, 1, 1), end=date(2026, 1, 1)), inputs(200))


def test_a_zone_tells_its_ceiling_and_its_back_test() -> None:
    """The scale stays about the ceiling of 100 billion; ceiling and back-test are told, a growth is not."""
    result = followed(zone(bending()))
    assert draws(result.indicators, "park.industry_ceiling")[0] == pytest.approx(100e9, rel=0.1)
    assert draws(result.indicators, "park.industry_backtest")[0] == 1.0
    assert "park.industry_growth" not in {each.id for each in result.indicators}
    scale = next(each for each in result.series if each.id == "park.industry_scale")
    assert np.median(scale.draws[1:, -1]) == pytest.approx(100e9, rel=0.1)  # type: ignore[index]


def test_a_law_that_is_not_identified_is_refused() -> None:
    """Steady growth under a logistic law: PRK-012 at the law, with the number of points and the reason."""
    wrong = zone(40.0 * 1.2 ** np.arange(6.0))
    with pytest.raises(InputError) as refused:
        followed(wrong)
    (found,) = refused.value.findings
    assert check(scenario(park=wrong)) == [found]
    assert check(scenario(park=zone(bending()))) == []
    assert (found.code, found.path, found.value) == ("PRK-012", "park.industry.law", "6")
    assert describe(found, "en").rule.endswith("a steady growth explains them as well.")

"""Companies of a zone: entries, exits, intentions."""

from datetime import date

import numpy as np
import pytest
from tests.years_cases import HOURS_A_YEAR, day, draws, inputs, scenario, value

from seedtrain.model.park import Companies, Park
from seedtrain.park import run
from seedtrain.park.counts import binomial_quantile, poisson_quantile
from seedtrain.quantities.distributions import Uniform
from seedtrain.results.series import Series

START, END = date(2021, 1, 1), date(2024, 1, 1)


def a_year(number: float, path: str = "rate") -> float:
    """A number a year as a rate in canonical units."""
    del path
    return number / HOURS_A_YEAR


def zone(**fields: object) -> Park:
    """A zone with these companies."""
    usual: dict[str, object] = {
        "base": value(150.0, path="park.companies.base"),
        "counted": START,
        "entry_rate": value(a_year(100.0), "rate", "park.companies.entry_rate"),
        "entry_growth": value(0.0, "fraction", "park.companies.entry_growth"),
        "exit_rate": value(0.0, "rate", "park.companies.exit_rate"),
    }
    return Park(path="park", companies=Companies(path="park.companies", **(usual | fields)))  # type: ignore[arg-type]


def series(park: Park, name: str, replications: int = 400) -> Series:
    """One series of the zone from 2021 to 2024."""
    result = run(scenario(park=park, start=START, end=END), inputs(replications))
    return next(each for each in result.series if each.id == name)


def test_companies_may_all_leave_at_once() -> None:
    """At an exit rate of one an hour the share that leaves in a month is one to the last bit: none stays."""
    left = series(zone(exit_rate=value(1.0, "rate", "park.companies.exit_rate")), "park.companies", 20)
    assert left.draws is not None
    assert (left.draws[1:, -1] <= 20.0).all()


def test_the_base_expects_rate_times_time() -> None:
    """At 100 a year without exits, 1,095 days bring 100 x 1,095 / 365.25 = 299.8 companies to 150."""
    stock = series(zone(), "park.companies", 0)
    assert stock.at(day("2024-01-01"))[0] == pytest.approx(150.0 + 100.0 * 1095 / 365.25)


def test_entries_are_poisson() -> None:
    """Mean and variance of the entries of three years are 299.8, within four standard errors."""
    came = series(zone(), "park.introduced", 4000).at(day("2024-01-01"))[1:]
    expected = 100.0 * 1095 / 365.25
    assert came.mean() == pytest.approx(expected, abs=4 * np.sqrt(expected / 4000))
    assert came.var() == pytest.approx(expected, abs=4 * expected * np.sqrt(2 / 4000))
    assert (came == np.round(came)).all()


def test_the_stock_decays_without_entries() -> None:
    """With no entries and a tenth leaving a year, exp(-0.1 x 1,095 / 365.25) of 150 stay."""
    park = zone(
        entry_rate=value(0.0, "rate", "park.companies.entry_rate"),
        exit_rate=value(a_year(0.1), "rate", "park.companies.exit_rate"),
    )
    stock = series(park, "park.companies", 4000).at(day("2024-01-01"))
    kept = np.exp(-0.1 * 1095 / 365.25)
    assert stock[0] == pytest.approx(150.0 * kept)
    assert stock[1:].mean() == pytest.approx(150 * kept, abs=4 * np.sqrt(150 * kept * (1 - kept) / 4000))


def test_a_rate_that_grows_brings_more() -> None:
    """At 20 % growth a year entries of three years exceed 3 x 100 by the integral of 1.2^t: 399.3 in all."""
    park = zone(entry_growth=value(0.2, "fraction", "park.companies.entry_growth"))
    came = series(park, "park.introduced", 0).at(day("2024-01-01"))[0]
    years = 1095 / 365.25
    assert came == pytest.approx(100.0 * (1.2**years - 1) / np.log(1.2), rel=1e-4)


def test_intentions_move_in_over_a_year() -> None:
    """Of 30 intentions at odds one half, 15 are expected after a year; half of them after half a year."""
    park = zone(
        entry_rate=value(0.0, "rate", "park.companies.entry_rate"),
        intentions=value(30.0, path="park.companies.intentions"),
        conversion=value(0.5, "fraction", "park.companies.conversion"),
    )
    moved = series(park, "park.introduced", 4000)
    at_end = moved.at(day("2024-01-01"))
    assert at_end[0] == pytest.approx(15.0)
    assert at_end[1:].mean() == pytest.approx(15.0, abs=4 * np.sqrt(7.5 / 4000))
    assert at_end[1:].var() == pytest.approx(7.5, abs=4 * 7.5 * np.sqrt(2 / 4000))
    assert moved.at(day("2021-07-01"))[0] == pytest.approx(15.0 * 181 / 365.25)


def test_a_zone_without_a_count_has_no_stock() -> None:
    """Without a base the stock is missing it; what is introduced can still be told."""
    result = run(scenario(park=zone(base=None), start=START, end=END), inputs(5))
    stock = next(each for each in result.series if each.id == "park.companies")
    assert stock.draws is None
    assert stock.missing == ("park.companies.base",)
    assert draws(result.series, "park.introduced").shape[0] == 6


def test_defaults_come_from_the_kind_of_zone() -> None:
    """Without a rate the catalogue's share of the companies there is used, and the series says so."""
    told = series(zone(entry_rate=None), "park.introduced", 50)
    assert "catalog:parks.district.entry_share" in told.rests_on
    assert "park.companies.base" in told.rests_on
    fresh = series(zone(entry_rate=None, base=None), "park.introduced", 50)
    assert "catalog:parks.district.entry_rate" in fresh.rests_on


def test_an_uncertain_rate_widens_the_count() -> None:
    """A rate between 50 and 150 a year spreads three years' entries far beyond Poisson."""
    uncertain = value(0.0, "rate", "park.companies.entry_rate", Uniform(a_year(50.0), a_year(150.0)))
    came = series(zone(entry_rate=uncertain), "park.introduced", 2000).at(day("2024-01-01"))[1:]
    assert came.std() == pytest.approx(100.0 / np.sqrt(12) * 1095 / 365.25, rel=0.1)


def test_poisson_quantiles_are_those_of_the_sum() -> None:
    """For mean 2: P(0) = 0.1353, P(<=1) = 0.4060, P(<=2) = 0.6767, P(<=3) = 0.8571."""
    u = np.array([0.1, 0.14, 0.40, 0.41, 0.67, 0.68, 0.86])
    assert poisson_quantile(u, np.full(7, 2.0)).tolist() == [0, 1, 1, 2, 2, 3, 4]
    assert poisson_quantile(np.array([0.5, 0.999999]), np.zeros(2)).tolist() == [0, 0]


def test_large_poisson_means_are_near_normal() -> None:
    """At a mean of 10,000 the median is the mean and P97.725 two standard deviations (200) above it."""
    found = poisson_quantile(np.array([0.5, 0.97725]), np.full(2, 10_000.0))
    assert found == pytest.approx([10_000.0, 10_200.0], abs=2.0)


def test_binomial_quantiles_are_those_of_the_sum() -> None:
    """For three trials at one half: 1/8, 4/8, 7/8, 1."""
    u = np.array([0.12, 0.13, 0.49, 0.51, 0.87, 0.88])
    assert binomial_quantile(u, np.full(6, 3.0), np.full(6, 0.5)).tolist() == [0, 1, 1, 2, 2, 3]
    assert binomial_quantile(np.array([0.9]), np.zeros(1), np.array([0.5])).tolist() == [0]


def test_large_binomials_are_near_normal() -> None:
    """Of 1,000,000 at 0.2 the median is 200,000 and P97.725 two deviations (800) above; never over all."""
    u = np.array([0.5, 0.97725, 0.999999])
    found = binomial_quantile(u, np.array([1e6, 1e6, 500.0]), np.array([0.2, 0.2, 0.999]))
    assert found[:2] == pytest.approx([200_000.0, 200_800.0], abs=2.0)
    assert found[2] <= 500.0


def test_output_tax_and_jobs_are_the_stock_times_what_one_brings() -> None:
    """Companies there times 10 million of output, 1 million of tax and 20 people each, on every day."""
    one = Companies(
        path="park.companies",
        base=value(40.0, path="park.companies.base"),
        output_each=value(10e6, "money_per_time", "park.companies.output_each"),
        tax_each=value(1e6, "money_per_time", "park.companies.tax_each"),
        jobs_each=value(20.0, path="park.companies.jobs_each"),
    )
    result = run(scenario(park=Park(path="park", companies=one)), inputs(20))
    stock = draws(result.series, "park.companies")
    for what, each in (("output", 10e6), ("tax", 1e6), ("jobs", 20.0)):
        assert draws(result.series, f"park.{what}") == pytest.approx(stock * each)

"""Molecules that companies bring and start, and their visits to platforms."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.years_cases import inputs, value

from seedtrain.model.park import Park, Platform
from seedtrain.park import born, brought, laws_of
from seedtrain.park.queue import first_come, first_come_or_leave
from seedtrain.park.visits import places_of, serves, wait
from seedtrain.quantities.months import month_days

DAYS = month_days(date(2024, 1, 1), date(2034, 1, 1))
NOTHING = np.zeros(201)


@given(number=some.integers(1, 400), seed=some.integers(0, 50))
def test_as_many_companies_come_as_are_asked_for(number: int, seed: int) -> None:
    """Exactly that many in every world; what came less what left is there, never below zero."""
    flow = brought(float(number), DAYS, DAYS[36], laws_of(Park(path="park"), inputs(20, seed)))
    assert flow.introduced[:, -1] == pytest.approx(number)
    assert flow.introduced[:, 36] == pytest.approx(number)
    assert flow.left is not None
    assert flow.stock is not None
    assert flow.stock == pytest.approx(np.cumsum(flow.came - flow.left, axis=1))
    assert flow.stock.min() >= -1e-9


def test_the_number_of_molecules_is_poisson_about_what_companies_bring() -> None:
    """100 companies of two molecules each: mean and variance 200, within four standard errors; base 200."""
    drawn = inputs(2000)
    flow = brought(100.0, DAYS, DAYS[12], laws_of(Park(path="park"), drawn))
    two = np.full(2001, 2.0)
    births = born("mab", flow, two, np.zeros(2001), drawn)
    number = births.share.sum(axis=1)
    assert number[0] == pytest.approx(200.0)
    assert number[1:].mean() == pytest.approx(200.0, abs=4 * np.sqrt(200 / 2000))
    assert number[1:].var() == pytest.approx(200.0, rel=0.15)
    there = np.isfinite(births.starts)
    assert (there == (births.share > 0.0)).all()
    assert (births.starts[there] >= DAYS[0]).all()
    assert (births.starts[there] <= DAYS[13]).all()


def test_companies_that_stay_start_molecules() -> None:
    """In the base 50 companies that nobody leaves start 50 x 0.1 a year x 10 years about."""
    drawn = inputs(0)
    flow = brought(50.0, DAYS, DAYS[1], laws_of(Park(path="park"), drawn))
    assert flow.stock is not None
    births = born("mab", flow, np.zeros(1), np.full(1, 0.1 / 365.25), drawn)
    expected = 0.1 / 365.25 * (flow.stock[0, :-1] * np.diff(DAYS)).sum()
    assert births.share.sum() == pytest.approx(expected)


def test_who_would_wait_too_long_goes_elsewhere() -> None:
    """One server, services of 10: arrivals at 0, 1, 2 with a patience of 12.

    The first is served 0 to 10, the second 10 to 20 (waits 9), the third would wait 18: it leaves at 14. The
    fourth, at 15, is served at 20: the third took no server.
    """
    arrive = np.array([[0.0, 1.0, 2.0, 15.0]])
    starts, leaves = first_come_or_leave(arrive, np.full((1, 4), 10.0), np.zeros((1, 1)), np.array([12.0]))
    assert starts.tolist() == [[0.0, 10.0, 14.0, 20.0]]
    assert leaves.tolist() == [[False, False, True, False]]


@given(seed=some.integers(0, 200), servers=some.integers(1, 4))
def test_with_endless_patience_it_is_the_other_queue(seed: int, servers: int) -> None:
    """Nobody leaves, and every start is that of the recurrence without patience."""
    random = np.random.default_rng(seed)
    arrive = np.sort(random.uniform(0.0, 50.0, (3, 30)), axis=1)
    service = random.exponential(4.0, (3, 30))
    starts, leaves = first_come_or_leave(arrive, service, np.full((3, servers), -np.inf), np.full(3, np.inf))
    assert starts == pytest.approx(first_come(arrive, service, servers))
    assert not leaves.any()


def platform(kind: str, count: float = 1.0, opens: float | None = None) -> Platform:
    """A platform of a class of the catalogue."""
    path = f"park.platforms.{kind}"
    return Platform(
        path=path,
        platform_class=kind,
        count=value(count, path=f"{path}.count"),
        opens=None if opens is None else value(opens, "date", f"{path}.opens"),
    )


def test_places_serve_the_capacity() -> None:
    """Pilot GMP: 20 batches a year, 2 a molecule: what the places serve in a year is ten molecules."""
    for count in (1.0, 3.0):
        places, visit = places_of(platform("pilot_gmp", count), inputs(0))
        assert places * 365.25 / visit[0] == pytest.approx(10.0 * count)


def test_p3_laboratories_serve_vaccines_alone() -> None:
    """An antibody does not visit them, a vaccine does, in its non-clinical studies."""
    assert serves(platform("bsl3"), "vaccine", "preclinical")
    assert not serves(platform("bsl3"), "mab", "preclinical")
    assert not serves(platform("bsl3"), "vaccine", "phase_1")


def test_nobody_visits_before_the_opening() -> None:
    """Opened on day 100: who is ready on day 20 waits 80 days; opened on day 900, it leaves in 6 months."""
    ready, comes = np.array([[20.0, 30.0]]), np.array([[True, False]])
    waited = wait([platform("non_clinical_evaluation", opens=100.0)], ready, comes, inputs(0))
    assert waited.days.tolist() == [[80.0, 0.0]]
    late = wait([platform("non_clinical_evaluation", opens=900.0)], ready, comes, inputs(0))
    assert late.elsewhere.tolist() == [[True, False]]
    assert late.days[0, 0] == pytest.approx(365.25 / 2.0)


def test_one_more_platform_saves_waiting() -> None:
    """Forty molecules at once at one pilot line: with one more the mean wait is no longer."""
    ready = np.full((1, 40), 50.0)
    comes = np.ones((1, 40), dtype=np.bool_)
    one, two = (wait([platform("pilot_gmp")], ready, comes, inputs(0), more=more) for more in (0, 1))
    assert two.days.mean() < one.days.mean()
    assert two.elsewhere.sum() < one.elsewhere.sum()

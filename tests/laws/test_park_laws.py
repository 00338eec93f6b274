"""What must hold in every zone: nothing appears or vanishes, more servers wait less."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.years_cases import HOURS_A_YEAR, inputs, value

from seedtrain.model.park import Building, Companies, Park
from seedtrain.park.companies import follow
from seedtrain.park.laws import laws_of
from seedtrain.park.platforms import mean_wait
from seedtrain.park.space import house
from seedtrain.quantities.months import month_days

DAYS = month_days(date(2021, 1, 1), date(2025, 1, 1))


def companies(base: float, entries: float, exits: float, intentions: float = 0.0) -> Companies:
    """Companies with these rates a year."""
    return Companies(
        path="park.companies",
        base=value(base, path="base"),
        intentions=value(intentions, path="intentions"),
        conversion=value(0.4, "fraction", "conversion"),
        entry_rate=value(entries / HOURS_A_YEAR, "rate", "entry_rate"),
        entry_growth=value(0.05, "fraction", "entry_growth"),
        exit_rate=value(exits / HOURS_A_YEAR, "rate", "exit_rate"),
        floor_area=value(500.0, "area", "floor_area"),
    )


@given(
    base=some.integers(0, 300),
    entries=some.floats(0.0, 200.0),
    exits=some.floats(0.0, 0.5),
    intentions=some.integers(0, 60),
)
def test_companies_are_conserved(base: int, entries: float, exits: float, intentions: int) -> None:
    """Base + came - left = stock on every day of every world, and the stock is never below zero."""
    flow = follow(companies(base, entries, exits, intentions), DAYS, laws_of(Park(path="park"), inputs(20)))
    assert flow.stock is not None
    assert flow.left is not None
    expected = base + np.cumsum(flow.came - flow.left, axis=1)
    assert flow.stock == pytest.approx(expected)
    assert flow.stock.min() >= 0.0
    assert flow.came.min() >= 0.0


@given(places=some.integers(0, 80), entries=some.floats(1.0, 60.0), exits=some.floats(0.01, 0.5))
def test_square_metres_are_conserved(places: int, entries: float, exits: float) -> None:
    """Housed companies never exceed the places; nobody waits while a place is free at the month's end."""
    floor = Building(
        path="park.buildings.t", towers=value(1.0, path="towers"), storeys=value(1.0, path="storeys")
    )
    park = Park(path="park", companies=companies(0, entries, exits), buildings={"t": floor})
    assert park.companies is not None
    laws = laws_of(park, inputs(20))
    flow = follow(park.companies, DAYS, laws)
    tenancy = house(park, park.companies, flow, np.full(21, places * 500.0 + 1.0), laws)
    assert tenancy.housed.max(initial=0.0) <= places
    assert tenancy.housed.min(initial=0.0) >= 0.0
    assert tenancy.waiting.min(initial=0.0) >= 0.0
    assert (tenancy.housed[tenancy.waiting > 0.0] == places).all()


@given(load=some.floats(0.2, 6.0), servers=some.integers(1, 5), seed=some.integers(0, 50))
def test_more_servers_never_lengthen_the_wait(load: float, servers: int, seed: int) -> None:
    """With the same arrivals and services one server more never raises the mean wait, in any world."""
    rate, service, span = np.full(21, load / 100.0), np.full(21, 100.0), np.full(21, 5000.0)
    few = mean_wait("p", rate, service, servers, span, inputs(20, seed))
    more = mean_wait("p", rate, service, servers + 1, span, inputs(20, seed))
    assert (more <= few + 1e-9).all()

"""What must hold in every zone: nothing appears or vanishes, more servers wait less."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.years_cases import HOURS_A_YEAR, inputs, value

from seedtrain.model.park import Building, Companies, FloorShare, Park, SizeClass
from seedtrain.park.arrivals import arrive
from seedtrain.park.companies import follow
from seedtrain.park.laws import laws_of
from seedtrain.park.platforms import mean_wait
from seedtrain.park.sizes import grow
from seedtrain.park.tenancy import follow_tenants
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


@given(load=some.floats(0.2, 6.0), servers=some.integers(1, 5), seed=some.integers(0, 50))
def test_more_servers_never_lengthen_the_wait(load: float, servers: int, seed: int) -> None:
    """With the same arrivals and services one server more never raises the mean wait, in any world."""
    rate, service, span = np.full(21, load / 100.0), np.full(21, 100.0), np.full(21, 5000.0)
    few = mean_wait("p", rate, service, servers, span, inputs(20, seed))
    more = mean_wait("p", rate, service, servers + 1, span, inputs(20, seed))
    assert (more <= few + 1e-9).all()


@given(
    load=some.floats(0.2, 6.0),
    servers=some.integers(1, 5),
    more=some.integers(1, 4),
    outside=some.floats(0.0, 3.0),
    seed=some.integers(0, 50),
)
def test_a_platform_more_never_costs_its_users_time(
    load: float, servers: int, more: int, outside: float, seed: int
) -> None:
    """What any number of platforms more saves is never below zero and rises with their number."""
    rate, service, span = np.full(21, (load + outside) / 100.0), np.full(21, 100.0), np.full(21, 5000.0)
    waits = [
        mean_wait("p", rate, service, servers + extra, span, inputs(20, seed))
        for extra in (0, more, more + 1)
    ]
    assert (waits[1] <= waits[0] + 1e-9).all()
    assert (waits[2] <= waits[1] + 1e-9).all()


@settings(max_examples=30)
@given(
    base=some.integers(0, 200),
    entries=some.floats(0.0, 100.0),
    exits=some.floats(0.0, 2.0),
    share=some.floats(0.0, 1.0),
)
def test_companies_are_conserved_in_every_class(
    base: int, entries: float, exits: float, share: float
) -> None:
    """Size classes and places sum to the stock, producing and not producing do; none is below zero."""
    made = sized(companies(base, entries, exits), share)
    laws = laws_of(Park(path="park"), inputs(10))
    flow = follow(made, DAYS, laws)
    found = grow(made, flow, laws)
    assert found is not None
    assert flow.stock is not None
    for parts in (found.by_class, found.by_place):
        assert sum(parts.values()) == pytest.approx(flow.stock, abs=1e-6)
        assert min(each.min() for each in parts.values()) >= -1e-6
    assert found.producing.min() >= -1e-6
    assert (found.producing <= flow.stock + 1e-6).all()


@settings(max_examples=30)
@given(
    projects=some.integers(0, 80),
    intentions=some.integers(0, 80),
    signed=some.integers(0, 80),
)
def test_companies_on_their_way_are_conserved(projects: int, intentions: int, signed: int) -> None:
    """Waiting, moved in and given up are as many as were counted, on every day of every world."""
    made = companies(0, 0.0, 0.0, intentions)
    on_way = Companies(
        path=made.path,
        intentions=made.intentions,
        projects=value(projects, path="projects"),
        signed=value(signed, path="signed"),
    )
    found = arrive(on_way, DAYS, laws_of(Park(path="park"), inputs(10)))
    everybody = sum(found.waiting.values()) + np.cumsum(found.moved_in, axis=1) + found.given_up
    assert everybody == pytest.approx(np.full(everybody.shape, float(projects + intentions + signed)))
    assert min(each.min() for each in found.waiting.values()) >= -1e-9


def sized(made: Companies, share: float) -> Companies:
    """The companies with size classes, so many of them incubated."""
    incubated = SizeClass(
        path="park.companies.sizes.incubated",
        share=value(share, "fraction", "park.companies.sizes.incubated.share"),
    )
    return Companies(
        path=made.path,
        base=made.base,
        entry_rate=made.entry_rate,
        entry_growth=made.entry_growth,
        exit_rate=made.exit_rate,
        sizes={"incubated": incubated},
    )


@settings(max_examples=25)
@given(
    plate=some.floats(200.0, 6000.0),
    entries=some.floats(1.0, 60.0),
    exits=some.floats(0.01, 0.5),
    share=some.floats(0.0, 1.0),
)
def test_square_metres_and_tenants_are_conserved(
    plate: float, entries: float, exits: float, share: float
) -> None:
    """Nobody is in two places or in none, no floor is let twice, and nobody waits while there is room.

    In every world and month the companies on the sites and those that wait to move in are the companies of
    the zone; each of 500 m2, so what is let of a site is 500 m2 for each tenant, and never more than there
    is; where companies wait for a place, no site of it has room for one more.
    """
    park = Park(path="park", companies=three_places(entries, exits, share), buildings=dict(sites(plate)))
    assert park.companies is not None
    laws = laws_of(park, inputs(15))
    flow = follow(park.companies, DAYS, laws)
    sizes = grow(park.companies, flow, laws)
    tenancy = follow_tenants(park, park.companies, flow, sizes, laws)
    found = tenancy.settled
    assert flow.stock is not None
    there = found.tenants.sum(axis=2) + found.waiting.sum(axis=2)
    assert (there[1:] == flow.stock[1:]).all()
    for at, site in enumerate(tenancy.sites.sites):
        let = tenancy.let(at)
        assert let == pytest.approx(500.0 * found.tenants[:, :, at], abs=1e-3)
        assert (let <= site.area[:, None] + 1e-3).all()
        waits = (found.waiting + found.moving)[:, :, at] > 0
        assert (site.area[:, None] - let < 500.0)[waits].all()


def three_places(entries: float, exits: float, share: float) -> Companies:
    """Companies of four size classes, all of 500 m2."""
    made = companies(0, entries, exits)
    classes = {
        size: SizeClass(
            path=f"park.companies.sizes.{size}",
            floor_area=value(500.0, "area", f"park.companies.sizes.{size}.floor_area"),
            graduation=value(0.5 / HOURS_A_YEAR, "rate", f"park.companies.sizes.{size}.graduation"),
        )
        for size in ("incubated", "small", "medium", "large")
    }
    uses = {
        "clean": FloorShare(path="u", use="gmp", share=value(share, "fraction", "park.companies.uses.clean"))
    }
    return Companies(
        path=made.path,
        base=made.base,
        entry_rate=made.entry_rate,
        exit_rate=made.exit_rate,
        floor_area=made.floor_area,
        sizes=classes,
        uses=uses,
    )


def sites(plate: float) -> Iterator[tuple[str, Building]]:
    """A building of four storeys in each place, so that clean production may be on any of them."""
    for place in ("tower", "sme_zone", "large_zone"):
        path = f"park.buildings.{place}"
        yield (
            place,
            Building(
                path=path,
                towers=value(1.0, path=f"{path}.towers"),
                storeys=value(4.0, path=f"{path}.storeys"),
                floor_plate=value(plate / 4.0, "area", f"{path}.floor_plate"),
                lettable=value(1.0, "fraction", f"{path}.lettable"),
                place=place,
            ),
        )

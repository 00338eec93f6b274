"""Tenants by building, floor and area of land: cases worked out by hand."""

from datetime import date

import numpy as np
import pytest
from tests.years_cases import HOURS_A_YEAR, day, inputs, scenario, value

from seedtrain.flow.tenants import Premises, Settled, Tenants, settle
from seedtrain.model.block import changed
from seedtrain.model.park import Building, Companies, FloorShare, Land, LandDemand, Park, SizeClass
from seedtrain.park import run
from seedtrain.park.disclosure import shown_parts
from seedtrain.quantities.months import month_days

MONTHS = np.arange(1.0, 7.0)


def ints(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Whole numbers."""
    return np.array(values, dtype=np.int64)


def tower_and_zone(opens: float = -np.inf) -> Premises:
    """A tower of two storeys of 100 m2 (place 0) and a factory of one of 250 m2 (place 1)."""
    return Premises(
        first=ints(0, 2, 3),
        storey=ints(2, 1, 1),
        band=ints(0, 1, 2),
        area=np.array([[100.0, 100.0, 250.0]]),
        place=ints(0, 1),
        industry=ints(-1, -1),
        is_land=np.zeros(2, dtype=np.bool_),
        opens=np.array([[-np.inf, opens]]),
    )


def settled(
    premises: Premises,
    came: list[int],
    grew: list[int],
    left: list[int] | None = None,
    *,
    low: float = 0.0,
    second: float = 200.0,
) -> Settled:
    """Small ones of 80 m2 in the tower, which grow into ones of ``second`` m2 in the factory.

    A share ``low`` of their floor must lie on storey 1.
    """
    moves = np.zeros((3, 1, 6, 2), dtype=np.int64)
    moves[0, 0, :, 0], moves[1, 0, :, 0] = came, grew
    if left is not None:
        moves[2, 0, :, 0] = left
    shares = np.array([low, 1.0 - low])
    return settle(
        premises,
        Tenants(
            seat=ints(0, 1),
            top=ints(1, 9),
            floor=np.array([[80.0 * shares, second * shares]]),
            land=np.full((1, 2), np.inf),
            base=np.zeros((1, 2), dtype=np.int64),
            came=moves[0],
            left=moves[2],
            grew=moves[1],
            days=MONTHS,
            starts=(1, 2),
            edges=np.ones(1),
            kept=ints(0, 5),
        ),
    )


def test_a_tower_fills_from_the_top_and_the_next_waits() -> None:
    """Two of 80 m2 take 100 of storey 2 and 60 of storey 1; the third finds 40 m2, waits, and moves in at
    last.

    In month 4 one leaves, so the one that waits moves in.
    """
    found = settled(tower_and_zone(), [1, 1, 1, 0, 0, 0], [0] * 6, [0, 0, 0, 1, 0, 0])
    assert found.tenants[0, :, 0].tolist() == [1, 2, 2, 2, 2, 2]
    assert found.waiting[0, :, 0].tolist() == [0, 0, 1, 0, 0, 0]
    assert found.let[0, :, 0].tolist() == [80.0, 100.0, 100.0, 100.0, 100.0, 100.0]
    assert found.let[0, :, 1].tolist() == [0.0, 60.0, 60.0, 60.0, 60.0, 60.0]
    assert found.firms[0, 1].tolist() == [2, 1, 0]


def test_floors_obey_use_through_time() -> None:
    """Half of 80 m2 must lie on storey 1: two fill 80 of its 100 m2, the third finds 20 there and waits.

    Of storey 2, 80 m2 are let, though 20 + 20 would hold the third's floor of any use in part.
    """
    found = settled(tower_and_zone(), [3, 0, 0, 0, 0, 0], [0] * 6, low=0.5)
    assert found.tenants[0, 0, 0] == 2
    assert found.waiting[0, 0, 0] == 1
    assert found.let[0, 0, :2].tolist() == [80.0, 80.0]


def test_one_that_grows_moves_only_where_there_is_room() -> None:
    """Two grow and want 200 m2 each of the factory's 250: one moves, one waits in the tower, which lets 80
    m2.

    Until the factory opens, in month 4, both stay.
    """
    found = settled(tower_and_zone(4.0), [2, 0, 0, 0, 0, 0], [0, 2, 0, 0, 0, 0])
    assert found.tenants[0].tolist() == [[2, 0], [2, 0], [2, 0], [1, 1], [1, 1], [1, 1]]
    assert found.moving[0, :, 1].tolist() == [0, 2, 2, 1, 1, 1]
    assert found.moved[0, :, 1].tolist() == [0, 0, 0, 1, 1, 1]
    assert found.let[0, 5].tolist()[2] == 200.0
    assert found.let[0, 5, :2].sum() == 80.0


def test_a_place_that_one_leaves_is_anothers() -> None:
    """Two fill the tower and one waits; when one moves to the factory the one that waits has its floor."""
    found = settled(tower_and_zone(), [3, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0])
    assert found.waiting[0, :, 0].tolist() == [1, 1, 0, 0, 0, 0]
    assert found.tenants[0, 2].tolist() == [2, 1]


def test_storeys_are_told_on_the_days_kept() -> None:
    """On the first and the last day: 80 m2 by one firm, then 100 and 60 m2 by two."""
    found = settled(tower_and_zone(), [1, 1, 0, 0, 0, 0], [0] * 6)
    assert found.storey_let[0].tolist() == [[80.0, 0.0, 0.0], [100.0, 60.0, 0.0]]
    assert found.storey_firms[0].tolist() == [[1, 0, 0], [2, 1, 0]]


def zone(uses: dict[str, FloorShare]) -> Park:
    """A tower of ten storeys of 100 m2 to let, for companies of 100 m2, 24 of them a year."""
    path = "park.companies"
    companies = Companies(
        path=path,
        base=value(0.0, path=f"{path}.base"),
        counted=date(2021, 1, 1),
        entry_rate=value(24.0 / HOURS_A_YEAR, "rate", f"{path}.entry_rate"),
        entry_growth=value(0.0, "fraction", f"{path}.entry_growth"),
        exit_rate=value(0.0, "rate", f"{path}.exit_rate"),
        floor_area=value(100.0, "area", f"{path}.floor_area"),
        uses=uses,
    )
    tower = Building(
        path="park.buildings.t",
        towers=value(1.0, path="park.buildings.t.towers"),
        storeys=value(10.0, path="park.buildings.t.storeys"),
        floor_plate=value(100.0, "area", "park.buildings.t.floor_plate"),
        lettable=value(1.0, "fraction", "park.buildings.t.lettable"),
    )
    return Park(path="park", companies=companies, buildings={"t": tower})


@pytest.mark.parametrize(("share", "housed"), [(0.0, 10), (0.25, 10), (0.5, 8), (1.0, 4)])
def test_clean_production_fills_the_low_storeys_first(share: float, housed: int) -> None:
    """GMP goes up to storey 4: 400 m2. At a quarter of their floor ten companies fit, at half 8, at all 4."""
    uses = {
        "clean": FloorShare(path="u", use="gmp", share=value(share, "fraction", "park.companies.uses.clean"))
    }
    result = run(scenario(park=zone(uses), start=date(2021, 1, 1), end=date(2024, 1, 1)), inputs(20))
    series = {each.id: each for each in result.series}
    assert (series["park.tenants"].at(day("2024-01-01")) == housed).all()
    low = series["park.let.t.1-4"].at(day("2024-01-01"))
    assert low == pytest.approx(1.0)
    full = {each.id: each.draws for each in result.indicators if each.id.startswith("park.full.")}
    assert set(full) == {"park.full.t", "park.full.t.1-4", "park.full.t.5-10"}
    high_full = full["park.full.t.5-10"]
    assert high_full is not None
    assert np.isfinite(high_full).all() == (housed == 10)


def test_a_part_that_a_total_would_give_away_is_hidden_too() -> None:
    """Firms 9, 4 and 2: the 2 are hidden, and the 4 with them, as the total less 9 and 4 is the 2."""
    firms = {name: np.full((4, 2), float(number)) for name, number in (("a", 9), ("b", 4), ("c", 2))}
    assert shown_parts(firms) == {"a": 0, "b": 2, "c": 2}


def test_nobody_is_no_secret_and_two_hidden_parts_of_one_firm_each_take_a_third() -> None:
    """Firms 9, 5, 1, 1, 0: both ones are hidden, two together, so the 5 too; the empty part is shown."""
    numbers = {"a": 9, "b": 5, "c": 1, "d": 1, "e": 0}
    firms = {name: np.full((4, 1), float(number)) for name, number in numbers.items()}
    assert shown_parts(firms) == {"a": 0, "b": 1, "c": 1, "d": 1, "e": 0}
    assert shown_parts({"a": np.full((4, 1), 9.0), "c": np.full((4, 1), 1.0)}) == {"a": 1, "c": 1}
    assert shown_parts({"c": np.full((4, 1), 2.0), "d": np.full((4, 1), 2.0)}) == {"c": 1, "d": 1}


def test_firms_behind_several_parts_count_once() -> None:
    """Firms 5, 2, 2 of one building: the twos may be the same, so the 5 is hidden too; apart, 2 + 2 do."""
    firms = {name: np.full((4, 1), float(number)) for name, number in (("a", 5), ("b", 2), ("c", 2))}
    assert shown_parts(firms) == {"a": 0, "b": 1, "c": 1}
    assert shown_parts(firms, overlap=True) == {"a": 1, "b": 1, "c": 1}


def test_a_share_of_the_base_sits_here_from_the_first_day() -> None:
    """Of 12 companies on the base day three quarters, 9, sit in the tower for ten; the rest elsewhere."""
    park = zone({})
    assert park.companies is not None
    companies = changed(
        park.companies,
        base=value(12.0, path="park.companies.base"),
        housed=value(0.75, "fraction", "park.companies.housed"),
    )
    result = run(
        scenario(park=changed(park, companies=companies), start=date(2021, 1, 1), end=date(2024, 1, 1)),
        inputs(5),
    )
    series = {each.id: each for each in result.series}
    assert series["park.tenants"].at(day("2021-01-01")).tolist() == [9.0] * 6
    assert series["park.let.t"].at(day("2021-01-01")) == pytest.approx(0.9)
    assert series["park.companies"].at(day("2021-01-01")).tolist() == [12.0] * 6


def test_land_alone_is_let_to_those_who_build_on_it() -> None:
    """A zone of land for large companies, 250 m2, and none for others: two of 100 m2 fit, the others wait."""
    path = "park.companies"
    tenants = zone({}).companies
    assert tenants is not None
    sizes = {
        "large": SizeClass(
            path=f"{path}.sizes.large",
            entry_share=value(1.0, "fraction", f"{path}.sizes.large.entry_share"),
            land_area=value(100.0, "area", f"{path}.sizes.large.land_area"),
        )
    }
    demand = LandDemand(path="park.land.l.demands.d", area=value(250.0, "area", "d"), place="large_zone")
    land = Land(path="park.land.l", area=value(250.0, "area", "a"), demands={"d": demand})
    park = Park(path="park", companies=changed(tenants, sizes=sizes), land={"l": land})
    result = run(scenario(park=park, start=date(2021, 1, 1), end=date(2024, 1, 1)), inputs(20))
    series = {each.id: each for each in result.series}
    last = day("2024-01-01")
    assert series["park.place.large_zone"].at(last)[1:].min() > 10.0
    assert series["park.site.l.d"].at(last).max() == 2.0
    waits = series["park.waiting.large_zone"].at(last)[1:]
    assert (waits == series["park.companies"].at(last)[1:] - 2.0).all()
    assert "park.let.l.d" not in series  # two firms are fewer than three


def test_days_of_the_tenancy_are_those_of_the_companies() -> None:
    """Companies housed and waiting are those that are there, on every first of a month."""
    result = run(scenario(park=zone({}), start=date(2021, 1, 1), end=date(2024, 1, 1)), inputs(50))
    series = {each.id: each for each in result.series}
    for on in month_days(date(2021, 1, 1), date(2024, 1, 1)):
        there = series["park.tenants"].at(on) + series["park.waiting.anywhere"].at(on)
        assert (there[1:] == series["park.companies"].at(on)[1:]).all()

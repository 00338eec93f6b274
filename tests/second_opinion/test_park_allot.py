"""Land, floors and grants: exact choices against every choice written out, and by hand."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.years_cases import inputs, scenario, value

from seedtrain.errors import InputError
from seedtrain.model.park import Building, Companies, FloorShare, Land, LandDemand, Park
from seedtrain.park import best_split, check, companies_that_fit, floor_uses, laws_of
from seedtrain.park.grants import knapsack
from seedtrain.park.split import chosen_lots, gain_of_lots
from seedtrain.service.allot import allotted


@settings(max_examples=40)
@given(
    effects=some.lists(some.integers(0, 50), min_size=1, max_size=7),
    costs=some.lists(some.integers(1, 20), min_size=7, max_size=7),
    budget=some.integers(1, 60),
)
def test_the_grants_are_those_of_brute_force(effects: list[int], costs: list[int], budget: int) -> None:
    """Up to seven projects: no choice that fits the budget has a greater effect, and this one fits it."""
    effect = {f"p{place}": float(each) for place, each in enumerate(effects)}
    cost = {name: costs[place] * 1e6 for place, name in enumerate(effect)}
    chosen = knapsack(effect, cost, budget * 1e6)
    assert sum(cost[name] for name in chosen) <= budget * 1e6
    best = max(
        sum(effect[name] for name in some_)
        for size in range(len(effect) + 1)
        for some_ in combinations(effect, size)
        if sum(cost[name] for name in some_) <= budget * 1e6
    )
    assert sum(effect[name] for name in chosen) == pytest.approx(best)


@settings(max_examples=40)
@given(seed=some.integers(0, 10_000), zones=some.integers(2, 3), total=some.integers(1, 7))
def test_the_split_is_that_of_brute_force(seed: int, zones: int, total: int) -> None:
    """Up to seven lots in two or three zones, random demands and yields: no split brings more."""
    random = np.random.default_rng(seed)
    gains = {
        f"z{place}": gain_of_lots(random.uniform(0.0, 6.0, 9), random.uniform(0.5, 2.0, 9), 1.0, total + 1)
        for place in range(zones)
    }
    least = dict.fromkeys(gains, 0)
    lots = chosen_lots(gains, least, total)
    assert sum(lots.values()) == total
    best = max(
        sum(gains[name][:count].sum() for name, count in zip(gains, counts, strict=True))
        for counts in product(range(total + 1), repeat=zones)
        if sum(counts) == total
    )
    assert sum(gains[name][: lots[name]].sum() for name in gains) == pytest.approx(best)


def land(least: float = 0.0) -> Land:
    """A thousand square metres that two zones want: 700 at 2 CNY, 800 at 1 CNY a year and square metre."""
    wants = {"a": (700.0, 2.0, 0.0), "b": (800.0, 1.0, least)}
    return Land(
        path="l",
        area=value(1000.0, "area", "l.area"),
        demands={
            name: LandDemand(
                path=f"l.demands.{name}",
                area=value(area, "area", f"l.demands.{name}.area"),
                output_intensity=value(yields, "money_per_area_time", f"l.demands.{name}.y"),
                least=value(own, "area", f"l.demands.{name}.least"),
            )
            for name, (area, yields, own) in wants.items()
        },
    )


def test_a_certain_demand_is_split_by_hand() -> None:
    """The dearer zone gets its 700, the other the rest: 700 x 2 + 300 = 1,700 against 1,500 evenly."""
    found = best_split(land(), laws_of(Park(path="park"), inputs(0)))
    assert found.areas == pytest.approx({"a": 700.0, "b": 300.0})
    assert found.output == pytest.approx(1700.0)
    assert found.even == pytest.approx(1500.0)
    assert found.one_more == pytest.approx(found.lot)


def test_a_least_area_is_kept_and_can_be_too_much() -> None:
    """With 500 for the other zone the dearer one gets 500; 1,100 do not fit the land: PRK-022."""
    laws = laws_of(Park(path="park"), inputs(0))
    assert best_split(land(500.0), laws).areas == pytest.approx({"a": 500.0, "b": 500.0})
    with pytest.raises(InputError) as refused:
        best_split(land(1100.0), laws)
    assert [each.code for each in refused.value.findings] == ["PRK-022"]
    wrong = Park(path="park", land={"l": land(1100.0)})
    assert [each.code for each in check(scenario(park=wrong))] == ["PRK-022"]


def test_animals_do_not_go_up_a_tower() -> None:
    """One tower of 33 storeys, 1,000 m2 to let on each, companies of 100 m2.

    Any use: 330. A tenth of the floor for animals, up to the fourth storey: 4,000 / (0.12 x 100) = 333,
    no limit. Half of it: 4,000 / 52 = 76. Solvents, 2 % on the first storey: 1,000 / 2 = 500, no limit.
    """
    tower = Building(
        path="t",
        towers=value(1.0, path="t.towers"),
        storeys=value(33.0, path="t.storeys"),
        floor_plate=value(1000.0, "area", "t.plate"),
        lettable=value(1.0, "fraction", "t.lettable"),
    )
    park = Park(path="park", buildings={"t": tower})
    laws = laws_of(park, inputs(0))
    for animals, fit in ((0.1, 330.0), (0.5, 76.0)):
        uses = {
            name: FloorShare(
                path=f"u.{animals}.{name}", use=name, share=value(share, "fraction", f"{animals}.{name}")
            )
            for name, share in (("animals", animals), ("office", 0.98 - animals), ("solvents", 0.02))
        }
        companies = Companies(path="c", uses=uses)
        found = floor_uses(park, companies, laws)
        assert [each.top for each in found] == sorted(each.top for each in found)
        assert companies_that_fit(found, np.full(1, 100.0)).tolist() == [fit]


def test_jinan_and_taizhou_are_allotted() -> None:
    """The five zones of Jinan take all its land and bring more than an even split; grants fit 20 million."""
    (split,) = allotted("jinan-medicine-valley", {}, 100, 1).splits.values()
    assert len(split.areas) == 5
    assert sum(split.areas.values()) == pytest.approx(1e4 * 1e4 / 15.0)
    assert split.output > split.even
    taizhou = allotted("taizhou-medical", {}, 100, 1)
    (grants,) = taizhou.grants.values()
    assert grants.spent <= 20e6
    for lang in ("en", "zh"):
        assert all(table.texts(lang) for table in taizhou.tables())
    with pytest.raises(InputError) as refused:
        allotted("wuxi-hightech", {}, 10, 1)
    assert [each.code for each in refused.value.findings] == ["PRK-023"]

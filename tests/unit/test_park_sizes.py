"""Companies on their way in, by size class and place: by hand, conserved, refused."""

from datetime import date

import numpy as np
import pytest
from tests.years_cases import HOURS_A_YEAR, inputs, scenario, value

from seedtrain import park
from seedtrain.model.park import Companies, Park, SizeClass
from seedtrain.model.value import Value
from seedtrain.park.arrivals import STATES, arrive
from seedtrain.park.companies import Flow, follow
from seedtrain.park.disclosure import first_shown
from seedtrain.park.laws import Laws, laws_of
from seedtrain.park.sizes import SIZES, grow, total
from seedtrain.quantities.months import month_days

START, END = date(2021, 1, 1), date(2026, 1, 1)
DAYS = month_days(START, END)


def laws(worlds: int = 200) -> Laws:
    """The laws of a district."""
    return laws_of(Park(path="park"), inputs(worlds))


def companies(base: float = 100.0, sizes: dict[str, SizeClass] | None = None, **counted: float) -> Companies:
    """Companies that neither come nor leave but for those counted on their way."""
    given = {name: value(number, path=f"park.companies.{name}") for name, number in counted.items()}
    return Companies(
        path="park.companies",
        base=value(base, path="park.companies.base"),
        entry_rate=value(0.0, "rate", "park.companies.entry_rate"),
        exit_rate=value(0.0, "rate", "park.companies.exit_rate"),
        conversion=value(0.5, "fraction", "park.companies.conversion"),
        sizes={name: SizeClass(path=f"park.companies.sizes.{name}") for name in SIZES}
        if sizes is None
        else sizes,
        **given,  # type: ignore[arg-type]
    )


def size(name: str, **fields: float) -> SizeClass:
    """A class with these values; rates a year."""
    path = f"park.companies.sizes.{name}"
    kinds = {"graduation": "rate", "jobs_each": "count", "output_each": "money_per_time"}
    made: dict[str, Value] = {
        key: value(
            number / HOURS_A_YEAR if key == "graduation" else number,
            kinds.get(key, "fraction"),
            f"{path}.{key}",
        )
        for key, number in fields.items()
    }
    return SizeClass(path=path, **made)  # type: ignore[arg-type]


def still(stock: float) -> Flow:
    """Nobody comes or leaves."""
    there = np.full((201, len(DAYS)), stock)
    return Flow(DAYS, np.zeros_like(there), np.zeros_like(there), there)


def test_companies_grow_into_the_next_class() -> None:
    """100 incubated ones growing at 0.2 a year: 100 exp(-1) = 36.8 are left after five years."""
    sizes = {
        "incubated": size("incubated", share=1.0, graduation=0.2),
        "small": size("small", graduation=0.0),
    }
    found = grow(companies(sizes=sizes), still(100.0), laws())
    assert found is not None
    years = (DAYS[-1] - DAYS[0]) / 365.25
    expected = 100.0 * np.exp(-0.2 * years)
    left = found.by_class["incubated"][:, -1]
    assert left[0] == pytest.approx(expected)
    assert left[1:].mean() == pytest.approx(expected, abs=4 * np.sqrt(expected * 0.65 / 200))
    assert found.by_class["small"][:, -1] == pytest.approx(100.0 - left)
    assert found.by_place["tower"][:, -1] == pytest.approx(left)


def test_shares_given_are_kept_and_the_others_fill_the_rest() -> None:
    """With 0.8 incubated the 0.2 left falls to small, medium, large as 0.3, 0.15, 0.05: 12, 6, 2 of 100."""
    found = grow(companies(sizes={"incubated": size("incubated", share=0.8)}), still(100.0), laws())
    assert found is not None
    assert [found.by_class[name][0, 0] for name in SIZES] == pytest.approx([80.0, 12.0, 6.0, 2.0])


def test_sizes_places_and_states_add_up_to_the_stock() -> None:
    """Companies that come, grow and leave: classes and places sum to the stock."""
    busy = companies(40.0)
    lively = Companies(
        path=busy.path,
        base=busy.base,
        sizes=busy.sizes,
        entry_rate=value(30.0 / HOURS_A_YEAR, "rate", "park.companies.entry_rate"),
        exit_rate=value(0.3 / HOURS_A_YEAR, "rate", "park.companies.exit_rate"),
    )
    flow = follow(lively, DAYS, laws())
    found = grow(lively, flow, laws())
    assert found is not None
    assert flow.stock is not None
    for parts in (found.by_class, found.by_place):
        assert sum(parts.values()) == pytest.approx(flow.stock)
        assert min(each.min() for each in parts.values()) >= -1e-9
    assert (found.producing <= flow.stock + 1e-9).all()
    assert found.producing.min() >= -1e-9
    sampled = np.stack([each[1:] for each in found.by_class.values()])
    assert (sampled == np.round(sampled)).all()


def test_companies_on_their_way_are_conserved() -> None:
    """20 projects, 30 intentions and 10 signed: waiting, moved in and given up are 60 on every day."""
    found = arrive(companies(projects=20.0, intentions=30.0, signed=10.0), DAYS, laws())
    gone = np.cumsum(found.moved_in, axis=1) + found.given_up
    assert sum(found.waiting.values()) + gone == pytest.approx(np.full((201, len(DAYS)), 60.0))
    assert [found.waiting[state][0, 0] for state in STATES] == [20.0, 30.0, 10.0]
    assert found.waiting["project"][1:, -1].mean() < 1.0


def test_certain_odds_bring_everybody_in() -> None:
    """Signed companies move in at the catalogue's odds (mean 0.9); with ten years nearly all have decided."""
    days = month_days(START, date(2041, 1, 1))
    found = arrive(companies(signed=100.0), days, laws(400))
    moved = found.moved_in.sum(axis=1)
    assert moved[0] == pytest.approx(90.0, rel=0.01)
    assert moved[1:].mean() == pytest.approx(90.0, abs=4 * 10.0 / np.sqrt(400))


def test_those_who_move_in_join_the_stock() -> None:
    """The companies of the zone are those counted and those that moved in, in every world."""
    some = companies(10.0, projects=20.0, signed=10.0)
    flow, arrived = follow(some, DAYS, laws()), arrive(some, DAYS, laws())
    assert flow.stock == pytest.approx(10.0 + np.cumsum(arrived.moved_in, axis=1))


def test_totals_come_from_the_classes() -> None:
    """Jobs of 50 and 400 at 90 incubated and 10 large companies: 8,500; none where a class has no number."""
    sizes = {
        "incubated": size("incubated", share=0.9, graduation=0.0, jobs_each=50.0),
        "small": size("small", share=0.0, jobs_each=1.0),
        "medium": size("medium", share=0.0, jobs_each=1.0),
        "large": size("large", share=0.1, jobs_each=400.0),
    }
    some = companies(sizes=sizes)
    found = grow(some, still(100.0), laws())
    assert found is not None
    added = total(some, found, "jobs_each", laws())
    assert added is not None
    assert added[0] == pytest.approx(8500.0)
    assert total(some, found, "output_each", laws()) is None


def test_totals_of_fewer_than_three_firms_are_hidden() -> None:
    """2, 2, 3, 4 companies: told from the third day; 3 falling to 2 at the end: never."""
    assert first_shown(np.array([[2.0, 2.0, 3.0, 4.0]] * 5)) == 2
    assert first_shown(np.array([[3.0, 3.0, 2.0]] * 5)) == 3
    assert first_shown(np.array([[5.0, 5.0]] * 5)) == 0


def test_a_zone_of_two_firms_tells_no_output() -> None:
    """Output of two firms is not told, of five it is; jobs that nobody gave never are."""
    for base, told in ((2.0, False), (5.0, True)):
        made = companies(base, sizes={"small": size("small", output_each=1e6)})
        held = Companies(
            path=made.path,
            base=made.base,
            entry_rate=made.entry_rate,
            exit_rate=made.exit_rate,
            output_each=value(1e6, "money_per_time", "park.companies.output_each"),
        )
        found = park.run(scenario(park=Park(path="park", companies=held), start=START, end=END), inputs(20))
        ids = {each.id for each in found.series}
        assert ("park.output" in ids) is told
        assert "park.jobs" not in ids


def test_a_class_that_is_not_one_is_refused() -> None:
    """PRK-010 names the classes; shares of 1.2, or of 0.9 with none left out, are PRK-011."""
    odd = companies(sizes={"tiny": SizeClass(path="park.companies.sizes.tiny")})
    over = companies(sizes={"small": size("small", share=0.7), "large": size("large", share=0.5)})
    under = companies(sizes={name: size(name, share=0.225) for name in SIZES})
    for made, codes in ((odd, ["PRK-010"]), (over, ["PRK-011"]), (under, ["PRK-011"]), (companies(), [])):
        found = park.check(scenario(park=Park(path="park", companies=made)))
        assert [each.code for each in found] == codes

"""Space, land, industry, funds and the bonded area."""

from datetime import date
from typing import Any, Literal

import numpy as np
import pytest
from tests.unit.test_lifecycle_slots import site
from tests.years_cases import HOURS_A_YEAR, day, draws, inputs, scenario, value

from seedtrain.model.investment import Investment
from seedtrain.model.park import Bonded, Building, Companies, Fund, Industry, Land, Park
from seedtrain.park import run
from seedtrain.park.invested import invested
from seedtrain.park.money import bonded_saving
from seedtrain.quantities.distributions import Uniform
from seedtrain.quantities.months import month_days
from seedtrain.results.indicator import by_id

START, END = date(2021, 1, 1), date(2025, 1, 1)


def towers(plate: float | None, **fields: object) -> Building:
    """Two towers of 33 storeys, 70 % of them to let."""
    path = "park.buildings.towers"
    return Building(
        path=path,
        towers=value(2.0, path=f"{path}.towers"),
        storeys=value(33.0, path=f"{path}.storeys"),
        floor_plate=None if plate is None else value(plate, "area", f"{path}.floor_plate"),
        lettable=value(0.7, "fraction", f"{path}.lettable"),
        **fields,  # type: ignore[arg-type]
    )


def tenants(**fields: object) -> Companies:
    """Companies of 200 m2 each, none at the start."""
    path = "park.companies"
    usual: dict[str, object] = {
        "base": value(0.0, path=f"{path}.base"),
        "counted": START,
        "entry_rate": value(100.0 / HOURS_A_YEAR, "rate", f"{path}.entry_rate"),
        "entry_growth": value(0.0, "fraction", f"{path}.entry_growth"),
        "exit_rate": value(0.0, "rate", f"{path}.exit_rate"),
        "floor_area": value(200.0, "area", f"{path}.floor_area"),
    }
    return Companies(path=path, **(usual | fields))  # type: ignore[arg-type]


def test_area_and_companies_by_hand() -> None:
    """2 x 33 x 1,000 m2 x 0.7 = 46,200 m2 hold 231 companies of 200 m2."""
    park = Park(path="park", companies=tenants(), buildings={"towers": towers(1000.0)})
    result = run(scenario(park=park, start=START, end=END), inputs(3))
    assert draws(result.indicators, "park.lettable_area") == pytest.approx(46_200.0)
    assert draws(result.indicators, "park.companies_capacity").tolist() == [231.0] * 4


def test_a_floor_plate_that_is_not_given_is_missed_exactly() -> None:
    """Without it neither area nor companies can be told, and the path of the floor plate is named."""
    park = Park(path="park", companies=tenants(), buildings={"towers": towers(None)})
    result = run(scenario(park=park, start=START, end=END), inputs(3))
    table = by_id(result.indicators)
    for name in ("park.lettable_area", "park.companies_capacity"):
        assert table[name].draws is None
        assert table[name].missing == ("park.buildings.towers.floor_plate",)
    occupied = next(each for each in result.series if each.id == "park.occupied_area")
    assert (occupied.draws, occupied.missing) == (None, ("park.buildings.towers.floor_plate",))


def test_towers_fill_and_then_no_more_move_in() -> None:
    """100 companies a year fill 20 places (2 x 33 x 87 m2 x 0.7 = 4,019.4 m2) early in the first year."""
    park = Park(path="park", companies=tenants(), buildings={"towers": towers(87.0)})
    result = run(scenario(park=park, start=START, end=END), inputs(50))
    housed = next(each for each in result.series if each.id == "park.tenants")
    assert housed.at(day("2021-01-01")).max() == 0.0
    assert housed.at(day("2021-07-01")).min() == 20.0
    assert housed.at(day("2025-01-01")).max() == 20.0
    occupied = next(each for each in result.series if each.id == "park.occupied_area")
    assert occupied.at(day("2025-01-01")) == pytest.approx(4000.0)
    assert occupied.days[0] > day("2021-01-01")  # not shown until three are there
    (full,) = [each for each in result.indicators if each.id == "park.full.towers"]
    assert full.draws is not None
    assert full.draws.max() <= day("2021-07-01")


def test_companies_wait_for_the_towers_to_open() -> None:
    """Towers that open on 2022-02-01 house nobody before, and then all who came."""
    opens = value(day("2022-02-01"), "date", "park.buildings.towers.opens")
    park = Park(path="park", companies=tenants(), buildings={"towers": towers(1000.0, opens=opens)})
    result = run(scenario(park=park, start=START, end=END), inputs(20))
    housed = next(each for each in result.series if each.id == "park.tenants")
    introduced = next(each for each in result.series if each.id == "park.introduced")
    assert housed.at(day("2022-01-01")).max() == 0.0
    assert housed.at(day("2022-02-01"))[1:].tolist() == introduced.at(day("2022-02-01"))[1:].tolist()


def test_places_come_free_when_companies_leave() -> None:
    """With stays of a year on average and 5 entries a year, about 5 companies are housed in the end."""
    leaving = tenants(
        entry_rate=value(5.0 / HOURS_A_YEAR, "rate", "park.companies.entry_rate"),
        exit_rate=value(1.0 / HOURS_A_YEAR, "rate", "park.companies.exit_rate"),
    )
    park = Park(path="park", companies=leaving, buildings={"towers": towers(1000.0)})
    result = run(scenario(park=park, start=START, end=END), inputs(2000))
    housed = next(each for each in result.series if each.id == "park.tenants").at(day("2025-01-01"))[1:]
    # M/M/infinity from empty, where nobody leaves in the month in which it came: s' = s e^-t + 5 t. It is 4 %
    # over 5 (1 - e^-4), half a month of arrivals.
    expected = 0.0
    for years in np.diff(month_days(START, END)) / 365.25:
        expected = expected * np.exp(-years) + 5.0 * years
    assert housed.mean() == pytest.approx(expected, abs=4 * np.sqrt(expected / 2000))


def test_a_large_zone_is_filled_by_samples_of_its_tenants() -> None:
    """Towers for 9,240 companies with 20,000 a year coming are full to within one sample after two years."""
    many = tenants(entry_rate=value(20_000.0 / HOURS_A_YEAR, "rate", "park.companies.entry_rate"))
    park = Park(path="park", companies=many, buildings={"towers": towers(40_000.0)})
    result = run(scenario(park=park, start=START, end=END), inputs(5))
    housed = next(each for each in result.series if each.id == "park.tenants").at(day("2023-01-01"))
    assert housed == pytest.approx(9240.0, abs=10.0)


def test_land_and_its_output() -> None:
    """10,000 mu are 6,666,667 m2; at 6,000 CNY a m2 and year, 40 billion."""
    park = Park(path="park", land={"zone": Land(path="park.land.zone", area=value(2e7 / 3, "area", "a"))})
    result = run(scenario(park=park, start=START, end=END), inputs(2))
    assert draws(result.indicators, "park.land_area") == pytest.approx(2e7 / 3)
    assert draws(result.indicators, "park.land_output") == pytest.approx(4e10)


def test_industry_scale_needs_its_base() -> None:
    """Without a base year's scale and rank neither can be told; the missing paths are named."""
    park = Park(path="park", industry=Industry(path="park.industry"))
    result = run(scenario(park=park, start=START, end=END), inputs(2))
    missing = {each.id: each.missing for each in result.series if each.draws is None}
    assert missing == {
        "park.industry_scale": ("park.industry.scale",),
        "park.rank": ("park.industry.rank",),
    }


def test_industry_scale_grows_from_its_base() -> None:
    """60 billion at 20 % a year are 103.7 after three years of 365.25 days; with uncertain growth, odds."""
    base = value(60e9, "money", "park.industry.scale")
    sure = Industry(
        path="park.industry", scale=base, counted=START, growth=value(0.2, "fraction", "park.industry.growth")
    )
    result = run(scenario(park=Park(path="park", industry=sure), start=START, end=END), inputs(2))
    scale = next(each for each in result.series if each.id == "park.industry_scale")
    assert scale.at(day("2024-01-01")) == pytest.approx(60e9 * 1.2 ** (1095 / 365.25))
    unsure = Industry(
        path="park.industry",
        scale=base,
        counted=START,
        growth=value(0.0, "fraction", "park.industry.growth", Uniform(0.0, 0.4)),
    )
    result = run(scenario(park=Park(path="park", industry=unsure), start=START, end=END), inputs(500))
    scale = next(each for each in result.series if each.id == "park.industry_scale")
    share = (scale.at(day("2024-01-01"))[1:] > 100e9).mean()
    growth = (100 / 60) ** (365.25 / 1095) - 1  # 18.6 % a year reaches 100 billion
    assert share == pytest.approx(1 - growth / 0.4, abs=4 * 0.5 / np.sqrt(500))


def test_rank_drifts_in_whole_places_and_stops_at_the_first() -> None:
    """From place 14, gaining two a year, 8 after three years; gaining twenty, never better than the first."""
    for drift, expected in ((-2.0, 8.0), (-20.0, 1.0)):
        industry = Industry(
            path="park.industry",
            counted=START,
            rank=value(14.0, path="park.industry.rank"),
            rank_drift=value(drift, "fraction", "park.industry.rank_drift"),
        )
        result = run(scenario(park=Park(path="park", industry=industry), start=START, end=END), inputs(2))
        place = next(each for each in result.series if each.id == "park.rank")
        assert place.at(day("2024-01-01")).tolist() == [expected] * 3


def test_a_fund_grants_whole_projects() -> None:
    """20 million in grants of 1.5 million are 13 projects; at 5 points each, 0.65 more succeed."""
    fund = Fund(
        path="park.funds.f",
        sum=value(20e6, "money", "sum"),
        grant=value(1.5e6, "money", "grant"),
        effect=value(0.05, "fraction", "effect"),
    )
    result = run(scenario(park=Park(path="park", funds={"f": fund}), start=START, end=END), inputs(2))
    assert draws(result.indicators, "park.fund.f.projects").tolist() == [13.0] * 3
    assert draws(result.indicators, "park.fund.f.extra_successes") == pytest.approx(0.65)


def test_a_bonded_area_saves_the_interest_on_deferred_tax() -> None:
    """40 % imported, 5 % duty, 13 % VAT: tax 18.65 %, a year at 5 %: 0.4 x 0.1865 (1 - e^-0.05) = 0.364 %."""
    bonded = Bonded(
        path="park.bonded",
        import_share=value(0.4, "fraction", "i"),
        duty=value(0.05, "fraction", "d"),
        vat=value(0.13, "fraction", "v"),
        deferral=value(HOURS_A_YEAR, "time", "t"),
        interest=value(0.05 / HOURS_A_YEAR, "rate", "r"),
    )
    assert bonded_saving(bonded, inputs(2)) == pytest.approx(0.0036383, rel=1e-4)
    result = run(scenario(park=Park(path="park", bonded=bonded), start=START, end=END), inputs(2))
    assert draws(result.indicators, "park.bonded.saving") == pytest.approx(0.0036383, rel=1e-4)


def test_a_scenario_without_a_zone_gives_nothing() -> None:
    """No park: no indicators, no series."""
    result = run(scenario(), inputs(2))
    assert (result.indicators, result.series) == ((), ())


def test_a_bonded_area_defers_tax_and_shortens_inspections() -> None:
    """Half imported at 10 % duty and 20 % VAT: 0.5 x (0.1 + 1.1 x 0.2) = 0.16 put off; 72 h less 24 is 48."""
    terms = {
        "import_share": value(0.5, "fraction", "park.bonded.import_share"),
        "duty": value(0.1, "fraction", "park.bonded.duty"),
        "vat": value(0.2, "fraction", "park.bonded.vat"),
        "deferral": value(8766.0, "time", "park.bonded.deferral"),
        "interest": value(0.0, "rate", "park.bonded.interest"),
    }
    slow = value(72.0, "time", "park.bonded.inspection")
    quick = value(24.0, "time", "park.bonded.bonded_inspection")
    for extra, expected in (
        ({"inspection": slow, "bonded_inspection": quick}, 48.0),
        ({"inspection": slow}, 72.0),
    ):
        bonded = Bonded(path="park.bonded", **terms, **extra)  # type: ignore[arg-type]
        result = run(scenario(park=Park(path="park", bonded=bonded), start=START, end=END), inputs(2))
        assert draws(result.indicators, "park.bonded.deferred") == pytest.approx(0.16)
        assert draws(result.indicators, "park.bonded.inspection") == pytest.approx(expected)
        assert draws(result.indicators, "park.bonded.saving") == pytest.approx(0.0)
    bare = Bonded(path="park.bonded", **terms)  # type: ignore[arg-type]
    plain = run(scenario(park=Park(path="park", bonded=bare), start=START, end=END), inputs(2))
    assert by_id(plain.indicators)["park.bonded.inspection"].missing == ("park.bonded.inspection",)


def test_investment_is_spent_evenly_over_construction() -> None:
    """100 over two years from 2021 and 60 over one from 2022: 50 after one year, 50 + 50 + 60 after two."""
    lines = [
        Investment(
            path=f"investments.{name}",
            capital_class="x",
            sum=value(total, "money", f"investments.{name}.sum"),
            start=date(begin, 1, 1),
            build_time=value(years * 365 * 24.0, "time", f"investments.{name}.build_time"),
        )
        for name, total, begin, years in (("a", 100.0, 2021, 2), ("b", 60.0, 2022, 1))
    ]
    days = np.array([day(f"{year}-01-01") for year in (2020, 2021, 2022, 2023, 2030)])
    spent = invested(lines, days, inputs(1))
    assert spent is not None
    assert spent[0] == pytest.approx([0.0, 0.0, 50.0, 160.0, 160.0])
    assert invested([Investment(path="investments.c", capital_class="x")], days, inputs(1)) is None


def test_a_zone_with_lines_of_investment_tells_what_is_spent() -> None:
    """A zone with one line of 100 over two years has spent half of it after one."""
    line = Investment(
        path="investments.a",
        capital_class="x",
        sum=value(100.0, "money", "investments.a.sum"),
        start=START,
        build_time=value(730 * 24.0, "time", "investments.a.build_time"),
    )
    made = scenario(park=Park(path="park"), start=START, end=END, investments={"a": line})
    (spent,) = [each for each in run(made, inputs(2)).series if each.id == "park.invested"]
    assert spent.at(day("2022-01-01")) == pytest.approx(50.0)
    assert "investments.a.sum" in spent.rests_on


def test_investment_ends_when_the_first_of_its_suites_opens() -> None:
    """A suite that opens on 2023-01-01 and a year to build it: half is spent in mid-2022, all on the day.

    A planned line does not begin before the day of judgement, here 2022-10-02: it is spent in a quarter. One
    without suite or start can't be told, and what is missing is named; a scenario needs no zone for it.
    """
    suite = site(0, opens=day("2023-01-01")).suites["pilot"]
    given: dict[str, Any] = {
        "path": "investments.a",
        "capital_class": "adc",
        "sum": value(100.0, "money", "investments.a.sum"),
        "suites": ["pilot"],
        "build_time": value(365 * 24.0, "time", "investments.a.build_time"),
    }
    days = np.array([day("2022-07-02"), day("2022-11-16"), day("2023-01-01")])
    cases: tuple[tuple[Literal["building", "planned"], list[float]], ...] = (
        ("building", [49.863, 87.397, 100.0]),
        ("planned", [0.0, 49.451, 100.0]),
    )
    for status, expected in cases:
        line = Investment(status=status, **given)
        spent = invested([line], days, inputs(1), {"pilot": suite}, day("2022-10-02"))
        assert spent is not None
        assert spent[0] == pytest.approx(expected, abs=1e-3)
    lone = Investment(path="investments.b", capital_class="adc", sum=value(1.0, "money", "investments.b.sum"))
    result = run(scenario(investments={"b": lone}), inputs(1))
    assert [each.missing for each in result.indicators] == [("investments.b.start",)]
    assert result.series == ()

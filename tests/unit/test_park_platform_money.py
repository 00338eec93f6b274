"""What a platform earns and from whom, what its rooms and people let it serve, what the next one gives."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.years_cases import HOURS_A_YEAR, day, draws, inputs, programme, scenario, value

from seedtrain.model.park import Park, Platform
from seedtrain.park import ParkResult, check, run
from seedtrain.results.indicator import by_id

P = "park.platforms.p"


def platform(kind: str = "non_clinical_evaluation", **fields: Any) -> Platform:
    """One platform that serves 60 a year; a field is a count, or a number with its dimension."""
    made: dict[str, Any] = {
        name: value(each, path=f"{P}.{name}")
        if isinstance(each, float)
        else value(each[0], each[1], f"{P}.{name}")
        for name, each in fields.items()
    }
    made["capacity"] = value(60.0 / HOURS_A_YEAR, "rate", f"{P}.capacity")
    return Platform(path=P, platform_class=kind, count=value(1.0, path=f"{P}.count"), **made)


def a_year(number: float) -> tuple[float, str]:
    """So many a year."""
    return number / HOURS_A_YEAR, "rate"


def followed(one: Platform) -> ParkResult:
    """The zone with this platform, 2021 to 2024."""
    park = Park(path="park", platforms={"p": one})
    return run(scenario(park=park, start=date(2021, 1, 1), end=date(2024, 1, 1)), inputs(10))


def told(one: Platform) -> set[str]:
    """The indicators that are told of the platform."""
    found = followed(one).indicators
    return {each.id.removeprefix("park.platform.p.") for each in found if each.draws is not None}


PRICE = (1000.0, "money_per_item")
DEAR = (1500.0, "money_per_item")


def test_users_outside_pay_their_own_price() -> None:
    """Of 50 asked a year 20 are from outside: 30 at 1,000 and 20 at 1,500 are 60,000; overloaded, pro rata.

    At 90 and 30 asked the 60 served are 45 at 1,000 and 15 at 1,500: 67,500.
    """
    for inside, outside, parts in ((30.0, 20.0, (30_000.0, 30_000.0)), (90.0, 30.0, (45_000.0, 22_500.0))):
        one = platform(
            load=a_year(inside),
            outside=a_year(outside),
            price=PRICE,
            outside_price=DEAR,
            users=9.0,
            outside_users=4.0,
        )
        found = followed(one).indicators
        assert draws(found, "park.platform.p.revenue") == pytest.approx(sum(parts))
        assert draws(found, "park.platform.p.revenue_inside") == pytest.approx(parts[0])
        assert draws(found, "park.platform.p.revenue_outside") == pytest.approx(parts[1])


def test_revenue_of_fewer_than_three_firms_is_not_told() -> None:
    """Two outside: neither part is told, as the whole less one is the other; two in all: nothing is.

    Where nobody says how many there are, no money is told, and what is missing is named.
    """
    both: dict[str, Any] = {"load": a_year(30.0), "outside": a_year(20.0), "price": PRICE}
    parts = {"outside", "revenue_inside", "revenue_outside"}
    assert told(platform(**both, users=9.0, outside_users=3.0)) >= {"revenue", *parts}
    few = told(platform(**both, users=9.0, outside_users=2.0))
    assert "revenue" in few
    assert not few & parts
    assert told(platform(load=a_year(30.0), price=PRICE, users=2.0)) == {"opens"}
    assert "revenue" not in told(platform(**both, users=1.0, outside_users=1.0))
    unknown = by_id(followed(platform(load=a_year(30.0), price=PRICE)).indicators)["park.platform.p.revenue"]
    assert unknown.missing == (f"{P}.users",)


@pytest.mark.parametrize(
    ("rooms", "pathologists", "expected"),
    [(None, None, 60.0), (20.0, None, 30.0), (20.0, 2.0, 26.08929), (60.0, 9.0, 60.0)],
)
def test_animal_rooms_and_pathologists_limit_studies(
    rooms: float | None, pathologists: float | None, expected: float
) -> None:
    """A study keeps 2 rooms for 4 months and a pathologist for 4 weeks.

    20 rooms are 10 studies in 4 months, 30 a year; 2 pathologists 2 x 365.25 / 28 = 26.1 a year.
    """
    fields = {"animal_rooms": rooms, "pathologists": pathologists}
    given: dict[str, Any] = {name: each for name, each in fields.items() if each is not None}
    found = followed(platform(load=a_year(15.0), users=5.0, **given)).indicators
    assert draws(found, "park.platform.p.utilisation") == pytest.approx(15.0 / expected, rel=1e-6)
    for name, amount, most in (("animal_rooms", 20.0, 30.0), ("pathologists", 2.0, 26.08929)):
        if given.get(name) == amount:
            assert draws(found, f"park.platform.p.use.{name}") == pytest.approx(15.0 / most, rel=1e-6)


def test_the_next_platform_is_weighed_against_its_cost() -> None:
    """Asked 90 of 60 a year at 1,000: one more serves 30, earns 30,000 on top; over 300,000 a tenth a year.

    What it saves is its gain in waiting for each of the 60 served, in months, over 0.3 million.
    """
    one = platform(load=a_year(90.0), price=PRICE, users=9.0, build_cost=(300_000.0, "money"))
    found = followed(one).indicators
    assert draws(found, "park.platform.p.more_revenue") == pytest.approx(30_000.0)
    assert draws(found, "park.platform.p.return") == pytest.approx(0.1)
    months = draws(found, "park.platform.p.gain") * 60.0 / (HOURS_A_YEAR / 12.0)
    assert draws(found, "park.platform.p.months_per_million") == pytest.approx(months / 0.3)
    assert (months > 0.0).all()


def test_a_price_of_the_catalogue_has_a_mark_and_a_date() -> None:
    """Studies have a recalled price of 2025; a trial has none, and its revenue asks for one."""
    study = by_id(followed(platform(load=a_year(30.0), users=9.0)).indicators)["park.platform.p.revenue"]
    assert any("platform_prices.non_clinical_evaluation" in path for path in study.rests_on)
    trial = by_id(followed(platform("clinical_trial", load=a_year(3.0), users=9.0)).indicators)
    assert trial["park.platform.p.revenue"].missing == (f"{P}.price",)


def test_a_laboratory_serves_from_its_accreditation() -> None:
    """Open on 2021-03-01 and accredited on 2022-01-01, it serves from the latter."""
    opens, accredited = (day("2021-03-01"), "date"), (day("2022-01-01"), "date")
    result = followed(platform("bsl3", load=a_year(5.0), opens=opens, accredited=accredited))
    assert draws(result.indicators, "park.platform.p.opens").tolist() == [day("2022-01-01")] * 11
    count = next(each for each in result.series if each.id == "park.platforms_open")
    assert np.concatenate((count.at(day("2021-12-31")), count.at(day("2022-01-01")))).tolist() == (
        [0.0] * 11 + [1.0] * 11
    )


def test_p3_laboratories_are_for_infectious_diseases_once_accredited() -> None:
    """An antibody that uses one is PRK-024, a vaccine is right; one without a day is PRK-025."""
    for kind, codes in (("mab", ["PRK-024"]), ("vaccine", [])):
        park = Park(path="park", platforms={"p": platform("bsl3", opens=(day("2022-01-01"), "date"))})
        user = programme(modality=kind, uses_platforms=["p"])
        assert [each.code for each in check(scenario(user, park=park))] == codes
    park = Park(path="park", platforms={"p": platform("bsl3")})
    assert [each.code for each in check(scenario(park=park))] == ["PRK-025"]


def test_a_resource_that_its_kind_does_not_know_is_told() -> None:
    """Animal rooms of a testing platform limit nothing: PRK-026 with the field."""
    park = Park(path="park", platforms={"p": platform("analysis_testing", animal_rooms=4.0)})
    (found,) = check(scenario(park=park))
    assert (found.code, found.path) == ("PRK-026", f"{P}.animal_rooms")

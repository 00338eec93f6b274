"""Shared platforms: what they carry, when they open."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.years_cases import HOURS_A_YEAR, day, draws, inputs, programme, scenario, value

from seedtrain.model.park import Companies, Park, Platform
from seedtrain.park import run
from seedtrain.park.platforms import mean_wait
from seedtrain.quantities.distributions import Uniform

START, END = date(2021, 1, 1), date(2024, 1, 1)


def platform(count: float = 1.0, id_: str = "p", **fields: Any) -> Platform:
    """Platforms of non-clinical evaluation: 60 studies a year and four months each by the catalogue."""
    path = f"park.platforms.{id_}"
    return Platform(
        path=path,
        platform_class="non_clinical_evaluation",
        count=value(count, path=f"{path}.count"),
        **fields,
    )


def load(number: float) -> object:
    """A load of so many studies a year."""
    return value(number / HOURS_A_YEAR, "rate", "park.platforms.p.load")


def test_platforms_open_on_their_day() -> None:
    """Eight are open from the start, four more from 2023-06-01: 8 in May, 12 in June."""
    late = value(day("2023-06-01"), "date", "park.platforms.q.opens")
    park = Park(path="park", platforms={"p": platform(8.0), "q": platform(4.0, "q", opens=late)})
    result = run(scenario(park=park, start=START, end=END), inputs(3))
    open_ = next(each for each in result.series if each.id == "park.platforms_open")
    assert open_.at(day("2023-05-31")).tolist() == [8.0] * 4
    assert open_.at(day("2023-06-01")).tolist() == [12.0] * 4


def test_an_uncertain_opening_gives_odds() -> None:
    """An opening anywhere in 2023 is there on 1 July in about half of the worlds."""
    when = value(0.0, "date", "park.platforms.p.opens", Uniform(day("2023-01-01"), day("2024-01-01")))
    park = Park(path="park", platforms={"p": platform(opens=when)})
    result = run(scenario(park=park, start=START, end=END), inputs(1000))
    open_ = next(each for each in result.series if each.id == "park.platforms_open")
    assert open_.at(day("2023-07-01"))[1:].mean() == pytest.approx(181 / 365, abs=4 * 0.5 / np.sqrt(1000))


def test_utilisation_is_load_over_capacity() -> None:
    """45 studies a year on a platform of 60 load it to 0.75, on two to 0.375."""
    for count, expected in ((1.0, 0.75), (2.0, 0.375)):
        park = Park(path="park", platforms={"p": platform(count, load=load(45.0))})
        result = run(scenario(park=park, start=START, end=END), inputs(3))
        assert draws(result.indicators, "park.platform.p.utilisation") == pytest.approx(expected)


def test_tenants_and_programmes_load_the_platform() -> None:
    """200 tenants ask 0.15 studies a year each, 30 molecules in three years four each: 30 + 40 on 60."""
    companies = Companies(
        path="park.companies",
        base=value(200.0, path="park.companies.base"),
        entry_rate=value(0.0, "rate", "park.companies.entry_rate"),
        exit_rate=value(0.0, "rate", "park.companies.exit_rate"),
    )
    park = Park(path="park", companies=companies, platforms={"p": platform()})
    users = programme(molecules=30.0, start=date(2021, 1, 1), start_to=date(2024, 1, 1), uses_platforms=["p"])
    result = run(scenario(users, park=park, start=START, end=END), inputs(3))
    found = draws(result.indicators, "park.platform.p.utilisation")
    assert found == pytest.approx((30.0 + 120.0 / (1095 / 365.25)) / 60.0)


def test_a_platform_overloaded_makes_users_wait() -> None:
    """At twice its capacity the wait grows through the horizon; at a tenth it is nearly nothing."""
    waits = []
    for asked in (6.0, 120.0):
        park = Park(path="park", platforms={"p": platform(load=load(asked))})
        result = run(scenario(park=park, start=START, end=END), inputs(100))
        waits.append(draws(result.indicators, "park.platform.p.wait")[1:].mean())
    assert waits[0] < 24.0
    assert waits[1] > 24.0 * 180


def test_a_load_that_is_not_known_is_missed() -> None:
    """Without a load and a count of companies neither utilisation nor wait can be told."""
    result = run(
        scenario(park=Park(path="park", platforms={"p": platform()}), start=START, end=END), inputs(3)
    )
    missing = {each.id: each.missing for each in result.indicators if each.draws is None}
    assert missing == {
        "park.platform.p.utilisation": ("park.platforms.p.load",),
        "park.platform.p.wait": ("park.platforms.p.load",),
        "park.platform.p.queue": ("park.platforms.p.load",),
        "park.platform.p.gain": ("park.platforms.p.load",),
        "park.platform.p.bought": ("park.platforms.p.load",),
    }


def test_one_server_at_twice_its_load_by_hand() -> None:
    """Arrivals at 5, 10 ... 100 h, served in 10 h: the k-th waits 5 (k - 1) h, mean 47.5; with two, none."""
    load, service, span = np.full(1, 0.2), np.full(1, 10.0), np.full(1, 100.0)
    assert mean_wait("p", load, service, 1, span, inputs(0))[0] == pytest.approx(47.5)
    assert mean_wait("p", load, service, 2, span, inputs(0))[0] == pytest.approx(0.0)


def test_one_more_platform_saves_the_difference_of_the_waits() -> None:
    """What one more saves is the wait with one less the wait with two, in every world."""
    waits, gains = [], []
    for count in (1.0, 2.0):
        park = Park(path="park", platforms={"p": platform(count, load=load(90.0))})
        result = run(scenario(park=park, start=START, end=END), inputs(50))
        waits.append(draws(result.indicators, "park.platform.p.wait"))
        gains.append(draws(result.indicators, "park.platform.p.gain"))
    assert gains[0] == pytest.approx(waits[0] - waits[1])
    assert gains[0].mean() > 24.0


def test_no_platform_has_an_opening_and_nothing_else() -> None:
    """A kind with a count of zero is loaded by nobody: no utilisation, no wait."""
    park = Park(path="park", platforms={"p": platform(0.0, load=load(45.0))})
    result = run(scenario(park=park, start=START, end=END), inputs(3))
    assert [each.id for each in result.indicators] == ["park.platform.p.opens"]


def test_nobody_waits_where_nothing_comes() -> None:
    """A load of zero has a wait of zero, also where the platform opens after the horizon."""
    zero, one = np.zeros(4), np.ones(4)
    assert mean_wait("p", zero, one, 1, one, inputs(3)).tolist() == [0.0] * 4
    assert mean_wait("p", one, one, 1, -one, inputs(3)).tolist() == [0.0] * 4


def test_revenue_is_the_load_served_at_its_price() -> None:
    """Of 60 a year at 1,000: asked 50 and 30 from outside, 60,000 a year; asked 20 and 30, 50,000."""
    for inside, earned in ((50.0, 60_000.0), (20.0, 50_000.0)):
        one = Platform(
            path=f"park.platforms.p{inside}",
            platform_class="non_clinical_evaluation",
            count=value(1.0, path=f"n{inside}"),
            capacity=value(60.0 / HOURS_A_YEAR, "rate", f"c{inside}"),
            load=value(inside / HOURS_A_YEAR, "rate", f"l{inside}"),
            outside=value(30.0 / HOURS_A_YEAR, "rate", f"o{inside}"),
            price=value(1000.0, "money_per_item", f"p{inside}"),
            users=value(12.0, path=f"u{inside}"),
        )
        case = scenario(park=Park(path="park", platforms={"p": one}))
        result = run(case, inputs(5))
        assert draws(result.indicators, "park.platform.p.revenue") == pytest.approx(earned)
        gain = draws(result.indicators, "park.platform.p.gain")
        served = earned / 1000.0
        assert draws(result.indicators, "park.platform.p.bought") == pytest.approx(gain * served)


def test_the_queue_is_load_times_wait() -> None:
    """Little's law: 60 studies inside and 30 outside that wait w make 90 w wait; a third is from outside."""
    outside = value(30.0 / HOURS_A_YEAR, "rate", "park.platforms.p.outside")
    firms: dict[str, Any] = {"users": value(3.0, path="u"), "outside_users": value(3.0, path="o")}
    park = Park(path="park", platforms={"p": platform(load=load(60.0), outside=outside, **firms)})
    found = run(scenario(park=park, start=START, end=END), inputs(20)).indicators
    wait = draws(found, "park.platform.p.wait")
    assert draws(found, "park.platform.p.queue") == pytest.approx(90.0 / HOURS_A_YEAR * wait)
    assert draws(found, "park.platform.p.outside") == pytest.approx(1.0 / 3.0)
    assert wait[1:].mean() > 0.0


@pytest.mark.parametrize(
    ("patients", "investigators", "expected"),
    [(None, None, 20.0), (1500.0, None, 10.0), (1500.0, 18.0, 4.0), (6000.0, 900.0, 20.0), (None, 18.0, 4.0)],
)
def test_patients_and_investigators_limit_trials(
    patients: float | None, investigators: float | None, expected: float
) -> None:
    """A trial takes 150 patients and 3 people for 18 months: 1,500 a year are 10 trials, 18 people 4."""
    path = "park.platforms.p"
    one = Platform(
        path=path,
        platform_class="clinical_trial",
        count=value(1.0, path=f"{path}.count"),
        load=load(2.0),  # type: ignore[arg-type]
        patients=None if patients is None else value(patients / HOURS_A_YEAR, "rate", f"{path}.patients"),
        investigators=None if investigators is None else value(investigators, path=f"{path}.investigators"),
    )
    result = run(scenario(park=Park(path="park", platforms={"p": one}), start=START, end=END), inputs(2))
    found = draws(result.indicators, "park.platform.p.utilisation")
    assert found == pytest.approx(2.0 / expected)

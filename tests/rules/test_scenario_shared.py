"""What suites share, from the blocks of a scenario to a timetable: each block with its optimum by hand.

A batch: seed 84 h (its vessel is cleaned for 12 h), production 336 h at once, harvest 12 h with the reactor
(cleaned for 18 h), capture 30 h, release 720 h: 1,182 h. One batch an order, one seed train a suite.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import numpy as np
import pytest
from tests.plant_cases import profile, scenario, suite, value

from seedtrain.errors import InputError
from seedtrain.flow.assignment import assignment_of
from seedtrain.flow.plant import compile_plant
from seedtrain.flow.plant_network import compile_network
from seedtrain.flow.verify import verify
from seedtrain.model.product import Product
from seedtrain.model.scenario import Scenario
from seedtrain.model.shared import (
    Material,
    MaterialLot,
    Preparation,
    QualityTest,
    Recurring,
    SharedResource,
    Shift,
    Use,
)
from seedtrain.model.site import Unit
from seedtrain.results.timetable import BatchOrder, Timetable
from seedtrain.schedule.plant import plant_timetable, shared_plan

RELEASED = 1182.0


def hours(amount: float) -> Any:
    """A duration."""
    return value(amount, "time")


def plant(reactors: int = 3, places: str = "s", **blocks: Any) -> Scenario:
    """Suites of so many reactors each, with shared blocks."""
    units = {"br": Unit(unit_class="production-bioreactor", count=value(reactors, "count"))}
    made = scenario({place: suite(units=units) for place in places})
    return msgspec.structs.replace(made, **blocks)


def batches(*suites: str, products: str = "") -> list[BatchOrder]:
    """One batch in each suite named."""
    return [
        BatchOrder(
            job=f"b{at}",
            product=(products or "a" * len(suites))[at],
            suite=place,
            order="",
            purpose="commercial",
            earliest_h=0.0,
            due_h=np.inf,
        )
        for at, place in enumerate(suites)
    ]


def timetable(made: Scenario, orders: list[BatchOrder]) -> Timetable:
    """The proven timetable of a run; the linear rules hold in it too."""
    profiles = {(order.product, order.suite): profile(order.suite, order.product) for order in orders}
    problem = compile_plant(made, profiles, orders)
    found = plant_timetable(made, profiles, problem, orders)
    assert (found.status, found.broken) == ("optimal", ())
    assert verify(problem, assignment_of(problem, found)) == []
    return found


def makespan(made: Scenario, orders: list[BatchOrder]) -> float:
    """Hours to the last release."""
    return timetable(made, orders).objective


def resource(kind: Any = "skid", count: float = 1, **parts: Any) -> Mapping[str, SharedResource]:
    """One shared resource."""
    return {"r": SharedResource(kind=kind, count=value(count, "count"), **parts)}


def test_without_blocks_nothing_changes() -> None:
    """One batch is released after 1,182 h."""
    assert (
        makespan(plant(uses={"u": Use(resource="r", steps=["harvest"])}, resources=resource()), batches("s"))
        == RELEASED
    )


def test_operators_who_inoculate_in_the_morning() -> None:
    """4 h at the start of production, by a crew there from 8 to 12: at 84 h it is noon, so at 104 h (8
    o'clock)."""
    crew = resource("crew", 2, shifts={"early": Shift(start=hours(8), end=hours(12), days="every_day")})
    use = Use(resource="r", steps=["production"], part="start", duration=hours(4), amount=value(2, "count"))
    assert makespan(plant(resources=crew, uses={"u": use}), batches("s")) == RELEASED + 20.0


def test_operators_for_a_whole_step_and_by_number() -> None:
    """Harvest of 12 h takes two of three people: two suites harvest one after another, 12 h later."""
    use = Use(resource="r", steps=["harvest"], amount=value(2, "count"))
    orders = batches("s", "t")
    assert (
        makespan(plant(places="st", resources=resource("crew", 3), uses={"u": use}), orders)
        == RELEASED + 12.0
    )
    assert makespan(plant(places="st", resources=resource("crew", 4), uses={"u": use}), orders) == RELEASED


def test_a_skid_that_cleans_for_two_suites() -> None:
    """Reactors of both suites are left at 432 h; one is clean at 450, the other at 468, when its next batch
    starts production: 468 + 336 + 12 + 30 + 720 = 1,566 h."""
    use = Use(resource="r", steps=["production"], part="cleaning", limit=hours(24))
    made = plant(1, "st", resources=resource(), uses={"u": use})
    assert makespan(made, batches("s", "s", "t", "t")) == 1566.0
    two = plant(1, "st", resources=resource(count=2), uses={"u": use})
    assert makespan(two, batches("s", "s", "t", "t")) == 1548.0


def test_a_laboratory_and_a_reviewer() -> None:
    """Two suites end capture at 462 h. One instrument, 100 h each: 562 and 662; a review of 20 h: 682 +
    720."""
    resources = {**resource("laboratory"), "qa": SharedResource(kind="review")}
    tests = {
        "purity": QualityTest(resource="r", after="capture", before="review", duration=hours(100)),
        "review": QualityTest(resource="qa", after="purity", before="release", duration=hours(20)),
    }
    made = plant(places="st", resources=resources, quality_tests=tests)
    assert makespan(made, batches("s", "t")) == 1402.0


def test_a_review_pauses_over_night_weekend_and_new_year() -> None:
    """From Monday 2024-01-01 (a holiday): capture ends on day 19 (Saturday 20th) at 6; 18 h of review from
    8 to
    17 take Monday and Tuesday: to 17:00 of day 22, and release 720 h more: 545 + 720 = 1,265 h."""
    shift = Shift(start=hours(8), end=hours(17))
    made = plant(
        resources=resource("review", shifts={"day": shift}),
        quality_tests={"q": QualityTest(resource="r", after="capture", before="release", duration=hours(18))},
    )
    assert makespan(made, batches("s")) == 22 * 24.0 + 17.0 + 720.0


def test_media_keep_their_tank_and_expire() -> None:
    """24 h in the one tank, kept to the end of production: the next is made from 420 to 444 h, the second
    batch
    grows from 444 h: 444 + 336 + 12 + 30 + 720 = 1,542 h. Kept to the start alone it delays nothing: the
    second
    follows the first seed vessel at 96 + 84 = 180 h."""
    for held, expected in (("end", 1542.0), ("start", 180.0 + RELEASED - 84.0)):
        media = Preparation(resource="r", step="production", duration=hours(24), held_to=held)  # type: ignore[arg-type]
        made = plant(resources=resource("tank"), preparations={"m": media})
        assert makespan(made, batches("s", "s")) == expected
    short = Preparation(resource="r", step="production", duration=hours(24), shelf_life=hours(6))
    found = shared_plan(
        plant(resources=resource("tank"), preparations={"m": short}), {("a", "s"): profile()}, batches("s")
    )
    at = found.network.place["b0/production 1 m"]
    assert 78.0 <= found.found.end_h[at] <= 84.0


def test_bags_that_arrive() -> None:
    """One bag at hand, the next on day 30: the second production starts at 720 h and ends the plan at
    1,818 h."""
    lots = {
        "hand": MaterialLot(amount=value(1, "count")),
        "later": MaterialLot(amount=value(1, "count"), from_=date(2024, 1, 31)),
    }
    made = plant(materials={"bags": Material(steps=["production"], lots=lots)})
    assert makespan(made, batches("s", "s")) == 720.0 + RELEASED - 84.0


def test_bags_that_expire() -> None:
    """The bag at hand is good to the end of day 2 and production needs it at 84 h, day 3: another on day
    10."""
    lots = {
        "hand": MaterialLot(amount=value(1, "count"), expires=date(2024, 1, 3)),
        "later": MaterialLot(amount=value(1, "count"), from_=date(2024, 1, 11)),
    }
    made = plant(materials={"bags": Material(steps=["production"], lots=lots)})
    assert makespan(made, batches("s")) == 240.0 + RELEASED - 84.0


def test_a_room_that_keeps_modalities_apart() -> None:
    """Antibody and conjugate grow in one room, 10 h apart: 84 + 336 + 10 = 430 h for the second: 1,528 h. Two
    antibodies may share it."""
    room = resource("room", changeover=hours(10))
    use = {"u": Use(resource="r", steps=["production"])}
    made = plant(places="st", resources=room, uses=use)
    potent = {**made.products, "b": Product(modality="adc", recipe="r")}
    made = msgspec.structs.replace(made, products=potent)
    assert makespan(made, batches("s", "t", products="ab")) == 1528.0
    assert makespan(made, batches("s", "t")) == RELEASED


def test_calibration_of_each_reactor() -> None:
    """24 h within 48 h before each 720 h: the second production can't stand over 672 to 720 h and starts when
    calibration is done, at 696 h: 696 + 1,098 = 1,794 h."""
    due = Recurring(
        suite="s", unit_class="production-bioreactor", every=hours(720), window=hours(48), duration=hours(24)
    )
    assert makespan(plant(1, recurring={"c": due}), batches("s", "s")) == 696.0 + RELEASED - 84.0


def test_a_batch_under_way_goes_on() -> None:
    """It has been in production for 100 h: 236 h are left, and it is not put off for the others."""
    (running,) = batches("s")
    running = BatchOrder(
        **{
            field: getattr(running, field)
            for field in ("job", "product", "suite", "order", "purpose", "due_h")
        },
        earliest_h=-100.0,
        begun_step="production",
        begun_h=-100.0,
    )
    use = {"u": Use(resource="r", steps=["harvest"])}
    found = timetable(plant(resources=resource(), uses=use), [running])
    assert (found.slots[0].operation, found.slots[0].start_h, found.slots[0].end_h) == (
        "production",
        0.0,
        236.0,
    )


@pytest.mark.parametrize(
    ("blocks", "codes"),
    [
        ({"uses": {"u": Use(resource="r", steps=["dance", "harvest"], path="uses.u")}}, ["SCH-018"]),
        ({"uses": {"u": Use(resource="r", steps=["harvest"], part="start")}}, ["SCH-019"]),
        ({"preparations": {"p": Preparation(resource="r", step="dance", duration=hours(1))}}, ["SCH-018"]),
        ({"quality_tests": {"q": QualityTest(resource="r", after="dance", duration=hours(1))}}, ["SCH-018"]),
        ({"materials": {"m": Material(steps=["dance"], lots={})}}, ["SCH-018"]),
        (
            {
                "recurring": {
                    "c": Recurring(
                        suite="s",
                        unit_class="lyophiliser",
                        every=hours(99),
                        window=hours(9),
                        duration=hours(9),
                    )
                }
            },
            ["SCH-018"],
        ),
    ],
)
def test_blocks_that_fit_no_batch_are_refused(blocks: dict[str, Any], codes: list[str]) -> None:
    """A step that no recipe in the plan has, a beginning without a length, units that no suite has."""
    with pytest.raises(InputError) as caught:
        compile_network(
            plant(resources=resource(), **blocks), {("a", "s"): profile()}, batches("s"), objective="makespan"
        )
    assert [each.code for each in caught.value.findings] == codes

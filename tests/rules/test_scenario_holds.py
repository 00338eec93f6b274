"""What a scenario says of holds, preparations, plates, cold stores and orders: each block by hand.

A batch: seed 84 h (its vessel is cleaned for 12 h), production 336 h at once, harvest 12 h with the reactor
(cleaned for 18 h), capture 30 h, release 720 h: 1,182 h. One batch an order, one seed train a suite.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from tests.plant_cases import profile, value
from tests.rules.test_scenario_shared import RELEASED, batches, hours, makespan, plant, resource

from seedtrain.errors import InputError
from seedtrain.flow.place_network import place_network, unsupported
from seedtrain.flow.plant_network import compile_network
from seedtrain.flow.relieved import mended, relieved
from seedtrain.flow.verify_network import verify_network
from seedtrain.model.demand import Order
from seedtrain.model.product import Product
from seedtrain.model.scenario import Scenario
from seedtrain.model.shared import (
    Handling,
    Material,
    MaterialLot,
    Preparation,
    QualityTest,
    Recurring,
    SharedResource,
    Shift,
    UnitHold,
    Use,
)
from seedtrain.results.timetable import BatchOrder
from seedtrain.schedule.plant import SharedPlan, shared_plan


def count(amount: float) -> Any:
    """A number."""
    return value(amount, "count")


def litres(amount: float) -> Any:
    """A volume."""
    return value(amount, "volume")


def hold(state: Any, limit: float, hours_again: float, **parts: Any) -> UnitHold:
    """How long the reactor of suite s stays as it is."""
    return UnitHold(
        suite="s",
        unit_class="production-bioreactor",
        state=state,
        limit=hours(limit),
        duration=hours(hours_again),
        **parts,
    )


def later(orders: list[BatchOrder], **earliest: float) -> list[BatchOrder]:
    """Batches of which some start no earlier than a time."""
    return [replace(order, earliest_h=earliest.get(order.job, 0.0)) for order in orders]


def under_way(order: BatchOrder, left: float) -> BatchOrder:
    """A batch in production with so many hours left."""
    begun = left - 336.0
    return replace(order, earliest_h=begun, begun_step="production", begun_h=begun)


def plan(made: Scenario, orders: list[BatchOrder]) -> SharedPlan:
    """The proven best plan, which keeps every rule."""
    profiles = {(order.product, order.suite): profile(order.suite, order.product) for order in orders}
    found = shared_plan(made, profiles, orders)
    assert (found.solved.status, found.broken) == ("optimal", ())
    return found


def times(found: SharedPlan, name: str) -> tuple[float, float]:
    """Start and end of an operation by name."""
    at = found.network.place[name]
    return float(found.found.start_h[at]), float(found.found.end_h[at])


def test_an_expired_clean_hold_takes_the_skid_again() -> None:
    """A batch under way leaves its reactor at 100 + 12 h, clean at 130 h and good for 72 h, to 202 h.

    The next, from 500 h on, grows from 584 h: cleaned again for 10 h by the skid, to between 512 and 584 h,
    nothing is late. Where the skid is there from hour 0 to 10 of a day alone, on day 24 it cleans from 576 to
    586 h, if the hold is 5 h: 2 h late.
    """
    first, second = batches("s", "s")
    orders = [under_way(first, 100.0), replace(second, earliest_h=500.0)]
    found = plan(
        plant(1, resources=resource(), unit_holds={"c": hold("clean", 72.0, 10.0, resource="r")}), orders
    )
    assert found.solved.objective == 500.0 + RELEASED
    start, end = times(found, "b1/production 1 c")
    assert (end - start, 584.0 - 72.0 <= end <= 584.0) == (10.0, True)
    skid = resource("skid", shifts={"day": Shift(start=hours(0), end=hours(10), days="every_day")})
    found = plan(plant(1, resources=skid, unit_holds={"c": hold("clean", 5.0, 10.0, resource="r")}), orders)
    assert times(found, "b1/production 1 c") == (576.0, 586.0)
    assert found.solved.objective == 502.0 + RELEASED


def test_a_unit_that_is_still_clean_is_not_cleaned_again() -> None:
    """Clean at 130 h and good for 500 h: production at 584 h needs no skid, which is never there."""
    first, second = batches("s", "s")
    orders = [under_way(first, 100.0), replace(second, earliest_h=500.0)]
    found = plan(plant(1, unit_holds={"c": hold("clean", 500.0, 10.0)}), orders)
    assert found.solved.objective == 500.0 + RELEASED


def test_sterile_hold_before_each_use() -> None:
    """Steamed for 30 h, at most 6 h before use: the first takes 54 to 84 h at the latest, in time.

    The second follows at once: left at 432, clean at 450, steamed to 480 and not before: 480 h + 1,098.
    """
    steam = {"c": hold("sterile", 6.0, 30.0)}
    found = plan(plant(1, unit_holds=steam), batches("s", "s"))
    assert found.solved.objective == 480.0 + RELEASED - 84.0
    first = times(found, "b0/production 1 c")
    assert 78.0 <= first[1] <= 84.0
    assert times(found, "b1/production 1 c") == (450.0, 480.0)


def test_validation_batches_are_consecutive() -> None:
    """One reactor, 366 h a batch: two validation batches, the second from 600 h on, another from 300 h on.

    The other may not grow between them (84, 450, 816 h: 1,914 h): it follows them at 684 + 366 = 1,050 h, to
    2,148 h; before them, from 384 h on, it would be 2,214 h.
    """
    made = plant(1, orders={"v": Order(product="a", batches=count(2), consecutive=True)})
    one, two, other = batches("s", "s", "s")
    orders = [replace(one, order="v"), replace(two, order="v"), other]
    orders = later(orders, b1=600.0, b2=300.0)
    assert plan(made, orders).solved.objective == 1050.0 + RELEASED - 84.0
    free = msgspec.structs.replace(
        made,
        orders={"v": Order(product="a", batches=count(2))},
        uses={"u": Use(resource="r", steps=["harvest"])},
        resources=resource(),
    )
    assert plan(free, orders).solved.objective == 816.0 + RELEASED - 84.0


def test_one_preparation_for_two_batches() -> None:
    """A tank of 1,000 L, 500 L a batch: 24 h of making serve both, kept to the start of the second.

    Two suites begin production at 84 h and one tank is enough; with 600 L a batch it serves one: the second
    is made when the first has begun, from 84 to 108 h: 24 h later.
    """
    for volume, expected in ((500.0, RELEASED), (600.0, RELEASED + 24.0)):
        media = Preparation(
            resource="r", step="production", duration=hours(24), held_to="start", volume=litres(volume)
        )
        tank = {"r": SharedResource(kind="tank", volume=litres(1000))}
        made = plant(places="st", resources=tank, preparations={"m": media})
        assert makespan(made, batches("s", "t")) == expected


def test_a_shared_preparation_must_be_in_date_for_both() -> None:
    """Good for 96 h, as long as the second grows after the first: made to 84 h, not before."""
    media = Preparation(
        resource="r", step="production", duration=hours(24), shelf_life=hours(96), held_to="start",
        volume=litres(500),
    )  # fmt: skip
    tank = {"r": SharedResource(kind="tank", volume=litres(1000))}
    found = plan(plant(resources=tank, preparations={"m": media}), batches("s", "s"))
    assert found.solved.objective == RELEASED + 96.0
    assert times(found, "b0/production 1 m") == (60.0, 84.0)


def plates(every: float, samples: float, **parts: Any) -> Mapping[str, QualityTest]:
    """An assay of 48 h on plates between capture and release."""
    return {
        "q": QualityTest(
            resource="r", after="capture", before="release", duration=hours(48), every=hours(every),
            samples=count(samples), **parts,
        )
    }  # fmt: skip


def test_samples_share_a_plate() -> None:
    """Capture of both suites ends at 462 h; runs begin every 168 h: 504. Two on a plate: 552 + 720 h.

    One on a plate: the second is in the run of 672 h, to 720 h: 1,440 h.
    """
    for samples, expected in ((2.0, 552.0 + 720.0), (1.0, 720.0 + 720.0)):
        made = plant(places="st", resources=resource("laboratory"), quality_tests=plates(168.0, samples))
        assert makespan(made, batches("s", "t")) == expected


def test_a_run_waits_for_its_laboratory() -> None:
    """Another assay takes the one place at 0 h, 48 h, every week: the second test's runs begin 48 h after."""
    both = {**plates(168.0, 2.0), "p": msgspec.structs.replace(plates(168.0, 2.0)["q"], before="q")}
    made = plant(resources=resource("laboratory"), quality_tests=both)
    # q is run at 504 and 672 h, p at 552 h, before q: p 552-600, q 672-720.
    assert makespan(made, batches("s")) == 720.0 + 720.0


def test_a_share_is_tested_again() -> None:
    """Half of the batches: every second. Its second test follows: 562 to 662 h."""
    test = QualityTest(
        resource="r", after="capture", before="release", duration=hours(100), retest=value(0.5, "fraction")
    )
    made = plant(places="st", resources=resource("laboratory", 2), quality_tests={"q": test})
    found = plan(made, batches("s", "t"))
    assert "b0 q retest" not in found.network.place
    assert times(found, "b1 q retest") == (562.0, 662.0)
    assert found.solved.objective == 662.0 + 720.0


def test_frozen_stored_thawed_and_shipped() -> None:
    """Frozen for 24 h at once, one position in the store until it is shipped after release, for 48 h.

    Two suites: capture ends at 462 h, the store has one position: the second is frozen and put away when the
    first has been released and is shipped, at 462 + 720 = 1,182 h, so its capture ends at 1,158 h. It is
    released at 1,878 h and there at 1,926 h. With two positions both are there at 1,230 h.
    """
    handling = {
        "freezing": Handling(resource="f", after="capture", duration=hours(24), limit=hours(0)),
        "storage": Handling(
            resource="r", after="freezing", duration=hours(0), limit=hours(0), held_to="shipping"
        ),
        "shipping": Handling(after="release", duration=hours(48)),
    }
    for positions, expected in ((1, 1926.0), (2, 1230.0)):
        shared = {**resource("store", positions), "f": SharedResource(kind="freezer", count=count(2))}
        made = plant(places="st", resources=shared, handling=handling)
        assert makespan(made, batches("s", "t")) == expected


def test_thawing_before_a_step() -> None:
    """What is to be thawed for 36 h after harvest in one bath makes capture wait: 432 + 36 + 30 + 720."""
    thaw = {"thaw": Handling(resource="r", after="harvest", before="capture", duration=hours(36))}
    assert makespan(plant(resources=resource("freezer"), handling=thaw), batches("s")) == RELEASED + 36.0


def test_release_by_the_maker_and_then_by_the_licence_holder() -> None:
    """After the 720 h of the maker the holder's one reviewer takes 100 h for each: 1,282 and 1,382 h."""
    holder = {"h": QualityTest(resource="r", after="release", duration=hours(100))}
    made = plant(places="st", resources=resource("review"), quality_tests=holder)
    assert makespan(made, batches("s", "t")) == RELEASED + 200.0


def test_the_result_of_swabs_frees_the_reactor() -> None:
    """Left at 432, clean at 450, swabs tested for 40 h by one analyst: 490 h, then production again."""
    swab = Use(resource="r", steps=["production"], part="verification", duration=hours(40))
    made = plant(1, resources=resource("laboratory"), uses={"u": swab})
    assert makespan(made, batches("s", "s")) == 490.0 + RELEASED - 84.0


def test_swabs_after_cleaning_by_a_skid_at_two_suites() -> None:
    """One skid for 18 h each: clean at 450 and 468 h; one analyst for 40 h: results at 490 and 530 h."""
    uses = {
        "swab": Use(resource="lab", steps=["production"], part="verification", duration=hours(40)),
        "cip": Use(resource="r", steps=["production"], part="cleaning"),
    }
    shared = {**resource(), "lab": SharedResource(kind="laboratory")}
    made = plant(1, "st", resources=shared, uses=uses)
    assert makespan(made, batches("s", "s", "t", "t")) == 530.0 + RELEASED - 84.0


def test_before_and_after_virus_filtration() -> None:
    """Production (before) and capture (after) in one room, two suites; one batch is under way, 100 h left.

    It captures from 112 to 142 h, at the latest from 184 h. The other would grow from 84 h and may not while
    the room is of the other group: from 142 h, 58 h late. In a room without groups it is in time.
    """
    uses = {
        "pre": Use(resource="r", steps=["production"], group="before"),
        "post": Use(resource="r", steps=["capture"], group="after"),
    }
    first, second = batches("s", "t")
    orders = [under_way(first, 100.0), second]
    assert makespan(plant(places="st", resources=resource("room"), uses=uses), orders) == RELEASED + 58.0
    alike = {name: msgspec.structs.replace(use, group=None) for name, use in uses.items()}
    assert makespan(plant(places="st", resources=resource("room"), uses=alike), orders) == RELEASED


def test_a_transfer_panel_for_two_suites() -> None:
    """Each transfer at the start of harvest takes 6 h of the one panel: the second harvests 6 h later."""
    use = {"u": Use(resource="r", steps=["harvest"], part="start", duration=hours(6))}
    made = plant(places="st", resources=resource("panel"), uses=use)
    assert makespan(made, batches("s", "t")) == RELEASED + 6.0


def test_resin_by_product_and_cycle() -> None:
    """Two cycles of resin for a, one for b that comes on day 40: b captures at 960 h."""
    lots = {"packed": MaterialLot(amount=count(2))}
    other = {"ordered": MaterialLot(amount=count(1), from_=date(2024, 2, 10))}
    materials = {
        "a": Material(steps=["capture"], products=["a"], lots=lots),
        "b": Material(steps=["capture"], products=["b"], lots=other),
    }
    made = plant(places="st", materials=materials)
    made = msgspec.structs.replace(made, products={**made.products, "b": Product(modality="mab", recipe="r")})
    assert makespan(made, batches("s", "t", products="ab")) == 960.0 + 30.0 + 720.0
    common = {"any": Material(steps=["capture"], lots=lots)}
    made = msgspec.structs.replace(made, materials=common)
    assert makespan(made, batches("s", "t", products="ab")) == RELEASED


def test_a_media_fill_takes_its_line() -> None:
    """A line that captures must pass a media fill of 60 h by 500 h, begun at most 80 h before, at 420 h.

    Capture from 432 to 462 h would leave 38 h and its cleaning: the fill is first, from 420 to 480 h, and
    capture 48 h later.
    """
    fill = Recurring(
        suite="s", unit_class="capture-column", every=hours(500), window=hours(80), duration=hours(60)
    )
    assert makespan(plant(recurring={"m": fill}), batches("s")) == RELEASED + 48.0


def test_list_scheduling_cleans_again_and_minds_expiry() -> None:
    """As the first test of this page, without CP-SAT: placed by list, cleaned again as late as can be.

    The skid's day ends at hour 10: on day 24 it would be 586 h, so from 552 to 562 h of day 23, 22 h before.
    """
    first, second = batches("s", "s")
    orders = [under_way(first, 100.0), replace(second, earliest_h=500.0)]
    skid = resource("skid", shifts={"day": Shift(start=hours(0), end=hours(10), days="every_day")})
    lots = {"hand": MaterialLot(amount=count(2), expires=date(2024, 12, 1))}
    made = plant(
        1,
        resources=skid,
        unit_holds={"c": hold("clean", 72.0, 10.0, resource="r")},
        materials={"bags": Material(steps=["harvest"], lots=lots)},
    )
    network = compile_network(made, {("a", "s"): profile()}, orders, objective="makespan")
    assert unsupported(network)
    listed = place_network(relieved(network))
    assert listed is not None
    assert {each.rule for each in verify_network(network, listed)} == {"idle_limit"}
    found = mended(network, listed)
    assert verify_network(network, found) == []
    at = network.place["b1/production 1 c"]
    assert (found.start_h[at], found.end_h[at]) == (552.0, 562.0)


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (
            {
                "quality_tests": {
                    "q": msgspec.structs.replace(plates(168.0, 2.0)["q"], amount=value(3.0, "count"))
                }
            },
            "SCH-069",
        ),
        (
            {
                "preparations": {
                    "p": Preparation(resource="r", step="harvest", duration=hours(1), volume=litres(5))
                }
            },
            "SCH-070",
        ),
        ({"handling": {"h": Handling(after="dance", duration=hours(1))}}, "SCH-018"),
        ({"handling": {"h": Handling(after="harvest", held_to="dance", duration=hours(1))}}, "SCH-018"),
        ({"uses": {"u": Use(resource="r", steps=["harvest"], part="verification")}}, "SCH-019"),
    ],
)
def test_what_fits_nothing_is_refused(blocks: dict[str, Any], code: str) -> None:
    """A laboratory too small for a run, a tank without the volume, a step that is not there, no duration."""
    with pytest.raises(InputError) as caught:
        compile_network(
            plant(resources=resource(), **blocks), {("a", "s"): profile()}, batches("s"), objective="makespan"
        )
    assert [each.code for each in caught.value.findings] == [code]

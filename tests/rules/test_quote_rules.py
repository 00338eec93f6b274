"""Quotes on a plant small enough to work out by hand: the slot, what sets its date, what makes way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import numpy as np
import pytest
from tests import plant_cases as cases

from seedtrain.assess.quote import Ask, client_view, quoted
from seedtrain.errors import InputError
from seedtrain.model.commercial import Commercial
from seedtrain.model.demand import Order
from seedtrain.model.scenario import Scenario
from seedtrain.model.shared import QualityTest, SharedResource
from seedtrain.model.uncertainty import Supply, Uncertainty
from seedtrain.results.batch_profile import BatchProfile
from seedtrain.results.quote import Quote
from seedtrain.schedule import batch_orders

PRICES = {"suite_day": {"s": cases.value(1000.0, "money_per_time")}}
ROUTE = 84.0 + 336.0 + 12.0 + 30.0 + 720.0
"""Hours of a batch without waits: 1,182."""


def plant(orders: Mapping[str, Order] | None = None, **commercial: Any) -> Scenario:
    """One bioreactor, one seed train, one downstream train; prices of its own."""
    suite = cases.suite()
    vessel = msgspec.structs.replace(suite.units["br"], count=cases.value(1, "count"))
    made = cases.scenario({"s": msgspec.structs.replace(suite, units={"br": vessel})}, orders)
    return msgspec.structs.replace(made, commercial=Commercial(**(PRICES | commercial)))


def ask(**parts: Any) -> Ask:
    """One batch of a, asked for on the first day."""
    defaults: dict[str, Any] = {"product": "a", "batches": 1, "asked_h": 0.0}
    return Ask(**(defaults | parts))


def quote(scenario: Scenario, what: Ask, n: int = 0, **parts: Any) -> Quote:
    """The quote for ``what``; both products are made alike."""
    uses = {"test_packages": np.ones(1 + n), "resin_protein_a_L": np.ones(1 + n)}
    profiles: dict[tuple[str, str], BatchProfile] = {
        (product, "s"): cases.profile("s", product, n, consumption=uses, **parts) for product in "ab"
    }
    inputs = cases.inputs(n)
    batches = batch_orders(scenario, profiles, {})
    return quoted(scenario, profiles, batches, inputs, what, lambda _: None)


def order(**parts: Any) -> Order:
    """An order of two batches of b."""
    defaults: dict[str, Any] = {"product": "b", "batches": cases.value(2, "count")}
    return Order(**(defaults | parts))


def lead(hours: float) -> dict[str, Any]:
    """A plant where protein A resin takes so long."""
    return {"lead_times": {"resin-protein-a": cases.value(hours, "time")}}


def test_an_empty_suite_promises_the_length_of_the_route() -> None:
    """Nothing is booked, the resin is at hand: 1,182 h, and only the process sets the date."""
    promise = quote(plant(**lead(0)), ask()).promise
    assert (promise.starts_h, promise.release_h, promise.set_by) == (0.0, ROUTE, "process")
    assert promise.timetable.broken == ()


def test_a_material_that_comes_late_sets_the_date() -> None:
    """Resin comes at 1,000 h; capture takes 30 h and release 720 h: 1,750 h, though the suite is free."""
    promise = quote(plant(**lead(1000)), ask()).promise
    assert promise.release_h == 1000.0 + 30.0 + 720.0
    assert (promise.at_hand_h, promise.set_by, promise.material) == (ROUTE, "materials", "resin-protein-a")
    # The harvest waits 72 h at most for capture, so it starts at 1,000 - 72 - 12 h at the earliest.
    harvest = next(slot for slot in promise.timetable.slots if slot.operation == "harvest")
    assert harvest.start_h >= 1000.0 - 72.0 - 12.0


def test_a_taken_suite_sets_the_date_and_stays_as_it_is() -> None:
    """Two batches of b come first: the vessel is theirs from 84 h to 84 + 2 (336 + 12 + 18) and cleaned of b.

    The second b starts in the vessel at 84 + 366 = 450 h and leaves it clean at 816 h; with a changeover of
    30 h beyond the turnaround a may start there at 846 h: released at 846 + 336 + 12 + 30 + 720 = 1,944 h.
    """
    scenario = plant({"first": order()}, **lead(0))
    promise = quote(scenario, ask()).promise
    assert (promise.release_h, promise.set_by) == (846.0 + 336.0 + 12.0 + 30.0 + 720.0, "suite")
    assert promise.empty_h == ROUTE
    vessel = {slot.job: slot.start_h for slot in promise.timetable.slots if slot.operation == "production"}
    assert vessel == {"first-1": 84.0, "first-2": 450.0, "quote-1": 846.0}


def test_a_suite_that_opens_later_sets_the_date() -> None:
    """The suite opens on 1 March, at 1,440 h; nothing else is booked: its opening sets the date."""
    scenario = plant(**lead(0))
    suite = msgspec.structs.replace(
        scenario.sites["site"].suites["s"], opens=cases.value(float(date(2024, 3, 1).toordinal()), "date")
    )
    site = msgspec.structs.replace(scenario.sites["site"], suites={"s": suite})
    promise = quote(msgspec.structs.replace(scenario, sites={"site": site}), ask()).promise
    assert (promise.starts_h, promise.release_h, promise.set_by) == (1440.0, 1440.0 + ROUTE, "opening")


def test_an_enquiry_holds_no_slot() -> None:
    """The same order, only asked for: the quote goes before it, as if it were not there."""
    assert quote(plant({"first": order(state="enquiry")}, **lead(0)), ask()).promise.release_h == ROUTE


def test_an_option_makes_way_and_a_firm_order_does_not_get_late() -> None:
    """Wanted in 1,200 h, which only an empty suite allows: the option moves, and what moves is told.

    Both orders of b may become late; firm ones are due at 1,600 h, when the second just ends
    (450 + 336 + 12 + 30 + 720 = 1,548 h), so that none of them can move by the 366 + 60 h that a takes.
    """
    due = date(2024, 3, 7)  # 67 days: 1,608 h
    option = quote(plant({"first": order(state="option", due=due)}, **lead(0)), ask(by_h=1200.0))
    assert option.is_in_time is False
    assert option.hastened is not None
    assert option.hastened.release_h == ROUTE
    (moved,) = option.hastened.displaced
    assert (moved.order, moved.state, moved.batches) == ("first", "option", 2)
    assert moved.moved_h >= 366.0
    assert (moved.late_before_h, moved.late_h > 0.0) == (0.0, True)
    firm = quote(plant({"first": order(state="firm", due=due)}, **lead(0)), ask(by_h=1200.0))
    assert firm.hastened is not None
    assert firm.hastened.release_h == firm.promise.release_h
    assert firm.hastened.displaced == ()


def test_a_date_that_is_kept_displaces_nothing() -> None:
    """Wanted by 2,000 h, promised at 1,944 h: in time, and no order is asked to move."""
    found = quote(plant({"first": order()}, **lead(0)), ask(by_h=2000.0))
    assert (found.is_in_time, found.hastened) == (True, None)


def test_the_date_at_ninety_percent_is_later_where_durations_spread() -> None:
    """Without spread it is the promise; with a spread of 20 % on the vessel it is later."""
    same = quote(plant(**lead(0)), ask(), n=200).promise
    assert same.likely_h == pytest.approx(same.release_h)
    spread = quote(plant(**lead(0)), ask(), n=200, cv=0.2).promise
    assert spread.likely_h is not None
    assert spread.likely_h > spread.release_h + 24.0


def test_the_date_at_ninety_percent_knows_of_losses_and_of_what_varies() -> None:
    """A batch lost at the end of production, hour 420, with odds of 0.3 is made once more: 420 h + 1,182 h.
    Materials late with odds of a half by 100 days: 1,182 h + 2,400 h, and even odds of a day before that."""
    lost = quote(plant(**lead(0)), ask(), n=400, odds=0.3).promise
    assert lost.likely_h == pytest.approx(420.0 + ROUTE)
    hours = {"interval": 24.0, "delay": 2400.0}
    values: dict[str, Any] = {name: cases.value(each, "time", name) for name, each in hours.items()}
    supply = Supply(odds=cases.value(0.5, "fraction", "odds"), **values)
    late = msgspec.structs.replace(plant(**lead(0)), uncertainty=Uncertainty(supply=supply))
    found = quote(late, ask(by_h=ROUTE + 2399.0), n=400).promise
    assert found.likely_h == pytest.approx(ROUTE + 2400.0)
    assert found.likely_error_h == 0.0
    assert found.odds_by is not None
    assert abs(found.odds_by - 0.5) < 4.0 * np.sqrt(0.25 / 400.0)
    assert quote(late, ask(vary=None), n=400).promise.likely_h == pytest.approx(ROUTE)


def test_what_no_suite_can_make_is_refused() -> None:
    """A suite for clinical batches is asked for a commercial one: refused with SCH-040."""
    scenario = plant()
    suite = msgspec.structs.replace(scenario.sites["site"].suites["s"], purposes=["clinical"])
    site = msgspec.structs.replace(scenario.sites["site"], suites={"s": suite})
    with pytest.raises(InputError) as refused:
        quote(msgspec.structs.replace(scenario, sites={"site": site}), ask())
    assert [found.code for found in refused.value.findings] == ["SCH-040"]


def test_what_a_client_sees_does_not_change_with_the_orders_of_others() -> None:
    """Other client, order, price, weight and due day, same slots: the client's view is the same."""
    shown = []
    for name, parts in (
        ("first", {"client": "Alpha", "price": cases.value(1e6, "money"), "due": date(2024, 3, 7)}),
        ("second", {"client": "Beta", "price": cases.value(9e6, "money"), "due": date(2024, 9, 1)}),
    ):
        view = client_view(quote(plant({name: order(**parts)}, **lead(0)), ask(by_h=1200.0, client="Gamma")))
        assert view.hastened is None
        assert view.others == ()
        assert {slot.product for slot in view.promise.timetable.slots} == {"a"}
        shown.append(repr(view))
    assert shown[0] == shown[1]
    assert not [word for word in ("Alpha", "Beta", "first", "second", "'b'") if word in shown[0]]


def with_laboratory(places: float, **orders: Order) -> Scenario:
    """Three bioreactors; every batch is tested for 400 h in a laboratory between capture and release."""
    laboratory = SharedResource(kind="laboratory", count=cases.value(places, "count"))
    test = QualityTest(resource="lab", after="capture", before="release", duration=cases.value(400.0, "time"))
    made = cases.scenario({"s": cases.suite()}, orders)
    no_wait = {"resin-protein-a": cases.value(0.0, "time")}
    commercial = Commercial(suite_day=PRICES["suite_day"], lead_times=no_wait)
    return msgspec.structs.replace(
        made, commercial=commercial, resources={"lab": laboratory}, quality_tests={"purity": test}
    )


def test_a_laboratory_that_is_taken_sets_the_date() -> None:
    """Two batches are booked: captured at 462 and 558 h, tested to 862 and 1,262 h by one instrument.

    Units alone would release a third at 2 x 96 + 1,182 = 1,374 h; its test starts at 1,262 h: 1,262 + 400 +
    720 = 2,382 h, and the laboratory sets the date. With three instruments it is tested at once: 1,774 h.
    """
    orders = {"o": Order(product="a", batches=cases.value(2, "count"), due=date(2024, 12, 1))}
    found = quote(with_laboratory(1, **orders), ask()).promise
    assert (found.release_h, found.set_by, found.material) == (2382.0, "shared", "lab")
    assert found.timetable.broken == ()
    assert {slot.job for slot in found.timetable.slots} == {"o-1", "o-2", "quote-1"}
    many = quote(with_laboratory(3, **orders), ask()).promise
    assert many.release_h == 1374.0 + 400.0
    alone = quote(with_laboratory(1), ask()).promise
    assert alone.release_h == 1182.0 + 400.0


def test_what_is_shared_sets_the_date_at_90_percent_too() -> None:
    """In worlds without any spread all that is booked runs as planned: the date is the promise."""
    orders = {"o": Order(product="a", batches=cases.value(2, "count"), due=date(2024, 12, 1))}
    found = quote(with_laboratory(1, **orders), ask(), n=3).promise
    assert found.likely_h == pytest.approx(found.release_h, abs=1.0)

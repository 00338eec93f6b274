"""Orders made from the batches of others, in the timetable and in each sampled world."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.trial_text import TRIAL

from seedtrain import service
from seedtrain.errors import InputError
from seedtrain.model.demand import Order, depth
from seedtrain.service.documents import open_document
from seedtrain.service.plant_csv import orders_csv, with_csv

LINKED = """
  bulk:
    product: substance
    suite: large
    batches: {value: 2, assumption: test}
    earliest_start: 2024-02-01
    due: 2024-03-15
    purpose: clinical
    assumption: test
  vials:
    product: vial
    suite: filling
    items: {value: 2000, assumption: test}
    earliest_start: 2024-02-15
    due: 2024-04-01
    purpose: clinical
    assumption: test
    made_from: [bulk]
"""
"""Vials that could be filled from February, of a substance that stands behind fourteen client batches."""


def text(orders: str = LINKED) -> str:
    """The trial's scenario without its programme, with these orders."""
    head = TRIAL[: TRIAL.index("programmes:")]
    return head.rstrip() + orders


def found(tmp_path: Path, orders: str = LINKED, replications: int = 60) -> service.Run:
    """A run of it."""
    file = tmp_path / "linked.yaml"
    file.write_text(text(orders), encoding="utf-8")
    return service.run(file, replications=replications)


def test_orders_follow_each_other_as_often_as_they_are_made_from_another() -> None:
    """None: 0; vials from bulk: 1; pens from vials: 2. A circle counts as long as there are orders."""
    one = Order(product="p")
    vials, pens = (Order(product="p", made_from=[name]) for name in ("bulk", "vials"))
    assert depth({"bulk": one}) == 0
    assert depth({"bulk": one, "vials": vials}) == 1
    assert depth({"bulk": one, "vials": vials, "pens": pens}) == 2
    assert depth({"a": Order(product="p", made_from=["a"])}) == 1


def test_a_filling_is_planned_again_where_its_substance_is_late(tmp_path: Path) -> None:
    """In the plan the first vial batch starts on the day after the last bulk batch is released, not before.

    Without the link it starts in February, before there is any bulk.
    """
    starts, released = {}, {}
    for name, orders in (("linked", LINKED), ("free", LINKED.replace("    made_from: [bulk]\n", ""))):
        timetable = found(tmp_path, orders, 10).assessment.timetable
        assert timetable is not None
        order = {batch.job: batch.order for batch in timetable.batches}
        starts[name] = min(slot.start_h for slot in timetable.slots if order[slot.job] == "vials")
        released[name] = max(slot.end_h for slot in timetable.slots if order[slot.job] == "bulk")
    assert released["linked"] == released["free"]
    assert 0.0 <= starts["linked"] - released["linked"] < 24.0
    february = (date(2024, 2, 15) - date(2024, 1, 1)).days * 24.0
    assert starts["free"] == pytest.approx(february, abs=1e-6)


def test_in_each_world_the_filling_waits_for_its_own_substance(tmp_path: Path) -> None:
    """In every world vials follow their bulk by the time filling takes; in the plan by no less."""
    run = found(tmp_path)
    known = {one.id: one for one in run.assessment.indicators}
    bulk, vials = (known[f"orders.{name}.completion"].draws for name in ("bulk", "vials"))
    assert bulk is not None
    assert vials is not None
    assert run.assessment.timetable is not None
    slots = [slot for slot in run.assessment.timetable.slots if slot.product == "vial"]
    least = (max(slot.end_h for slot in slots) - min(slot.start_h for slot in slots)) / 24.0
    took = vials - bulk
    assert np.ptp(bulk[1:]) > 1.0
    assert (took[1:] > 0.5 * least).all()
    assert took[0] >= least - 1e-6


def test_orders_in_a_circle_are_refused(tmp_path: Path) -> None:
    """Bulk made from vials made from bulk: LIF-020, with both."""
    circle = LINKED.replace("    due: 2024-03-15\n", "    due: 2024-03-15\n    made_from: [vials]\n")
    file = tmp_path / "circle.yaml"
    file.write_text(text(circle), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_document(file)
    (circular,) = [each for each in refused.value.findings if each.code == "LIF-020"]
    assert circular.value == "bulk, vials"


def test_orders_keep_their_links_as_csv(tmp_path: Path) -> None:
    """Written and read back, the vials are made from the bulk, and so from another order named beside it."""
    file, table = tmp_path / "linked.yaml", tmp_path / "orders.csv"
    file.write_text(text(), encoding="utf-8")
    document = open_document(file)
    written = orders_csv(document.scenario)
    table.write_text(written, encoding="utf-8")
    assert with_csv(document, table, None).scenario.orders["vials"].made_from == ["bulk"]
    table.write_text(
        written.replace(",bulk\r\n", ",bulk; clients\r\n").replace(",bulk\n", ",bulk; clients\n")
    )
    assert with_csv(document, table, None).scenario.orders["vials"].made_from == ["bulk", "clients"]

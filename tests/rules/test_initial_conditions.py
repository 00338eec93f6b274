"""Stock and work in progress on the first day count towards what is ordered, and nothing is taken twice."""

import math

import numpy as np
import pytest
from tests.unit.scenario_text import document

from seedtrain import flow, process, schedule, simulate
from seedtrain.catalog import resolve
from seedtrain.model.inputs import Inputs
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.streams import World
from seedtrain.results.timetable import BatchOrder, Timetable

_INPUTS = Inputs(World(20, seed=1))
_BY_BATCH = "orders:\n  first: {product: drug, batches: 3, due: 2026-10-01, assumption: made up}\n"
_UNDER_WAY = (
    "work_in_progress:\n  running: {product: drug, suite: hall, step: production, started: 2026-01-27}\n"
)


def _scenario(*blocks: str) -> Scenario:
    text = document().text
    assert _BY_BATCH in text
    return document(text.replace(_BY_BATCH, "".join(blocks) or _BY_BATCH)).scenario


def _batches(scenario: Scenario) -> tuple[BatchOrder, ...]:
    return schedule.batch_orders(scenario, process.profiles(scenario, _INPUTS), {})


def _timetable(scenario: Scenario) -> Timetable:
    profiles = process.profiles(scenario, _INPUTS)
    batches = schedule.batch_orders(scenario, profiles, {})
    return schedule.timetable(flow.compile_plant(scenario, profiles, batches), batches, budget=1000)


@pytest.mark.parametrize("stock_kg", [0, 4, 40])
def test_stock_is_taken_before_batches_are_made(stock_kg: int) -> None:
    """10 kg ordered, some in stock: the rest over the yield of a batch, rounded up; none if all is there."""
    order = "orders:\n  first: {product: drug, mass: 10 kg, due: 2026-10-01, assumption: made up}\n"
    stock = f"stock:\n  shelf: {{product: drug, mass: {stock_kg} kg, assumption: counted}}\n"
    scenario = _scenario(stock, order)
    batch_kg = process.profiles(scenario, _INPUTS)["drug", "hall"].mass_out_g[0] / 1000.0
    made = [batch for batch in _batches(scenario) if batch.order == "first"]
    assert len(made) == math.ceil(max(0.0, 10.0 - stock_kg) / batch_kg - 1e-9)


def test_stock_serves_one_order_only() -> None:
    """4 kg in stock and two orders of 4 kg: the earlier takes it, the later is made."""
    orders = (
        "orders:\n  late: {product: drug, mass: 4 kg, due: 2026-12-01, assumption: x}\n"
        "  early: {product: drug, mass: 4 kg, due: 2026-09-01, assumption: x}\n"
    )
    batches = _batches(_scenario("stock:\n  s: {product: drug, mass: 4 kg, assumption: x}\n", orders))
    assert {batch.order for batch in batches} == {"late"}


def test_a_batch_under_way_counts_towards_the_order() -> None:
    """Three ordered, one running: two new ones, and the running one first."""
    batches = _batches(_scenario(_UNDER_WAY, _BY_BATCH))
    assert [batch.job for batch in batches] == ["running", "first-2", "first-3"]
    assert batches[0].order == "first"
    assert batches[0].begun_h == -5 * 24.0  # 27 January, five days before 1 February


def test_a_batch_under_way_goes_on_where_it_is() -> None:
    """Nothing before production is done again; production ends five days sooner, from hour zero."""
    scenario = _scenario(_UNDER_WAY, _BY_BATCH)
    profile = process.profiles(scenario, _INPUTS)["drug", "hall"]
    culture = next(operation for operation in profile.operations if operation.step == "production")
    timetable = _timetable(scenario)
    mine = [slot for slot in timetable.slots if slot.job == "running"]
    assert mine[0].operation == "production"
    assert mine[0].start_h == 0.0
    assert mine[0].end_h == pytest.approx(culture.duration_h[0] - 120.0, abs=0.01)
    assert timetable.broken == ()


def test_a_batch_that_no_order_takes_runs_to_its_end() -> None:
    """Without demand for it, it still occupies the suite and is released."""
    order = "orders:\n  first: {product: drug, batches: 1, due: 2026-10-01, assumption: x}\n"
    two = _UNDER_WAY + _UNDER_WAY.split("\n")[1].replace("running", "second") + "\n"
    batches = _batches(_scenario(two, order))
    assert sorted((batch.job, batch.order) for batch in batches) == [("running", "first"), ("second", "")]


def test_the_simulation_of_what_is_left_agrees_with_the_timetable() -> None:
    """Zero spread: the release times of the timetable, the running batch among them."""
    scenario = _scenario(_UNDER_WAY, _BY_BATCH)
    profiles = process.profiles(scenario, _INPUTS)
    batches = schedule.batch_orders(scenario, profiles, {})
    problem = flow.compile_plant(scenario, profiles, batches)
    timetable = schedule.timetable(problem, batches, budget=1000)
    result = simulate.follow(scenario, problem, timetable, profiles, _INPUTS)
    ends = {slot.job: slot.end_h for slot in timetable.slots}
    assert list(result.completion_h[0]) == [ends[batch.job] for batch in batches]


def test_odds_of_failing_later_are_those_of_what_is_left() -> None:
    """10 % in all, of which a share s is found from production on: s / 10 over 0.9 + s / 10 (Bayes)."""
    profile = process.profiles(_scenario(), _INPUTS)["drug", "hall"]
    shares = {operation.step: operation.failure_share for operation in profile.operations}
    steps = list(shares)
    later = sum(shares[step] for step in steps[steps.index("production") :]) / sum(shares.values())
    odds = float(profile.failure_odds[0])
    left = profile.under_way("production", 24.0)
    assert left.failure_odds[0] == pytest.approx(odds * later / (1.0 - odds * (1.0 - later)))
    assert np.all(left.operations[0].duration_h < profile.operations[steps.index("production")].duration_h)


def test_a_step_the_recipe_does_not_have_is_refused() -> None:
    """The finding names the steps that come near."""
    scenario = _scenario(_UNDER_WAY.replace("step: production", "step: produktion"), _BY_BATCH)
    (found,) = [each for each in resolve(scenario) if each.path == "work_in_progress.running.step"]
    assert (found.code, found.params["near"]) == ("SCN-018", "production")

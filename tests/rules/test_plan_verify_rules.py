"""The judge of plans: every rule fires on a sound plan that is spoiled in one place."""

from dataclasses import replace
from typing import Any

import pytest
from tests.plan_cases import discrete, multi, network, shop, single

from seedtrain.plan import PlanResult, PlanSettings, Problem, evaluate, load_case, solve, verify
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.result import BuildRow

DATES = ["2020-01-11", "2020-01-21", "2020-01-31"]


def rules(problem: Problem, result: PlanResult) -> set[str]:
    """Names of the rules broken."""
    return {broken.rule for broken in verify(problem, result)}


def with_row(result: PlanResult, place: int, **changes: Any) -> PlanResult:
    """``result`` with one campaign changed."""
    rows = list(result.campaigns)
    rows[place] = replace(rows[place], **changes)
    return replace(result, campaigns=tuple(rows))


def with_flow(result: PlanResult, kind: str, quantity: float) -> PlanResult:
    """``result`` with the first flow of ``kind`` changed."""
    place = next(i for i, row in enumerate(result.flows) if row.kind == kind)
    rows = list(result.flows)
    rows[place] = replace(rows[place], quantity=quantity)
    return replace(result, flows=tuple(rows))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"suite": "x"}, "known_suite"),
        ({"period": 7}, "known_suite"),
        ({"product": "B", "suite": "g", "period": 1}, "licence"),
        ({"suite": "g", "period": 0}, "open"),
        ({"is_start": False, "is_waiting": False}, "start"),
        ({"is_waiting": False}, "waiting"),
        ({"batches": 4}, "batches"),
        ({"batches": 2.5, "end": 25.0}, "whole"),
        ({"end": 29.0}, "suite_days"),
        ({"end": 31.0}, "suite_days"),
        ({"batches": 2, "end": 20.0}, "balance"),
    ],
)
def test_a_campaign_that_breaks_a_rule(changes: dict[str, Any], rule: str) -> None:
    """A row of a sound network plan (3 batches in period 1, then 1) is changed."""
    problem = load_case(
        network({"A": [3, 1], "B": [0, 0]}, {"f": {"A": {}, "B": {}}, "g": {"_from": 2, "A": {}}})
    )
    sound = solve(problem)
    assert verify(problem, sound) == []
    assert rule in rules(problem, with_row(sound, 0, **changes))


def test_two_products_in_a_suite_and_period() -> None:
    """The second product of a period breaks the rule of one."""
    problem = load_case(network({"A": [0, 1], "B": [0, 1]}, {"f": {"A": {}, "B": {}}}))
    sound = solve(problem)
    late = next(i for i, row in enumerate(sound.campaigns) if row.period == 0)
    assert "one_product" in rules(problem, with_row(sound, late, period=1))


def test_flows_that_break_a_rule() -> None:
    """Stock beyond its shelf life or its cap, negative sales, unpaid lateness, purchases nobody sells."""
    problem = load_case(network({"A": [0, 4]}, {"f": {"A": {}}}))
    sound = solve(problem)
    tight = load_case(network({"A": [0, 4]}, {"f": {"A": {}}}, shelf_life_periods=0))
    assert "shelf_life" in rules(tight, sound)
    assert {"demand", "balance"} <= rules(problem, with_flow(sound, "sales", 3.0))
    assert "not_negative" in rules(problem, with_flow(sound, "sales", -1.0))
    capped = discrete({"A": [0, 4]}, usp_to_dsp_factor=0.5)
    loose = solve(load_case(capped), PlanSettings(solver="highs"))
    capped["products"][0]["dsp"]["storage_cap_batches"] = 0
    assert "stock_limit" in rules(load_case(capped), loose)


def test_waste_bought_and_built_where_none_may_be() -> None:
    """A shop throws nothing away; only what is for sale is bought; only what is to build is built, once."""
    problem = load_case(shop([[4.0]], [[1.0]], open_at_start=[0]))
    sound = solve(problem, PlanSettings(solver="highs"))
    assert verify(problem, sound) == []
    assert "open" in rules(problem, replace(sound, builds=()))
    assert "build" in rules(problem, replace(sound, builds=(*sound.builds, *sound.builds)))
    assert "build" in rules(problem, replace(sound, builds=(*sound.builds, BuildRow("x", 0))))
    waste = replace(sound.flows[0], kind="waste", quantity=1.0)
    assert "waste" in rules(problem, replace(sound, flows=(*sound.flows, waste)))
    met = load_case(network({"A": [1]}, {"f": {"A": {}}}))
    made = solve(met)
    bought = replace(made.flows[0], kind="outsourced", quantity=1.0)
    assert "demand" in rules(met, replace(made, flows=(*made.flows, bought)))


def test_an_objective_that_the_plan_does_not_have() -> None:
    """Profit and each category are worked out again, for both types of plan."""
    problem = load_case(network({"A": [1]}, {"f": {"A": {}}}))
    sound = solve(problem)
    assert rules(problem, replace(sound, objective=(sound.objective or 0.0) + 1)) == {"objective"}
    costs = sound.cost_by_category | {"storage": 9.0}
    assert rules(problem, replace(sound, cost_by_category=costs)) == {"objective"}
    sequence = load_case(single({"A": {}}, [[0]], DATES))
    found = solve(sequence)
    assert rules(sequence, replace(found, objective=99.0)) == {"objective"}
    assert verify(sequence, replace(found, objective=None)) == []


PACED = single(
    {
        "A": {"kg_opening_stock": 1.0, "min_batches_per_campaign": 2},
        "B": {"batches_multiples_of_per_campaign": 3},
    },
    [[0, 4], [4, 0]],
    [*DATES, "2020-02-20"],
)


@pytest.mark.parametrize(
    ("sequence", "rule"),
    [
        ([("A", 1), ("B", 3)], "campaign_length"),
        ([("A", 4), ("B", 3)], "campaign_length"),
        ([("A", 2), ("B", 2), ("A", 2)], "campaign_length"),
        ([("A", 2), ("A", 2)], "repeat"),
    ],
)
def test_sequences_that_break_a_rule(sequence: list[tuple[str, int]], rule: str) -> None:
    """Too few, too many, no multiple, the same product again."""
    problem = load_case(PACED)
    assert isinstance(problem, CampaignSequence)
    assert verify(problem, evaluate(problem, [("A", 2), ("B", 3)])) == []
    assert rule in rules(problem, evaluate(problem, sequence))


@pytest.mark.parametrize(
    ("place", "changes", "rule"),
    [
        (0, {"product": "X"}, "known_product"),
        (0, {"batches": 1.5}, "whole"),
        (0, {"start": 4.0, "end": 14.0}, "no_idle"),
        (0, {"end": 12.0}, "duration"),
        (1, {"start": 18.0, "end": 33.0}, "changeover"),
        (1, {"end": 60.0}, "horizon"),
    ],
)
def test_times_that_break_a_rule(place: int, changes: dict[str, Any], rule: str) -> None:
    """A row of the sound sequence A 2, B 3 is changed."""
    problem = load_case(PACED)
    assert isinstance(problem, CampaignSequence)
    assert rule in rules(problem, with_row(evaluate(problem, [("A", 2), ("B", 3)]), place, **changes))


def test_demand_shelf_life_and_stock_of_a_sequence() -> None:
    """Backlog, waste and too much stock are named with their due date."""
    for change, rule in (
        ({"kg_demand": [5.0, 0.0, 0.0]}, "backlog"),
        ({"shelf_life_days": 15}, "waste"),
        ({"kg_storage_limits": 0.5}, "stock_limit"),
    ):
        problem = load_case(single({"A": change}, [[0]], DATES))
        assert isinstance(problem, CampaignSequence)
        assert rule in rules(problem, evaluate(problem, [("A", 3)]))


@pytest.mark.parametrize(
    ("place", "changes", "rule"),
    [
        (0, {"campaign": 9}, "pairing"),
        (1, {"batches": 1}, "pairing"),
        (0, {"start": 1.0, "end": 21.0}, "changeover"),
        (0, {"start": 3.0, "end": 23.0}, "no_idle"),
        (0, {"end": 23.0}, "duration"),
        (1, {"end": 26.0}, "duration"),
        (1, {"start": 13.0}, "harvest_hold"),
        (1, {"start": 11.0}, "harvest_hold"),
        (2, {"suite": "usp7"}, "suites"),
        (3, {"end": 99.0}, "horizon"),
    ],
)
def test_campaigns_of_several_suites_that_break_a_rule(
    place: int, changes: dict[str, Any], rule: str
) -> None:
    """A row of the sound plan (A in one suite, B in another, 2 batches each) is changed."""
    demand = {"demand_batches": [0, 0, 2]}
    problem = load_case(multi({"A": demand, "B": demand}, DATES, (2, 2)))
    sound = solve(problem)
    assert verify(problem, sound) == []
    if rule == "suites":
        problem = load_case(multi({"A": demand, "B": demand}, DATES, (1, 2)))
    assert rule in rules(problem, with_row(sound, place, **changes))

"""Plans in continuous time: tiny cases worked by hand."""

from tests.plan_cases import Case, multi, single

from seedtrain.plan import PlanSettings, evaluate, front, load_case, solve, verify
from seedtrain.plan.problem.campaign_sequence import CampaignSequence

DATES = ["2020-01-11", "2020-01-21", "2020-01-31"]  # days 10, 20, 30


def sequence(case: Case) -> CampaignSequence:
    """The case as a problem in continuous time."""
    problem = load_case(case)
    assert isinstance(problem, CampaignSequence)
    return problem


def test_batches_follow_each_other_and_the_end_cuts_the_last_campaign() -> None:
    """First harvest on day 3, then stored on 8, 13; changeover 4: harvest 17, stored 22, 27; the next (32) is
    too late."""
    problem = sequence(single({"A": {}, "B": {}}, [[0, 4], [4, 0]], DATES))
    result = evaluate(problem, [("A", 2), ("B", 3)])
    assert [(r.product, r.start, r.end, r.batches) for r in result.campaigns] == [
        ("A", 3, 13, 2),
        ("B", 17, 27, 2),
    ]
    assert result.indicators["throughput"] == 4
    assert verify(problem, result) == []


def test_a_batch_released_on_a_due_date_serves_the_next() -> None:
    """Stored on day 8, released on day 10, the due date itself: target 1 is missed there and met on day
    20."""
    problem = sequence(single({"A": {"kg_inventory_target": [1.0, 1.0, 0.0]}}, [[0]], DATES))
    assert evaluate(problem, [("A", 1)]).indicators["deficit"] == 1
    kinder = sequence(
        single(
            {"A": {"kg_inventory_target": [1.0, 1.0, 0.0]}},
            [[0]],
            DATES,
            rules={"serves_on_release_day": True},
        )
    )
    assert evaluate(kinder, [("A", 1)]).indicators["deficit"] == 0


def test_the_front_of_two_products() -> None:
    """Days for 5 batches without a changeover (8, 13, 18, 23, 28), for 4 with one (4 days).

    A targets 1 at day 20 (released 2 days after storing: stored before 18), B targets 1 at day 30 (before
    28). Only A: at most 3 batches a campaign, so 3 kg and B is missed: deficit 1. B then A: B stored 8, A
    first stored 17: both met. 4 kg, deficit 0: the whole front.
    """
    products = {"A": {"kg_inventory_target": [0.0, 1.0, 0.0]}, "B": {"kg_inventory_target": [0.0, 0.0, 1.0]}}
    problem = sequence(single(products, [[0, 4], [4, 0]], DATES))
    plans = front(problem)
    assert [(p.indicators["throughput"], p.indicators["deficit"]) for p in plans] == [(4.0, 0.0)]
    assert all(verify(problem, plan) == [] and plan.gap == 0 for plan in plans)


def test_campaigns_of_one_product_may_follow_each_other_only_where_the_rule_says_so() -> None:
    """At most 3 batches a campaign: 3 kg. Where another campaign of the same product may follow: 5 kg."""
    case = single({"A": {}}, [[0]], DATES)
    assert solve(sequence(case)).objective == 3
    joined = sequence(case | {"rules": {"same_product_may_follow": True}})
    result = solve(joined)
    assert (result.objective, [row.batches for row in result.campaigns]) == (5, [3, 2])
    assert verify(joined, result) == []


def test_a_repeat_with_a_changeover_takes_its_days() -> None:
    """Changeover of 4 days between two campaigns of A: stored 8, 13, 18 and 27: 4 kg."""
    case = single({"A": {}}, [[4]], DATES, rules={"same_product_may_follow": True})
    assert solve(sequence(case)).objective == 4


def test_demand_that_cannot_be_met_is_infeasible() -> None:
    """Nothing is released before day 10."""
    assert solve(sequence(single({"A": {"kg_demand": [1.0, 0.0, 0.0]}}, [[0]], DATES))).status == "infeasible"


def test_opening_stock_that_must_expire_is_infeasible() -> None:
    """Opening stock lives 20 days and nobody wants it; with a demand on day 10 it is sold.

    Then the plan is to make nothing: what is stored on day 8 would expire unsold on day 28.
    """
    kept = {"kg_opening_stock": 1.0, "shelf_life_days": 20}
    assert solve(sequence(single({"A": kept}, [[0]], DATES))).status == "infeasible"
    sold = kept | {"kg_demand": [1.0, 0.0, 0.0], "max_batches_per_campaign": 5}
    plan = solve(sequence(single({"A": sold}, [[0]], DATES)))
    assert (plan.status, plan.campaigns) == ("optimal", ())


def test_the_order_of_objectives() -> None:
    """Two objectives in the order given; either alone takes the best of the other among its ties."""
    products: dict[str, Case] = {
        "A": {"kg_inventory_target": [0.0, 2.0, 0.0]},
        "B": {"dsp_days": 2, "max_batches_per_campaign": 12},
    }
    problem = sequence(single(products, [[0, 4], [4, 0]], DATES))
    plans = front(problem)
    most = solve(problem, PlanSettings(objective="throughput, deficit"))
    least = solve(problem, PlanSettings(objective="deficit,throughput"))
    assert len(plans) > 1
    assert most.indicators == plans[0].indicators
    assert least.indicators == plans[-1].indicators
    assert least.objective == least.indicators["deficit"]


def test_one_campaign_through_two_stages() -> None:
    """Demand 2 on day 32. USP from day 2 (its changeover) to 22, harvests 12 and 22; DSP finishes 17 and 27.

    Sales 40, batches 8, changeover 2, the batch of day 17 in stock on day 20: profit 29. Where USP may idle,
    it waits until day 6: DSP finishes 21 and 31, nothing is in stock: profit 30.
    """
    case = multi({"A": {"demand_batches": [0, 0, 2]}}, [*DATES[:2], "2020-02-02"])
    for allowed, profit in ((False, 29.0), (True, 30.0)):
        case["rules"]["idle_before_campaign_allowed"] = allowed
        problem = sequence(case)
        result = solve(problem)
        assert (result.status, result.objective, result.bound) == ("optimal", profit, profit)
        assert verify(problem, result) == []


def test_two_usp_suites_share_one_dsp_suite() -> None:
    """Demand 1 of A and 1 of B on day 20, one DSP suite, no hold: first harvests 12, DSP 12 to 17, then 2
    days.

    The other product would be harvested on day 12 too and may not wait: infeasible, until it may wait 7 days.
    """
    due = ["2020-01-26"]  # day 25
    case = multi({p: {"demand_batches": [1]} for p in ("A", "B")}, due, (2, 1))
    assert solve(sequence(case)).status == "infeasible"
    case["rules"]["harvest_hold_limit_days"] = 7
    problem = sequence(case)
    result = solve(problem)
    assert (result.status, result.objective) == ("optimal", 28.0)
    assert verify(problem, result) == []


def test_a_slow_dsp_sets_the_pace() -> None:
    """DSP 15 days a batch against 10 in USP: from day 2, DSP 12 to 27 and 27 to 42, due on day 42."""
    due = ["2020-02-12"]
    product = {"demand_batches": [2], "dsp_days_per_batch": 15.0}
    problem = sequence(multi({"A": product}, due))
    result = solve(problem)
    assert [(row.start, row.end) for row in result.campaigns] == [(2, 22), (12, 42)]
    assert (result.status, verify(problem, result)) == ("optimal", [])

"""Plans in periods: one tiny case for each family of constraints, with its optimum worked by hand."""

import pytest
from tests.plan_cases import Case, discrete, network, shop

from seedtrain.plan import PlanResult, PlanSettings, load_case, solve, verify


def best(case: Case, solver: str = "highs") -> PlanResult:
    """Proven plan of ``case``, approved by the judge."""
    problem = load_case(case)
    result = solve(problem, PlanSettings(solver=solver))
    assert result.status in ("optimal", "infeasible")
    assert verify(problem, result) == []
    return result


def test_a_start_leaves_fewer_batches_than_a_campaign_that_goes_on() -> None:
    """With a lead time of 20 days a start leaves 2 batches of 30 days, the next period 3: demand 5 just fits.

    Sales 50, batches 5, one start 3, two batches held one period 2: profit 40.
    """
    result = best(network({"A": [0, 5]}, {"f": {"A": {}}}, lead_time_days=20))
    assert result.objective == pytest.approx(40)
    assert [row.batches for row in result.campaigns] == [2, 3]


def test_more_than_the_days_hold_cannot_be_made() -> None:
    """As above with demand 6: infeasible."""
    assert best(network({"A": [0, 6]}, {"f": {"A": {}}}, lead_time_days=20)).status == "infeasible"


def test_a_suite_holds_one_product_in_a_period() -> None:
    """Two products due in period 2, one facility: one of them is made in period 1 and held.

    Sales 20, batches 2, two starts 6, held 1: profit 11.
    """
    result = best(network({"A": [0, 1], "B": [0, 1]}, {"f": {"A": {}, "B": {}}}))
    assert result.objective == pytest.approx(11)
    assert len({row.period for row in result.campaigns}) == 2


def test_a_campaign_that_goes_on_pays_no_second_start() -> None:
    """Demand 2 and 2: sales 40, batches 4, one start 3: profit 33."""
    result = best(network({"A": [2, 2]}, {"f": {"A": {}}}))
    assert result.objective == pytest.approx(33)
    assert [row.is_start for row in result.campaigns] == [True, False]


def test_a_campaign_after_a_pause_starts_again() -> None:
    """Demand 3, 0, 3 of A and 0, 1, 0 of B in one facility: A, B, A are three starts.

    Sales 70, batches 7, starts 9: profit 54.
    """
    result = best(network({"A": [3, 0, 3], "B": [0, 1, 0]}, {"f": {"A": {}, "B": {}}}))
    assert result.objective == pytest.approx(54)


@pytest.mark.parametrize(("shelf_life", "status"), [(1, "infeasible"), (2, "optimal")])
def test_stock_leaves_within_its_shelf_life(shelf_life: int, status: str) -> None:
    """Demand 8 in period 3 needs the batches of all three periods (3 each): two periods of shelf life, not
    one."""
    assert best(network({"A": [0, 0, 8]}, {"f": {"A": {}}}, shelf_life_periods=shelf_life)).status == status


def test_what_a_batch_gives_too_much_is_thrown_away() -> None:
    """Batches of 2 kg, demand 3: two batches, 1 kg waste at no cost. Sales 30, batches 2, start 3: profit
    25."""
    result = best(network({"A": [3]}, {"f": {"A": {"yield_kg_per_batch": 2}}}))
    assert result.objective == pytest.approx(25)
    assert [(row.kind, row.quantity) for row in result.flows if row.kind == "waste"] == [("waste", 1)]


def test_a_facility_makes_nothing_before_it_opens() -> None:
    """Open from period 2: demand of period 1 cannot be met, demand of period 2 can."""
    assert best(network({"A": [1, 0]}, {"f": {"_from": 2, "A": {}}})).status == "infeasible"
    assert best(network({"A": [0, 1]}, {"f": {"_from": 2, "A": {}}})).status == "optimal"


@pytest.mark.parametrize("solver", ["highs", "cp_sat"])
def test_two_stages_without_waiting(solver: str) -> None:
    """Demand 3 in period 1: made and purified at once. Sales 30, batches 6, two starts 2: profit 22."""
    assert best(discrete({"A": [3, 0]}), solver).objective == pytest.approx(22)


@pytest.mark.parametrize("solver", ["highs", "cp_sat"])
def test_a_dsp_start_waits_for_the_usp_start_of_its_period(solver: str) -> None:
    """DSP lead time 40 days: a start that waits has no day left for a batch.

    DSP takes its suite in period 1 with a waiting start and no batch; in period 2 USP starts and makes 3, and
    DSP, which goes on, purifies them. Sales 30, batches 6, starts 2, late 3 x 2 = 6: profit 16.
    """
    result = best(discrete({"A": [3, 0]}, dsp_lead_time_days=40), solver)
    assert result.objective == pytest.approx(16)
    assert result.cost_by_category["backlog"] == pytest.approx(6)


@pytest.mark.parametrize(("cap", "profit"), [(20, 17), (0, 9)])
def test_the_cap_of_crude_stock_binds(cap: int, profit: float) -> None:
    """Two crude make one final batch; 3 crude a period; demand 3 in period 2.

    Free: crude 3 and 3, final 1 and 2, one crude and one final held: 30 - 6 - 3 - 2 - 2 = 17.
    No crude held: crude 2 and 2, final 1 and 1, one final held, one late (2): 20 - 4 - 2 - 2 - 1 - 2 = 9.
    """
    result = best(discrete({"A": [0, 3]}, usp_to_dsp_factor=0.5, usp_storage_cap_batches=cap))
    assert result.objective == pytest.approx(profit)


def test_two_crude_batches_make_one_final_batch() -> None:
    """Factor 0.5, demand 1: two crude, one final. Sales 10, batches 3, starts 2: profit 5."""
    assert best(discrete({"A": [1]}, usp_to_dsp_factor=0.5)).objective == pytest.approx(5)


@pytest.mark.parametrize(
    ("demand", "cost", "builds"),
    [
        (4.0, 10.0, 1),  # build 4, campaign 2, batches 4; buying would cost 20
        (1.0, 5.0, 0),  # buy 5; building would cost 4 + 2 + 1
    ],
)
def test_a_suite_is_built_when_it_pays(demand: float, cost: float, builds: int) -> None:
    """Building costs 4 once."""
    result = best(shop([[demand]], [[1.0]], open_at_start=[0]))
    assert result.objective == pytest.approx(cost)
    assert len(result.builds) == builds


def test_products_share_the_days_of_a_suite() -> None:
    """Demand 4 and 4 in 10 days: 4 + 2 and 2 + 2 days; the last two are bought.

    Batches 6, campaigns 4, bought 10: cost 20.
    """
    result = best(shop([[4.0], [4.0]], [[1.0], [1.0]]))
    assert result.objective == pytest.approx(20)
    assert sum(row.quantity for row in result.flows if row.kind == "outsourced") == pytest.approx(2)


def test_a_campaign_has_its_fewest_batches() -> None:
    """Demand 1, at least 3 batches: made 3, two held one period to the end. 3 + 2 + 2 = 7; bought: 5."""
    assert best(shop([[1.0]], [[1.0]], min_batches=3)).objective == pytest.approx(5)
    assert best(
        shop([[1.0]], [[1.0]], min_batches=3, outsource_cost=9, backlog_cost=9)
    ).objective == pytest.approx(7)


def test_late_is_cheaper_than_bought() -> None:
    """Demand 12 in period 1, none in 2; 8 batches fit a period. The other 4 are late or bought (20).

    Buying wins: 8 + 2 + 20 = 30. With lateness 1 it loses: 8 + 2 + 4 and 4 late to the end = 18.
    """
    assert best(shop([[12.0, 0.0]], [[1.0]])).objective == pytest.approx(30)
    assert best(shop([[12.0, 0.0]], [[1.0]], backlog_cost=1)).objective == pytest.approx(18)

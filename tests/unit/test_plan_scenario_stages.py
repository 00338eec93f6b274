"""From a scenario of several sections to a plan: what is filled, what it draws, what is under way."""

from dataclasses import replace

import pytest
from tests.planning_scenario import planned_starter

from seedtrain.plan import PeriodPlan, PlanSettings, solve, verify
from seedtrain.plan.scenario.assemble import Plant, plan_problem
from seedtrain.plan.scenario.handover import handed_over
from seedtrain.service.documents import open_document
from seedtrain.service.plan_plant import plan_plant
from seedtrain.service.plan_simulated import simulate_plan

WIP = """
work_in_progress:
  running: {product: our-antibody, suite: antibody, step: production, started: 2025-12-22}
  nearly: {product: our-antibody, suite: antibody, step: release, started: 2025-12-22}
  long-ago: {product: our-antibody, suite: antibody, step: production, started: 2025-06-01}

planning:"""


@pytest.fixture(scope="module")
def taizhou() -> Plant:
    """Semaglutide: substance in one section, pens in the next."""
    return plan_plant(open_document("taizhou-medical").scenario, 2, 1, lambda _: None)


@pytest.fixture(scope="module")
def pens(taizhou: Plant) -> PeriodPlan:
    """Its base case."""
    return plan_problem(taizhou)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Plant:
    """The small scenario with batches under way on the first day, in periods of half a year."""
    file = tmp_path_factory.mktemp("plan") / "mine.yaml"
    file.write_text(planned_starter(("\nplanning:", WIP)), encoding="utf-8")
    return plan_plant(open_document(file).scenario, 2, 1, lambda _: None)


def test_sections_become_stages(pens: PeriodPlan) -> None:
    """Pens draw on substance of the same purpose; suites stand in the section of their kind."""
    substance, filling = pens.stages
    assert (substance.id, filling.id) == ("drug_substance", "fill_finish")
    assert {suite.id for suite in substance.suites} == {"peptide", "second-fermenter"}
    assert {suite.id for suite in filling.suites} == {"fill", "second-fill", "partner-fill"}
    assert filling.sources == {"semaglutide-pen/commercial": ("drug_substance", "semaglutide-ds/commercial")}
    assert pens.source(1, "semaglutide-pen/commercial") == (0, "semaglutide-ds/commercial")
    assert pens.source(0, "semaglutide-ds/commercial") is None


def test_a_filling_draws_its_substance_with_its_losses(pens: PeriodPlan) -> None:
    """125,000 pens of 2 mg with 4 % overfill and 3 % lost in the line: 268 g a batch, in kilograms."""
    rule = pens.stages[1].rules["fill", "semaglutide-pen/commercial"]
    assert rule.takes_per_batch == pytest.approx(125000 * 0.002e-3 * 1.04 / 0.97, rel=1e-9)


def test_pens_are_counted_in_thousands(taizhou: Plant, pens: PeriodPlan) -> None:
    """14 million a year in the first full quarters, at 35 yuan: the means of what the scenario says."""
    market = pens.markets["pens-china"]
    assert market.price == pytest.approx(35 * 1000 / 1e6)
    first = next(t for t in range(pens.periods) if market.demand[t] > 0.0)
    assert 1.0 < sum(market.demand[first + 1 : first + 5]) / 14000 < 1.15**2
    made = taizhou.makings["semaglutide-pen", "fill"]
    rule = pens.stages[1].rules["fill", "semaglutide-pen/commercial"]
    assert rule.yield_per_batch == made.quantity[0]
    assert made.quantity[0] * 2e-3 == pytest.approx(made.mass_kg[0], rel=0.05)
    assert pens.stages[1].stocks["semaglutide-pen/commercial"].safety == pytest.approx(1000)
    assert pens.stages[0].stocks["semaglutide-ds/commercial"].opening == {"taizhou": 0.5}


def test_substance_is_shipped_and_pens_are_not(pens: PeriodPlan) -> None:
    """The way to the partner has a price by mass and none by the item."""
    assert [(way.stage, way.target) for way in pens.transfers] == [("drug_substance", "partner-fill")]


def test_pens_are_validated_with_substance_that_was_made(pens: PeriodPlan) -> None:
    """No suite has made the substance before: its batches on site come first."""
    walks = {(each.suite, each.product): each for each in pens.qualifications}
    walk = walks["fill", "semaglutide-pen/commercial"]
    assert ("peptide", "semaglutide-ds/commercial") in walk.fed_by
    assert walk.fed_lag == pens.stages[0].stocks["semaglutide-ds/commercial"].release_lag == 1
    assert walks["peptide", "semaglutide-ds/commercial"].fed_by == ()


def test_a_sampled_world_draws_and_gives_otherwise(taizhou: Plant, pens: PeriodPlan) -> None:
    """Pens a batch and substance a batch of pens are sampled; times and projects are those of the base."""
    other = plan_problem(taizhou, world=2)
    key = ("fill", "semaglutide-pen/commercial")
    assert other.stages[1].rules[key].takes_per_batch != pens.stages[1].rules[key].takes_per_batch
    assert other.stages[1].rules[key].days_per_batch == pens.stages[1].rules[key].days_per_batch
    assert other.projects == pens.projects


def test_the_plan_of_two_sections_is_sound(pens: PeriodPlan) -> None:
    """The judge approves it; substance made covers what the fillings draw, but for what was at hand."""
    result = solve(pens, PlanSettings(gap=0.05))
    assert verify(pens, result) == []
    rules = [stage.rules for stage in pens.stages]
    made = sum(row.batches for row in result.campaigns if row.section == "drug_substance")
    drawn = sum(
        row.batches * (rules[1][row.suite, row.product].takes_per_batch or 0.0)
        for row in result.campaigns
        if row.section == "fill_finish"
    )
    gained = sum(
        each.gain
        for each in pens.qualifications
        for row in result.qualifications
        if (row.suite, row.product) == (each.suite, each.product) and each.suite == "peptide"
    )
    a_batch = rules[0]["peptide", "semaglutide-ds/commercial"].yield_per_batch
    assert drawn <= made * a_batch + gained + 0.5 + 1e-6
    assert {row.section for row in result.flows if row.kind == "stock"} == {"drug_substance", "fill_finish"}


def test_batches_under_way_are_where_the_plan_begins(running: Plant) -> None:
    """One in the bioreactor goes on into 2026 and gives its mass, good as often as batches that came so far;
    one that only waits for release keeps no suite; one of last June was released before: it is stock."""
    by_id = {each.id: each for each in running.under_way}
    whole = running.makings["our-antibody", "antibody"]
    start = running.grid.start.toordinal()
    assert by_id["long-ago"].released < start < by_id["nearly"].released <= by_id["running"].released
    assert by_id["running"].days > 0.0
    assert by_id["nearly"].days == by_id["long-ago"].days == 0.0
    assert whole.mass_kg[0] <= by_id["running"].mass_kg[0] <= by_id["nearly"].mass_kg[0]
    problem = plan_problem(running)
    rule = problem.stages[0].stocks["our-antibody/commercial"]
    assert rule.opening == {"plant": pytest.approx(by_id["long-ago"].quantity[0])}
    due = by_id["nearly"].quantity[0] + by_id["running"].quantity[0]
    assert rule.arriving["plant"][0] == pytest.approx(due)
    (suite,) = [suite for suite in problem.stages[0].suites if suite.id == "antibody"]
    assert list(suite.days_taken) == pytest.approx([by_id["running"].days])


def test_what_a_batch_under_way_still_keeps_is_less_than_a_whole_batch(running: Plant) -> None:
    """Ten days of its production are over: it keeps the pace of the suite for at most the cycle time less
    ten days over the two vessels."""
    (batch,) = [each for each in running.under_way if each.id == "running"]
    cycle = float(running.makings["our-antibody", "antibody"].cycle_d[0])
    assert 0.0 < batch.days <= cycle - 10.0 / 2 + 1e-9


def test_a_plan_goes_on_from_what_is_under_way(running: Plant) -> None:
    """What is under way is sold: without it, and without the days it takes, the plan is worth less."""
    problem = plan_problem(running)
    (stage,) = problem.stages
    bare = replace(
        stage,
        suites=tuple(replace(suite, days_taken=()) for suite in stage.suites),
        stocks={key: replace(rule, opening={}, arriving={}) for key, rule in stage.stocks.items()},
    )
    found = [solve(each, PlanSettings(gap=0.0)) for each in (problem, replace(problem, stages=(bare,)))]
    assert verify(problem, found[0]) == []
    objectives = [result.objective or 0.0 for result in found]
    assert objectives[0] > objectives[1]
    assert "balance" in {each.rule for each in verify(replace(problem, stages=(bare,)), found[0])}


def test_three_sections_in_three_plants() -> None:
    """Antibody of Lin-gang is conjugated and filled at Wuxi; that of Suzhou is filled without conjugation.

    A conjugation draws the antibody that its vessel takes, shipped from either plant that makes it.
    """
    plant = plan_plant(open_document("yangtze-delta-chain").scenario, 0, 1, lambda _: None)
    problem = plan_problem(plant)
    assert [stage.id for stage in problem.stages] == ["drug_substance", "conjugation", "fill_finish"]
    assert problem.source(2, "antibody-vial/commercial") == (0, "antibody/commercial")
    assert problem.source(2, "conjugate-vial/commercial") == (1, "conjugate/commercial")
    assert problem.source(1, "conjugate/commercial") == (0, "adc-antibody/commercial")
    rule = problem.stages[1].rules["conjugation", "conjugate/commercial"]
    made = plant.makings["conjugate", "conjugation"]
    assert rule.takes_per_batch == pytest.approx(made.takes_kg[0])
    assert 0.6 < made.mass_kg[0] / made.takes_kg[0] < 1.0
    ways = {(way.source, way.target, way.stage) for way in problem.transfers}
    assert ("suzhou", "wuxi", "drug_substance") in ways
    assert not any(stage == "fill_finish" for _, _, stage in ways)
    assert problem.stages[2].suites[0].site == "wuxi"
    assert {problem.stage_of(name) for name in problem.markets} == {0, 2}


def test_batches_under_way_are_simulated_with_the_plan(running: Plant) -> None:
    """Those still under way on the first day stand on the timetable beside the batches of the plan, and what
    they give is planned in the year they are released in."""
    problem = plan_problem(running)
    result = solve(problem, PlanSettings(gap=0.01))
    handed = handed_over(running, problem, result)
    assert set(handed.work_in_progress) == {"running", "nearly"}
    assert list(handed.orders)[:2] == ["running", "nearly"]
    risk = simulate_plan(running, problem, result, 10, 1)
    planned = sum(row.batches for row in result.campaigns)
    planned += sum(row.engineering + row.validation for row in result.qualifications)
    assert risk.batches == planned + 2
    first = min(row.year for row in risk.supply)
    given = sum(float(each.mass_kg[0]) for each in running.under_way if each.id != "long-ago")
    assert first == 2026
    assert next(row.planned for row in risk.supply if row.year == first) >= given - 1e-6

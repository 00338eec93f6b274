"""From a scenario to a plan in periods: every field of the planning block arrives where it should."""

from itertools import pairwise
from pathlib import Path

import pytest
from tests.planning_scenario import planned_starter

from seedtrain.plan import PeriodPlan
from seedtrain.plan.scenario.assemble import Plant, plan_problem
from seedtrain.service.documents import open_document
from seedtrain.service.plan_plant import plan_plant

MORE = """    more:
      earliest: 2027-01-01
      latest: 2028-02-01
      places_in: antibody
      places: {value: 2, assumption: two}
"""
OTHERS = """    away:
      kind: outsource
      batch_fee: {value: 6 million CNY/batch, assumption: offer}
      becomes:
        modalities: [mab]
        units:
          reactors:
            {unit_class: production-bioreactor, count: 1, volume: 2000 L, basis: total, material: single_use,
             assumption: offer}
    close: {kind: retire, suite: antibody}
    new:
      kind: build
      after: more
      becomes:
        modalities: [mab]
        units:
          reactors:
            {unit_class: production-bioreactor, count: 3, volume: 5000 L, basis: total, material: stainless,
             assumption: offer}
  budget: {value: 100 million CNY/a, assumption: bank}
  transports:
    home:
      source: away
      target: plant
      time: {value: 2 months, assumption: offer}
      cost: {value: 5 CNY/g, assumption: offer}
  stocks:
"""
LICENCES = """
licences:
  making:
    {market: CN, purpose: commercial, instrument: cn-production-licence, granted: 2026-03-01,
     assumption: plan}
  approval:
    {market: CN, purpose: commercial, instrument: cn-marketing-approval, granted: 2027-03-01, sites: [plant],
     assumption: plan}
stock:
  vials: {product: our-antibody, mass: 3 kg, assumption: counted}

planning:"""


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Plant:
    """The small scenario with every kind of option, a budget, a way home, licences and stock."""
    text = planned_starter(
        ("    more:\n", MORE),
        ("  stocks:\n", OTHERS),
        ("\nplanning:", LICENCES),
        (
            "      product: our-antibody\n      start",
            "      product: our-antibody\n      market: CN\n      start",
        ),
        (
            "        shutdown: {value: 21 d",
            "        slots: {value: 4, assumption: built for four}\n        shutdown: {value: 21 d",
        ),
        (
            "{value: 150 kg/a, assumption: forecast}",
            "{dist: uniform, low: 100 kg/a, high: 200 kg/a, assumption: forecast}",
        ),
    )
    file = tmp_path_factory.mktemp("plan") / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return plan_plant(open_document(file).scenario, 3, 1, lambda _: None)


@pytest.fixture(scope="module")
def problem(plant: Plant) -> PeriodPlan:
    """Its base case."""
    return plan_problem(plant)


def test_options_become_projects(problem: PeriodPlan) -> None:
    """Kinds, windows, order, places; half-years from 2026-01: the first day of 2027 is period 2."""
    by_id = {project.id: project for project in problem.projects}
    assert {name: project.kind for name, project in by_id.items()} == {
        "more": "expand",
        "away": "outsource",
        "close": "retire",
        "new": "build",
    }
    more = by_id["more"]
    assert (more.opens, more.closes, more.earliest, more.places) == (("more",), ("antibody",), 2, 2.0)
    assert by_id["close"].closes == ("antibody",)
    assert by_id["new"].after == "more"
    assert problem.places == {"antibody": 2.0}
    assert all(project.latest is not None and project.latest + project.lead < 8 for project in by_id.values())


def test_capital_is_spread_over_the_time_to_build(problem: PeriodPlan) -> None:
    """It adds up to what was given, or to the curve's; outsourcing and retiring cost none here."""
    by_id = {project.id: project for project in problem.projects}
    assert sum(by_id["more"].spend) == pytest.approx(50)
    assert len(by_id["new"].spend) == by_id["new"].lead
    assert sum(by_id["new"].spend) > 300
    assert by_id["away"].spend == by_id["close"].spend == ()
    later = by_id["more"].residual
    assert all(a <= b for a, b in pairwise(later))


def test_money_and_stock_arrive(problem: PeriodPlan) -> None:
    """Budget by half-year, the partner's fee by batch, stock at hand, safety stock, the way home."""
    assert problem.budget == pytest.approx((50.0,) * 8)
    stage = problem.stages[0]
    assert stage.rules["away", "our-antibody/commercial"].cost_per_batch == pytest.approx(6.0)
    assert {suite.id: suite.fixed_cost > 0 for suite in stage.suites}["away"] is False
    rule = stage.stocks["our-antibody/commercial"]
    assert rule.opening == {"plant": 3.0}
    assert rule.safety == pytest.approx(10.0)
    (way,) = problem.transfers
    assert (way.source, way.target, way.periods) == ("away", "plant", 1)
    assert way.cost == pytest.approx(0.005)


def test_licences_are_by_plant(problem: PeriodPlan) -> None:
    """The approval names the plant and comes in March 2027: sold from period 3; the partner never sells."""
    market = problem.markets["sales"]
    assert market.licensed == {"plant": 3, "away": 8}


def test_walks_need_three_batches_in_a_row(problem: PeriodPlan) -> None:
    """Open from the first day: validation only; new suites: transfer and engineering batches before it. The
    grown suite has the same vessels and carries over what the old one has."""
    walks = {walk.suite: walk for walk in problem.qualifications}
    assert walks["antibody"].engineering == (0,)
    assert walks["antibody"].transfer == 0
    assert (walks["new"].transfer, sum(walks["new"].engineering), sum(walks["new"].validation)) == (1, 2, 3)
    assert walks["more"].carried_from == "antibody"
    assert walks["new"].carried_from == ""
    assert all(sum(walk.validation) >= 3 for walk in walks.values())


def test_a_sampled_world_differs_in_what_is_sampled(plant: Plant, problem: PeriodPlan) -> None:
    """Demand and what a batch gives differ; lead times, capital and openings do not."""
    other = plan_problem(plant, world=2)
    assert other.markets["sales"].demand != problem.markets["sales"].demand
    key = ("new", "our-antibody/commercial")
    assert other.stages[0].rules[key].yield_per_batch != problem.stages[0].rules[key].yield_per_batch
    assert other.projects == problem.projects
    assert [s.open_from for s in other.stages[0].suites] == [s.open_from for s in problem.stages[0].suites]


def test_orders_with_a_price_are_sold_too(tmp_path: Path) -> None:
    """Twenty commercial batches due on the last day of 2027, period 4; validation batches are the plan's own.

    9 million yuan a batch over its mass is the price of a kilogram.
    """
    text = planned_starter(
        ("  options:\n", "  order_price: {value: 9 million CNY/batch, assumption: list}\n  options:\n")
    )
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    found = plan_problem(plan_plant(open_document(tmp_path / "mine.yaml").scenario, 0, 1, lambda _: None))
    market = found.markets["order first-year"]
    assert "order validation" not in found.markets
    assert [t for t, demand in enumerate(market.demand) if demand] == [3]
    mass = min(rule.yield_per_batch for rule in found.stages[0].rules.values())
    assert sum(market.demand) == pytest.approx(20 * mass)
    assert market.price * mass == pytest.approx(9.0)


def test_lines_of_another_plant_scale_or_material_are_unlike(problem: PeriodPlan) -> None:
    """Four vessels of 2,000 L are like two; the partner's is in another plant, the new ones are of 5,000 L,
    of steel. A study costs the mean of 1.5, 3 and 6 million."""
    (each,) = problem.comparabilities
    assert each.product == "our-antibody/commercial"
    assert {frozenset(kind) for kind in each.kinds} == {
        frozenset({"antibody", "more"}),
        frozenset({"away"}),
        frozenset({"new"}),
    }
    assert each.cost == pytest.approx(3.5)

"""The walk of molecules: timelines, gates, counts and costs."""

from datetime import date

import numpy as np
import pytest
from tests.years_cases import AT_ONCE, day, draws, inputs, programme, scenario, value

from seedtrain.errors import InputError
from seedtrain.lifecycle import Arrival, run
from seedtrain.lifecycle.pipeline import counted
from seedtrain.model.demand import Order
from seedtrain.quantities.distributions import Uniform
from seedtrain.results.indicator import by_id

SURE: dict[str, dict[str, object]] = AT_ONCE | {
    "phase_1": {"duration": "100 d", "odds": "1", "cost": "10 CNY"},
    "phase_2": {"duration": "200 d", "odds": "1", "cost": "20 CNY"},
    "phase_3": {"duration": "300 d", "odds": "1", "cost": "30 CNY"},
    "filing": {"duration": "10 d", "odds": "1", "cost": "5 CNY", "clock": "fda.ind"},
}
"""A route with nothing left to chance: 100, 200 and 300 days, then 10 to file and a clock of 30 days."""


def with_terms(stage: str, **terms: object) -> dict[str, dict[str, object]]:
    """The sure route with other terms for one stage."""
    return SURE | {stage: SURE[stage] | terms}


def test_certain_odds_give_the_timeline_worked_out_by_hand() -> None:
    """Phase I ends 100 days after 2022-01-03, Phase II after 300, Phase III after 600, approval after 640."""
    result = run(scenario(programme(terms=SURE)), inputs(50), {})
    start = day("2022-01-03")
    for stage, begins, ends in (
        ("phase_1", 0, 100),
        ("phase_2", 100, 300),
        ("phase_3", 300, 600),
        ("filing", 600, 640),
    ):
        assert (draws(result.indicators, f"lifecycle.a.{stage}.start") == start + begins).all()
        assert (draws(result.indicators, f"lifecycle.a.{stage}.end") == start + ends).all()
    assert (draws(result.indicators, "lifecycle.a.commercial.start") == start + 640).all()
    assert (draws(result.indicators, "lifecycle.a.approved") == 1.0).all()
    assert (draws(result.indicators, "lifecycle.a.cost") == 65.0).all()


def test_certain_failure_gives_no_approval_and_only_the_cost_so_far() -> None:
    """With no chance in Phase II: 10 + 20 CNY are spent, nothing is approved, Phase III never starts."""
    result = run(scenario(programme(terms=with_terms("phase_2", odds="0"))), inputs(50), {})
    assert (draws(result.indicators, "lifecycle.a.approved") == 0.0).all()
    assert (draws(result.indicators, "lifecycle.a.cost") == 30.0).all()
    assert np.isinf(result.stage_start["a", "phase_3"]).all()


def test_the_base_of_one_molecule_follows_success() -> None:
    """At odds of one in ten the base is approved, and about a tenth of the sampled worlds are."""
    result = run(scenario(programme(terms=with_terms("phase_2", odds="0.1"))), inputs(2000), {})
    approved = draws(result.indicators, "lifecycle.a.approved")
    assert approved[0] == 1.0
    assert approved[1:].mean() == pytest.approx(0.1, abs=4 * np.sqrt(0.09 / 2000))


def test_the_base_of_a_cohort_counts_expected_molecules() -> None:
    """Of 40 molecules at odds 0.5 and 0.25 the base expects 5, and 20 that passed Phase I."""
    terms = with_terms("phase_1", odds="0.5") | {"phase_2": SURE["phase_2"] | {"odds": "0.25"}}
    result = run(scenario(programme(molecules=40.0, terms=terms)), inputs(500), {})
    approved = draws(result.indicators, "lifecycle.a.approved")
    assert approved[0] == 5.0
    assert approved[1:].mean() == pytest.approx(5.0, abs=4 * np.sqrt(40 * 0.125 * 0.875 / 500))
    passed = next(each for each in result.series if each.id == "lifecycle.a.passed.phase_1")
    assert passed.at(day("2031-12-31"))[0] == 20.0


def test_a_cohort_starts_evenly_between_its_days() -> None:
    """Four molecules over 400 days start on days 50, 150, 250 and 350; months are counted."""
    flow = programme(molecules=4.0, start_to=date(2023, 2, 7), terms=SURE)
    entered = next(
        each for each in run(scenario(flow), inputs(5), {}).series if each.id == "lifecycle.a.entered.phase_1"
    )
    start = day("2022-01-03")
    assert [entered.at(start + days)[0] for days in (40, 60, 185, 275, 396)] == [0.0, 1.0, 2.0, 3.0, 4.0]


def test_half_a_molecule_is_there_in_half_of_the_worlds() -> None:
    """A number that is not whole is rounded by chance in the sampled worlds, its mean kept."""
    result = run(scenario(programme(molecules=2.5, terms=SURE)), inputs(2000), {})
    approved = draws(result.indicators, "lifecycle.a.approved")
    assert approved[0] == 2.5
    assert set(approved[1:].tolist()) == {2.0, 3.0}
    assert approved[1:].mean() == pytest.approx(2.5, abs=4 * 0.5 / np.sqrt(2000))


def test_a_stage_waits_for_its_order() -> None:
    """Phase III starts on the later of its turn (day 300) and the release of its order, in each world."""
    order = Order(
        path="orders.o", product="p", batches=value(1.0), programme="a", stage="phase_3", purpose="clinical"
    )
    case = scenario(programme(terms=SURE), orders={"o": order})
    start = day("2022-01-03")
    released = np.array([start + 350, start + 250, start + 420, np.inf])
    result = run(case, inputs(3), {"o": Arrival(released)})
    assert result.stage_start["a", "phase_3"].tolist() == [start + 350, start + 300, start + 420, np.inf]
    assert "orders.o" in by_id(result.indicators)["lifecycle.a.phase_3.start"].rests_on


def test_rests_on_names_the_inputs_used() -> None:
    """Overrides stand under their path, defaults under the row of the catalogue."""
    result = run(scenario(programme(terms={"phase_1": SURE["phase_1"]})), inputs(3), {})
    rests_on = by_id(result.indicators)["lifecycle.a.approved"].rests_on
    assert "programmes.a.stages.phase_1.odds" in rests_on
    assert "catalog:stages.biologic.phase_2.odds" in rests_on
    assert "catalog:clocks.nmpa.bla" in rests_on


def test_an_uncertain_number_of_molecules_is_drawn() -> None:
    """Between 10 and 30 molecules that all pass: as many approvals, 20 expected."""
    number = value(0.0, path="programmes.a.molecules", dist=Uniform(10.0, 30.0))
    result = run(scenario(programme(molecules=number, terms=SURE)), inputs(300), {})
    approved = draws(result.indicators, "lifecycle.a.approved")
    assert approved[0] == 20.0
    assert 10.0 <= approved[1:].min() < 14.0
    assert 26.0 < approved[1:].max() <= 30.0


def test_nothing_comes_of_a_scenario_without_programmes() -> None:
    """No programmes: no indicators, no series."""
    result = run(scenario(), inputs(3), {})
    assert (result.indicators, result.series, result.stage_start) == ((), (), {})


def test_more_molecules_than_can_be_followed_are_refused() -> None:
    """A million molecules in 101 worlds are too many: LIF-003, together with what else is wrong."""
    many = programme(molecules=1e6, terms=SURE)
    other = programme("b", route="biosimilar", stage="phase_2")
    with pytest.raises(InputError) as refused:
        run(scenario(many, other), inputs(100), {})
    assert [found.code for found in refused.value.findings] == ["LIF-003", "LIF-001"]
    assert refused.value.findings[0].path == "programmes.a.molecules"


def test_process_validation_runs_beside_the_last_trial() -> None:
    """From day 300 Phase III takes 300 days, validation 350: filing on day 650, launch 20 days after 690."""
    terms = SURE | {
        "process_validation": {"duration": "350 d", "odds": "1", "cost": "7 CNY"},
        "launch": {"duration": "20 d"},
    }
    result = run(scenario(programme(terms=terms)), inputs(5), {})
    start = day("2022-01-03")
    for stage, begins in (("phase_3", 300), ("process_validation", 300), ("filing", 650), ("launch", 690)):
        assert (draws(result.indicators, f"lifecycle.a.{stage}.start") == start + begins).all(), stage
    assert (draws(result.indicators, "lifecycle.a.commercial.start") == start + 710).all()
    assert (draws(result.indicators, "lifecycle.a.cost") == 72.0).all()


def test_a_conditional_approval_is_followed_by_its_trial() -> None:
    """On Phase II data: filing on day 300, approval on 340, the confirmatory trial beside the sales."""
    terms = {stage: SURE[stage] for stage in ("phase_1", "phase_2", "filing", "process_validation", "launch")}
    terms["confirmatory"] = {"duration": "400 d", "odds": "1", "cost": "9 CNY"}
    result = run(scenario(programme(route="innovative-conditional", terms=terms)), inputs(5), {})
    start = day("2022-01-03")
    assert (draws(result.indicators, "lifecycle.a.commercial.start") == start + 340).all()
    assert (draws(result.indicators, "lifecycle.a.confirmatory.end") == start + 740).all()


def test_a_stage_rests_on_what_comes_before_it_and_on_nothing_after() -> None:
    """The start of Phase II rests on Phase I, not on its own duration, nor on Phase III or the filing."""
    result = run(scenario(programme()), inputs(5), {})
    table = by_id(result.indicators)
    start, end = table["lifecycle.a.phase_2.start"].rests_on, table["lifecycle.a.phase_2.end"].rests_on
    assert any(".phase_1.duration" in path for path in start)
    assert not any(".phase_2." in path or ".phase_3." in path or ".filing." in path for path in start)
    assert any(".phase_2.duration" in path for path in end)
    assert not any(".phase_3." in path or ".filing." in path for path in end)


def test_a_stage_that_waits_rests_on_what_its_order_rests_on() -> None:
    """The inputs of the order's release are among those of the stage's start and of all that follows."""
    order = Order(
        path="orders.o",
        product="p",
        programme="a",
        stage="phase_2",
        batches=value(1.0, path="orders.o.batches"),
    )
    late = Arrival(np.full(4, day("2023-01-02")), ("recipes.r.production.titer",))
    table = by_id(
        run(scenario(programme(terms=SURE), orders={"o": order}), inputs(3), {"o": late}).indicators
    )
    for name in ("phase_2.start", "phase_3.end", "filing.end"):
        assert "recipes.r.production.titer" in table[f"lifecycle.a.{name}"].rests_on
    assert "recipes.r.production.titer" not in table["lifecycle.a.phase_1.end"].rests_on


def test_what_happens_up_to_a_day_is_counted_with_that_day() -> None:
    """At 10.5, 11, 30 and never: none by day 10, two by days 11 and 29, three by day 30; weights count."""
    at = np.array([[10.5, 11.0, 30.0, np.inf], [5.0, 5.0, 31.5, 12.0]])
    weight = np.array([[1.0, 1.0, 1.0, 1.0], [1.0, 0.0, 1.0, 0.5]])
    found = counted(at, weight, np.array([10.0, 11.0, 29.0, 30.0]))
    assert found.tolist() == [[0.0, 2.0, 2.0, 3.0], [1.0, 1.0, 1.5, 1.5]]

"""Trials: from patients to items, grams and orders."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.trial_text import TRIAL
from tests.years_cases import HOURS_A_YEAR, day, inputs, programme, value

from seedtrain import lifecycle
from seedtrain.catalog import table
from seedtrain.errors import InputError
from seedtrain.lifecycle import is_of_trial, supply_lead, with_trials
from seedtrain.lifecycle.route import route_of
from seedtrain.lifecycle.trial import need_of, trial_days
from seedtrain.model.product import Product
from seedtrain.model.scenario import Scenario
from seedtrain.model.trial import Arm, Trial
from seedtrain.plan.scenario.assemble import plan_problem
from seedtrain.service import Section, run
from seedtrain.service.documents import open_document
from seedtrain.service.plan_plant import plan_plant


def arm(id_: str, patients: float, doses: float, **fields: Any) -> Arm:
    """Patients who take some doses."""
    path = f"t.arms.{id_}"
    return Arm(
        path=path,
        patients=value(patients, path=f"{path}.patients"),
        doses=value(doses, path=f"{path}.doses"),
        **fields,
    )


TERMS = next(each for each in route_of(programme()) if each.stage == "phase_3")
ITEM = Product(
    path="p",
    modality="mab",
    recipe="r",
    dose=value(0.2, "mass", "p.dose"),
    doses_per_item=value(0.5, path="p.doses_per_item"),
    fill_loss=value(0.1, "fraction", "p.fill_loss"),
)


def test_items_and_grams_of_a_trial_worked_out_by_hand() -> None:
    """Vials of 100 mg, 10 doses of 200 mg each: two arms of 100 patients, one at half dose; a control.

    Dosed: 200 x 10 / 0.5 = 4,000 vials, with half as much again 6,000; 10 hospitals keep 30 each: 300; two
    campaigns reserve 100 each: 200. Made: 6,500. The control takes 100 x 10 / 0.5 x 1.5 = 3,000 vials.
    Grams: 1.5 x (1,000 x 0.2 + 1,000 x 0.1) = 450, and 500 vials of 0.1 g: 500 in all, over 0.9.
    """
    half = arm("half", 100, 10, dose=value(0.1, "mass", "t.arms.half.dose"))
    trial = Trial(
        path="t",
        item="p",
        arms={
            "full": arm("full", 100, 10),
            "half": half,
            "control": arm("control", 100, 10, is_comparator=True),
        },
        sites=value(10.0, path="t.sites"),
        site_items=value(30.0, path="t.site_items"),
        overage=value(0.5, "fraction", "t.overage"),
        reserve_items=value(100.0, path="t.reserve_items"),
        campaigns=value(2.0, path="t.campaigns"),
    )
    need = need_of(trial, ITEM, TERMS, inputs(3))
    assert need.items == pytest.approx(np.full(4, 6500.0))
    assert need.reserve == pytest.approx(np.full(4, 200.0))
    assert need.comparator_items == pytest.approx(np.full(4, 3000.0))
    assert need.mass == pytest.approx(np.full(4, 500.0 / 0.9))


def test_doses_follow_from_the_time_of_treatment() -> None:
    """17.3 doses a year over one year of treatment are 18 whole doses a patient."""
    often = Product(
        path="p",
        modality="mab",
        recipe="r",
        dose=value(1.0, "mass", "p.dose"),
        doses_per_item=value(1.0, path="p.per"),
        doses_per_year=value(17.3 / HOURS_A_YEAR, "rate", "p.rate"),
    )
    trial = Trial(
        path="t",
        item="p",
        arms={"a": Arm(path="t.arms.a", patients=value(10.0, path="t.a.n"))},
        overage=value(0.0, "fraction", "t.o"),
        site_items=value(0.0, path="t.s"),
        reserve_items=value(0.0, path="t.r"),
    )
    terms = {each.stage: each for each in route_of(programme(terms={"phase_3": {"treatment": "1 a"}}))}[
        "phase_3"
    ]
    assert need_of(trial, often, terms, inputs(0)).items[0] == pytest.approx(180.0)


def test_enrolment_sets_the_length_of_the_trial() -> None:
    """240 patients at 20 hospitals of one a month: 12 months, 6 of treatment, and the close-out."""
    month = HOURS_A_YEAR / 12.0
    trial = Trial(
        path="t",
        item="p",
        arms={"a": arm("a", 240, 1)},
        sites=value(20.0, path="t.sites"),
        enrolment=value(1.0 / month, "rate", "t.enrolment"),
    )
    terms = {each.stage: each for each in route_of(programme(terms={"phase_3": {"treatment": "0.5 a"}}))}[
        "phase_3"
    ]
    close_out = table("stages")["any.trial.close_out"].value.base
    found = trial_days(trial, terms, inputs(0))
    assert found is not None
    assert found[0] == pytest.approx((18.0 * month + close_out) / 24.0)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """A scenario with a trial of two campaigns in Phase III."""
    file = tmp_path_factory.mktemp("trial") / "trial.yaml"
    file.write_text(TRIAL, encoding="utf-8")
    return open_document(file).scenario


def test_campaigns_become_orders_by_date(planned: Scenario) -> None:
    """Four orders: substance before filling, the first pair for the start, the second halfway through.

    Each filling is made from the substance of its campaign, and the stage waits for the first filling.
    """
    begins = np.array([day("2025-01-01")])
    orders = {
        key: each
        for key, each in with_trials(planned, {("alpha", "phase_3"): begins}).orders.items()
        if is_of_trial(each)
    }
    assert sorted(orders) == [
        "alpha-phase-3-fill-1",
        "alpha-phase-3-fill-2",
        "alpha-phase-3-substance-1",
        "alpha-phase-3-substance-2",
    ]
    first, second = orders["alpha-phase-3-substance-1"], orders["alpha-phase-3-fill-1"]
    assert (first.programme, second.programme, second.stage) == (None, "alpha", "phase_3")
    assert (first.made_from, second.made_from) == ([], ["alpha-phase-3-substance-1"])
    assert orders["alpha-phase-3-fill-2"].made_from == ["alpha-phase-3-substance-2"]
    assert first.due is not None
    assert second.due is not None
    assert first.due < second.due < date(2025, 1, 1)
    assert orders["alpha-phase-3-fill-2"].programme is None
    assert first.mass is not None
    assert second.items is not None
    assert second.items.base == np.ceil(second.items.base)


def test_a_stage_after_the_horizon_orders_nothing(planned: Scenario) -> None:
    """A trial that begins in 2040, or never, leaves the scenario as it is."""
    for begins in (day("2040-01-01"), np.inf):
        assert with_trials(planned, {("alpha", "phase_3"): np.array([begins])}) is planned


def test_items_are_packed_and_shipped(planned: Scenario) -> None:
    """A released filling takes weeks to the hospitals; an order of the user's own takes nothing."""
    orders = with_trials(planned, {("alpha", "phase_3"): np.array([day("2025-01-01")])}).orders
    drawn = inputs(20)
    shipped = supply_lead(orders["alpha-phase-3-fill-1"], drawn)
    assert shipped == pytest.approx(drawn.drawn["catalog:stages.any.trial.pack_lead"][1] / 24.0)
    assert supply_lead(planned.orders["clients"], drawn) == 0.0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      phase_3:\n        item", "      filing:\n        item", "LIF-011"),
        ("molecules: {value: 1,", "molecules: {value: 3,", "LIF-012"),
        ("    dose: {value: 200 mg, assumption: test}\n", "", "LIF-013"),
        ("        kind: fill_finish\n", "", "LIF-014"),
    ],
)
def test_a_trial_that_can_t_be_supplied_is_refused(old: str, new: str, code: str, tmp_path: Path) -> None:
    """A stage without trials, several molecules, an item without dose, no filling line: each has its code."""
    assert old in TRIAL
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        open_document(file)
    assert code in [found.code for found in refused.value.findings]


def test_a_taken_vessel_delays_the_trial_in_words(tmp_path: Path) -> None:
    """Fourteen client batches hold both vessels past the day that is wanted: late in every future.

    Without the client nothing stands before it and the trial waits less.
    """
    file = tmp_path / "trial.yaml"
    late = []
    for batches in (14, 1):
        file.write_text(TRIAL.replace("{value: 14,", f"{{value: {batches},"), encoding="utf-8")
        section = Section(run(file, seed=1, replications=40), "lifecycle")
        (risk,) = section.facts()["supply_risk"]
        late.append(risk)
        (words,) = next(each for each in section.tables() if each.id == "supply-risk").texts("en")
        assert "Phase III of alpha" in words[0]
    assert late[0]["probability_late"] == 1.0
    assert late[0]["taken_by"] == "clients"
    assert late[1]["taken_by"] is None
    assert late[1]["delay_p90_d"] < late[0]["delay_p90_d"]


def test_the_demand_of_a_trial_lands_in_the_plan(tmp_path: Path) -> None:
    """A plan over years that sells by orders has a market for each campaign of substance, in its quarter.

    The first is wanted in the spring of 2024, before the trial of July; the second half of it later, in the
    last quarter of 2025.
    """
    span = "start: 2024-01-01, end: 2026-01-01, period: quarter"
    planning = f"planning: {{{span}, order_price: 6 million CNY/batch}}\n"
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL + planning, encoding="utf-8")
    plant = plan_plant(open_document(file).scenario, 0, 1, lambda _: None)
    problem = plan_problem(plant, "npv")
    first = problem.markets["order alpha-phase-3-substance-1"].demand
    second = problem.markets["order alpha-phase-3-substance-2"].demand
    assert [quarter for quarter, mass in enumerate(first) if mass > 0.0] == [0]
    assert [quarter for quarter, mass in enumerate(second) if mass > 0.0] == [7]
    assert sum(first) == pytest.approx(sum(second))


def test_the_report_page_says_what_the_screen_says(tmp_path: Path) -> None:
    """Batches, waits, and the sentence of the supply risk stand in the page, in both languages."""
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL, encoding="utf-8")
    found = run(file, seed=1, replications=20)
    for lang, words in (("en", "Phase III of alpha starts late"), ("zh", "推迟开始的概率")):
        page = (found.save(tmp_path / lang, lang) / "report.html").read_text(encoding="utf-8")
        assert words in page


def test_a_section_draws_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run walks the life cycle down and back; its section walks and draws nothing more."""
    walks = []
    walk = lifecycle.run

    def counted(*given: Any) -> lifecycle.LifecycleResult:
        walks.append(given)
        return walk(*given)

    monkeypatch.setattr(lifecycle, "run", counted)
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL, encoding="utf-8")
    section = Section(run(file, seed=1, replications=20), "lifecycle")
    known = dict(section.run.chain.inputs.drawn)
    assert section.tables()
    assert section.facts()["supply_risk"]
    assert len(walks) == 2
    assert all(each[1] is section.run.chain.inputs for each in walks)
    assert section.run.chain.inputs.drawn == known

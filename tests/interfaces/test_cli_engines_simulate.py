"""``simulate``: a tiny plant as a file, and the starter beside its run."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.interfaces.conftest import Call
from tests.unit.test_simulate_plant import case

from seedtrain import service
from seedtrain.report.fit import breadth


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """A plant of three batches with spread and failures."""
    file = tmp_path / "plant.json"
    file.write_text(json.dumps(case(cv=0.2, failure_odds=0.2)), encoding="utf-8")
    return file


@pytest.mark.parametrize("policy", ["plan_order", "first_come"])
def test_a_simulation_is_told_as_facts(call: Call, plant: Path, policy: str) -> None:
    """Replications, policy and the batches released, with quantiles in order and the error of the mean."""
    said = call("simulate", plant, "-n", "200", "--policy", policy, "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert (found["replications"], found["failed"], found["policy"]) == (200, 0, policy)
    assert found["seconds"] > 0.0
    released = next(kpi for kpi in found["kpis"] if kpi["id"] == "released_batches")
    assert released.keys() == {"id", "name", "unit", "mean", "p10", "p50", "p90", "standard_error"}
    assert 0.0 <= released["p10"] <= released["p50"] <= released["p90"] <= 3.0
    assert 0.0 < released["standard_error"] < 0.1


def test_the_same_seed_gives_the_same_indicators(call: Call, plant: Path) -> None:
    """Twice the same, another seed something else; the name follows the language."""
    first, again, other = (
        json.loads(call("simulate", plant, "-n", "100", "--seed", seed, "--json").out)["kpis"]
        for seed in ("1", "1", "2")
    )
    assert first == again
    assert first != other
    chinese = json.loads(call("simulate", plant, "-n", "100", "--json", "--lang", "zh").out)["kpis"]
    assert chinese[0]["name"] == "计划期内放行批次"


def test_one_replication_has_no_error(call: Call, plant: Path) -> None:
    """The error of a mean of one is not known."""
    found = json.loads(call("simulate", plant, "--replications", "1", "--json").out)
    assert [kpi["standard_error"] for kpi in found["kpis"]] == [None] * 3


def test_a_scenario_gives_what_its_run_gives(call: Call, small: Path, ran: service.Run) -> None:
    """Mean, quantiles and error are those of the draws of the run, by the same ids."""
    found = json.loads(call("simulate", small, "-n", "10", "--json").out)
    indicators = {each.id: each for each in ran.assessment.indicators}
    counted = 0
    for kpi in found["kpis"]:
        indicator = indicators[kpi["id"]]
        if indicator.draws is None or indicator.dimension == "date":
            continue
        draws = indicator.draws[1:]
        assert kpi["mean"] == pytest.approx(float(np.mean(draws)))
        assert kpi["p50"] == pytest.approx(float(np.median(draws)))
        assert kpi["standard_error"] == pytest.approx(float(np.std(draws, ddof=1)) / np.sqrt(10.0), rel=1e-9)
        counted += 1
    assert counted >= 4


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("what", ["plant.json", "small.yaml"])
def test_a_simulation_is_shown(call: Call, plant: Path, small: Path, what: str, lang: str) -> None:
    """Settings and indicators within the width, in both languages."""
    said = call("simulate", what, "-n", "20", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert max(breadth(line) for line in said.out.splitlines()) <= 80
    assert ("in the order of the plan" if lang == "en" else "按计划次序") in said.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nothing",), "CLI-001"),
        (("nothing.json",), "CLI-020"),
        (("bench_schedule_50",), "CLI-022"),
        (("bench_simulation", "-n", "0"), "CLI-007"),
        (("bench_simulation", "--policy", "last_come"), "SCN-016"),
        (("zencore-lingang", "--policy", "first_come"), "SCN-016"),
        (("jinan-medicine-valley", "-n", "10"), "SCH-006"),
    ],
)
def test_what_cannot_be_simulated_is_refused(call: Call, arguments: tuple[str, ...], code: str) -> None:
    """Unknown names, kinds and policies, numbers out of range, nothing to make: exit code 2."""
    said = call("simulate", *arguments)
    assert (said.code, said.out) == (2, "")
    assert code in said.err

"""``simulate``: a tiny plant as a file, and the starter beside its run."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.interfaces.conftest import Call
from tests.unit.test_simulate_case_orders import with_orders
from tests.unit.test_simulate_plant import case

from seedtrain import service
from seedtrain.model.inputs import Inputs
from seedtrain.report.fit import breadth
from seedtrain.service import simulate_indices
from seedtrain.simulate.plant_work import POLICIES, PlantWork


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """A plant of three batches with spread and failures."""
    file = tmp_path / "plant.json"
    file.write_text(json.dumps(case(cv=0.2, failure_odds=0.2)), encoding="utf-8")
    return file


@pytest.mark.parametrize("policy", POLICIES)
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
    assert {kpi["standard_error"] for kpi in found["kpis"]} == {None}


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


def test_a_scenario_and_its_run_agree_on_what_varies(call: Call, small: Path) -> None:
    """With a block ``uncertainty`` a run and a simulation of as many replications give the same quantiles."""
    kinds = "retest: {odds: 0.5}, downtime: {}, site_stop: {}, order_change: {}"
    block = f"uncertainty: {{assumption: a test, {kinds}}}"
    small.write_text(f"{service.starter()}\n{block}\n", encoding="utf-8")
    found = json.loads(call("simulate", small, "-n", "12", "--chunk", "5", "--json").out)
    indicators = service.run(small, seed=1, replications=12).assessment.indicators
    ran: dict[str, tuple[float, ...]] = {each.id: each.quantiles or () for each in indicators}
    told = [kpi for kpi in found["kpis"] if kpi["unit"] != "date"]
    for kpi in told:
        assert kpi["p90"] == pytest.approx(ran[kpi["id"]][2], rel=1e-11), kpi["id"]
    assert list(found["varied"]) == ["downtime", "site_stop", "retest", "order_change"]
    assert found["varied"]["retest"]["odds"] == {
        "value": "0.5",
        "path": "uncertainty.retest.odds",
        "origin": "assumption",
    }
    assert found["varied"]["retest"]["time"]["path"] == "catalog:variation.retest-time"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("what", ["plant.json", "small.yaml"])
def test_a_simulation_is_shown(call: Call, plant: Path, small: Path, what: str, lang: str) -> None:
    """Settings, indicators, orders, drivers and what varies within the width, in both languages."""
    said = call("simulate", what, "-n", "60", "--vary", "all", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert max(breadth(line) for line in said.out.splitlines()) <= 80
    words = {
        "en": ("in the order of the plan", "What varies", "Start: ", "End: "),
        "zh": ("按计划次序", "配方之外的波动", "起点：", "终点："),
    }[lang]
    assert [word for word in words if word not in said.out] == []


def test_a_folder_has_the_same_bytes_wherever_it_ran(call: Call, small: Path, tmp_path: Path) -> None:
    """Table and facts of every replication: in this process or threads, in parts of 3, 7 or all at once."""
    ways = (("--chunk", "25"), ("--chunk", "7", "--cluster", "here"), ("--chunk", "3", "--workers", "2"))
    made = []
    for place, way in enumerate(ways):
        said = call("simulate", small, "-n", "25", "--vary", "all", "--out", tmp_path / f"{place}", *way)
        assert said.code == 0
        folder = tmp_path / f"{place}"
        made.append(tuple((folder / name).read_bytes() for name in ("replications.parquet", "results.json")))
        page = (folder / "report.html").read_text("utf-8")
        assert "Utilisation of" in page  # the last answers, which a screen leaves out
    assert made[0] == made[1] == made[2]
    frame = pl.read_parquet(tmp_path / "0" / "replications.parquet")
    assert frame["replication"].to_list() == list(range(25))
    assert {"output.batches [item]", "event.retest.count"} <= set(frame.columns)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_scenario_goes_by_every_policy(call: Call, small: Path, tmp_path: Path, policy: str) -> None:
    """All 23 batches are released or lost by every rule; the same answers in parts and threads."""
    found = [
        json.loads(
            call("simulate", small, "-n", "9", "--vary", "all", "--policy", policy, "--json", *way).out
        )
        for way in ((), ("--chunk", "2", "--workers", "2"))
    ]
    assert found[0]["kpis"] == found[1]["kpis"]
    kpis = {kpi["id"]: kpi for kpi in found[0]["kpis"]}
    assert found[0]["policy"] == policy
    assert found[0]["failed"] == 0
    ended = kpis["output.batches"]["mean"] + kpis["output.failed_batches"]["mean"]
    assert ended == pytest.approx(23.0)


def test_one_replication_is_told_by_its_number(call: Call, small: Path, tmp_path: Path) -> None:
    """The trace of replication 4 has the answers of row 4 of the table, its batches and its operations."""
    call("simulate", small, "-n", "6", "--vary", "all", "--out", tmp_path / "all", "--chunk", "6")
    row = pl.read_parquet(tmp_path / "all" / "replications.parquet").row(4, named=True)
    found = json.loads(call("simulate", small, "--trace", "4", "--vary", "all", "--json").out)
    assert found["replication"] == 4
    answers = {name.split(" [")[0]: value for name, value in row.items()}
    for name, value in found["answers"].items():
        assert value == pytest.approx(answers[name], rel=1e-11), name
    released = [batch for batch in found["batches"] if batch["released_h"] is not None]
    assert len(found["batches"]) == 23
    assert all(batch["cause"] for batch in found["batches"] if batch["failed_h"] is not None)
    assert found["answers"]["output.batches"] <= len(released)
    ends = {each["job"]: each["end_h"] for each in found["operations"]}
    assert all(batch["released_h"] == pytest.approx(ends[batch["job"]]) for batch in released)
    shown = call("simulate", small, "--trace", "4", "--out", tmp_path / "trace")
    assert "Replication 4 of" in shown.out
    assert (tmp_path / "trace" / "report.html").exists()


def test_shares_of_the_variance_are_told(call: Call, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sobol indices of the main answers: inputs and luck, the largest first; titer leads for the mass."""
    monkeypatch.setattr(simulate_indices, "SAMPLES", 128)
    found = json.loads(call("simulate", small, "-n", "200", "--sobol", "--json").out)["sobol"]
    told = found["output.our-antibody.mass"]
    assert told[0]["factor"].endswith("production.titer")
    assert [each["total"] for each in told] == sorted((each["total"] for each in told), reverse=True)
    assert "luck" in [each["factor"] for each in found["output.batches"]]
    shown = call("simulate", small, "-n", "200", "--sobol").out
    assert max(breadth(line) for line in shown.splitlines()) <= 80
    assert "Shares of the variance" in shown
    assert json.loads(call("simulate", small, "-n", "20", "--json").out)["sobol"] is None


def test_shares_of_the_variance_of_a_case_are_those_of_its_luck(
    call: Call, plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case has no inputs of its own: durations, failures and the events that vary share the variance."""
    monkeypatch.setattr(simulate_indices, "SAMPLES", 128)
    told = json.loads(call("simulate", plant, "-n", "100", "--vary", "supply", "--sobol", "--json").out)
    factors = {each["factor"] for each in told["sobol"]["released_batches"]}
    assert factors == {"luck", "luck.durations", "luck.failures", "luck.supply"}
    assert "运气" in call("simulate", plant, "-n", "100", "--sobol", "--lang", "zh").out


def test_an_interrupted_simulation_goes_on_from_its_checkpoint(
    call: Call, plant: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted in the third part: exit code 130, two parts kept; the same command ends as one run does."""
    at_once = json.loads(call("simulate", plant, "-n", "50", "--json").out)["kpis"]
    again = ("simulate", plant, "-n", "50", "--checkpoint", tmp_path / "parts", "--chunk", "10", "--json")
    original = PlantWork.part

    def interrupted(self: PlantWork, first: int, end: int) -> Any:
        if first == 20:
            raise KeyboardInterrupt
        return original(self, first, end)

    with monkeypatch.context() as patched:
        patched.setattr(PlantWork, "part", interrupted)
        said = call(*again, "--cluster", "here")
    assert (said.code, said.out) == (130, "")
    assert "parts" in said.err
    assert "goes on from there" in said.err
    assert len(list((tmp_path / "parts").glob("part-*.npz"))) == 2
    assert json.loads(call(*again).out)["kpis"] == at_once


def test_it_stops_when_the_error_is_reached(call: Call, plant: Path) -> None:
    """At 2 % of the mean well before 5,000; the answer says how many were asked for."""
    found = json.loads(call("simulate", plant, "-n", "5000", "--until-error", "0.02", "--json").out)
    released = found["kpis"][0]
    assert found["replications"] < found["asked"] == 5000
    assert found["replications"] % 100 == 0
    assert released["standard_error"] <= 0.02 * released["mean"]
    assert "at most 5,000" in call("simulate", plant, "-n", "5000", "--until-error", "0.02").out


def test_a_checkpoint_goes_on_where_it_was(call: Call, plant: Path, tmp_path: Path) -> None:
    """400 replications after 150 of them are those of one run; another seed does not fit the folder."""
    folder = tmp_path / "parts"
    at_once = json.loads(call("simulate", plant, "-n", "400", "--json").out)
    call("simulate", plant, "-n", "150", "--checkpoint", folder, "--chunk", "60")
    again = json.loads(call("simulate", plant, "-n", "400", "--checkpoint", folder, "--json").out)
    assert again["kpis"] == at_once["kpis"]
    assert len(list(folder.glob("part-*.npz"))) == 4
    said = call("simulate", plant, "-n", "400", "--checkpoint", folder, "--seed", "2")
    assert (said.code, "SIM-032" in said.err) == (2, True)


def test_a_replication_that_cannot_be_run_is_told(
    call: Call, plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replication 7 overflows: it is counted, named in the facts, left out, and refused when traced."""
    original = PlantWork.follow

    def overflows(self: PlantWork, inputs: Inputs, **more: Any) -> Any:
        if inputs.world.first <= 7 < inputs.world.first + inputs.world.replications:
            raise OverflowError("cannot convert float infinity to integer")
        return original(self, inputs, **more)

    monkeypatch.setattr(PlantWork, "follow", overflows)
    found = json.loads(call("simulate", plant, "-n", "20", "--json").out)
    assert (found["replications"], found["failed"]) == (20, 1)
    assert [(fault["replication"], fault["kind"]) for fault in found["faults"]] == [(7, "OverflowError")]
    assert "--trace 7" in call("simulate", plant, "-n", "20").out
    said = call("simulate", plant, "--trace", "7")
    assert (said.code, "SIM-038" in said.err) == (2, True)
    assert call("simulate", plant, "--trace", "8").code == 0


@pytest.mark.parametrize("sampling", ["latin_hypercube", "sobol"])
def test_a_design_lies_evenly_over_all_replications(
    call: Call, plant: Path, tmp_path: Path, sampling: str
) -> None:
    """One delivery, late with odds of 0.05: of an even 64 draws 3 or 4 lie below 3.2 / 64, in any parts.

    Traced alone, a replication is the one that was counted.
    """
    asked = ("simulate", plant, "-n", "64", "--vary", "supply", "--sampling", sampling)
    for name, more in (("whole", ()), ("parts", ("--chunk", "10"))):
        assert call(*asked, *more, "--out", tmp_path / name).code == 0
    whole, parts = (pl.read_parquet(tmp_path / name / "replications.parquet") for name in ("whole", "parts"))
    assert whole.equals(parts)
    late = np.flatnonzero(whole["event.supply.late"].to_numpy())
    assert late.size in {3, 4}
    traced = json.loads(call(*asked, "--trace", late[-1], "--json").out)
    assert traced["draws"]["event.supply.hours"] == pytest.approx(whole["event.supply.hours"][int(late[-1])])


def test_a_larger_design_is_another_one(call: Call, plant: Path, tmp_path: Path) -> None:
    """A checkpoint of a Latin hypercube of 64 is not gone on with to 128."""
    asked = ("simulate", plant, "--vary", "supply", "--sampling", "latin_hypercube")
    kept = ("--checkpoint", tmp_path / "parts")
    assert call(*asked, *kept, "-n", "64").code == 0
    said = call(*asked, *kept, "-n", "128")
    assert (said.code, "SIM-032" in said.err) == (2, True)


def test_the_command_tells_orders_and_why_they_are_late(call: Call, tmp_path: Path) -> None:
    """On-time probability with its error, when, money, what differs where an order is late; courses drawn."""
    file = tmp_path / "ordered.json"
    orders = [{"name": "A", "batches": 3, "due_d": 40.0}]
    file.write_text(json.dumps({**with_orders(failure_odds=0.1), "orders": orders}), encoding="utf-8")
    out = tmp_path / "out"
    said = call("simulate", file, "-n", "400", "--vary", "all", "--json", "--out", out)
    found = json.loads(said.out)
    kpis = {kpi["id"]: kpi for kpi in found["kpis"]}
    assert 0.1 < kpis["orders.A.met"]["mean"] < 0.9
    assert kpis["orders.A.met"]["standard_error"] > 0.0
    assert kpis["cost"]["unit"] == "CNY"
    assert found["misses"]["orders"]["A"]["share"] == pytest.approx(1.0 - kpis["orders.A.met"]["mean"])
    assert found["misses"]["orders"]["A"]["companions"][0]["name"] == "batches whose materials came late"
    assert "service" in found["drivers"]
    assert "fig-course-0" in (out / "report.html").read_text("utf-8")
    shown = call("simulate", file, "-n", "400", "--vary", "all").out
    assert "probability of being complete" in shown


def test_the_warm_up_is_found_told_and_left_out(call: Call, tmp_path: Path) -> None:
    """A vessel of 6.5 days and a route of 10: it fills within 15 days. Told without being left out; with auto
    left out, as with the days given."""
    file = tmp_path / "long.json"
    file.write_text(json.dumps(case(batches=60, horizon_d=380.0)), encoding="utf-8")
    plain, auto, given = (
        json.loads(call("simulate", file, "-n", "50", "--json", *more).out)
        for more in ((), ("--warm-up", "auto"), ("--warm-up", "10"))
    )
    days = auto["warm_up"]["found_d"]
    assert 5.0 <= days <= 15.0
    assert plain["warm_up"] == {"left_out_d": 0.0, "found_d": days}
    assert auto["warm_up"]["left_out_d"] == days
    assert given["warm_up"]["left_out_d"] == 10.0
    assert f"first {days:g} days" in auto["treatment"][1]
    assert auto["kpis"][0]["mean"] <= plain["kpis"][0]["mean"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nothing",), "CLI-001"),
        (("nothing.json",), "CLI-020"),
        (("bench_schedule_50",), "CLI-022"),
        (("bench_simulation", "-n", "0"), "CLI-007"),
        (("bench_simulation", "--policy", "last_come"), "SCN-016"),
        (("bench_simulation", "--cluster", "the moon"), "SIM-035"),
        (("bench_simulation", "--vary", "downtime,weather"), "SIM-037"),
        (("bench_simulation", "--until-error", "0"), "CLI-023"),
        (("bench_simulation", "--sampling", "grid"), "SIM-039"),
        (("bench_simulation", "--sampling", "sobol", "--until-error", "0.1"), "SIM-040"),
        (("bench_simulation", "--sampling", "latin_hypercube"), "SIM-041"),
        (
            ("bench_simulation", "--sampling", "sobol", "--vary", "supply", "-n", "9", "--trace", "9"),
            "CLI-007",
        ),
        (("bench_simulation", "--warm-up", "soon"), "CLI-023"),
        (("zencore-lingang", "--warm-up", "auto"), "SIM-050"),
        (("starter", "--warm-up", "30"), "SIM-050"),
        (("bench_simulation", "--workers", "0"), "CLI-007"),
        (("bench_simulation", "--trace", "-1"), "CLI-007"),
        (("zencore-lingang", "--policy", "last_come"), "SCN-016"),
        (("jinan-medicine-valley", "-n", "10"), "SCH-006"),
    ],
)
def test_what_cannot_be_simulated_is_refused(call: Call, arguments: tuple[str, ...], code: str) -> None:
    """Unknown names, kinds and policies, numbers out of range, nothing to make: exit code 2."""
    said = call("simulate", *arguments)
    assert (said.code, said.out) == (2, "")
    assert code in said.err

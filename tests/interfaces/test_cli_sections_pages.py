"""``lifecycle`` and ``park``: one section of a run, on a scenario without suites."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests.interfaces.conftest import Call

from seedtrain import service
from seedtrain.messages import Wording, table
from seedtrain.report.fit import breadth
from seedtrain.results.verdict import Claimed, Verdict
from seedtrain.service.section import is_of, rests_on
from seedtrain.service.section_waits import delay

FEW = ("--replications", "60")
YEARS = """\
format: 1
id: years
title: {en: Years, zh: 多年}
provenance:
  title: {en: A test, zh: 测试}
  publisher: {en: nobody, zh: 无}
  published: 2024-01-01
  document: test
money: {price_year: 2024}
horizon: {start: 2024-01-01, end: 2030-01-01}
programmes:
  alpha:
    name: {en: alpha, zh: 甲}
    modality: mab
    route: innovative
    molecules: {value: 4, assumption: few}
    stage: phase_3
    start: 2024-02-01
    assumption: a test
park:
  kind: district
  companies:
    base: {value: 20, assumption: few}
  industry: {}
  platforms:
    testing:
      platform_class: analysis_testing
      count: {value: 2, assumption: few}
  funds:
    seed:
      sum: {value: 20 million CNY, assumption: small}
claims:
  K1:
    kind: target
    text: {en: Thirty companies, zh: 三十家企业}
    said: {value: 30}
    readings:
      stock: {test: {en: thirty stand there, zh: 三十家}, value: 'at("park.companies", "2026-01-01")'}
  K2:
    kind: target
    text: {en: One approval, zh: 一个获批}
    said: {value: 1}
    readings:
      approval: {test: {en: one is approved, zh: 一个获批}, value: 'kpi("lifecycle.alpha.approved")'}
  K3:
    kind: target
    text: {en: Industry, zh: 产业}
    said: {value: 1 billion CNY, dimension: money}
    readings:
      scale: {test: {en: the scale, zh: 规模}, value: 'at("park.industry_scale", "2026-01-01")'}
"""


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """The scenario as a file."""
    file = tmp_path / "years.yaml"
    file.write_text(YEARS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> service.Run:
    """One run of it."""
    file = tmp_path_factory.mktemp("years") / "years.yaml"
    file.write_text(YEARS, encoding="utf-8")
    return service.run(file, seed=1, replications=60)


TITLES = {
    "lifecycle": ["sections.stages.title", "sections.value.title"],
    "park": ["sections.growth.title", "sections.platforms.title", "sections.money.title"],
}
CLAIMS = {"lifecycle": ["K2"], "park": ["K1", "K3"]}


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("part", ["lifecycle", "park"])
def test_a_section_shows_itself_alone(
    call: Call, years: Path, monkeypatch: pytest.MonkeyPatch, columns: int, lang: str, part: str
) -> None:
    """Opening, its own tables and its own verdicts within the width, nothing of the other part."""
    monkeypatch.setenv("COLUMNS", str(columns))
    said = call(part, years, *FEW, "--lang", lang)
    other = "park" if part == "lifecycle" else "lifecycle"
    words = table()
    keys = ["report.question.what", "cli.said.assumptions", "report.table.verdicts", "sections.binds.title"]
    assert (said.code, said.err) == (0, "")
    assert [key for key in (*keys, *TITLES[part]) if words[key][lang] not in said.out] == []
    assert [key for key in TITLES[other] if words[key][lang] in said.out] == []
    assert [name for name in CLAIMS[part] if f"\n{name} " not in said.out] == []
    assert [name for name in CLAIMS[other] if f"\n{name} " in said.out] == []
    assert max(breadth(line) for line in said.out.splitlines()) <= columns


@pytest.mark.parametrize("part", ["lifecycle", "park"])
def test_json_is_the_run_without_the_rest(call: Call, years: Path, part: str) -> None:
    """--json has the facts of ``run``, of the part alone; the folder is that of a run."""
    whole = json.loads(call("run", years, *FEW, "--json", "--out", "a").out)
    said = call(part, years, *FEW, "--json", "--out", "b")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert list(found) == [*whole, *(["supply_risk"] if part == "lifecycle" else [])]
    assert found["kpis"] == [row for row in whole["kpis"] if row["id"].startswith(f"{part}.")]
    assert found["verdicts"] == [row for row in whole["verdicts"] if row["claim"] in CLAIMS[part]]
    assert (len(found["kpis"]) > 3, found["files"]) == (True, whole["files"])
    folder = years.parent
    assert (folder / "a" / "results.json").read_bytes() == (folder / "b" / "results.json").read_bytes()


@pytest.mark.parametrize(("part", "key"), [("lifecycle", "programmes"), ("park", "park")])
def test_a_scenario_without_the_section_is_refused(call: Call, small: Path, part: str, key: str) -> None:
    """The starter has neither: a finding names the section, before anything is written."""
    said = call(part, small, *FEW)
    assert (said.code, said.out) == (2, "")
    assert f"CLI-030  {key}: The scenario starter has no {key} section" in " ".join(said.err.split("\n"))
    assert not (small.parent / "seedtrain-out").exists()


def test_options_of_a_run_hold(call: Call, years: Path) -> None:
    """--set, --as-of, --seed and --quiet do what they do in a run."""
    told = ("--json", "--as-of", "2024-03-01", "--seed", "7", "--set", "park.companies.base=35")
    found = json.loads(call("park", years, *FEW, *told).out)
    assert (found["as_of"], found["seed"]) == ("2024-03-01", 7)
    assert [row["verdict"] for row in found["verdicts"]] == ["supported", "not_assessable"]
    assert len(call("park", years, *FEW, "--quiet").out.splitlines()) == 3


@pytest.mark.parametrize("part", ["lifecycle", "park"])
def test_help_names_the_options_of_a_run(call: Call, part: str) -> None:
    """A section is asked for as a run is; each says in both languages what it shows."""
    run, own = (call(command, "--help") for command in ("run", part))
    options = [
        [line.split()[0] for line in said.out.splitlines() if line.startswith("  --")] for said in (run, own)
    ]
    assert (own.code, options[0]) == (0, options[1])
    assert " ".join(own.out.split()).count(table()[f"cli.help.{part}"]["en"]) == 1
    assert table()[f"cli.help.{part}"]["zh"][:8] in call(part, "--help", "--lang", "zh").out


def test_stages_count_molecules(ran: service.Run) -> None:
    """Four molecules start in Phase III; those that enter filing are those that passed before."""
    stages = service.Section(ran, "lifecycle").tables()[0]
    texts = stages.texts("en")
    keys = [column.key for column in stages.columns]
    entered = [line[keys.index("entered")] for line in texts]
    passed = [line[keys.index("passed")] for line in texts]
    assert [line[1] for line in texts] == [
        "Phase III",
        "process validation",
        "BLA filing and review",
        "launch",
        "commercial supply",
    ]
    assert entered[:2] == ["4", "4"]
    assert float(entered[2]) <= min(float(passed[0]), float(passed[1]))
    assert 1.0 < float(passed[0]) < 4.0
    assert texts[0][keys.index("start_p50")] == "2024-02-01"


def test_what_cannot_be_told_names_what_is_missing(ran: service.Run) -> None:
    """The zone has no industry scale: no row, and the note says which input would give one."""
    growth = service.Section(ran, "park").tables()[0]
    assert growth.note is not None
    assert "(without park.industry.scale)" in growth.note.render("en")
    assert [line[0] for line in growth.texts("en")] == [
        "Companies in the zone",
        "Companies introduced since the count",
        "Service platforms open",
    ]


def test_inputs_drawn_again_are_the_same(ran: service.Run) -> None:
    """What moves an indicator most is what the run found, to the last digit, where it names the indicator."""
    known = {(one.path, one.target): one for one in ran.assessment.drivers}
    shared = 0
    for section in (service.Section(ran, "lifecycle"), service.Section(ran, "park")):
        for one in section.assessment.drivers:
            assert known.get((one.path, one.target), one) == one
            shared += (one.path, one.target) in known
    assert shared >= 4


def test_a_part_without_claims_says_so(call: Call, years: Path) -> None:
    """The sentence on certainty speaks of the part, not of the scenario, which makes claims."""
    changes = ("--set", "claims.K2=null")
    said = " ".join(call("lifecycle", years, *FEW, *changes).out.split())
    assert "no claim of the scenario rests on this part" in said
    assert "No claim that rests on this part fails" in said


@pytest.mark.parametrize(
    ("more", "lifecycle", "park"),
    [
        ({"refers_to": ("lifecycle.a.approved",)}, True, False),
        ({"refers_to": ("orders.first.supply",)}, True, False),
        ({"refers_to": ("orders.first.completion",)}, False, False),
        ({"refers_to": ("park.companies@2023-09-01",)}, False, True),
        ({"rests_on": ("programmes.a.molecules", "catalog:parks.district.exit_rate")}, True, True),
        ({"missing": ("park.industry.scale",)}, False, True),
        ({"missing": ("observations.K1",)}, False, False),
    ],
)
def test_a_verdict_belongs_where_it_rests(
    more: dict[str, tuple[str, ...]], lifecycle: bool, park: bool
) -> None:
    """By what it compares, by the inputs it rests on, or by the one it lacks."""
    words = Wording("it")
    claimed = Claimed(op=">=", low=1.0, high=None, dimension="count", text=words)
    verdict = Verdict(
        claim="K", reading="r", document="d", kind="target", text=words, test=words, claimed=claimed,
        verdict="likely", probability=0.6, p10=None, p50=None, p90=None, basis="engine",
        refers_to=more.get("refers_to", ()), rests_on=more.get("rests_on", ()),
        missing=more.get("missing", ()),
    )  # fmt: skip
    assert (rests_on(verdict, "lifecycle"), rests_on(verdict, "park")) == (lifecycle, park)


def test_the_report_holds_the_tables(ran: service.Run) -> None:
    """The page of a run shows the tables of both parts, each title once."""
    from seedtrain.report import render

    page = render(ran.assessment, "en")
    zone = page[page.index("<h3>The zone through time</h3>") :]
    assert "alpha" not in zone[: zone.index("</table>")]
    titles = [table()[key]["en"] for part in TITLES.values() for key in part]
    assert [title for title in titles if page.count(f"<h3>{title}</h3>") != 1] == []


def test_a_stage_that_waits_is_late() -> None:
    """Worlds: 0, 4 and 10 days late, never reached either way: late in half of four, P90 8.2 days."""
    free = np.array([5.0, 10.0, 10.0, 10.0, np.inf])
    start = np.array([5.0, 10.0, 14.0, 20.0, np.inf])
    late, days = delay(start, free)
    assert late.render("en") == "50 %"
    assert days == pytest.approx(np.quantile([0.0, 4.0, 10.0, 0.0], 0.9))


def test_orders_that_stages_wait_for_are_shown() -> None:
    """A Phase III that could begin before its samples are released waits for them in every world."""
    changes = {"programmes.semaglutide.start": "2024-07-08"}
    run = service.run(service.open_document("taizhou-medical", changes), seed=1, replications=20)
    found = {each.id: each for each in service.Section(run, "lifecycle").tables()}["waits"]
    (line,) = found.texts("en")
    keys = [column.key for column in found.columns]
    assert (line[0], line[keys.index("stage_late")]) == ("phase-3-samples", "> 99 %")


def test_supply_belongs_to_the_life_cycle() -> None:
    """The day an order may be supplied waits for an approval; its completion does not."""
    names = ("orders.a.supply", "orders.a.completion", "lifecycle.a.cost", "parking.a")
    assert [is_of(name, "lifecycle") for name in names] == [True, False, True, False]

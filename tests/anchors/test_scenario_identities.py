"""What can be worked out from the documents alone, without any engine, against the same by hand."""

from functools import cache

import pytest
from tests.scenario_files import packaged

from seedtrain.assess.evidence import Evidence
from seedtrain.assess.judge import Judge
from seedtrain.model.inputs import Inputs
from seedtrain.model.redact import without_fact
from seedtrain.model.scenario import Scenario
from seedtrain.quantities.streams import World
from seedtrain.results.verdict import Verdict

WORLD = World(200, seed=1)


def _evidence(scenario: Scenario) -> Evidence:
    """Evidence without any engine: the scenario and its claims alone."""
    return Evidence(scenario, Inputs(WORLD), {}, {})


@cache
def verdicts(name: str) -> dict[tuple[str, str], Verdict]:
    """Every verdict that needs no engine; the others lack their indicator."""
    scenario = packaged(name).scenario
    judge = Judge(scenario, _evidence(scenario), lambda fact: _evidence(without_fact(scenario, fact)))
    return {(each.claim, each.reading): each for each in judge.verdicts()}


# claim, reading, value by hand (canonical units), verdict
WORKED_OUT = [
    # 1.3 bn yuan / 66,000 m2; 1.3 + 0.15 + 0.15 bn
    ("zencore-lingang", "C08", "identity", 1.3e9 / 66000.0, "supported"),
    ("zencore-lingang", "C09", "identity", 1.6e9, "supported"),
    # 5,775.85 lies within a tenth of 5,670, but is another figure
    ("zencore-lingang", "Z07", "about", 5775.85, "supported"),
    ("zencore-lingang", "Z07", "same-figure", 5775.85, "contradicted"),
    ("zencore-lingang", "Z08", "same-figure", 5670.0, "contradicted"),
    # two lists that differ in their first name
    ("zencore-lingang", "Z16", "same-list", 0.0, "contradicted"),
    ("zencore-lingang", "Z18", "same-list", 0.0, "contradicted"),
    ("wuxi-hightech", "C01", "identity", 3e9, "supported"),
    ("wuxi-hightech", "W01", "adds-up", 3e9, "supported"),
    ("wuxi-hightech", "W02", "part-of-total", 2e9, "supported"),
    ("wuxi-hightech", "W03", "part-of-total", 1e9, "supported"),
    ("bioworkshops-suzhou", "C10", "identity", 1.0 / 6.0, "supported"),
    # 125 / 17.23; 4 bn / 40 M and 5 bn / 40 M; 40 M / 3 M; 4 bn / 3 M and 5 bn / 3 M
    ("taizhou-medical", "C04", "identity", 125.0 / 17.23, "supported"),
    ("taizhou-medical", "C05", "low-end", 100.0, "supported"),
    ("taizhou-medical", "C05", "high-end", 125.0, "supported"),
    ("taizhou-medical", "C06", "identity", 40.0 / 3.0, "supported"),
    ("taizhou-medical", "C07", "low-end", 4000.0 / 3.0, "supported"),
    ("taizhou-medical", "C07", "high-end", 5000.0 / 3.0, "supported"),
    # 40 M pens of 4 doses at 52 doses a year last 3.08 M patients; 40 M single doses last 0.77 M
    ("taizhou-medical", "T07", "four-dose-pens", 40e6 * 4 / 52, "supported"),
    ("taizhou-medical", "T07", "weekly-single-doses", 40e6 / 52, "contradicted"),
    # 8 + 4 = 12, 12 - 4 = 8, 12 - 8 = 4; 10,000 mu = 10,000 x 2,000/3 m2; 27 of 50
    ("jinan-medicine-valley", "C02", "identity", 12.0, "supported"),
    ("jinan-medicine-valley", "J09", "adds-up", 12.0, "supported"),
    ("jinan-medicine-valley", "J10", "adds-up", 8.0, "supported"),
    ("jinan-medicine-valley", "J11", "adds-up", 4.0, "supported"),
    ("jinan-medicine-valley", "C03", "identity", 1e4 * 2000.0 / 3.0, "supported"),
    ("jinan-medicine-valley", "C11", "identity", 0.54, "supported"),
]


@pytest.mark.parametrize(("name", "claim", "reading", "value", "verdict"), WORKED_OUT)
def test_arithmetic_of_the_documents(name: str, claim: str, reading: str, value: float, verdict: str) -> None:
    """The figure worked out by hand is the one judged, and the verdict follows."""
    found = verdicts(name)[claim, reading]
    assert found.p50 == pytest.approx(value, rel=1e-12)
    assert found.verdict == verdict
    assert found.basis == "arithmetic"


# 4 x 200 + 500 = 1,300 L of pilot plant; the base's 21,000 L cost 61,905 yuan a litre
CHECKED_BESIDE = [
    ("zencore-lingang", "Z06", 1.5e8 / (1.3e9 / 21000.0), 1.0),
    ("zencore-lingang", "Z10", 1300.0 * (1.3e9 / 1.5e8) ** (1 / 0.6) - 15000.0, 1.0),
    ("zencore-lingang", "Z11", 1300.0 * (1.3e9 / 1.5e8) ** (1 / 0.6) - 6000.0, 1.0),
    ("zencore-lingang", "Z13", 100.0, 1.0),
    ("zencore-lingang", "Z14", 200.0, 1.0),
    ("wuxi-hightech", "W06", 4.0, 1.0),
    ("taizhou-medical", "T11", 5e6, 1.0),
    ("jinan-medicine-valley", "J02", 300.0, 1.0),
    ("jinan-medicine-valley", "J12", 23.0, 1.0),
    ("jinan-medicine-valley", "J13", 50.0, 1.0),
]


@pytest.mark.parametrize(("name", "claim", "value", "plausibility"), CHECKED_BESIDE)
def test_what_only_its_publisher_says_has_a_check_beside_it(
    name: str, claim: str, value: float, plausibility: float
) -> None:
    """Such a claim is not assessed; a plausibility check stands beside it, on other figures."""
    found = verdicts(name)[claim, "as-reported"]
    assert (found.verdict, found.basis, found.probability) == ("not_assessable", "self-reported", None)
    assert found.p50 == pytest.approx(value, rel=1e-12)
    assert found.plausibility == plausibility
    assert f"claims.{claim}" not in found.rests_on


def test_ten_of_ten_is_no_proof_of_a_hundred_per_cent() -> None:
    """The posterior of ten good batches of ten (Jeffreys, beta(10.5, 0.5)) never reaches one: mean 0.9545."""
    found = verdicts("bioworkshops-suzhou")["B05", "never-fails"]
    assert (found.verdict, found.basis) == ("contradicted", "posterior")
    assert found.p10 is not None
    assert found.p90 is not None
    assert found.p10 < 0.9545 < found.p90 < 1.0


@pytest.mark.parametrize(
    ("name", "claim", "missing"),
    [
        ("wuxi-hightech", "W09", "park.industry.scale"),
        ("wuxi-hightech", "W10", "park.industry.rank"),
        ("wuxi-hightech", "W05", "park.funds.innovation-centre.sum"),
        ("jinan-medicine-valley", "J01", "park.industry.scale"),
    ],
)
def test_a_target_without_its_base_names_what_is_missing(name: str, claim: str, missing: str) -> None:
    """No base value, no probability: the path of the value to give is named."""
    for (judged, _), found in verdicts(name).items():
        if judged == claim:
            assert (found.verdict, found.missing) == ("not_assessable", (missing,))

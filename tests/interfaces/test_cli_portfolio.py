"""``portfolio``: the choice of programmes of a scenario."""

import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Call
from tests.trial_text import TRIAL

FEW = ("--replications", "40")
ASKED = (
    "portfolio",
    "taizhou-medical",
    *FEW,
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_budget_that_holds_chooses_the_programme(call: Call, lang: str) -> None:
    """Two billion a year let the one programme go on, in both languages."""
    said = call(*ASKED, "--budget", "2 billion CNY/a", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert ("go on now" if lang == "en" else "立即推进") in said.out


def test_a_small_budget_leaves_it_and_says_what_more_adds(call: Call) -> None:
    """At 95 million a year it does not fit; ten per cent more of a larger sum would."""
    (small,) = json.loads(call(*ASKED, "--budget", "20 million CNY/a", "--json").out)["programmes"]
    assert small["chosen"] is False
    whole = json.loads(call(*ASKED, "--budget", "2 billion CNY/a", "--json").out)
    peak = max(whole["limits"][0]["used"])
    tight = json.loads(call(*ASKED, "--budget", f"{0.95 * peak:.0f} CNY/a", "--json").out)
    assert tight["objective_cny"] < whole["objective_cny"]
    assert tight["limits"][0]["one_more_adds_cny"] == pytest.approx(whole["objective_cny"], rel=0.3)
    assert whole["broken"] == []


@pytest.mark.parametrize(
    ("more", "code"),
    [((), "LIF-015"), (("--budget", "3 kg"), "SCN-014"), (("--budget", "-1 CNY/a"), "SCN-012")],
)
def test_a_budget_that_is_none_is_refused(call: Call, more: tuple[str, ...], code: str) -> None:
    """No budget, one in kilograms, one below nothing."""
    said = call(*ASKED, *more)
    assert said.code == 2
    assert code in said.err


def test_programmes_without_a_value_are_refused(call: Call, tmp_path: Path) -> None:
    """Without a product on the market no programme has a value: LIF-017."""
    file = tmp_path / "trial.yaml"
    file.write_text(TRIAL, encoding="utf-8")
    said = call("portfolio", file, *FEW, "--budget", "1 billion CNY/a")
    assert (said.code, "LIF-017" in said.err) == (2, True)

"""Facts for results.json: the keys promised, plain numbers, the same bytes."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.unit.report_sample import SAMPLES, bare, claim, mixed, pipeline, plant

from seedtrain.messages import Message
from seedtrain.report import dump, facts
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator

TOP = ["scenario", "as_of", "seed", "version", "input_hash", "kpis", "verdicts", "files"]
KPI = ["id", "name", "unit", "base", "p10", "p50", "p90"]
VERDICT = [
    "claim", "reading", "document", "kind", "text", "test", "claimed", "verdict", "probability", "p10", "p50",
    "p90", "basis", "rests_on", "binds", "remedy", "missing",
]  # fmt: skip


def with_one(dimension: str, draws: list[float]) -> Assessment:
    """An assessment of a single indicator."""
    label = Message("report.table.kpis")
    return replace(
        bare(), indicators=(Indicator(id="x", label=label, dimension=dimension, draws=np.array(draws)),)
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_keys_are_those_promised(lang: str) -> None:
    """Top level, indicators and verdicts hold exactly the keys of the format, in its order."""
    found = facts(mixed(), lang, files=("b", "a"))
    assert list(found) == TOP
    assert all(list(kpi) == KPI for kpi in found["kpis"])
    assert all(list(verdict) == VERDICT for verdict in found["verdicts"])
    assert list(found["verdicts"][0]["claimed"]) == ["op", "low", "high", "unit", "text"]
    assert found["files"] == ["a", "b"]


def test_numbers_keep_twelve_digits_and_their_unit() -> None:
    """1/3 kg is 333.333333333 g; money names its price year."""
    found = facts(with_one("mass", [1000.0 / 3.0] * 4), "en")["kpis"][0]
    assert (found["unit"], found["base"], found["p50"]) == ("g", 333.333333333, 333.333333333)
    assert facts(with_one("money", [-0.0] * 4), "en")["kpis"][0]["unit"] == "CNY_2022"
    assert json.dumps(facts(with_one("money", [-0.0] * 4), "en")["kpis"][0]["base"]) == "0.0"


def test_a_date_is_a_day_and_never_is_null() -> None:
    """Ordinals become ISO days; a day that never comes is null, and so is what can't be told."""
    start = float(date(2027, 7, 2).toordinal())
    found = facts(with_one("date", [start, start, start, np.inf, np.inf]), "en")["kpis"][0]
    assert (found["unit"], found["base"], found["p10"], found["p90"]) == (
        "date",
        "2027-07-02",
        "2027-07-02",
        None,
    )
    untold = replace(bare(), indicators=(plant().indicators[-1],))
    assert facts(untold, "en")["kpis"][0]["base"] is None


def test_the_observed_verdict_stands_apart() -> None:
    """A verdict with later observations is held beside the one without, never mixed."""
    later = claim("A1", "supported", 1.0, basis="observation")
    both = replace(bare(), verdicts=(replace(claim("A1", "unlikely", 0.3), observed=later),))
    found = facts(both, "en")["verdicts"][0]
    assert (found["verdict"], found["observed"]["verdict"]) == ("unlikely", "supported")


@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_bytes_are_the_same(name: str) -> None:
    """Two assessments made alike give the same bytes, and they are JSON."""
    first, second = (dump(facts(SAMPLES[name](), "zh")) for _ in range(2))
    assert first == second
    assert json.loads(first)["scenario"] == f"sample-{name}"


def test_nan_is_refused() -> None:
    """What is not a number can't be written."""
    with pytest.raises(ValueError, match="JSON"):
        dump({"base": float("nan")})


def test_the_names_are_in_the_language_asked_for() -> None:
    """Labels of indicators carry display names in both languages."""
    names = [kpi["name"] for kpi in facts(pipeline(), "zh")["kpis"]]
    assert any("后期项目" in name for name in names)

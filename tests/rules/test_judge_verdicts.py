"""Verdicts: thresholds, readings, the claim taken out of its own evidence, what is missing, observations."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.unit.scenario_text import PLANT, document

from seedtrain.assess.evidence import Evidence
from seedtrain.assess.judge import Judge, verdict_name
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.model.redact import without_fact
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Indicator
from seedtrain.results.verdict import Verdict

_CLAIMS = PLANT[: PLANT.index("claims:")] + "claims:\n"
_WORLDS = 100


def _judge(claims: str, *, kilograms: float = 4.0, extra: str = "") -> Judge:
    """A judge whose only indicator `mass` runs evenly from 0 to twice ``kilograms`` over 100 worlds.

    Without fact K2 it is a tenth of that.
    """
    text = _CLAIMS + claims
    scenario = document(text.replace("claims:\n", extra + "claims:\n")).scenario
    inputs = Inputs(World(_WORLDS, seed=1))

    def evidence(factor: float) -> Evidence:
        grams = np.concatenate(([1000.0], np.linspace(0.0, 2000.0, _WORLDS))) * kilograms * factor
        rests_on = ("orders.first.batches",)
        label = Message("severity.note")
        mass = Indicator(id="mass", label=label, dimension="mass", draws=grams, rests_on=rests_on)
        lost = Indicator(id="lost", label=label, dimension="mass", draws=None, missing=("park.land",))
        return Evidence(scenario, inputs, {"mass": mass, "lost": lost}, {})

    redacted: Callable[[str], Evidence] = lambda fact: evidence(0.1 if fact == "K2" else 1.0)  # noqa: E731
    return Judge(scenario, evidence(1.0), redacted)


def _verdict(claims: str, **more: object) -> Verdict:
    (verdict,) = _judge(claims, **more).verdicts()  # type: ignore[arg-type]
    return verdict


def _claim(reading: str, said: str = "value: 4 kg, dimension: mass", name: str = "K1") -> str:
    return (
        f"  {name}:\n    kind: target\n    text: x\n    said: {{{said}}}\n"
        f"    readings: {{r: {{test: y, {reading}}}}}\n"
    )


@pytest.mark.parametrize(
    ("probability", "name"),
    [
        (1.0, "supported"),
        (0.8, "supported"),
        (0.79, "likely"),
        (0.5, "likely"),
        (0.49, "unlikely"),
        (0.2, "unlikely"),
        (0.19, "contradicted"),
        (0.0, "contradicted"),
    ],
)
def test_thresholds(probability: float, name: str) -> None:
    """0.8, 0.5 and 0.2, each belonging to the better verdict."""
    assert verdict_name(probability) == name


def test_probability_is_the_share_of_worlds_in_which_it_holds() -> None:
    """Even from 0 to 8 kg, at least 4 kg: half of 100 worlds; median 4 kg, P10 0.8 kg, P90 7.2 kg."""
    verdict = _verdict(_claim('value: kpi("mass")'))
    assert verdict.probability == 0.5
    assert (verdict.verdict, verdict.basis) == ("likely", "engine")
    assert (verdict.p10, verdict.p50, verdict.p90) == pytest.approx((800.0, 4000.0, 7200.0))
    assert verdict.refers_to == ("mass",)


def test_a_reading_may_have_its_own_operator_and_bound() -> None:
    """At most 6 kg: worlds up to 6 of 8 kg, 75 of 100."""
    verdict = _verdict(_claim('value: kpi("mass"), op: "<=", bound: 1.5 * K1'))
    assert verdict.probability == 0.75


def test_an_operator_without_bound_takes_the_end_of_what_was_claimed() -> None:
    """An area of 4 and 5 % on top: 4.2 of 8, 52 or 53 of 100 worlds."""
    said = "value: 4 kg, dimension: mass, measure: area"
    verdict = _verdict(_claim('value: kpi("mass"), op: "<="', said))
    assert verdict.probability == 0.52


def test_a_claim_is_taken_out_of_its_own_evidence() -> None:
    """The order rests on fact K2: judged without it the mass is a tenth, and 4 kg are never reached."""
    reading = 'value: kpi("mass")'
    assert _verdict(_claim(reading)).probability == 0.5
    text = _CLAIMS.replace("assumption: made up", "fact: K2") + _claim(reading, name="K2")
    scenario = document(text).scenario
    judge = _judge(_claim(reading))
    other = Judge(
        scenario, Evidence(scenario, judge.evidence.inputs, judge.evidence.indicators, {}), judge.without
    )
    (verdict,) = other.verdicts()
    assert verdict.probability == 0.0


def test_nothing_left_is_not_assessable() -> None:
    """Without the fact there is no order at all: the paths that rested on it are named."""
    text = _CLAIMS.replace("assumption: made up", "fact: K1") + _claim(
        'value: given("orders.first.batches"), op: ">="'
    )
    scenario = document(text.replace("dimension: mass", "dimension: mass")).scenario
    inputs = Inputs(World(_WORLDS, seed=1))

    def without(fact: str) -> Evidence:
        return Evidence(without_fact(scenario, fact), inputs, {}, {})

    (verdict,) = Judge(scenario, Evidence(scenario, inputs, {}, {}), without).verdicts()
    assert (verdict.verdict, verdict.missing) == ("not_assessable", ("orders.first.batches",))


def test_an_indicator_without_value_names_what_is_missing() -> None:
    """The engine says which input it lacks."""
    verdict = _verdict(_claim('value: kpi("lost")'))
    assert (verdict.verdict, verdict.basis, verdict.missing) == ("not_assessable", "none", ("park.land",))
    assert verdict.probability is None


def test_a_reading_needs_what_it_says_it_needs() -> None:
    """A path in `needs` that the scenario lacks is missing, one that it has is not."""
    assert _verdict(_claim("needs: [park.industry.scale]")).missing == ("park.industry.scale",)
    held = _verdict(_claim('value: kpi("mass"), needs: [orders.first.batches]'))
    assert held.verdict == "likely"


def test_what_only_its_publisher_says_is_never_supported() -> None:
    """A self-reported claim keeps its plausibility beside it."""
    verdict = _verdict(_claim('value: kpi("mass"), self_reported: true'))
    assert (verdict.verdict, verdict.basis) == ("not_assessable", "self-reported")
    assert verdict.probability is None
    assert verdict.plausibility == 0.5


def test_arithmetic_holds_or_does_not() -> None:
    """2 + 2 kg against at least 4 kg, then against 5: probability one, then zero."""
    assert _verdict(_claim("value: 2000 + 2000")).verdict == "supported"
    lower = _verdict(_claim("value: 2000 + 2000", "value: 5 kg, dimension: mass"))
    assert (lower.verdict, lower.probability, lower.basis) == ("contradicted", 0.0, "arithmetic")


def test_ten_of_ten_is_a_posterior() -> None:
    """A rate of at least 99 % after ten successes: 1 - I_0.99(10.5, 0.5) = 0.350."""
    said = "value: 0.99, dimension: fraction"
    verdict = _verdict(_claim("value: 'beta(10, 10)'", said))
    assert verdict.basis == "posterior"
    assert verdict.probability == pytest.approx(0.350, abs=0.1)
    assert verdict.p10 is not None
    assert verdict.p10 < 1.0


def test_an_observation_stands_beside_never_mixed() -> None:
    """From as_of it is a coin's toss; observed at 5 kg it holds, and the first verdict stays."""
    extra = "observations:\n  O: {claim: K1, on: 2026-06-01, value: 5 kg, source: Paper}\n"
    verdict = _verdict(_claim('value: kpi("mass")'), extra=extra)
    assert verdict.verdict == "likely"
    assert verdict.observed is not None
    assert (verdict.observed.verdict, verdict.observed.basis) == ("supported", "observation")


def test_an_observation_is_told_of_a_reading_without_expression_too() -> None:
    """Nothing to compute, for only its publisher says so; what was seen later is shown all the same."""
    extra = "observations:\n  O: {claim: K1, on: 2026-06-01, value: 3 kg, source: Paper}\n"
    verdict = _verdict(_claim("self_reported: true"), extra=extra)
    assert (verdict.verdict, verdict.basis) == ("not_assessable", "self-reported")
    assert verdict.observed is not None
    assert verdict.observed.verdict == "contradicted"


def test_two_readings_get_two_verdicts() -> None:
    """One claim, a low and a high reading."""
    claims = _claim("value: 5000}, s: {test: z, value: 3000")
    assert [verdict.verdict for verdict in _judge(claims).verdicts()] == ["supported", "contradicted"]

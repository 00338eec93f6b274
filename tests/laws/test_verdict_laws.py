"""What must hold for every verdict: what is true already is supported, with probability one."""

from hypothesis import given, settings
from hypothesis import strategies as some
from tests.rules.test_judge_verdicts import _claim, _verdict


@settings(max_examples=25, deadline=None)
@given(first=some.integers(1, 10**6), second=some.integers(1, 10**6), less=some.integers(0, 10**6))
def test_an_identity_that_holds_is_supported_with_probability_one(first: int, second: int, less: int) -> None:
    """Two sums of the scenario that add up to what is said, or more: supported, 1; said to be more: never."""
    whole = first + second
    held = _verdict(_claim(f"value: {first} + {second}", f"value: {max(whole - less, 1)}"))
    assert (held.verdict, held.probability, held.basis) == ("supported", 1.0, "arithmetic")
    missed = _verdict(_claim(f"value: {first} + {second}", f"value: {whole + less + 1}"))
    assert (missed.verdict, missed.probability) == ("contradicted", 0.0)


@settings(max_examples=25, deadline=None)
@given(said=some.integers(1, 1000), more=some.integers(0, 1000))
def test_what_was_observed_already_is_supported_with_probability_one(said: int, more: int) -> None:
    """At least so many kilograms said, as many or more observed: supported, 1, whatever the forecast was."""
    extra = f"observations:\n  O: {{claim: K1, on: 2026-06-01, value: {said + more} kg, source: Paper}}\n"
    found = _verdict(_claim('value: kpi("mass")', f"value: {said} kg, dimension: mass"), extra=extra).observed
    assert found is not None
    assert (found.verdict, found.probability, found.basis) == ("supported", 1.0, "observation")

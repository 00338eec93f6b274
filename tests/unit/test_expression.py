"""Expressions of claims: what is allowed, and what they come to."""

import numpy as np
import pytest
from tests.unit.scenario_text import document

from seedtrain.assess.evidence import Evidence, MissingInputError
from seedtrain.assess.expression import FUNCTIONS, evaluate, problems
from seedtrain.messages import Message
from seedtrain.model.inputs import Inputs
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Indicator
from seedtrain.results.series import Series

_MORE = """\
claims:
  A: {kind: plan, text: x, said: {value: 3, measure: count}, readings: {}}
  P: {kind: plan, text: x, said: {op: in, low: 4, high: 5}, readings: {}}
  L1: {kind: plan, text: x, said: {items: [a, b], measure: list}, readings: {}}
  L2: {kind: plan, text: x, said: {items: [b, a], measure: list}, readings: {}}
  L3: {kind: plan, text: x, said: {items: [b, c], measure: list}, readings: {}}"""


def _evidence() -> Evidence:
    scenario = document(document().text, ("claims:", _MORE)).scenario
    label = Message("severity.note")
    known = Indicator(
        id="mass", label=label, dimension="mass", draws=np.array([2.0, 1.0, 3.0]), rests_on=("p",)
    )
    lost = Indicator(id="lost", label=label, dimension="mass", draws=None, missing=("park.industry.scale",))
    days = np.array([738000.0, 738010.0])
    draws = np.array([[0.0, 10.0]] * 3)
    series = Series(id="grown", label=label, dimension="count", days=days, draws=draws, kind="line")
    inputs = Inputs(World(2, seed=1))
    return Evidence(scenario, inputs, {"mass": known, "lost": lost}, {"grown": series})


def _value(text: str) -> object:
    evidence = _evidence()
    assert problems(text, evidence.scenario.claims) == []
    return evaluate(text, evidence.scenario.claims, evidence).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7.0),
        ("-2 ** 2", -4.0),
        ("A / 2", 1.5),
        ("low(P) + high(P)", 9.0),
        ("same(L1, L2) + same(L1, L3)", 1.0),
        ("count(L1)", 2.0),
        ('count("orders")', 1.0),
        ('date("2020-07-28") - date("2020-07-27")', 1.0),
        ("min(3, 2, 5) + max(1, 2) + abs(-4)", 8.0),
        ("lower(10, 10)", 0.05**0.1),  # ten of ten: the rate whose tenth power is 5 %, 0.741
    ],
)
def test_arithmetic(text: str, expected: float) -> None:
    """Figures of the scenario and its claims, worked by hand."""
    assert _value(text) == pytest.approx(expected)


def test_indicators_and_series_are_taken_in_every_world() -> None:
    """2, 1, 3 grams twice over; a line from 0 to 10 over ten days is at 4 on its fourth (738004)."""
    assert _value('2 * kpi("mass")') == pytest.approx([4.0, 2.0, 6.0])
    assert _value('at("grown", "2021-08-02")') == pytest.approx([4.0] * 3)


def test_a_value_of_the_scenario_is_drawn() -> None:
    """Given a path, its draws; base first."""
    assert _value('given("orders.first.batches")') == pytest.approx([3.0, 3.0, 3.0])


def test_a_posterior_has_its_mean_in_the_base() -> None:
    """Ten of ten: the Jeffreys mean 10.5 / 11."""
    value = _value("beta(10, 10)")
    assert isinstance(value, np.ndarray)
    assert value[0] == pytest.approx(10.5 / 11)


@pytest.mark.parametrize(
    ("text", "basis"), [("A + 1", "arithmetic"), ("beta(1, 1)", "posterior"), ('kpi("mass") + A', "engine")]
)
def test_the_basis_is_the_strongest_evidence_used(text: str, basis: str) -> None:
    """Engine before posterior before arithmetic."""
    evidence = _evidence()
    assert evaluate(text, evidence.scenario.claims, evidence).basis == basis


def test_what_it_rests_on_is_noted() -> None:
    """Inputs behind an indicator and the claims named."""
    evidence = _evidence()
    found = evaluate('kpi("mass") * A', evidence.scenario.claims, evidence)
    assert list(found.rests_on) == ["p", "claims.A"]
    assert found.indicators == ["mass"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('kpi("lost")', ("park.industry.scale",)),
        ('kpi("unknown")', ("unknown",)),
        ('at("unknown", "2021-01-01")', ("unknown",)),
        ('at("grown", "2021-01-01")', ("horizon",)),
        ('given("park.industry.scale")', ("park.industry.scale",)),
        ('count("park.land")', ("park.land",)),
        ("P + 1", ("claims.P.said.value",)),
    ],
)
def test_what_cannot_be_told_is_named(text: str, missing: tuple[str, ...]) -> None:
    """The paths that would have to be given."""
    with pytest.raises(MissingInputError) as caught:
        _value(text)
    assert caught.value.paths == missing


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "A.__class__",
        "[1, 2]",
        "lambda: 1",
        "'text'",
        "True",
        "1 if 2 else 3",
        "A < 3",
        "kpi(A)",
        'kpi("a", "b")',
        'kpi(name="a")',
        "same(A, 1)",
        "B1 + 1",
        'date("soon")',
        'at("grown", "soon")',
        "1 +",
        "9" * 700,
        "1 // 2",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    """Attributes, calls of anything else, comparisons, unknown names, broken syntax, endless texts."""
    assert problems(text, _evidence().scenario.claims)


def test_a_claim_is_no_evidence_for_itself() -> None:
    """Its own id may not stand in its value."""
    claims = _evidence().scenario.claims
    assert problems("A + 1", claims, own="A")
    assert not problems("A + 1", claims, own="P")


def test_every_function_is_used_in_a_test() -> None:
    """The list of functions is the list tried above."""
    tried = {
        "kpi",
        "at",
        "given",
        "date",
        "beta",
        "lower",
        "count",
        "same",
        "low",
        "high",
        "min",
        "max",
        "abs",
    }
    assert set(FUNCTIONS) == tried

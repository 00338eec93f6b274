"""A claim is never evidence for itself: what rests on a fact can be taken out."""

from tests.unit.scenario_text import PLANT, document

from seedtrain.model.redact import without_fact
from seedtrain.model.scenario import Scenario


def _scenario(*changes: tuple[str, str]) -> Scenario:
    return document(PLANT, *changes).scenario


def test_an_unused_fact_takes_nothing_out() -> None:
    """A scenario without inputs from a fact stays equal."""
    scenario = _scenario()
    assert without_fact(scenario, "K1") == scenario


def test_an_optional_value_goes_alone() -> None:
    """The site stays; only its area is gone."""
    scenario = _scenario(("    suites:", "    floor_area: {value: 100 m2, fact: K1}\n    suites:"))
    site = without_fact(scenario, "K1").sites["home"]
    assert site.floor_area is None
    assert "hall" in site.suites


def test_a_block_goes_with_what_it_cannot_do_without() -> None:
    """A unit without its count is no unit; the suite stays, empty."""
    scenario = _scenario(("count: 2,", "count: {value: 2, fact: K1},"))
    assert without_fact(scenario, "K1").sites["home"].suites["hall"].units == {}


def test_what_refers_to_a_block_goes_with_it() -> None:
    """No product, no order for it."""
    scenario = _scenario(("orders:", "stock:\n  s: {product: drug, mass: {value: 1 kg, fact: K1}}\norders:"))
    assert without_fact(scenario, "K1").stock == {}
    assert "first" in without_fact(scenario, "K1").orders


def test_a_recipe_override_goes_alone() -> None:
    """The catalogue's value stands in again."""
    scenario = _scenario(("unit: g/L, assumption: usual}", "unit: g/L, fact: K1}"))
    assert without_fact(scenario, "K1").recipes["antibody"].steps["production"] == {}


def test_a_block_of_the_fact_covers_what_it_holds() -> None:
    """An order whose block states the fact is gone as a whole."""
    scenario = _scenario(("assumption: made up}", "fact: K1}"))
    assert without_fact(scenario, "K1").orders == {}


def test_claims_and_context_stay() -> None:
    """They are what is judged, not evidence."""
    scenario = _scenario(("assumption: made up}", "fact: K1}"))
    assert without_fact(scenario, "K1").claims == scenario.claims

"""What-if: values changed by path, everything else as it was."""

import pytest
from tests.unit.scenario_text import document

from seedtrain.errors import InputError
from seedtrain.model.value import Value
from seedtrain.model.walk import held


def test_a_value_is_changed_and_marked_as_set() -> None:
    """The new value is an assumption of the run, whatever the old one came from."""
    changed = document().replace({"sites.home.suites.hall.units.vessel.count": "4"})
    count = held(changed.scenario, "sites.home.suites.hall.units.vessel.count")
    assert isinstance(count, Value)
    assert count.base == 4
    assert count.origin.kind == "assumption"


def test_comments_and_order_survive() -> None:
    """A change touches its own line only."""
    text = document().text.replace("money:", "# kept\nmoney:")
    changed = document(text).replace({"horizon.end": "2028-01-01"})
    assert "# kept" in changed.text
    assert changed.text.index("sites:") < changed.text.index("recipes:")
    assert str(changed.scenario.horizon.end) == "2028-01-01"


def test_a_recipe_parameter_not_yet_overridden_can_be_set() -> None:
    """Steps and parameters come from the catalogue, so the text need not have them."""
    changed = document().replace({"recipes.antibody.capture.step_yield": "0.9"})
    assert changed.scenario.recipes["antibody"].steps["capture"]["step_yield"].content == {"value": "0.9"}


def test_a_distribution_can_be_set() -> None:
    """A mapping in flow style is taken as written."""
    new = "{dist: uniform, low: 4, high: 6, unit: g/L}"
    raw = document().replace({"recipes.antibody.production.titer": new}).scenario.recipes["antibody"]
    assert raw.steps["production"]["titer"].content == {
        "dist": "uniform",
        "low": "4",
        "high": "6",
        "unit": "g/L",
    }


def test_an_entry_can_be_taken_out() -> None:
    """None removes it."""
    assert document().replace({"orders.first": None}).scenario.orders == {}


def test_several_values_can_be_set_at_once() -> None:
    """Each gets its own note; the text stays free of aliases."""
    changed = document().replace(
        {"orders.first.batches": "5", "sites.home.suites.hall.units.vessel.count": "3"}
    )
    assert changed.scenario.orders["first"].batches is not None
    assert changed.scenario.orders["first"].batches.base == 5


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("recipes.antibodi.production.titer", "recipes.antibody"),
        ("sites.home.suits", "sites.home.suites"),
        ("orders.first.bathces", "orders.first.batches"),
        ("horizn.end", "horizon"),
        ("sites.home.suites.hall.modalities.7", "sites.home.suites.hall.modalities.0"),
    ],
)
def test_an_unknown_path_is_refused_with_near_ones(path: str, near: str) -> None:
    """The finding names the nearest path that would do."""
    with pytest.raises(InputError) as caught:
        document().replace({path: "1"})
    (found,) = caught.value.findings
    assert found.code == "SCN-029"
    assert near in found.params["near"]


def test_a_change_that_breaks_the_scenario_is_refused() -> None:
    """The changed text is checked like any other."""
    with pytest.raises(InputError) as caught:
        document().replace({"sites.home.suites.hall.units.vessel.count": "-1"})
    assert [found.code for found in caught.value.findings] == ["SCN-012"]


def test_the_hash_is_that_of_the_text() -> None:
    """Same text, same hash; a change changes it."""
    assert document().input_hash == document().input_hash
    assert document().replace({"horizon.end": "2028-01-01"}).input_hash != document().input_hash

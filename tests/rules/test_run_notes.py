"""What a reader must know to read the numbers is said with them."""

import pytest
from tests.unit.scenario_text import document

from seedtrain.assess import RunSettings, run
from seedtrain.catalog import resolve
from seedtrain.service import open_document


@pytest.mark.parametrize(("name", "is_said"), [("taizhou-medical", True), ("zencore-lingang", False)])
def test_a_projected_calendar_is_said(name: str, is_said: bool) -> None:
    """A review that ends in 2027 or later uses no published calendar; applications of 2019 to 2022 do."""
    notes = [note.key for note in run(open_document(name), RunSettings(replications=20)).notes]
    assert ("note.projected" in notes) is is_said


def test_a_row_that_does_not_ship_is_no_origin() -> None:
    """A made-up row is refused with near ones; a row, a column of one and a recipe's parameter are not."""
    text = document().text
    for ref, is_known in (
        ("failure_rates.from-1000L", True),
        ("capital_plants.wuxi-mfg2.litres", True),
        ("mab-fed-batch.production.titer", True),
        ("failure_rates.from-9000L", False),
        ("mab-fed-batch.production.colour", False),
        ("nothing.at-all", False),
    ):
        scenario = document(text.replace("assumption: made up}", f"catalog: {ref}}}")).scenario
        found = [each for each in resolve(scenario) if each.value == ref]
        assert [each.code for each in found] == ([] if is_known else ["SCN-018"])

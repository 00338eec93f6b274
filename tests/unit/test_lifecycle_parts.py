"""Parts of stages on the calendar."""

import pytest
from tests.years_cases import AT_ONCE, day, draws, inputs, programme, scenario

from seedtrain.catalog import table
from seedtrain.lifecycle import run
from seedtrain.lifecycle.parts import parts_of


def test_the_toxicology_batch_of_a_hundred_days_of_cmc() -> None:
    """CMC of 100 days from 2022-01-03: the toxicology batch from day 52 to day 66, in every world."""
    terms = AT_ONCE | {"cmc": {"duration": "100 d", "odds": "1"}}
    result = run(
        scenario(programme(stage="cmc", route="dna-to-ind", terms={"cmc": terms["cmc"]})), inputs(5), {}
    )
    start = day("2022-01-03")
    for what, after in (("start", 52), ("end", 66)):
        found = draws(result.indicators, f"lifecycle.a.cmc.toxicology_batch.{what}")
        assert found == pytest.approx(start + after)


def test_a_small_molecule_has_no_cell_line() -> None:
    """A synthesis stands where an antibody has its cell line."""
    assert parts_of("mab", "cmc")[0].part == "cell_line"
    assert parts_of("small_molecule", "cmc")[0].part == "synthesis"


def test_every_part_lies_inside_its_stage() -> None:
    """Shares are in order between nothing and the whole."""
    for key, row in table("stage_parts").items():
        assert 0.0 <= row.values["begins"].base < row.values["ends"].base <= 1.0, key

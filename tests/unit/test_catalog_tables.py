"""The data that ships: complete, sourced, in units, and known to the models that use it."""

import re

import pytest

from seedtrain import catalog
from seedtrain.catalog.row import Row
from seedtrain.process import FAMILIES
from seedtrain.process.suite import vessel_classes

OURS = (
    "capital_classes",
    "capital_plants",
    "cost_index",
    "exchange_rates",
    "failure_rates",
    "licences",
    "locations",
    "plant_economics",
    "prices",
    "unit_classes",
)


def every_row() -> list[Row]:
    """Every row of every table and every parameter of every recipe and of its variants."""
    rows = [row for name in catalog.tables() for row in catalog.table(name).values()]
    for name in catalog.recipes():
        one = catalog.recipe(name)
        rows += [row for step in one.steps.values() for row in step.parameters.values()]
        rows += [
            row
            for variant in one.variants.values()
            for step in variant.rows.values()
            for row in step.values()
        ]
    return rows


def test_every_row_has_source_date_and_mark() -> None:
    """Each number ships with a source that is listed, a date and one of the five marks."""
    for row in every_row():
        assert row.source in catalog.sources(), (row.table, row.id, row.source)
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row.date), (row.table, row.id, row.date)
        assert row.mark in catalog.MARKS, (row.table, row.id, row.mark)


def test_assumed_numbers_say_why() -> None:
    """A number that was assumed carries a note."""
    ours = {
        *OURS,
        *(f"{recipe}.{step}" for recipe in catalog.recipes() for step in catalog.recipe(recipe).steps),
    }
    rows = [row for row in every_row() if row.table in ours]
    silent = [(row.table, row.id) for row in rows if row.mark == "assumed" and not row.note]
    assert silent == []


def test_every_source_is_cited() -> None:
    """Each source has a citation, a date and says how much of it was read."""
    for source in catalog.sources().values():
        assert len(source.citation) > 10, source.id
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", source.date), source.id


def test_every_source_gave_a_number() -> None:
    """No source is listed that no row rests on."""
    assert set(catalog.sources()) - {row.source for row in every_row()} == set()


def test_no_note_is_cut_at_a_comma() -> None:
    """A note without quotes ends at its first comma, and its rest becomes a key: keys are single words."""
    cut = [(row.table, row.id, key) for row in every_row() for key in row.words if " " in key]
    assert cut == []


@pytest.mark.parametrize("name", OURS)
def test_every_table_reads(name: str) -> None:
    """Each table has rows, and each row's id is its key."""
    rows = catalog.table(name)
    assert rows
    assert all(row.id == key and row.table == name for key, row in rows.items())


def test_every_step_has_a_model_and_an_equipment_class() -> None:
    """The family of each step is known to the process models; its unit class is in the catalogue."""
    for name in catalog.recipes():
        recipe = catalog.recipe(name)
        for step in recipe.steps.values():
            assert step.family in FAMILIES, (name, step.id)
            assert not step.unit_class or step.unit_class in catalog.table("unit_classes"), (name, step.id)
        assert not recipe.scale or recipe.low_L < recipe.high_L


def test_every_equipment_class_is_used() -> None:
    """No equipment class is listed that no recipe holds."""
    used = {step.unit_class for name in catalog.recipes() for step in catalog.recipe(name).steps.values()}
    assert set(catalog.table("unit_classes")) == used - {""}


def test_every_value_keeps_its_bounds() -> None:
    """The catalogue's own values lie within the bounds and the range of validity it declares."""
    known = catalog.parameters()
    for name in catalog.recipes():
        for step in catalog.recipe(name).steps.values():
            for key, row in step.parameters.items():
                value, declared = row.value, known[key]
                support = value.distribution.support if value.distribution else (value.base, value.base)
                low, high = support
                bounds = declared.bounds
                assert bounds.least is None or low >= bounds.least, (name, step.id, key)
                assert bounds.above is None or low > bounds.above, (name, step.id, key)
                assert bounds.most is None or high <= bounds.most, (name, step.id, key)
                if declared.valid:
                    assert declared.valid[0] <= low <= high <= declared.valid[1], (name, step.id, key)


def test_every_parameter_is_used() -> None:
    """No parameter is declared that no recipe gives."""
    used = {
        key
        for name in catalog.recipes()
        for step in catalog.recipe(name).steps.values()
        for key in step.parameters
    }
    unused = set(catalog.parameters()) - used
    assert {key for key in unused if not catalog.parameters()[key].optional_for} == set()


def test_vessels_set_the_scale_of_three_recipes() -> None:
    """Bioreactors, fermenters and conjugation reactors set the batch size."""
    assert vessel_classes() == {"production-bioreactor", "production-fermenter", "conjugation-reactor"}


def test_an_unknown_table_or_recipe_is_refused() -> None:
    """Asking for what does not ship raises KeyError."""
    with pytest.raises(KeyError):
        catalog.table("no-such-table")
    with pytest.raises(KeyError):
        catalog.recipe("no-such-recipe")


def test_a_distribution_keeps_its_mean_in_canonical_units() -> None:
    """Release in 30, 42 or 60 d is 44 d on average: 1,056 h."""
    row = catalog.recipe("mab-fed-batch").steps["release"].parameters["release_time"]
    assert row.value.base == pytest.approx(44.0 * 24.0)
    assert row.value.path == "catalog:mab-fed-batch.release.release_time"

"""The tables the service makes itself: ladders, flattened inputs, comparisons."""

from dataclasses import replace
from typing import Any

import pytest
from tests.unit.report_sample import bare, plant

from seedtrain.service.compare import Comparison, Pair, Side
from seedtrain.service.compared import MOST_ROWS, comparison_tables
from seedtrain.service.inputs import inputs
from seedtrain.service.tables import ladders, main_tables

FACTS = {"scenario": "a", "as_of": "2026-01-05", "seed": 1, "version": "0.1.0", "input_hash": "0" * 64}


def side(name: str) -> Side:
    """One side without content."""
    return Side(name=name, inputs={}, facts=FACTS, replications=10)


def comparison(**pairs: tuple[Pair, ...]) -> Comparison:
    """A comparison of given pairs."""
    lists: dict[str, Any] = {"inputs": (), "kpis": (), "verdicts": ()}
    return Comparison(a=side("a"), b=side("b"), **{**lists, **pairs})


def kpi(unit: str, *values: object) -> dict[str, object]:
    """An indicator as results.json has it."""
    return {
        "id": "x",
        "name": "x",
        "unit": unit,
        **dict(zip(("base", "p10", "p50", "p90"), values, strict=True)),
    }


def test_products_that_climb_the_same_ladder_share_a_row() -> None:
    """Two products of one suite with the same rungs stand in one row, another suite has its own."""
    assessment = plant()
    first = assessment.capacities[0]
    twin = replace(first, product="mab-c")
    slower = replace(first, product="mab-d", rungs=first.rungs[:-1])
    table = ladders(replace(assessment, capacities=(*assessment.capacities, twin, slower)))
    products = [table.words(row[1], "en") for row in table.rows]
    assert products == ["2 products", "mAb B", "mab-d"]
    assert [row[-1] for row in table.rows][-1] is None
    headings = [table.heading(column, "en") for column in table.columns]
    assert len(headings) == 2 + len(first.rungs)


def test_tables_without_rows_are_left_out() -> None:
    """A plant has all of the tables, an assessment without engines none."""
    ids = [table.id for table in main_tables(plant())]
    assert ids == ["batches", "capacity", "ladders", "schedule", "kpis", "verdicts", "binds"]
    assert "ladders" not in [table.id for table in main_tables(bare())]


def test_inputs_are_flat_and_say_their_origin() -> None:
    """Values and distributions are one line with their origin; words are left out, lists joined."""
    text = """
format: 1
title: Words
titer: {value: 5 g/L, fact: Z10}
batches: {value: 3, assumption: {en: why, zh: 为何}}
yield: {dist: triangular, low: 0.8, mode: 0.9, high: 1, assumption: guess}
price: {dist: pert, low: 1, mode: 2, high: 3, unit: CNY/g, catalog: prices.x}
plain: 2000 L
modalities: [mab, adc]
nothing:
steps: [{count: 2}, {count: 3}]
odd: {dist: discrete, values: [1, 2], odds: [0.5, 0.5]}
note: more words
"""
    assert inputs(text, "x.yaml") == {
        "format": "1",
        "titer": "5 g/L [fact Z10]",
        "batches": "3 [assumption]",
        "yield": "triangular(low 0.8, mode 0.9, high 1) [assumption]",
        "price": "pert(low 1, mode 2, high 3) CNY/g [catalog prices.x]",
        "plain": "2000 L",
        "modalities": "mab, adc",
        "nothing": "null",
        "steps.0.count": "2",
        "steps.1.count": "3",
        "odd": "discrete(values (1, 2), odds (0.5, 0.5))",
    }


@pytest.mark.parametrize(
    ("row", "en", "zh"),
    [
        (kpi("CNY_2022", 1.3e8, 1.2e8, 1.3e8, 1.5e8),
         "130 million CNY (120 million CNY to 150 million CNY)", "1.3亿元（1.2亿元至1.5亿元）"),
        (kpi("g", 250.0, 250.0, 250.0, 250.0), "250 g", "250g"),
        (kpi("date", "2026-05-01", "2026-04-01", "2026-05-02", None),
         "2026-05-02 (2026-04-01 to never)", "2026-05-02（2026-04-01至不会发生）"),
        (kpi("g", None, None, None, None), "–", "–"),
    ],
)  # fmt: skip
def test_indicators_are_written_with_their_unit(row: dict[str, object], en: str, zh: str) -> None:
    """Money, mass and days are written as in the report; what never comes is said."""
    made = comparison_tables(comparison(kpis=(Pair("x", row, None, True),)))
    table = next(each for each in made if each.id == "kpis")
    assert [table.words(table.rows[0][1], lang) for lang in ("en", "zh")] == [en, zh]
    assert table.words(table.rows[0][2], "en") == "–"


def test_a_long_list_is_cut_and_says_so() -> None:
    """No more than so many rows of one table stand on a screen; how many differ is said."""
    pairs = tuple(Pair(f"path.{place}", "1", "2", True) for place in range(MOST_ROWS + 5))
    table = next(each for each in comparison_tables(comparison(inputs=pairs)) if each.id == "inputs")
    assert len(table.rows) == MOST_ROWS
    assert table.note is not None
    assert table.note.render("en") == f"{MOST_ROWS + 5} differ, 0 are equal; --json lists all that differ."

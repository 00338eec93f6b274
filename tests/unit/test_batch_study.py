"""A study of one recipe: sums, products, options, findings, and two side by side."""

from itertools import pairwise
from math import prod

import pytest

from seedtrain.catalog import recipes
from seedtrain.errors import InputError
from seedtrain.messages import describe
from seedtrain.process import step_cost
from seedtrain.report.batch import (
    BatchStudy,
    compared,
    comparison_facts,
    comparison_summary,
    study_facts,
    study_tables,
)
from seedtrain.report.batch.money import bill
from seedtrain.report.batch.scan import steps_up
from seedtrain.report.batch.timing import held_spans, operations
from seedtrain.report.table import Quantity
from seedtrain.service.batch import batch, compare_batches
from seedtrain.service.batch_options import BatchOptions, changed, settings_of
from seedtrain.service.batch_validation import validated

FEW = 20
MAB = BatchOptions(recipe="mab-fed-batch", volume="2000 L")


@pytest.fixture(scope="module")
def mab() -> BatchStudy:
    """The antibody at 2,000 L."""
    return batch(MAB, replications=FEW)


@pytest.mark.parametrize("name", recipes())
def test_every_recipe_makes_a_whole_study(name: str) -> None:
    """Every table has rows and can be worded; cost to the cent is the sum of its parts."""
    study = batch(BatchOptions(recipe=name), replications=FEW)
    made = {table.id for table in study_tables(study) for lang in ("en", "zh") if table.texts(lang)}
    assert {"batch-steps", "batch-takes", "batch-ladder", "batch-costs", "batch-additions"} <= made
    facts = study_facts(study, "en")
    parts = facts["cost_cny_2023"]
    assert round(100 * sum(parts.values())) == round(100 * facts["total_cny_2023"]) == study.total_cents
    assert study.total_cents / 100.0 == pytest.approx(study.base("study.cost"), abs=0.05)


def test_capital_is_the_product_of_its_factors(mab: BatchStudy) -> None:
    """The last factor, mean over median of the spread, is above one."""
    values = [each.value for each in mab.factors]
    assert prod(values) == pytest.approx(mab.base("study.capital"))
    assert values[-1] > 1.0


def test_the_bill_is_what_the_batch_uses_up(mab: BatchStudy) -> None:
    """Its total is materials, consumables, utilities and tests; every row is amount times price."""
    made = bill(mab)
    paid = [cell.value for *_, cell in made.rows if isinstance(cell, Quantity)]
    whole = step_cost(mab.line.batch.uses, mab.line.batch.setting.inputs, mab.price_year)
    assert paid[-1] == pytest.approx(sum(float(part[0]) for part in whole.values()))
    assert sum(each or 0.0 for each in paid[:-1]) == pytest.approx(paid[-1])


def test_a_year_is_what_batches_leave(mab: BatchStudy) -> None:
    """The last rung of the ladder is the yearly output: released batches of the mass of one."""
    assert mab.rungs[-1].value * 1000.0 == pytest.approx(mab.base("study.output_mass"))
    assert mab.base("study.output_mass") == pytest.approx(mab.base("study.batches") * mab.base("study.mass"))


def test_what_moves_a_study_is_named_in_both_languages(mab: BatchStudy) -> None:
    """Titer moves the cost of a gram most; every input that moves anything has its words."""
    cost, output = mab.sensitivities
    assert cost.bars[0].name == "catalog:mab-fed-batch.production.titer"
    assert cost.indices[0].name == "catalog:mab-fed-batch.production.titer"
    assert {bar.name for each in (cost, output) for bar in each.bars} == set(mab.labels) - {mab.scanned[0]}
    assert all(name.render(lang) for name in mab.labels.values() for lang in ("en", "zh"))


def test_a_dose_costs_its_share_of_a_gram() -> None:
    """400 mg cost 0.4 of a gram."""
    study = batch(BatchOptions(recipe="mab-fed-batch", dose="400 mg"), replications=FEW)
    assert study.base("study.cost_per_dose") == pytest.approx(0.4 * study.base("study.cost_per_gram"))


def test_steel_and_bags_cost_the_same_where_they_cross() -> None:
    """At the crossover both lines give one unit cost; beyond, the one of less variable cost is cheaper."""
    found = compare_batches(MAB, "stainless", replications=FEW)
    assert found.crossover is not None
    bags, steel = found.lines
    assert bags.each_cny(found.crossover) == pytest.approx(steel.each_cny(found.crossover))
    assert bags.fixed_cny_a < steel.fixed_cny_a
    assert found.cheaper_beyond == 1
    assert steel.each_cny(2.0 * found.crossover) < bags.each_cny(2.0 * found.crossover)
    facts = comparison_facts(found, "en")["crossover"]
    assert facts["output_g_a"] == pytest.approx(facts["batches_a"] * found.first.made)
    assert [title.render("en") for title in found.titles] == ["single-use", "stainless steel"]


def test_batches_of_different_size_are_brought_to_one_measure() -> None:
    """Twice the volume makes about twice the mass: the crossover is told in batches of each."""
    found = compare_batches(MAB, "volume=4000L", replications=FEW)
    facts = comparison_facts(found, "en")["crossover"]
    assert facts["batches_a"] * found.first.made == pytest.approx(facts["batches_b"] * found.second.made)


def test_unlike_things_do_not_cross() -> None:
    """Pens and a mass of antibody have no output at which they cost the same, and are set side by side."""
    found = compare_batches(MAB, "fill-vial", replications=FEW)
    assert found.crossover is None
    assert not found.is_like
    assert [table.id for table in compared(found)] == ["batch-compared", "batch-compared-costs"]


def test_options_of_a_comparison_are_read() -> None:
    """A material, a recipe, options and parameters; another recipe keeps no parameter of the first."""
    first = BatchOptions(recipe="mab-fed-batch", volume="500 L", changes={"titer": "5 g/L"})
    assert changed(first, "stainless").material == "stainless"
    assert changed(first, "material=single-use").material == "single_use"
    assert changed(first, "volume=1000L, titer=8g/L").changes == {"titer": "8g/L"}
    other = changed(first, "count=3,mab-perfusion")
    assert (other.recipe, other.count, other.changes, other.volume) == ("mab-perfusion", "3", {}, "500 L")
    assert changed(first, "fill-vial").volume == ""


@pytest.mark.parametrize(
    ("text", "code"), [("steel", "SCN-018"), ("titer=", "CLI-008"), ("=5", "CLI-008"), ("", "SCN-018")]
)
def test_a_bad_comparison_is_refused(text: str, code: str) -> None:
    """Neither recipe nor material nor name=value."""
    with pytest.raises(InputError) as refusal:
        changed(MAB, text)
    assert [found.code for found in refusal.value.findings] == [code]


@pytest.mark.parametrize("text", ["titer", "titer=", "=5 g/L"])
def test_a_bad_setting_is_refused(text: str) -> None:
    """A parameter and a value are both needed."""
    with pytest.raises(InputError) as refusal:
        settings_of([text])
    assert [found.code for found in refusal.value.findings] == ["CLI-008"]


@pytest.mark.parametrize(
    ("options", "code", "path"),
    [
        ({"recipe": "mab-fed-bach"}, "SCN-018", "RECIPE"),
        ({"count": "0"}, "CLI-007", "--count"),
        ({"trains": "two"}, "CLI-007", "--trains"),
        ({"material": "glass"}, "SCN-016", "--material"),
        ({"volume": "many"}, "QTY-001", "--volume"),
        ({"volume": "0 L"}, "SCN-012", "--volume"),
        ({"dose": "5 L"}, "SCN-014", "--dose"),
        ({"recipe": "fill-vial", "volume": "200 L"}, "CLI-014", "--volume"),
        ({"recipe": "fill-vial", "dose": "5 mg"}, "CLI-014", "--dose"),
        ({"changes": {"titre": "5 g/L"}}, "CLI-015", "--set"),
        ({"changes": {"step_yield": "0.9"}}, "CLI-015", "--set"),
        ({"changes": {"nowhere.titer": "5 g/L"}}, "CLI-015", "--set"),
        ({"changes": {"titer": "500 g/L"}}, "CLI-016", "production.titer"),
        ({"changes": {"capture.binding_capacity": "0 g/L"}}, "CLI-016", "capture.binding_capacity"),
    ],
)
def test_a_bad_study_names_the_option(options: dict[str, object], code: str, path: str) -> None:
    """Each refusal has its code, the option as the user wrote it, and words that show the value."""
    with pytest.raises(InputError) as refusal:
        batch(BatchOptions(**{"recipe": "mab-fed-batch", **options}), replications=FEW)  # type: ignore[arg-type]
    (found,) = refusal.value.findings
    assert (found.code, found.path) == (code, path)
    assert all(str(found.value) in describe(found, lang).line for lang in ("en", "zh"))


def test_a_value_beyond_its_range_is_a_warning() -> None:
    """24,000 L and 20 g/L run; both say the range for which recipe and equations are known to hold."""
    study = batch(
        BatchOptions(
            recipe="mab-fed-batch", volume="24000 L", material="stainless", changes={"titer": "20 g/L"}
        ),
        replications=FEW,
    )
    told = {found.code: (found.path, str(found.params["expected"])) for found in study.warnings}
    assert told["SCN-032"] == ("--volume", "50 .. 20000 L")
    assert told["PRC-001"][0] == "production.titer"
    assert "15 g/L" in told["PRC-001"][1]


def test_every_published_figure_is_in_the_table() -> None:
    """Rows of the process and of the life cycle; those that miss stay, with their reason."""
    found = validated()
    ids = {row.id.split(".")[0].split(":")[0] for row in found.rows}
    assert {"V7", "V8", "V9", "V13", "V16", "V17", "lifecycle"} <= ids
    counts = found.counts()
    assert counts["gating"] == counts["gates"] > 20
    first, *rest = found.tables()
    assert len(first.rows) == len(found.rows)
    misses = [row for row in found.rows if not row.holds]
    assert [len(table.rows) for table in rest] == ([len(misses)] if misses else [])
    assert all(row.note for row in misses)
    assert all(first.texts(lang) for lang in ("en", "zh"))


def test_a_scan_rises_only_where_a_step_is_named(mab: BatchStudy) -> None:
    """From half to twice the titer: output rises all the way, cost a gram falls but where something is added;
    the table has a row for each of these, in both languages."""
    place, points = mab.scanned
    assert place == "production.titer"
    assert points[-1].value == pytest.approx(4.0 * points[0].value)
    assert all(after.output_a > before.output_a for before, after in pairwise(points))
    rises = [each for each in points if each.rises]
    assert rises
    assert all(each.jumps for each in rises)
    made = steps_up(mab)
    assert len(made.rows) == len(rises)
    assert made.texts("zh") != made.texts("en")


def test_operations_fill_the_time_of_their_step(mab: BatchStudy) -> None:
    """Hours of the table add up to those of the batch and of the turnarounds; each model is named once a
    step."""
    made = operations(mab)
    hours = [cell for *_, cell, _ in made.rows if isinstance(cell, float)]
    held = sum(each.free_h - each.start_h for each in held_spans(mab) if each.unit_class)
    free = sum(each.end_h - each.start_h for each in held_spans(mab) if not each.unit_class)
    assert sum(hours) == pytest.approx(held + free)
    assert [line[-1] for line in made.rows if line[-1]] == [each.step.family for each in mab.line.batch.steps]


def test_a_variant_stands_beside_another_and_not_on_top_of_it() -> None:
    """Eight payloads against four: both pay the same a year, so four are cheaper at any output, from one
    batch."""
    four = BatchOptions(recipe="adc-conjugation", volume="500 L", variants="dar-4")
    assert changed(four, "dar-8").variants == "dar-8"
    assert changed(four, "dar-4,dar-8").variants == "dar-4,dar-8"
    both = compare_batches(four, "dar-8", replications=FEW)
    assert both.crossover is None
    assert both.cheaper_beyond == 0
    assert "A" in comparison_summary(both)[2][1].render("en")

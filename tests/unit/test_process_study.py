"""A recipe by itself: sizes, changes, refusals, what to add next, where two ways cost the same."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from seedtrain.catalog import recipe, recipes
from seedtrain.errors import InputError
from seedtrain.model.inputs import Inputs
from seedtrain.process.comparison import Split, crossover, jumps, split
from seedtrain.process.cost import step_cost, total
from seedtrain.process.cycle import cycle
from seedtrain.process.demand import demand, mass_intensity, spans
from seedtrain.process.ladder import ladder
from seedtrain.process.line import Line
from seedtrain.process.relief import additions
from seedtrain.process.study import findings, line_of, single
from seedtrain.quantities import World
from seedtrain.results.batch_profile import OperationProfile


def line(recipe_id: str = "mab-fed-batch", **options: object) -> Line:
    """The line of a recipe by itself, in the base case."""
    options.setdefault("volume", "2000 L" if recipe(recipe_id).scale else "")
    return line_of(single(recipe_id, **options), Inputs(World(0, 1)))  # type: ignore[arg-type]


@pytest.mark.parametrize("recipe_id", recipes())
def test_every_recipe_can_be_studied(recipe_id: str) -> None:
    """Each recipe that ships makes something, in time, at a cost."""
    made = line(recipe_id)
    assert made.batch.product.mass_g[0] > 0.0
    assert made.pace.time_h[0] > 0.0
    assert total(made.cost_cny)[0] > 0.0
    assert made.pace.bottleneck in made.counts


@pytest.mark.parametrize("place", ["titer", "production.titer"])
def test_a_change_is_taken_by_its_short_or_full_name(place: str) -> None:
    """Titer is a parameter of one step only; 8 g/L in 2,000 L are 16 kg in the broth."""
    made = line(changes={place: "8 g/L"})
    assert made.operations[4].mass_out_g[0] == pytest.approx(16_000.0)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"recipe_id": "mab-fedbatch"}, "SCN-018"),
        ({"changes": {"tiiter": "5 g/L"}}, "SCN-029"),
        ({"changes": {"step_yield": "0.9"}}, "SCN-029"),
        ({"changes": {"production.titre": "5 g/L"}}, "SCN-029"),
        ({"changes": {"titer": "500 g/L"}}, "SCN-012"),
        ({"changes": {"capture.binding_capacity": "0 g/L"}}, "SCN-012"),
        ({"changes": {"titer": "5 kg"}}, "SCN-014"),
        ({"volume": "-5 L"}, "SCN-012"),
        ({"volume": "5 kg"}, "SCN-014"),
        ({"volume": "many"}, "QTY-001"),
    ],
)
def test_a_bad_study_is_refused(options: dict[str, object], code: str) -> None:
    """Unknown recipe, step, parameter or unit, values no process has: with code and place."""
    wanted = {"recipe_id": "mab-fed-batch", "volume": "2000 L", **options}
    with pytest.raises(InputError) as refusal:
        single(**wanted)  # type: ignore[arg-type]
    assert code in {found.code for found in refusal.value.findings}
    assert all(found.path for found in refusal.value.findings)


def test_a_volume_beyond_the_recipe_is_only_warned_of() -> None:
    """24,000 L runs, with a warning that the recipe was made for less."""
    scenario = single("mab-fed-batch", volume="24000 L")
    assert [found.code for found in findings(scenario)] == ["SCN-032"]
    assert line_of(scenario, Inputs(World(0, 1))).batch.product.mass_g[0] > 0.0


def test_operations_follow_one_another() -> None:
    """A batch without waiting: each operation begins where the one before ends, and frees its unit later."""
    made = line()
    found = spans(made, first_h=10.0)
    assert found[0].start_h == 10.0
    assert all(after.start_h == before.end_h for before, after in pairwise(found))
    assert [each.end_h - each.start_h for each in found] == pytest.approx(
        [each.duration_h[0] for each in made.operations]
    )
    assert all(each.free_h >= each.end_h for each in found)


@pytest.mark.parametrize("key", ["wfi_L", "buffer_L", "labour_h"])
def test_demand_over_a_cycle_is_what_a_batch_uses(key: str) -> None:
    """Mean rate times cycle time is the use of one batch, however batches overlap; peaks lie above it."""
    made = line(vessels=3)
    rate = demand(made, key)
    assert rate.mean() * made.pace.time_h[0] == pytest.approx(made.batch.uses[key][0])
    assert rate.max() > rate.mean()
    assert (rate >= 0.0).all()


def test_nothing_is_asked_of_what_is_not_used() -> None:
    """A single-use line takes no cleaning solution."""
    assert demand(line(), "cleaning_L").sum() == 0.0


def test_mass_intensity_counts_water_once() -> None:
    """Water (of which medium and buffer are made) over product; steel adds its cleaning."""
    bags, steel = line(), line(material="stainless")
    uses = bags.batch.uses
    assert mass_intensity(bags) == pytest.approx(uses["wfi_L"][0] / bags.batch.product.mass_g[0] * 1000.0)
    assert mass_intensity(steel) > mass_intensity(bags)


@pytest.mark.parametrize("recipe_id", ["mab-fed-batch", "fill-cartridge-pen"])
def test_the_ladder_loses_each_day_once(recipe_id: str) -> None:
    """365 d, 330 d to run, 76.7 % of it used: batches by the cycle, less those that fail; worded twice."""
    made = line(recipe_id)
    year, operating, used, started, released, amount = ladder(made)
    assert (year.value, operating.value) == (365.0, 330.0)
    assert used.value == pytest.approx(330.0 * (0.6 + 0.8 + 0.9) / 3.0)
    assert started.value == pytest.approx(used.value * 24.0 / made.pace.time_h[0])
    assert started.value == pytest.approx(made.batches_a[0])
    assert released.value == pytest.approx(started.value * (1.0 - made.failure_odds[0]))
    product = made.batch.product
    each = product.items[0] if amount.unit == "item" else product.mass_g[0] / 1000.0
    assert amount.value == pytest.approx(released.value * each)
    assert all(rung.label.render(lang) for rung in ladder(made) for lang in ("en", "zh"))


def operation(unit_class: str, hours: float, turnaround: float = 0.0) -> OperationProfile:
    """An operation that holds a unit for a time."""
    array = np.array([hours])
    return OperationProfile(
        step=unit_class,
        section="dsp" if unit_class == "column" else "usp",
        unit_class=unit_class,
        duration_h=array,
        spread_cv=0.0,
        hold_limit_h=None,
        turnaround_h=turnaround,
        changeover_h=turnaround,
        failure_share=0.0,
        volume_out_L=array,
        mass_out_g=array,
    )


def test_the_cycle_is_set_by_the_longest_hold_over_units() -> None:
    """Three vessels of 300 + 60 h are held 120 h each; one column of 20 + 10 h twice is held 60 h."""
    steps = [
        operation("vessel", 300.0, 60.0),
        operation("column", 20.0, 10.0),
        operation("column", 20.0, 10.0),
    ]
    found = cycle(steps, {"vessel": 3.0})
    assert found.time_h[0] == 120.0
    assert found.bottleneck == "vessel"
    assert found.held_h["column"][0] == 60.0
    assert cycle(steps, {"vessel": 12.0}).bottleneck == "column"


def test_the_last_vessel_is_held_through_its_harvest() -> None:
    """A culture of 300 + 60 h emptied by a harvest of 6 h holds its vessel 366 h; the seed vessel 72 h."""
    vessel = replace(operation("vessel", 300.0, 60.0), held_through_next=True)
    steps = [operation("seed", 72.0), vessel, operation("harvest", 6.0)]
    found = cycle([*steps, operation("column", 30.0)], {})
    assert found.held_h["vessel"][0] == 366.0
    assert found.held_h["seed"][0] == 72.0


def test_only_a_vessel_that_is_emptied_is_held_through_the_next_step() -> None:
    """A perfusion has no harvest of its own: its seed vessel is not held for thirty days, and it sets its own
    pace. A bacterial fermenter is held through the cell harvest, not the homogeniser through what follows."""
    held = {
        key: [each.step for each in line(key).operations if each.held_through_next]
        for key in ("mab-fed-batch", "mab-perfusion", "peptide-bacterial", "adc-conjugation", "fill-vial")
    }
    assert held == {
        "mab-fed-batch": ["production"],
        "mab-perfusion": [],
        "peptide-bacterial": ["fermentation"],
        "adc-conjugation": [],
        "fill-vial": [],
    }
    assert line("mab-perfusion").pace.bottleneck == "production-bioreactor"


def test_each_addition_relieves_what_binds() -> None:
    """A bioreactor more halves (336 + 12 + 18) h and the harvest, 4 h and 2,000 L over 16 modules of 1.1 m2
    at 60
    L/(m2 h); output never falls, and rises while the bottleneck was alone."""
    found = additions(line(), steps=6)
    assert found[0].unit_classes == ()
    held = 366.0 + 4.0 + 2000.0 / (60.0 * 17.6)
    assert found[0].cycle_time_h == pytest.approx(held)
    assert found[1].cycle_time_h == pytest.approx(held / 2.0)
    assert found[1].unit_classes == ("production-bioreactor",)
    assert found[1].mass_g_a == pytest.approx(2.0 * found[0].mass_g_a)
    assert all(after.mass_g_a > before.mass_g_a for before, after in pairwise(found))
    assert any(len(each.unit_classes) > 1 for each in found)


def test_where_two_ways_cost_the_same() -> None:
    """100 + 2 N and 40 + 5 N meet at N = 20; parallel or diverging lines never do."""
    assert crossover(Split(100.0, 2.0, 50.0), Split(40.0, 5.0, 50.0)) == pytest.approx(20.0)
    assert crossover(Split(100.0, 2.0, 50.0), Split(40.0, 2.0, 50.0)) is None
    assert crossover(Split(100.0, 5.0, 50.0), Split(40.0, 2.0, 50.0)) is None


def test_single_use_costs_less_to_build_and_more_to_run() -> None:
    """Bags add to the cost of a batch, steel to that of a year: steel wins above some batches a year."""
    bags, steel = split(line()), split(line(material="stainless"))
    assert bags.fixed_cny_a < steel.fixed_cny_a
    assert bags.variable_cny > steel.variable_cny
    found = crossover(bags, steel)
    assert found is not None
    assert bags.fixed_cny_a + found * bags.variable_cny == pytest.approx(
        steel.fixed_cny_a + found * steel.variable_cny
    )


def test_the_split_adds_up_to_the_cost() -> None:
    """Fixed cost over the batches of a year and variable cost make the cost of a batch."""
    made = line()
    parts = split(made)
    assert parts.fixed_cny_a / made.batches_a[0] + parts.variable_cny == pytest.approx(
        total(made.cost_cny)[0]
    )


def steps_up(recipe: str, place: str, titers: Iterable[float], **options: Any) -> tuple[int, set[str]]:
    """How often a higher titer costs more a gram, and what was named each time; none unnamed."""
    made = [line(recipe, changes={place: f"{titer} g/L"}, **options) for titer in titers]
    costs = [float(total(each.cost_cny)[0] / each.batch.product.mass_g[0]) for each in made]
    rises, named = 0, set[str]()
    for (before, after), (low, high) in zip(pairwise(made), pairwise(costs), strict=True):
        if high > low:
            found = jumps(before, after)
            assert found, f"{recipe} {options}: {low} to {high} CNY/g and no step is named"
            rises += 1
            named |= {jump.after.what for jump in found}
    return rises, named


def test_a_higher_titer_raises_the_cost_of_a_gram_only_at_a_step_that_is_named() -> None:
    """Antibody and peptide from a low to a high titer in small steps: cost a gram rises only where a column,
    a
    cycle, filters, membranes or a tank go to the next size."""
    stepped = {
        "column-diameter",
        "cycles",
        "depth-filter",
        "virus-filter",
        "sterile-filter",
        "ultrafiltration-membrane",
        "tank",
        "lyophiliser",
    }
    fine = np.arange(4.0, 6.0, 0.02)
    rises, named = steps_up("mab-fed-batch", "production.titer", fine, vessels=6, trains=2)
    assert rises > 0
    assert "column-diameter" in named
    for options in ({"material": "stainless", "volume": "15000 L"}, {"volume": "200 L"}):
        _, found = steps_up("mab-fed-batch", "production.titer", np.arange(1.0, 12.1, 0.5), **options)
        named |= found
    _, found = steps_up("peptide-semaglutide", "fermentation.titer", np.arange(1.0, 4.0, 0.1))
    assert named | found <= stepped


def test_with_the_columns_that_are_there_a_higher_titer_takes_another_cycle() -> None:
    """Columns of 60, 100 and 80 L: what is named on the way from 1 to 12 g/L holds cycles above all."""
    there = {
        "capture.column_volume": "60 L",
        "polish-1.column_volume": "100 L",
        "polish-2.column_volume": "80 L",
    }
    titers = np.arange(1.0, 12.1, 0.25)
    made = [line(changes={"production.titer": f"{titer} g/L", **there}) for titer in titers]
    found = [jump for pair in pairwise(made) for jump in jumps(*pair)]
    cycles = [jump for jump in found if jump.after.what == "cycles"]
    assert len(cycles) > 5
    assert all(jump.after.size == jump.before.size + 1.0 for jump in cycles)
    assert not any(jump.after.what == "column-diameter" for jump in found)


def test_a_denser_start_saves_the_growth() -> None:
    """Ten times the cells at inoculation save ln 10 / 0.029 = 79.4 h of 336 h."""
    grown = {
        "peak_density": "20 million cells/mL",
        "production_time": "209 h",
        "production.growth_rate": "0.029 /h",
    }
    usual = line(changes=grown)
    dense = line(changes={**grown, "production.inoculation_density": "5 million cells/mL"})
    hours = [float(each.operations[4].duration_h[0]) for each in (usual, dense)]
    assert hours[0] == pytest.approx(12.0 + np.log(40.0) / 0.029 + 209.0)
    assert hours[0] - hours[1] == pytest.approx(79.4, abs=0.05)


def test_cost_by_step_adds_up() -> None:
    """Materials, consumables and utilities of the steps are those of the batch."""
    made = line()
    inputs = made.batch.setting.inputs
    for category in ("materials", "consumables", "utilities"):
        parts = [step_cost(each.uses, inputs, made.price_year).get(category) for each in made.batch.steps]
        together = sum(float(part[0]) for part in parts if part is not None)
        assert together == pytest.approx(made.cost_cny[category][0])

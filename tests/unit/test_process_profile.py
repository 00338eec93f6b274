"""Batch profiles of a scenario: which products in which suites, with what, at what cost."""

import numpy as np
import pytest
from tests.unit.scenario_text import PLANT, document

from seedtrain.errors import InputError
from seedtrain.messages import table
from seedtrain.model.inputs import Inputs
from seedtrain.process import batch_indicators, profiles
from seedtrain.process.cost import CATEGORIES, total
from seedtrain.process.profile import Profiles
from seedtrain.quantities import World

FREE = PLANT.replace(
    "orders:\n  first: {product: drug, batches: 3, due: 2026-10-01, assumption: made up}\n", ""
)
STEEL = "unit_class: production-bioreactor, count: 1, volume: 2000 L, basis: working, material: stainless"


def made(*changes: tuple[str, str], replications: int = 200, seed: int = 1) -> Profiles:
    """Profiles of the small plant with the changes."""
    return profiles(document(FREE, *changes).scenario, Inputs(World(replications, seed)))


def test_a_product_is_profiled_in_the_suites_that_may_make_it() -> None:
    """One product and one suite of its modality: one profile, of the volume and material given."""
    (key, profile), *rest = made().items()
    assert key == ("drug", "hall")
    assert rest == []
    assert profile.working_volume_L == 2000.0
    assert profile.material == "single_use"
    assert profile.recipe == "antibody"


@pytest.mark.parametrize(
    "change",
    [
        ("modalities: [mab]", "modalities: [peptide]"),
        ("modalities: [mab]", "kind: fill_finish\n        modalities: [mab]"),
        ("unit_class: production-bioreactor", "unit_class: production-fermenter"),
        ("count: 2", "count: 0"),
    ],
)
def test_a_suite_that_cannot_make_it_has_no_profile(change: tuple[str, str]) -> None:
    """Another modality, another kind of suite, or no vessel of the class: nothing is promised."""
    assert made(change) == {}


def test_a_total_volume_is_worked_at_the_working_fraction() -> None:
    """2,000 L total at 0.8 is 1,600 L working, and four fifths of the mass but for the samples."""
    full, part = made()["drug", "hall"], made(("basis: working", "basis: total"))["drug", "hall"]
    assert part.working_volume_L == pytest.approx(1600.0)
    assert part.mass_out_g[0] / full.mass_out_g[0] == pytest.approx(0.8, abs=0.005)


def test_the_titer_of_the_scenario_makes_the_mass() -> None:
    """Mean titer 4 g/L in 2,000 L is 8 kg in the broth; the rest is the yield."""
    profile = made()["drug", "hall"]
    broth = next(each for each in profile.operations if each.step == "production")
    assert broth.mass_out_g[0] == pytest.approx(8000.0)
    assert profile.mass_out_g[0] == pytest.approx(8000.0 * profile.overall_yield[0])
    assert "recipes.antibody.production.titer" in profile.rests_on


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("unit_class: production-bioreactor, count: 1, volume: 500 L, basis: working", "PRC-002"),
        (STEEL, "PRC-003"),
        ("unit_class: production-bioreactor, count: 1", "PRC-004"),
    ],
)
def test_vessels_that_differ_are_refused(more: str, code: str) -> None:
    """Two volumes, two materials or no volume in one suite: told with the suite's path."""
    with pytest.raises(InputError) as refusal:
        made(("        units:\n", f"        units:\n          other: {{{more}}}\n"))
    assert code in {found.code for found in refusal.value.findings}
    assert all(found.path.startswith("sites.home.suites.hall") for found in refusal.value.findings)


def test_the_cost_is_the_sum_of_its_parts() -> None:
    """The reported cost is the sum of seven categories, each above zero, in every draw."""
    found = made()
    profile = found["drug", "hall"]
    assert set(profile.cost_cny) == set(CATEGORIES)
    assert all((part > 0.0).all() for part in profile.cost_cny.values())
    reported = next(each for each in batch_indicators(found) if each.id == "batch.drug.hall.cost")
    assert reported.draws is not None
    assert np.array_equal(reported.draws, total(profile.cost_cny))
    assert reported.draws[0] == pytest.approx(sum(part[0] for part in profile.cost_cny.values()))
    assert {f"cost.{category}" for category in CATEGORIES} <= set(table())


def test_labels_are_there_in_both_languages() -> None:
    """Each indicator of a batch is worded in English and Chinese, with product and suite."""
    for each in batch_indicators(made()):
        for lang in ("en", "zh"):
            assert "drug" in each.label.render(lang)
            assert "hall" in each.label.render(lang)


def test_more_vessels_shorten_the_cycle() -> None:
    """A vessel is held (336 + 12 + 18) h and the harvest, 4 h and 2,000 L over 16 modules of 1.1 m2 at 60
    L/(m2
    h): with two half as long a cycle as with one."""
    one, two = made(("count: 2", "count: 1")), made()
    held = 366.0 + 4.0 + 2000.0 / (60.0 * 17.6)
    assert one["drug", "hall"].consumption["cycle_time_h"][0] == pytest.approx(held)
    assert two["drug", "hall"].consumption["cycle_time_h"][0] == pytest.approx(held / 2.0)


def test_stainless_vessels_are_cleaned_and_not_lined() -> None:
    """Steel takes cleaning solution and longer turnaround, bags only where single-use."""
    bags = made()["drug", "hall"]
    steel = made(("material: single_use", "material: stainless"))["drug", "hall"]
    assert "bags_L" in bags.consumption
    assert "bags_L" not in steel.consumption
    assert "cleaning_L" in steel.consumption
    assert steel.operations[4].turnaround_h > bags.operations[4].turnaround_h


def test_shares_of_failure_add_up() -> None:
    """The shares of failed batches found at each step sum to one."""
    profile = made()["drug", "hall"]
    assert sum(each.failure_share for each in profile.operations) == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_profile() -> None:
    """Same seed, same draws; another seed moves the draws and not the base."""
    first, again, other = made()["drug", "hall"], made()["drug", "hall"], made(seed=2)["drug", "hall"]
    assert np.array_equal(first.mass_out_g, again.mass_out_g)
    assert first.mass_out_g[0] == other.mass_out_g[0]
    assert not np.array_equal(first.mass_out_g[1:], other.mass_out_g[1:])


def test_a_batch_that_leaves_nothing_costs_without_end() -> None:
    """5 L at 0.05 g/L end in a pool smaller than its samples: no mass, and an infinite cost a gram."""
    titer = "titer: {dist: triangular, low: 3, mode: 4, high: 5, unit: g/L, assumption: usual}"
    found = made((titer, "titer: {value: 0.05 g/L, assumption: poor}"), ("volume: 2000 L", "volume: 5 L"))
    shown = {each.id: each for each in batch_indicators(found)}
    assert shown["batch.drug.hall.mass"].base == 0.0
    assert shown["batch.drug.hall.cost_per_gram"].base == np.inf


PENS = """
  filling:
    from: fill-cartridge-pen
"""


def test_the_lines_of_a_suite_and_the_dose_of_a_product_take_the_place_of_the_recipe() -> None:
    """500 a minute at 0.7 fills 21,000 an hour; four doses of 0.5 mg are 2 mg an item; items are counted."""
    line = "{unit_class: filling-line, count: 1, speed: 500 /min, effectiveness: 0.7}"
    text = (
        FREE.replace("recipes:\n", f"recipes:{PENS}")
        .replace(
            "modality: mab, recipe: antibody}",
            "modality: mab, recipe: filling, dose: 0.5 mg, doses_per_item: 4}",
        )
        .replace("modalities: [mab]", "kind: fill_finish\n        modalities: [mab]")
        .replace("        units:\n", f"        units:\n          filler: {line}\n")
    )
    found = profiles(document(text).scenario, Inputs(World(0, 1)))
    filled = next(each for each in found["drug", "hall"].operations if each.step == "filling")
    assert filled.duration_h[0] == pytest.approx(6.0 + 125_000.0 / 21_000.0)
    assert found["drug", "hall"].mass_out_g[0] / found["drug", "hall"].items_out[0] == pytest.approx(0.00208)
    shown = {each.id for each in batch_indicators(found)}
    assert {"batch.drug.hall.items", "batch.drug.hall.cost_per_item"} <= shown
    assert "batch.drug.hall.cost_per_gram" not in shown


def test_a_site_with_bags_and_steel_is_one_mixed_plant() -> None:
    """The capital of both suites rests on the mixed class, so one scatter moves both."""
    steel = STEEL.replace("count: 1", "count: 2")
    text = FREE.replace(
        "recipes:\n", f"      steel: {{modalities: [mab], units: {{vessel: {{{steel}}}}}}}\nrecipes:\n"
    )
    found = profiles(document(text).scenario, Inputs(World(50, 1)))
    bags, other = found["drug", "hall"], found["drug", "steel"]
    assert any("drug_substance_mixed" in path for path in bags.rests_on)
    ratio = bags.cost_cny["capital"] / other.cost_cny["capital"]
    assert np.allclose(
        ratio, ratio[0] * bags.consumption["cycle_time_h"] / bags.consumption["cycle_time_h"][0]
    )

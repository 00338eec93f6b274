"""Variants and sizes of recipes, and volumes that can't be reached."""

import numpy as np
import pytest
from tests.unit.test_process_study import line

from seedtrain.catalog import recipe, recipes
from seedtrain.errors import InputError
from seedtrain.process.study import findings, single

SIZES = [(key, size.text, size.material) for key in recipes() for size in recipe(key).sizes]
VARIANTS = [(key, name) for key in recipes() for name in recipe(key).variants]


@pytest.mark.parametrize(("key", "volume", "material"), SIZES)
def test_every_size_that_is_often_built_runs_without_a_word(key: str, volume: str, material: str) -> None:
    """Nothing is refused and nothing lies beyond the range of the recipe or of its equations."""
    assert findings(single(key, volume=volume, material=material)) == []
    assert line(key, volume=volume, material=material).batch.product.mass_g[0] > 0.0


def test_the_sizes_are_those_of_the_field() -> None:
    """Antibody: bags of 200 to 5,000 L, steel of 5,000 and 15,000 L; peptide: 1,000 to 10,000 L."""
    sizes = {(size.volume_L, size.material) for size in recipe("mab-fed-batch").sizes}
    bags = {(litres, "single_use") for litres in (200.0, 500.0, 2000.0, 5000.0)}
    assert sizes == bags | {(5000.0, "stainless"), (15000.0, "stainless")}
    assert {size.volume_L for size in recipe("peptide-semaglutide").sizes} >= {1000.0, 10000.0}


@pytest.mark.parametrize(("key", "name"), VARIANTS)
def test_a_variant_puts_its_values_in_place(key: str, name: str) -> None:
    """Every value of a variant is that of the step, within the range its equations hold for."""
    scenario = single(key, volume="500 L", variants=[name])
    assert findings(scenario) == []
    made = line(key, volume="500 L", variants=[name])
    for step, rows in recipe(key).variants[name].rows.items():
        for parameter, row in rows.items():
            assert made.recipe.steps[step].values[parameter].base == row.value.base


def test_a_perfused_seed_saves_days_and_drinks_medium() -> None:
    """From 10 million cells instead of 0.5: ln 20 / 0.029 = 103 h of growth saved, 4.3 of the 4 to 5 d read.
    At one volume a day over ln(45 / 0.5) / 0.029 = 155 h the N-1 vessel takes 6.5 volumes more."""
    usual, perfused = line(), line(variants=["n-1-perfused"])
    hours = [float(each.operations[4].duration_h[0]) for each in (usual, perfused)]
    assert hours[0] - hours[1] == pytest.approx(103.3, abs=0.5)
    seed = perfused.batch.steps[3].outcome
    volume = 2000.0 * 10.0 / 45.0
    growth = np.log(45.0 / 0.5) / 0.029
    assert seed.out.volume_L[0] == pytest.approx(volume)
    assert seed.operations["growth"][0] == pytest.approx(growth)
    assert seed.uses["media_L"][0] == pytest.approx(volume * (0.8 + growth / 24.0))


def test_eight_payloads_take_twice_the_linker() -> None:
    """Ratio 7.73 on the mean at 1.233 used over bound, against 4 at 1.35, on the same antibody."""
    four, eight = (line("adc-conjugation", volume="500 L", variants=[name]) for name in ("dar-4", "dar-8"))
    used = [float(each.batch.uses["linker_payload_g"][0]) for each in (four, eight)]
    assert used[1] / used[0] == pytest.approx((7.4 + 7.8 + 8.0) / 3.0 * (3.7 / 3.0) / (4.0 * 1.35))
    assert float(eight.batch.uses["reductant_g"][0] / four.batch.uses["reductant_g"][0]) == pytest.approx(
        8 / 2.2
    )


def test_a_change_stands_over_a_variant() -> None:
    """What the user sets holds, whatever the variant says."""
    made = line("adc-conjugation", volume="500 L", variants=["dar-8"], changes={"drug_antibody_ratio": "6"})
    assert made.recipe.steps["conjugation"].values["drug_antibody_ratio"].base == 6.0


def test_a_variant_that_the_recipe_lacks_is_refused() -> None:
    """With the variants there are."""
    with pytest.raises(InputError) as refusal:
        single("mab-fed-batch", volume="2000 L", variants=["dar-8"])
    (found,) = refusal.value.findings
    assert (found.code, found.value, found.params["near"]) == (
        "SCN-018",
        "dar-8",
        "n-1-enriched, n-1-perfused",
    )


def test_a_volume_that_the_seed_train_cannot_reach_is_refused() -> None:
    """100,000 L would take 20,000 L of N-1 where 5,000 L is the most: at most 25,000 L."""
    with pytest.raises(InputError) as refusal:
        line(volume="100000 L", material="stainless")
    (found,) = refusal.value.findings
    assert (found.code, found.value, found.params["expected"]) == ("PRC-010", "100000 L", "25,000 L")
    assert line(
        volume="100000 L",
        material="stainless",
        changes={
            "seed-2.largest_volume": "9000 L",
            "seed-1.largest_volume": "30000 L",
            "wave.largest_volume": "900 L",
            "thaw.largest_volume": "200 L",
        },
    )


def test_bags_are_not_made_beyond_their_size() -> None:
    """15,000 L of steel is within the recipe; 15,000 L of bag is said to be beyond it."""
    (found,) = findings(single("mab-fed-batch", volume="15000 L"))
    assert (found.code, found.params["expected"]) == ("SCN-032", "50 .. 6000 L")

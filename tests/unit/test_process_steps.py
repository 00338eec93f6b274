"""Each unit procedure against figures worked by hand."""

import math

import pytest
from tests.process_cases import Given, batch
from tests.unit.scenario_text import PLANT, document

from seedtrain.catalog import recipes, resolved
from seedtrain.errors import InputError
from seedtrain.model.inputs import Inputs
from seedtrain.model.recipe import RecipeUse
from seedtrain.process import profiles
from seedtrain.process.batch import StepResult
from seedtrain.process.stream import LIQUID
from seedtrain.quantities import World


def step(recipe: str, name: str, volume_L: float = 2000.0, given: Given | None = None) -> StepResult:
    """A step of a batch of a catalogue recipe, with values given."""
    return next(each for each in batch(recipe, volume_L, given=given).steps if each.step.id == name)


def test_growth_takes_the_logarithm_of_the_fold() -> None:
    """0.5 to 4 million cells/mL at ln 2 a day: three doublings, 3 d, after a lag of 12 h."""
    given = {
        ("seed-1", "inoculation_density"): 0.5,
        ("seed-1", "final_density"): 4.0,
        ("seed-1", "growth_rate"): math.log(2.0) / 24.0,
        ("seed-1", "lag_time"): 12.0,
    }
    found = step("mab-fed-batch", "seed-1", given=given).outcome
    assert found.processing_h[0] == pytest.approx(72.0 + 12.0)
    assert found.out.volume_L[0] == pytest.approx(2000.0 * 0.5 / 4.0)  # 1/8 of the production volume


def test_the_vial_sets_the_time_in_flasks() -> None:
    """1e7 cells, nine tenths alive, to 2.56 L at 2.5 million/mL: ln(6.4e9 / 9e6) / 0.029 h after a day."""
    given = {("thaw", "growth_rate"): 0.029, ("wave", "inoculation_density"): 0.5}
    found = step("mab-fed-batch", "thaw", 2000.0, given).outcome
    # 2,000 L / 5 / 5 / 5 / 5 = 3.2 L of flasks: 8e9 cells
    assert found.out.volume_L[0] == pytest.approx(3.2)
    assert found.processing_h[0] == pytest.approx(24.0 + math.log(8e9 / 9e6) / 0.029)


def test_a_column_by_capacity_cycles_and_velocity() -> None:
    """7,600 g on 4 cycles of 40 x 0.8 g/L: 59.4 L wanted. At 20 cm of bed 60 cm hold 56.5 L, 70 cm 77.0 L:
    the
    wider one, in 4 cycles (2,463 g each); 20 CV a cycle and the load at 250 cm/h over 20 cm."""
    given = {
        ("production", "titer"): 4.0,
        ("harvest", "step_yield"): 0.95,
        ("harvest", "cell_fraction"): 0.05,
        ("harvest", "flush_fraction"): 0.05,
        ("capture", "binding_capacity"): 40.0,
        ("capture", "buffer_volumes"): 20.0,
        ("capture", "resin_cycles"): 100.0,
    }
    found = step("mab-fed-batch", "capture", given=given).outcome
    column = math.pi / 4.0 * 7.0**2 * 2.0  # dm2 x dm
    assert math.pi / 4.0 * 6.0**2 * 2.0 < 7600.0 / (40.0 * 0.8 * 4.0)
    assert found.equipment[0].size == pytest.approx(column)  # 77.0 L
    assert found.equipment[1].size == 70.0
    flow = 250.0 * column / 20.0  # L/h
    assert found.processing_h[0] == pytest.approx((2000.0 + 4.0 * 20.0 * column) / flow)
    assert found.uses["resin_protein_a_L"][0] == pytest.approx(4.0 * column / 100.0)
    assert found.uses["buffer_L"][0] == pytest.approx(80.0 * column)


def test_a_heavier_batch_takes_another_cycle() -> None:
    """A 50 L column holds 1,600 g a cycle: 7,600 g take 5 cycles; 8,001 g would take 6."""
    given = {
        ("production", "titer"): 4.0,
        ("harvest", "step_yield"): 0.95,
        ("capture", "binding_capacity"): 40.0,
        ("capture", "column_volume"): 50.0,
    }
    assert step("mab-fed-batch", "capture", given=given).outcome.equipment[2].size == 5.0
    heavier = {**given, ("harvest", "step_yield"): 1.0, ("production", "titer"): 4.0005}
    assert step("mab-fed-batch", "capture", given=heavier).outcome.equipment[2].size == 6.0


def test_diafiltration_by_flux_and_area() -> None:
    """Area by loading in cassettes of 2.5 m2; volume to 50 g/L, 7 diavolumes, then to 100 g/L, at 40 L/(m2
    h)."""
    made = batch("mab-fed-batch")
    before = next(each for each in made.steps if each.step.id == "virus-filtration").outcome.out
    found = step("mab-fed-batch", "ufdf").outcome
    mass, volume = before.mass_g[0], before.volume_L[0]
    area = math.ceil(mass / 400.0 / 2.5) * 2.5  # 18.1 m2 are 8 cassettes
    assert (found.equipment[0].size, found.equipment[0].count) == (2.5, 8.0)
    kept = found.step_yield[0]
    retentate, out = mass / 50.0, mass * kept / 100.0
    permeate = (volume - retentate) + 7.0 * retentate + (retentate - out)
    assert found.processing_h[0] == pytest.approx(permeate / (40.0 * area))
    assert found.uses["buffer_L"][0] == pytest.approx(7.0 * retentate)
    assert found.out.mass_g[0] / found.out.volume_L[0] == pytest.approx(100.0)


def test_conjugation_by_stoichiometry() -> None:
    """1 kg at ratio 4, 1.2 kDa on 150 kDa and 1.25 used over bound: 32 g bound, 40 g used, 1,032 g made."""
    given = {
        ("conjugation", "antibody_concentration"): 5.0,
        ("conjugation", "drug_antibody_ratio"): 4.0,
        ("conjugation", "linker_molar_mass"): 1200.0,
        ("conjugation", "antibody_molar_mass"): 150_000.0,
        ("conjugation", "linker_excess"): 1.25,
        ("conjugation", "step_yield"): 1.0,
    }
    found = step("adc-conjugation", "conjugation", 200.0, given).outcome
    assert found.out.mass_g[0] == pytest.approx(1032.0)
    assert found.uses["linker_payload_g"][0] == pytest.approx(40.0)
    assert found.balances["linker_payload"].lost[0] == pytest.approx(8.0)


def test_linker_payload_of_a_kilogram_of_conjugate() -> None:
    """Ratio 4, 1.1 to 1.3 kDa, 1.2 to 1.5 used over bound: 35 to 52 g a kilogram of antibody."""
    low, high = (
        (4.0 * mass / 148_000.0 * excess * 1000.0) for mass, excess in ((1100.0, 1.2), (1300.0, 1.5))
    )
    assert (round(low), math.floor(high)) == (36, 52)
    found = step("adc-conjugation", "conjugation", 125.0).outcome
    assert low * 0.9 < found.uses["linker_payload_g"][0] < high


def test_acylation_by_moles() -> None:
    """1 mol of precursor at 0.65: 0.65 mol of product and of reagent bound, 1.6 mol used; mass is kept."""
    found = step("peptide-semaglutide", "acylation", 5000.0, {("acylation", "molar_yield"): 0.65}).outcome
    precursor = found.balances["precursor"].came[0]
    moles = precursor / 3175.0
    assert found.out.mass_g[0] == pytest.approx(0.65 * moles * 4114.0)
    assert found.uses["side_chain_g"][0] == pytest.approx(1.6 * moles * 957.0)
    used = found.balances["precursor"].consumed[0] + found.balances["side_chain"].consumed[0]
    assert used - found.out.mass_g[0] == pytest.approx(0.65 * moles * 18.0)  # the water set free


def test_a_reaction_holds_its_share_of_solvent() -> None:
    """A pool of V litres is six tenths of a reaction that is four tenths solvent: V / 0.6 in all, no more
    water."""
    made = batch("peptide-semaglutide", 2000.0)
    before = next(each for each in made.steps if each.step.id == "capture").outcome.out.volume_L[0]
    found = step("peptide-semaglutide", "acylation").outcome
    assert found.out.volume_L[0] == pytest.approx(before / 0.6)
    assert found.uses["solvent_L"][0] == pytest.approx(0.4 * before / 0.6)
    assert found.uses["buffer_L"][0] == pytest.approx(0.0, abs=1e-9)


def test_cells_are_broken_first_order_in_passes() -> None:
    """Two passes that set 0.8 of the rest free leave 0.04 bound; 1,000 L pass in 2 h each; 800 bar are 80
    MPa:
    2 x 8e7 Pa x 1 m3 = 1.6e8 J, 44.4 kWh."""
    given = {
        ("fermentation", "titer"): 3.0,
        ("cell-harvest", "cell_fraction"): 0.25,
        ("cell-harvest", "resuspension"): 1.0,
        ("homogenisation", "release_per_pass"): 0.8,
        ("homogenisation", "passes"): 2.0,
        ("homogenisation", "homogeniser_pressure"): 800.0,
        ("homogenisation", "feed_flow_per_litre"): 0.5,
    }
    found = step("peptide-bacterial", "homogenisation", 2000.0, given).outcome
    assert found.out.volume_L[0] == pytest.approx(1000.0)
    assert found.step_yield[0] == pytest.approx(0.96)
    assert found.processing_h[0] == pytest.approx(4.0)
    assert found.uses["power_kWh"][0] == pytest.approx(1.6e8 / 3.6e6)


def test_cells_are_kept_and_their_liquor_poured_off() -> None:
    """A fifth of 2,000 L is kept and taken up in two volumes of buffer: 1,200 L, and 1,600 L of liquor
    lost."""
    given = {("cell-harvest", "cell_fraction"): 0.2, ("cell-harvest", "resuspension"): 2.0}
    found = step("peptide-bacterial", "cell-harvest", 2000.0, given).outcome
    assert found.out.volume_L[0] == pytest.approx(1200.0)
    assert found.balances[LIQUID].lost[0] == pytest.approx(1600.0)
    assert found.uses["buffer_L"][0] == pytest.approx(800.0)


def test_folding_takes_dilution() -> None:
    """To 0.5 g/L every gram takes 2 L; the enzyme is two thousandths of it; 2 + 8 + 6 h."""
    found = step("peptide-bacterial", "refolding").outcome
    mass = float(found.balances["precursor"].came[0])
    assert found.out.volume_L[0] == pytest.approx(2.0 * mass)
    assert found.uses["enzyme_g"][0] == pytest.approx(0.002 * mass)
    assert found.processing_h[0] == pytest.approx(16.0)


def test_a_filter_and_a_thaw_take_their_time() -> None:
    """131.25 L through two capsules of 0.1 m2 at 300 L/(m2 h): 2.19 h after 12 h of thawing and 3 h of
    compounding."""
    found = step("fill-vial", "formulation").outcome
    made_up = 20_000.0 * 0.006 * 1.05 / 0.96
    assert found.operations["sterile-filtration"][0] == pytest.approx(made_up / (300.0 * 0.2))
    assert found.processing_h[0] == pytest.approx(15.0 + made_up / 60.0)


def test_reduction_and_quench_take_moles() -> None:
    """1 kg of antibody of 150 kDa is 6.67 mmol: 2.2 of TCEP (286.65 g/mol) 4.2 g, ten of quencher 10.9 g."""
    given = {
        ("conjugation", "antibody_concentration"): 5.0,
        ("conjugation", "antibody_molar_mass"): 150_000.0,
        ("conjugation", "reductant_ratio"): 2.2,
        ("conjugation", "quench_ratio"): 10.0,
    }
    uses = step("adc-conjugation", "conjugation", 200.0, given).outcome.uses
    assert uses["reductant_g"][0] == pytest.approx(1000.0 / 150_000.0 * 2.2 * 286.65)
    assert uses["quencher_g"][0] == pytest.approx(1000.0 / 150_000.0 * 10.0 * 163.19)


def test_perfusion_collects_after_growth() -> None:
    """500 L at 1.5 volumes a day for 23 of 30 d, 8 % bled: 15,870 L of permeate, 15.87 kg at 1 g/L."""
    given = {("production", "exchange_rate"): 1.5 / 24.0, ("production", "titer"): 1.0}
    found = step("mab-perfusion", "production", 500.0, given).outcome
    assert found.out.volume_L[0] == pytest.approx(500.0 * 1.5 * 23.0 * 0.92)
    assert found.out.mass_g[0] == pytest.approx(15_870.0)


def test_drying_by_depth_and_rate() -> None:
    """1.5 cm are 15 L/m2: at 0.4 L/(m2 h) 37.5 h, between 6 h of freezing and 12 h of secondary drying."""
    assert step("peptide-semaglutide", "lyophilisation").outcome.processing_h[0] == pytest.approx(55.5)


def test_a_line_passes_items_at_speed_and_effectiveness() -> None:
    """125,000 cartridges at 400 a minute and 0.6 take 8.68 h; 1.5 % are lost with what is in them."""
    found = step("fill-cartridge-pen", "filling").outcome
    assert found.processing_h[0] == pytest.approx(125_000.0 / (400.0 * 60.0 * 0.6))
    assert found.out.items[0] == pytest.approx(125_000.0 * 0.985)
    assert found.uses["cartridge_item"][0] == pytest.approx(125_000.0)


def test_samples_are_a_fixed_loss() -> None:
    """Half a litre of a pool of V litres is the share 0.5 / V, on top of the yield of the step."""
    made = batch("mab-fed-batch", 200.0)
    pool = made.steps[-3].outcome.out
    kept = made.steps[-2].outcome.step_yield[0]
    assert kept == pytest.approx(0.99 * (1.0 - 0.5 / pool.volume_L[0]))


def test_a_seed_vessel_that_is_too_small_is_refused() -> None:
    """2,000 L at 0.5 from 2.5 million cells/mL take 400 L of N-1: 100 L won't do, 400 L will."""
    seed = "{unit_class: seed-bioreactor-1, count: 1, volume: 100 L, basis: working}"
    text = PLANT.replace("        units:\n", f"        units:\n          seed: {seed}\n")
    with pytest.raises(InputError) as refusal:
        profiles(document(text).scenario, Inputs(World(0, 1)))
    (found,) = refusal.value.findings
    assert (found.code, found.value, found.params["expected"]) == ("PRC-005", "100 L", "400 L")
    assert profiles(document(text.replace("100 L", "400 L")).scenario, Inputs(World(0, 1)))


def test_a_recipe_is_resolved_with_every_parameter() -> None:
    """Without overrides, a resolved recipe holds the catalogue's own values."""
    found = resolved("test", RecipeUse(from_="mab-fed-batch", path="recipes.test"))
    assert found.steps["production"].values["titer"].origin.kind == "catalog"


@pytest.mark.parametrize("recipe", recipes())
def test_equipment_is_named_in_both_languages(recipe: str) -> None:
    """Everything a step is sized for has a name in English and Chinese, and a size above zero."""
    for each in batch(recipe).steps:
        for item in each.equipment:
            assert item.size > 0.0
            assert item.label.render("en") != item.label.render("zh")

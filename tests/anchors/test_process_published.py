"""Process figures that follow from published values by arithmetic."""

import pytest
from tests.process_cases import batch, exact_yields


def test_a_2000_litre_batch_of_the_industry_average() -> None:
    """2,000 L at 2.56 g/L and 70 % overall yield (Rader and Langer 2014) give 3.584 kg, 3.6 kg rounded."""
    given = {**exact_yields("mab-fed-batch", 0.7), ("production", "titer"): 2.56}
    made = batch("mab-fed-batch", 2000.0, given=given)
    assert made.product.mass_g[0] == pytest.approx(2000.0 * 2.56 * 0.7, rel=1e-12)
    assert round(made.product.mass_g[0] / 1000.0, 1) == 3.6


def test_filling_and_assembling_40_million_pens() -> None:
    """40 million cartridges: 2,778 h at 400 a minute and 0.60; 12,210 h at 84 a minute and 0.65."""
    pens = 40e6
    given = {
        ("formulation", "batch_items"): pens,
        ("filling", "speed"): 400.0 * 60.0,
        ("filling", "effectiveness"): 0.6,
        ("assembly", "speed"): 84.0 * 60.0,
        ("assembly", "effectiveness"): 0.65,
        ("filling", "item_yield"): 1.0,
        ("inspection", "item_yield"): 1.0,
    }
    made = {step.step.id: step.outcome for step in batch("fill-cartridge-pen", given=given).steps}
    assert made["filling"].processing_h[0] == pytest.approx(2777.8, abs=0.1)
    assert made["assembly"].processing_h[0] == pytest.approx(12210.0, abs=1.0)


def test_drug_substance_in_40_million_pens() -> None:
    """2 mg and 4 mg pens hold 80 and 160 kg; at 90 % fill yield they take 89 and 178 kg."""
    for held_mg, inside_kg, taken_kg in ((2.0, 80.0, 88.9), (4.0, 160.0, 177.8)):
        given = {
            ("formulation", "batch_items"): 40e6,
            ("formulation", "mass_per_item"): held_mg / 1000.0,
            ("formulation", "overfill"): 0.0,
            ("formulation", "line_loss"): 0.1,
        }
        first = batch("fill-cartridge-pen", given=given).steps[0].outcome
        assert first.out.mass_g[0] / 1000.0 == pytest.approx(inside_kg)
        assert first.uses["drug_substance_g"][0] / 1000.0 == pytest.approx(taken_kg, abs=0.05)


def test_ten_days_of_flasks_and_a_seed_train_of_seven_logs() -> None:
    """A vial grows by 6 to 8 powers of ten to the production vessel, flasks taking 10 to 14 days."""
    made = {step.step.id: step for step in batch("mab-fed-batch", 2000.0).steps}
    assert 9.0 * 24.0 < made["thaw"].outcome.processing_h[0] < 14.0 * 24.0
    fold = 2000.0 * 1e9 * 20.0 / 1e7  # cells at 20 million/mL in 2,000 L over those in the vial
    assert 1e6 < fold < 1e8

"""Laws of every unit procedure: nothing appears or vanishes, and time runs forward."""

import numpy as np
import pytest
from tests.process_cases import batch

from seedtrain.catalog import recipes
from seedtrain.process.stream import LIQUID

CASES = [
    (recipe, volume, material)
    for recipe in recipes()
    for volume in (200.0, 5000.0)
    for material in ("single_use", "stainless")
]


@pytest.mark.parametrize(("recipe", "volume", "material"), CASES)
def test_every_component_balances_in_every_step(recipe: str, volume: float, material: str) -> None:
    """In + added + formed = out + consumed + lost, for each component, in the base and every draw."""
    made = batch(recipe, volume, material=material, replications=200)
    gaps = {
        (step.step.id, name): balance.error
        for step in made.steps
        for name, balance in step.outcome.balances.items()
    }
    assert {place: gap for place, gap in gaps.items() if gap > 1e-9} == {}


@pytest.mark.parametrize(("recipe", "volume", "material"), CASES)
def test_a_step_takes_what_the_one_before_gave(recipe: str, volume: float, material: str) -> None:
    """What comes into a step is what left the step before, for the target and for the liquid; and a step's
    stream is what its balances say."""
    made = batch(recipe, volume, material=material, replications=20)
    for before, after in zip(made.steps, made.steps[1:], strict=False):
        given = before.outcome.out
        taken = after.outcome.balances
        assert np.allclose(taken[LIQUID].came, given.volume_L), after.step.id
        assert np.allclose(taken[given.target].came, given.mass_g), after.step.id
        assert np.allclose(taken[LIQUID].out, after.outcome.out.volume_L), after.step.id
        assert np.allclose(taken[after.outcome.out.target].out, after.outcome.out.mass_g), after.step.id


@pytest.mark.parametrize(("recipe", "volume", "material"), CASES)
def test_no_operation_runs_backwards(recipe: str, volume: float, material: str) -> None:
    """Every duration is above zero and the sum of its operations, every amount used, lost or made at least
    zero, and finite."""
    made = batch(recipe, volume, material=material, replications=200)
    for step in made.steps:
        assert (step.duration_h > 0.0).all(), step.step.id
        assert step.turnaround_h >= 0.0
        assert all(hours[0] > 0.0 and (hours >= 0.0).all() for hours in step.operations.values()), (
            step.step.id
        )
        assert np.allclose(sum(step.operations.values()), step.duration_h), step.step.id
        for key, amount in step.uses.items():
            assert np.isfinite(amount).all(), (step.step.id, key)
            assert (amount >= 0.0).all(), (step.step.id, key)
        for name, balance in step.outcome.balances.items():
            for part in (
                balance.came,
                balance.added,
                balance.formed,
                balance.out,
                balance.consumed,
                balance.lost,
            ):
                assert (part >= -1e-9).all(), (step.step.id, name)


@pytest.mark.parametrize("recipe", ["mab-fed-batch", "adc-conjugation", "peptide-semaglutide"])
def test_twice_the_volume_makes_twice_the_mass(recipe: str) -> None:
    """At fixed titer and without fixed losses (samples) mass goes with volume; with them, faster."""
    none = {("bulk-fill", "sample_volume"): 0.0}
    small, large = (batch(recipe, volume, given=none, replications=50) for volume in (500.0, 1000.0))
    assert np.allclose(2.0 * small.product.mass_g, large.product.mass_g, rtol=1e-12)
    if "bulk-fill" in small.setting.recipe.steps:
        small, large = (batch(recipe, volume) for volume in (500.0, 1000.0))
        assert 2.0 * small.product.mass_g[0] < large.product.mass_g[0]


@pytest.mark.parametrize("recipe", recipes())
def test_the_base_is_the_same_whatever_is_sampled(recipe: str) -> None:
    """More replications move neither the base case nor the first draws."""
    few, many = (batch(recipe, replications=count) for count in (5, 50))
    assert np.array_equal(few.product.mass_g, many.product.mass_g[:6])


@pytest.mark.parametrize(("recipe", "volume", "material"), CASES)
def test_all_liquid_lost_is_waste(recipe: str, volume: float, material: str) -> None:
    """Liquid waste of a step is the liquid its balance loses and the cleaning solution of its vessels."""
    for step in batch(recipe, volume, material=material, replications=20).steps:
        waste = sum(amount for key, amount in step.uses.items() if key.startswith("waste_") and "_L" in key)
        lost = step.outcome.balances[LIQUID].lost + step.uses.get("cleaning_L", 0.0)
        assert np.allclose(waste, lost), step.step.id

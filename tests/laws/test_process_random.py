"""Laws of the batch under inputs drawn at random by hypothesis."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.process_cases import batch

shares = st.floats(0.05, 1.0)
titers = st.floats(0.05, 30.0)
volumes = st.floats(5.0, 25_000.0)


@given(titer=titers, volume=volumes, kept=shares, material=st.sampled_from(["single_use", "stainless"]))
def test_balances_hold_for_any_antibody(titer: float, volume: float, kept: float, material: str) -> None:
    """Any titer, volume and capture yield: components balance, time runs forward, amounts are finite."""
    values = {("production", "titer"): titer, ("capture", "step_yield"): kept}
    made = batch("mab-fed-batch", volume, material=material, given=values)
    for step in made.steps:
        assert max(each.error for each in step.outcome.balances.values()) < 1e-9, step.step.id
        assert step.duration_h[0] > 0.0
        assert all(np.isfinite(amount[0]) and amount[0] >= 0.0 for amount in step.uses.values())
    assert 0.0 <= made.product.mass_g[0] <= titer * volume * kept


@given(ratio=st.floats(0.5, 12.0), excess=st.floats(1.0, 8.0), concentration=st.floats(0.5, 45.0))
def test_balances_hold_for_any_conjugate(ratio: float, excess: float, concentration: float) -> None:
    """Any ratio, excess and concentration: antibody and linker-payload are accounted for to the last gram."""
    values = {
        ("conjugation", "drug_antibody_ratio"): ratio,
        ("conjugation", "linker_excess"): excess,
        ("conjugation", "antibody_concentration"): concentration,
    }
    made = batch("adc-conjugation", 100.0, given=values)
    for step in made.steps:
        assert max(each.error for each in step.outcome.balances.values()) < 1e-9, step.step.id
    reaction = made.steps[1].outcome
    bound = reaction.balances["linker_payload"].consumed[0] + reaction.balances["antibody"].consumed[0]
    assert np.isclose(reaction.out.mass_g[0], bound)


@given(low=titers, high=titers)
def test_more_titer_never_makes_less(low: float, high: float) -> None:
    """Mass rises with titer."""
    masses = [
        batch("mab-fed-batch", 1000.0, given={("production", "titer"): titer}).product.mass_g[0]
        for titer in sorted((low, high))
    ]
    assert masses[0] <= masses[1]

"""What must hold for every programme: order in time, more vessels never later, same seed same bytes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.unit.test_lifecycle_slots import site
from tests.years_cases import day, draws, inputs, programme, scenario

from seedtrain.lifecycle import LifecycleResult, run
from seedtrain.lifecycle.clock import clock
from seedtrain.lifecycle.route import STAGES, route_of
from seedtrain.model.site import Modality

CLOCKS = ("nmpa.ind", "nmpa.ind-30", "nmpa.bla", "nmpa.bla-priority", "nmpa.bla-urgent", "fda.bla", "ema.maa")
MODALITIES: tuple[Modality, ...] = ("mab", "adc", "peptide", "vaccine", "small_molecule")


def walked(modality: Modality, route: str, molecules: float, seed: int = 1) -> LifecycleResult:
    """A programme from CMC on with the catalogue's terms."""
    one = programme(modality=modality, route=route, stage="cmc", molecules=molecules)
    return run(scenario(one), inputs(40, seed), {})


@pytest.mark.parametrize("route", ["innovative", "innovative-30", "innovative-priority", "biosimilar"])
@pytest.mark.parametrize("modality", MODALITIES)
def test_stages_follow_each_other(modality: Modality, route: str) -> None:
    """In every world a stage begins no earlier than it can, and no more pass it than have entered."""
    result = walked(modality, route, 20.0)
    one = programme(modality=modality, route=route, stage="cmc")
    for terms in route_of(one):
        entered = draws(result.series, f"lifecycle.a.entered.{terms.stage}")
        assert (np.diff(entered, axis=1) >= 0.0).all()
        for before in terms.after:
            passed = draws(result.series, f"lifecycle.a.passed.{before}")
            assert (entered <= passed + 1e-9).all()


@settings(max_examples=15)
@given(molecules=some.integers(1, 30), seed=some.integers(0, 99))
def test_molecules_are_conserved(molecules: int, seed: int) -> None:
    """Entered at the first stage = the molecules; each later stage no more than the one before it."""
    result = walked("mab", "innovative", float(molecules), seed)
    entered = [
        draws(result.series, f"lifecycle.a.entered.{stage}")[:, -1]
        for stage in STAGES[3:]
        if stage != "confirmatory"
    ]
    assert draws(result.series, "lifecycle.a.entered.cmc")[:, -1] == pytest.approx(molecules)
    assert all((later <= earlier + 1e-9).all() for earlier, later in pairwise(entered))


@settings(max_examples=10)
@given(vessels=some.integers(1, 4), seed=some.integers(0, 99))
def test_more_vessels_never_delay_a_molecule(vessels: int, seed: int) -> None:
    """With one vessel more as many molecules have passed CMC by every day, or more, in every world."""
    passed = []
    for number in (vessels, vessels + 1):
        one = programme(route="dna-to-ind", stage="cmc", molecules=25.0, suites=["pilot"])
        result = run(scenario(one, sites={"s": site(number)}), inputs(20, seed), {})
        passed.append(draws(result.series, "lifecycle.a.passed.cmc"))
    assert (passed[1] >= passed[0] - 1e-9).all()


@given(name=some.sampled_from(CLOCKS), submitted=some.integers(0, 1500), wait=some.integers(0, 400))
def test_who_submits_later_is_not_decided_earlier(name: str, submitted: int, wait: int) -> None:
    """A clock keeps the order of submissions in every world, and never decides before the submission."""
    first = day("2024-08-01") + submitted
    days = np.array([[first, first + wait]] * 6)
    decided = clock(name).submit(days, inputs(5))
    assert (decided >= days).all()
    assert (decided[:, 1] >= decided[:, 0]).all()


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two runs of one seed agree to the last bit; another seed differs; more replications keep the first."""
    once, again, other = (walked("mab", "innovative", 10.0, seed) for seed in (1, 1, 2))
    cost = [draws(each.indicators, "lifecycle.a.cost") for each in (once, again, other)]
    assert cost[0].tobytes() == cost[1].tobytes()
    assert cost[0].tobytes() != cost[2].tobytes()
    more = run(
        scenario(programme(modality="mab", route="innovative", stage="cmc", molecules=10.0)), inputs(60), {}
    )
    assert draws(more.indicators, "lifecycle.a.cost")[:41].tolist() == cost[0].tolist()

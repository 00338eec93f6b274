"""The published plant of 600 batches: released batches under both policies."""

import numpy as np
import pytest

from seedtrain.catalog.cases import case
from seedtrain.errors import InputError
from seedtrain.flow.case import load_case
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.in_turn import in_turn

RUNS, CHUNK = 4, 300


@pytest.fixture(scope="module")
def released() -> dict[str, np.ndarray]:
    """Batches released by the horizon in 1,200 replications of each policy, on the same draws."""
    plant = load_case(case("bench_simulation"))
    problem = plant.problem
    rng = np.random.default_rng(11)
    sigma = np.sqrt(np.log1p(np.square(plant.cv)))
    found: dict[str, list[np.ndarray]] = {"first_come": [], "plan_order": []}
    for _ in range(RUNS):
        durations = problem.duration_h * np.exp(sigma * rng.standard_normal((CHUNK, len(problem.pool))))
        ends = np.zeros(durations.shape, dtype=np.bool_)
        ends[:, problem.route[:-1] + plant.fails_at] = rng.random((CHUNK, 600)) < plant.failure_odds
        for policy, trace in (
            ("first_come", dispatch(problem, durations, ends=ends)),
            ("plan_order", in_turn(problem, np.arange(600), durations, ends=ends)),
        ):
            done = trace.end_h[:, problem.route[1:] - 1]
            found[policy].append(np.sum(done <= plant.horizon_h, axis=1))
    return {policy: np.concatenate(parts) for policy, parts in found.items()}


@pytest.mark.parametrize(("policy", "mean"), [("first_come", 582.0), ("plan_order", 581.4)])
def test_published_means_and_quantiles(released: dict[str, np.ndarray], policy: str, mean: float) -> None:
    """Means 582.0 and 581.4 within four standard errors and the rounding; P10/P50/P90 576, 582, 587 within 1.

    Source: the note of the case file (10,000 replications).
    """
    counts = released[policy]
    error = counts.std(ddof=1) / np.sqrt(len(counts))
    assert abs(counts.mean() - mean) < 4.0 * error + 0.05
    assert np.abs(np.quantile(counts, [0.1, 0.5, 0.9]) - [576, 582, 587]).max() <= 1.0


def test_the_two_policies_differ_as_published(released: dict[str, np.ndarray]) -> None:
    """First come releases 0.6 batches more on the same draws: within four standard errors of it."""
    gain = released["first_come"] - released["plan_order"]
    assert abs(gain.mean() - 0.6) < 4.0 * gain.std(ddof=1) / np.sqrt(len(gain)) + 0.1


@pytest.mark.parametrize(
    "content", [{"kind": "plan"}, {"kind": "schedule_plant"}, {"kind": "simulation_plant"}, {}]
)
def test_a_case_of_another_kind_or_shape_is_refused(content: dict[str, str]) -> None:
    """Another kind, or a missing field: one finding with its code."""
    with pytest.raises(InputError) as caught:
        load_case(content)
    assert [each.code for each in caught.value.findings] == ["SCH-004"]

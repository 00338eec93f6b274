"""A batch, a molecule and a company pass through one compiled form and one event engine."""

from collections.abc import Callable
from typing import Any

import pytest

from seedtrain.assess.chain import chained
from seedtrain.flow import compile_plant
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.problem import Problem
from seedtrain.quantities.streams import World
from seedtrain.service.documents import open_document


def noted(work: Callable[..., Any], seen: list[Problem]) -> Callable[..., Any]:
    """``work`` that also notes the problem it is given or gives."""

    def done(*given: Any, **named: Any) -> Any:
        result = work(*given, **named)
        seen.extend(each for each in (*given, result) if isinstance(each, Problem))
        return result

    return done


def test_a_batch_a_molecule_and_a_company_pass_through_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lin-gang's batches and client projects and Jinan's tenants are each compiled to a Problem and run."""
    batches: list[Problem] = []
    molecules: list[Problem] = []
    companies: list[Problem] = []
    monkeypatch.setattr("seedtrain.flow.compile_plant", noted(compile_plant, batches))
    monkeypatch.setattr("seedtrain.lifecycle.slots.dispatch", noted(dispatch, molecules))
    monkeypatch.setattr("seedtrain.park.space.dispatch", noted(dispatch, companies))
    for name in ("zencore-lingang", "jinan-medicine-valley"):
        chained(open_document(name).scenario, World(5, 1), lambda stage: None)
    assert len(batches[0].jobs) > 20
    assert (batches[0].pool >= 0).any()
    assert len(molecules[0].jobs) == 200  # projects, which queue for the pilot plant's vessels
    assert molecules[0].pools == ("places",)
    assert companies[0].pools == ("floor",)
    assert companies[0].is_divisible.all()
    assert len(companies[0].jobs) > 50

"""Batches and molecules pass through one compiled form and one event engine; companies through flow too."""

from collections.abc import Callable
from typing import Any

import pytest

from seedtrain.assess.chain import chained
from seedtrain.flow import compile_plant
from seedtrain.flow.dispatch import dispatch
from seedtrain.flow.problem import Problem
from seedtrain.flow.tenants import Tenants, settle
from seedtrain.quantities.streams import World
from seedtrain.service.documents import open_document


def noted(work: Callable[..., Any], seen: list[Any], kind: type = Problem) -> Callable[..., Any]:
    """``work`` that also notes the problem (or what else is asked for) that it is given or gives."""

    def done(*given: Any, **named: Any) -> Any:
        result = work(*given, **named)
        seen.extend(each for each in (*given, result) if isinstance(each, kind))
        return result

    return done


def test_a_batch_a_molecule_and_a_company_pass_through_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lin-gang's batches and client projects are each compiled to a Problem and run; Jinan's tenants to
    Tenants.

    A company that grows asks for another site, wholly or not at all, while it keeps its own; its floor lies
    on storeys by use, and sites and floors differ from world to world. A Problem says none of that.
    """
    batches: list[Problem] = []
    molecules: list[Problem] = []
    companies: list[Tenants] = []
    monkeypatch.setattr("seedtrain.schedule.made_from.compile_plant", noted(compile_plant, batches))
    monkeypatch.setattr("seedtrain.lifecycle.slots.dispatch", noted(dispatch, molecules))
    monkeypatch.setattr("seedtrain.park.tenancy.settle", noted(settle, companies, Tenants))
    for name in ("zencore-lingang", "jinan-medicine-valley"):
        chained(open_document(name).scenario, World(5, 1), lambda stage: None)
    assert len(batches[0].jobs) > 20
    assert (batches[0].pool >= 0).any()
    # 200 projects, each of which queues for the pilot plant twice: toxicology batch and GMP batch.
    assert len(molecules[0].jobs) == 400
    assert molecules[0].pools == ("places",)
    assert len(companies[0].seat) == 4  # size classes
    assert companies[0].came[1:].sum(axis=(1, 2)).min() > 30

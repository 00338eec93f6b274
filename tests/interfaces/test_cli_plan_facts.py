"""What ``plan --json`` always tells of a case: its keys, what binds, and what is null."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.conftest import Call
from tests.plan_cases import Case, discrete, multi, network, shop, single

STATED = {"objective", "bound", "gap", "status", "seconds", "rows", "columns", "integers", "campaigns"}
DATES = ["2020-01-11", "2020-01-21", "2020-01-31", "2020-02-10"]
CASES: dict[str, tuple[Case, bool]] = {
    "discrete": (discrete({"A": [1, 2]}), True),
    "network": (network({"A": [0, 3]}, {"f": {"A": {}}}), True),
    "shop": (shop([[1.0, 2.0]], [[1.0]]), True),
    "single": (single({"A": {}, "B": {}}, [[0, 4], [4, 0]], DATES), False),
    "multi": (multi({"A": {"demand_batches": [0, 0, 1, 1]}}, DATES, (2, 2)), False),
    "cannot": (network({"A": [9, 0]}, {"f": {"A": {}}}), True),
}


def told(call: Call, folder: Path, content: Case, *arguments: str) -> dict[str, Any]:
    """What ``plan`` says of a case as JSON."""
    file = folder / "case.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    found: dict[str, Any] = json.loads(call("plan", file, *arguments, "--json").out)
    return found


@pytest.mark.parametrize("name", CASES)
def test_the_stated_keys_are_always_there(call: Call, tmp_path: Path, name: str) -> None:
    """A programme has rows, columns and integers; a dynamic programme has states, and null for these; where
    nothing keeps the rules objective, bound and gap are null."""
    content, is_programme = CASES[name]
    found = told(call, tmp_path, content)
    assert found.keys() >= STATED
    size = [found[key] for key in ("rows", "columns", "integers")]
    if is_programme:
        assert all(isinstance(count, int) for count in size)
        assert found["states"] is None
    else:
        assert size == [None, None, None]
        assert found["states"] > 0
    is_plan = name != "cannot"
    assert [found[key] is not None for key in ("objective", "bound", "gap")] == [is_plan] * 3
    assert bool(found["campaigns"]) == is_plan


def test_what_binds_a_plan_over_periods_is_told_with_its_worth(call: Call, tmp_path: Path) -> None:
    """Demand 3 and 3 with days for three batches a period, sold at 10 and made for 1: one per cent of it is
    worth 6 x 0.01 x 9."""
    found = told(call, tmp_path, network({"A": [3, 3]}, {"f": {"A": {}}}))
    (demand,) = [each for each in found["binding"] if each["kind"] == "demand"]
    assert demand["name"] == "A"
    assert demand["periods"] == [0, 1]
    assert demand["worth"] == pytest.approx(0.54)


def test_what_binds_a_sequence_has_no_worth(call: Call, tmp_path: Path) -> None:
    """Two batches due, one after the other: the last takes the last of the stock."""
    found = told(call, tmp_path, CASES["multi"][0])
    kinds = {each["kind"]: each for each in found["binding"]}
    assert kinds["no_stock"]["name"] == "A"
    assert 3 in kinds["no_stock"]["periods"]
    assert {each["worth"] for each in found["binding"]} == {None}

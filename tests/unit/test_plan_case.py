"""Reading of planning cases: what is refused, with its code and place."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.plan_cases import Case, discrete, multi, network, shop, single

from seedtrain.catalog.cases import case
from seedtrain.errors import InputError
from seedtrain.plan import PlanSettings, evaluate, front, load_case, packaged_cases, solve
from seedtrain.plan.problem.campaign_sequence import CampaignSequence

DATES = ["2020-01-11", "2020-01-21"]


def codes(caught: pytest.ExceptionInfo[InputError]) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    return [(found.code, found.path) for found in caught.value.findings]


def changed(base: Case, path: str, value: Any) -> Case:
    """``base`` with the field at the dotted ``path`` set to ``value``, or taken out where it is ...."""
    content = deepcopy(base)
    *parents, last = path.split(".")
    place: Any = content
    for key in parents:
        place = place[int(key)] if key.isdigit() else place[key]
    if value is ...:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return content


TINY = discrete({"A": [1, 0]})
SUITE = single({"A": {}}, [[0]], DATES)
SUITES = multi({"A": {}}, DATES)
PAIR = multi({"A": {}, "B": {}}, DATES)

WRONG = [
    (TINY, "kind", "nothing", "PLN-011", "case.kind"),
    (TINY, "horizon", 5, "PLN-002", "case.horizon"),
    (TINY, "products", {}, "PLN-002", "case.products"),
    (TINY, "products.0.usp", ..., "PLN-003", "case.products[0].usp"),
    (TINY, "horizon.periods", "two", "PLN-004", "case.horizon.periods"),
    (TINY, "horizon.days_per_period", float("nan"), "PLN-004", "case.horizon.days_per_period"),
    (TINY, "horizon.days_per_period", 0, "PLN-005", "case.horizon.days_per_period"),
    (TINY, "horizon.periods", 1.5, "PLN-005", "case.horizon.periods"),
    (TINY, "products.0.sales_price_per_batch", -1, "PLN-005", "case.products[0].sales_price_per_batch"),
    (TINY, "products.0.demand_batches", [1], "PLN-007", "case.products[0].demand_batches"),
    (TINY, "usp_suites", [], "PLN-007", "case.usp_suites"),
    (TINY, "products", TINY["products"] * 2, "PLN-008", "case.id"),
    (TINY, "products.0.usp.min_campaign_days", 31, "PLN-009", "case.products[0].usp"),
    (TINY, "usp_suites.0.products", ["X"], "PLN-010", "case.usp_suites[0].products"),
    (SUITE, "rules", {"same_product_may_follow": 1}, "PLN-004", "case.rules.same_product_may_follow"),
    (network({"A": [1]}, {"f": {"A": {}}}), "demand_kg.A", {"3": 1}, "PLN-005", "case.demand_kg.A.3"),
    (network({"A": [1]}, {"f": {"A": {}, "B": {}}}), "name", "n", "PLN-010", "case.facilities[0].products"),
    (shop([[1.0]], [[1.0]]), "yield", [[1.0], [1.0]], "PLN-007", "case.yield"),
    (shop([[1.0]], [[1.0]]), "min_batches", 9, "PLN-009", "case.p1"),
    (SUITE, "due_dates", ["2020-01-21", "2020-01-11"], "PLN-006", "case.due_dates[1]"),
    (SUITE, "due_dates", ["2020-01-01", "2020-01-11"], "PLN-006", "case.due_dates[0]"),
    (SUITE, "start_date", "soon", "PLN-004", "case.start_date"),
    (SUITE, "products.0.shelf_life_days", 2, "PLN-005", "case.products[0].shelf_life_days"),
    (SUITE, "products.0.max_batches_per_campaign", 0, "PLN-005", "case.products[0].max_batches_per_campaign"),
    (SUITE, "changeover_days", [[0, 1]], "PLN-007", "case.changeover_days[0]"),
    (SUITES, "rules.backlog_allowed", True, "PLN-005", "case.rules.backlog_allowed"),
    (PAIR, "usp_changeover_days", [[1, 2], [1, 1]], "PLN-005", "case.usp_changeover_days[0]"),
    (SUITES, "name", "", "PLN-004", "case.name"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "path", "value", "code", "place"), WRONG)
def test_a_wrong_field_is_found_with_its_place(
    base: Case, path: str, value: Any, code: str, place: str
) -> None:
    """The code and the path of the field are among the findings."""
    with pytest.raises(InputError) as caught:
        load_case(changed(base, path, value))
    assert (code, place) in codes(caught)


def test_all_findings_come_at_once() -> None:
    """Two faults, two findings."""
    twice = changed(changed(TINY, "horizon.days_per_period", 0), "products.0.usp", ...)
    with pytest.raises(InputError) as caught:
        load_case(twice)
    assert {code for code, _ in codes(caught)} >= {"PLN-003", "PLN-005"}


def test_a_file_that_is_no_case(tmp_path: Path) -> None:
    """No file, no JSON, JSON that is no mapping."""
    with pytest.raises(InputError) as caught:
        load_case(tmp_path / "none.json")
    assert codes(caught)[0][0] == "PLN-001"
    for text, code in (("{", "PLN-001"), ("[1]", "PLN-002")):
        file = tmp_path / "case.json"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_case(str(file))
        assert [(f.code, f.file) for f in caught.value.findings] == [(code, str(file))]


def test_a_file_reads_as_its_content(tmp_path: Path) -> None:
    """A path and a mapping give the same problem."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(SUITES), encoding="utf-8")
    assert load_case(file) == load_case(SUITES)


def test_every_packaged_case_loads_and_names_its_source() -> None:
    """Each carries reference, year and mark."""
    assert len(packaged_cases()) == 8
    for name in packaged_cases():
        assert load_case(case(name)).name == name
        assert {"reference", "year", "mark"} <= set(case(name)["source"])
    with pytest.raises(KeyError):
        case("nobody")


def test_an_unknown_objective_is_refused() -> None:
    """The known ones are named."""
    with pytest.raises(InputError) as caught:
        solve(load_case(SUITE), PlanSettings(objective="throughput,fame"))
    assert codes(caught) == [("PLN-012", "objective")]
    assert caught.value.findings[0].params["known"] == "throughput, deficit"


def test_a_problem_of_one_objective_has_no_front() -> None:
    """Plans in periods and of several suites have one."""
    for base in (TINY, SUITES):
        with pytest.raises(InputError) as caught:
            front(load_case(base))
        assert codes(caught)[0][0] == "PLN-013"


def test_a_solver_that_cannot_take_the_problem() -> None:
    """CP-SAT refuses broken quantities; the walk refuses what does not fit its labels; the grid odd
    durations."""
    broken = network({"A": [1]}, {"f": {"A": {"yield_kg_per_batch": 0.1234567}}})
    with pytest.raises(InputError) as caught:
        solve(load_case(broken), PlanSettings(solver="cp_sat"))
    assert codes(caught)[0][0] == "PLN-014"
    many = single({f"P{i}": {} for i in range(12)}, [[1] * 12] * 12, ["2020-12-31"])
    with pytest.raises(InputError) as caught:
        solve(load_case(many))
    assert codes(caught)[0][0] == "PLN-014"
    odd = multi({"A": {"usp_days_per_batch": 3.14159265}, "B": {"usp_days_per_batch": 2.71828183}}, DATES)
    with pytest.raises(InputError) as caught:
        solve(load_case(odd))
    assert codes(caught)[0][0] == "PLN-014"


def test_a_sequence_of_an_unknown_product_is_refused() -> None:
    """The place in the sequence is named."""
    problem = load_case(SUITE)
    assert isinstance(problem, CampaignSequence)
    with pytest.raises(InputError) as caught:
        evaluate(problem, [("A", 1), ("X", 1)])
    assert codes(caught) == [("PLN-010", "sequence[1]")]

"""Solvers by name: HiGHS by linopy on the same program, and what is said of solvers that are not there."""

from typing import Any

import pytest
from tests.plan_cases import discrete, multi, network, random_discrete, shop, single

from seedtrain.errors import InputError
from seedtrain.plan import PlanSettings, load_case, named, solve, verify
from seedtrain.plan.program import Program

DATES = ["2020-01-11", "2020-01-21"]


def code_of(caught: pytest.ExceptionInfo[InputError]) -> str:
    """Code of the one finding."""
    (found,) = caught.value.findings
    return found.code


@pytest.mark.parametrize("seed", [1])
def test_linopy_and_arrays_give_one_optimum(seed: int) -> None:
    """The same program by two doors of HiGHS and by CP-SAT: one optimum and bound, each plan approved."""
    problem = load_case(random_discrete(seed, periods=3))
    results = [solve(problem, PlanSettings(solver=name)) for name in ("linopy", "highs", "cp_sat")]
    assert [result.status for result in results] == ["optimal"] * 3
    for result in results:
        assert result.objective == pytest.approx(results[0].objective)
        assert result.bound == pytest.approx(results[0].objective)
        assert verify(problem, result) == []


def test_linopy_takes_broken_and_whole_columns() -> None:
    """A shop with broken stocks and whole batches, minimised: as from arrays."""
    problem = load_case(shop([[1.5, 2.2]], [[1.3, 0.9]], open_at_start=[1, 0]))
    by_linopy, by_arrays = (solve(problem, PlanSettings(solver=name)) for name in ("linopy", "highs"))
    assert by_linopy.objective == pytest.approx(by_arrays.objective)
    assert verify(problem, by_linopy) == []


def test_linopy_adds_up_a_column_that_stands_twice() -> None:
    """2 x + x <= 7 with x whole and worth 1: x is 2."""
    program = Program(maximise=True)
    x = program.column(0, 10, is_integer=True, sales=1.0)
    program.at_most([(x, 2.0), (x, 1.0)], 7.0)
    solution = named.solve_named(program, PlanSettings(solver="linopy"))
    assert solution.values == [2.0]
    assert solution.bound == pytest.approx(2.0)


def test_linopy_proves_that_there_is_no_plan() -> None:
    """12 kg are due where 9 can be made."""
    case = network({"A": [0, 0, 12]}, {"f": {"A": {}}})
    assert solve(load_case(case), PlanSettings(solver="linopy")).status == "infeasible"


def test_what_solvers_print_stays_out_of_the_results(capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is written to the standard output, where results go."""
    solve(load_case(discrete({"A": [1]})), PlanSettings(solver="linopy"))
    assert capfd.readouterr().out == ""


def test_a_solver_that_is_not_known_or_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """PLN-060 lists the names there are, PLN-061 those that are here."""
    problem = load_case(discrete({"A": [1]}))
    with pytest.raises(InputError) as caught:
        solve(problem, PlanSettings(solver="abacus"))
    assert code_of(caught) == "PLN-060"
    assert "gurobi" in caught.value.findings[0].params["known"]
    monkeypatch.setattr(named, "present_solvers", lambda: ("copt",))
    with pytest.raises(InputError) as caught:
        solve(problem, PlanSettings(solver="gurobi"))
    assert code_of(caught) == "PLN-061"
    assert caught.value.findings[0].params["here"] == "auto, highs, cp_sat, linopy, copt"


def test_a_solver_without_a_licence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the solver says when it does not run stands in PLN-062."""

    def refuse(_: Program) -> Any:
        raise RuntimeError("no licence found")

    monkeypatch.setattr(named, "present_solvers", lambda: ("gurobi",))
    monkeypatch.setattr(named, "linopy_model", refuse)
    with pytest.raises(InputError) as caught:
        solve(load_case(discrete({"A": [1]})), PlanSettings(solver="gurobi"))
    assert code_of(caught) == "PLN-062"
    assert caught.value.findings[0].params["why"] == "no licence found"


def test_plans_in_continuous_time_have_engines_of_their_own() -> None:
    """HiGHS can't take one suite or several; CP-SAT takes several."""
    for case, solver in (
        (single({"A": {}}, [[0]], DATES), "cp_sat"),
        (multi({"A": {"demand_batches": [0, 0]}}, DATES), "highs"),
    ):
        with pytest.raises(InputError) as caught:
            solve(load_case(case), PlanSettings(solver=solver))
        assert code_of(caught) == "PLN-014"


def test_every_solver_that_can_be_asked_for_is_known_to_linopy() -> None:
    """The names are linopy's, and each has a name for its limit in time and its gap."""
    from linopy.solvers import SolverName

    assert set(named.OPTIONS) <= {each.value for each in SolverName}
    assert all(limit and gap for limit, gap, _, _ in named.OPTIONS.values())

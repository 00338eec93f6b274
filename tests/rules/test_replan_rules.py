"""Replanning on plants that can be worked out by hand: what stays, what moves, by how much and why."""

from typing import Any

import numpy as np
import pytest
from tests import flow_cases as cases

from seedtrain.flow import Problem, Step, build
from seedtrain.flow.amend import Amendment, amended, is_known
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.insertion import Misfit
from seedtrain.flow.pins import verify_pins
from seedtrain.flow.sequence import place_in_order
from seedtrain.flow.verify import verify
from seedtrain.schedule.actuals import Actual, check_actuals, check_down
from seedtrain.schedule.changes import Change, changes
from seedtrain.schedule.incumbent import searched
from seedtrain.schedule.replan import Asked, Replan, assumed, replan, softened, ways

GOALS = ("least_change", "weighted_tardiness", "makespan")


def line(*names: str, units: int = 1) -> Problem:
    """Jobs of one operation of 10 h on unit M, cleaned for 2 h; each is due at 100 h."""
    step = Step(name="make", duration_h=10, pool="M", clean_h=2)
    jobs = [cases.job(name, step, due_h=100.0) for name in names]
    return build(jobs, [cases.pool("M", units)])


def told(problem: Problem, job: str, step: str, state: Any, **parts: Any) -> Actual:
    """A row of the actuals."""
    names = {"unit": -1, **parts}
    j = problem.jobs.index(job)
    k = next(
        k for k in range(problem.route[j], problem.route[j + 1]) if problem.steps[problem.step[k]] == step
    )
    return Actual(state=state, job=j, operation=k, **names)


def replanned(
    problem: Problem, given: Assignment, actuals: list[Actual], asked: Asked
) -> tuple[Replan, Assignment, list[Change]]:
    """What the replan gives: the plan, its timetable and what moved."""
    assert check_actuals(problem, actuals, asked.now_h) == []
    order = np.argsort(given.start_h[problem.route[:-1]], kind="stable")
    plan = replan(problem, given, actuals, asked)
    order = np.concatenate([order, np.arange(len(problem.jobs), len(plan.problem.jobs))])
    plan, _ = softened(plan, order, GOALS)
    best = searched(plan.problem, ways(plan), GOALS, [order], budget=20_000)
    assert not isinstance(best.found, Misfit)
    assert verify(plan.problem, best.found) == []
    assert verify_pins(plan.problem, plan.pins, best.found) == []
    return plan, best.found, changes(plan, best.found)


def test_every_field_of_a_problem_is_amended_or_kept() -> None:
    """A field that is new to the problem has to be given its place here."""
    assert is_known(line("a1"))


def test_nothing_told_nothing_moves() -> None:
    """A timetable with two hours of slack stays as it is, though it could be squeezed."""
    problem = line("a1", "a2")
    given = place_in_order(problem, np.array([0, 1]))
    later = Assignment(**{name: getattr(given, name) for name in ("unit",)},
                       **{name: getattr(given, name) + 2.0 for name in
                          ("start_h", "end_h", "hold_end_h", "clean_h", "free_h")})  # fmt: skip
    _, found, moved = replanned(problem, later, [], Asked())
    assert found.start_h.tolist() == [2.0, 14.0]
    assert moved == []


def test_a_late_end_pushes_only_what_it_hits() -> None:
    """a1 ends at 13 h instead of 10 h: the unit is clean at 15 h; a2, given at 12 h, moves by 3 h, a3 not.

    a3 is given at 30 h and a2 is done and clean by 27 h.
    """
    problem = line("a1", "a2", "a3")
    given = place_in_order(problem, np.array([0, 1, 2]))
    given.start_h[2] += 6.0
    rows = [told(problem, "a1", "make", "finished", start_h=0.0, end_h=13.0, reason="foam")]
    plan, found, moved = replanned(problem, given, rows, Asked(now_h=13.0))
    assert found.start_h.tolist() == [0.0, 15.0, 30.0]
    (change,) = [each for each in moved if each.from_h != each.to_h]
    assert (plan.problem.jobs[change.job], change.to_h - change.from_h) == ("a2", 3.0)
    assert (change.root, change.row and change.row.reason) == ("actual", "foam")


def test_a_failed_batch_is_made_again_and_the_others_stay() -> None:
    """a1 fails at 6 h: its unit is clean at 8 h, but a1-r1 needs 12 h and a2 begins at 12 h: it goes last.

    a2 and a3 stay at 12 and 24 h, so a1-r1 starts at 36 h; it keeps the due time of a1, which has none now.
    """
    problem = line("a1", "a2", "a3")
    given = place_in_order(problem, np.array([0, 1, 2]))
    rows = [told(problem, "a1", "make", "failed", start_h=0.0, end_h=6.0, reason="contamination")]
    plan, found, moved = replanned(problem, given, rows, Asked(now_h=6.0))
    assert plan.problem.jobs == ("a1", "a2", "a3", "a1-r1")
    assert found.start_h.tolist() == [0.0, 12.0, 24.0, 36.0]
    assert plan.problem.due_h.tolist() == [np.inf, 100.0, 100.0, 100.0]
    roots = {plan.problem.jobs[each.job]: each.root for each in moved}
    assert roots == {"a1": "actual", "a1-r1": "again"}


def test_a_unit_that_goes_down_sends_its_batch_to_another() -> None:
    """a2 is given on M2 at 0 h, which is down from 0 to 50 h; M1 is free from 12 h on: a2 moves there."""
    problem = line("a1", "a2", units=2)
    given = place_in_order(problem, np.array([0, 1]))
    down = Actual(state="down", unit=int(given.unit[1]), start_h=0.0, end_h=50.0, reason="seal")
    plan, found, moved = replanned(problem, given, [down], Asked(now_h=0.0))
    assert found.start_h.tolist() == [0.0, 12.0]
    assert found.unit[1] == given.unit[0]
    assert [(plan.problem.jobs[each.job], each.root) for each in moved] == [("a2", "down")]
    assert moved[0].units == ((int(given.unit[1]), int(given.unit[0])),)


def test_a_delayed_operation_waits_and_a_frozen_one_stays() -> None:
    """a1 is delayed to 20 h. a2, frozen at 12 h, stays: so a1 can't be before 24 h."""
    problem = line("a1", "a2")
    given = place_in_order(problem, np.array([0, 1]))
    rows = [told(problem, "a1", "make", "delayed", start_h=20.0, reason="media")]
    _, found, moved = replanned(problem, given, rows, Asked(now_h=0.0, frozen_to_h=14.0))
    assert found.start_h.tolist() == [24.0, 12.0]
    assert [each.root for each in moved] == ["actual"]


def test_a_frozen_operation_gives_way_where_it_is_forced() -> None:
    """a1 runs to 25 h; a2 is frozen at 12 h on the same and only unit: it gives way, to 27 h."""
    problem = line("a1", "a2")
    given = place_in_order(problem, np.array([0, 1]))
    rows = [told(problem, "a1", "make", "started", start_h=0.0, end_h=25.0)]
    plan = replan(problem, given, rows, Asked(now_h=5.0, frozen_to_h=100.0))
    _, gave = softened(plan, np.array([0, 1]), GOALS)
    assert gave == [1]
    _, found, _ = replanned(problem, given, rows, Asked(now_h=5.0, frozen_to_h=100.0))
    assert found.start_h.tolist() == [0.0, 27.0]


def test_what_was_to_begin_is_taken_to_have_begun_and_history_may_break_limits() -> None:
    """Nothing is told of the seed; production is told to have begun 3 h late, though the seed may not wait.

    The seed is taken to have begun as planned, and the limit on its wait as it was: nothing is refused.
    """
    problem = cases.plant(cases.batch("a1"))
    given = place_in_order(problem, np.array([0]))
    rows = [told(problem, "a1", "production", "started", start_h=7.0)]
    plan, found, _ = replanned(problem, given, rows, Asked(now_h=8.0))
    assert found.start_h.tolist() == [0.0, 7.0, 17.0, 18.0, 20.0]
    assert plan.problem.wait_limit_h[0] == 3.0


def test_what_runs_longer_than_planned_ends_later_than_now() -> None:
    """Production of 10 h began at 4 h and still runs at 20 h: it is taken to need another hour."""
    problem = cases.plant(cases.batch("a1"))
    given = place_in_order(problem, np.array([0]))
    rows = [told(problem, "a1", "production", "started", start_h=4.0)]
    _, found, _ = replanned(problem, given, rows, Asked(now_h=20.0))
    assert found.end_h[1] == 21.0


def test_a_failure_frees_what_the_batch_held() -> None:
    """a1 fails in production at 8 h: its reactor, held to the end of harvest before, is clean at 10 h."""
    problem = cases.plant(cases.batch("a1"), reactors=1)
    made, old = amended(problem, Amendment(duration_h={1: 4.0}, ends_at={0: 1}))
    assert old.tolist() == [0, 1]
    found = place_in_order(made, np.array([0]))
    assert (found.end_h[1], found.free_h[1]) == (8.0, 10.0)
    assert made.due_h[0] == np.inf


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("a1", "started", {})], "SCH-046"),
        ([("a1", "finished", {"start_h": 5.0, "end_h": 3.0})], "SCH-046"),
        ([("a1", "started", {"start_h": 0.0}), ("a1", "started", {"start_h": 1.0})], "SCH-047"),
        ([("a1", "started", {"start_h": 30.0})], "SCH-050"),
        (
            [
                ("a1", "started", {"start_h": 0.0, "unit": 0}),
                ("a2", "started", {"start_h": 5.0, "unit": 0}),
            ],
            "SCH-049",
        ),
    ],
)
def test_actuals_that_cannot_be_are_refused(rows: list[tuple[str, str, dict[str, Any]]], code: str) -> None:
    """No start, an end before its start, told twice, not yet come, two at once on a unit."""
    problem = line("a1", "a2")
    actuals = [told(problem, job, "make", state, **parts) for job, state, parts in rows]
    assert [found.code for found in check_actuals(problem, actuals, 20.0)] == [code]


def test_history_with_a_hole_and_a_unit_of_another_class_are_refused() -> None:
    """Harvest began while production still runs; production on the column."""
    problem = cases.plant(cases.batch("a1"))
    rows = [
        told(problem, "a1", "production", "started", start_h=4.0, unit=problem.units.index("C1")),
        told(problem, "a1", "harvest", "started", start_h=10.0),
    ]
    assert {found.code for found in check_actuals(problem, rows, 20.0)} == {"SCH-045", "SCH-048"}


def test_a_unit_that_goes_down_under_a_running_batch_asks_what_became_of_it() -> None:
    """M1 is down from 5 h on while a1 is taken to run there from 0 to 10 h: the row is refused."""
    problem = line("a1")
    given = place_in_order(problem, np.array([0]))
    down = Actual(state="down", unit=0, start_h=5.0, reason="seal", row=3)
    runs = assumed(problem, given, {}, 6.0)
    found = check_down(problem, given, runs, [down])
    assert [(each.code, each.line, each.params["other"]) for each in found] == [("SCH-049", 3, "seal")]


def test_a_cleaning_that_is_over_needs_no_skid_again() -> None:
    """Two units dirty at 4 h; the skid cleaned M1 to 7 h and M2 to 10 h. At 20 h both cleanings are over.

    Told that both began at 0 h, the skid is free at once for a3, whose unit was M1 from 7 to 11 h.
    """
    washed = Step(name="make", duration_h=4, pool="M", clean_h=3, clean_pool="skid")
    jobs = [cases.job(name, washed) for name in ("a1", "a2", "a3")]
    problem = build(jobs, [cases.pool("M", 2), cases.pool("skid")])
    given = place_in_order(problem, np.array([0, 1, 2]))
    plan, found, moved = replanned(problem, given, [], Asked(now_h=20.0))
    assert plan.problem.clean_pool.tolist() == [-1, -1, -1]
    assert found.free_h.tolist() == given.free_h.tolist()
    assert moved == []

"""Plans whose products come out of unlike lines: studies of comparability, with optima worked by hand."""

from dataclasses import replace

import pytest
from tests.plan_years import best, years

from seedtrain.plan import PeriodPlan, verify
from seedtrain.plan.problem.comparability import Comparability
from seedtrain.plan.problem.qualification import Qualification

LINES: dict[str, dict[str, object]] = {"a": {}, "b": {}, "c": {}}


def lines(demand: list[float], kinds: tuple[tuple[str, ...], ...], **changes: object) -> PeriodPlan:
    """Three lines of three batches a period, each to be qualified by one engineering batch (cost 1); a study
    costs 5."""
    walks = tuple(Qualification("A", name, engineering=(1,), validation=(0,)) for name in LINES)
    studies = (Comparability("A", kinds, 5.0),)
    problem = years(demand, LINES, qualifications=walks, comparabilities=studies)
    return replace(problem, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "profit", "supplements"),
    [
        ((("a", "b", "c"),), 78, 0),
        ((("a", "b"), ("c",)), 73, 1),
        ((("a",), ("b",), ("c",)), 68, 2),
    ],
)
def test_every_unlike_line_after_the_first_takes_a_study(
    kinds: tuple[tuple[str, ...], ...], profit: float, supplements: int
) -> None:
    """Demand 9 in period 2 takes all three lines: 90 - 9 - 3 = 78, less 5 for each kind beyond the first."""
    result = best(lines([0.0, 9.0], kinds))
    assert result.objective == pytest.approx(profit)
    assert sum(row.is_supplement for row in result.qualifications) == supplements


def test_a_line_that_is_alike_is_taken_before_one_that_is_not() -> None:
    """Demand 6 takes two lines, a and b, which are alike: 60 - 6 - 2 = 52; c would cost a study."""
    result = best(lines([0.0, 6.0], (("a", "b"), ("c",))))
    assert result.objective == pytest.approx(52)
    assert {row.suite for row in result.qualifications} == {"a", "b"}


def test_a_study_that_is_not_worth_it_leaves_demand() -> None:
    """Demand 3.4 from two unlike lines: the 0.4 beyond a's three would bring 4 for a walk, a study and a
    batch: 30 - 3 - 1 = 26."""
    result = best(lines([0.0, 3.4], (("a",), ("b",), ("c",))))
    assert result.objective == pytest.approx(26)


def test_a_study_is_paid_when_the_later_line_begins() -> None:
    """Money counts 1, 1 and a half: a from period 1 for demand of 3, b from period 2 for demand of 6.

    Sales 30 + 30 = 60, batches 3 + 3 = 6, walks 2; the study is paid in period 2, its 5 in full; begun in
    period 3 it would be too late: 60 - 6 - 2 - 5 = 47.
    """
    problem = lines([0.0, 3.0, 6.0], (("a",), ("b",), ("c",)), weights=(1.0, 1.0, 0.5))
    result = best(problem)
    assert result.objective == pytest.approx(47)
    later = replace(problem, weights=(1.0, 0.5, 0.5))
    # Walk of a in full, of b and the study by half, sales 15 + 30, batches 1.5 + 3: 45 - 4.5 - 1.5 - 2.5.
    assert best(later).objective == pytest.approx(36.5)


def test_the_judge_counts_studies_and_names_supplements() -> None:
    """With other kinds the plan costs another sum, and other walks are supplements."""
    problem = lines([0.0, 9.0], (("a", "b"), ("c",)))
    result = best(problem)
    other = {each.rule for each in verify(lines([0.0, 9.0], (("a",), ("b",), ("c",))), result)}
    assert other == {"walk"}
    none = replace(problem, comparabilities=())
    assert "objective" in {each.rule for each in verify(none, result)}
    hidden = tuple(replace(row, is_supplement=False) for row in result.qualifications)
    assert {each.rule for each in verify(problem, replace(result, qualifications=hidden))} == {"walk"}

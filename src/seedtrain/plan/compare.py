"""Published planning cases against our own results."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from seedtrain.catalog.cases import case, case_names
from seedtrain.plan.case.load import KINDS, load_case
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.problem.period_plan import PeriodPlan
from seedtrain.plan.result import PlanResult
from seedtrain.plan.sequence.evaluate import evaluate
from seedtrain.plan.settings import PlanSettings
from seedtrain.plan.solve import front, solve


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One objective of one case: what was published and what we reach.

    ``rules`` the settings of the case that the row uses, where it has a choice; ``published`` best published
    value, None without one, ``published_with`` the method it was found with (empty: none known); ``ours``,
    ``bound``, ``gap`` [fraction], ``status``, ``seconds`` [s] and ``solver`` of our result.
    """

    case: str
    objective: str
    rules: str
    published: float | None
    ours: float | None
    bound: float | None
    gap: float | None
    status: str
    seconds: float
    solver: str
    published_with: str = ""


def packaged_cases() -> tuple[str, ...]:
    """Names of the packaged cases that are planning cases."""
    return tuple(name for name in case_names() if case(name).get("kind") in KINDS)


def compare_cases(
    names: Iterable[str] | None = None, settings: PlanSettings | None = None
) -> tuple[ComparisonRow, ...]:
    """Solve the packaged cases ``names`` (all by default) and set the results beside the published ones.

    A single suite has a row for each objective and for its published sequence; several suites have a row for
    each of the two idle rules, and the published value stands beside the one it was made with. Raises
    ``KeyError`` for a name that no packaged case has.
    """
    settings = settings or PlanSettings()
    chosen = packaged_cases() if names is None else tuple(names)
    return tuple(
        replace(row, published_with=case(name).get("known", {}).get("solved_with", ""))
        if row.published is not None
        else row
        for name in chosen
        for row in _rows(name, case(name), settings)
    )


def _rows(name: str, content: Mapping[str, Any], settings: PlanSettings) -> list[ComparisonRow]:
    problem, known = load_case(content), content.get("known", {})
    if isinstance(problem, PeriodPlan):
        return [_row(name, "", known.get("objective"), solve(problem, settings))]
    if problem.rules.usp_suites == 0:
        return _single(name, problem, known, settings)
    rows = []
    for allowed in (False, True):
        varied = deepcopy(dict(content))
        varied["rules"]["idle_before_campaign_allowed"] = allowed
        result = solve(load_case(varied), settings)
        published = None if allowed else known.get("best_published_profit")
        rows.append(
            _row(name, f"idle before a campaign {'allowed' if allowed else 'forbidden'}", published, result)
        )
    return rows


def _single(
    name: str, problem: CampaignSequence, known: Mapping[str, Any], settings: PlanSettings
) -> list[ComparisonRow]:
    plans = front(problem, settings)
    rows = []
    # The front begins with the best throughput and ends with the best deficit.
    for objective, place in (("throughput", 0), ("deficit", -1)):
        if plans:
            plan = plans[place]
            published = known.get(f"best_published_{objective}", {}).get(f"{objective}_kg")
            rows.append(_row(name, "best plan", published, _as(plan, objective)))
    if "sequence" in known:
        given = evaluate(problem, [(p, n) for p, n in known["sequence"]])
        for objective in problem.objectives:
            published = known.get(f"sequence_{objective}_kg")
            rows.append(_row(name, "published sequence", published, _as(given, objective)))
    return rows


def _as(plan: PlanResult, objective: str) -> PlanResult:
    """``plan`` seen by ``objective``; a plan at the end of a proven front is its own bound."""
    value = plan.indicators[objective]
    bound = value if plan.status == "optimal" else None
    return replace(plan, objective_name=objective, objective=value, bound=bound)


def _row(name: str, rules: str, published: float | None, result: PlanResult) -> ComparisonRow:
    return ComparisonRow(
        name,
        result.objective_name,
        rules,
        published,
        result.objective,
        result.bound,
        result.gap,
        result.status,
        result.seconds,
        result.solver,
    )

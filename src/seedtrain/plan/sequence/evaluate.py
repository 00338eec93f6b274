"""What a given set of campaigns is worth."""

from collections.abc import Iterable

from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.result import CampaignRow, PlanResult
from seedtrain.plan.sequence.rows import rows_of_sequence
from seedtrain.plan.sequence.score import score


def evaluate(
    problem: CampaignSequence, sequence: Iterable[tuple[str, int]], objective: str = ""
) -> PlanResult:
    """Result of a single suite that makes ``sequence``, pairs of product and batches, without idle time.

    Status ``feasible``, whatever rules it breaks: ask ``verify``. Raises ``InputError`` (PLN-010) for an
    unknown product.
    """
    return evaluate_rows(problem, rows_of_sequence(problem, sequence), objective)


def evaluate_rows(
    problem: CampaignSequence, rows: tuple[CampaignRow, ...], objective: str = ""
) -> PlanResult:
    """Result of the campaigns ``rows``."""
    name = objective or problem.objectives[0]
    worth = score(problem, rows)
    return PlanResult(
        problem.name,
        name,
        worth.objective(name),
        None,
        "feasible",
        0.0,
        "evaluation",
        campaigns=rows,
        flows=worth.flows,
        cost_by_category=worth.cost_by_category,
        indicators=worth.indicators,
    )

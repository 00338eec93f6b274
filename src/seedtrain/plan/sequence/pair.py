"""Best plan of two USP suites whose DSP is always free, with a proof."""

from dataclasses import replace
from time import perf_counter

from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.result import CampaignRow, PlanResult
from seedtrain.plan.sequence.evaluate import evaluate_rows
from seedtrain.plan.sequence.grid import find_grid
from seedtrain.plan.sequence.pair_tables import dsp_is_free, make_pair_tables
from seedtrain.plan.sequence.pair_walk import Campaign, PairWalk
from seedtrain.plan.sequence.walk import OutOfTimeError
from seedtrain.plan.settings import PlanSettings

SOLVER = "dynamic programming"
WIDTHS = (40, 400, None)
"""Labels kept of each time, walk after walk; the last keeps all and is the proof."""
MOST_COST = 10**6
"""Cost above which no plan is looked for [unit]."""


def is_pair(problem: CampaignSequence) -> bool:
    """Whether ``problem`` has two USP suites and DSP never makes them wait."""
    return problem.rules.usp_suites == 2 and dsp_is_free(problem)


def solve_pair(problem: CampaignSequence, settings: PlanSettings) -> PlanResult:
    """Plan of greatest profit, proven unless the time limit stops the last walk.

    Then the bound is the profit of a plan with one campaign for each product and no stock.
    """
    began = perf_counter()
    tables = make_pair_tables(problem, find_grid(durations(problem)))
    walk = PairWalk(tables, MOST_COST)
    limit, labels, is_proven = settings.time_limit_s, 0, True
    clock = None if limit is None else (lambda: perf_counter() - began > limit)
    try:
        for width in WIDTHS:
            walk.labels = 0
            walk.run(width, clock)
            labels = walk.labels
    except OutOfTimeError:
        is_proven = False
    word = "optimal" if is_proven else "stopped_by_time"
    bound = ideal_profit(problem) - tables.unit * float((tables.wanted > 0) @ tables.campaign)
    seconds = perf_counter() - began
    if walk.plan is None:
        word = "infeasible" if is_proven else word
        return PlanResult(
            problem.name,
            "profit",
            None,
            None if is_proven else bound,
            word,
            seconds,
            SOLVER,
            states=labels,
        )
    found = evaluate_rows(problem, _rows(problem, tables.steps, walk.plan), "profit")
    return replace(
        found,
        bound=found.objective if is_proven else bound,
        status=word,
        seconds=seconds,
        solver=SOLVER,
        states=labels,
    )


def durations(problem: CampaignSequence) -> list[float]:
    """Every length of time in ``problem`` [day]."""
    days = [*problem.due_days, problem.rules.harvest_hold_limit_days]
    days += [value for p in problem.products for value in (p.usp_days, p.dsp_days, p.shelf_life_days)]
    tables = (problem.usp_changeover, problem.dsp_changeover)
    return days + [value for table in tables for row in table for value in row]


def ideal_profit(problem: CampaignSequence) -> float:
    """Profit if demand were met without changeover or storage [money]."""
    return sum((p.price - p.usp_cost - p.dsp_cost) * sum(p.demand) for p in problem.products)


def _rows(problem: CampaignSequence, steps: int, plan: list[Campaign]) -> tuple[CampaignRow, ...]:
    """Rows of the campaigns, each in the suite that became free last, and in the DSP suite of its number."""
    free = [0, 0]
    rows = []
    for number, (p, batches, start) in enumerate(plan):
        product = problem.products[p]
        usp, dsp = round(product.usp_days * steps), round(product.dsp_days * steps)
        suite = max((s for s in (0, 1) if free[s] <= start), key=lambda s: free[s])
        end = start + batches * usp
        free[suite] = end + round(problem.usp_changeover[p][p] * steps)
        for section, first, last in (("usp", start, end), ("dsp", start + usp, end + dsp)):
            rows.append(
                CampaignRow(
                    f"{section}{suite + 1}", section, product.id, first / steps, last / steps, batches,
                    campaign=number,
                )
            )  # fmt: skip
    return tuple(rows)

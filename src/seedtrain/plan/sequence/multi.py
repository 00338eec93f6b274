"""Best plans of several USP and DSP suites."""

from dataclasses import dataclass, replace
from importlib.metadata import version
from time import perf_counter
from typing import Any

from seedtrain.plan.cp_sat import configure
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.result import CampaignRow, PlanResult
from seedtrain.plan.sequence.evaluate import evaluate_rows
from seedtrain.plan.sequence.fed_model import FedModel
from seedtrain.plan.sequence.fed_stock import MONEY, add_stock, cost_of
from seedtrain.plan.sequence.grid import find_grid
from seedtrain.plan.sequence.pair import durations, ideal_profit, is_pair, solve_pair
from seedtrain.plan.settings import PlanSettings

FEW = 5
"""Campaigns of a product in the first search, which only looks for a good plan."""
SHARE = 0.4
"""Share of the time, or work, that the first search may use."""
WORK = 40.0
"""Work of both searches when no time limit is given [CP-SAT's deterministic seconds]."""
WORKERS = 6
"""Search strategies of CP-SAT, which take turns in a fixed order."""


def solve_multi(problem: CampaignSequence, settings: PlanSettings) -> PlanResult:
    """Plan of greatest profit: by dynamic programming where it applies, else by CP-SAT.

    A first search with few campaigns of each product finds a plan; its profit limits the campaigns that any
    better plan can pay for; the second search has as many as that, so that its bound holds for all plans.
    """
    began, steps = perf_counter(), find_grid(durations(problem))
    if not any(d for product in problem.products for d in product.demand):
        nothing = evaluate_rows(problem, (), "profit")  # nothing may be made that is not sold
        return replace(nothing, bound=nothing.objective, status="optimal", solver="none needed")
    if settings.solver != "cp_sat" and is_pair(problem):
        return solve_pair(problem, settings)
    limits = _most_campaigns(problem, None)
    few = [min(FEW, most) for most in limits]
    search = _Search(problem, settings, steps, began)
    found = search.run(few, SHARE, None)
    if found.objective is not None:
        limits = _most_campaigns(problem, found.objective)
    if any(a > b for a, b in zip(limits, few, strict=True)):
        more = search.run(limits, 1.0 - SHARE, found)
        if found.objective is not None and (more.objective is None or more.objective < found.objective):
            bound = found.objective if more.status == "infeasible" else more.bound
            more = replace(found, bound=bound, status=more.status)
        found = more
    return replace(found, seconds=perf_counter() - began)


def _most_campaigns(problem: CampaignSequence, profit: float | None) -> list[int]:
    """Campaigns of each product that a plan better than ``profit`` can have."""
    wanted = [sum(p.demand) for p in problem.products]
    fits = [int(problem.end // p.usp_days) // p.min_batches for p in problem.products]
    costs = [p.usp_changeover_cost + p.dsp_changeover_cost for p in problem.products]
    if profit is None or min(costs) <= 0:
        return fits
    spare = ideal_profit(problem) - profit - sum(c for c, need in zip(costs, wanted, strict=True) if need)
    return [
        min(most, int(need > 0) + max(0, int((spare + 1e-9) // cost)))
        for most, need, cost in zip(fits, wanted, costs, strict=True)
    ]


@dataclass(slots=True)
class _Search:
    """Searches of one problem with their limits."""

    problem: CampaignSequence
    settings: PlanSettings
    steps: int
    began: float

    def run(self, most: list[int], share: float, known: PlanResult | None) -> PlanResult:
        """Best plan with at most ``most`` campaigns of each product; it begins from ``known``."""
        from ortools.sat.python import cp_model

        fed = FedModel(cp_model, self.problem, self.steps, most)
        fed.add_campaigns()
        fed.add_suites()
        fed.model.minimize(cost_of(fed, add_stock(fed)))
        if known is not None:
            _hint(fed, known)
        solver = cp_model.CpSolver()
        self._configure(solver, share)
        status = solver.solve(fed.model)
        rows, columns = len(fed.model.proto.constraints), len(fed.model.proto.variables)
        name = f"CP-SAT {version('ortools')}"
        word = {cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible"}.get(status, self._stopped)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            bound = None if status == cp_model.INFEASIBLE else self._profit(solver.best_objective_bound)
            return PlanResult(
                self.problem.name, "profit", None, bound, word, 0.0, name, rows, columns, columns
            )
        return replace(
            evaluate_rows(self.problem, _rows(fed, solver), "profit"),
            bound=self._profit(solver.best_objective_bound),
            status=word,
            solver=name,
            rows=rows,
            columns=columns,
            integers=columns,
        )

    @property
    def _stopped(self) -> str:
        return "feasible" if self.settings.time_limit_s is None else "stopped_by_time"

    def _profit(self, cost: float) -> float:
        return sum(p.price * sum(p.demand) for p in self.problem.products) - cost / MONEY

    def _configure(self, solver: Any, share: float) -> None:
        limit = self.settings.time_limit_s
        configure(solver, self.settings)
        solver.parameters.catch_sigint_signal = False  # it would leave Python without its handler
        solver.parameters.num_workers = max(WORKERS, self.settings.threads)
        solver.parameters.interleave_search = True
        if limit is None:
            solver.parameters.max_deterministic_time = WORK * share
        elif share < 0.5:
            solver.parameters.max_time_in_seconds = limit * share
        else:
            solver.parameters.max_time_in_seconds = max(0.1, limit - (perf_counter() - self.began))


def _hint(fed: FedModel, known: PlanResult) -> None:
    """Let the search begin from the plan ``known``."""
    usp = sorted((row for row in known.campaigns if row.section == "usp"), key=lambda row: row.start)
    for product, row in zip(fed.problem.products, fed.campaigns, strict=True):
        mine = [c for c in usp if c.product == product.id]
        for i, campaign in enumerate(row):
            fed.model.add_hint(campaign.used, i < len(mine))
            fed.model.add_hint(campaign.batches, mine[i].batches if i < len(mine) else 0)
            if i < len(mine):
                fed.model.add_hint(campaign.usp_start, fed.grid(mine[i].start))


def _rows(fed: FedModel, solver: Any) -> tuple[CampaignRow, ...]:
    """Rows of the campaigns used, dealt out to suites in order of start."""
    used = [c for row in fed.campaigns for c in row if solver.boolean_value(c.used)]
    used.sort(key=lambda c: (solver.value(c.usp_start), c.product))
    rules = fed.problem.rules
    free = {"usp": [0] * rules.usp_suites, "dsp": [0] * rules.dsp_suites}
    rows = []
    for number, campaign in enumerate(used):
        product, days = fed.problem.products[campaign.product], fed.days[campaign.product]
        batches = solver.value(campaign.batches)
        for section, start, end, gap in (
            ("usp", campaign.usp_start, campaign.usp_end, days.usp_gap),
            ("dsp", campaign.dsp_start, campaign.dsp_end, days.dsp_gap),
        ):
            first, last = solver.value(start), solver.value(end)
            suite = _last_free(free[section], first)
            free[section][suite] = last + gap
            rows.append(
                CampaignRow(
                    f"{section}{suite + 1}", section, product.id,
                    first / fed.steps, last / fed.steps, batches, campaign=number,
                )
            )  # fmt: skip
    return tuple(rows)


def _last_free(free: list[int], start: int) -> int:
    """The suite that became free last, but by ``start``."""
    return max((i for i, day in enumerate(free) if day <= start), key=lambda i: free[i])

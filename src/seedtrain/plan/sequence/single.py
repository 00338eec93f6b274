"""Best plans of a single suite: throughput, deficit, and the whole front of both."""

from collections.abc import Callable
from time import perf_counter

from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.result import PlanResult
from seedtrain.plan.sequence.rows import rows_of_sequence
from seedtrain.plan.sequence.score import score
from seedtrain.plan.sequence.tables import make_tables
from seedtrain.plan.sequence.trace import Batch, trace_front
from seedtrain.plan.sequence.walk import OutOfTimeError, Walk, make_walk, run_walk, starts
from seedtrain.plan.settings import PlanSettings

SOLVER = "dynamic programming"
WIDTHS = (600, 6000)
"""Labels a day of the narrow walks, whose plans let the full walk drop labels."""


def single_front(problem: CampaignSequence, settings: PlanSettings) -> list[PlanResult]:
    """Every plan that no other beats in throughput and deficit, best throughput first.

    Exact: the last walk keeps every label that may lie on the front. A plan's ``objective`` is the first
    objective of ``settings``, and its bound equals it. When the time limit stops the full walk, the plans are
    those of the last narrow walk and the bound is that of the relaxation.
    """
    began = perf_counter()
    tables = make_tables(problem)
    if tables.is_hopeless:
        return []
    walk = make_walk(tables)
    is_stopped = not _search(walk, _clock(settings, began))
    found = trace_front(walk)
    seconds = perf_counter() - began
    name = _objectives(problem, settings)[0]
    limits = _limits(walk)
    results = []
    for _, _, batches in found:
        rows = rows_of_sequence(problem, _campaigns(problem, batches))
        worth = score(problem, rows)
        value = worth.objective(name)
        results.append(
            PlanResult(
                problem.name, name, value, limits[name] if is_stopped else value,
                "stopped_by_time" if is_stopped else "optimal", seconds, SOLVER,
                states=walk.labels, campaigns=rows, flows=worth.flows,
                indicators=worth.indicators,
            )
        )  # fmt: skip
    return results


def _objectives(problem: CampaignSequence, settings: PlanSettings) -> list[str]:
    text = settings.objective or problem.objectives[0]
    return [name.strip() for name in text.split(",")]


def _clock(settings: PlanSettings, began: float) -> Callable[[], bool] | None:
    limit = settings.time_limit_s
    return None if limit is None else lambda: perf_counter() - began > limit


def _search(walk: Walk, out_of_time: Callable[[], bool] | None) -> bool:
    """Walk ever wider; False when time ran out, with the walk left at the last one finished."""
    kept, ends = walk.kept, walk.ends
    try:
        for width in (*WIDTHS, None):
            run_walk(walk, width, out_of_time)
            kept, ends = walk.kept, walk.ends
    except OutOfTimeError:
        walk.kept, walk.ends = kept, ends
        return False
    return True


def _limits(walk: Walk) -> dict[str, float]:
    """Greatest throughput and least deficit of any walk, from its first batch on [quantity]."""
    throughputs, deficits = [0.0], []
    for day, label in starts(walk):
        product, classes, batches = walk.codec.parts(label >> walk.codec.deficit_bits)
        p = int(product[0])
        throughputs.append(float(walk.tables.gain[p] + walk.gain[p, classes[0], day]))
        later = sum(int(walk.missing[r, int(r == p), day, batches[r][0]]) for r in range(walk.tables.count))
        deficits.append(float(int(label[0]) & walk.codec.worst) + later)
    scale = walk.tables.scale
    return {"throughput": max(throughputs) / scale, "deficit": min(deficits, default=0.0) / scale}


def _campaigns(problem: CampaignSequence, batches: list[Batch]) -> list[tuple[str, int]]:
    """Batches gathered into campaigns within their greatest length."""
    runs: list[tuple[int, int]] = []
    for product, _, is_start in batches:
        if is_start:
            runs.append((product, 0))
        runs[-1] = (product, runs[-1][1] + 1)
    return [
        (problem.products[p].id, part) for p, count in runs for part in _parts(count, problem.products[p])
    ]


def _parts(count: int, product: SequenceProduct) -> list[int]:
    """Allowed campaigns that together make a run of one product."""
    parts, least = [], product.min_batches
    most = product.max_batches // product.multiple * product.multiple
    while count > most:
        part = int(most) if count - most >= least else count - least
        parts.append(part)
        count -= part
    return [*parts, count]


def solve_single(problem: CampaignSequence, settings: PlanSettings) -> PlanResult:
    """Best plan by the objectives of ``settings``, in their order."""
    plans = single_front(problem, settings)
    names = _objectives(problem, settings)
    signs = {"throughput": -1.0, "deficit": 1.0}
    order = [*names, *(name for name in signs if name not in names)]
    if not plans:
        return PlanResult(problem.name, names[0], None, None, "infeasible", 0.0, SOLVER)
    return min(plans, key=lambda plan: tuple(signs[name] * plan.indicators[name] for name in order))

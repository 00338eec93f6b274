"""Runs of an assay on plates: when they begin, and how samples join them."""

from collections.abc import Sequence

from seedtrain.errors import finding
from seedtrain.flow.closed import end_of
from seedtrain.flow.network import Mode, Need, Operation, Resource, Span
from seedtrain.flow.shared.growing import Growing, amount_of, hours_of
from seedtrain.model.shared import QualityTest

LOADING_H = 1.0
"""Time for which a plate takes samples before its run, or all of a shorter run. [h]"""


def add_runs(made: Growing, name: str, test: QualityTest, lab: Resource, span_h: float) -> str:
    """Add the runs of a test up to ``span_h``; return the pool that samples join them by.

    A run begins every so often, once its laboratory is open and has the people, and takes them whether the
    plate is full or not. SCH-069 where the laboratory never has as many as a run takes.
    """
    every, length, amount = hours_of(test.every), hours_of(test.duration), amount_of(test.amount)
    most = min((level for _, level in lab.steps()[1:] if level > 0.0), default=lab.capacity)
    pool = f"{name} plates"
    if amount > most:
        made.findings.append(finding("SCH-069", path=f"{test.path}.amount", value=amount, most=most))
        made.resources.append(Resource(name=pool, kind="pool"))
        return pool
    others: list[tuple[float, float, float]] = []
    for each in made.operations:
        if each.job == "" and each.earliest_start_h == each.latest_start_h:
            need = each.modes[0].needs[0]
            if need.resource == lab.name:
                end = end_of(lab.closures, each.earliest_start_h, each.modes[0].duration_h, pauses=True)
                others.append((each.earliest_start_h, end or 0.0, need.quantity))
    starts: list[float] = []
    while (time := len(starts) * every) < span_h:
        start = _free(
            lab.closures, others, max(time, starts[-1] + LOADING_H if starts else 0.0), most - amount
        )
        end = end_of(lab.closures, start, length, pauses=True)
        assert end is not None
        others.append((start, end, amount))
        starts.append(start)
        made.operations.append(
            Operation(
                name=f"{name} run {len(starts)}",
                modes=(Mode(length, (Need(lab.name, amount),)),),
                earliest_start_h=start,
                latest_start_h=start,
                can_pause=True,
                counts=False,
            )
        )
    loading = min(LOADING_H, length)
    edges = [
        0.0,
        *(edge for start in starts for edge in (start, start + loading)),
        max(span_h, starts[-1]) + every,
    ]
    shut = tuple(pair for pair in zip(edges[::2], edges[1::2], strict=True) if pair[0] < pair[1])
    samples = 1.0 if test.samples is None else test.samples.base
    made.resources.append(Resource(name=pool, kind="pool", capacity=samples, closures=shut))
    return pool


def _free(
    closures: Sequence[Span], others: Sequence[tuple[float, float, float]], time: float, room: float
) -> float:
    """The first time from ``time`` on when the laboratory is open and no more than ``room`` is taken."""
    while True:
        shut = next((end for start, end in closures if start <= time < end), None)
        here = [(end, taken) for start, end, taken in others if start <= time < end]
        if shut is not None:
            time = shut
        elif sum(taken for _, taken in here) > room:
            time = min(end for end, _ in here)
        else:
            return time

"""From the end of a walk back to its campaigns."""

import numpy as np

from seedtrain.plan.sequence.bounds import next_batches
from seedtrain.plan.sequence.tables import NEVER, Array
from seedtrain.plan.sequence.walk import Walk, nothing, settle, starts

Batch = tuple[int, int, bool]
"""Product, day stored, whether it begins a campaign."""


def trace_front(walk: Walk) -> list[tuple[int, int, list[Batch]]]:
    """Throughput, deficit and batches of each plan on the front, best throughput first [unit]."""
    plans: list[tuple[int, int, list[Batch]]] = []
    least = None
    for throughput in range(len(walk.front) - 1, -1, -1):
        deficit = int(walk.front[throughput])
        if deficit < NEVER and (least is None or deficit < least):
            batches = _trace(walk, throughput, deficit)
            if batches is not None:
                plans.append((throughput, deficit, batches))
                least = deficit
    return plans


def _trace(walk: Walk, throughput: int, deficit: int) -> list[Batch] | None:
    """Batches of a plan with these values, in order; None when no walk ends so."""
    for end in walk.ends:
        found = np.nonzero((end.throughput == throughput) & (end.deficit == deficit))[0]
        if len(found):
            label = int(end.labels[found[0]])
            batches = _back(walk, end.day, label)
            return batches if end.stops else batches + _onward(walk, end.day, label)
    return [] if throughput == 0 and deficit == nothing(walk.tables) else None


def _back(walk: Walk, day: int, label: int) -> list[Batch]:
    """Batches up to and including the one of ``label``."""
    begun = {(d, int(start[0])) for d, start in starts(walk)}
    batches: list[Batch] = []
    while (day, label) not in begun:
        before = _before(walk, day, label)
        if before is None:
            raise AssertionError("every label comes from one before it")
        product = int(walk.codec.parts(np.array([label >> walk.codec.deficit_bits]))[0][0])
        batches.append((product, day, before[2]))
        day, label = before[:2]
    product = int(walk.codec.parts(np.array([label >> walk.codec.deficit_bits]))[0][0])
    return [(product, day, True), *reversed(batches)]


def _before(walk: Walk, day: int, label: int) -> tuple[int, int, bool] | None:
    """Day and label from which ``label`` was reached, and whether by beginning a campaign."""
    codec, tables = walk.codec, walk.tables
    product, classes, batches = codec.parts(np.array([label >> codec.deficit_bits]))
    p, c = int(product[0]), int(classes[0])
    batches[p] = batches[p] - 1
    options = [
        (p, k, day - tables.days[p], False) for k, then in enumerate(tables.runs[p].following) if then == c
    ]
    if c == 0:
        options += [
            (a, k, day - tables.days[p] - tables.gap[a][p], True)
            for a in range(tables.count)
            if a != p or tables.may_repeat
            for k, may_end in enumerate(tables.runs[a].may_end)
            if may_end
        ]
    for a, k, then, is_start in options:
        if then not in walk.kept:
            continue
        deficit = (label & codec.worst) - int(settle(tables, batches, then, day)[0])
        state = int(codec.state(a, np.array([k]), batches)[0])
        wanted = (state << codec.deficit_bits) | deficit
        if deficit >= 0 and _holds(walk.kept[then], wanted):
            return then, wanted, is_start
    return None


def _holds(labels: Array, wanted: int) -> bool:
    place = int(np.searchsorted(labels, wanted))
    return place < len(labels) and int(labels[place]) == wanted


def _onward(walk: Walk, day: int, label: int) -> list[Batch]:
    """Batches after the last due date that counts: the best throughput that is left."""
    product, classes, _ = walk.codec.parts(np.array([label >> walk.codec.deficit_bits]))
    p, c, batches = int(product[0]), int(classes[0]), []
    while options := next_batches(walk.tables, walk.gain, p, c, day):
        r, d, then, _ = max(options, key=lambda option: option[3])
        batches.append((r, then, d == 0 and (r != p or walk.tables.runs[p].following[c] != 0)))
        p, c, day = r, d, then
    return batches

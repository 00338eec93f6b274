r"""All walks of a single suite that can still be on the front, day by day.

A label is a state with its least deficit. From a batch of p stored on t the next batch is of p (if the
campaign may grow) or of another product after the changeover (if it may end); no time is idle. A step from t
to t' settles every due date with a cut-off in (t, t']:

.. math:: \text{deficit}' = \text{deficit} + \sum_{p,\,q:\,t < c_{pq} \le t'} \delta_{pq}(k_p)

A label is dropped when a plan is known with at least its greatest throughput and less than its least deficit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from seedtrain.plan.sequence.bounds import deficit_bound, throughput_bound
from seedtrain.plan.sequence.labels import Codec, best_by_state, make_codec
from seedtrain.plan.sequence.tables import NEVER, Array, Tables

SLOPES = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Deficit given up for a unit of throughput when a narrow walk chooses which labels to keep."""


class OutOfTimeError(Exception):
    """The wall-clock limit was reached within a walk."""


@dataclass(frozen=True, slots=True)
class End:
    """Labels of a day with which a plan may end: their throughput and deficit [unit].

    ``stops`` whether the plan stops there; else it goes on for throughput alone, all due dates being settled.
    """

    day: int
    labels: Array
    throughput: Array
    deficit: Array
    stops: bool


@dataclass(slots=True)
class Walk:
    """The search and what it looks up; ``front[u]`` least deficit known with a throughput of at least u."""

    tables: Tables
    front: Array
    codec: Codec
    missing: Array
    gain: Array
    kept: dict[int, Array] = field(default_factory=dict)
    ends: list[End] = field(default_factory=list)
    labels: int = 0


def make_walk(tables: Tables) -> Walk:
    """A search with nothing known yet."""
    gain = throughput_bound(tables)
    highest = max(int(gain[p, 0, : tables.end].max()) + tables.gain[p] for p in range(tables.count))
    front = np.full(highest + 2, NEVER, dtype=np.int64)
    return Walk(tables, front, make_codec(tables), deficit_bound(tables), gain)


def starts(walk: Walk) -> list[tuple[int, Array]]:
    """Day and label of each possible first batch."""
    tables, found = walk.tables, []
    for p in range(tables.count):
        day = tables.first[p] + tables.days[p]
        batches = [np.zeros(1, dtype=np.int64) for _ in range(tables.count)]
        deficit = settle(tables, batches, -(10**9), day)
        batches[p] = batches[p] + 1
        if day < tables.end and day >= tables.earliest[p][1] and deficit[0] < walk.codec.worst:
            state = walk.codec.state(p, np.zeros(1, dtype=np.int64), batches)
            found.append((day, (state << walk.codec.deficit_bits) | deficit))
    return found


def settle(tables: Tables, batches: list[Array], before: int, after: int) -> Array:
    """Deficit of the due dates whose cut-off lies in ``(before, after]`` [unit]."""
    total = np.zeros(len(batches[0]), dtype=np.int64)
    for p in range(tables.count):
        for q in np.nonzero((tables.cut[p] > before) & (tables.cut[p] <= after))[0]:
            total += tables.deficit[p][q, batches[p]]
    return total


def run_walk(walk: Walk, width: int | None, out_of_time: Callable[[], bool] | None = None) -> None:
    """Walk to the end, keeping at most ``width`` labels a day (None: all), and lower ``walk.front``.

    ``out_of_time`` is asked every day when given; :class:`OutOfTimeError` is raised when it says so.
    """
    walk.kept, walk.ends, walk.labels = {}, [], 0
    waiting: dict[int, list[Array]] = {}
    for day, label in starts(walk):
        waiting.setdefault(day, []).append(label)
    for day in range(walk.tables.end):
        if out_of_time is not None and out_of_time():
            raise OutOfTimeError
        if day in waiting:
            _day(walk, day, waiting, width)
    for end in walk.ends:
        np.minimum.at(walk.front, end.throughput, end.deficit)
    walk.front[0] = min(int(walk.front[0]), nothing(walk.tables))
    walk.front = np.minimum.accumulate(walk.front[::-1])[::-1]


def _day(walk: Walk, day: int, waiting: dict[int, list[Array]], width: int | None) -> None:
    """Keep the labels of ``day`` that may be on the front and step on from them."""
    codec, tables = walk.codec, walk.tables
    labels = best_by_state(codec, waiting.pop(day))
    deficit = labels & codec.worst
    product, classes, batches = codec.parts(labels >> codec.deficit_bits)
    throughput = walk.gain[product, classes, day].copy()
    least = deficit.copy()
    for p in range(tables.count):
        throughput += tables.gain[p] * batches[p]
        least += walk.missing[p, (product == p).astype(np.int64), day, batches[p]]
    keep = least <= np.minimum(walk.front[throughput], NEVER - 1)
    if width is not None and keep.sum() > width:
        keep = _narrow(np.nonzero(keep)[0], least, throughput, width)
    walk.kept[day] = labels[keep]
    walk.labels += int(keep.sum())
    if day >= tables.settled:
        walk.ends.append(End(day, labels[keep], throughput[keep], deficit[keep], stops=False))
        return
    product, classes, deficit = product[keep], classes[keep], deficit[keep]
    batches = [count[keep] for count in batches]
    _stop(walk, day, labels[keep], least[keep])
    for p in range(tables.count):
        mine = product == p
        if mine.any():
            _step(walk, waiting, (p, day), classes[mine], deficit[mine], [count[mine] for count in batches])


def _stop(walk: Walk, day: int, labels: Array, least: Array) -> None:
    """Let plans stop where the campaign may end, or the end of the plan cuts it, if that is on the front.

    ``least`` is the least deficit of any plan that goes through each label, so that few need a closer look.
    """
    tables, codec = walk.tables, walk.codec
    _, _, batches = codec.parts(labels >> codec.deficit_bits)
    made = np.zeros(len(labels), dtype=np.int64)
    for p in range(tables.count):
        made += tables.gain[p] * batches[p]
    near = np.nonzero(least <= np.minimum(walk.front[made], NEVER - 1))[0]
    if not len(near):
        return
    labels, made = labels[near], made[near]
    product, classes, batches = codec.parts(labels >> codec.deficit_bits)
    total = (labels & codec.worst) + settle(tables, batches, day, tables.settled)
    may_end = np.zeros(len(labels), dtype=bool)
    for p, run in enumerate(tables.runs):
        is_cut = day + tables.days[p] >= tables.end
        ends = np.array(run.may_end)[np.minimum(classes, len(run.may_end) - 1)]
        may_end |= (product == p) & (ends | is_cut)
    good = may_end & (total <= np.minimum(walk.front[made], NEVER - 1))
    if good.any():
        walk.ends.append(End(day, labels[good], made[good], total[good], stops=True))


def nothing(tables: Tables) -> int:
    """Deficit of the plan without a campaign [unit]."""
    none = [np.zeros(1, dtype=np.int64) for _ in range(tables.count)]
    return min(NEVER, int(settle(tables, none, -(10**9), tables.settled)[0]))


def _narrow(found: Array, least: Array, throughput: Array, width: int) -> Array:
    """Mask of the best labels by several weights of throughput against deficit."""
    keep = np.zeros(len(least), dtype=bool)
    share = width // len(SLOPES)
    for slope in SLOPES:
        score = least[found] - slope * throughput[found]
        keep[found[np.argsort(score, kind="stable")[:share]]] = True
    return keep


def _step(
    walk: Walk,
    waiting: dict[int, list[Array]],
    place: tuple[int, int],
    classes: Array,
    deficit: Array,
    batches: list[Array],
) -> None:
    """Add the labels one batch after those of product and day ``place``."""
    tables, (p, day) = walk.tables, place
    following = np.array(tables.runs[p].following)[classes]
    may_end = np.array(tables.runs[p].may_end)[classes]
    moves = [(p, following >= 0, following, day + tables.days[p])]
    for r in range(tables.count):
        if r != p or tables.may_repeat:
            moves.append((r, may_end, np.zeros_like(classes), day + tables.gap[p][r] + tables.days[r]))
    for r, allowed, classes_then, then in moves:
        if then >= tables.end or not allowed.any():
            continue
        counts = [count[allowed] for count in batches]
        total = deficit[allowed] + settle(tables, counts, day, then)
        counts[r] = counts[r] + 1
        good = (total < walk.codec.worst) & (then >= tables.earliest[r][counts[r]])
        if good.any():
            state = walk.codec.state(r, classes_then[allowed], counts)
            waiting.setdefault(then, []).append(((state << walk.codec.deficit_bits) | total)[good])

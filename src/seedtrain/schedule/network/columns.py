r"""The columns of the constraint program: start, end, presence and modes of every operation.

.. math:: \sum_m x_{km} = p_k, \qquad e_k = s_k + d_m + \text{pause}_{km}(s_k) \text{ where } x_{km} = 1

with whole steps of a :class:`~seedtrain.flow.grid.Grid` as the unit of time.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.closed import closures_of
from seedtrain.flow.difference import differences
from seedtrain.flow.grid import Grid, grid_of
from seedtrain.flow.network import Mode, Network, Operation

MOST_PAIRS = 900
"""Operations up to which every precedence that follows from the links is worked out."""


@dataclass(slots=True)
class Taken:
    """One use of a resource: its literal, quantity [step], start and end, class, and the operation's
    place."""

    place: int
    lit: Any
    quantity: int
    start: Any
    end: Any
    interval: Any
    kind: str


@dataclass(slots=True)
class Columns:
    """Variables of a network in ``model``; ``cp`` is the module of CP-SAT.

    ``length`` of an operation [step], None where it varies; ``taken`` by resource name; ``order`` the
    literals of which of two operations is before the other; ``changeovers`` the literals of changeovers with
    their length [step]; ``least`` (O, O) the least time from start to start that follows from links [step],
    where it is worked out.
    """

    cp: Any
    network: Network
    horizon: int
    grid: Grid
    model: Any
    start: list[Any] = field(default_factory=list)
    end: list[Any] = field(default_factory=list)
    length: list[int | None] = field(default_factory=list)
    present: list[Any] = field(default_factory=list)
    modes: list[list[Any]] = field(default_factory=list)
    taken: dict[str, list[Taken]] = field(default_factory=dict)
    order: dict[tuple[int, int], Any] = field(default_factory=dict)
    changeovers: list[tuple[Any, int]] = field(default_factory=list)
    least: NDArray[np.float64] | None = None

    def domain(self, spans: list[tuple[int, int]]) -> Any:
        """Return a domain of closed spans, empty ones left out."""
        return self.cp.Domain.from_intervals([list(span) for span in spans if span[0] <= span[1]])

    def stands(self, place: int) -> bool:
        """Whether an operation can neither move nor change."""
        operation = self.network.operations[place]
        return len(operation.modes) == 1 and operation.earliest_start_h == operation.latest_start_h

    def is_before(self, one: int, other: int) -> bool:
        """Whether the links make ``one`` end before ``other`` starts, where both take place."""
        shortest = min(mode.duration_h for mode in self.network.operations[one].modes)
        longest = max(mode.duration_h for mode in self.network.operations[one].modes)
        operation = self.network.operations[one]
        if self.least is None or shortest != longest or operation.can_pause or operation.can_stretch:
            return False
        return bool(self.least[one, other] >= self.grid.ticks(longest))


def make_columns(cp: Any, network: Network, horizon_h: float) -> Columns:
    """Make the columns of all operations and of what they take."""
    grid = grid_of(network)
    made = Columns(cp, network, grid.ticks(horizon_h), grid, cp.CpModel())
    made.least = _least(network, grid)
    for operation in network.operations:
        _operation(made, operation)
    for place, operation in enumerate(network.operations):
        _takings(made, place, operation)
    return made


def _least(network: Network, grid: Grid) -> NDArray[np.float64] | None:
    """Least time from start to start by the links alone, shape (O, O), -inf where none follows [step]."""
    count = len(network.operations)
    if count > MOST_PAIRS or any(operation.is_optional for operation in network.operations):
        return None
    least = np.full((count, count), -np.inf)
    np.fill_diagonal(least, 0.0)
    for each in differences(network):
        one, other = network.operations[each.earlier], network.operations[each.later]
        fixed = [
            {mode.duration_h for mode in side.modes}
            for side, is_end in ((one, each.earlier_end), (other, each.later_end))
            if is_end
        ]
        if each.later_end and (other.can_pause or other.can_stretch):
            continue
        if each.later_end and len(fixed[-1]) > 1:
            continue
        lag = grid.ticks(each.lag_h)
        lag += grid.ticks(min(fixed[0])) if each.earlier_end else 0
        lag -= grid.ticks(max(fixed[-1])) if each.later_end else 0
        least[each.earlier, each.later] = max(least[each.earlier, each.later], lag)
    for via in range(count):
        np.maximum(least, least[:, via, None] + least[None, via, :], out=least)
    return least


def _operation(made: Columns, operation: Operation) -> None:
    """Start, end, presence and modes of one operation."""
    model, grid, job = made.model, made.grid, made.network.job.get(operation.job)
    first = max(operation.earliest_start_h, job.release_h if job else 0.0)
    last = min(operation.latest_end_h, job.deadline_h if job else np.inf)
    low, high = grid.ticks(first), min(made.horizon, grid.ticks(operation.latest_start_h))
    start = model.new_int_var(low, max(low, high), f"s {operation.name}")
    if high < low:
        model.add_bool_or([])
    present = model.new_bool_var("p") if operation.is_optional else model.new_constant(1)
    literals = [present] if len(operation.modes) == 1 else [model.new_bool_var("x") for _ in operation.modes]
    if len(literals) > 1 and operation.is_optional:
        model.add(sum(literals) == present)
    elif len(literals) > 1:
        model.add_exactly_one(literals)
    durations = {grid.ticks(mode.duration_h) for mode in operation.modes}
    closures = [closures_of(made.network, mode) for mode in operation.modes]
    is_fixed = not operation.can_stretch and not (operation.can_pause and any(closures))
    length = next(iter(durations)) if len(durations) == 1 and is_fixed else None
    end = model.new_int_var(low, made.horizon, "e") if length is None else start + length
    for mode, lit, closed in zip(operation.modes, literals, closures, strict=True):
        spans = [(grid.ticks(a), grid.ticks(b)) for a, b in closed]
        _mode(made, operation, mode, (lit, start, None if length is not None else end), spans)
    if np.isfinite(last):
        model.add(end <= grid.ticks(last)).only_enforce_if(present)
    if operation.earliest_end_h > 0.0:
        model.add(end >= grid.ticks(operation.earliest_end_h)).only_enforce_if(present)
    if length is not None:
        model.add(end <= made.horizon).only_enforce_if(present)
    made.start.append(start)
    made.end.append(end)
    made.length.append(length)
    made.present.append(present)
    made.modes.append(literals)


def _mode(
    made: Columns,
    operation: Operation,
    mode: Mode,
    columns: tuple[Any, Any, Any],
    closed: list[tuple[int, int]],
) -> None:
    """Length of processing in one mode, and the starts that closures leave; an end of None is settled."""
    model, (lit, start, end) = made.model, columns
    duration = made.grid.ticks(mode.duration_h)
    by_pause = starts_by_pause(closed, duration, made.horizon, pauses=operation.can_pause)
    choices = []
    for pause, spans in by_pause.items():
        here = lit if len(by_pause) == 1 else model.new_bool_var("pause")
        choices.append(here)
        if spans != [(0, made.horizon)]:
            model.add_linear_expression_in_domain(start, made.domain(spans)).only_enforce_if(here)
        if operation.can_stretch:
            model.add(end >= start + duration + pause).only_enforce_if(here)
        elif end is not None:
            model.add(end == start + duration + pause).only_enforce_if(here)
    if len(choices) > 1:
        model.add(sum(choices) == lit)
    elif not choices:
        model.add(lit == 0)


def starts_by_pause(
    closed: list[tuple[int, int]], duration: int, horizon: int, *, pauses: bool
) -> dict[int, list[tuple[int, int]]]:
    """Return the starts (closed spans, in steps) by the time that processing pauses in closures.

    ``closed`` ascending and apart. Without pauses there is but one entry, 0.
    """
    edges = [(-1, 0), *closed, (horizon + duration + 1, horizon + duration + 1)]
    found: dict[int, list[tuple[int, int]]] = {}
    for at, ((_, opens), (shuts, _)) in enumerate(pairwise(edges)):
        spans = [(opens, min(horizon, shuts - max(duration, 1)))]
        found.setdefault(0, []).extend(span for span in spans if span[0] <= span[1])
        if not pauses:
            continue
        pause = 0
        for last in range(at + 1, len(edges) - 1):
            before = edges[last][0] - duration - pause
            pause += edges[last][1] - edges[last][0]
            low = max(opens, before + 1)
            high = min(shuts - 1, edges[last + 1][0] - duration - pause, horizon)
            if low <= high:
                found.setdefault(pause, []).append((low, high))
            if before + 1 > shuts - 1:
                break
    return {pause: spans for pause, spans in found.items() if spans}


def _takings(made: Columns, place: int, operation: Operation) -> None:
    """The intervals in which an operation takes its resources."""
    uses: dict[tuple[str, float, str, bool, float, str], list[Any]] = {}
    for mode, lit in zip(operation.modes, made.modes[place], strict=True):
        for need in mode.needs:
            hold = need.until, need.until_end, need.then_h
            key = need.resource, need.quantity, *hold, need.kind or operation.kind
            uses.setdefault(key, []).append(lit)
    model = made.model
    for (name, quantity, until, until_end, then_h, kind), lits in uses.items():
        if len(lits) == len(operation.modes):
            lit = made.present[place]
        elif len(lits) == 1:
            lit = lits[0]
        else:
            lit = model.new_bool_var("takes")
            model.add(sum(lits) == lit)
        start, end, size = made.start[place], made.end[place], made.length[place]
        if until:
            end, size = _hold_end(made, place, until, until_end=until_end), None
        if then_h:
            then = made.grid.ticks(then_h)
            end, size = end + then, None if size is None else size + then
        if size is None:
            size = model.new_int_var(0, made.horizon, "size")
        interval = model.new_optional_interval_var(start, size, end, lit, f"{operation.name} {name}")
        made.taken.setdefault(name, []).append(
            Taken(place, lit, made.grid.amount(quantity), start, end, interval, kind)
        )


def _hold_end(made: Columns, place: int, until: str, *, until_end: bool) -> Any:
    """The end of a hold: the later of the operation's own end and the time of the one that ends it."""
    other = made.network.place[until]
    time = (made.end if until_end else made.start)[other]
    if made.is_before(place, other):
        return time
    end = made.model.new_int_var(0, made.horizon, "u")
    if made.network.operations[other].is_optional:
        reach = made.model.new_int_var(0, made.horizon, "reach")
        made.model.add(reach == time).only_enforce_if(made.present[other])
        made.model.add(reach == 0).only_enforce_if(~made.present[other])
        time = reach
    made.model.add_max_equality(end, [made.end[place], time])
    return end

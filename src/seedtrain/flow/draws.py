"""Draws: what differs from one replication to the next, as data that a kernel draws by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.quantities.distributions import Distribution
from seedtrain.quantities.streams import Streams, uniform_from
from seedtrain.quantities.tables import look_up, stack_tables

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The duration of ``operation`` (index into the problem's) is multiplied by a draw of ``distribution``.

    ``stream`` and ``place`` name the draw: part ``place`` of that stream, the replication's number of it.
    """

    operation: int
    distribution: Distribution
    stream: str
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """With ``odds``, ``operation`` takes longer: a breakdown repaired, an assay repeated, a release delayed.

    It is longer by ``hours`` times a draw of ``distribution`` (1 where None). Two draws of two streams:
    whether (``stream``), how long (``stream`` + ``.length``). ``factor``: column of the factors by which the
    odds are multiplied in a replication, -1 for none.
    """

    operation: int
    odds: float
    hours: float
    stream: str
    place: int = 0
    distribution: Distribution | None = None
    factor: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The job ends with ``operation``, found at its end, where the draw of ``stream`` is in [``low``,
    ``high``).

    Losses of one job that share a stream and have intervals apart exclude one another: ``high - low`` are
    the odds of each. ``factor``: column of the factors by which both ends are multiplied in a replication,
    -1 for none. The first loss that holds at an operation is the one that counts. ``recovery_h``: more
    cleaning of the unit then [h], times a draw of ``recovery`` (``stream`` + ``.recovery``; 1 where None).
    ``is_within``: the operation breaks off after a share of its time, uniform
    between 0 and 1 by a draw of its own (``stream`` + ``.within``).
    """

    operation: int
    low: float
    high: float
    stream: str
    place: int = 0
    factor: int = -1
    recovery_h: float = 0.0
    recovery: Distribution | None = None
    is_within: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    r"""What is drawn, as arrays; T(table, u) a look-up, u(start, r) draw r of the stream that begins there.

    .. math:: d_{rk} = d_k \, f_{r, factor_k} \, T(table_k, u(start_k, r)) + \sum_{e \in extras(k)}
        [u(chance_e, r) < odds_e f_{r, factor_e}] \, hours_e \, T(table_e, u(length_e, r))

    Operations (O): ``table_of`` (-1: none), ``start``, ``factor_of`` (-1: none). Extras E, those of
    operation k at ``extra_at[k]:extra_at[k + 1]``; losses L likewise. ``tables`` (T, 2, CELLS + 2). Where the
    loss that counts is one within the operation, d is multiplied by u(within, r) at last.
    """

    tables: Floats
    table_of: Ints
    start: Words
    factor_of: Ints
    extra_at: Ints
    extra_odds: Floats
    extra_factor: Ints
    extra_hours: Floats
    extra_table: Ints
    extra_chance: Words
    extra_length: Words
    loss_at: Ints
    loss_low: Floats
    loss_high: Floats
    loss_start: Words
    loss_factor: Ints
    loss_recovery: Floats
    loss_table: Ints
    loss_length: Words
    loss_is_within: Bools
    loss_within: Words


def make_draws(
    problem: Problem,
    seed: int,
    *,
    spreads: Sequence[Spread] = (),
    extras: Sequence[Extra] = (),
    losses: Sequence[Loss] = (),
    factor_of: Ints | None = None,
) -> Draws:
    """Compile what is drawn for ``problem`` from the streams of ``seed``; at most one spread an operation.

    ``factor_of`` (O): column of the factors (n, F) on each duration, -1 for none. Distributions that are
    equal share a table. Raises :class:`QuantityError` on a distribution with jumps.
    """
    operations, streams = len(problem.pool), Streams(seed)
    tables: dict[Distribution, int] = {}

    def table(distribution: Distribution | None) -> int:
        return -1 if distribution is None else tables.setdefault(distribution, len(tables))

    def words(names: Sequence[tuple[str, int]]) -> Words:
        return np.array([streams.start(name, place) for name, place in names], dtype=np.uint64)

    def some_words(lost: Sequence[Loss], name: str, wanted: Sequence[bool]) -> Words:
        """Those that nothing is drawn from are zero."""
        made = np.zeros(len(lost), dtype=np.uint64)
        made[np.array(wanted, dtype=np.bool_)] = words(
            [(f"{each.stream}.{name}", each.place) for each, is_in in zip(lost, wanted, strict=True) if is_in]
        )
        return made

    table_of = np.full(operations, -1, dtype=np.int64)
    start = np.zeros(operations, dtype=np.uint64)
    places = [each.operation for each in spreads]
    table_of[places] = [table(each.distribution) for each in spreads]
    start[places] = words([(each.stream, each.place) for each in spreads])
    more = sorted(extras, key=lambda each: each.operation)
    lost = sorted(losses, key=lambda each: each.operation)
    extra_table = np.array([table(each.distribution) for each in more], dtype=np.int64)
    loss_table = np.array([table(each.recovery) for each in lost], dtype=np.int64)
    ends = np.arange(operations + 1)
    return Draws(
        tables=stack_tables(tuple(tables)),
        table_of=table_of,
        start=start,
        factor_of=np.full(operations, -1, dtype=np.int64) if factor_of is None else factor_of,
        extra_at=np.searchsorted([each.operation for each in more], ends).astype(np.int64),
        extra_odds=np.array([each.odds for each in more], dtype=np.float64),
        extra_factor=np.array([each.factor for each in more], dtype=np.int64),
        extra_hours=np.array([each.hours for each in more], dtype=np.float64),
        extra_table=extra_table,
        extra_chance=words([(each.stream, each.place) for each in more]),
        extra_length=words([(f"{each.stream}.length", each.place) for each in more]),
        loss_at=np.searchsorted([each.operation for each in lost], ends).astype(np.int64),
        loss_low=np.array([each.low for each in lost], dtype=np.float64),
        loss_high=np.array([each.high for each in lost], dtype=np.float64),
        loss_start=words([(each.stream, each.place) for each in lost]),
        loss_factor=np.array([each.factor for each in lost], dtype=np.int64),
        loss_recovery=np.array([each.recovery_h for each in lost], dtype=np.float64),
        loss_table=loss_table,
        loss_length=some_words(lost, "recovery", [each.recovery is not None for each in lost]),
        loss_is_within=np.array([each.is_within for each in lost], dtype=np.bool_),
        loss_within=some_words(lost, "within", [each.is_within for each in lost]),
    )


def no_draws(problem: Problem) -> Draws:
    """Nothing is drawn: every replication is the problem as it stands."""
    return make_draws(problem, 0)


def draw_plainly(
    problem: Problem, draws: Draws, first: int, last: int, factors: Floats | None = None
) -> tuple[Floats, Ints]:
    """Durations [h] and losses (index, -1 for none) of replications ``first`` up to ``last``, both (m, O).

    By NumPy, operation by operation: what the compiled twin must give to the last bit.
    """
    replications = np.arange(first, last, dtype=np.uint64)
    duration = np.empty((last - first, len(problem.pool)))
    loss = np.full(duration.shape, -1, dtype=np.int64)

    def uniform(start: np.uint64) -> Floats:
        return uniform_from(np.array([start], dtype=np.uint64), replications)

    def scale(column: np.int64) -> Floats:
        return np.ones(last - first) if column < 0 or factors is None else factors[:, column]

    for k in range(len(problem.pool)):
        hours = problem.duration_h[k] * scale(draws.factor_of[k])
        if draws.table_of[k] >= 0:
            hours = hours * look_up(draws.tables[draws.table_of[k]], uniform(draws.start[k]))
        for e in range(draws.extra_at[k], draws.extra_at[k + 1]):
            length = np.full(last - first, draws.extra_hours[e])
            if draws.extra_table[e] >= 0:
                length = length * look_up(draws.tables[draws.extra_table[e]], uniform(draws.extra_length[e]))
            odds = draws.extra_odds[e] * scale(draws.extra_factor[e])
            hours = np.where(uniform(draws.extra_chance[e]) < odds, hours + length, hours)
        duration[:, k] = hours
        for e in range(draws.loss_at[k + 1] - 1, draws.loss_at[k] - 1, -1):
            u, by = uniform(draws.loss_start[e]), scale(draws.loss_factor[e])
            loss[(draws.loss_low[e] * by <= u) & (u < draws.loss_high[e] * by), k] = e
        for e in range(draws.loss_at[k], draws.loss_at[k + 1]):
            if draws.loss_is_within[e]:
                share = uniform(draws.loss_within[e])
                duration[:, k] = np.where(loss[:, k] == e, duration[:, k] * share, duration[:, k])
    return duration, loss


def recovery_plainly(draws: Draws, loss: Ints, first: int) -> Floats:
    """More cleaning that each of ``loss`` (m, O) of replications ``first`` on means [h], shape (m, O)."""
    found = np.zeros(loss.shape)
    for e in range(len(draws.loss_low)):
        length = np.full(len(loss), draws.loss_recovery[e])
        if draws.loss_table[e] >= 0:
            numbers = np.arange(first, first + len(loss), dtype=np.uint64)
            drawn = uniform_from(draws.loss_length[e : e + 1], numbers)
            length = length * look_up(draws.tables[draws.loss_table[e]], drawn)
        found = np.where(loss == e, length[:, None], found)
    return found

"""The work of a published plant: its batches under a policy, by the numbers of the replications."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.case import PlantCase
from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.draws import Draws, Extra, Loss, Spread, make_draws
from seedtrain.flow.engine import Engine, Policy, make_engine
from seedtrain.flow.problem import Problem
from seedtrain.model.inputs import Inputs
from seedtrain.quantities import Lognormal
from seedtrain.quantities.design import Register
from seedtrain.quantities.streams import Layout, World
from seedtrain.simulate.events import events_of
from seedtrain.simulate.luck import kinds_of
from seedtrain.simulate.noise import ANY_CAUSE, extras_of, lost_by, odds_factors, uncertain_odds
from seedtrain.simulate.part import Part
from seedtrain.simulate.plant_answers import cost_columns, order_columns
from seedtrain.simulate.pools import queues, utilisation
from seedtrain.simulate.replicate import KEPT
from seedtrain.simulate.sobol import Mixed
from seedtrain.simulate.variation import NOTHING, Variation
from seedtrain.simulate.worlds import SupplyLate, stops, supply

Floats = NDArray[np.float64]

POLICIES: tuple[Policy, ...] = ("plan_order", "first_come", "due_date", "campaign", "priority")
MONTH_H = 720.0
"""Thirty days."""
STUCK = "stuck_batches"
"""The column that counts batches without an end."""


@dataclass(kw_only=True, eq=False)
class PlantWork:
    r"""A plant of a case file under ``policy``.

    .. math:: d_{rk} = d_k e^{\sigma_k z_{rk}}, \quad \sigma_k = \sqrt{\ln(1 + cv_k^2)}

    with medians d [h] and normal draws z; a batch fails with the odds of the case at the operation that finds
    it, and skips the rest. ``plan_order``: every pool serves the batches in the order of the case; a failed
    one gives way. The others dispatch by rule. Streams go by batch: the same seed gives the same worlds to
    all policies. Statistics count from ``warm_up_h`` on. ``design``: how what is drawn once a
    replication lies, by chance where None.
    """

    case: PlantCase
    policy: Policy
    seed: int
    variation: Variation = NOTHING
    warm_up_h: float = 0.0
    design: Layout | None = None

    def __getstate__(self) -> dict[str, object]:
        """What is sent to a worker: all but what it compiles itself."""
        made = ("engine", "drawn", "base")
        return {name: value for name, value in self.__dict__.items() if name not in made}

    @cached_property
    def engine(self) -> Engine:
        """The engine. Raises :class:`InputError` (SIM-001 to SIM-005) on what it does not run."""
        return make_engine(self.case.problem, self.policy)

    @cached_property
    def drawn(self) -> tuple[Draws, tuple[str, ...], tuple[str, ...]]:
        """The draws, the cause of each loss and the kind of each extra."""
        problem, case = self.case.problem, self.case
        spreads = [
            Spread(
                operation=k,
                distribution=Lognormal(1.0, float(case.cv[k])),
                stream=f"batch_duration.{problem.jobs[job]}",
                place=int(k - problem.route[job]),
            )
            for k, job in enumerate(problem.job_of.tolist())
            if case.cv[k] > 0.0
        ]
        at = {kind: place for place, (kind, _) in enumerate(uncertain_odds(self.variation))}
        losses = list(self._losses())
        extras = [(replace(extra, factor=at.get(kind, -1)), kind) for extra, kind in self._extras()]
        losses.sort(key=lambda each: each[0].operation)
        extras.sort(key=lambda each: each[0].operation)
        draws = make_draws(
            problem,
            self.seed,
            spreads=spreads,
            extras=[extra for extra, _ in extras],
            losses=[loss for loss, _ in losses],
        )
        return draws, tuple(cause for _, cause in losses), tuple(kind for _, kind in extras)

    def _losses(self) -> Iterator[tuple[Loss, str]]:
        """The failure of each batch, shared among the causes that are told apart."""
        if self.case.fails_at < 0:
            return
        causes = self.variation.causes
        weights = np.array([self.variation.values[cause]["share"].base for cause in causes] or [1.0])
        ends = np.concatenate(([0.0], np.cumsum(weights / weights.sum()))) * self.case.failure_odds
        for job, begins in zip(self.case.problem.jobs, self.case.problem.route[:-1].tolist(), strict=True):
            for place, cause in enumerate(causes or (ANY_CAUSE,)):
                has_unit = bool(self.case.problem.pool[begins + self.case.fails_at] >= 0)
                hours, drawn, breaks_off = lost_by(cause, self.variation, has_unit=has_unit)
                yield (
                    Loss(
                        operation=begins + self.case.fails_at,
                        low=float(ends[place]),
                        high=float(ends[place + 1]),
                        stream=f"batch_failure.{job}",
                        recovery_h=hours,
                        recovery=drawn,
                        is_within=breaks_off,
                    ),
                    cause,
                )

    def _extras(self) -> Iterator[tuple[Extra, str]]:
        problem = self.case.problem
        for job, name in enumerate(problem.jobs):
            steps = range(int(problem.route[job]), int(problem.route[job + 1]))
            yield from extras_of(problem, steps, steps[-1], name, self.variation)

    @cached_property
    def base(self) -> Chunk:
        """The plant where nothing varies, traced."""
        return self.engine.base()

    @property
    def begins_h(self) -> Floats:
        """When each batch begins where nothing varies [h], shape (J,)."""
        trace = self.base.trace
        assert trace is not None
        return np.asarray(trace.start_h[0, self.case.problem.route[:-1]], dtype=np.float64)

    def inputs(self, first: int, end: int) -> Inputs:
        """Return what is drawn once a replication, of ``first`` up to ``end``."""
        return Inputs(World(end - first, self.seed, first, self.design))

    def run(self, first: int, end: int, *, traced: bool = False) -> tuple[Chunk, Worlds, SupplyLate | None]:
        """Run replications ``first`` up to ``end``."""
        return self.follow(self.inputs(first, end), traced=traced)

    def follow(
        self, inputs: Inputs, *, draws: Draws | None = None, traced: bool = False
    ) -> tuple[Chunk, Worlds, SupplyLate | None]:
        """Run the replications of ``inputs``, with ``draws`` in the place of its own."""
        problem, first = self.case.problem, inputs.world.first
        families = [problem.families[family] for family in problem.family]
        late = None
        if self.variation.of("supply") is not None:
            late = supply(problem, self.begins_h, families, self.variation, inputs)
        stopped, _ = stops(self.case.horizon_h, [""] * len(problem.pools), self.variation, inputs)
        odds = [*odds_factors(uncertain_odds(self.variation), self.variation, inputs)]
        worlds = Worlds(
            factors=np.stack(odds, axis=1) if odds else None,
            releases_h=None if late is None else late.releases_h,
            stops_h=stopped,
        )
        chunk = self.engine.run(
            self.drawn[0] if draws is None else draws,
            first,
            first + inputs.world.replications,
            worlds=worlds,
            horizon_h=self.case.horizon_h,
            traced=traced,
            tallied=True,
        )
        return chunk, worlds, late

    @property
    def flow(self) -> Problem:
        """The plant as a problem."""
        return self.case.problem

    @property
    def causes(self) -> tuple[str, ...]:
        """The cause of each loss by its index."""
        return self.drawn[1]

    def traced(self, number: int) -> Chunk:
        """Run replication ``number`` and keep every operation."""
        return self.run(number, number + 1, traced=True)[0]

    def _pools(self, chunk: Chunk, worlds: Worlds, draws: Draws) -> dict[str, Floats]:
        """Utilisation and queue of each pool from the warm-up to the horizon."""
        problem, since, until = self.case.problem, self.warm_up_h, self.case.horizon_h
        busy, wait = chunk.busy_h, chunk.wait_h
        if since > 0.0:
            span = (chunk.first, chunk.first + len(busy))
            before = self.engine.run(draws, *span, worlds=worlds, horizon_h=since, tallied=True)
            busy, wait = busy - before.busy_h, wait - before.wait_h
        shares = utilisation(problem, busy, until, since)
        waiting = queues(problem, wait, until - since)
        return {f"utilisation.{name}": share for name, share in shares.items()} | {
            f"queue.{name}": mean for name, mean in waiting.items()
        }

    def answers(self, world: World) -> dict[str, Floats]:
        """Return the answers by name in the replications of ``world``, with the luck it mixes."""
        inputs, (own, _, extras) = Inputs(world), self.drawn
        draws = world.luck_of(own, extras) if isinstance(world, Mixed) else own
        return self._columns(inputs, *self.follow(inputs, draws=draws), draws)

    def lucks(self) -> tuple[str, ...]:
        """Return the kinds of luck that it has."""
        register = Register()
        inputs = Inputs(World(1, self.seed, 0, register))
        self._columns(inputs, *self.follow(inputs), self.drawn[0])
        return kinds_of(self.drawn[0], self.drawn[2], set(register.names))

    def part(self, first: int, end: int) -> Part:
        """What replications ``first`` up to ``end`` give.

        Batches whose last operation ended before the horizon, and those lost by then, from the warm-up on;
        when the last of all is released [h], 0 where none is; orders, service and cost where the case has
        them; batches that wait for ever; utilisation and queue of each pool; events; losses; released batches
        by month.
        """
        inputs = self.inputs(first, end)
        chunk, worlds, late = self.follow(inputs)
        kept = max(0, min(end, KEPT) - first)
        series = {}
        if kept and np.isfinite(self.case.horizon_h):
            ends = np.sort(np.nan_to_num(chunk.done_h[:kept], nan=np.inf), axis=1)
            months_h = self.months_h
            series["released_batches"] = np.stack(
                [np.searchsorted(row, months_h, side="right") for row in ends]
            ).astype(np.float64)
        columns = self._columns(inputs, chunk, worlds, late, self.drawn[0])
        return Part(first=first, end=end, columns=columns, series=series)

    @property
    def months_h(self) -> Floats:
        """Ends of the months of 30 days (or twelfths of less than a year) up to the horizon, and it. [h]"""
        step = min(MONTH_H, self.case.horizon_h / 12.0)
        return np.append(np.arange(step, self.case.horizon_h - 0.5 * step, step), self.case.horizon_h)

    def _columns(
        self, inputs: Inputs, chunk: Chunk, worlds: Worlds, late: SupplyLate | None, drawn: Draws
    ) -> dict[str, Floats]:
        horizon_h = self.case.horizon_h
        counts = (chunk.done_h < horizon_h) & (chunk.done_h >= self.warm_up_h)
        lost = (chunk.lost_h < horizon_h) & (chunk.lost_h >= self.warm_up_h)
        ended = np.where(np.isfinite(chunk.done_h), chunk.done_h, 0.0)
        columns = {
            "released_batches": counts.sum(axis=1, dtype=np.float64),
            "failed_batches": lost.sum(axis=1, dtype=np.float64),
            "last_release": ended.max(axis=1),
            STUCK: np.isinf(chunk.done_h).sum(axis=1, dtype=np.float64),
        }
        columns |= order_columns(self.case, self.base, chunk, self.variation, inputs)
        columns |= cost_columns(self.case, chunk, self.warm_up_h)
        if np.isfinite(horizon_h):
            columns |= self._pools(chunk, worlds, drawn)
        _, causes, extras = self.drawn
        came = events_of(chunk, drawn, causes, extras, worlds, late)
        columns |= {f"event.{name}": each for name, each in came.items()}
        for path, (value, each) in inputs.drawn.items():
            if value.distribution is not None:
                columns[f"input.{path}"] = each[1:]
        step = self.case.problem.steps[self.case.problem.step[self.case.fails_at]]
        columns |= {f"lost.{cause}.{step}": came[f"failed.{cause}"] for cause in dict.fromkeys(causes)}
        return columns

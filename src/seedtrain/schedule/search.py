"""The search over the order of the jobs: by a fixed amount of work or by the clock, watched in rounds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.problem import Problem
from seedtrain.flow.sequence import CampaignRule, campaign_order, components, improve, score
from seedtrain.schedule.race import Runner, levels, race
from seedtrain.schedule.starts import start_orders

Ints = NDArray[np.int64]
Reached = tuple[float, float]
"""Makespan and weighted tardiness. [h]"""

BUDGET = 600_000
"""Operations placed by a search of fixed work; about half a second."""
ROUNDS = 20
"""Rounds of a search of fixed work: how often it says how far it has come."""
ROUND_S = 0.25
"""Length of one round of a search by the clock: how far the limit may be passed, but for one trial."""
SHARE = 0.4
"""Share of the time in which orders to start from are tried."""
FIRST_TRIALS = 4
RACE = 0.3
"""Share of the time of a search by the clock, after the orders to start from, for a race between them."""
LEAST_TRIALS = 6
"""Trials that each runner of a race by the clock gets at least in its first level, for each job."""
STALLED = 0.1, 0.5
"""Part of the time, and least seconds, without a better first objective after which a search has stalled."""


@dataclass(slots=True)
class Watch:
    """Who follows a search: told makespan and weighted tardiness of the best so far, after each round.

    ``is_interrupted``: the user ended the search, which then kept the best it had.
    """

    report: Callable[[Reached], None] | None = None
    is_interrupted: bool = False


@dataclass(slots=True)
class _Part:
    """Jobs that share no equipment with others: the best order so far and what it reaches.

    ``runners``: all orders to start from that were tried, with what they reach, in turn.
    """

    order: Ints
    reached: Reached
    state: NDArray[np.uint64] = field(repr=False)
    runners: list[Runner] = field(default_factory=list)


def best_order(
    problem: Problem,
    *,
    tardiness_first: bool | None = None,
    budget: int = BUDGET,
    seed: int = 1,
    watch: Watch | None = None,
) -> Ints:
    """Search for the best order in which to place the jobs, by a fixed amount of work.

    Jobs that share no equipment are searched apart. The orders of
    :func:`seedtrain.schedule.starts.start_orders` are tried, and the best is improved by local search;
    ``budget`` operations are placed in all. ``tardiness_first``: weighted tardiness before makespan; when
    absent, if there are due times. The same seed gives the same order. An interruption by the user ends the
    search with the best so far where it is watched, as soon as there is one.
    """
    due = bool(np.isfinite(problem.due_h).any()) if tardiness_first is None else tardiness_first
    trials = budget // max(1, len(problem.pool))
    search = _Search(problem, due, seed, watch)

    def work() -> None:
        for jobs in components(problem):
            search.begin(jobs, lambda: True)
        for part in search.parts:
            done = 0
            while done < trials:
                step = min(-(-trials // ROUNDS), trials - done)
                search.round(part, step)
                done += step

    return search.run(work)


def timed_order(
    problem: Problem,
    seconds: float,
    *,
    tardiness_first: bool,
    seed: int = 1,
    watch: Watch | None = None,
    ends_stalled: bool = False,
) -> Ints:
    """Search for the best order in which to place the jobs, for about ``seconds`` [s].

    As :func:`best_order`, but ended by the clock: the result may differ from run to run. A
    :func:`~seedtrain.schedule.race.race` of the orders to start from comes first. Jobs that share no
    equipment share the time by their number. The order to start from is there whatever the limit; compiling
    the kernels does not count. ``ends_stalled``: end the search of jobs before that, where what counts first
    has not got better for a while.
    """
    some = components(problem)[0]
    improve(problem, some, tardiness_first=tardiness_first, trials=0, seed=seed)
    if tardiness_first:
        campaign_order(problem, some[:1], CampaignRule(1, 1.0))
    search = _Search(problem, tardiness_first, seed, watch)

    def work() -> None:
        started = perf_counter()
        for jobs in components(problem):
            began, span = perf_counter(), SHARE * seconds * jobs.size / len(problem.jobs)
            search.begin(jobs, lambda ends=began + span: perf_counter() <= ends)  # type: ignore[misc]
        left = started + seconds - perf_counter()
        for part in search.parts:
            span = left * part.order.size / len(problem.jobs)
            ends = perf_counter() + span
            search.race_by_clock(part, perf_counter() + RACE * span)
            trials, patience = FIRST_TRIALS, max(STALLED[0] * (ends - perf_counter()), STALLED[1])
            bettered = perf_counter()
            while (now := perf_counter()) < ends and not (ends_stalled and now - bettered > patience):
                if search.round(part, trials):
                    bettered = perf_counter()
                spent = max(1e-6, perf_counter() - now)
                trials = max(1, int(trials * min(ROUND_S, max(0.0, ends - now - spent)) / spent))

    return search.run(work)


class _Search:
    """The parts of a problem, each with its best order."""

    def __init__(self, problem: Problem, due: bool, seed: int, watch: Watch | None) -> None:
        self.problem, self.due, self.seed, self.watch = problem, due, seed, watch
        self.parts: list[_Part] = []

    def run(self, work: Callable[[], None]) -> Ints:
        """Do the work, end early where the user asks for it, and return the order of all jobs."""
        try:
            work()
        except KeyboardInterrupt:
            if self.watch is None:
                raise
            self.watch.is_interrupted = True
        there = {int(job) for part in self.parts for job in part.order}
        rest = [jobs for jobs in components(self.problem) if int(jobs[0]) not in there]
        return np.concatenate([*(part.order for part in self.parts), *rest])

    def begin(self, jobs: Ints, goes_on: Callable[[], bool]) -> None:
        """Try the orders to start from, at least one, as long as it ``goes_on``."""
        part = _Part(jobs, (np.inf, np.inf), np.full(1, self.seed, dtype=np.uint64))
        for place, order in enumerate(start_orders(self.problem, jobs, due=self.due)):
            if place and not goes_on():
                break
            reached = score(self.problem, order)
            state = np.full(1, self.seed + place, dtype=np.uint64)
            part.runners.append(Runner(order, self._rank(reached), state))
            if place == 0 or self._rank(reached) < self._rank(part.reached):
                part.order, part.reached = order, reached
            if place == 0:
                self.parts.append(part)
        self._tell()

    def round(self, part: _Part, trials: int) -> bool:
        """Improve one part by so many trials; whether what counts first got better."""
        before = self._rank(part.reached)[0]
        order, reached = improve(
            self.problem, part.order, tardiness_first=self.due, trials=trials, seed=part.state
        )
        is_better = self._rank(reached) < self._rank(part.reached)
        part.order, part.reached = order, reached
        if is_better:
            self._tell()
        return self._rank(reached)[0] < before

    def race_by_clock(self, part: _Part, ends: float) -> None:
        """Race the orders to start from until about ``ends``, as many as get some trials each."""
        began = perf_counter()
        self._run(part, part.runners[0], FIRST_TRIALS)
        trial_s = max(1e-7, (perf_counter() - began) / FIRST_TRIALS)
        count, least_s = len(part.runners), trial_s * LEAST_TRIALS * part.order.size
        while count > 1 and levels(count) * count * least_s > ends - began:
            count = (count + 1) // 2 if count > 2 else 1

        def level(runners: int) -> int:
            return int((ends - perf_counter()) / (levels(runners) * runners * trial_s))

        def run(runner: Runner, trials: int) -> None:
            nonlocal trial_s
            before = perf_counter()
            if before < ends:
                self._run(part, runner, trials)
                trial_s = max(1e-7, (perf_counter() - before) / trials)

        field = sorted(part.runners, key=lambda runner: runner.rank)[:count]
        self._won(part, race(field, run, level))

    def _run(self, part: _Part, runner: Runner, trials: int) -> None:
        """Improve the order of one runner by so many trials."""
        runner.order, reached = improve(
            self.problem, runner.order, tardiness_first=self.due, trials=trials, seed=runner.state
        )
        runner.rank = self._rank(reached)
        if runner.rank < self._rank(part.reached):
            part.order, part.reached = runner.order, reached
            self._tell()

    def _won(self, part: _Part, winner: Runner) -> None:
        """Go on with the random numbers of the winner, whose order is the best."""
        part.state, part.runners = winner.state, []

    def _tell(self) -> None:
        if self.watch is not None and self.watch.report is not None:
            spans, late = zip(*(part.reached for part in self.parts), strict=True)
            self.watch.report((max(spans), sum(late)))

    def _rank(self, reached: Reached) -> Reached:
        """What was reached, the one that counts first in front."""
        return (reached[1], reached[0]) if self.due else reached

"""The slot: where batches asked for fit into one suite, and what an earlier date would displace."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedtrain.assess.quote.ask import Ask, asked_batches
from seedtrain.assess.quote.materials import Arrival, arrivals, floors, latest
from seedtrain.flow.assignment import Assignment
from seedtrain.flow.insertion import Insertion, Misfit, place_between
from seedtrain.flow.pins import Pins, no_pins
from seedtrain.flow.plant import Profiles, compile_plant
from seedtrain.flow.problem import Problem
from seedtrain.flow.verify import verify
from seedtrain.messages import Message
from seedtrain.model.scenario import Scenario
from seedtrain.results.quote import Displaced, Hastened, Promise
from seedtrain.results.timetable import BatchOrder, Slot, Timetable
from seedtrain.schedule.solve import slots_of

Ints = NDArray[np.int64]

TRIALS = 3000
"""Orders tried when others make way."""
FIRST_WEIGHT, KEPT_WEIGHT = 1e3, 1e6
"""Weights of an hour late: of the batches asked for, and of those that must not become later."""


NEAR_H = 1.0
"""Hours by which two releases count as one."""


class Booking:
    """One suite with what is booked in it, and the batches asked for behind that."""

    def __init__(
        self,
        scenario: Scenario,
        profiles: Profiles,
        booked: Sequence[BatchOrder],
        slots: Mapping[tuple[str, str], Slot],
        ask: Ask,
        suite: str,
    ) -> None:
        self.scenario, self.ask, self.suite = scenario, ask, suite
        here = [batch for batch in booked if batch.suite == suite]
        self.batches = (*here, *asked_batches(ask, suite))
        self.problem = compile_plant(scenario, profiles, self.batches)
        self.new = range(len(here), len(self.batches))
        self.came = arrivals(profiles[ask.product, suite], scenario.commercial)
        self._profiles = profiles
        self._base = self._pinned(slots)

    def promise(self) -> Promise:
        """Return the earliest release with everything booked left where it is.

        Raises :class:`InputError` (SCH-001) where the batches fit nowhere.
        """
        found = self._placed(self.came)
        at_hand = self._placed(())
        alone = compile_plant(self.scenario, self._profiles, self.batches[self.new.start :])
        jobs = range(len(self.new))
        empty = place_between(
            alone,
            np.arange(len(self.new)),
            replace(no_pins(alone), floor_h=floors(alone, jobs, self.came, self.ask.asked_h)),
        )
        first, last = self._span(found)
        at_hand_h, empty_h = self._span(at_hand)[1], float(empty.end_h.max())
        return Promise(
            suite=self.suite,
            starts_h=first,
            release_h=last,
            at_hand_h=at_hand_h,
            empty_h=empty_h,
            set_by=self._set_by(found, (last, at_hand_h, empty_h)),
            material=latest(self.problem, self.new, self.came, self.ask.asked_h, found.start_h),
            timetable=self._timetable(found),
        )

    def _set_by(
        self, found: Assignment, ends: tuple[float, float, float]
    ) -> Literal["materials", "suite", "opening", "process"]:
        """What sets the date; ``ends``: the release, with materials at hand, in an empty suite [h]."""
        release_h, at_hand_h, empty_h = ends
        if release_h > at_hand_h + NEAR_H:
            return "materials"
        if release_h > empty_h + NEAR_H:
            return "suite"
        first = range(int(self.problem.route[self.new.start]), int(self.problem.route[self.new.start + 1]))
        opens = [
            self.problem.window_from_h[self.problem.unit_windows[found.unit[k]]]
            for k in first
            if found.unit[k] >= 0
        ]
        return "opening" if max(opens, default=-np.inf) > max(0.0, self.ask.asked_h) else "process"

    def hastened(self) -> Hastened | None:
        """Return the earliest release when other orders make way; None where no order can.

        Firm and reserved orders may move as far as they become no later than they are; batches under way
        stay. Each moved order is told with the hours by which its batches move and its lateness.
        """
        problem, base = self._pressing(), self._base
        running = np.array([bool(batch.begun_step) for batch in self.batches])[self.problem.job_of]
        pins = Pins(
            start_h=np.where(running, base.given_h, np.nan),
            unit=np.where(running, base.given_unit, -1),
            floor_h=np.maximum(self._floor(self.came), np.nan_to_num(base.given_h, nan=-np.inf)),
            given_h=base.given_h,
            given_unit=base.given_unit,
        )
        search = Insertion(problem, pins, ("weighted_tardiness", "least_change"))
        booked = np.array(self._by_start()[: self.new.start], dtype=np.int64)
        new = np.array(self.new, dtype=np.int64)
        count = int(running[self.problem.route[:-1]].sum())
        starts = [np.concatenate((booked[:at], new, booked[at:])) for at in range(count, booked.size + 1)]
        tried = [search.improved(order, 0) for order in starts]
        best = min(range(len(tried)), key=lambda place: tuple(tried[place][1][search.goals]))
        order, values = search.improved(starts[best], TRIALS)
        found = search.placed(order)
        if not np.isfinite(values).all() or isinstance(found, Misfit):
            return None
        return Hastened(release_h=self._span(found)[1], displaced=tuple(self._displaced(found)))

    def _pressing(self) -> Problem:
        """The problem with the batches asked for late from the start, the others late if later than now."""
        given_end = (
            self._base.given_h[self.problem.route[1:] - 1]
            + self.problem.duration_h[self.problem.route[1:] - 1]
        )
        due = np.where(np.isfinite(self.problem.due_h), np.maximum(self.problem.due_h, given_end), np.inf)
        weight = self.problem.weight.copy()
        for job, batch in enumerate(self.batches):
            if job in self.new:
                due[job], weight[job] = self.ask.asked_h, FIRST_WEIGHT
            elif self._state(batch) in ("firm", "reserved"):
                weight[job] = KEPT_WEIGHT
        return replace(self.problem, due_h=due, weight=weight)

    def _state(self, batch: BatchOrder) -> str:
        order = self.scenario.orders.get(batch.order)
        return "firm" if order is None else order.state

    def _displaced(self, found: Assignment) -> list[Displaced]:
        """The orders whose batches move, the most first."""
        ends = found.end_h[self.problem.route[1:] - 1]
        last = self.problem.route[1:] - 1
        given = self._base.given_h[last] + self.problem.duration_h[last]
        told = []
        for key in dict.fromkeys(batch.order for batch in self.batches[: self.new.start]):
            jobs = [job for job in range(self.new.start) if self.batches[job].order == key]
            moved = [job for job in jobs if abs(ends[job] - given[job]) > 1.0]
            if moved:
                due = [self.problem.due_h[job] for job in jobs]
                told.append(
                    Displaced(
                        order=key,
                        product=self.batches[jobs[0]].product,
                        state=self._state(self.batches[jobs[0]]),
                        batches=len(moved),
                        moved_h=max(float(ends[job] - given[job]) for job in moved),
                        late_before_h=_late([given[job] for job in jobs], due),
                        late_h=_late([ends[job] for job in jobs], due),
                    )
                )
        return sorted(told, key=lambda each: (-each.moved_h, each.order))

    def _pinned(self, slots: Mapping[tuple[str, str], Slot]) -> Pins:
        """What is booked, pinned where it is."""
        problem, pins = self.problem, no_pins(self.problem)
        units = {name: place for place, name in enumerate(problem.units)} | {"": -1}
        for job in range(self.new.start):
            for k in range(problem.route[job], problem.route[job + 1]):
                slot = slots[self.batches[job].job, problem.steps[problem.step[k]]]
                pins.start_h[k] = pins.given_h[k] = slot.start_h
                pins.unit[k] = pins.given_unit[k] = units[slot.unit]
        return pins

    def _floor(self, came: tuple[Arrival, ...]) -> NDArray[np.float64]:
        return floors(self.problem, self.new, came, self.ask.asked_h)

    def _placed(self, came: tuple[Arrival, ...]) -> Assignment:
        pins = replace(self._base, floor_h=self._floor(came))
        return place_between(self.problem, np.array(self._by_start(), dtype=np.int64), pins)

    def _by_start(self) -> list[int]:
        """Booked jobs by their start, then the batches asked for; those under way first."""
        first = self._base.given_h[self.problem.route[:-1]]
        booked = sorted(
            range(self.new.start), key=lambda job: (not self.batches[job].begun_step, first[job], job)
        )
        return [*booked, *self.new]

    def _span(self, found: Assignment) -> tuple[float, float]:
        """First start and last end of the batches asked for. [h]"""
        part = slice(self.problem.route[self.new.start], None)
        return float(found.start_h[part].min()), float(found.end_h[part].max())

    def _timetable(self, found: Assignment) -> Timetable:
        release = self._span(found)[1]
        return Timetable(
            slots=slots_of(self.problem, found, self.batches),
            batches=self.batches,
            objective=release,
            bound=0.0,
            gap=0.0,
            status="feasible",
            broken=tuple(
                f"{breach.rule}: {' '.join(breach.operations)}" for breach in verify(self.problem, found)
            ),
            engine=Message("schedule.engine.insertion"),
        )


def _late(ends: Sequence[float], due: Sequence[float]) -> float:
    return float(max(max(0.0, end - by) for end, by in zip(ends, due, strict=True)))

"""Molecules walk their routes: stage by stage, every programme and every world at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import Finding, InputError
from seedtrain.lifecycle.clock import Clock
from seedtrain.lifecycle.cohort import Cohort, cohort_of, gates
from seedtrain.lifecycle.route import STAGES, StageTerms, route_of
from seedtrain.lifecycle.slots import Request, batch_days, wait_for_slots
from seedtrain.lifecycle.stage_time import Spans, StageTime, stage_time
from seedtrain.lifecycle.trial import trial_days
from seedtrain.messages import Wording
from seedtrain.model.inputs import Inputs
from seedtrain.model.programme import Programme
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stage as walked: all (1 + n, m).

    ``start`` and ``end``: ordinal days, those it would have where a gate before it was not passed, ``inf``
    where a molecule is not there or waits for ever; ``entered`` and ``passed``: 0 or 1 in the sampled worlds,
    expected counts in the base of a cohort; ``submitted``: the day the application is handed in, of a stage
    with a clock; ``parts``: the days on which each part begins and ends.
    """

    start: Floats
    end: Floats
    entered: Floats
    passed: Floats
    submitted: Floats | None = None
    parts: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walk:
    """A programme on its route: ``passages`` by stage, in order, and what they rest on."""

    id: str
    programme: Programme
    terms: tuple[StageTerms, ...]
    cohort: Cohort
    passages: dict[str, Passage] = field(default_factory=dict)
    odds: dict[str, Floats] = field(default_factory=dict)
    rests: dict[str, dict[str, None]] = field(default_factory=dict)
    """Paths drawn by stage; those of the molecules under "", of what starts a stage ``<stage>.start``."""

    def note(self, stage: str, paths: Iterable[str]) -> None:
        """Note the inputs that a stage, or its start, has drawn."""
        self.rests.setdefault(stage, {}).update(dict.fromkeys(paths))

    @property
    def rests_on(self) -> tuple[str, ...]:
        """All inputs that the walk rests on."""
        return tuple(dict.fromkeys(path for paths in self.rests.values() for path in paths))

    def rests_of(self, stage: str, *, whole: bool) -> tuple[str, ...]:
        """The inputs that the start of a stage rests on; its end and its gate too where ``whole``."""
        terms = next(each for each in self.terms if each.stage == stage)
        stages = [stage, *self.before(terms.after)]
        keys = ["", *(f"{each}.start" for each in stages), *(stages if whole else stages[1:])]
        return tuple(dict.fromkeys(path for key in keys for path in self.rests.get(key, ())))

    def share_of(self, stages: tuple[str, ...]) -> Floats:
        """Share of each molecule that has passed ``stages`` and all before them, (1 + n, m)."""
        share = self.cohort.share
        for stage in self.before(stages):
            share = share * self.odds[stage]
        return share

    @property
    def name(self) -> Wording:
        """What a reader calls the programme."""
        return self.programme.name or Wording(self.id)

    def before(self, stages: tuple[str, ...]) -> list[str]:
        """``stages`` and all that come before them, each once, in order."""
        return _ancestors(self.terms, stages)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The day (ordinal) an order is there, shape (1 + n,), and the inputs that it rests on."""

    days: Draws
    rests_on: tuple[str, ...] = ()


def walk(scenario: Scenario, inputs: Inputs, supply: Mapping[str, Arrival]) -> tuple[Walk, ...]:
    """Walk every programme of ``scenario``.

    ``supply``: order to the day its last batch is there; a stage that an order names starts no earlier.
    Stages are walked in the order of ``STAGES``, so programmes that share suites queue together. Raises
    :class:`InputError` as :func:`route_of` does, and SCN-033 for a clock that does not hold on the day the
    base case would use it; all findings at once.
    """
    findings: list[Finding] = []
    walks = []
    for id_, programme in scenario.programmes.items():
        try:
            terms = route_of(programme)
            with inputs.trace() as seen:
                cohort = cohort_of(id_, programme, inputs)
        except InputError as refused:
            findings.extend(refused.findings)
            continue
        walks.append(Walk(id_, programme, terms, cohort, rests={"": dict(seen)}))
    if findings:
        raise InputError(findings)
    ground = _Ground(scenario, inputs, supply, findings)
    for stage in STAGES:
        _walk_stage(stage, walks, ground)
    if findings:
        raise InputError(findings)
    return tuple(walks)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every walk of a scenario shares: its inputs, the days its orders are there, and what is wrong."""

    scenario: Scenario
    inputs: Inputs
    supply: Mapping[str, Arrival]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class _Visit:
    """A programme in a stage: what it brings, and the places it asks for by part ("" for a whole stage)."""

    walk: Walk
    terms: StageTerms
    begin: Floats
    time: StageTime
    others: Mapping[str, Floats]
    requests: Mapping[str, Request]

    def end(self, slots: Mapping[str, Floats]) -> tuple[Floats, Spans]:
        """The day its work is done, given the day on which each place asked for is free."""
        whole = self.requests.get("")
        if whole is not None:
            return slots[whole.key] + whole.days, {}
        earliest = {part: slots[each.key] for part, each in self.requests.items()}
        least = {part: each.days for part, each in self.requests.items()}
        return self.time.walk(self.begin, self.others, earliest=earliest, least=least)


def _walk_stage(stage: str, walks: list[Walk], ground: _Ground) -> None:
    inputs = ground.inputs
    here = [(each, terms) for each in walks for terms in each.terms if terms.stage == stage]
    visits = [_visit(each, terms, ground) for each, terms in here]
    with inputs.trace() as seen:
        slots = wait_for_slots(
            ground.scenario, [request for each in visits for request in each.requests.values()], inputs
        )
    for visit in visits:
        each, terms = visit.walk, visit.terms
        if visit.requests:
            each.note(stage, seen)
        ends, parts = visit.end(slots)
        with inputs.trace() as used:
            entered = each.share_of(terms.after)
            submitted = None
            if terms.clock is not None:
                path = f"{each.programme.path}.stages.{stage}"
                ground.findings.extend(_outside(terms.clock, ends, entered, path))
                ends, submitted = terms.clock.submit(ends, inputs), ends
            each.odds[stage] = gates(each.cohort, stage, terms.odds, inputs)
        each.note(stage, used)
        each.passages[stage] = Passage(visit.begin, ends, entered, each.share_of((stage,)), submitted, parts)


def _visit(each: Walk, terms: StageTerms, ground: _Ground) -> _Visit:
    """What a programme brings to a stage: the day it can begin, its time, the batches it has made.

    Places are booked for the days on which the batches would be made if nothing waited for a place.
    """
    scenario, inputs = ground.scenario, ground.inputs
    begin = _start(each, terms, ground)
    with inputs.trace() as seen:
        time = _time(each, terms, inputs)
        asked: dict[str, Floats] = {}
        suites = tuple(each.programme.suites)
        if terms.batches is not None and suites:
            making = (inputs.draw(terms.batches) * batch_days(scenario, suites, inputs))[:, None]
            made = sum(part.batches for part in time.parts)
            asked = (
                {part.part: making * (part.batches / made) for part in time.parts if part.batches}
                if made
                else {"": making}
            )
    each.note(terms.stage, seen)
    others = part_ends(each)
    each.note(terms.stage, _rests_of_parts(each, time))
    _, planned = time.walk(begin, others)
    comes = each.share_of(terms.after) > 0.0
    requests = {}
    for part, days in asked.items():
        length = np.broadcast_to(days, begin.shape)
        ready = planned[part][0] if part else begin + np.maximum(time.days - length, 0.0)
        requests[part] = Request(f"{each.id} {part}", suites, ready, length, comes)
    return _Visit(each, terms, begin, time, others, requests)


def _time(each: Walk, terms: StageTerms, inputs: Inputs) -> StageTime:
    """Time of a stage for each molecule: that of its trial where hospitals and enrolment are given."""
    trial = each.programme.trials.get(terms.stage)
    days = None if trial is None else trial_days(trial, terms, inputs)
    if days is None:
        return stage_time(each.cohort, terms, inputs)
    return StageTime((), np.broadcast_to(days[:, None], each.cohort.share.shape))


def part_ends(each: Walk) -> dict[str, Floats]:
    """The day each part of the stages walked so far is done, as ``stage.part``."""
    return {
        f"{stage}.{part}": span[1]
        for stage, passage in each.passages.items()
        for part, span in passage.parts.items()
    }


def _rests_of_parts(each: Walk, time: StageTime) -> list[str]:
    """The inputs of other stages that the parts of a stage wait for."""
    waits = {name.partition(".")[0] for part in time.parts for name in part.after if "." in name}
    return [
        path
        for stage in waits
        if stage in each.passages
        for path in each.rests_of(stage, whole=False) + tuple(each.rests.get(stage, ()))
    ]


def _start(each: Walk, terms: StageTerms, ground: _Ground) -> Floats:
    """Day each molecule can start the stage: what it waits for is done, permits given, orders released."""
    start = each.cohort.starts
    for stage in terms.after:
        start = np.maximum(start, each.passages[stage].end)
    ends = part_ends(each)
    for name in terms.after_parts:
        if name in ends:
            start = np.maximum(start, ends[name])
            each.note(f"{terms.stage}.start", each.rests.get(name.partition(".")[0], ()))
    if terms.permits:
        with ground.inputs.trace() as seen:
            for permit in terms.permits:
                path = f"{each.programme.path}.permits.{terms.stage}"
                ground.findings.extend(_outside(permit, start, each.share_of(terms.after), path))
            start = np.max([permit.submit(start, ground.inputs) for permit in terms.permits], axis=0)
        each.note(f"{terms.stage}.start", seen)
    for key, order in ground.scenario.orders.items():
        if order.programme == each.id and order.stage == terms.stage and key in ground.supply:
            start = np.maximum(start, ground.supply[key].days[:, None])
            each.note(f"{terms.stage}.start", [f"orders.{key}", *ground.supply[key].rests_on])
    return start


def _outside(used: Clock, days: Floats, entered: Floats, path: str) -> list[Finding]:
    """The finding where no clock of that date is known for the base case; none where there is one."""
    finite = days[0][np.isfinite(days[0]) & (entered[0] > 0.0)]
    wrong = used.outside(finite.min(), path) if finite.size else None
    return [] if wrong is None else [wrong]


def _ancestors(terms: tuple[StageTerms, ...], stages: tuple[str, ...]) -> list[str]:
    """The stages given and all that come before them, each once, in order."""
    by_stage = {each.stage: each for each in terms}
    reached: set[str] = set()
    waiting = list(stages)
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting.extend(by_stage[stage].after)
    return [each.stage for each in terms if each.stage in reached]


def first(days: Floats, present: Floats) -> Draws:
    """Day the first molecule gets there in each world, shape (1 + n,); ``inf`` where none does."""
    return np.asarray(np.where(present > 0.0, days, np.inf).min(axis=1))

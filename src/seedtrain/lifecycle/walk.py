"""Molecules walk their routes: stage by stage, every programme and every world at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seedtrain.errors import Finding, InputError
from seedtrain.lifecycle.cohort import Cohort, cohort_of, durations, gates
from seedtrain.lifecycle.route import STAGES, StageTerms, route_of
from seedtrain.lifecycle.slots import Request, batch_days, wait_for_slots
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
    expected counts in the base of a cohort.
    """

    start: Floats
    end: Floats
    entered: Floats
    passed: Floats


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
    for stage in STAGES:
        _walk_stage(stage, walks, scenario, inputs, supply, findings)
    if findings:
        raise InputError(findings)
    return tuple(walks)


def _walk_stage(
    stage: str,
    walks: list[Walk],
    scenario: Scenario,
    inputs: Inputs,
    supply: Mapping[str, Arrival],
    findings: list[Finding],
) -> None:
    here = [(each, terms) for each in walks for terms in each.terms if terms.stage == stage]
    starts = {each.id: _start(each, terms, scenario, supply) for each, terms in here}
    times: dict[str, Floats] = {}
    requests = []
    for each, terms in here:
        with inputs.trace() as seen:
            times[each.id] = np.broadcast_to(_times(each, terms, inputs), starts[each.id].shape)
            if terms.batches is not None and each.programme.suites:
                suites = tuple(each.programme.suites)
                making = (inputs.draw(terms.batches) * batch_days(scenario, suites, inputs))[:, None]
                making = np.broadcast_to(making, starts[each.id].shape)
                ready = starts[each.id] + np.maximum(times[each.id] - making, 0.0)
                requests.append(Request(each.id, suites, ready, making, each.share_of(terms.after) > 0.0))
        each.note(stage, seen)
    with inputs.trace() as seen:
        slots = wait_for_slots(scenario, requests, inputs)
    for request in requests:
        slots[request.programme] = slots[request.programme] + request.days
    for each, terms in here:
        if each.id in slots:
            each.note(stage, seen)
        with inputs.trace() as used:
            ends = slots.get(each.id, starts[each.id] + times[each.id])
            entered = each.share_of(terms.after)
            if terms.clock is not None:
                finite = ends[0][np.isfinite(ends[0]) & (entered[0] > 0.0)]
                wrong = (
                    terms.clock.outside(finite.min(), f"{each.programme.path}.stages.{stage}")
                    if finite.size
                    else None
                )
                findings.extend([wrong] if wrong is not None else [])
                ends = terms.clock.submit(ends, inputs)
            each.odds[stage] = gates(each.cohort, stage, terms.odds, inputs)
        each.note(stage, used)
        each.passages[stage] = Passage(starts[each.id], ends, entered, each.share_of((stage,)))


def _times(each: Walk, terms: StageTerms, inputs: Inputs) -> Floats:
    """Time of a stage for each molecule: that of its trial where hospitals and enrolment are given. [d]"""
    trial = each.programme.trials.get(terms.stage)
    days = None if trial is None else trial_days(trial, terms, inputs)
    return durations(each.cohort, terms.stage, terms.duration, inputs) if days is None else days[:, None]


def _start(each: Walk, terms: StageTerms, scenario: Scenario, supply: Mapping[str, Arrival]) -> Floats:
    """Day each molecule can start the stage: the stages before are done, its orders released."""
    start = each.cohort.starts
    for stage in terms.after:
        start = np.maximum(start, each.passages[stage].end)
    for key, order in scenario.orders.items():
        if order.programme == each.id and order.stage == terms.stage and key in supply:
            start = np.maximum(start, supply[key].days[:, None])
            each.note(f"{terms.stage}.start", [f"orders.{key}", *supply[key].rests_on])
    return start


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

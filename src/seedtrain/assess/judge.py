"""Judging one reading of one claim: the claim taken out of its own evidence, then probability and verdict."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from seedtrain.assess.claimed import ABOUT, claimed
from seedtrain.assess.evidence import Evidence, MissingInputError
from seedtrain.assess.expression import Evaluation, evaluate
from seedtrain.assess.remedy import binding, remedy
from seedtrain.messages import Message
from seedtrain.model.claim import Claim, Observation, Reading
from seedtrain.model.parse import parse_value
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import RawValue, Value
from seedtrain.model.walk import held
from seedtrain.quantities.statistics import quantiles
from seedtrain.results.indicator import Draws
from seedtrain.results.verdict import Claimed, Verdict, VerdictName

_EQUAL = 1e-9

EvidenceWithout = Callable[[str], Evidence]
"""Give the evidence without the inputs that rest on one fact."""


def verdict_name(probability: float) -> VerdictName:
    """Return the verdict for a probability: thresholds 0.8, 0.5 and 0.2."""
    if probability >= 0.8:
        return "supported"
    if probability >= 0.5:
        return "likely"
    return "unlikely" if probability >= 0.2 else "contradicted"


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the claims of a scenario on its evidence."""

    scenario: Scenario
    evidence: Evidence
    without: EvidenceWithout

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return a verdict for each reading of each claim, in the order of the scenario."""
        return tuple(
            self.verdict(claim_id, reading_id)
            for claim_id, claim in self.scenario.claims.items()
            for reading_id in claim.readings
        )

    def verdict(self, claim_id: str, reading_id: str) -> Verdict:
        """Return the verdict on one reading."""
        claim = self.scenario.claims[claim_id]
        reading = claim.readings[reading_id]
        assert self.scenario.as_of is not None
        said = claimed(claim, claim.as_of or self.scenario.as_of)
        draft = _Draft(claim_id, reading_id, claim, reading, said, self.scenario)
        try:
            verdict = self._judged(draft)
        except MissingInputError as error:
            verdict = draft.not_assessable(error.paths)
        return _with_observations(verdict, draft)

    def _judged(self, draft: "_Draft") -> Verdict:
        value, needs = draft.reading.value, draft.reading.needs
        missing = tuple(path for path in needs if held(self.scenario, path) is None)
        if missing or value is None:
            raise MissingInputError(missing or tuple(needs))
        evidence = self.evidence
        found = evaluate(value, self.scenario.claims, evidence)
        own = [path for path in found.rests_on if _rests_on(self.scenario, path, draft.claim_id)]
        if own:
            evidence = self.without(draft.claim_id)
            try:
                found = evaluate(value, self.scenario.claims, evidence)
            except MissingInputError:
                raise MissingInputError(tuple(own)) from None
        draws = _broadcast(found.value, evidence)
        op, low, high = _compared(draft, evidence)
        held_in = _holds(draws, op, low, high)
        return draft.judged(found, draws, held_in, evidence)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A verdict in the making: everything that does not depend on the evidence."""

    claim_id: str
    reading_id: str
    claim: Claim
    reading: Reading
    said: Claimed
    scenario: Scenario

    def not_assessable(self, missing: tuple[str, ...]) -> Verdict:
        """Return the verdict that nothing can be said, with what is missing."""
        basis = "self-reported" if self.reading.self_reported else "none"
        binds = (
            Message("verdict.binds.own_word")
            if self.reading.self_reported
            else Message("verdict.binds.missing", {"paths": ", ".join(missing) or "–"})
        )
        return self._verdict("not_assessable", None, None, basis=basis, missing=missing, binds=binds)

    def judged(self, found: Evaluation, draws: Draws, held_in: Draws, evidence: Evidence) -> Verdict:
        """Return the verdict on what was evaluated; a self-reported claim only gets its check."""
        probability = float(held_in[1:].mean()) if len(held_in) > 1 else float(held_in[0])
        rests_on, refers_to = tuple(found.rests_on), tuple(found.indicators)
        binds = binding(
            self.scenario, draws, evidence.inputs, rests_on, self.said.dimension, basis=found.basis
        )
        if self.reading.self_reported:
            return self._verdict(
                "not_assessable", None, draws, basis="self-reported", rests_on=rests_on, refers_to=refers_to,
                plausibility=probability, missing=(f"observations.{self.claim_id}",),
                binds=Message("verdict.binds.check", {"binds": binds}),
            )  # fmt: skip
        name = verdict_name(probability)
        cure = self.reading.remedy
        return self._verdict(
            name, probability, draws, basis=found.basis, rests_on=rests_on, refers_to=refers_to, binds=binds,
            remedy=cure if cure or name == "supported"
            else remedy(
                self.scenario, draws, held_in, evidence.inputs, rests_on, self.said.dimension
            ),
        )  # fmt: skip

    def observed(self, value: float, holds: bool) -> Verdict:
        """Return the verdict on an observed value."""
        draws = np.full(2, value)
        name: VerdictName = "supported" if holds else "contradicted"
        return self._verdict(name, float(holds), draws, basis="observation")

    def _verdict(
        self, name: VerdictName, probability: float | None, draws: Draws | None, **more: object
    ) -> Verdict:
        p10, p50, p90 = (
            (None, None, None) if draws is None else quantiles(draws[1:] if len(draws) > 1 else draws)
        )
        return Verdict(
            claim=self.claim_id, reading=self.reading_id,
            document=self.claim.document or self.scenario.provenance.document,
            kind=self.claim.kind, text=self.claim.text, test=self.reading.test, claimed=self.said,
            verdict=name, probability=probability, p10=p10, p50=p50, p90=p90, **more,  # type: ignore[arg-type]
        )  # fmt: skip


def _rests_on(scenario: Scenario, path: str, fact: str) -> bool:
    found = held(scenario, path)
    return isinstance(found, Value | RawValue) and found.origin.is_fact(fact)


def _broadcast(value: object, evidence: Evidence) -> Draws:
    worlds = 1 + evidence.inputs.world.replications
    return np.broadcast_to(np.asarray(value, dtype=np.float64), (worlds,))


def _compared(draft: _Draft, evidence: Evidence) -> tuple[str, Draws | float | None, Draws | float | None]:
    """Return operator and interval that the value is compared with."""
    op = draft.said.op if draft.reading.op is None else draft.reading.op
    low: Draws | float | None = draft.said.low
    high: Draws | float | None = draft.said.high
    if draft.reading.bound is not None:
        bound = _broadcast(evaluate(draft.reading.bound, draft.scenario.claims, evidence).value, evidence)
        return op or "=", bound, bound
    if draft.reading.op is None:
        return op, low, high
    return op, low if low is not None else high, high if high is not None else low


def _holds(draws: Draws, op: str, low: Draws | float | None, high: Draws | float | None) -> Draws:
    """Return 1.0 where the comparison holds, else 0.0. A tolerance of 1e-9 of the bound covers rounding."""
    holds = np.ones(len(draws), dtype=bool)
    if op in ("~", "~<") and low is high:
        assert low is not None
        assert high is not None
        low, high = (1.0 - ABOUT) * low, (1.0 + (ABOUT if op == "~" else 0.0)) * high
    if op not in ("<", "<=") and low is not None:
        slack = _EQUAL * np.abs(low)
        holds &= draws > low if op == ">" else draws >= low - slack
    if op not in (">", ">=") and high is not None:
        slack = _EQUAL * np.abs(high)
        holds &= draws < high if op == "<" else draws <= high + slack
    return holds.astype(np.float64)


def _with_observations(verdict: Verdict, draft: _Draft) -> Verdict:
    """Add the verdict as the latest observation later than ``as_of`` has it."""
    about = [each for each in draft.scenario.observations.values() if each.claim == draft.claim_id]
    if not about:
        return verdict
    latest: Observation = max(about, key=lambda each: (each.on, each.path))
    value = parse_value(latest.value, draft.said.dimension).base
    op, low, high = draft.said.op, draft.said.low, draft.said.high
    holds = bool(_holds(np.array([value]), op, low, high)[0])
    return replace(verdict, observed=draft.observed(value, holds))

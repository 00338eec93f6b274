"""What differs from batch to batch, as draws of the engine: durations, failures, breakdowns, retests, delays.

Streams go by batch, so a batch has the same luck whatever the others do.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.draws import Draws, Extra, Loss, Spread, make_draws
from seedtrain.flow.plant import Profiles, profile_of
from seedtrain.flow.problem import Problem
from seedtrain.model.inputs import Inputs
from seedtrain.quantities import Distribution, Lognormal
from seedtrain.quantities.tables import look_up, quantile_table
from seedtrain.results.batch_profile import BatchProfile, OperationProfile
from seedtrain.results.timetable import BatchOrder
from seedtrain.simulate.variation import Variation, lengths

Floats = NDArray[np.float64]

EXTRAS = ("downtime", "retest", "release_delay")
"""Kinds of extra time on an operation."""
ANY_CAUSE = "any"
"""The cause of a failed batch where causes are not told apart."""

_STERILE = frozenset({"usp", "fill_finish"})
_FOREIGN = 0.02
"""Weight of a cause at a step where it seldom arises, against 1 where it does."""
_ROUNDS = 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Noise:
    """Draws of the batches, and what they mean.

    ``base``: the draws of the base case, in which a batch fails only if that is certain. ``columns``: for
    each factor of the worlds the batch whose profile tells it and the place of the operation, -1 for the odds
    of failure; then ``odds``: kind and field of the values that the odds of events go by. ``causes`` by index
    of a loss; ``extras`` by index of an extra.
    """

    draws: Draws
    base: Draws
    columns: tuple[tuple[int, int], ...]
    odds: tuple[tuple[str, str], ...]
    causes: tuple[str, ...]
    extras: tuple[str, ...]

    def factors(
        self, batches: Sequence[BatchOrder], profiles: Profiles, variation: Variation, inputs: Inputs
    ) -> Floats:
        """Factors of the worlds drawn in ``profiles`` and ``inputs``, shape (n, columns + odds)."""
        found = []
        for job, place in self.columns:
            profile = profile_of(profiles, batches[job])
            if place < 0:
                found.append(profile.failure_odds[1:])
            else:
                found.append(_ratio(profile.operations[place])[1:])
        return np.stack([*found, *odds_factors(self.odds, variation, inputs)], axis=1)

    def lost_place(self, problem: Problem, loss: NDArray[np.int64], draws: Draws) -> NDArray[np.int64]:
        """The place within its route of the operation by which each batch was lost, -1 for none; as ``loss``.

        ``loss`` (n, J): indices of the losses of ``draws``.
        """
        operations = np.append(np.repeat(np.arange(len(problem.pool)), np.diff(draws.loss_at)), -1)
        return np.where(loss >= 0, operations[loss] - problem.route[:-1], -1)


def odds_factors(odds: Sequence[tuple[str, str]], variation: Variation, inputs: Inputs) -> Iterator[Floats]:
    """Give what the odds of events are multiplied by in each world, shape (n,) each.

    Odds as drawn over their mean; a time between events the other way round.
    """
    for kind, name in odds:
        value = variation.values[kind][name]
        drawn = inputs.draw(value)[1:]
        yield value.base / drawn if name == "between" else drawn / value.base


def uncertain_odds(variation: Variation) -> tuple[tuple[str, str], ...]:
    """Return kind and field of the odds of extra times that are themselves uncertain."""
    known = (("downtime", "between"), ("retest", "odds"))
    return tuple(
        (kind, name)
        for kind, name in known
        if kind in variation.values and variation.values[kind][name].distribution is not None
    )


def plan_noise(
    problem: Problem, batches: Sequence[BatchOrder], profiles: Profiles, variation: Variation, seed: int
) -> Noise:
    r"""Compile what differs between batches, from the base of their ``profiles``.

    .. math:: d_{rk} = d_k \frac{D_r}{D_0} \epsilon_{rk} + extras, \quad \epsilon \sim \text{lognormal}

    with the base duration d of the problem, the drawn duration D of the profile (the same for all batches)
    and batch-to-batch noise of mean one and coefficient of variation ``spread_cv``. A batch fails with the
    odds of its profile; the operation that finds it goes by ``failure_share``, its cause by the shares of the
    causes.
    """
    columns: dict[object, int] = {}
    meant: list[tuple[int, int]] = []
    factor_of = np.full(len(problem.pool), -1, dtype=np.int64)
    spreads: list[Spread] = []
    losses: list[tuple[Loss, str]] = []
    certain: list[Loss] = []
    extras: list[tuple[Extra, str]] = []
    odds_of = uncertain_odds(variation)

    def column(key: object, job: int, place: int) -> int:
        if key not in columns:
            columns[key] = len(meant)
            meant.append((job, place))
        return columns[key]

    for job, batch in enumerate(batches):
        profile, begins = profile_of(profiles, batch), int(problem.route[job])
        kind = batch.job if batch.begun_step else (batch.product, batch.suite)
        for place, operation in enumerate(profile.operations):
            factor_of[begins + place] = column((kind, operation.step), job, place)
            if operation.spread_cv > 0.0:
                spreads.append(
                    Spread(
                        operation=begins + place,
                        distribution=mean_one(operation.spread_cv),
                        stream=f"batch_duration.{batch.job}",
                        place=place,
                    )
                )
        odds = column((kind, None), job, -1)
        mine = list(_losses(problem, profile, batch.job, begins, odds, variation))
        losses += mine
        certain += _certain(profile, begins, mine)
        extras += _extras(problem, profile, batch.job, begins, variation)
    at = {kind: len(meant) + place for place, (kind, _) in enumerate(odds_of)}
    extras = [(replace(extra, factor=at.get(kind, -1)), kind) for extra, kind in extras]
    ordered = sorted(losses, key=lambda each: each[0].operation)
    more = sorted(extras, key=lambda each: each[0].operation)
    return Noise(
        draws=make_draws(
            problem,
            seed,
            spreads=spreads,
            extras=[extra for extra, _ in more],
            losses=[loss for loss, _ in ordered],
            factor_of=factor_of,
        ),
        base=make_draws(problem, seed, losses=certain),
        columns=tuple(meant),
        odds=odds_of,
        causes=tuple(cause for _, cause in ordered),
        extras=tuple(kind for _, kind in more),
    )


def lost_by(cause: str, variation: Variation, *, has_unit: bool) -> tuple[float, Distribution | None, bool]:
    """What a loss from ``cause`` means for the unit: work on it [h], the distribution of a factor on that.

    And whether the operation breaks off, as it does where equipment fails. Nothing without causes.
    """
    if cause == ANY_CAUSE:
        return 0.0, None, False
    hours, distribution = lengths(variation.values[cause]["recovery"])
    return hours, distribution, cause == "equipment" and has_unit


def mean_one(cv: float) -> Lognormal:
    """A lognormal factor of mean one and coefficient of variation ``cv``, above zero."""
    return Lognormal(1.0 / math.sqrt(1.0 + cv * cv), cv)


def mass_factors(cv: float, uniform: Floats) -> Floats:
    """Batch-to-batch factors on the mass of a good batch from uniform draws, 1 where ``cv`` is zero."""
    return np.ones_like(uniform) if cv <= 0.0 else look_up(_mass_table(cv), uniform)


@cache
def _mass_table(cv: float) -> Floats:
    return quantile_table(mean_one(cv))


def _ratio(operation: OperationProfile) -> Floats:
    drawn = operation.duration_h
    return drawn / drawn[0] if drawn[0] > 0.0 else np.ones_like(drawn)


def _shares(profile: BatchProfile) -> Floats:
    """Share of failed batches found at each operation; all at the last where none is said."""
    shares = np.array([operation.failure_share for operation in profile.operations], dtype=np.float64)
    if shares.sum() <= 0.0:
        shares[-1] = 1.0
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _losses(
    problem: Problem, profile: BatchProfile, job: str, begins: int, odds: int, variation: Variation
) -> Iterator[tuple[Loss, str]]:
    """One loss for each operation and cause, side by side between 0 and the odds of the batch."""
    shares, at = _shares(profile), 0.0
    by_cause = _by_cause(profile, shares, variation)
    for place in range(len(shares)):
        for cause, share in by_cause.items():
            if share[place] > 0.0:
                low, at = at, at + float(share[place])
                hours, drawn, breaks_off = lost_by(
                    cause, variation, has_unit=bool(problem.pool[begins + place] >= 0)
                )
                yield (
                    Loss(
                        operation=begins + place,
                        low=low,
                        high=at,
                        stream=f"batch_failure.{job}",
                        factor=odds,
                        recovery_h=hours,
                        recovery=drawn,
                        is_within=breaks_off,
                    ),
                    cause,
                )


def _certain(profile: BatchProfile, begins: int, losses: Sequence[tuple[Loss, str]]) -> Iterator[Loss]:
    """The loss of a batch that is sure to fail, at the middle of where failures are found.

    The unit then needs the mean over the causes found there, by ``losses`` of the batch.
    """
    if profile.failure_odds[0] >= 1.0:
        place = int(np.searchsorted(np.cumsum(_shares(profile)), 0.5, side="right"))
        at = begins + min(place, len(profile.operations) - 1)
        here = [loss for loss, _ in losses if loss.operation == at]
        mean = [each.recovery_h * (each.recovery.mean if each.recovery else 1.0) for each in here]
        shares = [each.high - each.low for each in here]
        weighed = math.fsum(a * b for a, b in zip(mean, shares, strict=True)) / (math.fsum(shares) or 1.0)
        yield Loss(operation=at, low=0.0, high=2.0, stream="certain_failure", recovery_h=weighed)


def _by_cause(profile: BatchProfile, shares: Floats, variation: Variation) -> Mapping[str, Floats]:
    """Joint shares of operation and cause, which add up to both shares of operations and of causes.

    From where a cause arises (contamination in cultures and sterile filling, equipment where there is a unit,
    deviations everywhere) by fitting rows and columns in turn. Reference: W. E. Deming, F. F. Stephan, Annals
    of Mathematical Statistics 11 (1940) 427-444, doi:10.1214/aoms/1177731829.
    """
    causes = variation.causes
    if not causes:
        return {ANY_CAUSE: shares}
    weights = np.array([variation.values[cause]["share"].base for cause in causes])
    weights = weights / weights.sum()
    joint = np.stack([[_arises(cause, each) for each in profile.operations] for cause in causes]) * shares
    for _ in range(_ROUNDS):
        joint *= (weights / joint.sum(axis=1))[:, None]
        total = joint.sum(axis=0)
        joint *= np.divide(shares, total, out=np.zeros_like(total), where=total > 0.0)
    return dict(zip(causes, joint, strict=True))


def _arises(cause: str, operation: OperationProfile) -> float:
    if cause == "contamination":
        return 1.0 if operation.section in _STERILE else _FOREIGN
    if cause == "equipment":
        return 1.0 if operation.unit_class else _FOREIGN
    return 1.0


def _extras(
    problem: Problem, profile: BatchProfile, job: str, begins: int, variation: Variation
) -> Iterator[tuple[Extra, str]]:
    """Breakdowns while a unit works, tests that are repeated, releases that are delayed."""
    steps = range(begins, begins + len(profile.operations))
    return extras_of(problem, steps, begins + _release(profile), job, variation)


def extras_of(
    problem: Problem, steps: range, release: int, job: str, variation: Variation
) -> Iterator[tuple[Extra, str]]:
    """Give the extra times on the operations ``steps`` of a job; ``release`` is the one that releases it."""
    downtime, retest, delay = (variation.of(kind) for kind in EXTRAS)
    for place, k in enumerate(steps):
        if downtime is not None and problem.pool[k] >= 0:
            odds = -math.expm1(-float(problem.duration_h[k]) / downtime["between"].base)
            yield _extra(k, odds, lengths(downtime["repair"]), f"downtime.{job}", place), "downtime"
    if retest is not None:
        yield _extra(release, retest["odds"].base, lengths(retest["time"]), f"retest.{job}"), "retest"
    if delay is not None:
        yield _extra(release, 1.0, lengths(delay["time"]), f"release_delay.{job}"), "release_delay"


def _extra(
    operation: int, odds: float, length: tuple[float, Distribution | None], stream: str, place: int = 0
) -> Extra:
    hours, distribution = length
    return Extra(
        operation=operation, odds=odds, hours=hours, stream=stream, place=place, distribution=distribution
    )


def _release(profile: BatchProfile) -> int:
    """The operation that releases: the last of quality, else the last."""
    quality = [place for place, each in enumerate(profile.operations) if each.section == "quality"]
    return quality[-1] if quality else len(profile.operations) - 1

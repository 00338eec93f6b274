"""Verdicts: what can be said of one reading of one claim."""

from dataclasses import dataclass
from typing import Literal

from seedtrain.messages import Message, Wording

VerdictName = Literal["supported", "likely", "unlikely", "contradicted", "not_assessable"]
Basis = Literal["engine", "arithmetic", "posterior", "observation", "self-reported", "none"]
Text = Message | Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What was claimed: operator, interval in canonical units (``None``: open) and the words of it."""

    op: str
    low: float | None
    high: float | None
    dimension: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on one reading of a claim.

    ``probability`` that the sentence ``test`` holds; ``p10, p50, p90`` of the value compared with the claim;
    ``rests_on``: inputs; ``binds``: what limits it; ``remedy``: what would make it hold; ``missing``: what
    would have to be known. ``refers_to``: ids of the indicators and series whose values it compares, a series
    with its day (``park.companies@2023-09-01``). ``plausibility``: for what only its publisher says, the
    probability of the check beside it. ``observed``: the verdict with the observations later than ``as_of``.
    """

    claim: str
    reading: str
    document: str
    kind: str
    text: Text
    test: Text
    claimed: Claimed
    verdict: VerdictName
    probability: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    basis: Basis
    rests_on: tuple[str, ...] = ()
    binds: Text | None = None
    remedy: Text | None = None
    missing: tuple[str, ...] = ()
    plausibility: float | None = None
    refers_to: tuple[str, ...] = ()
    observed: "Verdict | None" = None

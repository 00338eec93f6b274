"""How a simulation runs, as a user asks for it: checked all at once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from seedtrain.errors import Finding, InputError, finding
from seedtrain.service.plan_settings import number_within
from seedtrain.service.settings import CheckedSettings, checked_settings, whole

MOST_REPLICATIONS = 10_000_000
"""They run in parts; what grows with them is the table of their indicators."""
MOST_WORKERS, MOST_CHUNK, MOST_WARM_UP_D = 1024, 1_000_000, 36_600.0
PLACES = ("here", "threads", "processes")
SCHEMES = ("tcp://", "tls://", "ws://", "wss://")
Sampling = Literal["chance", "latin_hypercube", "sobol"]
SAMPLINGS: tuple[Sampling, ...] = ("chance", "latin_hypercube", "sobol")
CHANCE: Sampling = "chance"
AUTO = "auto"
"""The warm-up is found."""
AS_WRITTEN, ALL, NONE, FAILURE = "scenario", "all", "none", "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateOptions:
    """Options that hold.

    ``vary``: the kinds that the catalogue fills besides those of the scenario, None for nothing beyond the
    recipes; ``warm_up_d`` days from which a case counts, None where they are to be found; ``until_error``:
    standard error at which to stop early, None to run all; ``sampling``: how what is drawn once a replication
    lies: by chance, or evenly over all replications. What moves no result: ``cluster`` where it runs, by
    ``workers`` (None: the processors of this machine) in parts of ``chunk`` replications (None: as many as
    take little memory); ``checkpoint``: folder of the parts done. ``sobol``: whether to work out Sobol
    indices.
    """

    vary: tuple[str, ...] | None = ()
    warm_up_d: float | None = 0.0
    until_error: float | None = None
    sampling: Sampling = CHANCE
    cluster: str = "threads"
    workers: int | None = None
    chunk: int | None = None
    checkpoint: Path | None = None
    sobol: bool = False


Advance = Callable[[int, int], None]
"""Told how many replications are done, of how many at most."""


def checked_replications(*, replications: object, seed: object) -> CheckedSettings:
    """Return both as whole numbers. Raises as :func:`checked_settings`."""
    return checked_settings(replications=replications, seed=seed, most=MOST_REPLICATIONS)


def checked_simulation(
    *,
    vary: str = AS_WRITTEN,
    warm_up: object = 0,
    until_error: object = None,
    sampling: str = CHANCE,
    cluster: str = "threads",
    parts: tuple[object, object] = (None, None),
    checkpoint: Path | None = None,
    sobol: bool = False,
) -> SimulateOptions:
    """Return the options of a simulation; ``parts``: workers and replications of a part.

    Raises :class:`InputError` with a finding for each that is wrong. CLI-007: not a whole number in range;
    CLI-023: not a number in range; SIM-035: no cluster; SIM-037: no kind that varies; SIM-039: no way
    to sample; SIM-040: stopping early, where all replications make one design.
    """
    findings: list[Finding] = []
    workers, chunk = parts
    checked = SimulateOptions(
        vary=kinds_named(vary, findings),
        warm_up_d=None
        if warm_up == AUTO
        else number_within("--warm-up", warm_up, 0.0, MOST_WARM_UP_D, findings),
        until_error=None
        if until_error is None
        else number_within("--until-error", until_error, 1e-6, 1.0, findings),
        sampling=_sampling(sampling, until_error, findings),
        cluster=_cluster(cluster, findings),
        workers=None if workers is None else whole("--workers", workers, 1, MOST_WORKERS, findings),
        chunk=None if chunk is None else whole("--chunk", chunk, 1, MOST_CHUNK, findings),
        checkpoint=checkpoint,
        sobol=sobol,
    )
    if findings:
        raise InputError(findings)
    return checked


def kinds_named(text: str, findings: list[Finding]) -> tuple[str, ...] | None:
    """Return the kinds that ``--vary`` names; ``failure`` stands for all causes."""
    from seedtrain.simulate.variation import CAUSES, KINDS

    if text in (AS_WRITTEN, ALL, NONE):
        return {AS_WRITTEN: (), ALL: KINDS, NONE: None}[text]
    names = [name.strip() for name in text.split(",")]
    known = (FAILURE, *(kind for kind in KINDS if kind not in CAUSES))
    for name in names:
        if name not in known:
            shown = ", ".join((AS_WRITTEN, ALL, NONE, *known))
            findings.append(finding("SIM-037", path="--vary", value=name, known=shown))
    return tuple(kind for name in names for kind in (CAUSES if name == FAILURE else (name,)))


def _sampling(name: str, until_error: object, findings: list[Finding]) -> Sampling:
    """How to sample; a design is no longer even where only its first replications are run."""
    for known in SAMPLINGS:
        if name == known:
            if known != CHANCE and until_error is not None:
                findings.append(finding("SIM-040", path="--until-error", value=until_error, sampling=name))
            return known
    findings.append(finding("SIM-039", path="--sampling", value=name, known=", ".join(SAMPLINGS)))
    return CHANCE


def _cluster(name: str, findings: list[Finding]) -> str:
    if name not in PLACES and not name.startswith(SCHEMES):
        known = ", ".join((*PLACES, "tcp://HOST:PORT"))
        findings.append(finding("SIM-035", path="--cluster", value=name, known=known))
    return name

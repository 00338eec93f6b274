"""The route of a programme: its stages in order, each with duration, odds, cost and clock."""

from dataclasses import dataclass
from typing import Final, get_args

from seedtrain.catalog import table
from seedtrain.errors import Finding, InputError, finding
from seedtrain.lifecycle.clock import Clock, clock
from seedtrain.model.parse import Bounds, parse_value
from seedtrain.model.programme import Programme
from seedtrain.model.site import ClinicalStage
from seedtrain.model.value import RawValue, Value
from seedtrain.quantities.errors import QuantityError

STAGES: Final[tuple[str, ...]] = get_args(ClinicalStage)
"""Every stage, in the order molecules walk them."""

_FAMILY: Final = {"mab": "biologic", "adc": "biologic", "peptide": "biologic"}
_REVIEWED: Final = ("ind", "filing")
_PARAMETERS: Final = {
    "duration": ("time", Bounds(least=0.0)),
    "odds": ("fraction", Bounds(least=0.0, most=1.0)),
    "cost": ("money", Bounds(least=0.0)),
    "batches": ("count", Bounds(least=0.0)),
    "patients": ("count", Bounds(least=0.0)),
    "treatment": ("time", Bounds(least=0.0)),
}


@dataclass(frozen=True, slots=True)
class StageTerms:
    """One stage of a route.

    ``after``: the stages it waits for; ``duration``: calendar time, or of a stage with a ``clock`` the time
    to prepare the application; ``odds`` of going on; ``cost`` of entering it; ``batches`` it has made in the
    programme's suites; ``patients`` treated in its trials, each for ``treatment``. ``None``: no time,
    certain, free, none.
    """

    stage: str
    after: tuple[str, ...]
    duration: Value | None
    odds: Value | None
    cost: Value | None
    batches: Value | None
    patients: Value | None
    treatment: Value | None
    clock: Clock | None


def route_of(programme: Programme) -> tuple[StageTerms, ...]:
    """Return the stages of ``programme`` from the one it starts in, overrides in place.

    Raises :class:`InputError` with every stage or parameter that is not on the route (SCN-029), every value
    that is none, a start stage off the route (LIF-001), an unknown clock (LIF-002) and a market for whose
    regulator the route has no clock (LIF-004).
    """
    row = table("routes")[programme.route]
    stages: list[str] = list(row.words["stages"])
    if programme.stage not in stages:
        raise InputError([_off_route(programme, stages)])
    walked = stages[stages.index(programme.stage) :]
    findings: list[Finding] = []
    for stage in programme.stages:
        if stage not in stages:
            findings.append(_unknown(f"{programme.path}.stages.{stage}", stage, stages))
    terms = []
    for stage in walked:
        before = stages[stages.index(stage) - 1 : stages.index(stage)] if stage != stages[0] else []
        after = (row.words.get("after") or {}).get(stage, before)
        waits = tuple(name for name in after if name in walked)
        terms.append(_terms(programme, stage, waits, findings))
    if findings:
        raise InputError(findings)
    return tuple(terms)


def _terms(programme: Programme, stage: str, after: tuple[str, ...], findings: list[Finding]) -> StageTerms:
    row = table("routes")[programme.route]
    raw = programme.stages.get(stage, {})
    keys = [*(row.words.get("keys") or []), programme.modality, _FAMILY.get(programme.modality, ""), "any"]
    found: dict[str, Value | None] = {
        name: next(
            (
                table("stages")[f"{key}.{stage}.{name}"].value
                for key in keys
                if f"{key}.{stage}.{name}" in table("stages")
            ),
            None,
        )
        for name in _PARAMETERS
    }
    clock_id: str | None = (row.words.get("clocks") or {}).get(f"{programme.market}.{stage}")
    for name, written in raw.items():
        if name == "clock":
            clock_id = _clock_id(written, findings)
        elif name in _PARAMETERS:
            found[name] = _written(name, written, findings)
        else:
            findings.append(_unknown(written.path, name, [*_PARAMETERS, "clock"]))
    if clock_id is None and stage in _REVIEWED and "clock" not in raw:
        path = f"{programme.path}.market"
        findings.append(finding("LIF-004", path=path, value=programme.market, route=row.id, stage=stage))
    return StageTerms(stage, after, **found, clock=None if clock_id is None else clock(clock_id))


def _written(name: str, written: RawValue, findings: list[Finding]) -> Value | None:
    dimension, bounds = _PARAMETERS[name]
    try:
        return parse_value(written, dimension, bounds)
    except QuantityError as wrong:
        findings.append(
            finding(
                wrong.code, path=written.path, value=wrong.found, expected=wrong.expected, found=wrong.found
            )
        )
        return None


def _clock_id(written: RawValue, findings: list[Finding]) -> str | None:
    content = written.content
    name = str(content.get("value") if isinstance(content, dict) else content)
    rows = table("clocks")
    if name in rows and "valid_from" in rows[name].words:
        return name
    known = sorted(key for key, row in rows.items() if "valid_from" in row.words)
    findings.append(finding("LIF-002", path=written.path, value=name, known=", ".join(known)))
    return None


def _unknown(path: str, name: str, known: list[str]) -> Finding:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3) or known
    return finding("SCN-029", path=path, value=name, near=", ".join(near))


def _off_route(programme: Programme, stages: list[str]) -> Finding:
    return finding(
        "LIF-001",
        path=f"{programme.path}.stage",
        value=programme.stage,
        route=programme.route,
        stages=", ".join(stages),
    )

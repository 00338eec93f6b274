"""The route of a programme: its stages in order, each with duration, odds, cost and clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, get_args

from seedtrain.catalog import table
from seedtrain.errors import Finding, InputError, finding
from seedtrain.lifecycle.clock import Clock, clock
from seedtrain.lifecycle.stage_part import StagePart, parts_of
from seedtrain.model.parse import Bounds, parse_value
from seedtrain.model.programme import Programme
from seedtrain.model.site import ClinicalStage
from seedtrain.model.value import RawValue, Value
from seedtrain.quantities.errors import QuantityError

STAGES: Final[tuple[str, ...]] = get_args(ClinicalStage)
"""Every stage, in the order molecules walk them."""

_FAMILY: Final = {"mab": "biologic", "adc": "biologic", "peptide": "biologic"}
_REVIEWED: Final = ("ind", "filing")
_NEVER_SKIPPED: Final = ("filing", "commercial")
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

    ``after``: the stages it waits for; ``after_parts``: the parts of other stages (``stage.part``);
    ``permits``: clocks that run side by side before it begins; ``parts`` of it that have a time of their own;
    ``duration``: calendar time, of a stage with a ``clock`` the time to prepare the application, of one with
    parts that of all of them; ``odds`` of going on; ``cost`` of entering it; ``batches`` it has made in the
    programme's suites; ``patients`` treated in its trials, each for ``treatment``. ``None``: no time of its
    own, certain, free, none.
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
    parts: tuple[StagePart, ...] = ()
    after_parts: tuple[str, ...] = ()
    permits: tuple[Clock, ...] = ()


def route_of(programme: Programme) -> tuple[StageTerms, ...]:
    """Return the stages of ``programme`` from the one it starts in, overrides in place.

    What waits for a stage that is skipped waits for what that one waited for. Raises :class:`InputError` with
    every stage or parameter that is not on the route (SCN-029), every value that is none, a start stage off
    the route (LIF-001), an unknown clock (LIF-002), a market for whose regulator the route has no clock
    (LIF-004), a stage that can't be skipped (LIF-018) and one that can't be waited for (LIF-019).
    """
    row = table("routes")[programme.route]
    stages: list[str] = list(row.words["stages"])
    if programme.stage not in stages:
        raise InputError([_off_route(programme, stages)])
    findings = list(_misplaced(programme, stages))
    walked = [
        stage for stage in stages[stages.index(programme.stage) :] if stage not in _skipped(programme, stages)
    ]
    terms = []
    for stage in walked:
        waits, parts = _waits(programme, stage, stages, findings)
        terms.append(_terms(programme, stage, (_kept(waits, walked), parts), findings))
    if findings:
        raise InputError(findings)
    return tuple(terms)


def _misplaced(programme: Programme, stages: list[str]) -> Iterator[Finding]:
    """Stages that are named and not on the route, or skipped and can't be."""
    for field, named in (
        ("stages", programme.stages),
        ("after", programme.after),
        ("permits", programme.permits),
    ):
        for stage in named:
            if stage not in stages:
                yield _unknown(f"{programme.path}.{field}.{stage}", stage, stages)
    allowed = [each for each in stages if each not in (*_NEVER_SKIPPED, programme.stage)]
    for stage in programme.skips:
        if stage not in allowed:
            path = f"{programme.path}.skips"
            yield finding("LIF-018", path=path, value=stage, stages=", ".join(allowed) or "–")


def _skipped(programme: Programme, stages: list[str]) -> set[str]:
    return {stage for stage in programme.skips if stage in stages}


def _waits(
    programme: Programme, stage: str, stages: list[str], findings: list[Finding]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stages that a stage waits for, through those that are skipped, and the parts of others."""
    row = table("routes")[programme.route]
    before = stages[: stages.index(stage)]
    given = programme.after.get(stage)
    if given is None:
        given = (row.words.get("after") or {}).get(stage, before[-1:])
    found: dict[str, None] = {}
    parts: dict[str, None] = {}
    for name in given:
        of, _, part = name.partition(".")
        known = {each.part for each in parts_of(programme.modality, of, {})}
        if of not in before or (part and part not in known):
            path = f"{programme.path}.after.{stage}"
            findings.append(finding("LIF-019", path=path, value=name, stages=", ".join(before) or "–"))
        elif of in _skipped(programme, stages):
            waits, others = _waits(programme, of, stages, [])
            found |= dict.fromkeys(waits)
            parts |= dict.fromkeys(others)
        elif part:
            parts[name] = None
        else:
            found[name] = None
    return tuple(found), tuple(parts)


def _kept(waits: tuple[str, ...], walked: list[str]) -> tuple[str, ...]:
    return tuple(name for name in waits if name in walked)


def _terms(
    programme: Programme,
    stage: str,
    after: tuple[tuple[str, ...], tuple[str, ...]],
    findings: list[Finding],
) -> StageTerms:
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
    parts = [each.part for each in parts_of(programme.modality, stage, {})]
    times: dict[str, Value | None] = {}
    for name, written in raw.items():
        if name == "clock":
            clock_id = _clock_id(written, findings)
        elif name in _PARAMETERS:
            found[name] = _written(name, written, findings)
        elif name in parts:
            times[name] = _written("duration", written, findings)
        else:
            findings.append(_unknown(written.path, name, [*_PARAMETERS, "clock", *parts]))
    if clock_id is None and stage in _REVIEWED and "clock" not in raw:
        path = f"{programme.path}.market"
        findings.append(finding("LIF-004", path=path, value=programme.market, route=row.id, stage=stage))
    return StageTerms(
        stage,
        after[0],
        **found,
        clock=None if clock_id is None else clock(clock_id),
        parts=parts_of(programme.modality, stage, times),
        after_parts=after[1],
        permits=_permits(programme, stage, findings),
    )


def _permits(programme: Programme, stage: str, findings: list[Finding]) -> tuple[Clock, ...]:
    """The clocks that run before a stage begins."""
    path = f"{programme.path}.permits.{stage}"
    names = (_known_clock(name, path, findings) for name in programme.permits.get(stage, []))
    return tuple(clock(name) for name in names if name is not None)


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
    return _known_clock(name, written.path, findings)


def _known_clock(name: str, path: str, findings: list[Finding]) -> str | None:
    rows = table("clocks")
    if name in rows and "valid_from" in rows[name].words:
        return name
    known = sorted(key for key, row in rows.items() if "valid_from" in row.words)
    findings.append(finding("LIF-002", path=path, value=name, known=", ".join(known)))
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

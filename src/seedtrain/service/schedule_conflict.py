"""What can't be scheduled, in the user's words: the rules that conflict, and what each would have to give."""

from typing import TYPE_CHECKING, NoReturn

import numpy as np

from seedtrain.errors import Finding, InfeasibleError, StoppedError, finding
from seedtrain.service.csv_rows import as_text, length
from seedtrain.service.schedule_source import Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from seedtrain.flow.insertion import Misfit
    from seedtrain.flow.pins import Pins
    from seedtrain.schedule.conflict import Conflict, Given, Rules

MOST_SHOWN = 200
CODES = {
    "pin": "SCH-060",
    "wait": "SCH-061",
    "release": "SCH-062",
    "due": "SCH-063",
    "closed": "SCH-064",
    "units": "SCH-065",
    "dirty": "SCH-066",
    "floor": "SCH-067",
}


def raise_conflict(source: Source, pins: "Pins", misfit: "Misfit") -> NoReturn:
    """Say why the batch of ``misfit`` has no place.

    Raises :class:`InfeasibleError` with a finding for each rule of a minimal conflict, led by SCH-051; where
    none is proven, :class:`StoppedError` (SCH-052).
    """
    from seedtrain.schedule.conflict import Rules, suspects

    raise_proven(
        source, pins, Rules(source.problem, pins), suspects(source.problem, pins, misfit.job), misfit.job
    )


def raise_proven(source: Source, pins: "Pins", rules: "Rules", jobs: list[int], job: int) -> NoReturn:
    """Raise the conflict among ``rules`` of ``jobs``; SCH-052 for ``job`` where none is proven."""
    from seedtrain.schedule.conflict import conflict

    found = conflict(rules, jobs)
    if found is None:
        raise StoppedError("", [finding("SCH-052", value=source.problem.jobs[job])])
    raise_told(source, pins, found)


def raise_told(source: Source, pins: "Pins", found: "Conflict") -> NoReturn:
    """Raise a conflict as a finding for each rule, led by SCH-051."""
    told = [_rule(source, pins, given) for given in found.rules]
    cheapest = told[0]
    lead = finding(
        "SCH-051",
        value=len(told),
        batches=", ".join(source.problem.jobs[each] for each in found.jobs),
        cheapest=f"{cheapest.code} {cheapest.value}".strip(),
        give=cheapest.params["give"],
    )
    raise InfeasibleError("", [lead, *told])


def raise_late(source: Source, late: "NDArray[np.float64]") -> NoReturn:
    """Raise what the best timetable found would need of the due dates (SCH-080), the latest batches first."""
    jobs = np.flatnonzero(late > 1e-6)
    jobs = jobs[np.argsort(-late[jobs], kind="stable")]
    shown = ", ".join(f"{source.problem.jobs[job]} {length(float(late[job]))}" for job in jobs[:MOST_SHOWN])
    more = "" if jobs.size <= MOST_SHOWN else ", …"
    told = finding("SCH-080", value=int(jobs.size), count=len(source.problem.jobs), give=shown + more)
    raise StoppedError("", [told])


def _rule(source: Source, pins: "Pins", given: "Given") -> Finding:
    """A rule as a finding: what it is, and what it would have to give."""
    problem, origin = source.problem, source.origin
    kind, index = given.rule.kind, given.rule.index
    give = "–" if given.hours is None else length(given.hours)
    if given.units:
        give = f"+{given.units}"
    if given.unit >= 0 and given.unit != pins.unit[index]:
        give = f"{give}, {problem.units[given.unit]}"
    words: dict[str, str] = {"give": give}
    value = ""
    if kind in ("pin", "wait", "dirty", "floor"):
        value = problem.operation_name(index)
    if kind == "pin":
        unit = int(pins.unit[index])
        words |= {
            "unit": problem.units[unit] if unit >= 0 else "–",
            "time": as_text(float(pins.start_h[index]), origin),
        }
    elif kind == "floor":
        words["time"] = as_text(float(pins.floor_h[index]), origin)
    elif kind == "wait":
        words["limit"] = length(float(problem.wait_limit_h[index]))
    elif kind == "dirty":
        words["limit"] = length(float(problem.dirty_limit_h[index]))
    elif kind in ("release", "due"):
        value = problem.jobs[index]
        times = problem.release_h if kind == "release" else problem.due_h
        words["time"] = as_text(float(times[index]), origin)
    elif kind == "closed":
        value = problem.units[index]
        words["open"] = _windows(source, index)
    else:
        value = problem.pools[index]
        words["count"] = str(int(problem.pool_units[index + 1] - problem.pool_units[index]))
    has_happened = kind == "pin" and given.hours is None
    return finding("SCH-068" if has_happened else CODES[kind], value=value, **words)  # type: ignore[arg-type]


def _windows(source: Source, unit: int) -> str:
    """When a unit is open, the first few windows."""
    problem = source.problem
    part = slice(int(problem.unit_windows[unit]), int(problem.unit_windows[unit + 1]))
    spans = [
        " … ".join(as_text(edge, source.origin) if np.isfinite(edge) else "" for edge in window).strip()
        for window in zip(
            problem.window_from_h[part].tolist(), problem.window_to_h[part].tolist(), strict=True
        )
    ]
    return "; ".join(spans[:3]) + ("; …" if len(spans) > 3 else "") if spans else "–"

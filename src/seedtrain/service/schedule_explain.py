"""Explanations: why an order or batch is late, what an operation waits for, why dates can't be kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.errors import Finding, InputError, finding
from seedtrain.messages import Message
from seedtrain.report.show import number
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.change_tables import at
from seedtrain.service.columns import column
from seedtrain.service.schedule_search import Searched
from seedtrain.service.timetable_csv import Names, operations_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from seedtrain.flow.problem import Problem
    from seedtrain.schedule.cause import Wait

MOST_LINKS = 40
MOST_CENTRES = 1
"""Late jobs of each sort around which a conflict is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The chain behind one operation: of what was ``asked``, ending at ``end_h``, due at ``due_h`` [h].

    ``chain``: waits from the last operation back; ``share_h``: hours of the chain by pool, what needs no unit
    under ""; ``spare_h``: hours by which it could end earlier if nothing else were there.
    """

    asked: str
    searched: Searched
    end_h: float
    due_h: float
    chain: "tuple[Wait, ...]"
    share_h: dict[str, float]
    spare_h: float

    @property
    def late_h(self) -> float:
        """Hours late; 0 in time or without a due time."""
        return max(0.0, self.end_h - self.due_h) if np.isfinite(self.due_h) else 0.0

    def facts(self) -> dict[str, Any]:
        """Return it as plain data."""
        problem = self.searched.source.problem
        return {
            "asked": self.asked,
            "end_h": self.end_h,
            "due_h": self.due_h if np.isfinite(self.due_h) else None,
            "late_h": self.late_h,
            "spare_h": self.spare_h,
            "share_h": self.share_h,
            "chain": [
                {
                    "operation": problem.operation_name(wait.operation),
                    "start_h": wait.start_h,
                    "waits_for": wait.why,
                    "other": problem.operation_name(wait.other) if wait.other >= 0 else "",
                    "unit": problem.units[wait.unit] if wait.unit >= 0 else "",
                }
                for wait in self.chain
            ],
        }

    def tables(self) -> tuple[Table, ...]:
        """Return the chain link by link, and where its hours go."""
        origin = self.searched.source.origin
        words = {
            "asked": self.asked,
            "end": at(self.end_h, origin),
            "spare": number(self.spare_h / 24.0),
            "late": number(self.late_h / 24.0),
            "due": at(self.due_h, origin) if np.isfinite(self.due_h) else "–",
        }
        key = "late" if self.late_h > 0.0 else "in_time" if np.isfinite(self.due_h) else "no_due"
        return (
            Table(
                id=f"chain-{self.asked}",
                title=Message("schedule.table.chain", {"asked": self.asked}),
                columns=(column("operation"), column("now", right=True), column("waits_for")),
                rows=rows(self._link(wait) for wait in self.chain[:MOST_LINKS]),
                note=Message(f"schedule.note.chain_{key}", words),
            ),
            Table(
                id=f"share-{self.asked}",
                title=Message("schedule.table.share", {"asked": self.asked}),
                columns=(column("pool"), column("hours_of_chain", right=True)),
                rows=rows(
                    (pool or Message("schedule.word.no_unit"), f"{number(hours)} h")
                    for pool, hours in sorted(self.share_h.items(), key=lambda item: -item[1])
                ),
            ),
        )

    def _link(self, wait: "Wait") -> list[Cell]:
        source = self.searched.source
        return [
            source.problem.operation_name(wait.operation),
            at(wait.start_h, source.origin),
            waits_for(self.searched, wait),
        ]


def waits_for(searched: Searched, wait: "Wait") -> Message:
    """Say what an operation waits for."""
    problem = searched.source.problem
    limit = problem.wait_limit_h[wait.operation]
    words = {
        "other": problem.operation_name(wait.other) if wait.other >= 0 else "–",
        "unit": problem.units[wait.unit] if wait.unit >= 0 else "–",
        "limit": number(float(limit)) if np.isfinite(limit) else "–",
        "hours": number(float(problem.changeover_h[wait.operation])),
    }
    key = "no_wait" if wait.why == "hold" and limit == 0.0 else wait.why
    return Message(f"schedule.waits.{key}", words)


def explained(searched: Searched, asked: tuple[str, ...]) -> tuple[Explained, ...]:
    """Return an explanation for each order, batch or ``BATCH/OPERATION`` asked for.

    ``late`` stands for every order (in a case, every batch) that is late, the latest first. Raises
    :class:`InputError` (SCH-053) with each that is none of these.
    """
    problem = searched.source.problem
    names, findings = Names(problem), list[Finding]()
    told: list[Explained] = []
    for text in asked:
        targets = _late(searched) if text == "late" else [(text, _last_of(searched, names, text))]
        for name, k in targets:
            if k < 0:
                near = ", ".join([*dict.fromkeys(filter(None, searched.source.orders)), *problem.jobs][:5])
                findings.append(finding("SCH-053", path="--explain", value=text, near=near))
            else:
                told.append(_explained(searched, name, k))
    if findings:
        raise InputError(findings)
    return tuple(told)


def none_late() -> Table:
    """Return the answer where it is asked what is late and nothing is."""
    return Table(
        id="late",
        title=Message("schedule.table.late"),
        columns=(column("fact"),),
        rows=rows([[Message("schedule.word.none_late")]]),
    )


def _last_of(searched: Searched, names: Names, text: str) -> int:
    """The operation that ends last of an order or a batch, or the one named; -1 for none."""
    orders = searched.source.orders
    jobs = [job for job, order in enumerate(orders) if order == text]
    if jobs:
        return max(
            (int(names.problem.route[job + 1]) - 1 for job in jobs), key=lambda k: searched.found.end_h[k]
        )
    operations = operations_named(text, names)
    return operations[-1] if operations else -1


def _late(searched: Searched) -> list[tuple[str, int]]:
    """The orders, or where there are none the batches, that are late, each with its last operation."""
    problem, found = searched.source.problem, searched.found
    late: dict[str, tuple[float, int]] = {}
    for job, order in enumerate(searched.source.orders or [""] * len(problem.jobs)):
        k = int(problem.route[job + 1]) - 1
        hours = float(found.end_h[k] - problem.due_h[job])
        name = order or problem.jobs[job]
        if hours > 1e-6 and hours > late.get(name, (0.0, -1))[0]:
            late[name] = hours, k
    return [(name, k) for name, (hours, k) in sorted(late.items(), key=lambda item: -item[1][0])]


def _explained(searched: Searched, name: str, k: int) -> Explained:
    from seedtrain.flow.insertion import Insertion, Misfit
    from seedtrain.flow.pins import no_pins
    from seedtrain.schedule.cause import Causes

    problem, found = searched.source.problem, searched.found
    chain = Causes(problem, found, searched.pins).chain(k)
    share: dict[str, float] = {}
    for wait in chain:
        pool = int(problem.pool[wait.operation])
        key = problem.pools[pool] if pool >= 0 else ""
        share[key] = share.get(key, 0.0) + float(problem.duration_h[wait.operation])
    job = int(problem.job_of[k])
    alone = Insertion(problem, no_pins(problem), ("makespan",)).placed(np.array([job], dtype=np.int64))
    spare = 0.0 if isinstance(alone, Misfit) else float(found.end_h[k] - alone.end_h[k])
    is_last = k + 1 == problem.route[job + 1]
    return Explained(
        asked=name,
        searched=searched,
        end_h=float(found.end_h[k]),
        due_h=float(problem.due_h[job]) if is_last else float("inf"),
        chain=tuple(chain),
        share_h=share,
        spare_h=max(0.0, spare),
    )


def keep_dates(searched: Searched) -> None:
    """Return where every due date is kept; else say which rules conflict.

    Raises as :func:`seedtrain.service.schedule_conflict.raise_conflict`, but SCH-080 where nothing is proven:
    what the best timetable found would need.
    """
    from seedtrain.schedule.conflict import Rules, conflict, suspects
    from seedtrain.service.schedule_conflict import raise_late, raise_told

    problem, found = searched.source.problem, searched.found
    late = found.end_h[problem.route[1:] - 1] - problem.due_h
    if not (late > 1e-6).any():
        return
    rules = Rules(problem, searched.pins, keeps_dates=True)
    for job in _centres(problem, late):
        near = suspects(problem, searched.pins, job)
        near = [job, *sorted(near[1:], key=lambda each: abs(problem.due_h[each] - problem.due_h[job]))]
        proven = conflict(rules, near)
        if proven is not None:
            raise_told(searched.source, searched.pins, proven)
    raise_late(searched.source, late)


def _centres(problem: "Problem", late: "NDArray[np.float64]") -> list[int]:
    """Late jobs around which a conflict is looked for: those late even alone, the first due, the latest."""
    from seedtrain.schedule.bound import heads_kept_tails

    alone = np.maximum.reduceat(sum(heads_kept_tails(problem)), problem.route[:-1]) > problem.due_h + 1e-6
    jobs = np.flatnonzero(alone | (late > 1e-6))
    hours = np.where(np.isfinite(late[jobs]), late[jobs], -np.inf)
    first = jobs[np.lexsort((problem.due_h[jobs], ~alone[jobs]))][:MOST_CENTRES].tolist()
    worst = jobs[np.argsort(-hours, kind="stable")][:MOST_CENTRES].tolist()
    return list(dict.fromkeys([*first[:1], *worst[:1], *first[1:], *worst[1:]]))

"""Explanations in the general form: why a job is late, what an operation waits for, link by link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.errors import Finding, InputError, finding
from seedtrain.messages import Message
from seedtrain.report.show import number
from seedtrain.report.table import Table, rows
from seedtrain.service.change_tables import at
from seedtrain.service.columns import column

if TYPE_CHECKING:
    from seedtrain.flow.network import Network
    from seedtrain.flow.placement import Placement
    from seedtrain.results.timetable import BatchOrder
    from seedtrain.schedule.network.cause import NetworkWait

MOST_LINKS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkExplained:
    """The chain behind one operation: of what was ``asked``, ending at ``end_h``, due at ``due_h`` [h].

    ``spare_h``: hours by which it would end earlier if only releases, links and durations held.
    """

    asked: str
    network: "Network"
    origin: date | None
    end_h: float
    due_h: float
    spare_h: float
    chain: "tuple[NetworkWait, ...]"

    @property
    def late_h(self) -> float:
        """Hours late; 0 in time or without a due time."""
        return max(0.0, self.end_h - self.due_h) if np.isfinite(self.due_h) else 0.0

    def facts(self) -> dict[str, Any]:
        """Return it as plain data."""
        names = [operation.name for operation in self.network.operations]
        return {
            "asked": self.asked,
            "end_h": self.end_h,
            "due_h": self.due_h if np.isfinite(self.due_h) else None,
            "late_h": self.late_h,
            "spare_h": self.spare_h,
            "chain": [
                {
                    "operation": names[wait.place],
                    "start_h": wait.start_h,
                    "waits_for": wait.why,
                    "other": names[wait.other] if wait.other >= 0 else "",
                    "unit": wait.resource,
                }
                for wait in self.chain
            ],
        }

    def tables(self) -> tuple[Table, ...]:
        """Return the chain link by link."""
        words = {
            "asked": self.asked,
            "end": at(self.end_h, self.origin),
            "spare": number(self.spare_h / 24.0),
            "late": number(self.late_h / 24.0),
            "due": at(self.due_h, self.origin) if np.isfinite(self.due_h) else "–",
        }
        key = "late" if self.late_h > 0.0 else "in_time" if np.isfinite(self.due_h) else "no_due"
        return (
            Table(
                id=f"chain-{self.asked}",
                title=Message("schedule.table.chain", {"asked": self.asked}),
                columns=(column("operation"), column("now", right=True), column("waits_for")),
                rows=rows(
                    (
                        self.network.operations[wait.place].name,
                        at(wait.start_h, self.origin),
                        self._words(wait),
                    )
                    for wait in self.chain[:MOST_LINKS]
                ),
                note=Message(f"schedule.note.chain_{key}", words),
            ),
        )

    def _words(self, wait: "NetworkWait") -> Message:
        words = {
            "other": self.network.operations[wait.other].name if wait.other >= 0 else "–",
            "unit": wait.resource or "–",
            "limit": number(wait.hours),
            "hours": number(wait.hours),
        }
        return Message(f"schedule.waits.{_KEYS.get((wait.why, wait.hours > 0.0), wait.why)}", words)


_KEYS = {("hold", False): "no_wait", ("unit", False): "resource", ("before", False): "before"}


def chain_tables(told: "tuple[NetworkExplained, ...] | None") -> list[Table]:
    """Return the tables of all that was asked; the answer that nothing is late where that was all."""
    from seedtrain.service.schedule_explain import none_late

    if told is None:
        return []
    return [table for each in told for table in each.tables()] or [none_late()]


def jobs_by_order(batches: "Sequence[BatchOrder]") -> dict[str, list[str]]:
    """Return the jobs of each order."""
    orders: dict[str, list[str]] = {}
    for batch in batches:
        orders.setdefault(batch.order or batch.job, []).append(batch.job)
    return orders


def explained(
    network: "Network",
    found: "Placement",
    asked: Sequence[str],
    orders: Mapping[str, Sequence[str]],
    origin: date | None,
) -> tuple[NetworkExplained, ...]:
    """Return an explanation for each order, job or operation asked for; ``late``: for every job that is late.

    ``orders``: the jobs of each order. Raises :class:`InputError` (SCH-053) with each that is none of these.
    """
    from seedtrain.flow.placement import job_ends

    ends = job_ends(network, found)
    findings, told = list[Finding](), list[NetworkExplained]()
    late = [name for name, end in ends.items() if end > network.job[name].due_h + 1e-6]
    late.sort(key=lambda name: network.job[name].due_h - ends[name])
    for text in dict.fromkeys(asked):
        for name in late if text == "late" else (text,):
            place = _place(network, found, ends, orders.get(name, (name,)))
            if place < 0:
                near = ", ".join([*orders, *(job.name for job in network.jobs)][:5])
                findings.append(finding("SCH-053", path="--explain", value=text, near=near))
            else:
                told.append(_explained(network, found, name, place, origin))
    if findings:
        raise InputError(findings)
    return tuple(told)


def _place(network: "Network", found: "Placement", ends: Mapping[str, float], names: Sequence[str]) -> int:
    """The operation that ends last of some jobs, or the one named or called ``JOB/OPERATION``; -1: none."""
    jobs = [name for name in names if name in ends]
    if jobs:
        last = max(jobs, key=lambda name: ends[name])
        mine = [
            place
            for place, operation in enumerate(network.operations)
            if operation.job == last and operation.counts and found.mode[place] >= 0
        ]
        return max(mine, key=lambda place: float(found.end_h[place]))
    for place, operation in enumerate(network.operations):
        if found.mode[place] >= 0 and operation.name in names:
            return place
    for place, operation in enumerate(network.operations):
        if found.mode[place] >= 0 and any(operation.name.startswith(f"{name} ") for name in names):
            return place
    return -1


def _explained(
    network: "Network", found: "Placement", name: str, place: int, origin: date | None
) -> NetworkExplained:
    from seedtrain.schedule.network.bound import earliest
    from seedtrain.schedule.network.cause import NetworkCauses

    job = network.job.get(network.operations[place].job)
    end = float(found.end_h[place])
    shortest = min(mode.duration_h for mode in network.operations[place].modes)
    is_last = job is not None and end >= max(
        (
            float(found.end_h[other])
            for other, operation in enumerate(network.operations)
            if operation.job == job.name and operation.counts and found.mode[other] >= 0
        ),
        default=end,
    )
    return NetworkExplained(
        asked=name,
        network=network,
        origin=origin,
        end_h=end,
        due_h=job.due_h if job is not None and is_last else float("inf"),
        spare_h=max(0.0, end - float(earliest(network)[place]) - shortest),
        chain=tuple(NetworkCauses(network, found).chain(place)),
    )

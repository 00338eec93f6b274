"""The batches, operations and resources of a network as files name them."""

import re
from typing import TYPE_CHECKING

from seedtrain.service.csv_rows import as_text, csv_text
from seedtrain.service.timetable_csv import TIMETABLE, Known

if TYPE_CHECKING:
    from datetime import date

    from seedtrain.flow.network import Network
    from seedtrain.flow.placement import Placement


class NetworkNames(Known):
    """Operations by batch and name: without the batch in front, and without its number where that is one.

    What belongs to no batch stands under "".
    """

    def __init__(self, network: "Network") -> None:
        self.network = network
        self.job = {"": -1, **{job.name: at for at, job in enumerate(network.jobs)}}
        self.unit = {each.name: at for at, each in enumerate(network.resources)}
        self.operation = {}
        self._short: dict[tuple[int, str], list[int]] = {}
        for k, each in enumerate(network.operations):
            own = self.job[each.job]
            name = own_name(each.name, each.job)
            self.operation[own, name] = k
            for short in {re.sub(r" \d+$", "", name), each.name} - {name}:
                self._short.setdefault((own, short), []).append(k)
        for key, places in self._short.items():
            if len(places) == 1 and key not in self.operation:
                self.operation[key] = places[0]

    def steps_of(self, job: int) -> list[str]:
        """The operations of a batch, in order."""
        return [
            own_name(each.name, each.job) for each in self.network.operations if self.job[each.job] == job
        ]

    def job_of(self, k: int) -> int:
        """The batch of an operation, -1 for none."""
        return self.job[self.network.operations[k].job]

    def name(self, k: int) -> str:
        """What an operation is called."""
        return self.network.operations[k].name

    def misfit(self, k: int, unit: int) -> str | None:
        """What an operation can run on, where that is not ``unit``; None where it is, or none is named."""
        modes = self.network.operations[k].modes
        fits = list(dict.fromkeys(need.resource for mode in modes for need in mode.needs))
        is_fit = unit < 0 or self.network.resources[unit].name in fits
        return None if is_fit else ", ".join(fits[:6]) or "–"


def own_name(name: str, job: str) -> str:
    """The name of an operation without its batch in front."""
    if job and name.startswith((f"{job}/", f"{job} ")):
        return name[len(job) + 1 :]
    return name


def placement_csv(network: "Network", found: "Placement", origin: "date | None") -> str:
    """Write a placement, by start; it can be read back as the one given, as pins or as a form for actuals."""
    from seedtrain.flow.network_amend import units_in

    rows = []
    places = [k for k in range(len(network.operations)) if found.mode[k] >= 0]
    for k in sorted(places, key=lambda k: (float(found.start_h[k]), float(found.end_h[k]), k)):
        operation = network.operations[k]
        taken = units_in(network, k, int(found.mode[k]))
        rows.append(
            (
                operation.job,
                own_name(operation.name, operation.job),
                taken[0] if taken else "",
                as_text(float(found.start_h[k]), origin),
                as_text(float(found.end_h[k]), origin),
            )
        )
    return csv_text(TIMETABLE, rows)

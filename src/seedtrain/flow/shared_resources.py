"""Shared resources of a scenario as resources of a network."""

from datetime import date

from seedtrain.flow.network import Resource
from seedtrain.flow.shifts import Shift, closures, levels
from seedtrain.model.shared import SharedResource


def shared_resource(name: str, block: SharedResource, origin: date, days: int) -> Resource:
    """Return a shared resource as a pool (a room as a room) with its calendar for ``days`` days from
    ``origin``.

    Where it has shifts, it has the people of each and is closed between them: what is under way then pauses
    if it can, and else can't be there.
    """
    count = 1.0 if block.count is None else block.count.base
    if block.kind == "room":
        setup = 0.0 if block.changeover is None else block.changeover.base
        return Resource(name=name, kind="room", changeover_h=_Uniform(setup) if setup else {})
    if not block.shifts:
        return Resource(name=name, kind="pool", capacity=count)
    shifts = [
        Shift(
            start_h=shift.start.base,
            end_h=shift.end.base,
            people=count if shift.people is None else shift.people.base,
            working_days_only=shift.days == "working_days",
        )
        for shift in block.shifts.values()
    ]
    steps = levels(shifts, origin, days)
    most = max(people for _, people in steps)
    return Resource(
        name=name,
        kind="pool",
        capacity=most,
        closures=closures(shifts, origin, days),
        levels=tuple((time, people or most) for time, people in steps if time < 24.0 * days),
    )


class _Uniform(dict[tuple[str, str], float]):
    """The same changeover between any two classes that differ."""

    def __init__(self, setup_h: float) -> None:
        kinds = ("mab", "adc", "peptide", "vaccine", "small_molecule")
        super().__init__({(a, b): setup_h for a in kinds for b in kinds if a != b})

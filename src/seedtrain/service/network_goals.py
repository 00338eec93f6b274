"""What a network is scheduled for: the measures of the objectives named, and telling of the first."""

from typing import TYPE_CHECKING

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message
from seedtrain.service.schedule_options import ScheduleOptions

if TYPE_CHECKING:
    from seedtrain.schedule.network.solve import Tell
    from seedtrain.service.schedule_search import Show

NAMES = {
    "makespan": "makespan",
    "weighted_tardiness": "tardiness",
    "changeovers": "changeover_h",
    "wip": "flow_time",
    "least_change": "change_h",
}
"""Names of objectives on the command line, and the measures they are."""


def teller(measures: tuple[str, ...], show: "Show | None") -> "Tell":
    """What tells ``show`` of the best so far and its bound; ``measures`` of the objective, several: a sum."""
    key = f"network.measure.{measures[0]}" if len(measures) == 1 else "network.measure.sum"

    def tell(value: float, bound: float) -> None:
        if show is not None:
            words = {"value": f"{value:,.1f}", "bound": f"{bound:,.1f}", "goal": Message(key)}
            show(Message("progress.incumbent", words))

    return tell


def dates_first(order: tuple[str, ...], options: ScheduleOptions) -> tuple[str, ...]:
    """The measures with the tardiness first where due dates are to be kept and it is not among them."""
    from seedtrain.service.network_replan import ORDER

    if not options.keep_dates or "tardiness" in order:
        return order
    rest = order or (ORDER if options.replans else ("makespan",))
    return ("tardiness", *(each for each in rest if each != "tardiness"))


def measures_of(names: list[str]) -> tuple[str, ...]:
    """The measures of the objectives named; raises :class:`InputError` (SCH-013) for one that is none."""
    unknown = [each for each in names if each not in NAMES]
    if unknown:
        near = ", ".join(NAMES)
        raise InputError([finding("SCH-013", path="--objective", value=unknown[0], near=near)])
    return tuple(dict.fromkeys(NAMES[name] for name in names))

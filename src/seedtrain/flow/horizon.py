"""A time by which everything of a network can be done, where it can be done at all."""

import math

from seedtrain.flow.network import Network


def horizon(network: Network) -> float:
    """Return hours by which some best schedule ends, if there is any.

    Everything one after another: the latest thing anyone waits for, then all durations, lags, changeovers,
    setups after idling and closures. Valid for measures that earlier ends don't worsen, and for earliness
    (the latest due time is among what is waited for).
    """
    waits = [0.0]
    for operation in network.operations:
        waits += [operation.earliest_start_h, operation.earliest_end_h]
    waits += [time for job in network.jobs for time in (job.release_h, job.due_h) if math.isfinite(time)]
    for resource in network.resources:
        waits += [end for _, end in resource.closures]
        waits += [time for time, _ in resource.levels]
        waits.append(max(0.0, resource.free_h))
    waits += [start for start, _, _ in network.given.values()]
    for stock in network.stocks:
        waits += [max(0.0, lot.from_h) for lot in stock.lots]
    total = sum(max(mode.duration_h for mode in operation.modes) for operation in network.operations)
    total += sum(abs(link.lag_h) for link in network.links)
    setups = [
        max([0.0, *resource.changeover_h.values(), *(s for _, s in resource.idle_setups if math.isfinite(s))])
        for resource in network.resources
    ]
    total += max(setups, default=0.0) * len(network.operations)
    total += sum(end - start for resource in network.resources for start, end in resource.closures)
    latest = max([operation.latest_end_h for operation in network.operations], default=math.inf)
    return math.ceil(min(max(waits) + total, latest if math.isfinite(latest) else math.inf)) + 1.0

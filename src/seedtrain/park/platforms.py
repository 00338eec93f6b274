"""Shared service platforms: load, queue and waiting time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import Row, table
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Platform
from seedtrain.model.scenario import Scenario
from seedtrain.park.companies import DAYS_A_YEAR, HOURS_A_DAY
from seedtrain.park.platform_capacity import capacity_of, opens_of
from seedtrain.park.queue import first_come
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]

_MOST_ARRIVALS = 2000


@dataclass(frozen=True, slots=True)
class PlatformUse:
    """What one kind of platform carries: shape (1 + n,) each.

    ``opens`` ordinal day; ``asked`` load and ``served``, what is asked up to the capacity [1/h];
    ``utilisation`` load asked over what all platforms of the kind together can serve, above one the queue
    grows; ``wait_h`` mean wait of a unit of load from the opening to the end of the horizon; ``gain_h`` how
    much shorter it is with one platform more, ``more`` what that one would serve on top [1/h]; ``capacity``
    of all together [1/h]. ``None`` where there is no platform, or where nothing is known of its load.
    """

    opens: Draws
    asked: Draws | None = None
    served: Draws | None = None
    utilisation: Draws | None = None
    wait_h: Draws | None = None
    gain_h: Draws | None = None
    more: Draws | None = None
    capacity: Draws | None = None


def use_of(
    scenario: Scenario, id_: str, platform: Platform, companies: Draws | None, inputs: Inputs
) -> PlatformUse:
    """Work out load and wait of one platform.

    Load asked: the scenario's, or else the catalogue's load of a company times ``companies`` (mean over the
    horizon; ``None``: not known), plus that of the programmes that use it. Load comes by chance (Poisson, in
    the base evenly), a unit of it takes an exponential time (in the base its mean); the platform has as many
    servers as its capacity times that time, at least one. Not more than the first 2,000 units are followed.
    """
    row = table("platforms")[platform.platform_class]
    count = inputs.draw(platform.count)
    one = capacity_of(platform, inputs)
    opens = opens_of(platform, scenario, inputs)
    if (platform.load is None and companies is None) or count.min() <= 0.0:
        return PlatformUse(opens)
    load = _load(scenario, id_, platform, row, companies, inputs)
    service = inputs.draw(row.values["service_time"])
    servers = max(1, round(float(one[0] * service[0])))
    until = float(scenario.horizon.end.toordinal())
    span = (until - opens) * HOURS_A_DAY
    now = servers * int(count[0])
    wait, less = mean_waits(id_, load, servers / one, (now, now + servers), span, inputs)
    whole = one * count
    served = np.minimum(load, whole)
    more = np.minimum(load, whole + one) - served
    return PlatformUse(opens, load, served, load / whole, wait, wait - less, more, whole)


def queue_of(use: PlatformUse) -> Draws | None:
    r"""Units of load that wait, on average from the opening to the end, shape (1 + n,).

    .. math:: L = \lambda W

    with the load asked and the mean wait.
    Reference: J. D. C. Little, "A proof for the queuing formula L = lambda W", Operations Research 9 (1961)
    383-387, doi:10.1287/opre.9.3.383.
    """
    return None if use.asked is None or use.wait_h is None else use.asked * use.wait_h


def load_by_day(
    scenario: Scenario, id_: str, platform: Platform, stock: Floats | None, inputs: Inputs
) -> Floats | None:
    """Load asked over what the platforms of the kind can serve, day by day, (1 + n, k).

    ``stock``: companies there on each day, (1 + n, k). ``None`` without a platform or where nothing is
    known of its load.
    """
    count = inputs.draw(platform.count)
    if (platform.load is None and stock is None) or count.min() <= 0.0:
        return None
    row = table("platforms")[platform.platform_class]
    one = capacity_of(platform, inputs)
    load = _load(scenario, id_, platform, row, None, inputs)[:, None]
    if platform.load is None and stock is not None:
        load = load + inputs.draw(row.values["load_per_company"])[:, None] * stock
    elif stock is not None:
        load = np.broadcast_to(load, stock.shape)
    return np.asarray(load / (one * count)[:, None])


def mean_wait(id_: str, load: Draws, service_h: Draws, servers: int, span_h: Draws, inputs: Inputs) -> Draws:
    """Mean wait of the units of load that come within ``span_h`` at a platform of ``servers``. [h]

    ``load`` [1/h], ``service_h`` mean time of one [h]; all shape (1 + n,). Zero where nothing comes.
    """
    return mean_waits(id_, load, service_h, (servers,), span_h, inputs)[0]


def mean_waits(
    id_: str, load: Draws, service_h: Draws, servers: Sequence[int], span_h: Draws, inputs: Inputs
) -> list[Draws]:
    """The same at each number of ``servers``, ascending, under the same arrivals and services. [h]

    Where nobody waits at few of them nobody does at more.
    """
    world = inputs.world
    expected = load * np.maximum(span_h, 0.0)
    size = int(min(_MOST_ARRIVALS, np.ceil((expected + 4.0 * np.sqrt(expected)).max(initial=0.0))))
    waits = [np.zeros_like(load) for _ in servers]
    if size == 0:
        return waits
    counters = np.arange(world.replications)[:, None] * (1 << 20) + np.arange(size)
    gaps = np.ones((1 + world.replications, size))
    times = np.ones((1 + world.replications, size))
    gaps[1:] = -np.log(world.streams.uniform_at(f"park.platforms.{id_}.arrivals", counters))
    times[1:] = -np.log(world.streams.uniform_at(f"park.platforms.{id_}.services", counters))
    with np.errstate(divide="ignore"):
        arrive = np.cumsum(gaps, axis=1) / load[:, None]
    arrive = np.where(arrive <= np.maximum(span_h, 0.0)[:, None], arrive, np.inf)
    came = np.isfinite(arrive)
    times *= service_h[:, None]
    for place, number in enumerate(servers):
        starts = first_come(arrive, times, min(number, size))
        late = np.where(came, starts, 0.0) - np.where(came, arrive, 0.0)
        waits[place] = np.asarray(late.sum(axis=1) / np.maximum(came.sum(axis=1), 1))
        if not waits[place].any():
            break
    return waits


def _load(
    scenario: Scenario, id_: str, platform: Platform, row: Row, companies: Draws | None, inputs: Inputs
) -> Draws:
    """Load asked of the platforms of this kind, shape (1 + n,). [1/h]"""
    load = np.zeros(1 + inputs.world.replications)
    if platform.load is not None:
        load = load + inputs.draw(platform.load)
    elif companies is not None:
        load = load + inputs.draw(row.values["load_per_company"]) * companies
    if platform.outside is not None:
        load = load + inputs.draw(platform.outside)
    for programme in scenario.programmes.values():
        if id_ in programme.uses_platforms:
            last = programme.start_to or scenario.horizon.end
            span = max((last - programme.start).days, DAYS_A_YEAR) * HOURS_A_DAY
            each = inputs.draw(row.values["load_per_molecule"])
            load = load + inputs.draw(programme.molecules) * each / span
    return load

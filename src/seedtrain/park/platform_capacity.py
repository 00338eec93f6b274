"""What a shared service platform can serve: its own capacity, and the people, rooms and patients it has."""

from collections.abc import Mapping

import numpy as np

from seedtrain.catalog import table
from seedtrain.model.inputs import Inputs
from seedtrain.model.park import Platform
from seedtrain.model.scenario import Scenario
from seedtrain.results.indicator import Draws

RESOURCES = ("patients", "investigators", "animal_rooms", "pathologists")
"""What may limit a platform beside its own capacity; each a field of the platform."""
NEEDS = {
    "patients": "patients",
    "investigators": "investigators",
    "animal_rooms": "animal_rooms",
    "pathologists": "pathology",
}
"""Column of the table of platforms that says how much of the resource one unit of load needs."""


def capacity_of(platform: Platform, inputs: Inputs) -> Draws:
    r"""Load that one platform of the kind serves, shape (1 + n,). [1/h]

    .. math:: C = \min\left(C_0, \frac{p}{P}, \frac{v}{V \tau}, \frac{r}{R \tau}, \frac{q}{Q}\right)

    with :math:`C_0` the scenario's capacity or the catalogue's. Where they are given, for trials p patients
    enrolled in a time of the P that one needs, and v investigators of the V that one keeps busy for its
    service time :math:`\tau`; for studies r animal rooms of the R that one keeps as long, and q pathologists,
    of whom one works the time Q on it.
    """
    limits = [_own(platform, inputs), *limits_of(platform, inputs).values()]
    return np.asarray(np.min(limits, axis=0))


def limits_of(platform: Platform, inputs: Inputs) -> Mapping[str, Draws]:
    """Load that each resource of one platform would let it serve, (1 + n,) each; those given alone. [1/h]"""
    row, draw = table("platforms")[platform.platform_class].values, inputs.draw
    found: dict[str, Draws] = {}
    for name in RESOURCES:
        given = getattr(platform, name)
        if given is None or NEEDS[name] not in row:
            continue
        busy = draw(row[NEEDS[name]])
        if name in ("investigators", "animal_rooms"):
            busy = busy * draw(row["service_time"])
        found[name] = draw(given) / busy
    return found


def opens_of(platform: Platform, scenario: Scenario, inputs: Inputs) -> Draws:
    """Day from which it serves, (1 + n,): when it is open and accredited, where either is said."""
    days = np.full(1 + inputs.world.replications, float(scenario.horizon.start.toordinal()))
    if platform.opens is None and platform.accredited is None:
        return days
    given = [inputs.draw(each) for each in (platform.opens, platform.accredited) if each is not None]
    return np.asarray(np.max(given, axis=0))


def _own(platform: Platform, inputs: Inputs) -> Draws:
    row = table("platforms")[platform.platform_class].values
    return inputs.draw(row["capacity"] if platform.capacity is None else platform.capacity)

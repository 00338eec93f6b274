"""Space: the floor that buildings have to let."""

import numpy as np

from seedtrain.model.park import Building, Park
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws


def lettable_area(park: Park, laws: Laws) -> tuple[Draws | None, tuple[str, ...]]:
    r"""Area tenants can rent in all buildings, shape (1 + n,), or the floor plates not given. [m2]

    .. math:: A = \sum_b towers_b \cdot storeys_b \cdot plate_b \cdot lettable_b
    """
    missing = tuple(
        f"{building.path}.floor_plate" for building in park.buildings.values() if building.floor_plate is None
    )
    if missing or not park.buildings:
        return None, missing
    return np.sum([floor_of(building, laws) for building in park.buildings.values()], axis=0), ()


def floor_of(building: Building, laws: Laws) -> Draws:
    """Floor that tenants can rent in a building whose floor plate is given, shape (1 + n,). [m2]"""
    assert building.floor_plate is not None
    draw = laws.inputs.draw
    gross = draw(building.towers) * draw(building.storeys) * draw(building.floor_plate)
    return gross * laws.draw(building.lettable, "lettable")

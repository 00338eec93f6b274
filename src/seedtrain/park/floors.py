"""Floors obey use: animals, solvents and clean production do not go up a tower."""

from dataclasses import dataclass

import numpy as np

from seedtrain.catalog import table
from seedtrain.model.park import Companies, Park
from seedtrain.park.laws import Laws
from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class FloorUse:
    """A use of floors: ``top`` the highest storey it may be on, ``share`` of the floor, ``area`` it may have.

    ``area`` of the storeys up to ``top``, (1 + n,) [m2].
    """

    use: str
    top: int
    share: Draws
    area: Draws


def floor_uses(park: Park, companies: Companies, laws: Laws) -> tuple[FloorUse, ...]:
    """Return the uses of the companies, the lowest first. Needs the floor plate of every building."""
    rows = table("floor_uses")
    found = []
    for each in companies.uses.values():
        top = int(rows[each.use].values["top"].base)
        found.append(FloorUse(each.use, top, laws.inputs.draw(each.share), _area_up_to(park, top, laws)))
    return tuple(sorted(found, key=lambda use: (use.top, use.use)))


def companies_that_fit(uses: tuple[FloorUse, ...], each: Draws) -> Draws:
    r"""Companies that the buildings hold with every use on a floor it may be on, shape (1 + n,).

    .. math:: N = \min_k \frac{A_{\le k}}{a \sum_{u: t_u \le k} s_u}

    A the floor up to storey k, ``each`` a the floor of a company, s the share of use u, t its highest storey.
    Exact because the floors that uses may be on are nested.
    """
    most = np.full(each.shape, np.inf)
    share = np.zeros(each.shape)
    for use in uses:
        share = share + use.share
        held = [other for other in uses if other.top == use.top]
        if use is held[-1]:
            with np.errstate(divide="ignore"):
                most = np.minimum(
                    most, np.where(share > 0.0, use.area / (each * np.maximum(share, 1e-12)), np.inf)
                )
    return np.asarray(np.floor(most + 1e-9))


def _area_up_to(park: Park, top: int, laws: Laws) -> Draws:
    area = np.zeros(1 + laws.inputs.world.replications)
    for building in park.buildings.values():
        assert building.floor_plate is not None
        draw = laws.inputs.draw
        storeys = np.minimum(draw(building.storeys), float(top))
        plate = draw(building.towers) * draw(building.floor_plate) * laws.draw(building.lettable, "lettable")
        area = area + storeys * plate
    return area

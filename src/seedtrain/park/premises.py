"""Where companies can sit: buildings by storey, areas of land, each with what it may hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.flow.tenants import Premises
from seedtrain.messages import Wording
from seedtrain.model.park import Building, Companies, Land, Park
from seedtrain.park.laws import Laws
from seedtrain.park.sizes import PLACES
from seedtrain.park.split import best_split
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FloorClass:
    """Storeys ``low`` to ``high`` of a building, on which the same uses may be (zero: land)."""

    site: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Site:
    """A building or an area of land: its id in series, name, place, and area of each cell, (1 + n, c) [m2].

    ``storeys`` of the cells, the highest first, or a zero for land. ``industry``: which of
    the areas of land of its place it is, -1 for any; ``share`` [m2] how much land that industry wants.
    """

    id: str
    name: Wording
    place: str
    opens: Draws
    areas: Floats
    storeys: tuple[int, ...]
    industry: int = -1
    share: float = 0.0

    @property
    def is_land(self) -> bool:
        """Whether it is land."""
        return self.storeys == (0,)

    @property
    def area(self) -> Draws:
        """All of it, (1 + n,). [m2]"""
        return np.asarray(self.areas.sum(axis=1))


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites of a zone, their floor classes, and which each cell belongs to."""

    sites: tuple[Site, ...]
    floors: tuple[FloorClass, ...]
    premises: Premises


def has_land(park: Park) -> bool:
    """Whether companies can build on land of the zone: some demand says whom it is for."""
    return any(each.place for land in park.land.values() for each in land.demands.values())


def sites_of(park: Park, companies: Companies, laws: Laws) -> Sites:
    """Return the sites of a zone; needs the floor plate of every building.

    Land counts where size classes are followed and its demands say whom it is for; each of its zones has the
    area of the best split. Without size classes any building is for any company.
    """
    sites = [
        _building(id_, each, laws, "" if not companies.sizes else each.place)
        for id_, each in park.buildings.items()
    ]
    if companies.sizes:
        zones = [site for id_, each in park.land.items() for site in _zones(id_, each, laws)]
        sites += _with_industries(zones)
    tops = sorted({int(table("floor_uses")[use.use].values["top"].base) for use in companies.uses.values()})
    floors: list[FloorClass] = []
    bands: list[int] = []
    for place, site in enumerate(sites):
        own = list(_floor_classes(place, site, tops))
        for storey in site.storeys:
            bands.append(
                len(floors) + next(at for at, each in enumerate(own) if each.low <= storey <= each.high)
            )
        floors += own
    return Sites(tuple(sites), tuple(floors), _premises(sites, bands))


def _premises(sites: list[Site], bands: list[int]) -> Premises:
    edges = np.cumsum([0, *(len(site.storeys) for site in sites)])
    return Premises(
        first=edges.astype(np.int64),
        storey=np.array([storey for site in sites for storey in site.storeys], dtype=np.int64),
        band=np.array(bands, dtype=np.int64),
        area=np.concatenate([site.areas for site in sites], axis=1),
        place=np.array([PLACES.index(site.place) if site.place else 0 for site in sites], dtype=np.int64),
        industry=np.array([site.industry for site in sites], dtype=np.int64),
        is_land=np.array([site.is_land for site in sites], dtype=np.bool_),
        opens=np.stack([site.opens for site in sites], axis=1),
    )


def _building(id_: str, building: Building, laws: Laws, place: str) -> Site:
    assert building.floor_plate is not None
    draw = laws.inputs.draw
    plate = draw(building.towers) * draw(building.floor_plate) * laws.draw(building.lettable, "lettable")
    storeys = draw(building.storeys)
    most = int(storeys.max())
    levels = tuple(range(most, 0, -1))
    areas = np.where(np.array(levels)[None, :] <= storeys[:, None], plate[:, None], 0.0)
    return Site(id_, building.name or Wording(id_), place, _opens(building, laws), areas, levels)


def _zones(id_: str, land: Land, laws: Laws) -> Iterator[Site]:
    """The zones of a piece of land that companies build on; those of one place are its industries."""
    if not any(each.place for each in land.demands.values()):
        return
    split = best_split(land, laws)
    opens = _opens(land, laws)
    for name, each in land.demands.items():
        if each.place is not None:
            areas = np.full((len(opens), 1), split.areas[name])
            words = each.name or Wording(name)
            yield Site(f"{id_}.{name}", words, each.place, opens, areas, (0,), share=each.area.base)


def _with_industries(zones: list[Site]) -> list[Site]:
    """Make the zones of the place that has most of them its industries; any other zone is for any company."""
    counts = {place: sum(site.place == place for site in zones) for place in PLACES}
    divided = max(counts, key=lambda place: counts[place])
    if counts[divided] <= 1:
        return zones
    numbers = iter(range(counts[divided]))
    return [replace(site, industry=next(numbers)) if site.place == divided else site for site in zones]


def _opens(each: Building | Land, laws: Laws) -> Draws:
    """Day it opens; long ago where it is open already."""
    if each.opens is None:
        return np.full(1 + laws.inputs.world.replications, -np.inf)
    return laws.inputs.draw(each.opens)


def _floor_classes(place: int, site: Site, tops: list[int]) -> Iterator[FloorClass]:
    """Storeys that the same uses may be on, the highest first; one class for land."""
    if site.is_land:
        yield FloorClass(place, 0, 0)
        return
    high = site.storeys[0]
    cuts = [0, *(top for top in tops if top < high), high]
    for low, up in reversed(list(pairwise(cuts))):
        yield FloorClass(place, low + 1, up)

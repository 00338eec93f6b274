"""What is told of the tenants of a zone: where they sit, who waits, what is let, when it is full."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from seedtrain.messages import Message
from seedtrain.park.disclosure import first_shown, shown_parts
from seedtrain.park.sizes import PLACES
from seedtrain.park.tenancy import Tenancy
from seedtrain.results.indicator import Draws, Indicator
from seedtrain.results.series import Series

Floats = NDArray[np.float64]
Paths = tuple[str, ...]


def indicators(tenancy: Tenancy, paths: Paths) -> Iterator[Indicator]:
    """Days on which the zone, each site and each floor class is full."""
    yield _full("full", Message("indicator.park.full"), tenancy.turned_away_on(), paths)
    for at, site in enumerate(tenancy.sites.sites):
        label = Message("indicator.park.full.site", {"site": site.name})
        yield _full(f"full.{site.id}", label, tenancy.full_on(at), paths)
        floors = tenancy.floors_of(at)
        for floor in floors if len(floors) > 1 else ():
            label = _of_floor("indicator.park.full.floor", tenancy, floor)
            yield _full(f"full.{site.id}.{_key(tenancy, floor)}", label, tenancy.floor_full_on(floor), paths)


def series(tenancy: Tenancy, paths: Paths) -> Iterator[Series]:
    """Companies housed, waiting, moving; what is let by site, floor class and storey, as far as shown."""
    yield from _companies(tenancy, paths)
    sites, settled, days = tenancy.sites.sites, tenancy.settled, tenancy.days
    built = [at for at, site in enumerate(sites) if not site.is_land]
    housed = settled.tenants[:, :, built].sum(axis=2).astype(np.float64)
    let = np.sum([tenancy.let(at) for at in built], axis=0)
    shown = first_shown(housed)
    if shown < len(days):
        label = Message("series.park.occupied_area")
        yield _series("occupied_area", label, "area", days[shown:], let[:, shown:], paths)
    there = {site.id: settled.tenants[:, :, at].astype(np.float64) for at, site in enumerate(sites)}
    by_site: dict[str, int] = {}
    for is_land in (False, True):
        alike = {site.id: there[site.id] for site in sites if site.is_land == is_land}
        by_site |= shown_parts(alike)
    for at, site in enumerate(sites):
        first = by_site[site.id]
        share = tenancy.let(at) / np.maximum(site.area, 1e-9)[:, None]
        if first < len(days):
            label = Message("series.park.let.site", {"site": site.name})
            yield _series(f"let.{site.id}", label, "fraction", days[first:], share[:, first:], paths)
        floors = tenancy.floors_of(at)
        firms = {str(floor): _firms(tenancy, floor) for floor in floors}
        by_floor = {int(name): max(first, begin) for name, begin in shown_parts(firms, overlap=True).items()}
        for floor in floors if len(floors) > 1 else ():
            begin = by_floor[floor]
            if begin < len(days):
                name = f"let.{site.id}.{_key(tenancy, floor)}"
                label = _of_floor("series.park.let.floor", tenancy, floor)
                share = tenancy.share_let(floor)
                yield _series(name, label, "fraction", days[begin:], share[:, begin:], paths)
        for floor in floors if len(site.storeys) > 1 else ():
            yield from _storeys(tenancy, floor, by_floor[floor], paths)


def _of_floor(key: str, tenancy: Tenancy, floor: int) -> Message:
    """A label of the floor class, of one storey or of several."""
    each = tenancy.sites.floors[floor]
    site = tenancy.sites.sites[each.site].name
    storeys = Message(
        "park.storey" if each.low == each.high else "park.storeys", {"low": each.low, "high": each.high}
    )
    return Message(key, {"site": site, "storeys": storeys})


def _companies(tenancy: Tenancy, paths: Paths) -> Iterator[Series]:
    sites, settled, days = tenancy.sites.sites, tenancy.settled, tenancy.days
    built = [at for at, site in enumerate(sites) if not site.is_land]
    housed = settled.tenants[:, :, built].sum(axis=2)
    if built:
        yield _series("tenants", Message("series.park.tenants"), "count", days, housed, paths)
    for at, site in enumerate(sites if len(sites) > 1 or not built else ()):
        label = Message("series.park.site", {"site": site.name})
        yield _series(f"site.{site.id}", label, "count", days, settled.tenants[:, :, at], paths)
    for what, found in (("waiting", settled.waiting), ("moving", settled.moving), ("moved", settled.moved)):
        by_place = found if any(site.place for site in sites) else found.sum(axis=2, keepdims=True)
        for place in range(by_place.shape[2]):
            here = PLACES[place] if any(site.place for site in sites) else "anywhere"
            if here == "anywhere" and what != "waiting":
                continue
            if any(site.place in ("", here) for site in sites):
                label = Message(f"series.park.{what}", {"place": Message(f"park.place.{here}")})
                yield _series(f"{what}.{here}", label, "count", days, by_place[:, :, place], paths)


def _storeys(tenancy: Tenancy, floor: int, shown: int, paths: Paths) -> Iterator[Series]:
    """Share let of each storey of a floor class at the end of each year, once the class is ``shown``."""
    each = tenancy.sites.floors[floor]
    site, first = tenancy.sites.sites[each.site], int(tenancy.sites.premises.first[each.site])
    cells = [place for place, storey in enumerate(site.storeys) if each.low <= storey <= each.high]
    firms = {
        str(place): tenancy.settled.storey_firms[:, :, first + place].astype(np.float64) for place in cells
    }
    begins = shown_parts(firms, overlap=True)
    since = tenancy.days[shown] if shown < len(tenancy.days) else np.inf
    for place in cells:
        begin = max(begins[str(place)], int(np.searchsorted(tenancy.kept, since)))
        area = np.maximum(site.areas[:, place], 1e-9)
        share = tenancy.settled.storey_let[:, :, first + place] / area[:, None]
        if begin < len(tenancy.kept):
            storey = site.storeys[place]
            label = Message("series.park.storey", {"site": site.name, "storey": storey})
            name = f"storey.{site.id}.{storey:03d}"
            yield _series(name, label, "fraction", tenancy.kept[begin:], share[:, begin:], paths)


def _firms(tenancy: Tenancy, floor: int) -> Floats:
    return tenancy.settled.firms[:, :, floor].astype(np.float64)


def _key(tenancy: Tenancy, floor: int) -> str:
    each = tenancy.sites.floors[floor]
    return f"{each.low}-{each.high}"


def _full(what: str, label: Message, draws: Draws, paths: Paths) -> Indicator:
    return Indicator(id=f"park.{what}", label=label, dimension="date", draws=draws, rests_on=paths)


def _series(
    what: str, label: Message, dimension: str, days: Floats, draws: NDArray[np.generic], paths: Paths
) -> Series:
    found = draws.astype(np.float64)
    return Series(id=f"park.{what}", label=label, dimension=dimension, days=days, draws=found, rests_on=paths)

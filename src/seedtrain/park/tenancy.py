"""Tenants over time by building, floor and area of land: who is housed, who waits, when it is full."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from seedtrain.catalog import table
from seedtrain.flow.tenants import Settled, Tenants, settle
from seedtrain.model.park import Companies, Park
from seedtrain.park.companies import Flow
from seedtrain.park.laws import Laws
from seedtrain.park.premises import Site, Sites, sites_of
from seedtrain.park.sizes import PLACES, SIZES, Sizes, of_class
from seedtrain.results.indicator import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEARLY_FULL = 0.99
"""Share let from which a floor class or site counts as full: a remnant smaller than a company stays."""
_ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Tenancy:
    """Companies on ``days`` at the ``sites`` of a zone, as :class:`seedtrain.flow.tenants.Settled` has it.

    ``least`` floor or land of the smallest company that each site is for, (1 + n, S) [m2]; ``kept`` days
    whose storeys are told (Y).
    """

    days: Floats
    sites: Sites
    settled: Settled
    least: Floats
    kept: Floats

    def share_let(self, floor: int) -> Floats:
        """Share of a floor class that is let, (1 + n, k)."""
        return self.settled.let[:, :, floor] / np.maximum(self.area_of(floor), 1e-9)[:, None]

    def area_of(self, floor: int) -> Draws:
        """Area of a floor class, (1 + n,). [m2]"""
        premises = self.sites.premises
        return np.asarray(premises.area[:, premises.band == floor].sum(axis=1))

    def floors_of(self, site: int) -> list[int]:
        """Floor classes of a site, the highest first."""
        return [place for place, each in enumerate(self.sites.floors) if each.site == site]

    def let(self, site: int) -> Floats:
        """Area of a site that is let, (1 + n, k). [m2]"""
        return np.asarray(self.settled.let[:, :, self.floors_of(site)].sum(axis=2))

    def full_on(self, site: int) -> Draws:
        """First of the days on which one company more of the smallest class has no room; ``inf``: never."""
        left = self.sites.sites[site].area[:, None] - self.let(site)
        return self._first(left < self.least[:, site, None] - 1e-6, site)

    def floor_full_on(self, floor: int) -> Draws:
        """First of the days on which less than one per cent of a floor class is to let; ``inf``: never."""
        return self._first(self.share_let(floor) >= NEARLY_FULL, self.sites.floors[floor].site)

    def turned_away_on(self) -> Draws:
        """First of the days on which one that comes finds no room in a place that is open; ``inf``: never."""
        premises = self.sites.premises
        turned = np.zeros(self.settled.waiting.shape[:2], dtype=np.bool_)
        for place in np.unique(premises.place):
            opens = premises.opens[:, premises.place == place].min(axis=1)
            is_open = self.days[None, :] >= opens[:, None]
            turned |= (self.settled.waiting[:, :, place] > 0) & is_open
        return self._when(turned)

    def _first(self, holds: NDArray[np.bool_], site: int) -> Draws:
        return self._when(holds & (self.days[None, :] >= self.sites.sites[site].opens[:, None]))

    def _when(self, holds: NDArray[np.bool_]) -> Draws:
        return np.where(holds.any(axis=1), self.days[holds.argmax(axis=1)], np.inf)


def follow_tenants(park: Park, companies: Companies, flow: Flow, sizes: Sizes | None, laws: Laws) -> Tenancy:
    """Let the companies of ``flow`` move into the buildings and areas of land of a zone, month by month.

    Companies on the base day are housed elsewhere but for the share that is ``housed`` here, which asks for
    room first of all; those that grow into a class of another place ask for room there. Needs the floor plate
    of every building. In the base whole companies follow the expected numbers. The floor of a company is that
    of its class, divided among the uses by their shares.
    """
    sites = sites_of(park, companies, laws)
    classes = SIZES if sizes is not None else (_ANYWHERE,)
    seat = np.array([_seat(each, sites.sites) for each in classes], dtype=np.int64)
    uses, top = _uses(companies, laws)
    floor = np.stack([_floor(each, companies, laws) for each in classes], axis=1)
    land = np.stack([_land(each, companies, laws) for each in classes], axis=1)
    base, came, left, grew = _moves(flow, sizes)
    if companies.housed is not None:
        here = np.rint(base * laws.inputs.draw(companies.housed)[:, None]).astype(np.int64)
        base, came[:, 0] = base - here, came[:, 0] + here
    kept, streams = _year_ends(flow.days), laws.inputs.world.streams
    settled = settle(
        sites.premises,
        Tenants(
            seat=seat,
            top=top,
            floor=floor[:, :, None] * uses[:, None, :],
            land=land,
            base=base,
            came=came,
            left=left,
            grew=grew,
            days=flow.days,
            starts=(streams.start("park.companies.pick"), streams.start("park.companies.industry")),
            edges=_industries(sites.sites),
            kept=kept,
        ),
    )
    least = [_least(site, sites.premises.place[at], seat, floor, land) for at, site in enumerate(sites.sites)]
    return Tenancy(flow.days, sites, settled, np.stack(least, axis=1), flow.days[kept])


def _seat(size: str, sites: tuple[Site, ...]) -> int:
    """Place of a class, -1 where the zone has no site there."""
    if size == _ANYWHERE:
        return 0
    place = table("company_sizes")[size].words["place"]
    return PLACES.index(place) if any(site.place == place for site in sites) else -1


def _uses(companies: Companies, laws: Laws) -> tuple[Floats, Ints]:
    """Share of each use, (1 + n, U), and its highest storey, ascending; what is left may be anywhere."""
    rows = table("floor_uses")
    found = sorted((int(rows[each.use].values["top"].base), key) for key, each in companies.uses.items())
    shares = [laws.inputs.draw(companies.uses[key].share) for _, key in found]
    worlds = 1 + laws.inputs.world.replications
    rest = np.clip(1.0 - np.sum(shares, axis=0) if shares else np.ones(worlds), 0.0, None)
    whole = np.stack([*shares, rest], axis=1)
    return whole / np.maximum(whole.sum(axis=1, keepdims=True), 1e-12), np.array(
        [*(top for top, _ in found), 1 << 30], dtype=np.int64
    )


def _floor(size: str, companies: Companies, laws: Laws) -> Draws:
    usual = laws.draw(companies.floor_area, "floor_area")
    if size == _ANYWHERE:
        return usual
    own = companies.sizes[size].floor_area if size in companies.sizes else None
    if own is not None:
        return laws.inputs.draw(own)
    return usual * laws.inputs.draw(table("company_sizes")[size].values["floor_factor"])


def _land(size: str, companies: Companies, laws: Laws) -> Draws:
    if size == _ANYWHERE:
        return np.full(1 + laws.inputs.world.replications, np.inf)
    return of_class(laws, companies, size, "land_area")


def _least(site: Site, place: int, seat: Ints, floor: Floats, land: Floats) -> Draws:
    """Floor or land of the smallest class that a site is for, (1 + n,); none of it where it is for nobody."""
    each = land if site.is_land else floor
    here = each[:, seat == place]
    return np.asarray(here.min(axis=1, initial=np.inf)) if here.shape[1] else np.zeros(len(floor))


def _moves(flow: Flow, sizes: Sizes | None) -> tuple[Ints, Ints, Ints, Ints]:
    """Whole companies at first, come, gone and grown, by class: (1 + n, K) and (1 + n, k, K)."""
    if sizes is None:
        assert flow.gone is not None
        base = np.zeros((len(flow.came), 1)) if flow.stock is None else flow.stock[:, :1]
        parts = [flow.came[:, :, None], flow.gone[:, :, None], np.zeros((*flow.came.shape, 1))]
    else:
        base = np.stack([sizes.by_class[size][:, 0] for size in SIZES], axis=1)
        parts = [
            np.stack([each[size] for size in SIZES], axis=2) for each in (sizes.came, sizes.left, sizes.grew)
        ]
    came, left, grew = (_whole(part) for part in parts)
    return np.floor(base + 1e-9).astype(np.int64), came, left, grew


def _whole(part: Floats) -> Ints:
    """Whole numbers whose sum so far is that of ``part`` so far, rounded down; those that are whole stay."""
    so_far = np.floor(np.cumsum(part, axis=1) + 1e-6)
    return np.diff(so_far, axis=1, prepend=0.0).astype(np.int64)


def _industries(sites: tuple[Site, ...]) -> Floats:
    """Sums of the shares of the industries, by the land each wants; the last is one."""
    shares = np.zeros(1 + max(0, *(site.industry for site in sites)))
    for site in sites:
        if site.industry >= 0:
            shares[site.industry] = site.share
    return np.asarray(np.cumsum(shares) / max(shares.sum(), 1e-12))


def _year_ends(days: Floats) -> Ints:
    """Places in ``days`` of the first and the last day and the last one in each year."""
    years = np.array([date.fromordinal(int(day)).year for day in days])
    last = np.flatnonzero(np.diff(years, append=years[-1] + 1))
    return np.unique(np.concatenate(([0], last))).astype(np.int64)

"""Tenants over sites: who is where, who waits, how much of each storey is let, in every world.

A floor is a hold from moving in to leaving; because one that grows asks for another site while it keeps its
own, and floors obey use, it has a kernel of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises:
    """Sites and their cells (storeys, or a piece of land), in n worlds.

    The cells of site s are ``first[s]`` up to ``first[s + 1]``, its highest storey first. ``storey`` and
    ``band`` (C) of each cell, ``area`` (n, C) [m2]; ``place``, ``industry`` (-1: any) and ``is_land`` (S);
    ``opens`` (n, S) days.
    """

    first: Ints
    storey: Ints
    band: Ints
    area: Floats
    place: Ints
    industry: Ints
    is_land: Bools
    opens: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenants:
    """Tenants by class (K), in n worlds, the first of them the base, over T steps.

    ``seat`` (K) place where a class sits, -1 where nothing of it is followed; ``top`` (U) highest storey of
    each use, ascending; ``floor`` (n, K, U) that one takes for each use, ``land`` (n, K) that it takes
    instead [m2]; ``base`` (n, K) those there at first, housed elsewhere; ``came``, ``left``, ``grew`` out of
    the class in each step (n, T, K); ``days`` (T); ``starts`` of the two streams by which one of a
    class is picked and one that comes has its industry; ``edges`` sums of the shares of the industries, the
    last one (I); ``kept`` steps whose storeys are told.
    """

    seat: Ints
    top: Ints
    floor: Floats
    land: Floats
    base: Ints
    came: Ints
    left: Ints
    grew: Ints
    days: Floats
    starts: tuple[int, int]
    edges: Floats
    kept: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of it, after each step.

    ``let`` and ``firms`` by band of storeys (n, T, B), ``tenants`` by site (n, T, S); ``waiting`` to move in,
    ``moving`` waiting to move there and ``moved`` there so far, by place (n, T, P); ``storey_let`` and
    ``storey_firms`` by cell on the steps kept (n, Y, C). Areas in m2.
    """

    let: Floats
    firms: Ints
    tenants: Ints
    waiting: Ints
    moving: Ints
    moved: Ints
    storey_let: Floats
    storey_firms: Ints


def settle(premises: Premises, tenants: Tenants) -> Settled:
    """Follow ``tenants`` through ``premises``.

    In each step some leave and some grow into the next class, picked by chance; then others come. Who grows
    keeps its floor until the place of its new class has room. Then rooms are given: to those that move, the
    largest class first, then to those that come, the smallest first, in each class and industry first come,
    first served; each takes the first site of its place that has room for all of it, each use on the highest
    storeys it may be on. Who finds none waits.
    """
    from seedtrain.flow.kernels.premises import Space, make_room
    from seedtrain.flow.kernels.tenants import Found, Lives, run_tenants

    worlds, steps, _ = tenants.came.shape
    cells, sites, places = len(premises.storey), len(premises.place), int(premises.place.max(initial=-1)) + 1
    bands, kept = int(premises.band.max(initial=-1)) + 1, len(tenants.kept)
    keeps = np.full(steps, -1, dtype=np.int64)
    keeps[tenants.kept] = np.arange(kept)
    space = Space(
        first=premises.first,
        storey=premises.storey,
        band=premises.band,
        place=premises.place,
        industry=premises.industry,
        is_land=premises.is_land,
        top=tenants.top,
        seat=tenants.seat,
    )
    lives = Lives(
        area=np.ascontiguousarray(premises.area),
        opens=np.ascontiguousarray(premises.opens),
        floor=np.ascontiguousarray(tenants.floor),
        land=np.ascontiguousarray(tenants.land),
        base=tenants.base,
        came=np.ascontiguousarray(tenants.came),
        left=np.ascontiguousarray(tenants.left),
        grew=np.ascontiguousarray(tenants.grew),
        days=np.array(tenants.days),
        starts=np.array(tenants.starts, dtype=np.uint64),
        edges=np.array(tenants.edges),
        keeps=keeps,
    )
    found = Found(
        let=np.zeros((worlds, steps, bands)),
        firms=np.zeros((worlds, steps, bands), dtype=np.int64),
        tenants=np.zeros((worlds, steps, sites), dtype=np.int64),
        waiting=np.zeros((worlds, steps, places), dtype=np.int64),
        moving=np.zeros((worlds, steps, places), dtype=np.int64),
        moved=np.zeros((worlds, steps, places), dtype=np.int64),
        storey_let=np.zeros((worlds, kept, cells)),
        storey_firms=np.zeros((worlds, kept, cells), dtype=np.int64),
    )
    total = int((tenants.base.sum(axis=1) + tenants.came.sum(axis=(1, 2))).max(initial=0))
    room = make_room(space, places, len(tenants.edges), max(total, 1), _most_housed(premises, tenants, total))
    run_tenants(space, lives, room, found, len(tenants.edges))
    return Settled(**found._asdict())


def _most_housed(premises: Premises, tenants: Tenants, total: int) -> int:
    """Tenants that can be housed at once, at the most."""
    least = min(tenants.floor.sum(axis=2).min(initial=np.inf), tenants.land.min(initial=np.inf))
    most = premises.area.sum(axis=1).max(initial=0.0) / max(float(least), 1e-9)
    return int(min(total, most)) + 1

"""Sites, storeys and land as the kernel of tenants reads them, and what it keeps while it runs."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.jit import inner

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GONE, WAITING, ELSEWHERE = -3, -2, -1
"""Where a tenant is that is in no site: left, come and not housed yet, housed where nothing is followed."""
NOBODY = -1
ROUNDING = 1e-6
"""Square metres that don't count."""


class Space(NamedTuple):
    """Sites of cells. The cells of site s are ``first[s]`` up to ``first[s + 1]``, its highest storey first;
    ``storey`` and ``band`` (C) of each; ``place``, ``industry`` (-1: any) and ``is_land`` (S) of each site;
    ``top`` (U) highest storey of each use, ascending; ``seat`` (K) place of each class of tenants, -1 where
    no site is in it."""

    first: Ints
    storey: Ints
    band: Ints
    place: Ints
    industry: Ints
    is_land: Bools
    top: Ints
    seat: Ints


class Room(NamedTuple):
    """Things as they stand in one world.

    Cells: ``free`` [m2], ``firms`` (C), ``firms_of`` bands (B). Tenants: ``group`` (class), ``site``,
    ``want`` (kind of queue, NOBODY for none), ``trade`` (industry), ``held`` first record, ``at`` place among
    its class: (N); ``members`` (K, N) and their ``number`` (K). Records of floor held: ``cell``, ``area``,
    ``then`` (R), ``spare[0]`` first one that is free. Queues: ``head``, ``tail`` (kinds), ``who``, ``after``
    (N K), ``used[0]`` entries so far. ``waiting``, ``moving``, ``moved`` by place (P); ``owed`` exits (K).
    """

    free: Floats
    firms: Ints
    firms_of: Ints
    group: Ints
    site: Ints
    want: Ints
    trade: Ints
    held: Ints
    at: Ints
    members: Ints
    number: Ints
    cell: Ints
    area: Floats
    then: Ints
    spare: Ints
    head: Ints
    tail: Ints
    who: Ints
    after: Ints
    used: Ints
    waiting: Ints
    moving: Ints
    moved: Ints
    owed: Ints


def make_room(space: Space, places: int, trades: int, tenants: int, housed: int) -> Room:
    """Room for so many tenants, of which so many are housed at once, and their industries."""
    cells, classes = len(space.storey), len(space.seat)
    bands, records = int(space.band.max(initial=-1)) + 1, max(1, housed * cells)
    kinds = 2 * classes * trades

    def ints(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return Room(
        free=np.zeros(cells),
        firms=ints(cells),
        firms_of=ints(bands),
        group=ints(tenants),
        site=ints(tenants),
        want=ints(tenants),
        trade=ints(tenants),
        held=ints(tenants),
        at=ints(tenants),
        members=ints(classes, tenants),
        number=ints(classes),
        cell=ints(records),
        area=np.zeros(records),
        then=ints(records),
        spare=ints(1),
        head=ints(kinds),
        tail=ints(kinds),
        who=ints(tenants * classes),
        after=ints(tenants * classes),
        used=ints(1),
        waiting=ints(places),
        moving=ints(places),
        moved=ints(places),
        owed=ints(classes),
    )


@inner
def empty(room: Room) -> None:
    """Make the room as it is before the first tenant; the free area of the cells is the caller's to set."""
    room.firms[:] = 0
    room.firms_of[:] = 0
    room.number[:] = 0
    room.head[:] = NOBODY
    room.tail[:] = NOBODY
    room.used[0] = 0
    room.waiting[:] = 0
    room.moving[:] = 0
    room.moved[:] = 0
    room.owed[:] = 0
    room.spare[0] = 0
    for record in range(len(room.then)):
        room.then[record] = record + 1
    room.then[-1] = NOBODY


@inner
def fits(space: Space, room: Room, s: int, floor: Floats, land: float) -> bool:
    """Whether a tenant of so much ``floor`` by use, or ``land``, has room on site ``s``.

    Uses may be on nested sets of storeys, so it is enough that for each the floor up to its highest storey
    holds it and all that must lie as low.
    """
    if space.is_land[s]:
        return bool(room.free[space.first[s]] >= land - ROUNDING)
    asked = 0.0
    for use in range(len(space.top)):
        asked += floor[use]
        there = 0.0
        for c in range(space.first[s], space.first[s + 1]):
            if space.storey[c] <= space.top[use]:
                there += room.free[c]
        if there < asked - ROUNDING:
            return False
    return True


@inner
def take(space: Space, room: Room, t: int, s: int, floor: Floats, land: float) -> None:
    """Give tenant ``t`` room on site ``s``: each use, the lowest first, as high as it may be."""
    room.site[t] = s
    if space.is_land[s]:
        _hold(space, room, t, space.first[s], min(land, room.free[space.first[s]]))
        return
    for use in range(len(space.top)):
        left = floor[use]
        for c in range(space.first[s], space.first[s + 1]):
            if left <= ROUNDING:
                break
            if space.storey[c] <= space.top[use] and room.free[c] > 0.0:
                part = min(left, room.free[c])
                _hold(space, room, t, c, part)
                left -= part


@inner
def _hold(space: Space, room: Room, t: int, c: int, area: float) -> None:
    """Let tenant ``t`` hold so much of cell ``c``."""
    room.free[c] -= area
    is_new = True
    record = room.held[t]
    while record != NOBODY:
        if room.cell[record] == c:
            room.area[record] += area
            return
        if space.band[room.cell[record]] == space.band[c]:
            is_new = False
        record = room.then[record]
    record = room.spare[0]
    room.spare[0] = room.then[record]
    room.cell[record], room.area[record] = c, area
    room.then[record], room.held[t] = room.held[t], record
    room.firms[c] += 1
    if is_new:
        room.firms_of[space.band[c]] += 1


@inner
def release(space: Space, room: Room, t: int) -> None:
    """Give back all that tenant ``t`` holds."""
    while room.held[t] != NOBODY:
        record = room.held[t]
        c = room.cell[record]
        room.held[t] = room.then[record]
        room.then[record], room.spare[0] = room.spare[0], record
        room.free[c] += room.area[record]
        room.firms[c] -= 1
        is_last = True
        other = room.held[t]
        while other != NOBODY:
            if space.band[room.cell[other]] == space.band[c]:
                is_last = False
            other = room.then[other]
        if is_last:
            room.firms_of[space.band[c]] -= 1


@inner
def lend(room: Room, t: int, sign: float) -> None:
    """Count what tenant ``t`` holds as free (+1), or no longer (-1): one that moves may use its own floor."""
    record = room.held[t]
    while record != NOBODY:
        room.free[room.cell[record]] += sign * room.area[record]
        record = room.then[record]

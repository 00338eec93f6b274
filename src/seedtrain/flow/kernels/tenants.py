"""Tenants who come, wait for room, grow, move where there is room, and leave, step by step."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.kernels.draw import uniform_at
from seedtrain.flow.kernels.jit import inner, kernel
from seedtrain.flow.kernels.premises import (
    ELSEWHERE,
    GONE,
    NOBODY,
    WAITING,
    Room,
    Space,
    empty,
    fits,
    lend,
    release,
    take,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

APART = 1 << 20
"""Draws between the worlds of a stream: no more tenants are followed in one."""
EVENLY = 0.6180339887498949
"""Golden ratio less one: its multiples lie evenly."""


class Lives(NamedTuple):
    """Tenants in n worlds, the base first: ``area`` of cells (n, C) [m2], day each site ``opens`` (n, S),
    ``floor`` of a class by use (n, K, U) and its ``land`` (n, K) [m2], those there at first, elsewhere,
    ``base`` (n, K), who ``came``, ``left`` and ``grew`` out of each class in each step (n, T, K), ``days``
    (T), where the streams begin by which one is picked and has its industry ``starts`` (2), ``edges`` of the
    shares of industries (I), whether a step's storeys are kept ``keeps`` (T)."""

    area: Floats
    opens: Floats
    floor: Floats
    land: Floats
    base: Ints
    came: Ints
    left: Ints
    grew: Ints
    days: Floats
    starts: Words
    edges: Floats
    keeps: Ints


class Found(NamedTuple):
    """Of each step: area let and firms by band (n, T, B), tenants by site (n, T, S), those that wait, wait to
    move and have moved by place (n, T, P); area let and firms by cell on the steps kept (n, Y, C)."""

    let: Floats
    firms: Ints
    tenants: Ints
    waiting: Ints
    moving: Ints
    moved: Ints
    storey_let: Floats
    storey_firms: Ints


@inner
def _chance(lives: Lives, stream: int, w: int, at: int) -> float:
    """Chance ``at`` of a world; in the base always the middle."""
    return 0.5 if w == 0 else float(uniform_at(lives.starts[stream], (w - 1) * APART + at))


@inner
def _trade(lives: Lives, w: int, t: int) -> int:
    """Industry of tenant ``t``, by chance with the shares; in the base evenly in turn."""
    if len(lives.edges) == 1:
        return 0
    chance = _chance(lives, 1, w, t) if w else (t * EVENLY) % 1.0
    for trade in range(len(lives.edges) - 1):
        if chance < lives.edges[trade]:
            return trade
    return len(lives.edges) - 1


@inner
def _join(space: Space, room: Room, t: int, moves: int, trades: int) -> None:
    """Let tenant ``t`` join the queue of its class and industry: to move in (0) or to move (1)."""
    group = room.group[t]
    kind = (moves * len(space.seat) + group) * trades + room.trade[t]
    entry = room.used[0]
    room.used[0] += 1
    room.who[entry], room.after[entry] = t, NOBODY
    if room.head[kind] == NOBODY:
        room.head[kind] = entry
    else:
        room.after[room.tail[kind]] = entry
    room.tail[kind] = entry
    room.want[t] = kind
    if moves:
        room.moving[space.seat[group]] += 1
    else:
        room.waiting[space.seat[group]] += 1


@inner
def _give_up(space: Space, room: Room, t: int, trades: int) -> None:
    """Take tenant ``t`` out of the queue it stands in, if any; its entry is passed over."""
    if room.want[t] == NOBODY:
        return
    place = space.seat[(room.want[t] // trades) % len(space.seat)]
    if room.want[t] // trades >= len(space.seat):
        room.moving[place] -= 1
    else:
        room.waiting[place] -= 1
    room.want[t] = NOBODY


@inner
def _enter(room: Room, t: int, group: int) -> None:
    """Make tenant ``t`` one of a class."""
    room.group[t], room.at[t] = group, room.number[group]
    room.members[group, room.number[group]] = t
    room.number[group] += 1


@inner
def _picked(room: Room, group: int, chance: float) -> int:
    """Take one tenant out of a class, by chance."""
    place = min(int(chance * room.number[group]), room.number[group] - 1)
    t = room.members[group, place]
    room.number[group] -= 1
    last = room.members[group, room.number[group]]
    room.members[group, place], room.at[last] = last, place
    return int(t)


@inner
def _leave(space: Space, room: Room, t: int, trades: int) -> None:
    """Let tenant ``t`` leave the zone."""
    _give_up(space, room, t, trades)
    release(space, room, t)
    room.site[t] = GONE


@inner
def _come(space: Space, room: Room, t: int, group: int, trades: int) -> None:
    """Let tenant ``t`` come: it waits for room where its class sits."""
    _enter(room, t, group)
    room.held[t], room.want[t] = NOBODY, NOBODY
    room.site[t] = ELSEWHERE
    if space.seat[group] >= 0:
        room.site[t] = WAITING
        _join(space, room, t, 0, trades)


@inner
def _grow(space: Space, room: Room, t: int, group: int, trades: int) -> None:
    """Make tenant ``t`` one of the next class: it wants room as such and stays till it has it."""
    _give_up(space, room, t, trades)
    _enter(room, t, group)
    if space.seat[group] < 0:
        release(space, room, t)
        room.site[t] = ELSEWHERE
    elif room.site[t] == WAITING:
        _join(space, room, t, 0, trades)
    else:
        _join(space, room, t, 1, trades)


@inner
def _settled(space: Space, lives: Lives, room: Room, w: int, t: int, day: float) -> bool:
    """Put tenant ``t`` on the first site of its place that has room for it; false where none has."""
    group = room.group[t]
    floor, land = lives.floor[w, group], lives.land[w, group]
    for s in range(len(space.place)):
        is_for_it = space.industry[s] == NOBODY or space.industry[s] == room.trade[t]
        if space.place[s] != space.seat[group] or not is_for_it or lives.opens[w, s] > day:
            continue
        lend(room, t, 1.0)
        has_room = fits(space, room, s, floor, land)
        lend(room, t, -1.0)
        if has_room:
            release(space, room, t)
            take(space, room, t, s, floor, land)
            return True
    return False


@inner
def _serve(space: Space, lives: Lives, room: Room, w: int, kind: int, day: float, trades: int) -> bool:
    """Serve a queue, first come, first served, until one finds no room; returns whether any found some."""
    has_served = False
    while room.head[kind] != NOBODY:
        t = room.who[room.head[kind]]
        if room.want[t] == kind:
            before = room.site[t]
            if not _settled(space, lives, room, w, t, day):
                return has_served
            has_served = True
            place = space.place[room.site[t]]
            if before == ELSEWHERE or (before >= 0 and space.place[before] != place):
                room.moved[place] += 1
            _give_up(space, room, t, trades)
        room.head[kind] = room.after[room.head[kind]]
    return has_served


@inner
def _serve_all(space: Space, lives: Lives, room: Room, w: int, day: float, trades: int) -> None:
    """Serve who moves, the largest first, then who comes, the smallest first, till nobody finds room."""
    classes = len(space.seat)
    goes_on = True
    while goes_on:
        goes_on = False
        for turn in range(2 * classes):
            group = 2 * classes - 1 - turn if turn < classes else turn - classes
            for trade in range(trades):
                if _serve(space, lives, room, w, group * trades + trade, day, trades):
                    goes_on = True


@inner
def _step(
    space: Space, lives: Lives, room: Room, w: int, step: int, trades: int, at: int, t: int
) -> tuple[int, int]:
    """Who leaves, who grows, who comes in a step; returns the next chance and the next tenant."""
    classes = len(space.seat)
    for group in range(classes):
        room.owed[group] += lives.left[w, step, group]
        while room.owed[group] > 0 and room.number[group] > 0:
            _leave(space, room, _picked(room, group, _chance(lives, 0, w, at)), trades)
            room.owed[group] -= 1
            at += 1
    for group in range(classes - 2, -1, -1):
        for _ in range(min(lives.grew[w, step, group], room.number[group])):
            _grow(space, room, _picked(room, group, _chance(lives, 0, w, at)), group + 1, trades)
            at += 1
    for group in range(classes):
        for _ in range(lives.came[w, step, group]):
            room.trade[t] = _trade(lives, w, t)
            _come(space, room, t, group, trades)
            t += 1
    return at, t


@inner
def _note(space: Space, lives: Lives, room: Room, found: Found, w: int, step: int) -> None:
    """Write down how things stand after a step."""
    for c in range(len(space.storey)):
        found.let[w, step, space.band[c]] += lives.area[w, c] - room.free[c]
        if lives.keeps[step] >= 0:
            found.storey_let[w, lives.keeps[step], c] = lives.area[w, c] - room.free[c]
            found.storey_firms[w, lives.keeps[step], c] = room.firms[c]
    for band in range(len(room.firms_of)):
        found.firms[w, step, band] = room.firms_of[band]
    for group in range(len(space.seat)):
        for place in range(room.number[group]):
            s = room.site[room.members[group, place]]
            if s >= 0:
                found.tenants[w, step, s] += 1
    for place in range(len(room.waiting)):
        found.waiting[w, step, place] = room.waiting[place]
        found.moving[w, step, place] = room.moving[place]
        found.moved[w, step, place] = room.moved[place]


@kernel
def run_tenants(space: Space, lives: Lives, room: Room, found: Found, trades: int) -> None:
    """Follow the tenants of every world; fills ``found``, ``room`` is scratch."""
    for w in range(len(lives.area)):
        empty(room)
        for c in range(len(space.storey)):
            room.free[c] = lives.area[w, c]
        at, t = 0, 0
        for group in range(len(space.seat)):
            for _ in range(lives.base[w, group]):
                room.trade[t] = _trade(lives, w, t)
                room.held[t], room.want[t], room.site[t] = NOBODY, NOBODY, ELSEWHERE
                _enter(room, t, group)
                t += 1
        for step in range(len(lives.days)):
            at, t = _step(space, lives, room, w, step, trades, at, t)
            _serve_all(space, lives, room, w, lives.days[step], trades)
            _note(space, lives, room, found, w, step)

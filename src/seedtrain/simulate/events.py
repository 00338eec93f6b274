"""Events: what came to pass in each replication, told of the draws of the engine."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seedtrain.flow.chunk import Chunk, Worlds
from seedtrain.flow.draws import Draws
from seedtrain.quantities.streams import uniform_from
from seedtrain.quantities.tables import look_up
from seedtrain.simulate.worlds import SupplyLate

Floats = NDArray[np.float64]

BLOCK = 64
"""Extras looked at together."""


def events_of(
    chunk: Chunk,
    draws: Draws,
    causes: Sequence[str],
    extras: Sequence[str],
    worlds: Worlds,
    late: SupplyLate | None,
) -> dict[str, Floats]:
    """Return counts and hours of what came to pass, by name, shape (n,) each.

    ``causes`` by index of a loss of ``draws``, ``extras`` the kind by index of an extra. Failed batches by
    cause; how many breakdowns, retests and delays, and their hours; stops of the site; batches whose
    materials came late.
    """
    first, end = chunk.first, chunk.first + len(chunk.done_h)
    found: dict[str, Floats] = {}
    found |= {f"failed.{cause}": each for cause, each in losses_of(chunk, causes).items()}
    for kind in dict.fromkeys(extras):
        places = [at for at, each in enumerate(extras) if each == kind]
        count, hours = _extra(draws, places, first, end, worlds.factors)
        if float(draws.extra_odds[places[0]]) < 1.0:
            found[f"{kind}.count"] = count
        found[f"{kind}.hours"] = hours
    stopped = worlds.stops_h
    if stopped is not None:
        comes = np.isfinite(stopped[:, :, 0])
        found["site_stop.count"] = comes.sum(axis=1, dtype=np.float64)
        lengths = np.where(comes, stopped[:, :, 1], 0.0) - np.where(comes, stopped[:, :, 0], 0.0)
        found["site_stop.hours"] = lengths.sum(axis=1)
    if late is not None:
        found["supply.late"], found["supply.hours"] = late.late, late.hours
    return found


def losses_of(chunk: Chunk, kinds: Sequence[str]) -> dict[str, Floats]:
    """Return how many batches were lost by each of ``kinds``, one an index of a loss; shape (n,) each."""
    names = list(dict.fromkeys(kinds))
    place = {name: at for at, name in enumerate(names)}
    of = np.array([*(place[kind] for kind in kinds), len(names)], dtype=np.int64)
    row = np.arange(len(chunk.loss))[:, None] * (len(names) + 1)
    size = len(chunk.loss) * (len(names) + 1)
    counts = np.bincount((row + of[chunk.loss]).ravel(), minlength=size).reshape(-1, len(names) + 1)
    return {name: counts[:, at].astype(np.float64) for name, at in place.items()}


def _extra(
    draws: Draws, places: Sequence[int], first: int, end: int, factors: Floats | None
) -> tuple[Floats, Floats]:
    """How many of the extras at ``places`` came in replications ``first`` up to ``end``, and their hours.

    The engine's own draws once more, whether or not the operation came to pass; each (n,). All of them have
    one distribution and one factor on their odds.
    """
    numbers = np.arange(first, end, dtype=np.uint64)
    count, hours = np.zeros(end - first), np.zeros(end - first)
    for block in np.split(np.array(places), range(BLOCK, len(places), BLOCK)):
        odds = draws.extra_odds[block][:, None]
        if factors is not None and draws.extra_factor[block[0]] >= 0:
            odds = odds * factors[:, draws.extra_factor[block[0]]]
        came = uniform_from(draws.extra_chance[block][:, None], numbers) < odds
        row, column = np.nonzero(came)
        length = draws.extra_hours[block][row]
        if draws.extra_table[block[0]] >= 0:
            drawn = uniform_from(draws.extra_length[block][row], numbers[column])
            length = length * look_up(draws.tables[draws.extra_table[block[0]]], drawn)
        count += np.bincount(column, minlength=end - first)
        hours += np.bincount(column, length, minlength=end - first)
    return count, hours

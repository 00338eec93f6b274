"""The judge of stocks: what is taken was there, in date and with room for it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from seedtrain.flow.network import Network, Stock
from seedtrain.flow.placement import Placement, mode_of
from seedtrain.flow.verify import TOLERANCE_H, Breach

AMOUNT = 1e-6


class Movement(NamedTuple):
    """An amount that comes (kind 0, good until ``expires_h``) or goes (kind 1) at a time [h]."""

    time_h: float
    kind: int
    amount: float
    expires_h: float
    name: str


def movements(network: Network, found: Placement, stock: Stock) -> list[Movement]:
    """Return all that comes and goes, by time; what comes first where both do."""
    moves = [Movement(lot.from_h, 0, lot.amount, lot.expires_h, "") for lot in stock.lots]
    for place, operation in enumerate(network.operations):
        mode = mode_of(network, found, place)
        if mode is None:
            continue
        start, end = float(found.start_h[place]), float(found.end_h[place])
        for name, amount in mode.gives:
            if name == stock.name:
                moves.append(Movement(end, 0, amount, end + stock.shelf_life_h, operation.name))
        for name, amount in mode.takes:
            if name == stock.name:
                moves.append(Movement(start, 1, amount, np.inf, operation.name))
    return sorted(moves)


def stock_rules(network: Network, found: Placement) -> Iterator[Breach]:
    """What is taken goes out of the lot that expires first; it was there and in date, and there was room.

    What is out of date stays and takes up room.
    """
    for stock in network.stocks:
        lots: list[tuple[float, float]] = []
        level, moves = 0.0, movements(network, found, stock)
        for at, move in enumerate(moves):
            names = (move.name,) if move.name else ()
            if move.kind == 0:
                level += move.amount
                lots.append((move.expires_h, move.amount))
            else:
                level -= move.amount
                lots, short = _take(sorted(lots), move)
                if short > AMOUNT:
                    stale = sum(amount for expires, amount in lots if expires < move.time_h - TOLERANCE_H)
                    rule = "out_of_date" if stale >= short - AMOUNT else "stock_empty"
                    yield Breach(rule, names, stock.name, move.amount, move.amount - short, move.time_h)
            is_last = at + 1 == len(moves) or moves[at + 1].time_h > move.time_h + TOLERANCE_H
            if is_last and level > stock.capacity + AMOUNT:
                yield Breach("stock_full", names, stock.name, stock.capacity, level, move.time_h)


def _take(lots: list[tuple[float, float]], move: Movement) -> tuple[list[tuple[float, float]], float]:
    """Take an amount from lots in date, the first to expire first; returns what is left and what is short."""
    left, short = [], move.amount
    for expires, amount in lots:
        part = 0.0 if expires < move.time_h - TOLERANCE_H else min(amount, short)
        short -= part
        if amount - part > 0.0:
            left.append((expires, amount - part))
    return left, short

r"""The plan of one product in the days that the others leave, by dynamic programming over periods.

A label is a stock (negative: backlog) with its least cost. In each period a label stands still or takes one
campaign, of as many batches as cover the demand to the end of one of the next periods, or one batch fewer.
Labels that another beats in stock and cost are dropped, and only the most promising stay: the plan is good,
not proven.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedtrain.plan.capacity.shop import Floats, Shop

Lot = tuple[int, int, int]
"""Period, suite, batches."""
Ints = NDArray[np.int64]

AHEAD = 7
"""Periods of demand that one campaign may cover."""
LABELS = 40
"""Labels kept in a period."""
STOCK_VALUE = 2.2
"""Money that a unit of stock is worth when labels are chosen, up to four periods' demand."""
MOST_LATE = 2.0
"""Backlog of a label; what is short beyond it is bought [quantity]."""


@dataclass(frozen=True, slots=True)
class _Labels:
    """Stock and cost, with where each came from: label before, suite (-1: none), batches."""

    stock: Floats
    cost: Floats
    before: Ints
    suite: Ints
    batches: Ints


def insert_product(shop: Shop, p: int, free: Floats, price: Floats) -> list[Lot]:
    """Campaigns of product ``p`` in ``free`` days [day] when a day costs ``price`` besides; by suite and
    period."""
    zero = np.zeros(1, dtype=np.int64)
    labels = _Labels(np.zeros(1), np.zeros(1), zero, zero - 1, zero)
    history = []
    periods = shop.size[2]
    for t in range(periods):
        options = _options(shop, p, t, labels, free, price)
        labels = _settle(shop, p, t, options, is_last=t + 1 == periods)
        history.append(labels)
    lots: list[Lot] = []
    place = int(np.argmin(labels.cost))
    for t in range(periods - 1, -1, -1):
        labels = history[t]
        if labels.suite[place] >= 0:
            lots.append((t, int(labels.suite[place]), int(labels.batches[place])))
        place = int(labels.before[place])
    return lots[::-1]


def _options(shop: Shop, p: int, t: int, labels: _Labels, free: Floats, price: Floats) -> _Labels:
    """Labels before demand: standing still, and one campaign in each suite that has the days."""
    count = len(labels.stock)
    numbers = np.arange(count)
    still = _Labels(labels.stock, labels.cost, numbers, np.full(count, -1), np.zeros(count, dtype=np.int64))
    with np.errstate(divide="ignore", invalid="ignore"):
        fits = np.floor((free[:, t] - shop.start_days[p]) / shop.batch_days[p] + 1e-9)
    fits = np.where(shop.gain[p] > 0, np.minimum(fits, shop.most[p]), -1)
    suites = np.nonzero(fits >= np.maximum(1, shop.least[p]))[0]
    if not len(suites):
        return still
    wanted = np.cumsum(shop.demand[p, t : t + AHEAD])
    gain, low, high = shop.gain[p, suites], np.maximum(1, shop.least[p, suites]), fits[suites]
    need = (wanted[None, None, :] - labels.stock[:, None, None]) / gain[None, :, None]
    batches = np.ceil(need - 1e-9)
    batches = np.concatenate([batches, batches - 1], axis=2)
    batches = np.clip(batches, low[None, :, None], high[None, :, None])
    day = price[suites, t]
    per_batch = shop.batch_cost[p, suites] + day * shop.batch_days[p, suites]
    per_start = shop.start_cost[p, suites] + day * shop.start_days[p, suites]
    stock = labels.stock[:, None, None] + batches * gain[None, :, None]
    cost = labels.cost[:, None, None] + batches * per_batch[None, :, None] + per_start[None, :, None]
    before = np.broadcast_to(numbers[:, None, None], batches.shape)
    where = np.broadcast_to(suites[None, :, None], batches.shape)
    return _Labels(
        np.concatenate([still.stock, stock.ravel()]),
        np.concatenate([still.cost, cost.ravel()]),
        np.concatenate([still.before, before.ravel()]),
        np.concatenate([still.suite, where.ravel()]),
        np.concatenate([still.batches, batches.ravel().astype(np.int64)]),
    )


def _settle(shop: Shop, p: int, t: int, labels: _Labels, *, is_last: bool) -> _Labels:
    """Labels after demand, its cost, and the choice among them."""
    stock = labels.stock - shop.demand[p, t]
    bought = bought_of(shop, p, stock, is_last=is_last)
    stock = stock + bought
    cost = labels.cost + shop.buy[p] * bought
    cost = cost + shop.hold[p] * np.maximum(stock, 0) + shop.late[p] * np.maximum(-stock, 0)
    order = np.lexsort((-stock, cost))
    highest = np.maximum.accumulate(stock[order])
    keep = np.ones(len(order), dtype=bool)
    keep[1:] = stock[order][1:] > highest[:-1] + 1e-6
    order = order[keep]
    if len(order) > LABELS:
        worth = cost[order] - STOCK_VALUE * np.minimum(stock[order], 4 * shop.demand[p, t])
        order = order[np.argsort(worth, kind="stable")[:LABELS]]
    return _Labels(
        stock[order], cost[order], labels.before[order], labels.suite[order], labels.batches[order]
    )


def bought_of(shop: Shop, p: int, stock: Floats, *, is_last: bool) -> Floats:
    """Quantity bought at a stock: what is short beyond :data:`MOST_LATE`; at the end what is cheaper
    bought."""
    if is_last:
        return np.maximum(0.0, -stock) if shop.buy[p] < shop.late[p] else np.zeros_like(stock)
    return np.maximum(0.0, -MOST_LATE - stock)

"""Take products out of the plan and put them back, better."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from seedtrain.plan.capacity.insert import Lot, bought_of, insert_product
from seedtrain.plan.capacity.shop import Floats, Shop

WARMTH = 8.0
"""Money by which a worse plan may be accepted at the beginning of the search."""
PRICES = (0.0, 0.01, 0.03, 0.1)
"""Greatest price of a day, drawn by suite and period, that makes a product leave room for the others
[money/day]."""
TURNING = 0.03
"""Share of the moves that give up a built suite, or build one more."""


@dataclass(slots=True)
class Draft:
    """A plan: campaigns and cost by product, days left by suite and period, suites that are built or open."""

    lots: list[list[Lot]]
    cost: Floats
    free: Floats
    is_open: np.ndarray[tuple[int], np.dtype[np.bool_]]
    build: float = 0.0

    @property
    def total(self) -> float:
        """Cost of everything [money]."""
        return float(self.cost.sum()) + self.build

    def copy(self) -> "Draft":
        """A draft that can be changed without changing this one."""
        return Draft([*self.lots], self.cost.copy(), self.free.copy(), self.is_open.copy(), self.build)


@dataclass(slots=True)
class Search:
    """Search of a shop, seeded; ``best`` is the best draft so far."""

    shop: Shop
    seed: int
    best: Draft = field(init=False)

    def run(self, progress: Callable[[int], float]) -> int:
        """Search until ``progress``, called with the number of moves done, gives 1; return that number."""
        rng = np.random.default_rng(self.seed)
        present = self.best = self._first()
        moves = 0
        while (share := progress(moves)) < 1.0:
            warmth = WARMTH * (1.0 - share) ** 2 + 1e-9
            candidate = self._move(rng, present)
            if candidate.total - present.total <= -warmth * np.log(max(1e-12, rng.random())):
                present = candidate
                if present.total < self.best.total - 1e-9:
                    self.best = present
            moves += 1
        return moves

    def _first(self) -> Draft:
        """Products put in one by one, those of greatest demand first; suites that do not pay are given up."""
        shop = self.shop
        products, suites, _ = shop.size
        draft = Draft(
            [[] for _ in range(products)], np.zeros(products), shop.days.copy(), np.ones(suites, dtype=bool)
        )
        draft.build = float(shop.build.sum())
        price = np.zeros_like(shop.days)
        for p in np.argsort(-shop.demand.sum(axis=1), kind="stable"):
            self._put(draft, int(p), price)
        for suite in np.nonzero(shop.build > 0)[0]:
            without = draft.copy()
            for p in self._turn(without, int(suite)):
                self._put(without, p, price)
            draft = min(draft, without, key=lambda d: d.total)
        return draft

    def _turn(self, draft: Draft, suite: int) -> list[int]:
        """Give up ``suite``, or build it, and return the products that are out of the plan then."""
        built = bool(draft.is_open[suite])
        draft.is_open[suite] = not built
        draft.build += float(self.shop.build[suite]) * (-1 if built else 1)
        if built:
            out = [p for p, lots in enumerate(draft.lots) if any(s == suite for _, s, _ in lots)]
        else:
            out = [int(p) for p in np.nonzero(self.shop.gain[:, suite] > 0)[0]]
        for p in out:
            self._take(draft, p)
        return out

    def _move(self, rng: np.random.Generator, present: Draft) -> Draft:
        """Draft with one to three products planned anew, or with a suite given up or built."""
        draft = present.copy()
        choices = np.nonzero(self.shop.build > 0)[0]
        if len(choices) and rng.random() < TURNING:
            out = self._turn(draft, int(rng.choice(choices)))
        else:
            out = [int(p) for p in rng.permutation(len(draft.lots))[: int(rng.integers(1, 4))]]
            for p in out:
                self._take(draft, p)
        price = rng.choice(PRICES) * rng.random(draft.free.shape)
        for p in rng.permutation(out):
            self._put(draft, int(p), price)
        return draft

    def _take(self, draft: Draft, p: int) -> None:
        for t, s, n in draft.lots[p]:
            draft.free[s, t] += self.shop.batch_days[p, s] * n + self.shop.start_days[p, s]

    def _put(self, draft: Draft, p: int, price: Floats) -> None:
        free = np.where(draft.is_open[:, None], draft.free, 0.0)
        draft.lots[p] = insert_product(self.shop, p, free, price)
        for t, s, n in draft.lots[p]:
            draft.free[s, t] -= self.shop.batch_days[p, s] * n + self.shop.start_days[p, s]
        draft.cost[p] = self._cost(p, draft.lots[p])

    def _cost(self, p: int, lots: list[Lot]) -> float:
        shop = self.shop
        money = sum(n * shop.batch_cost[p, s] + shop.start_cost[p, s] for _, s, n in lots)
        stock, bought = walk_stock(shop, p, lots)
        late, held = np.maximum(-stock, 0.0).sum(), np.maximum(stock, 0.0).sum()
        return float(money + shop.hold[p] * held + shop.late[p] * late + shop.buy[p] * bought.sum())


def walk_stock(shop: Shop, p: int, lots: list[Lot]) -> tuple[Floats, Floats]:
    """Stock (negative: backlog) at the end of each period and quantity bought in it."""
    periods = shop.size[2]
    made = np.zeros(periods)
    for t, s, n in lots:
        made[t] += n * shop.gain[p, s]
    stocks, bought, stock = np.zeros(periods), np.zeros(periods), 0.0
    for t in range(periods):
        stock += made[t] - shop.demand[p, t]
        bought[t] = bought_of(shop, p, np.array([stock]), is_last=t + 1 == periods)[0]
        stock += bought[t]
        stocks[t] = stock
    return stocks, bought

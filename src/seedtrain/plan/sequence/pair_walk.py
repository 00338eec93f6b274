r"""All plans of two USP suites whose DSP is always free, campaign by campaign.

The suite that is free first, at T, takes the next campaign, or none any more. What has been finished by
F(T) = T + min(u + d) - 1 no later campaign can change, so that a label is: T, when the other suite is free,
the product and the batches of its last campaign that finish after F, and the batches of every product begun
in all; with the least cost of campaigns, of batches beyond demand and of stock by F. Where a suite may wait,
it starts at once or so that one of its batches finishes one step after a time at which batches are counted:
any other wait can be shortened without moving a batch across such a time.

A label is dropped when demand can no longer be met in time, or when its cost and one campaign for each
product still wanted are no less than the cost of the best plan known.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from seedtrain.plan.sequence.pair_tables import Check, PairTables
from seedtrain.plan.sequence.tables import Array
from seedtrain.plan.sequence.walk import OutOfTimeError

Campaign = tuple[int, int, int]
"""Product, batches, start [step]."""
SLOPES = (0.0, 0.5, 1.0, 2.0)
"""Cost given up for one changeover's worth of suite time saved, when a narrow walk chooses its labels."""
SOME = 2
"""Batches beyond demand of a product in a narrow walk."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one T: ``other`` [step], ``product`` and ``pending`` of its last campaign, ``begun`` by
    product.

    ``origin`` is the list and row of labels each comes from, ``taken`` the campaign (product -1: none any
    more).
    """

    other: Array
    product: Array
    pending: Array
    begun: Array
    cost: Array
    origin: Array
    taken: Array

    def pick(self, rows: Array) -> "Labels":
        """The labels of ``rows``."""
        parts = (self.other, self.product, self.pending, self.begun, self.cost, self.origin, self.taken)
        return Labels(*(part[rows] for part in parts))


def joined(parts: list[Labels]) -> Labels:
    """Labels of several lists in one."""
    names = ("other", "product", "pending", "begun", "cost", "origin", "taken")
    return Labels(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


@dataclass(slots=True)
class PairWalk:
    """The search: ``best`` cost known [unit], ``plan`` that has it, ``labels`` looked at."""

    tables: PairTables
    best: int
    plan: list[Campaign] | None = None
    labels: int = 0
    lists: list[Labels] = field(default_factory=list)
    waiting: dict[int, list[Labels]] = field(default_factory=dict)
    times: list[int] = field(default_factory=list)
    extra: Array = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def never(self) -> int:
        """Time at which a suite that takes no campaign any more is free."""
        return 4 * self.tables.end

    def run(self, width: int | None, out_of_time: Callable[[], bool] | None = None) -> None:
        """Look at every label that may lead to a plan cheaper than ``best``, or at ``width`` of each T."""
        tables = self.tables
        count = len(tables.usp)
        self.lists, self.waiting, self.times = [], {}, []
        spare = self.best // np.maximum(1, tables.batch)
        self.extra = np.minimum(spare, SOME) if width is not None else np.minimum(spare, 1000)
        zero = np.zeros(1, dtype=np.int64)
        none = np.full((1, 2), -1), np.full((1, 3), -1)
        self._push(
            np.zeros(1, dtype=np.int64),
            Labels(zero, zero + count, zero, np.zeros((1, count), dtype=np.int64), zero, *none),
        )
        while self.times:
            if out_of_time is not None and out_of_time():
                raise OutOfTimeError
            now = heappop(self.times)
            labels = self._chosen(now, _least(joined(self.waiting.pop(now))), width)
            self.lists.append(labels)
            self.labels += len(labels.cost)
            if len(labels.cost):
                self._extend(now, labels)

    def _push(self, times: Array, labels: Labels) -> None:
        for now in np.unique(times):
            if int(now) not in self.waiting:
                self.waiting[int(now)] = []
                heappush(self.times, int(now))
            self.waiting[int(now)].append(labels.pick(np.nonzero(times == now)[0]))

    def _chosen(self, now: int, labels: Labels, width: int | None) -> Labels:
        """Labels that may still be better than the best plan; only the most promising in a narrow walk."""
        least = self._least_cost(labels.begun, labels.cost)
        labels = labels.pick(np.nonzero(least < self.best)[0])
        if width is None or len(labels.cost) <= width:
            return labels
        least = self._least_cost(labels.begun, labels.cost)
        lost = now + np.minimum(labels.other, self.tables.end) - labels.begun @ self.tables.usp
        keep: set[int] = set()
        for slope in SLOPES:
            score = least + slope * lost * int(self.tables.campaign.mean()) / max(
                1, int(self.tables.gap.mean())
            )
            keep.update(np.argsort(score, kind="stable")[: width // len(SLOPES)].tolist())
        return labels.pick(np.array(sorted(keep)))

    def _least_cost(self, begun: Array, cost: Array) -> Array:
        """Cost with one campaign for each product still wanted."""
        least: Array = cost + (begun < self.tables.wanted) @ self.tables.campaign
        return least

    def _extend(self, now: int, labels: Labels) -> None:
        """Every next campaign of the suite that is free at ``now``, and none."""
        self._retire(now, labels)
        options = self._options(now, labels)
        if not len(options):
            return
        tables = self.tables
        rows, picks = np.nonzero(self._fits(labels, options))
        size = 200_000
        for k in range(0, len(rows), size):
            here, option = labels.pick(rows[k : k + size]), options[picks[k : k + size]]
            p, n, start = option.T
            free = start + n * tables.usp[p] + tables.gap[p]
            begun = here.begun.copy()
            begun[np.arange(len(p)), p] += n
            over = np.maximum(0, begun - tables.wanted) - np.maximum(0, here.begun - tables.wanted)
            cost = here.cost + tables.campaign[p] + over @ tables.batch
            then = np.minimum(free, here.other)
            mine = np.stack([start + tables.dsp[p], n, p], axis=1)
            made, sound = self._settle(now, then, here, begun, mine)
            cost = cost + made
            sound &= self._in_time(then, np.maximum(free, here.other), begun)
            sound &= self._least_cost(begun, cost) < self.best
            front = then + tables.ahead - 1
            is_last = free >= here.other
            pending = np.where(is_last, self._open_mine(mine, front), self._open_other(here, front))
            origin = np.stack([np.full(len(p), len(self.lists) - 1), rows[k : k + size]], axis=1)
            product = np.where(is_last, p, here.product)
            found = Labels(np.maximum(free, here.other), product, pending, begun, cost, origin, option)
            good = np.nonzero(sound)[0]
            self._push(then[good], found.pick(good))

    def _options(self, now: int, labels: Labels) -> Array:
        """Campaigns that may come next: product, batches, start."""
        tables, found = self.tables, []
        begun = labels.begun.min(axis=0)
        for p in range(len(tables.usp)):
            first = int(tables.gap[p]) if now == 0 else now
            starts = [(first, 1)]
            if tables.may_wait:
                for check in tables.checks:
                    late = check.day + 1 - int(tables.dsp[p])
                    ks = np.arange(1, (late - first) // int(tables.usp[p]) + 1)
                    starts += [(late - int(k) * int(tables.usp[p]), int(k)) for k in ks]
            for start, least in sorted(set(starts)):
                n = tables.lengths[p]
                ends = start + n * tables.usp[p] + tables.dsp[p]
                n = n[
                    (n >= least) & (ends <= tables.end) & (n <= tables.wanted[p] + self.extra[p] - begun[p])
                ]
                found += [(p, int(k), start) for k in n]
        return np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 3)

    def _fits(self, labels: Labels, options: Array) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        """Which options each label may take: not too many batches, and time enough left for the others."""
        tables, (p, n, start) = self.tables, options.T
        room = tables.wanted + self.extra - labels.begun
        fits = n[None, :] <= room[:, p]
        left = np.maximum(0, tables.wanted - labels.begun) @ tables.usp
        last = tables.end - int(tables.dsp.min())
        other = np.maximum(0, last - labels.other)
        useful = np.minimum(n[None, :], np.maximum(0, tables.wanted - labels.begun)[:, p]) * tables.usp[p]
        after = np.maximum(0, last - (start + n * tables.usp[p] + tables.gap[p]))
        result: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = fits & (
            left[:, None] - useful <= after[None, :] + other[:, None]
        )
        return result

    def _settle(
        self, now: int, then: Array, here: Labels, begun: Array, mine: Array | None
    ) -> tuple[Array, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
        """Cost of stock, and soundness, at the times of counting after F(now) up to F(then)."""
        tables = self.tables
        cost, sound = np.zeros(len(then), dtype=np.int64), np.ones(len(then), dtype=bool)
        begin, end = now + tables.ahead - 1, then + tables.ahead - 1
        for check in tables.checks:
            if check.day <= begin or not len(then) or check.day > int(end.max()):
                continue
            due = check.day <= end
            ready = begun - self._unfinished(here, mine, check, begun.shape)
            fine = ((ready >= check.least) & (ready <= check.most)).all(axis=1)
            sound &= fine | ~due
            if check.paid:
                cost += np.where(due, (ready - check.sold) @ tables.hold, 0)
        return cost, sound

    def _unfinished(self, here: Labels, mine: Array | None, check: Check, shape: tuple[int, ...]) -> Array:
        """Batches begun that finish after ``check``, by product."""
        day = np.full(shape[0], check.day)
        later = np.zeros(shape, dtype=np.int64)
        rows = np.nonzero(here.product < shape[1])[0]
        later[rows, here.product[rows]] += self._open_other(here, day)[rows]
        if mine is not None:
            later[np.arange(shape[0]), mine[:, 2]] += self._open_mine(mine, day)
        return later

    def _open_other(self, here: Labels, day: Array) -> Array:
        """Batches of the other suite's last campaign that finish after ``day``."""
        tables = self.tables
        known = np.minimum(here.product, len(tables.usp) - 1)
        last = here.other - tables.gap[known] + tables.dsp[known]
        count: Array = np.clip(-((day - last) // tables.usp[known]), 0, here.pending)
        return count

    def _open_mine(self, mine: Array, day: Array) -> Array:
        """Batches of the new campaign that finish after ``day``; batch k finishes k batches after ``mine[:,
        0]``."""
        done = (day - mine[:, 0]) // self.tables.usp[mine[:, 2]]
        count: Array = np.clip(mine[:, 1] - done, 0, mine[:, 1])
        return count

    def _in_time(self, then: Array, other: Array, begun: Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether both suites have the time to make what is still wanted by each due date."""
        tables = self.tables
        sound = np.ones(len(then), dtype=bool)
        for q, due in enumerate(tables.due):
            need = np.maximum(0, tables.demand_by_due[:, q] - begun)
            last = int(due) - int(tables.dsp.min())
            time = np.maximum(0, last - then) + np.maximum(0, last - other)
            gaps = np.maximum(0, (need > 0).sum(axis=1) - 2) * int(tables.gap.min())
            sound &= (need @ tables.usp + gaps <= time) | ~need.any(axis=1)
        return sound

    def _retire(self, now: int, labels: Labels) -> None:
        """The suite that is free takes no campaign any more; the plan is whole when the other took none
        already."""
        count, tables = len(labels.cost), self.tables
        origin = np.stack([np.full(count, len(self.lists) - 1), np.arange(count)], axis=1)
        taken = np.full((count, 3), -1)
        is_whole = labels.other == self.never
        then = np.where(is_whole, tables.end, labels.other)
        cost, sound = self._settle(now, then, labels, labels.begun, None)
        cost = cost + labels.cost
        ends = np.nonzero(is_whole & sound & (cost < self.best))[0]
        if len(ends):
            row = ends[int(np.argmin(cost[ends]))]
            self.best = int(cost[row])
            self.plan = self._trace(len(self.lists) - 1, int(row))
        never = np.full(count, self.never)
        sound &= ~is_whole & (self._least_cost(labels.begun, cost) < self.best)
        sound &= self._in_time(then, never, labels.begun)
        none = np.full(count, len(tables.usp))
        found = Labels(never, none, np.zeros_like(none), labels.begun, cost, origin, taken)
        good = np.nonzero(sound)[0]
        self._push(then[good], found.pick(good))

    def _trace(self, place: int, row: int) -> list[Campaign]:
        """Campaigns that lead to a label."""
        campaigns: list[Campaign] = []
        while place >= 0:
            labels = self.lists[place]
            p, n, start = (int(v) for v in labels.taken[row])
            if p >= 0:
                campaigns.append((p, n, start))
            place, row = (int(v) for v in labels.origin[row])
        return sorted(campaigns, key=lambda campaign: campaign[2])


def _least(labels: Labels) -> Labels:
    """The cheapest of the labels that are alike."""
    columns = (*labels.begun.T, labels.pending, labels.product, labels.other)
    order = np.lexsort((labels.cost, *columns))
    same = np.ones(len(order), dtype=bool)
    same[0] = False
    for column in columns:
        same[1:] &= column[order][1:] == column[order][:-1]
    return labels.pick(order[~same])

r"""Campaigns of several suites as a constraint program.

Each product has numbered campaigns that may be used or not. Symbols: x used, n batches, s start of USP, w
start of DSP, u and d days a batch in USP and DSP, g and h changeover after the campaign in USP and DSP.

.. math::
    s + u \le w \le s + u + \text{hold}, \qquad f_k = \max(w + k d,\; s + k u + d) \le \text{end}

``f_k`` finish of batch k, which is the recursion f_k = max(f_{k-1}, s + k u) + d solved. A suite is held for
``[s, s + n u + g)`` in USP and ``[w, f_n + h)`` in DSP; suites of a section are alike, so that at most as
many may be held at once as there are. Where no idle time is allowed, USP campaigns follow each other in a
chain for each suite: s = end + g of the one before, or g of its own if it is the first.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.sequence.pair_tables import dsp_is_free


@dataclass(frozen=True, slots=True)
class Days:
    """Days of one product in steps of the grid."""

    usp: int
    dsp: int
    usp_gap: int
    dsp_gap: int

    def latest_finish(self, batches: int) -> int:
        """Steps from the start of DSP to the last finish when DSP begins with the first harvest."""
        return max(batches * self.dsp, (batches - 1) * self.usp + self.dsp)


@dataclass(slots=True)
class Campaign:
    """Variables of one campaign; ``ready[c]`` counts the batches finished by checkpoint c."""

    product: int
    used: Any
    batches: Any
    usp_start: Any
    usp_end: Any
    dsp_start: Any
    dsp_end: Any
    has: list[Any]
    ready: dict[int, Any] = field(default_factory=dict)


class FedModel:
    """The constraint program of a problem; ``most`` campaigns by product limit it."""

    def __init__(self, cp_model: Any, problem: CampaignSequence, steps: int, most: list[int]) -> None:
        self.model = cp_model.CpModel()
        self.problem, self.steps, self.most = problem, steps, most
        self.end = self.grid(problem.end)
        self.hold = self.grid(problem.rules.harvest_hold_limit_days)
        self.due = [self.grid(day) for day in problem.due_days]
        self.days = [self._days(p, product) for p, product in enumerate(problem.products)]
        self.campaigns: list[list[Campaign]] = []

    def grid(self, days: float) -> int:
        """Days in steps of the grid."""
        return round(days * self.steps)

    def _days(self, p: int, product: SequenceProduct) -> Days:
        return Days(
            self.grid(product.usp_days),
            self.grid(product.dsp_days),
            self.grid(self.problem.usp_changeover[p][p]),
            self.grid(self.problem.dsp_changeover[p][p]),
        )

    def add_campaigns(self) -> None:
        """Add the campaigns of every product, in order of start, the used ones first."""
        for p, count in enumerate(self.most):
            row = [self._campaign(p) for _ in range(count)]
            for before, after in pairwise(row):
                self.model.add_implication(after.used, before.used)
                self.model.add(after.usp_start >= before.usp_start).only_enforce_if(after.used)
            self.campaigns.append(row)

    def _campaign(self, p: int) -> Campaign:
        model, days, product = self.model, self.days[p], self.problem.products[p]
        most = int(min(product.max_batches, (self.end - days.usp_gap - days.dsp) // days.usp))
        used = model.new_bool_var("used")
        batches = model.new_int_var(0, most, "batches")
        model.add(batches >= product.min_batches).only_enforce_if(used)
        model.add(batches == 0).only_enforce_if(~used)
        if product.multiple > 1:
            model.add_modulo_equality(0, batches, product.multiple)
        start = model.new_int_var(days.usp_gap, self.end, "usp_start")
        end = model.new_int_var(0, self.end, "usp_end")
        model.add(end == start + days.usp * batches).only_enforce_if(used)
        dsp_start = model.new_int_var(days.dsp_gap, self.end, "dsp_start")
        model.add(dsp_start >= start + days.usp).only_enforce_if(used)
        model.add(dsp_start <= start + days.usp + self.hold).only_enforce_if(used)
        has = [model.new_bool_var("has") for _ in range(most)]
        model.add(sum(has) == batches)
        for more, fewer in zip(has[1:], has, strict=False):
            model.add_implication(more, fewer)
        dsp_end = model.new_int_var(0, self.end, "dsp_end")
        model.add_max_equality(
            dsp_end, [dsp_start + days.dsp * batches, start + days.usp * batches + days.dsp]
        )
        return Campaign(p, used, batches, start, end, dsp_start, dsp_end, has)

    def ready_by(self, campaign: Campaign, day: int) -> Any:
        """Count of the batches of ``campaign`` finished by ``day`` [step]."""
        if day >= self.end:
            return campaign.batches
        if day not in campaign.ready:
            campaign.ready[day] = self._count_ready(campaign, day)
        return campaign.ready[day]

    def _count_ready(self, campaign: Campaign, day: int) -> Any:
        model, days = self.model, self.days[campaign.product]
        done: list[Any] = []
        for k, has in enumerate(campaign.has, start=1):
            if days.usp_gap + days.usp + days.latest_finish(k) > day:
                break
            is_done = model.new_bool_var("done")
            model.add_implication(is_done, has)
            fed = campaign.usp_start + k * days.usp + days.dsp
            model.add(fed <= day).only_enforce_if(is_done)
            if self.hold == 0 and days.usp >= days.dsp:
                model.add(fed >= day + 1).only_enforce_if(~is_done, has)
            else:
                paced = campaign.dsp_start + k * days.dsp
                model.add(paced <= day).only_enforce_if(is_done)
                is_fed = model.new_bool_var("fed")
                model.add(fed >= day + 1).only_enforce_if(~is_done, has, ~is_fed)
                model.add(paced >= day + 1).only_enforce_if(~is_done, has, is_fed)
            if done:
                model.add_implication(is_done, done[-1])
            done.append(is_done)
        return sum(done) if done else 0

    def add_suites(self) -> None:
        """Hold suites for campaigns and the changeover after them."""
        rules = self.problem.rules
        flat = [c for row in self.campaigns for c in row]
        usp = [self._held(c, c.usp_start, c.usp_end, self.days[c.product].usp_gap) for c in flat]
        self.model.add_cumulative(usp, [1] * len(flat), rules.usp_suites)
        if not dsp_is_free(self.problem):
            dsp = [self._held(c, c.dsp_start, c.dsp_end, self.days[c.product].dsp_gap) for c in flat]
            self.model.add_cumulative(dsp, [1] * len(flat), rules.dsp_suites)
        if not rules.idle_before_campaign_allowed:
            self._chain(flat, rules.usp_suites)

    def _held(self, campaign: Campaign, start: Any, end: Any, gap: int) -> Any:
        size = self.model.new_int_var(0, self.end + gap, "size")
        free = self.model.new_int_var(0, self.end + gap, "free")
        self.model.add(free == end + gap).only_enforce_if(campaign.used)
        return self.model.new_optional_interval_var(start, size, free, campaign.used, "held")

    def _chain(self, flat: list[Campaign], suites: int) -> None:
        """One chain of campaigns for each USP suite, without a gap."""
        arcs, firsts = [], []
        for i, campaign in enumerate(flat, start=1):
            gap = self.days[campaign.product].usp_gap
            first, last = self.model.new_bool_var("first"), self.model.new_bool_var("last")
            arcs += [(i, i, ~campaign.used), (0, i, first), (i, 0, last)]
            firsts.append(first)
            self.model.add(campaign.usp_start == gap).only_enforce_if(first)
            for j, other in enumerate(flat, start=1):
                if i != j:
                    follows = self.model.new_bool_var("follows")
                    arcs.append((i, j, follows))
                    self.model.add(other.usp_start == campaign.usp_end + gap).only_enforce_if(follows)
        self.model.add_multiple_circuit(arcs)
        self.model.add(sum(firsts) <= suites)

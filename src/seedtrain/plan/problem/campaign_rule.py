"""What one suite can do with one product in one period."""

from dataclasses import dataclass
from math import ceil, floor, inf

TOLERANCE = 1e-9
"""Slack given to floating days when they are rounded to whole batches [batch]."""


@dataclass(frozen=True, slots=True)
class CampaignRule:
    r"""Days, batches, output and cost of a product in a suite, period by period.

    .. math:: d = a\,n + b\,z

    ``d`` campaign days in the period, ``n`` batches, ``z`` 1 if the campaign starts, else 0,
    ``a`` = ``days_per_batch`` [day/batch], ``b`` = ``start_days`` [day]. A rate ``r`` [batch/day] with a lead
    time ``l`` [day], which gives the first batch after ``l`` days, is ``a = 1/r`` and ``b = l - 1/r``.

    ``min_days <= d <= max_days`` and ``min_batches <= n <= max_batches`` hold in every period with a
    campaign. ``yield_per_batch`` quantity of product a batch gives; ``cost_per_batch`` and ``start_cost`` in
    the case's money. ``takes_per_batch`` quantity that a batch draws from its source (see
    :class:`~seedtrain.plan.problem.stage.Stage`), None where the stage says it for all suites.
    """

    days_per_batch: float
    start_days: float
    min_days: float = 0.0
    max_days: float = inf
    min_batches: int = 0
    max_batches: float = inf
    yield_per_batch: float = 1.0
    cost_per_batch: float = 0.0
    start_cost: float = 0.0
    takes_per_batch: float | None = None

    def days(self, batches: int, is_start: bool) -> float:
        """Campaign days that ``batches`` take in a period [day]."""
        return self.days_per_batch * batches + self.start_days * is_start

    def batch_range(self, is_start: bool) -> tuple[int, int]:
        """Fewest and most batches of a campaign in one period; empty when the first exceeds the second."""
        offset = self.start_days * is_start
        least = max(
            float(self.min_batches), ceil((self.min_days - offset) / self.days_per_batch - TOLERANCE), 0
        )
        most = min(self.max_batches, floor((self.max_days - offset) / self.days_per_batch + TOLERANCE))
        return int(least), int(most)

"""What is at hand on the first day: released stock, and batches under way."""

from collections.abc import Sequence

from seedtrain.flow.plant import Profiles, hours
from seedtrain.model.demand import Order
from seedtrain.model.scenario import Scenario
from seedtrain.results.timetable import BatchOrder


class AtHand:
    """Stock and batches under way, taken by one order after the other; nothing is taken twice."""

    def __init__(self, scenario: Scenario, profiles: Profiles) -> None:
        self._stock_g: dict[str, float] = {}
        for lot in scenario.stock.values():
            self._stock_g[lot.product] = self._stock_g.get(lot.product, 0.0) + lot.mass.base
        self._running = [
            BatchOrder(
                job=key,
                product=batch.product,
                suite=batch.suite,
                order="",
                purpose="commercial",
                earliest_h=hours(scenario, batch.started),
                due_h=float("inf"),
                begun_step=batch.step,
                begun_h=hours(scenario, batch.started),
            )
            for key, batch in scenario.work_in_progress.items()
            if (batch.product, batch.suite) in profiles
        ]

    def stock(self, order: Order) -> float:
        """Take released drug substance for an order of mass; return how much of it. [g]"""
        if order.mass is None:
            return 0.0
        taken = min(order.mass.base, self._stock_g.get(order.product, 0.0))
        self._stock_g[order.product] = self._stock_g.get(order.product, 0.0) - taken
        return taken

    def running(self, product: str, suites: Sequence[str]) -> BatchOrder | None:
        """Take the batch of ``product`` longest under way in one of ``suites``, if there is one."""
        fit = [batch for batch in self._running if batch.product == product and batch.suite in suites]
        if not fit:
            return None
        first = min(fit, key=lambda batch: (batch.begun_h, batch.job))
        self._running.remove(first)
        return first

    def left_over(self) -> list[BatchOrder]:
        """Return the batches under way that no order has taken: they run to their end all the same."""
        return list(self._running)

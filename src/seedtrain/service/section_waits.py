"""The batches that stages wait for: when they are released, and what that delays."""

from collections.abc import Iterator

import numpy as np

from seedtrain.lifecycle.result import LifecycleResult
from seedtrain.messages import Message, Wording
from seedtrain.model.scenario import Scenario
from seedtrain.quantities import quantiles
from seedtrain.report.names import named
from seedtrain.report.show import share
from seedtrain.report.table import Cell, Quantity, Table, column, rows
from seedtrain.report.tables.measures import quantities
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Draws


def waits(assessment: Assessment, scenario: Scenario, free: LifecycleResult) -> Table:
    """Return each order that a stage waits for: its release, and how often and how long the stage waits.

    ``free``: the life cycle on the same sampled world as if no stage had to wait for an order.
    """
    return Table(
        id="waits",
        title=Message("sections.waits.title"),
        columns=(
            column("order"),
            column("programme", priority=3),
            column("stage"),
            column("released_p50", right=True),
            column("released_p90", right=True, priority=2),
            column("stage_late", right=True),
            column("delay_p90", right=True),
        ),
        rows=rows(_rows(assessment, scenario, free)),
    )


def _rows(assessment: Assessment, scenario: Scenario, free: LifecycleResult) -> Iterator[list[Cell]]:
    known = {one.id: one for one in assessment.indicators}
    for name, order in scenario.orders.items():
        released = known.get(f"orders.{name}.completion")
        starts = known.get(f"lifecycle.{order.programme}.{order.stage}.start")
        if released is None or order.programme is None or order.stage is None:
            continue
        if starts is None or starts.draws is None:
            continue
        late, days = delay(starts.draws, free.stage_start[order.programme, order.stage])
        yield [
            named(assessment.names, "orders", name),
            named(assessment.names, "programmes", order.programme),
            Message(f"stage.{order.stage}"),
            *quantities(released)[1:],
            late,
            Quantity(24.0 * days, "time"),
        ]


def delay(start: Draws, free: Draws) -> tuple[Wording, float]:
    """Return the share of sampled worlds in which ``start`` is later than ``free``, and P90 of the delay. [d]

    Both are ordinal days, shape (1 + n,). A stage that is never reached either way is not late.
    """
    reached = np.isfinite(free[1:])
    days = np.where(reached, start[1:] - np.where(reached, free[1:], 0.0), 0.0)
    return share(float((days > 0.0).mean())), quantiles(days)[2]

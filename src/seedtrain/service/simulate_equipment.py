"""Pools of units in a simulation: their work and their queues, side by side."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number
from seedtrain.report.table import Table, rows
from seedtrain.service.columns import column
from seedtrain.service.plan_tables import percent

if TYPE_CHECKING:
    from seedtrain.service.simulate_kpi import Kpi

MOST_POOLS = 12
"""Pools listed: those most at work."""
UTILISATION, QUEUE = "utilisation.", "queue."


def equipment_table(kpis: Sequence["Kpi"], names: Mapping[str, Wording]) -> Table:
    """Return the share of their open time at work and the batches waiting of the busiest pools."""
    known = {kpi.id: kpi for kpi in kpis}
    pools = [kpi.id.removeprefix(UTILISATION) for kpi in kpis if kpi.id.startswith(UTILISATION)]
    busiest = sorted(pools, key=lambda pool: (-known[UTILISATION + pool].p50, pool))
    busiest = [pool for pool in busiest if QUEUE + pool in known]
    cut = Message("engines.cut", {"shown": MOST_POOLS, "all": len(busiest)})
    return Table(
        id="equipment",
        title=Message("engines.simulate.equipment"),
        columns=(
            column("units"),
            column("p10", right=True, priority=2),
            column("p50", right=True),
            column("p90", right=True),
            column("on_time_error", right=True, priority=3),
            column("waiting_p50", right=True),
            column("waiting_p90", right=True),
        ),
        rows=rows(
            (
                pool_name(pool, names),
                *(
                    percent(value)
                    for kpi in (known[UTILISATION + pool],)
                    for value in (kpi.p10, kpi.p50, kpi.p90, kpi.standard_error)
                ),
                Wording(number(known[QUEUE + pool].p50)),
                Wording(number(known[QUEUE + pool].p90)),
            )
            for pool in busiest[:MOST_POOLS]
        ),
        note=cut if len(busiest) > MOST_POOLS else None,
    )


def pool_name(pool: str, names: Mapping[str, Wording]) -> Message | Wording:
    """Return what a pool is called: the class of its units and its suite, or its name in a case."""
    from seedtrain.report.names import class_name, named

    suite, _, unit_class = pool.partition(".")
    if not unit_class:
        return Wording(pool.replace("_", " "))
    words = {"unit_class": class_name(unit_class), "suite": named(names, "suites", suite)}
    return Message("engines.simulate.pool", words)

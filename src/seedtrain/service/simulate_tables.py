"""Simulations as tables: orders, what moves the answers, what comes with a miss, what varies."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from seedtrain.messages import Message, Wording
from seedtrain.report.show import number
from seedtrain.report.table import Cell, Quantity, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.plan_tables import percent

if TYPE_CHECKING:
    from seedtrain.service.simulate_kpi import Kpi
    from seedtrain.simulate.drivers import Companion, Mover
    from seedtrain.simulate.sobol import SobolIndex
    from seedtrain.simulate.variation import Variation

MOST_LINES = 24
"""Lines of a table on a screen; the rest is counted."""

LEAST_SHARE = 0.01
"""Smaller shares of a variance are left out on a screen."""

Naming = Callable[[str], Message | Wording]


def error_table(kpis: Sequence["Kpi"]) -> Table:
    """Return the sampling error of the mean and of each quantile of the answers ``kpis``."""
    return Table(
        id="errors",
        title=Message("engines.simulate.errors"),
        columns=(
            column("id"),
            column("mean", right=True),
            column("p10", right=True, priority=2),
            column("p50", right=True),
            column("p90", right=True, priority=2),
        ),
        rows=rows(
            (
                kpi.name,
                *(_error(value, kpi.dimension) for value in (kpi.standard_error, *kpi.quantile_errors)),
            )
            for kpi in kpis
        ),
    )


def _error(value: float, dimension: str) -> Cell:
    """An error; that of a date is a time, that of a count seldom a whole number."""
    if dimension == "date":
        return Quantity(24.0 * value, "time")
    return Wording(number(value)) if dimension == "count" else Quantity(value, dimension)


def order_table(
    kpis: Sequence["Kpi"], called: Naming, why: Callable[[str], Message | Wording | None]
) -> Table:
    """Return for each order the probability that it is complete by its due day, with its error, and when.

    ``why``: what differs most where it is late.
    """
    known = {kpi.id: kpi for kpi in kpis}
    orders = [kpi.id.split(".")[1] for kpi in kpis if _is(kpi, "orders", "met")]
    return Table(
        id="orders",
        title=Message("engines.simulate.orders"),
        columns=(
            column("order"),
            column("on_time", right=True),
            column("on_time_error", right=True, priority=3),
            column("p10", right=True, priority=2),
            column("p50", right=True),
            column("p90", right=True),
            column("why_late", priority=3),
        ),
        rows=rows(
            (
                called(order),
                percent(known[f"orders.{order}.met"].mean),
                percent(known[f"orders.{order}.met"].standard_error),
                *(
                    Quantity(value, kpi.dimension)
                    for kpi in (known[f"orders.{order}.completion"],)
                    for value in (kpi.p10, kpi.p50, kpi.p90)
                ),
                why(order),
            )
            for order in orders[:MOST_LINES]
        ),
        note=_cut(len(orders)),
    )


def mover_table(moving: Mapping[str, "Sequence[Mover]"], kpis: Sequence["Kpi"], called: Naming) -> Table:
    """Return what moves each answer: rank correlation, and the answer where the factor is low and high."""
    known = {kpi.id: kpi for kpi in kpis}
    return Table(
        id="drivers",
        title=Message("engines.simulate.drivers"),
        columns=(
            column("answer"),
            column("factor"),
            column("correlation", right=True),
            column("where_low", right=True, priority=2),
            column("where_high", right=True, priority=2),
        ),
        rows=rows(
            (
                known[answer].name,
                called(mover.factor),
                Wording(f"{mover.correlation:+.2f}"),
                Quantity(mover.low, known[answer].dimension),
                Quantity(mover.high, known[answer].dimension),
            )
            for answer, movers in moving.items()
            for mover in movers
        ),
    )


def sobol_table(
    indices: Mapping[str, "Sequence[SobolIndex]"], kpis: Sequence["Kpi"], called: Naming
) -> Table:
    """Return the share of each factor in the variance of each answer, and its error."""
    known = {kpi.id: kpi for kpi in kpis}
    return Table(
        id="sobol",
        title=Message("engines.simulate.sobol"),
        columns=(
            column("answer"),
            column("factor"),
            column("alone", right=True),
            column("with_interactions", right=True),
            column("on_time_error", right=True, priority=2),
        ),
        rows=rows(
            (
                known[answer].name,
                called(each.factor),
                percent(each.first),
                percent(each.total),
                percent(each.error),
            )
            for answer, told in indices.items()
            for each in told
            if each.total >= LEAST_SHARE
        ),
        note=Message("engines.simulate.sobol_note"),
    )


def miss_table(
    what: Message, companions: "Sequence[Companion]", called: Naming, measured: Callable[[str, float], Cell]
) -> Table:
    """Return what differs between the replications that miss ``what`` and the others."""
    return Table(
        id="misses",
        title=what,
        columns=(
            column("factor"),
            column("when_missed", right=True),
            column("when_met", right=True),
            column("apart", right=True, priority=2),
        ),
        rows=rows(
            (
                called(each.factor),
                measured(each.factor, each.missed),
                measured(each.factor, each.met),
                Wording(f"{each.apart:+.2f}"),
            )
            for each in companions
        ),
        note=Message("engines.simulate.apart"),
    )


def loss_table(losses: Mapping[str, Mapping[str, float]], called: Mapping[str, Wording]) -> Table:
    """Return the mean number of batches lost at each step, by cause, steps with most losses first."""
    causes = list(dict.fromkeys(cause for by_cause in losses.values() for cause in by_cause))
    ordered = sorted(losses, key=lambda step: -sum(losses[step].values()))
    return Table(
        id="losses",
        title=Message("engines.simulate.losses"),
        columns=(
            column("found_at"),
            *(column(f"cause_{cause}", right=True) for cause in causes),
        ),
        rows=rows(
            (called.get(step, Wording(step)), *(Wording(number(losses[step].get(cause))) for cause in causes))
            for step in ordered[:MOST_LINES]
        ),
        note=_cut(len(ordered)),
    )


def variation_table(varied: "Variation") -> Table:
    """Return what varies beyond the recipes: each value, what is written, where it comes from."""
    return Table(
        id="varied",
        title=Message("engines.simulate.varied"),
        columns=(column("kind"), column("quantity"), column("value"), column("source", priority=2)),
        rows=rows(
            (
                Message(f"engines.kind.{kind}"),
                Message(f"engines.quantity.{name}"),
                Wording(value.text),
                Wording(value.origin.ref or value.origin.kind),
            )
            for kind, fields in varied.values.items()
            for name, value in fields.items()
        ),
    )


def _is(kpi: "Kpi", first: str, last: str) -> bool:
    parts = kpi.id.split(".")
    return len(parts) == 3 and parts[0] == first and parts[2] == last


def _cut(count: int) -> Message | None:
    return Message("engines.cut", {"shown": MOST_LINES, "all": count}) if count > MOST_LINES else None
